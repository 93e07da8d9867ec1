"""Rows for training and validation: requests with markers, each with the pointers that answer it.

A row starts from a phrasing of the bank, is perhaps made incomplete or ambiguous on purpose, perhaps gets a wish about
colour, pace or title, and is then written the way people write. Row `i` of a seed is always the same.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from derivanim.dataset.noise import noisy, wished
from derivanim.dataset.phrasings import ANSWERED, Phrasing, load_phrasings, split

Split = Literal["train", "validation"]
Target = dict[str, str | list[str]]
MARKER = re.compile(r"\b[EFQNIPT][1-9]\b")

# Requests without an answer need more rows than one template: their subjects are many.
_WEIGHTS = {"unsupported": 3.5, "unclear": 2.0, "optimization": 1.3}
_SPOILED = 0.07
_WISHED = 0.16

_NO_FUNCTION = (
    "the function", "this function", "a function", "my function", "the curve", "it", "a curve", "that function", "f",
    "f(x)", "the graph", "some function", "the given function", "something", "the one from class", "y",
)  # fmt: skip
_NO_EQUATION = (
    "the curve", "the equation", "this equation", "a curve", "an equation", "the relation", "it", "the given curve",
)  # fmt: skip
_SECOND_FUNCTION = ("E1 and E2", "E1 or E2", "E1, E2", "E1 and also E2", "both E1 and E2", "either E1 or E2")
_SECOND_POINT = (
    "N1 and N2", "N1 or N2", "N1 and x = N2", "N1 or x = N2", "N1, N2", "N1 and at N2", "N1 and also at N2",
)  # fmt: skip
_NO_INTERVAL = re.compile(
    r",? (?:on|over|in|within|for|across) (?:the )?(?:closed )?(?:interval )?(?:of )?(?:x )?(?:in )?I1(?=$|[.?!,;:])"
)
_NO_POINT = re.compile(
    r",? (?:at|in|when|where|for|near) (?:the point )?(?:where |with )?(?:[xt] ?(?:=|is|equals|equal to)? ?)?"
    r"N1(?=$|[.?!,;:])"
)


@dataclass(frozen=True)
class Row:
    """One request with markers, the pointing form that answers it, and the phrasing that it came from."""

    text: str
    target: Target
    phrasing: str


def draw(seed: int, n: int, side: Split = "train", *, start: int = 0, clean: bool = False) -> Iterator[Row]:
    """Rows `start` to `start + n` of a seed; `clean` gives the phrasings as they are written in the bank."""
    for number in range(start, start + n):
        yield draw_row(random.Random(f"{seed}/{side}/{number}"), side, clean=clean)


def draw_row(rng: random.Random, side: Split = "train", *, clean: bool = False, slips: bool = True) -> Row:
    """One row of a side of the bank; without `slips`, its words are spelt right."""
    names, weights, bank = _bank(side)
    phrasing = rng.choice(bank[rng.choices(names, weights)[0]])
    row = Row(phrasing.text, phrasing.target, phrasing.text)
    if clean:
        return row
    if rng.random() < _SPOILED:
        row = spoiled(row, rng)
    if row.target["template"] in ANSWERED and rng.random() < _WISHED:
        taken = {"title"} if "T1" in row.text else set()
        text, slots = wished(row.text, rng, taken | set(row.target))
        row = Row(text, {**row.target, **slots}, row.phrasing)
    row = Row(noisy(row.text, rng, slips), row.target, row.phrasing)
    return renumbered(row)


def phrasings_of(side: Split) -> list[Phrasing]:
    """All phrasings of a side, in the order of the bank."""
    return [phrasing for group in load_phrasings().values() for phrasing in group if split(phrasing) == side]


@cache
def _bank(side: Split) -> tuple[list[str], list[float], dict[str, list[Phrasing]]]:
    bank: dict[str, list[Phrasing]] = {}
    for phrasing in phrasings_of(side):
        bank.setdefault(phrasing.template, []).append(phrasing)
    return list(bank), [_WEIGHTS.get(name, 1.0) for name in bank], bank


def spoiled(row: Row, rng: random.Random) -> Row:
    """The request with something missing or twice, and the question that it then needs; else the row itself."""
    target, text = row.target, row.text
    if target["template"] == "unsupported":
        # A function with further letters (F) is as much out of the subject as any other.
        return Row(re.sub(r"\bE1\b", "F1", text), target, row.phrasing)
    if target["template"] not in ANSWERED:
        return row
    choices = []
    if "E1" in text and "E2" not in text:
        nothing = rng.choice(_NO_FUNCTION)
        choices.append((re.sub(r"\bE1\b", lambda _: nothing, text), "no_function"))
        choices.append((re.sub(r"\bE1\b", "F1", text), "which_variable"))
        choices.append((re.sub(r"\bE1\b", rng.choice(_SECOND_FUNCTION), text, count=1), "two_functions"))
    if "Q1" in text:
        nothing = rng.choice(_NO_EQUATION)
        choices.append((re.sub(r"\bQ1\b", lambda _: nothing, text), "no_equation"))
    if target.get("point") == "N1" and "N2" not in text and text.count("N1") == 1:
        needed = target["template"] in ("tangent_line", "secant_limit")
        if needed:
            choices.append((text.replace("N1", rng.choice(_SECOND_POINT)), "two_points"))
        short = _NO_POINT.sub("", text)
        if needed and "N1" not in short and re.search(r"tangent|secant|slope", short, re.IGNORECASE):
            choices.append((short, "no_point"))
    if target["template"] == "optimization":
        short = _NO_INTERVAL.sub("", text)
        if "I1" not in short and "N1" not in short:
            choices.append((short, "no_interval"))
    if not choices:
        return row
    text, question = rng.choice(choices)
    return Row(text, {"template": "unclear", "question": question}, row.phrasing)


def renumbered(row: Row) -> Row:
    """Markers numbered from 1 per kind in order of appearance, as the finder numbers them."""
    names: dict[str, str] = {}
    counts: dict[str, int] = {}
    for match in MARKER.finditer(row.text):
        old = match.group()
        if old not in names:
            counts[old[0]] = counts.get(old[0], 0) + 1
            names[old] = f"{old[0]}{counts[old[0]]}"
    text = MARKER.sub(lambda match: names[match.group()], row.text)
    return Row(text, _renamed(row.target, names), row.phrasing)


def _renamed(target: Target, names: dict[str, str]) -> Target:
    return {
        field: names.get(value, value) if isinstance(value, str) else [names.get(item, item) for item in value]
        for field, value in target.items()
    }
