"""Examples drawn from the bank of phrasings and the families of functions, each by its own numbers alone.

What is drawn is a candidate: it counts once verify.py found nothing wrong with it. A draw that leads nowhere says why,
and the next attempt at the same number follows.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from derivanim.dataset.draw import Row, draw_row, rows_like
from derivanim.dataset.mathematics.for_request import Mathematics, draw_mathematics, rewritten
from derivanim.dataset.phrasings import ANSWERED
from derivanim.dataset.reading import program_of, spans_of
from derivanim.dataset.rows import Example
from derivanim.dataset.splits import SPLITS, Part, home_of_words, split_of_mathematics
from derivanim.errors import DerivanimError
from derivanim.pointing.expand import expand
from derivanim.pointing.form import MARKER
from derivanim.slots.check import check
from derivanim.slots.registry import load, schema_of

LEVELS = ("foundation", "conceptual", "application", "advanced")
# Draws of words, and for each of mathematics, until a function is of the right split; each takes milliseconds.
_ROWS, _DRAWS = 60, 12
_REQUESTS = 4


@dataclass(frozen=True)
class Rejected:
    """A draw that became no example: its template and why."""

    template: str
    reason: str


def draw_examples(seed: int, split: str, number: int, attempt: int) -> list[Example] | Rejected:
    """Requests for one slot object, as many as the split has for each; a pure function of its arguments."""
    part = SPLITS[split]
    rng = random.Random(f"{seed}/{split}/{number}/{attempt}")
    row, drawn = _words_and_mathematics(rng, split, part)
    if drawn is None:
        return Rejected(str(row.target["template"]), "no mathematics of this split fits the words")
    group = f"{split}-{number:05d}"
    first = _example(f"{group}-1", split, group, row, drawn, None)
    if isinstance(first, Rejected):
        return first
    return [first, *_others(rng, first, row, drawn, part)]


def _words_and_mathematics(rng: random.Random, split: str, part: Part) -> tuple[Row, Mathematics | None]:
    def of_this_split(key: str) -> bool:
        home = split_of_mathematics(key, part.held_out) if key else home_of_words(part.phrasings)
        return home == split

    for _ in range(_ROWS):
        row = draw_row(rng, part.phrasings)
        # The same words again and again: a function of the right split is rare, and words must not pay for that.
        for _ in range(_DRAWS):
            drawn = draw_mathematics(row, rng, held_out=part.held_out, wanted=of_this_split)
            if drawn is not None and of_this_split(drawn.key):
                return row, drawn
            if drawn is not None and not drawn.key:
                break
    return row, None


def _others(rng: random.Random, first: Example, row: Row, drawn: Mathematics, part: Part) -> Iterator[Example]:
    """The same slots asked for in other words and notations, as far as the bank has such words."""
    wanted = part.requests - 1 if first.template in ANSWERED else 0
    phrasings = {row.phrasing}
    for other in rows_like(row, rng, part.phrasings, _REQUESTS * wanted):
        if not wanted or other.phrasing in phrasings:
            continue
        written = rewritten(drawn, other, rng)
        if written is None:
            continue
        number = part.requests - wanted + 1
        example = _example(f"{first.group}-{number}", first.split, first.group, other, written, first)
        if isinstance(example, Example):
            phrasings.add(other.phrasing)
            wanted -= 1
            yield example


def _example(
    name: str, split: str, group: str, row: Row, drawn: Mathematics, same: Example | None
) -> Example | Rejected:
    """The example of words and mathematics, whose slots must be those of `same` where it is given."""
    template = str(row.target["template"])
    request = MARKER.sub(lambda match: drawn.texts[match.group()], row.text)
    try:
        found = spans_of(request)
        if _squeezed(found.delexicalised) != _squeezed(row.text):
            return Rejected(template, f"the finder of mathematics reads {drawn.notation} otherwise")
        slots = load(expand(row.target, found))
        if same is None:
            checked = check(slots)
            if checked.replaced or any(not verdict.good for _, verdict in checked.results):
                return Rejected(template, "a claim does not hold")
            slots, program = checked.slots, program_of(checked.slots)
        elif slots == load(expand(same.pointers, spans_of(same.request))):
            slots, program = load(same.slots), same.program
        else:
            return Rejected(template, "other slots")
    except DerivanimError as error:
        return Rejected(template, type(error).__name__)
    level = schema_of(template).LEVEL
    return Example(
        id=name, split=split, group=group, request=request, template=template, level=level,
        difficulty=_difficulty(template, level, row, drawn), family=drawn.family, notation=drawn.notation,
        phrasing=digest(row.phrasing), mathematics=drawn.key, pointers=dict(row.target),
        slots=slots.as_dict(), program=program,
    )  # fmt: skip


def _difficulty(template: str, level: str, row: Row, drawn: Mathematics) -> float:
    """From 0 to 1; words without an answer belong to every part of a course, so their hash spreads them over it."""
    if template not in ANSWERED:
        return round(int(digest(row.phrasing), 16) / 16**12, 3)
    return round((LEVELS.index(level) + min(1.0, drawn.difficulty)) / len(LEVELS), 3)


def digest(text: str) -> str:
    """A short name for a text: the first 12 hexadecimal digits of its SHA-256."""
    return sha256(text.encode()).hexdigest()[:12]


def _squeezed(text: str) -> str:
    """The text without spaces, which the finder of mathematics may set otherwise."""
    return "".join(text.split())
