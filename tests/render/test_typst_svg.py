"""Typst's SVG is read as svgelements reads it, number for number."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

GOLDENS = Path(__file__).parents[1] / "goldens"
TEXTS = (
    "sqrt(x^2 + 1) / (2 x) + abs(x) + root(3, x)",
    "cancel(x) + underline(x + 1) + overbrace(a + b, c) + overline(y)",
    "#text(fill: red)[hi] + #text(fill: rgb(1, 2, 3, 40%))[a] + cases(x, -x) + mat(1, 2; 3, 4)",
    "#[#box[a b] <foo> and #box[c] <foo> and #box[d] <bar>]",
    "{{ a^2 + {{ b }} : lhs }} = {{ c^2 }}",
    '"a quick word" + integral_0^1 x^2 dif x + #rotate(30deg)[x] + #scale(150%)[y]',
    '#rect(fill: blue, stroke: 2pt)[a] + #circle(stroke: green)[b] + #line(length: 2cm, stroke: (dash: "dashed"))',
)
OTHERS = (
    "#box(fill: gradient.linear(red, blue))[a]",
    "#block(clip: true, width: 5pt)[abc]",
    "#text(fill: gradient.linear(red, blue))[a]",
)
COMPARED = """
import json, sys
from manim import *
from manim.mobject.svg import svg_mobject
from derivanim.render import patches, typst_svg
config.update({"media_dir": sys.argv[1], "verbosity": "CRITICAL"})
texts, sizes = json.load(sys.stdin), [(24, WHITE, {}), (32, YELLOW, {"stroke_width": 1.5}), (40, "#58B7F5", {})]

def every():
    svg_mobject.SVG_HASH_TO_MOB_MAP.clear()
    # The last one comes from Manim's cache.
    for number, text in enumerate([*texts, texts[0]]):
        size, color, more = sizes[number % 3]
        made = MathTypst(text, font_size=size, color=color, **more)
        yield [(m.points.tolist(), m.fill_rgbas.tolist(), m.stroke_rgbas.tolist()) for m in made.get_family()]
        yield [(m.stroke_width, m.sheen_direction.tolist(), sorted(vars(m))) for m in made.get_family()]
        yield [(m.path_obj.d(), m.path_obj.fill, m.path_obj.stroke_width) for m in made]
        yield [(name, [made.submobjects.index(m) for m in group]) for name, group in made.id_to_vgroup_dict.items()]
        yield [[made.submobjects.index(m) for m in made.select(label)] for label in made._label_aliases]

new = typst_svg.apply
typst_svg.apply = lambda: None
assert patches.apply()
before = list(every())
read = []
new()
kept = typst_svg._fill
typst_svg._fill = lambda mobject, reading: (read.append(mobject), kept(mobject, reading))
after = list(every())
print(json.dumps([[n for n, (one, other) in enumerate(zip(before, after, strict=True)) if one != other], len(read)]))
"""


def _compared(texts: list[str], folder: Path) -> list[object]:
    done = subprocess.run(
        [sys.executable, "-c", COMPARED, str(folder)],
        input=json.dumps(texts), capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: list[object] = json.loads(done.stdout.splitlines()[-1])
    return found


def _formulas(name: str) -> list[str]:
    """The texts of a stored program that may be markup: all that are given to a function or stand in a list."""
    nodes = ast.walk(ast.parse((GOLDENS / f"{name}.py").read_text("utf-8")))
    texts = [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [text for text in dict.fromkeys(texts) if re.fullmatch(r"[a-z0-9(][^\n:;#]{2,80}", text) and "(" in text]


def test_reading_is_the_same(tmp_path: Path) -> None:
    """Bars, roots, colours, labels, boxes: every number, name and path, and nothing was left to svgelements."""
    assert [[], len(TEXTS)] == _compared(list(TEXTS), tmp_path)


def test_other_documents_are_left_to_svgelements(tmp_path: Path) -> None:
    """Gradients and clips are not of the dialect."""
    assert [[], 0] == _compared(list(OTHERS), tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["tangent_line", "product_rule", "chain_rule"])
def test_stored_programs_formulas_are_the_same(name: str, tmp_path: Path) -> None:
    """The formulas of a stored program."""
    texts = _formulas(name)
    assert [[], len(texts)] == _compared(texts, tmp_path)
