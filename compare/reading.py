"""The mathematics of any Manim program: read from its syntax tree and its running scene, decided by SymPy.

For programs that follow no template of ours, such as those of the study.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Any

from derivanim.calculus.claims import IsDerivative, check_claims
from derivanim.calculus.reader import read_expression, read_number
from derivanim.calculus.verdict import Status
from derivanim.compare.drawn import Picture, picture_of
from derivanim.compare.markup import wordy
from derivanim.compare.output import Findings
from derivanim.compare.scene import Shown
from derivanim.compare.statements import Functions, Judged, judge
from derivanim.compare.structure import Program
from derivanim.dataset.study.names import Names
from derivanim.dataset.study.program import StudyProgram, read_program
from derivanim.dataset.study.texts import texts
from derivanim.errors import DerivanimError
from derivanim.slots.asked import differences

SECONDS = 10.0
# A tangent in a picture may be off by this share of its slope, or by this much where it is level.
_SLOPE = 0.03


class Read:
    """What was read of a program: its parts by the syntax tree, and its picture where it ran."""

    def __init__(self, program: Program, shown: Shown | None, variable: str) -> None:
        self.program = program
        self.shown = shown
        self.variable = variable
        self.error = ""
        try:
            self.parts: StudyProgram | None = read_program(program.source, variable)
        except DerivanimError as error:
            self.parts, self.error = None, str(error)
        self.picture: Picture | None = None
        if self.parts is not None and shown is not None and shown.proof.ok:
            self.picture = picture_of(shown, self.parts.function, variable)

    @property
    def name(self) -> str:
        """What the program calls its function."""
        labels = self.parts.labels if self.parts else ()
        return labels[0].name if labels else "f"

    def formulas(self) -> list[str]:
        """The formulas that the program shows, as it ran, or as they stand in its text."""
        ran = list(self.shown.texts) if self.shown is not None else []
        tree = self.program.tree
        written = [one.text for one in texts(tree, Names(tree))]
        written += [
            n.value for n in ast.walk(self.program.scene) if isinstance(n, ast.Constant) and isinstance(n.value, str)
        ]
        return [text for text in dict.fromkeys([*ran, *written]) if "=" in text or "approx" in text]


def ask_mathematics(read: Read, findings: Findings) -> None:
    """The stage mathematics: the derivative, every label and the picture belong to the function that is plotted."""
    if read.parts is None:
        findings.fails("mathematics", "unread", read.error)
        return
    decided = _derivative(read, findings) + _labels(read, findings) + _picture(read, findings)
    if not decided and findings.stages["mathematics"] is None:
        findings.fails("mathematics", "unread", "the program says nothing of a derivative that could be decided")
    findings.passes("mathematics")


def _derivative(read: Read, findings: Findings) -> int:
    """The derivative that the program computes with; how many of them were decided."""
    assert read.parts is not None  # asked by ask_mathematics
    if read.parts.derivative is None:
        return 0
    try:
        function, claimed = (
            read_expression(text, variable=read.variable).expression
            for text in (read.parts.function, read.parts.derivative)
        )
        ((_, verdict),) = check_claims([IsDerivative(function, read.variable, claimed)], seconds=SECONDS)
    except DerivanimError as error:
        findings.notes.append(f"derivative not readable: {error}")
        return 0
    if verdict.status is Status.refuted:
        findings.fails("mathematics", "derivative", f"{read.parts.derivative}: {verdict.message}")
    elif not verdict.good:
        findings.fails("mathematics", "undecided", verdict.message)
    return 1


def _labels(read: Read, findings: Findings) -> int:
    assert read.parts is not None  # asked by ask_mathematics
    functions: Functions = {read.name: (read.variable, read.parts.function)}
    judged: list[Judged] = judge([text for text in read.formulas() if "$" in text or not wordy(text)], functions)
    for one in judged:
        if one.decision == "wrong":
            findings.fails("mathematics", "label", f"{one.text}: {one.message}")
    return sum(one.decision != "open" for one in judged)


def _picture(read: Read, findings: Findings) -> int:
    picture = read.picture
    if picture is None:
        return 0
    if picture.graphs and not any(picture.graphs):
        findings.fails("mathematics", "curve", "no curve that is drawn is the graph of the program's function")
    # Where the curve is level, so is its tangent, and level lines are no evidence.
    sloping = [dot for dot in picture.touched if abs(dot.slope) > _SLOPE]
    tangents = [dot for dot in sloping if any(map(_near(dot.slope), dot.lines))]
    if sloping and not tangents and picture.slanted and "tangent" in read.program.source.lower():
        dot = sloping[0]
        told = ", ".join(f"{slope:.4g}" for slope in dot.lines) or "none"
        findings.fails(
            "mathematics", "slope", f"at {dot.place:.4g} the slope is {dot.slope:.4g}, of lines there {told}"
        )
    return int(any(picture.graphs) and bool(tangents))


def _near(true: float) -> Callable[[float], bool]:
    return lambda given: abs(given - true) <= _SLOPE * max(1.0, abs(true))


def ask_asked(read: Read, expected: Mapping[str, Any], findings: Findings) -> None:
    """The stage asked: the function is the one of the request, and the picture has its point and its interval."""
    if read.parts is None:
        return
    wanted = expected.get("function")
    if isinstance(wanted, str) and differences({"function": wanted}, {"function": read.parts.function}):
        findings.fails("asked", "asked function", f"{wanted} was asked for, not {read.parts.function}")
    point, picture = expected.get("point"), read.picture
    if isinstance(point, str | int | float) and read.shown is not None and read.shown.proof.ok:
        place = float(read_number(str(point)))
        wide = max((abs(window[0][1] - window[0][0]) for window in read.shown.windows), default=1.0)
        if not any(abs(dot.place - place) <= 0.01 * wide for dot in (picture.touched if picture else ())):
            findings.fails("asked", "asked point", f"{point} was asked for; the dots end at {_list(picture)}")
    interval = expected.get("interval")
    if isinstance(interval, list | tuple) and read.shown is not None and read.shown.windows:
        low, high = (float(read_number(str(end))) for end in interval)
        if not any(w[0][0] <= low + 1e-9 and high - 1e-9 <= w[0][1] for w in read.shown.windows):
            findings.fails("asked", "asked interval", f"[{low:g}, {high:g}] was asked for and is not in the picture")
    findings.passes("asked")


def _list(picture: Picture | None) -> str:
    return (
        ", ".join(f"{dot.place:.4g}" for dot in picture.touched)
        if picture and picture.touched
        else "no place of the curve"
    )
