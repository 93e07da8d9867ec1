"""Is an example what it says? Schema, claims, grounding, program, execution: each check gives its problems in words.

The program of a group stands in all of its rows and is run once.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Collection, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import av

from derivanim.dataset.reading import program_of, spans_of, unclean
from derivanim.dataset.rows import Example
from derivanim.errors import DerivanimError
from derivanim.pointing.expand import expand
from derivanim.pointing.form import dump
from derivanim.pointing.grounding import ungrounded
from derivanim.render.proofs import Proof, prove
from derivanim.render.video import render
from derivanim.slots.base import Slots
from derivanim.slots.check import check
from derivanim.slots.registry import load

CHECKS = ("schema", "claims", "grounding", "pointers", "program", "executes", "rendered")
RENDERED_PERCENT = 1
_FRAMES = 30  # at least two seconds of 480p15

Problems = list[tuple[str, str]]
"""The name of a check and what it found."""


def verify(examples: Sequence[Example], *, workers: int = 1, without: Collection[str] = ()) -> list[Problems]:
    """The problems of each example, in order; an empty list is an example that holds.

    Programs are executed in the sandbox with sampled moments; those of one row in a hundred, chosen by its name, are
    rendered in full as well. `without` names checks that are left out.
    """
    found = [_without_pictures(example, without) for example in examples]
    sound = [example for example, problems in zip(examples, found, strict=True) if not problems and _draws(example)]
    programs = list(dict.fromkeys(example.program for example in sound))
    seen = dict(zip(programs, map(_executes, prove(programs, workers=workers)), strict=True))
    for example, problems in zip(examples, found, strict=True):
        if not problems and _draws(example):
            problems += [("executes", message) for message in seen[example.program]]
            if "rendered" not in without and not problems and to_render(example):
                problems += [("rendered", message) for message in rendered(example.program)]
    return found


def to_render(example: Example) -> bool:
    """Whether this is one of the rows that are rendered in full."""
    return int(sha256(example.id.encode()).hexdigest(), 16) % 100 < RENDERED_PERCENT


def _draws(example: Example) -> bool:
    return example.template not in ("unsupported", "unclear")


def _without_pictures(example: Example, without: Collection[str]) -> Problems:
    try:
        slots = load(example.slots)
    except DerivanimError as error:
        return [("schema", str(error))]
    parts: tuple[tuple[str, Callable[[Example, Slots], Iterator[str]]], ...] = (
        ("schema", _schema), ("claims", _claims), ("grounding", _grounding), ("pointers", _pointers),
        ("program", _program),
    )  # fmt: skip
    problems: Problems = []
    for name, check_one in parts:
        if name in without:
            continue
        try:
            problems += [(name, message) for message in check_one(example, slots)]
        except DerivanimError as error:
            problems.append((name, str(error)))
    return problems


def _schema(example: Example, slots: Slots) -> Iterator[str]:
    if slots.template != example.template:
        yield f"the slots are of {slots.template}, the row of {example.template}"
    if slots.as_dict() != example.slots:
        yield "the slots are not written as their schema writes them"


def _claims(example: Example, slots: Slots) -> Iterator[str]:
    checked = check(slots)
    for claim, verdict in checked.results:
        if not verdict.good:
            yield f"{claim.statement}: {verdict.status.value}, {verdict.message}"
    if checked.slots.as_dict() != example.slots:
        yield "the slots are not complete: a derivative is missing or another one"


def _grounding(example: Example, slots: Slots) -> Iterator[str]:
    if _draws(example):
        for invented in ungrounded(slots.as_dict(), spans_of(example.request)):
            yield f"the request does not say {invented}"


def _pointers(example: Example, slots: Slots) -> Iterator[str]:
    """The pointers, read in the request, say the slots, apart from what the schema completes."""
    pointed = load(expand(example.pointers, spans_of(example.request))).as_dict()
    full = slots.as_dict()
    if other := sorted(name for name, value in pointed.items() if full.get(name) != value):
        yield f"{dump(example.pointers)} means another {', '.join(other)}"


def _program(example: Example, slots: Slots) -> Iterator[str]:
    if example.program != program_of(slots):
        yield "the program is not that of the slots"
    elif _draws(example):
        yield from unclean(example.program)


def _executes(proof: Proof) -> list[str]:
    if not proof.ok:
        return [proof.error]
    checks = (
        (not proof.finite, "a point is no number"),
        (not proof.visible, "nothing can be seen"),
        (bool(proof.outside), f"leaves the frame: {', '.join(proof.outside)}"),
        (bool(proof.overlapping), f"overlap: {json.dumps(proof.overlapping)}"),
    )
    return [message for wrong, message in checks if wrong]


def rendered(program: str) -> Iterator[str]:
    """A full render at 480p15: frames enough, and pictures that are neither empty nor all the same."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            video = render(program, Path(folder) / "scene.mp4", quality="l", use_cache=False, workers=1)
        except DerivanimError as error:
            yield str(error)
            return
        if video.frames < _FRAMES:
            yield f"has {video.frames} frames, not {_FRAMES} or more"
        with av.open(str(video.path)) as opened:
            grays = [frame.to_ndarray(format="gray") for frame in opened.decode(video=0)]
        if grays[-1].std() < 1:
            yield "ends on an empty picture"
        if max(abs(grays[-1].astype(int) - gray).max() for gray in grays[:: max(1, len(grays) // 8)]) < 32:
            yield "nothing moves"
