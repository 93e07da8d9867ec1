"""Where each figure comes from: for every share of the funnel, the lines of results that it counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from derivanim.compare.output import STAGES
from derivanim.compare.results import Result, file_of, manifest, read_lines

EXAMPLES = 3


@dataclass(frozen=True)
class Line:
    """A result and where it stands: the file beside the manifest, and the number of its line from 1."""

    file: str
    number: int
    result: Result

    @property
    def place(self) -> str:
        """The place as `rows/ARM--SET.jsonl:LINE`."""
        return f"{self.file}:{self.number}"


@dataclass(frozen=True)
class Failures:
    """How many outputs of an arm failed for one cause, and the first few of them."""

    arm: str
    cause: str
    count: int
    examples: tuple[Line, ...]


def lines(folder: Path) -> Iterator[Line]:
    """Every result of a comparison with its place, by arm and test set in the order of the manifest."""
    about = manifest(folder)
    for arm in about["arms"]:
        for test_set in about["test_sets"]:
            file = file_of(folder, arm, test_set)
            name = file.relative_to(folder).as_posix()
            for number, result in enumerate(read_lines(file), 1):
                yield Line(name, number, result)


def traces(found: list[Line]) -> dict[str, dict[str, dict[str, list[int]]]]:
    """For each file of rows and each stage, the lines that are still in the funnel; `passed` and `refused` beside them.

    As `{test set: {arm: {stage: [line, ...]}}}`: the length of a list is the numerator of the share in figures.json.
    """
    held: dict[str, dict[str, dict[str, list[int]]]] = {}
    for line in found:
        of_arm = held.setdefault(line.result.test_set, {}).setdefault(
            line.result.arm, {name: [] for name in (*STAGES, "passed", "refused")}
        )
        for stage in STAGES:
            if line.result.verdict.reached(stage):
                of_arm[stage].append(line.number)
        if line.result.verdict.passed:
            of_arm["passed"].append(line.number)
        if line.result.output.refused:
            of_arm["refused"].append(line.number)
    return held


def failures(found: list[Line], each: int = EXAMPLES) -> list[Failures]:
    """The failures by arm and cause, the most frequent cause of an arm first, each with its first few lines."""
    by_cause: dict[str, dict[str, list[Line]]] = {}
    for line in found:
        if line.result.verdict.cause:
            by_cause.setdefault(line.result.arm, {}).setdefault(line.result.verdict.cause, []).append(line)
    return [
        Failures(arm, cause, len(held), tuple(held[:each]))
        for arm, causes in by_cause.items()
        for cause, held in sorted(causes.items(), key=lambda item: (-len(item[1]), item[0]))
    ]
