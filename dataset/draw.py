"""Rows for training and validation: requests with markers, each with the pointers that answer it.

A row starts from a phrasing of the bank, is perhaps made incomplete or ambiguous on purpose, perhaps gets a wish about
colour, pace or title, and is then written the way people write. Row `i` of a seed is always the same.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from derivanim.dataset.noise import noisy, wished
from derivanim.dataset.phrasings import ANSWERED, REQUIRED, Phrasing, Side, load_phrasings, split
from derivanim.pointing.form import MARKER

Target = dict[str, str | list[str]]

# Requests without an answer need more rows than their phrasings would get: their subjects are many.
_WEIGHTS = {"unsupported": 3.2, "unclear": 2.2}
_SPOILED = 0.07
_WISHED = 0.16
# A number or pair that occurs twice is one marker: a tank as high as wide, the direction (1, 1) at the point (1, 1).
_EQUAL = {"related_rates": 0.15, "directional_derivative": 0.25}

_NO_FUNCTION = (
    "the function", "this function", "a function", "my function", "that function", "some function", "our function",
    "the given function", "the function from class",
)  # fmt: skip
_NO_EQUATION = (
    "the curve", "the equation", "this equation", "a curve", "an equation", "the relation", "the given curve",
)  # fmt: skip
# Before a function: what wants a definition, so that no noun can stand there, and what wants a noun.
_DEFINES = re.compile(
    r"(?:=|->|\b(?:is|are|be|equals|let|if|where|when|suppose|assume|say|as|like|follows|and|or|but))\s*$",
    re.IGNORECASE,
)
_WANTS_NOUN = re.compile(
    r"(?:^|[.:;,?!(]|\b(?:of|for|to|on|in|with|from|at|by|via|using|use|through|about|under|take|consider|given|show|"
    r"plot|draw|sketch|graph|differentiate|deriving|differentiating|derive|animate|optimi[sz]e|maximi[sz]e|minimi[sz]e|"
    r"does|do|did|can|try|analy[sz]e|apply|study|between|along|than|into|onto|over|near|inside))\s*$",
    re.IGNORECASE,
)  # fmt: skip
_OF_ONE = re.compile(
    r"E1,? (?:is|has|was|does|tells|gives|models|describes|depends|turns|changes|grows|falls|stands)\b"
)
_STORIES = frozenset({"motion", "rate_of_change", "marginal_analysis", "average_and_instantaneous_rate"})
# Two functions in such a request would be the parts of one.
_OF_PARTS = re.compile(
    r"\b(?:sums?|products?|quotients?|differences?|terms?|addends?|summands?|factors?|parts?|pieces?|both|two|each|add|"
    r"added|together|multipl\w+|divid\w+|split|composition|nested|inner|outer)\b",
    re.IGNORECASE,
)
_SECOND_FUNCTION = ("E1 and E2", "E1 or E2", "E1, E2", "E1 and also E2", "both E1 and E2", "either E1 or E2")
_SECOND_POINT = (
    "N1 and N2", "N1 or N2", "N1 and x = N2", "N1 or x = N2", "N1, N2", "N1 and at N2", "N1 and also at N2",
)  # fmt: skip
_NO_INTERVAL = re.compile(
    r",? (?:on|over|in|within|for|across) (?:the )?(?:closed )?(?:interval )?(?:of )?(?:x )?(?:in )?I1(?=$|[.?!,;:])"
)
_NO_POINT = re.compile(
    r",? (?:at|in|when|where|for|near) (?:the point )?(?:where |with )?"
    r"(?:(?:[xtqθ]|theta) ?(?:=|is|equals|equal to)? ?)?N1(?=$|[.?!,;:])"
)
_NO_PAIR = re.compile(r",? (?:at|in|for) (?:the )?(?:point )?P1(?=$|[.?!,;:]| in | along | towards )")
# Words that need a point even where none is left in the request.
_LINES = re.compile(r"tangent|secant|slope|normal|one-sided|linear|rate of|marginal|h[oô]s?pital", re.IGNORECASE)


@dataclass(frozen=True)
class Row:
    """One request with markers, the pointing form that answers it, and the phrasing that it came from."""

    text: str
    target: Target
    phrasing: str


def draw(seed: int, n: int, side: Side = "train", *, start: int = 0, clean: bool = False) -> Iterator[Row]:
    """Rows `start` to `start + n` of a seed; `clean` gives the phrasings as they are written in the bank."""
    for number in range(start, start + n):
        yield draw_row(random.Random(f"{seed}/{side}/{number}"), side, clean=clean)


def draw_row(rng: random.Random, side: Side = "train", *, clean: bool = False, slips: bool = True) -> Row:
    """One row of a side of the bank; without `slips`, its words are spelt right."""
    names, weights, bank = _bank(side)
    phrasing = rng.choice(bank[rng.choices(names, weights)[0]])
    row = Row(phrasing.text, phrasing.target, phrasing.text)
    if clean:
        return row
    if rng.random() < _SPOILED:
        row = spoiled(row, rng)
    if rng.random() < _EQUAL.get(str(row.target["template"]), 0.0):
        row = equalled(row, rng)
    if row.target["template"] in ANSWERED and rng.random() < _WISHED:
        taken = {"title"} if "T1" in row.text else set()
        text, slots = wished(row.text, rng, taken | set(row.target))
        row = Row(text, {**row.target, **slots}, row.phrasing)
    row = Row(noisy(row.text, rng, slips), row.target, row.phrasing)
    return renumbered(row)


def rows_like(row: Row, rng: random.Random, side: Side, count: int) -> Iterator[Row]:
    """Up to `count` rows in other words, whose answer is the same."""
    alike = _by_answer(side).get(_answer(row.target), [])
    for phrasing in rng.sample(alike, min(count, len(alike))):
        yield Row(noisy(phrasing.text, rng), phrasing.target, phrasing.text)


def _answer(target: Target) -> str:
    return json.dumps(target, sort_keys=True)


@cache
def _by_answer(side: Side) -> dict[str, list[Phrasing]]:
    groups: dict[str, list[Phrasing]] = {}
    for phrasing in phrasings_of(side):
        groups.setdefault(_answer(phrasing.target), []).append(phrasing)
    return groups


def phrasings_of(side: Side) -> list[Phrasing]:
    """All phrasings of a side, in the order of the bank."""
    return [phrasing for group in load_phrasings().values() for phrasing in group if split(phrasing) == side]


@cache
def _bank(side: Side) -> tuple[list[str], list[float], dict[str, list[Phrasing]]]:
    bank: dict[str, list[Phrasing]] = {}
    for phrasing in phrasings_of(side):
        bank.setdefault(phrasing.template, []).append(phrasing)
    # By the root of their number: frequent subjects are seen more often, and each of their phrasings less.
    return list(bank), [_WEIGHTS.get(name, 1.0) * len(group) ** 0.5 for name, group in bank.items()], bank


def spoiled(row: Row, rng: random.Random) -> Row:
    """The request with something missing or twice, and the question that it then needs; else the row itself."""
    target, text = row.target, row.text
    if target["template"] == "unsupported":
        # A function with further letters (F) is as much out of the subject as any other.
        return Row(re.sub(r"\bE1\b", "F1", text), target, row.phrasing)
    if target["template"] not in ANSWERED:
        return row
    choices = []
    required = REQUIRED[str(target["template"])]
    name = str(target.get("function", target.get("curve", "")))
    if name and f"{name[0]}2" not in text and (short := _unnamed(text, name, rng.choice(_NO_FUNCTION))):
        choices.append((short, "no_function"))
    # A request that names its variable leaves no doubt; one that names a kind of function wants one of that kind.
    special = str(target["template"]).endswith(("_derivative", "_rule"))
    # Functions with further letters tell no story: the height of a ball, a cost, a temperature.
    story = target["template"] in _STORIES
    if (
        name == "E1"
        and "E2" not in text
        and not special
        and not story
        and not re.search(r"\b[xtqu]\b|theta|θ|\bI\d", text)
    ):
        choices.append((re.sub(r"\bE1\b", "F1", text), "which_variable"))
    # What is said of one function is not said of two: "E1 is a wave".
    named = str(target["template"]).endswith("_derivative") or _OF_PARTS.search(text)
    defined = _DEFINES.search(text.partition("E1")[0])
    if name == "E1" and not re.search("E2|F1", text) and not named and not defined and not _OF_ONE.search(text):
        choices.append((re.sub(r"\bE1\b", rng.choice(_SECOND_FUNCTION), text, count=1), "two_functions"))
    if "Q1" in text and (short := _unnamed(text, "Q1", rng.choice(_NO_EQUATION))):
        choices.append((short, "no_equation"))
    if "point" in required and target["point"] == "N1" and "N2" not in text and text.count("N1") == 1:
        choices.append((text.replace("N1", rng.choice(_SECOND_POINT)), "two_points"))
        short = _NO_POINT.sub("", text)
        if "N1" not in short and _LINES.search(short):
            choices.append((short, "no_point"))
    if "point" in required and target["point"] == "P1" and name == "F1" and text.count("P1") == 1:
        short = _NO_PAIR.sub("", text)
        if "P1" not in short:
            choices.append((short, "no_point"))
    if "interval" in required and target["interval"] == "I1":
        short = _NO_INTERVAL.sub("", text)
        if "I1" not in short:
            choices.append((short, "no_interval"))
    if not choices:
        return row
    text, question = rng.choice(choices)
    return Row(text, {"template": "unclear", "question": question}, row.phrasing)


def _unnamed(text: str, marker: str, nothing: str) -> str:
    """The text with words for a function, or none after a noun ("the curve E1"); empty where neither is a sentence."""
    before, *parts = re.split(rf"\b{marker}\b", text)
    if len(parts) != 1 or _DEFINES.search(before) or re.match(r"'|\s*[=(]|\s*(?:is|be)\b", parts[0]):
        return ""
    if _WANTS_NOUN.search(before):
        return f"{before}{nothing}{parts[0]}"
    return f"{before.rstrip()}{parts[0]}" if before.rstrip()[-1:].isalpha() else ""


def equalled(row: Row, rng: random.Random) -> Row:
    """The request with two of its numbers, or both of its pairs, equal; else the row itself."""
    markers = list(dict.fromkeys(MARKER.findall(row.text)))
    pairs = [(one, other) for one in markers for other in markers if one < other and one[0] == other[0] in "NP"]
    if not pairs:
        return row
    one, other = rng.choice(pairs)
    return Row(re.sub(rf"\b{other}\b", one, row.text), _renamed(row.target, {other: one}), row.phrasing)


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
