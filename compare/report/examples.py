"""Examples side by side: one request, and what every arm made of it, with a still where it can be drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from derivanim.compare.of_slots import in_typst
from derivanim.compare.report.traces import Line
from derivanim.dataset.candidates import digest
from derivanim.dataset.sample import still
from derivanim.errors import DerivanimError, RenderError
from derivanim.slots.check import check
from derivanim.slots.registry import load
from derivanim.templates.fill import fill

STILLS = "stills"


@dataclass(frozen=True)
class Answer:
    """What one arm answered: its slots or text, its program, and what the funnel said. `still` may be empty."""

    arm: str
    place: str
    passed: bool
    cause: str
    detail: str
    text: str
    program: str
    still: str = ""


@dataclass(frozen=True)
class Example:
    """A request with the slots that it stands for and the answer of every arm that has one."""

    test_set: str
    id: str
    request: str
    slots: dict[str, Any]
    answers: tuple[Answer, ...]

    def as_dict(self) -> dict[str, Any]:
        """The example for JSON."""
        return asdict(self)


def examples(found: Sequence[Line], count: int) -> list[Example]:
    """At most `count` requests: first those on which arms differ, then the others, in the order of the rows."""
    by_row: dict[tuple[str, str], list[Line]] = {}
    for line in found:
        by_row.setdefault((line.result.test_set, line.result.id), []).append(line)

    def alike(lines: list[Line]) -> bool:
        return len({line.result.verdict.passed for line in lines}) == 1

    chosen = sorted(by_row.values(), key=alike)[:count]
    return [
        Example(
            one[0].result.test_set, one[0].result.id, one[0].result.request, one[0].result.slots,
            tuple(_answer(line) for line in one),
        )
        for one in chosen
    ]  # fmt: skip


def _answer(line: Line) -> Answer:
    output, verdict = line.result.output, line.result.verdict
    program = output.program or ""
    if output.slots is not None and not output.refused:
        try:
            program = fill(in_typst(check(load(output.slots)).slots))
        except DerivanimError:
            program = ""
    text = (
        output.text if output.slots is None else "\n".join(f"{name}: {value}" for name, value in output.slots.items())
    )
    return Answer(line.result.arm, line.place, verdict.passed, verdict.cause or "", verdict.detail, text, program)


def with_stills(found: Sequence[Example], folder: Path, report: Callable[[str, int, int], None]) -> list[Example]:
    """The examples with the last frame of every program that can be rendered; each program is rendered once.

    Programs of models run in the sandbox. One that raises or draws nothing has no still, and its verdict says why.
    """
    programs = list(dict.fromkeys(answer.program for one in found for answer in one.answers if answer.program))
    drawn: dict[str, str] = {}
    (folder / STILLS).mkdir(parents=True, exist_ok=True)
    for done, program in enumerate(programs):
        report("drawing stills", done, len(programs))
        file = f"{STILLS}/{digest(program)}.webp"
        try:
            still(program, folder / file)
        except RenderError:
            continue
        drawn[program] = file
    report("drawing stills", len(programs), len(programs))
    return [
        Example(
            one.test_set, one.id, one.request, one.slots,
            tuple(Answer(**{**asdict(answer), "still": drawn.get(answer.program, "")}) for answer in one.answers),
        )
        for one in found
    ]  # fmt: skip
