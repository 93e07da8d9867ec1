"""Units of quantities and rates, as text in formulas and captions: 3 m, 1 day, 2.5 m/s, 4 dollars per item."""

from __future__ import annotations

from typing import Literal

from derivanim.slots.words import say

Unit = Literal[
    "m", "cm", "km", "ft", "in", "mi", "s", "min", "h", "day", "week", "month", "year", "kg", "g", "L", "gal",
    "dollars", "euros", "celsius", "fahrenheit", "items", "people", "bacteria",
]  # fmt: skip
MESSAGE = "units"
SIGNS = {"celsius": "°C", "fahrenheit": "°F"}
WORDS = ("day", "week", "month", "year", "dollars", "euros", "items", "people", "bacteria")


def named(unit: Unit, language: str, one: bool = False) -> str:
    """The sign of a unit, or its word, of which there are many or `one`: m, °C, days, day."""
    if unit in WORDS:
        return say(language, MESSAGE, f"{unit}-one" if one else unit)
    return SIGNS.get(unit, unit)


def amount(number: str, unit: Unit | None, language: str) -> str:
    """A number with its unit in plain text: 3 m, 1 day, 2 days."""
    return number if unit is None else f"{number} {named(unit, language, one=number in ('1', '-1'))}"


def rate(unit: Unit | None, per: Unit | None, language: str) -> str:
    """The unit of a rate in plain text: m/s, dollars per item; empty without units."""
    if unit is None and per is None:
        return ""
    if unit is None or per is None:
        known = named(unit, language) if unit else named(per, language, one=True) if per else ""
        return say(language, MESSAGE, "each" if unit else "per", unit=known)
    if unit in WORDS or per in WORDS:
        return say(language, MESSAGE, "rate", unit=named(unit, language), per=named(per, language, one=True))
    return f"{named(unit, language)}/{named(per, language)}"


def typeset(text: str) -> str:
    """Text behind a number of a formula, upright; nothing for no text."""
    return f' thin "{text}"' if text else ""


def measured(formula: str, unit: Unit | None, language: str, one: bool = False) -> str:
    """A formula that ends in a number, with the unit behind it."""
    return formula + typeset(named(unit, language, one) if unit else "")
