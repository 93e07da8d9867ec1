"""The pointing form: what the model writes instead of slots, with markers in place of mathematics.

`{"template": "tangent_line", "function": "E1", "point": "N1"}` points at the spans that the reader found in the
request. The model never copies a digit or a formula, so what it never saw is copied exactly all the same. Which fields
a template has, and what they may hold, comes from the schemas.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from derivanim.slots.registry import templates
from derivanim.slots.unclear import QUESTIONS
from derivanim.slots.unsupported import REASONS

KINDS = "EFQCNIPT"
MARKER = re.compile(rf"\b[{KINDS}][1-9]\b")
MARKERS = tuple(f"{kind}{number}" for kind in KINDS for number in range(1, 10))

# What kinds of spans a field may point at; a pair of kinds is written as a list of two pointers.
POINTED: dict[str, tuple[str, ...]] = {
    "function": ("E",),
    "equation": ("Q",),
    "curve": ("C",),
    "outside": ("P", "NN"),
    "point": ("N", "P"),
    "interval": ("I", "P", "NN"),
    "direction": ("P", "NN"),
    "title": ("T",),
}
QUANTITIES = (
    "target", "start", "value", "length", "distance", "other_distance", "radius", "height", "depth", "person", "rate",
    "other_rate",
)  # fmt: skip
"""Fields that hold one number."""
POINTED |= dict.fromkeys(QUANTITIES, ("N",))
CONSTANTS = frozenset({"constant_rule"})  # where a function may be a number: "the derivative of 7"
PAIR_OF_POINT = ("P", "NN")  # the point of a curve F(x, y) = c or of a surface has two coordinates
TOGETHER: dict[str, tuple[str, ...]] = {"curve": ("x", "y"), "outside": ("away", "height")}
"""Fields of a schema that one pointer fills: a pair of functions, and a point beside a curve."""
ORDER = (
    "function", "equation", "curve", "outside", "point", "interval", *QUANTITIES[:3], "direction", "situation",
    *QUANTITIES[3:], "order", "quantity", "unit", "per", "goal", "title", "pace", "color", "theme", "aspect", "steps",
    "reason", "question",
)  # fmt: skip

Target = dict[str, str | list[str]]


@dataclass(frozen=True)
class Field:
    """One field of a template in pointing form: it holds pointers of some kinds or one of some words."""

    name: str
    required: bool
    kinds: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@cache
def fields() -> dict[str, tuple[Field, ...]]:
    """The fields of every template in the order in which the model writes them."""
    return {name: tuple(_fields(schema)) for name, schema in templates().items()}


def _fields(schema: Any) -> list[Field]:
    members = schema.model_fields
    found = []
    joined = {name: parts for name, parts in TOGETHER.items() if members.keys() >= set(parts)}
    for name in ORDER:
        info = members.get(name)
        if name in joined:
            required = all(members[part].is_required() for part in joined[name])
            found.append(Field(name, required, kinds=POINTED[name]))
        elif info is None or any(name in parts for parts in joined.values()):
            continue
        elif name == "reason":
            found.append(Field(name, info.is_required(), words=tuple(REASONS)))
        elif name == "question":
            found.append(Field(name, info.is_required(), words=tuple(QUESTIONS)))
        elif name in POINTED:
            found.append(Field(name, info.is_required(), kinds=_kinds(name, members)))
        else:
            default = str(info.default).lower() if isinstance(info.default, bool) else info.default
            words = tuple(word for word in _words(info.annotation) if word != default)
            found.append(Field(name, info.is_required(), words=words))
    return found


def _kinds(name: str, members: Mapping[str, Any]) -> tuple[str, ...]:
    """What a field may point at in a schema with these fields."""
    surface = "variables" in members
    if name == "function":
        constant = "template" in members and members["template"].default in CONSTANTS
        return ("F",) if surface else ("E", "N") if constant else POINTED[name]
    if name == "point" and (surface or "equation" in members):
        return PAIR_OF_POINT
    if name == "point" and "function" not in members:
        return ("N",)  # the value of a parameter
    return POINTED[name]


def _words(annotation: Any) -> list[str]:
    """The strings of a Literal, also where it is optional; of a switch, both of its words."""
    words: list[str] = ["true", "false"] if annotation is bool else []
    for argument in get_args(annotation):
        words += [argument] if isinstance(argument, str) else _words(argument)
    return words


def dump(target: Target) -> str:
    """The compact JSON of a target, its fields in the one order."""
    ordered = {"template": target["template"]} | {name: target[name] for name in ORDER if name in target}
    return json.dumps(ordered, separators=(",", ":"))


def answer_pieces() -> list[str]:
    """The strings that answers are made of, so that each is one token; in a fixed order."""
    pieces: dict[str, None] = {}
    for name, members in fields().items():
        pieces[f'{{"template":"{name}"'] = None
        for field in members:
            for word in field.words:
                pieces[f',"{field.name}":"{word}"'] = None
            if field.kinds:
                pieces[f',"{field.name}":"'] = None
            if "NN" in field.kinds:
                pieces[f',"{field.name}":["'] = None
    return [*pieces, ',"', '"', '"]', "}"]
