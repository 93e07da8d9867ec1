"""The mathematics that an edit names: which words stand before a number, an interval or a function, and what they mean.

Every marker of the text becomes an item with the field that its words name, where they name one. What is taken here is
gone from the text; what is left is for model/edit.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import sympy

from derivanim.calculus.printing import to_source
from derivanim.calculus.reader import read_number
from derivanim.calculus.span_readings import (
    CurveReading,
    EquationReading,
    FunctionReading,
    IntervalReading,
    PairReading,
)
from derivanim.calculus.spans import Request, Span
from derivanim.errors import UnclearError
from derivanim.model.wishes import Wishes
from derivanim.pointing.form import CONSTANTS
from derivanim.slots.registry import templates

MARK = r"[EFQCNIP]\d+"
_LITERAL = re.compile(r"(?<![\w.:/-])-?\d+(?:\.\d+)?(?:/\d+)?(?![\w:/]|\.\d)")
_IS = (
    r"(?: (?:to|is|of|at|be|by|now|should be|shall be|equal to|equals|value|from|in|the|runs?|go|goes|reach|extend)"
    r"|:| ?=)*"
)
_THE = r"(?:(?:the|its|a|an|with|and|at|set|change|make|move|use|take|from|put) )*"
# The words before a value that name its field; those of a longer name stand first.
_BEFORE = {
    "other_rate": r"(?:other|second) (?:rate|speed|car'?s? speed)",
    "other_distance": r"(?:other|second) (?:distance|car'?s? distance)",
    "start": r"start(?:ing|s)?(?: (?:value|point|guess|number))?(?: (?:at|with|from))?(?: x_?0)?"
    r"|initial (?:value|guess|point)|first guess|guess|x_?0",
    "target": r"target|estimate|approximate(?: f)?|approximated (?:value|number)",
    "direction": r"(?:in the )?direction(?: vector)?|vector|towards?|along",
    "outside": r"(?:the )?outside point|through(?: the point)?|passing through",
    "interval": r"(?:closed )?interval|range|domain|window|on|over|between|within",
    "radius": r"radius",
    "depth": r"depth|water level",
    "height": r"height",
    "length": r"length|ladder(?: length)?",
    "person": r"(?:person|man|woman|boy|girl|child)(?:'s height)?",
    "rate": r"rate",
    "distance": r"distance|foot|bottom end",
    "value": r"value",
    "point": r"(?:tangent |touching |base )?point(?: of (?:tangency|contact))?"
    r"|place|position|spot|abscissa|x[- ](?:value|coordinate)|cent(?:re|er)",
    "function": r"expand|draw|function|expression|curve|graph|formula",
    "equation": r"equation|relation|curve",
    "curve": r"curve|parametri[cz]ation",
}
_AFTER = {"length": r"long", "height": r"high|tall", "depth": r"deep", "distance": r"away"}
_UNITS = {
    "m": r"m|met(?:re|er)s?", "cm": r"cm|centimet(?:re|er)s?", "km": r"km|kilomet(?:re|er)s?", "ft": r"ft|foot|feet",
    "in": r"inch(?:es)?", "mi": r"miles?|mi", "s": r"s|sec|seconds?", "min": r"min|minutes?", "h": r"h|hours?",
    "day": r"days?", "week": r"weeks?", "month": r"months?", "year": r"years?", "kg": r"kg|kilograms?", "g": r"grams?",
    "L": r"L|lit(?:re|er)s?", "gal": r"gallons?", "dollars": r"dollars?", "euros": r"euros?", "celsius": r"celsius",
    "fahrenheit": r"fahrenheit", "items": r"items?", "people": r"people", "bacteria": r"bacteria",
}  # fmt: skip
_UNIT = "|".join(_UNITS.values())
_NUMBERS = (
    ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
)
_LETTER = r"(?:x_?0|theta|[a-z]|θ)"


@dataclass(frozen=True)
class Item:
    """One thing that is named: the markers of its value, and its field if the words name one (a sure one, or not)."""

    markers: tuple[str, ...]
    field: str | None = None
    sure: bool = False


@dataclass
class References:
    """The items of an edit, the fields whose old value it mentions, and the request that its markers belong to."""

    request: Request
    items: list[Item] = field(default_factory=list)
    mentioned: list[str] = field(default_factory=list)

    def said(self, markers: tuple[str, ...]) -> str:
        """The words of the text behind markers."""
        return " and ".join(" ".join(self.request.lookup(marker).text.split()) for marker in markers)


def literal_numbers(request: Request) -> Request:
    """The request with markers for the numbers that the reader left, such as 4 in "radius 3 and height 4"."""
    spans = list(request.spans)

    def mark(match: re.Match[str]) -> str:
        marker = f"N{10 + len(spans)}"
        spans.append(Span("N", marker, match[0], 0, 0, read_number(match[0])))
        return marker

    return replace(request, delexicalised=_LITERAL.sub(mark, request.delexicalised), spans=tuple(spans))


def references(request: Request, found: Wishes, slots: Mapping[str, Any]) -> References:
    """Take what names mathematics out of the text; UnclearError for an old value that is not in the slots."""
    named = References(request)
    _old_values(named, found, slots)
    _orders(named, found, slots)
    _pairs(named, found)
    _ends(named, found, slots)
    _units(found, slots)
    for name, words in _BEFORE.items():
        kinds = {
            "function": "[EF]",
            "equation": "Q",
            "curve": "C",
            "interval": "[IP]",
            "direction": "P",
            "outside": "P",
        }
        mark = kinds.get(name, "[NIP]")
        two = rf"|N\d+ ?(?:,|and|to) ?N\d+(?! ?{_LETTER} ?=)" if name == "interval" else ""
        unit = rf"(?: ?({_UNIT})(?: ?(?:per|/|an?) ?({_UNIT}))?(?!\w))?"
        unit += "(?: away)?" if name == "distance" else ""
        if name in ("value", "point", "rate", "interval"):  # "the rate at x = 2" names the point
            at = rf"(?: (?:x|t|{slots.get('variable', 'x')}|is|=|at|to|be|should be|now))*"
        else:
            at = ""

        def act(match: re.Match[str], name: str = name) -> None:
            _same_unit(match[2], match[3], slots)
            named.items.append(_item(named, name, tuple(re.findall(MARK, match[1])), slots))

        found.take(rf"{_THE}(?:{words}){_IS}{at} ?({mark}\d+{two}){unit}", act)
    for name, words in _AFTER.items():

        def behind(match: re.Match[str], name: str = name) -> None:
            _same_unit(match[2], None, slots)
            named.items.append(Item((match[1],), name, True))

        found.take(rf"(N\d+) ?({_UNIT})? (?:{words})", behind)
    _places(named, found, slots)
    return named


def _item(named: References, name: str, markers: tuple[str, ...], slots: Mapping[str, Any]) -> Item:
    """The item of a field; "the radius from 2 to 3" has the old value first."""
    span = named.request.lookup(markers[0])
    if isinstance(span.reading, IntervalReading) and name not in ("interval", "direction", "outside"):
        old, new = span.reading.a, span.reading.b
        if not span.text.lower().startswith("from") or str(slots.get(name)) != to_source(old):
            raise UnclearError(f"What shall happen with {span.text!r}? The {name} is {slots.get(name, 'not given')}.")
        marker = f"N{10 + len(named.request.spans)}"
        extra = Span("N", marker, to_source(new), span.start, span.end, new)
        named.request = replace(named.request, spans=(*named.request.spans, extra))
        return Item((marker,), name, True)
    return Item(markers, name, True)


def _old_values(named: References, found: Wishes, slots: Mapping[str, Any]) -> None:
    lead = rf"(?:(?:at|on|for|the|with|point|function|interval|of|in|{_LETTER} ?=) ?)*"

    def old(match: re.Match[str]) -> None:
        now = current(named.request.lookup(match[1]), slots)
        if not now:
            raise UnclearError(f"{named.said((match[1],))} is not in the slots. What shall be changed?")
        named.mentioned += now

    def swapped(match: re.Match[str]) -> None:
        old(match)
        now = current(named.request.lookup(match[1]), slots)
        named.items.append(Item((match[2],), now[0] if len(now) == 1 else None, len(now) == 1))

    verb = r"(?:replace|change|swap|switch|turn|exchange|move)"
    found.take(rf"{verb} {lead}({MARK}) (?:by|with|to|into|for|out for) {lead}({MARK})", swapped)
    found.take(rf"{lead}({MARK}) ?(?:->|→|=>) ?{lead}({MARK})", swapped)
    found.take(rf"(?:instead of|rather than|in place of|and not|not|no longer) {lead}({MARK})", old)


def _orders(named: References, found: Wishes, slots: Mapping[str, Any]) -> None:
    def act(match: re.Match[str]) -> None:
        word = match[1].lower()
        number = next((str(row.index(word) + 1) for row in _NUMBERS if word in row), None)
        if number is None and word.startswith("n"):
            number = to_source(named.request.lookup(match[1].upper()).reading)
        found.wish("order", number or re.sub(r"\D", "", word))

    first, one = ("|".join(row) for row in _NUMBERS)
    by_noun = rf"(?:(?:up to|of|to|with|the|its) )*(?:order|degree){_IS} (N\d+|{one})"
    counted = rf"(?:(?:up to|of|to|with|the|its) )*(\d+(?:st|nd|rd|th)|{first})[- ](?:order|degree)"
    derivatives = rf"(?:(?:up to|of|to|with|the|its) )*(\d+(?:st|nd|rd|th)|{first})[- ]derivatives?"
    found.take(by_noun, act)
    found.take(counted, act)
    elsewhere = "order" not in templates()[slots["template"]].model_fields
    if elsewhere and re.search(derivatives, found.text, re.I):
        # "the third derivative" is another kind of animation where there is no order
        found.text += " higher derivatives"
    found.take(derivatives, act)


def _pairs(named: References, found: Wishes) -> None:
    """A point by its two coordinates: "at x = 3, y = 4"."""
    found.take(
        r"(?:at |where |the point )*x ?= ?(N\d+) ?(?:,|and|;)? ?y ?= ?(N\d+)",
        lambda match: named.items.append(Item((match[1], match[2]), "point", True)),
    )


def _ends(named: References, found: Wishes, slots: Mapping[str, Any]) -> None:
    """One end of the interval; the other stays: "the right end of the interval to 3"."""
    if "interval" not in slots:
        return

    def act(match: re.Match[str]) -> None:
        right = match[1].lower() in ("right", "upper")
        stays = read_number(str(slots["interval"][0 if right else 1]))
        marker = f"N{10 + len(named.request.spans)}"
        extra = Span("N", marker, to_source(stays), 0, 0, stays)
        named.request = replace(named.request, spans=(*named.request.spans, extra))
        named.items.append(Item((marker, match[2]) if right else (match[2], marker), "interval", True))

    end = r"(left|right|lower|upper)(?:[- ]hand)? (?:end|bound|limit|endpoint|end point|border)"
    found.take(rf"{_THE}{end}(?: of (?:the|its) (?:interval|window|range))?{_IS} (N\d+)", act)


def _units(found: Wishes, slots: Mapping[str, Any]) -> None:
    if "unit" not in slots and "per" not in slots and slots["template"] not in ("rate_of_change", "related_rates"):
        return

    def both(match: re.Match[str]) -> None:
        if match[1]:
            found.wish("unit", _unit(match[1]))
        if match[2]:
            found.wish("per", _unit(match[2]))

    per = rf"(?: ?(?:per|/|an?) ?({_UNIT}))"
    found.take(rf"(?:(?:the|with|in|measured in|and) )*units?{_IS} ({_UNIT}){per}?", both)
    found.take(rf"(?:measured in|in) ({_UNIT}){per}?", both)
    found.take(rf"(?<!\d )()per ({_UNIT})", both)


def _unit(text: str) -> str:
    return next(code for code, words in _UNITS.items() if re.fullmatch(words, text, re.I))


def _same_unit(unit: str | None, per: str | None, slots: Mapping[str, Any]) -> None:
    """UnclearError where a number comes with another unit than the slots have."""
    for name, text in (("unit", unit), ("per", per)):
        if text and slots.get(name) != _unit(text):
            raise UnclearError(f"The {name} is {slots.get(name, 'not given')}, not {text}. Which is meant?")


def _places(named: References, found: Wishes, slots: Mapping[str, Any]) -> None:
    """Numbers behind "at", or behind the name of the variable."""
    variable = str(slots.get("variable") or slots.get("parameter") or ("t" if "x" in slots else "x"))
    readings = [span.reading for span in named.request.spans]
    letters = {reading.variable for reading in readings if isinstance(reading, FunctionReading)}
    letters |= {reading.parameter for reading in readings if isinstance(reading, CurveReading)}
    letters = letters - {None} or {variable}

    def lettered(match: re.Match[str]) -> None:
        if match[3] and (slots["template"], _unit(match[3])) != ("motion", "s"):  # motion counts seconds
            _same_unit(None, match[3], slots)
        letter = {"θ": "theta"}.get(match[1], match[1].lower())
        places = {f"{name}{end}" for name in letters for end in ("", "0", "_0")} | {"a", "c"}
        if letter not in places:
            variables = " or ".join(sorted(map(str, letters)))
            raise UnclearError(f"The variable is {variables}. What is meant by {letter} = {named.said((match[2],))}?")
        named.items.append(Item((match[2],), "point"))

    lead = r"(?:(?:at|where|when|for|with|near|around|about) )?"
    equals = r"(?: ?= ?| (?:equals|is|is equal to) )"
    found.take(rf"{lead}(?:the )?(?:point )?({_LETTER}){equals}(N\d+)(?: ?({_UNIT})(?!\w))?", lettered)
    if slots["template"] in CONSTANTS:
        found.take(r"(?:for|of|use|with) (N\d+)", lambda match: named.items.append(Item((match[1],), "function", True)))
    at = r"(?:at|near|around|about)(?: the)?(?: point)?(?: where)? ?((?:N|P)\d+)"
    found.take(at, lambda match: named.items.append(Item((match[1],), "point")))


def current(span: Span, slots: Mapping[str, Any]) -> list[str]:
    """The fields of the slots that have the value of a span."""
    reading, texts = span.reading, dict(slots)
    value: object
    if isinstance(reading, FunctionReading):
        return ["function"] if texts.get("function") == to_source(reading.expression) else []
    if isinstance(reading, EquationReading):
        same = f"{to_source(reading.equation.lhs)} = {to_source(reading.equation.rhs)}"
        return ["equation"] if texts.get("equation") == same else []
    if isinstance(reading, CurveReading):
        return ["curve"] if (texts.get("x"), texts.get("y")) == (to_source(reading.x), to_source(reading.y)) else []
    if isinstance(reading, PairReading | IntervalReading):
        value = [to_source(reading.a), to_source(reading.b)]
        if [texts.get("away"), texts.get("height")] == value:
            return ["outside"]
    else:
        value = to_source(reading) if isinstance(reading, sympy.Expr) else reading
        if texts.get("function") == value:
            return ["function"]
    return [name for name, now in texts.items() if (list(now) if isinstance(now, tuple) else now) == value]
