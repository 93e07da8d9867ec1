"""Slot objects that nobody chose: examples of a template with other functions, numbers, options and names in them.

They are what people might ask for, sensible or not. The schema refuses some with a sentence; whatever it accepts must
become a clean program that runs.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

from derivanim.slots.base import PRESENTATION
from derivanim.slots.registry import schema_of

ATOMS = ("x", "x + {a}", "x^2", "x^2 - {a}", "{a} x", "x^3 - {b} x", "sqrt(x)", "-x/{b}", "x^4/{a} - {b}")
SHAPES = (
    "({u})^{b}", "sin({u})", "cos({b} x)", "exp({u})", "ln({u})", "sqrt({u})", "1/({u})", "abs({u})", "tan({u})",
    "atan({u})", "{a}^({u})", "({u}) + sin({b} x)", "cbrt({u})", "x^({u})", "({u})/({v})", "sinh({u})", "asin(x/{b})",
    "({u})*({v})", "({u})*sin({v})", "({u})*exp(-({v}))", "sin({u})*cos({v})", "x*ln({u})", "{a}", "{u}",
)  # fmt: skip
POINTS = ("0", "1", "-1", "2", "1/2", "pi/4", "-3", "0.7", "10", "1/3", "pi")
INTERVALS = (("-2", "3"), ("0", "1"), ("1", "4"), ("-pi", "pi"), ("0", "10"), ("-1/2", "1/2"), ("0.1", "6"))
OPTIONS: dict[str, tuple[Any, ...]] = {
    "aspect": ("9:16", "1:1"), "theme": ("light", "colorblind"), "steps": (False,), "pace": ("slow", "fast"),
    "color": ("red", "green", "yellow", "purple"), "title": ("A title that somebody wished for",),
}  # fmt: skip
OTHER_FUNCTION, OTHER_NUMBERS, OTHER_PLACE, OPTION = 0.4, 0.6, 0.5, 0.1
_NUMBER = re.compile(r"(?<![\w.^*])\d+(?![\w.])")  # no exponents, which would change the kind of a function


def random_slots(template: str, count: int, seed: int) -> Iterator[dict[str, Any]]:
    """That many slot objects of a template; the same for the same seed."""
    rng = random.Random(f"{template} {seed}")
    for _ in range(count):
        yield _changed(dict(rng.choice(schema_of(template).EXAMPLES)), rng)


def random_function(rng: random.Random) -> str:
    """A function of x from one of many families."""
    numbers = {"a": rng.randint(1, 9), "b": rng.randint(2, 5)}
    parts = {name: rng.choice(ATOMS).format(**numbers) for name in "uv"}
    return rng.choice(SHAPES).format(**numbers, **parts)


def _changed(data: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    data = {field: value for field, value in data.items() if field not in PRESENTATION}
    if "function" in data and "variables" not in schema_of(data["template"]).model_fields:
        if rng.random() < OTHER_FUNCTION:
            data["function"] = random_function(rng)
            data.pop("variable", None)
    elif "function" in data and rng.random() < OTHER_NUMBERS:
        data["function"] = _NUMBER.sub(lambda _: str(rng.randint(1, 9)), data["function"])
    for field, value in list(data.items()):
        if field in ("template", "function", "variable", "function_name", "title") or rng.random() > OTHER_PLACE:
            continue
        words = _words(schema_of(data["template"]).model_fields[field].annotation)
        if words:
            data[field] = rng.choice(words)
        elif field == "interval":
            data[field] = list(rng.choice(INTERVALS))
        elif field in ("point", "start", "target") and isinstance(value, str):
            data[field] = rng.choice(POINTS)
        elif isinstance(value, str):
            data[field] = _NUMBER.sub(lambda _: str(rng.randint(1, 9)), value)
    wishes = {field: rng.choice(values) for field, values in OPTIONS.items() if rng.random() < OPTION}
    return data | wishes


def _words(annotation: Any) -> list[str]:
    """The words of a Literal, also where it is optional; none for other kinds of fields."""
    if get_origin(annotation) is Literal:
        return [word for word in get_args(annotation) if isinstance(word, str)]
    return [word for part in get_args(annotation) for word in _words(part)]
