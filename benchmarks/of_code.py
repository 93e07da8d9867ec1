"""Programs of the embedded writer for rows of a data set, judged as the data set's own programs are."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from derivanim.dataset.reading import unclean
from derivanim.dataset.rows import Example
from derivanim.model.repair import Repaired, problems, write_checked
from derivanim.model.training.quality import same_program, valid_program
from derivanim.model.writing import AT_ONCE, Writer, load_writer


@dataclass(frozen=True)
class Judged:
    """What holds of the first program for a row, and after its repairs; `seconds` is the time of writing, checks apart.

    `parses`: Python with one scene that imports manim and numpy alone; `lints`: formatted, and nothing for the linter;
    `passes`: runs to its end inside the frame, without overlapping texts; `same`: the row's program but for its
    docstring.
    """

    parses: bool
    lints: bool
    passes: bool
    same: bool
    repaired: bool
    repaired_same: bool
    seconds: float


@cache
def writer_of(weights: Path) -> Writer:
    """The writer in a folder of weights, loaded once in a process."""
    return load_writer(weights)


def judge(rows: Sequence[Example], weights: Path, rounds: int, workers: int = 1) -> Iterator[Judged]:
    """What holds of the programs for the rows, in order; `workers` processes write side by side."""
    groups = [rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE)]
    if workers == 1:
        for group in groups:
            yield from judged(group, weights, rounds)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        for found in pool.map(judged, groups, [weights] * len(groups), [rounds] * len(groups)):
            yield from found


@dataclass
class _Timed:
    """A writer that notes how long its first programs took."""

    writer: Writer
    first: list[str] | None = None
    seconds: float = 0.0

    def write_all(self, texts: Sequence[str], errors: Sequence[str] = ()) -> list[str]:
        started = time.perf_counter()
        programs = self.writer.write_all(texts, errors)
        if self.first is None:
            self.first, self.seconds = programs, time.perf_counter() - started
        return programs


def judged(rows: Sequence[Example], weights: Path, rounds: int) -> list[Judged]:
    """What holds of the programs for a few rows, which are written side by side."""
    timed = _Timed(writer_of(weights))
    found = write_checked(timed, [row.request for row in rows], rounds, problems)
    first = timed.first or []
    return [
        _judged(program, one, row, timed.seconds / len(rows))
        for program, one, row in zip(first, found, rows, strict=True)
    ]


def _judged(program: str, found: Repaired, row: Example, seconds: float) -> Judged:
    parses = valid_program(program) is not None
    return Judged(
        parses=parses,
        lints=parses and not unclean(program),
        passes=not found.errors,
        same=parses and same_program(program, row.program),
        repaired=found.passed,
        repaired_same=found.passed and same_program(found.program, row.program),
        seconds=seconds,
    )
