"""What the words of a request fix beyond its template: the order, the units, and which number plays which part.

A language model that is sure of the template divides its answers over orders, units and roles of numbers; the words
leave no choice there. Everything here looks at the text with markers alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from derivanim.pointing.form import MARKER, Target, fields

_ORDERED = ("taylor_polynomial", "higher_derivatives")
_ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_COUNTS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_ORDER_WORDS = {word: number for words in (_ORDINALS, _COUNTS) for number, word in enumerate(words, 1)}
_ORDER_WORDS |= {"linear": 1, "quadratic": 2, "cubic": 3, "quartic": 4, "quintic": 5}
_NAMED_ORDER = rf"(?P<word>{'|'.join(_ORDINALS)}|(?P<digit>[1-9])(?:st|nd|rd|th))"
_ORDERS = [
    re.compile(pattern, re.I)
    for pattern in (
        rf"\b{_NAMED_ORDER}[- ](?:order|degree|derivatives?|taylor|maclaurin)\b",
        r"\b(?:order|degree)(?: of| =|:)? ?(?P<digit>[1-9])\b",
        rf"\b(?:order|degree) (?P<word>{'|'.join(_COUNTS)})\b",
        r"\b(?P<word>linear|quadratic|cubic|quartic|quintic) (?:taylor|maclaurin)\b",
        r"(?<![A-Za-z])[a-zA-Z](?P<primes>['’′]{2,})(?!\w)",
        r"(?<![A-Za-z])[a-zA-Z]\s?\^\s?\{?\(\s?(?P<digit>[2-9])\s?\)",
        r"(?<![A-Za-z])d\s?\^\s?\{?(?P<digit>[2-9])\}?\s?[a-z]?\s?/\s?d\s?[a-z]",
    )
]

_TIME = r"s|sec(?:ond)?s?|min(?:ute)?s?|h|hrs?|hours?|days?|weeks?|months?|years?|yrs?"
_UNITS = {
    "m": r"m|met(?:er|re)s?", "cm": r"cm|centimet(?:er|re)s?", "km": r"km|kilomet(?:er|re)s?",
    "ft": r"ft|feet|foot", "mi": r"mi|miles?", "s": r"s|sec(?:ond)?s?", "min": r"min(?:ute)?s?", "h": r"h|hrs?|hours?",
    "day": r"days?", "week": r"weeks?", "month": r"months?", "year": r"years?|yrs?", "kg": r"kg|kilograms?",
    "g": r"g|grams?", "L": r"L|lit(?:er|re)s?", "gal": r"gal|gallons?", "dollars": r"dollars?|usd", "euros": r"euros?",
    "celsius": r"°\s?C|(?:degrees? )?celsius|degrees? C", "fahrenheit": r"°\s?F|(?:degrees? )?fahrenheit|degrees? F",
    "people": r"people|persons?|inhabitants", "bacteria": r"bacteria",
}  # fmt: skip
_TIMES = ("s", "min", "h", "day", "week", "month", "year")
_ANY = "|".join(f"(?:{words})" for name, words in _UNITS.items() if name not in _TIMES)
_END = r"(?![A-Za-z'’^²³/])"
# The unit of the variable: "t in minutes", "(t in min)", "after t hours", "at t = N1 s"
_PER = re.compile(
    rf"(?<![A-Za-z'’])[a-z],? (?:is |being )?(?:measured |given |counted )?in (?P<unit>{_TIME}){_END}"
    rf"|\b(?:after|for|at) [a-z] (?P<unit2>{_TIME}){_END}|\b[a-z] = N\d (?P<unit3>{_TIME}){_END}",
    re.I,
)
# The unit of the value, right behind the function: "E1 in cm", "E1 degrees Celsius"
_OF_VALUE = re.compile(
    rf"\bE1[,]? \(?(?:is )?(?:measured |given |counted )?(?:in )?(?P<unit>{_ANY}){_END}(?! per\b)", re.I
)

_RATE = (
    rf"(?:(?:cubic |square )?[A-Za-z]+\s?(?:\^\s?\d|[²³])?\s?(?:/|per |an? |each |every |in one ))\s?(?:{_TIME})\b"
    "|mph|km/?h|kph"
)
_LENGTH = r"(?:m|cm|km|ft|foot|feet|met(?:er|re)s?|in|inch(?:es)?)"
_PERSON = r"\b(?:man|woman|boy|girl|person|child|kid|student|teacher)"
_APART = rf" ?{_LENGTH}? (?:away|from|out|off)\b"
# Which number a request gives to which quantity, by the words beside it
_ROLES = {
    name: [re.compile(pattern, re.I) for pattern in patterns]
    for name, patterns in {
        "rate": (rf"(?P<at>N\d)[ -]?(?:{_RATE})",),
        "length": (
            rf"(?P<at>N\d)[ -]?{_LENGTH}(?:[ -]long)? ladder",
            rf"ladder(?: (?:that is|which is|of length|of))? (?P<at>N\d)(?!{_APART})",
        ),
        "person": (
            rf"{_PERSON}(?: (?:who|that))?(?: is| of height)? (?P<at>N\d)(?!{_APART})",
            rf"(?P<at>N\d)[ -]?{_LENGTH}?[ -]?tall {_PERSON}",
        ),
        "radius": (r"radius(?: (?:is|of|being|=))+ (?P<at>N\d)", r"(?<![cmfti] )radius (?P<at>N\d)"),
        "height": (rf"(?P<at>N\d)[ -]?{_LENGTH}(?: high| tall)? (?:street )?(?:lamp|light|pole|post)\w*",
                   r"(?:lamp|light|pole|post)\w*(?: (?:is|of|that|height))* (?P<at>N\d)"),
        "depth": (
            r"\b(?:water|liquid|level) (?:is|stands|was)(?: at)? (?P<at>N\d)",
            rf"\bit is (?P<at>N\d) ?{_LENGTH}? deep\b"
        ),
    }.items()
}  # fmt: skip


def settled(fields_: Mapping[str, str | list[str]], text: str) -> Target:
    """The target with the order and the units that the words say; units that no word names fall away."""
    result = dict(fields_)
    template = str(result.get("template"))
    if template in _ORDERED and (order := order_said(text, primes=template == _ORDERED[1])) is not None:
        _put(result, "order", str(order))
    if template == "related_rates":
        return _assigned(result, text)
    if template == "rate_of_change":
        for name in ("unit", "per"):
            unit = result.get(name)
            if isinstance(unit, str) and unit in _UNITS and not _named(unit, text):
                del result[name]
        for name, pattern in (("per", _PER), ("unit", _OF_VALUE)):
            found = {_unit(next(filter(None, match.groups()))) for match in pattern.finditer(text)}
            if len(found) == 1 and (unit := found.pop()) is not None:
                result[name] = unit
    return result


def _assigned(target: Target, text: str) -> Target:
    """The numbers of related rates where the words beside them leave no choice."""
    given = {name: markers for name, patterns in _ROLES.items() if len(markers := _said(patterns, text)) == 1}
    sure = {name: next(iter(given[name])) for name in given if name in target}
    free = {name: value for name, value in target.items() if name in sure or value not in sure.values()}
    return free | sure


def order_said(text: str, primes: bool = True) -> int | None:
    """The order of a derivative or of a polynomial that the words name; None where they name none or several."""
    found = set()
    for pattern in _ORDERS:
        for match in pattern.finditer(text):
            said = {name: value for name, value in match.groupdict().items() if value}
            if "digit" in said:
                found.add(int(said["digit"]))
            elif "primes" in said:
                found |= {len(said["primes"])} if primes else set()
            else:
                found.add(_ORDER_WORDS[said["word"].lower()])
    return found.pop() if len(found) == 1 else None


def _put(target: dict[str, str | list[str]], name: str, value: str) -> None:
    """Set a field to a word that its schema knows; its default stays unsaid."""
    words, default = _words_of(str(target["template"]), name)
    if value in words:
        target[name] = value
    elif value == default:
        target.pop(name, None)


@cache
def _words_of(template: str, name: str) -> tuple[tuple[str, ...], str]:
    from derivanim.slots.registry import templates

    words = next(field.words for field in fields()[template] if field.name == name)
    return words, str(templates()[template].model_fields[name].default)


def _named(unit: str, text: str) -> bool:
    return bool(re.search(rf"(?<![A-Za-z])(?:{_UNITS[unit]})(?![A-Za-z])", text, re.I))


def _unit(text: str) -> str | None:
    return next((name for name, words in _UNITS.items() if re.fullmatch(words, text, re.I)), None)


def contradicted(target: Target, text: str) -> bool:
    """Whether the words give one of the target's numbers another part: the rate is "N2 cm^3 per second"."""
    template = target["template"]
    if template == "related_rates":
        return _mixed_up(target, text)
    if template == "linear_approximation":
        return _place(target.get("target"), text) and _value(target.get("point"), text)
    if template == "inverse_function_derivative":
        place = target.get("point")
        return isinstance(place, str) and _equal("y", place, text) and not _equal("x", place, text)
    return False


