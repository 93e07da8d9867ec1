"""What every template must keep, on disk, checked by one function for the tests and for `derivanim templates check`.

Each check returns its problems in words; a template without problems is right. The checks of pictures run the program
in the sandbox without painting it, so that a template is checked in seconds.
"""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from jinja2 import meta
from ruff.__main__ import find_ruff_bin  # type: ignore[import-untyped]

from derivanim.authoring.families import families
from derivanim.authoring.programs import dead_names, stray_colors
from derivanim.errors import DerivanimError
from derivanim.render.proofs import Proof, prove
from derivanim.slots.base import Slots
from derivanim.slots.check import check
from derivanim.slots.registry import load, schema_of
from derivanim.templates.environment import environment, file_of
from derivanim.templates.fill import common, fill, scene_of

EXAMPLES = 6
FAMILIES = 3
SHORTEST, LONGEST = 8.0, 30.0  # seconds at normal pace
LAST_FRAME = 2.0  # seconds without a caption in which the last frame stands
SILENCE = 1.5  # seconds between two captions in which nothing new is said
JINJA, SCHEMA = 120, 80  # lines, in the median of the library
# The shared options, each of which every template must survive.
VARIANTS: tuple[dict[str, Any], ...] = ({"aspect": "9:16"}, {"aspect": "1:1", "theme": "light"}, {"steps": False})


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: which check found it, with which input, and what it is."""

    check: str
    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.check}: {self.message}" + (f" [{self.where}]" if self.where else "")


def problems(name: str, *, pictures: bool = True) -> list[Problem]:
    """Everything that is wrong with a template; `pictures=False` leaves out the checks that run its programs."""
    schema = schema_of(name)
    found = [Problem(check.__name__, "", message) for check in (pair, names, examples) for message in check(name)]
    if found:
        return found
    slots = [load(data).replaced(pace="normal") for data in schema.EXAMPLES]
    programs: list[tuple[Slots, str]] = []
    for one in slots:
        found += [Problem("claims", _said(one), message) for message in claims(one)]
    for one in [*slots, *(slots[0].replaced(**variant) for variant in VARIANTS)]:
        try:
            programs.append((one, fill(one)))
        except DerivanimError as error:
            found.append(Problem("fill", _said(one), str(error)))
    for one, program in [*programs, *_typeset(slots[0])]:
        found += [Problem("program", _said(one), message) for message in clean(program)]
    if pictures:
        proofs = prove(program for _, program in programs)
        for (one, _), proof in zip(programs, proofs, strict=True):
            found += [Problem("picture", _said(one), message) for message in seen(proof, one)]
    return found


def _typeset(slots: Slots) -> Iterator[tuple[Slots, str]]:
    """The program for LaTeX, which is looked at and not run, since few machines have LaTeX."""
    one = slots.replaced(math="latex")
    yield one, fill(one)


def _said(slots: Slots) -> str:
    return ", ".join(f"{field}={value}" for field, value in slots.as_dict().items() if field != "template")


def pair(name: str) -> Iterator[str]:
    """Schema and program are files of the same name."""
    if file_of(name) is None:
        yield f"there is a schema {name}.py, but no program {name}.py.j2"


def names(name: str) -> Iterator[str]:
    """The names of the Jinja file are the keys of scene(), apart from the subject, which the base program shows.

    A key that only some inputs have is looked for in all the examples.
    """
    slots = [load(data) for data in schema_of(name).EXAMPLES]
    used = undeclared(f"{name}.py.j2") - set(common(slots[0], ""))
    computed: set[str] = set()
    for one in slots:
        computed |= set(scene_of(one.model_dump_json()))
        if used <= computed:
            break
    if "subject" not in computed:
        yield "scene() lacks the subject, the sentence in the program's docstring"
    for key in sorted(used - computed):
        yield f"{name}.py.j2 uses {key}, which scene() does not compute"
    for key in sorted(computed - used - {"subject"}):
        yield f"scene() computes {key}, which {name}.py.j2 does not use"


def undeclared(file: str) -> set[str]:
    """The names that a Jinja file takes from outside, those of the files that it includes among them."""
    loader = environment().loader
    assert loader is not None  # the one environment has one
    tree = environment().parse(loader.get_source(environment(), file)[0])
    included = [name for name in meta.find_referenced_templates(tree) if name and name != "base.py.j2"]
    return set(meta.find_undeclared_variables(tree)).union(*map(undeclared, included))


def examples(name: str) -> Iterator[str]:
    """There are examples enough, of several families of functions where the template is about functions."""
    schema = schema_of(name)
    if len(schema.EXAMPLES) < EXAMPLES:
        yield f"{len(schema.EXAMPLES)} examples; there must be {EXAMPLES} or more"
    for data in schema.EXAMPLES:
        if data.get("template") != name:
            yield f"an example is of the template {data.get('template')}"
    texts = [data["function"] for data in schema.EXAMPLES if "function" in data]
    kinds = set().union(*(families(text) for text in texts)) if texts else set()
    if texts and len(kinds) < FAMILIES and not getattr(schema, "ONE_FAMILY", False):
        yield f"the examples are of {len(kinds)} families of functions ({', '.join(sorted(kinds))}), not of {FAMILIES}"


def claims(slots: Slots) -> Iterator[str]:
    """Every claim is proved or agrees, there is one, and nothing is replaced."""
    try:
        checked = check(slots)
    except DerivanimError as error:
        yield f"is refused: {error}"
        return
    if not checked.results:
        yield "claims nothing"
    for claim, verdict in checked.results:
        if not verdict.good:
            yield f"{claim.statement}: {verdict.status.value}, {verdict.message}"
    if checked.replaced:
        yield f"was changed: {'; '.join(checked.replaced)}"


def clean(program: str) -> Iterator[str]:
    """A program compiles, is formatted, has nothing for the linter, no dead code and no colour but the roles."""
    try:
        tree = ast.parse(program)
    except SyntaxError as error:
        yield f"is not Python: {error.msg} in line {error.lineno}"
        return
    lint = ["check", "--isolated", "--select", "E,F,W,I,B,UP,RET,PIE,C4", "--ignore", "E501,E741"]
    for arguments in (lint, ["format", "--isolated", "--line-length", "120", "--check"]):
        command = [find_ruff_bin(), *arguments, "--no-cache", "--quiet", "--stdin-filename", "program.py", "-"]
        done = subprocess.run(command, input=program, capture_output=True, text=True, check=False, timeout=60)
        if done.returncode != 0:
            yield f"ruff {arguments[0]}: {' '.join((done.stdout + done.stderr).split())[:300]}"
    froms = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    imports = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    if foreign := sorted(filter(None, {*froms, *imports} - {"manim", "numpy"})):
        yield f"imports {', '.join(foreign)}; a program stands alone"
    yield from (f"{dead} is never used" for dead in dead_names(tree))
    yield from (f"{color} is a colour without a role" for color in stray_colors(tree))


def seen(proof: Proof, slots: Slots) -> Iterator[str]:
    """A program runs to its end, inside the frame, without overlapping texts, with captions, in 8 to 30 s."""
    if not proof.ok:
        yield f"does not run: {proof.error}"
        return
    checks: Iterable[tuple[Callable[[], bool], str]] = (
        (lambda: not proof.finite, "a point is no number"),
        (lambda: not proof.visible, "nothing can be seen"),
        (lambda: bool(proof.outside), f"leaves the frame: {', '.join(proof.outside)}"),
        (lambda: bool(proof.overlapping), f"overlap: {proof.overlapping}"),
    )
    yield from (message for wrong, message in checks if wrong())
    if not SHORTEST <= proof.duration <= LONGEST and slots.model_dump().get("steps", True):
        yield f"lasts {proof.duration:.1f} s, not {SHORTEST:.0f} to {LONGEST:.0f}"
    if not proof.captions:
        yield "has no captions"
        return
    ends = [0.0, *(end for _, end, _ in proof.captions)]
    starts = [*(start for start, _, _ in proof.captions), proof.duration - LAST_FRAME]
    for end, start in zip(ends, starts, strict=True):
        if start - end > SILENCE:
            yield f"has no caption from {end:.1f} to {start:.1f} s"
        if end - start > 0.05 and start < proof.duration - LAST_FRAME:
            yield f"has two captions at {start:.1f} s"
