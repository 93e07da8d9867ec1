"""Answers of a model to rows of a data set, judged: valid, right, refused or a wrong video."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks.requests import verdict
from benchmarks.threshold import WRONG
from derivanim.calculus.spans import find_spans
from derivanim.dataset.instructions import CLAIMED
from derivanim.dataset.rows import Example
from derivanim.dataset.stats import REFUSALS
from derivanim.errors import DerivanimError
from derivanim.model.answer import Answer, answer
from derivanim.model.backend import Ahead, Backend, Candidate, load
from derivanim.model.embedded import load_folder
from derivanim.pointing.expand import expand
from derivanim.slots.base import PRESENTATION
from derivanim.slots.check import check
from derivanim.slots.registry import load as load_slots

LOOK = "look"
AT_ONCE = 8  # requests that a model may answer side by side


@dataclass(frozen=True)
class Judged:
    """The verdict on the answer to a row: "right" in every slot, "look", "refused" or "wrong video".

    A "look" has the mathematics that was asked for, but another colour, pace or title. `differing` names the fields;
    `refusal` tells that nothing may be shown; `valid` that the schema accepts the model's likeliest answer. `answering`
    and `checking` are seconds.
    """

    request: str
    refusal: bool
    valid: bool
    verdict: str
    differing: tuple[str, ...]
    expected: dict[str, Any]
    shown: dict[str, Any] | None
    answering: float
    checking: float


@cache
def model_of(name: str) -> Backend:
    """The embedded model in a folder of weights, or else the model of that name, loaded once in a process."""
    return load_folder(Path(name)) if (Path(name) / "base").is_dir() else load(name)


def judge(rows: Sequence[Example], name: str, workers: int = 1) -> Iterator[Judged]:
    """The verdict on each row, in order, from several processes side by side where `workers` says so."""
    groups = [rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE)]
    if workers == 1:
        if rows:
            answer(rows[0].request, model_of(name))  # what a first request costs more is not counted
        for group in groups:
            yield from _judged(group, name)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        for found in pool.map(_judged, groups, [name] * len(groups)):
            yield from found


def _judged(rows: Sequence[Example], name: str) -> list[Judged]:
    model = model_of(name)
    started = time.perf_counter()
    if isinstance(model, Ahead):
        model.ahead([find_spans(row.request) for row in rows])
    each = (time.perf_counter() - started) / max(1, len(rows))
    found = (judged(row, model) for row in rows)
    return [replace(one, answering=one.answering + each) for one in found]


def judged(row: Example, model: Backend) -> Judged:
    """One request answered, its mathematics checked, and held against the slots of its row."""
    shown, valid, answered = None, False, None
    started = time.perf_counter()
    try:
        found = answer(row.request, model)
        answered = time.perf_counter()
        valid = _valid(found)
        if found.slots["template"] not in REFUSALS:
            shown = check(load_slots(found.slots)).slots.as_dict()
    except DerivanimError:
        shown = None
    ended = time.perf_counter()
    answered = answered or ended
    refusal = row.template in REFUSALS
    # The derivative is a claim, not what was asked.
    wanted = {name: value for name, value in row.slots.items() if name != CLAIMED}
    said, differing = verdict(row.template if refusal else wanted, shown)
    if said == WRONG and differing and set(differing) <= set(PRESENTATION):
        said = LOOK
    return Judged(row.request, refusal, valid, said, differing, wanted, shown, answered - started, ended - answered)


def _valid(found: Answer) -> bool:
    """Whether the schema accepts the likeliest answer of the model, whatever was chosen in the end."""
    if not found.candidates or found.candidates[0].problem:
        return False
    first: Candidate = found.candidates[0]
    target = {name: value for name, value in first.target.items() if name != CLAIMED}
    try:
        load_slots(target if first.form == "copy" else expand(target, found.request))
    except DerivanimError:
        return False
    return True