def _mixed_up(target: Target, text: str) -> bool:
    numbers = {name: value for name, value in target.items() if isinstance(value, str) and MARKER.fullmatch(value)}
    once = [value for value in numbers.values() if len(re.findall(rf"\b{value}\b", text)) == 1]
    if len(once) > len(set(once)):
        return True  # one number in two parts
    given = {name: _said(patterns, text) for name, patterns in _ROLES.items()}
    for name, value in numbers.items():
        role = "rate" if name == "other_rate" else name
        if given.get(role) and value not in given[role]:
            return True
        if role != "rate" and value in given["rate"]:
            return True
    return any(
        marker in numbers.values() and numbers.get(name) != marker
        for name, markers in given.items()
        if name != "rate" and name in numbers
        for marker in markers
    )


def _said(patterns: Iterable[re.Pattern[str]], text: str) -> set[str]:
    return {match["at"] for pattern in patterns for match in pattern.finditer(text)}


def _place(marker: object, text: str) -> bool:
    """Whether a number is given as the place of a tangent: "at x = N1", "near N1"."""
    return isinstance(marker, str) and bool(
        re.search(rf"(?:\bat|\bnear|\baround|\babout|\b[a-z] ?=|\bat [a-z] ?=) {marker}\b", text, re.I)
    )


def _value(marker: object, text: str) -> bool:
    """Whether a number is one to be approximated: "estimate N1"."""
    return isinstance(marker, str) and bool(
        re.search(rf"\b(?:approximat\w+|estimat\w+|comput\w+|find|for|value of) {marker}\b", text, re.I)
    )


def _equal(letter: str, marker: str, text: str) -> bool:
    return bool(re.search(rf"(?<![A-Za-z]){letter} (?:= |is |equals ){marker}\b", text))
