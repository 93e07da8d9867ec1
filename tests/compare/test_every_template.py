"""What the templates write passes the whole funnel, in both targets; programs cut anywhere never end a comparison."""

import ast
import random

import pytest

from derivanim.compare.funnel import funnel
from derivanim.compare.output import STAGES, Findings, Output
from derivanim.compare.structure import read
from derivanim.render import layers
from derivanim.slots.registry import templates

GROUP = "proofs"  # one worker has the warm renderer
DRAWN = [name for name, schema in templates().items() if schema.DRAWS]


@pytest.mark.slow
@pytest.mark.xdist_group(GROUP)
@pytest.mark.skipif(not layers()["enough"], reason="no sandbox on this machine")
@pytest.mark.parametrize("name", DRAWN)
def test_every_template_passes(name, row, goldens):
    """The stored program of each template, and the slots that it states."""
    text = (goldens / f"{name}.py").read_text("utf-8")
    program = read(text, Findings())
    asked = type(row)(program.stated)

    for output in (Output("code", text), Output("slots", "", program.stated)):
        verdict = funnel(output, asked)
        assert (None, "") == (verdict.cause, verdict.detail)
        assert dict.fromkeys(STAGES, True) == verdict.stages


@pytest.mark.parametrize("seed", range(6))
def test_a_program_that_is_cut_is_a_verdict(seed, row, program):
    """Whatever a model leaves out or repeats, the funnel answers, and it does not say that all is well."""
    source = random.Random(seed)
    lines = program.splitlines(keepends=True)
    start = source.randrange(len(lines))
    cut = lines[:start] + lines[start + source.randint(1, 20) :] if seed % 2 else lines[:start]
    verdict = funnel(Output("code", "".join(cut)), row, pictures=False)

    assert verdict.cause is not None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2.2232442754839328", "1" + "0" * 400),
        ("2.2232442754839328", "1" + "0" * 5000),
        ("2.2232442754839328", "1e999"),
        ("2.2232442754839328", "-'a'"),
        ("2.2232442754839328", "{[1]: 2}"),
        ("return x**2 * np.sin(x)", "return " + "x + " * 3000 + "x"),
        ("return x**2 * np.sin(x)", "return f(x)"),
        ("return x**2 * np.sin(x)", "return 9**9**9 * x"),
        ('"f\'(x) = x^2 cos x + 2 x sin x"', '"f\'(x) = f(f(f(f(x))))))((("'),
        ('"f\'(x) = x^2 cos x + 2 x sin x"', "\"f'(x) = " + "(" * 300 + '"'),
    ],
    ids=range(10),
)
def test_hostile_parts_are_verdicts(old, new, row, program):
    """Numbers without end, names of nothing, brackets that do not close."""
    assert old in program
    verdict = funnel(Output("code", program.replace(old, new)), row, pictures=False)

    assert verdict.stages["parses"] is False or verdict.stages["mathematics"] is not True


def test_the_skeleton_is_that_of_the_tree(program):
    """What is read of the program is what Python reads of it."""
    found = read(program, Findings())

    assert ("TangentLine", "tangent_line") == (found.scene.name, found.template)
    assert ast.dump(ast.parse(program)) == ast.dump(found.tree)
