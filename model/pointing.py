"""The pointing form: what the model writes instead of slots, with markers in place of mathematics.

`{"template": "tangent_line", "function": "E1", "point": "N1"}` points at the spans that the reader found in the
request. The model never copies a digit or a formula, so what it never saw is copied exactly all the same. Which fields
a template has, and what they may hold, comes from the schemas.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from derivanim.slots.registry import templates
from derivanim.slots.unclear import QUESTIONS
from derivanim.slots.unsupported import REASONS

KINDS = "EFQNIPT"
MARKER = re.compile(r"\b[EFQNIPT][1-9]\b")
MARKERS = tuple(f"{kind}{number}" for kind in KINDS for number in range(1, 10))

# What kinds of spans a field may point at; a pair of kinds is written as a list of two pointers.
POINTED: dict[str, tuple[str, ...]] = {
    "function": ("E",),
    "equation": ("Q",),
    "point": ("N", "P"),
    "interval": ("I", "P", "NN"),
    "title": ("T",),
}
PAIR_OF_POINT = ("P", "NN")  # the point of a curve F(x, y) = c has two coordinates
ORDER = ("function", "equation", "point", "interval", "goal", "title", "pace", "color", "reason", "question")

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
    found = []
    for name in ORDER:
        info = schema.model_fields.get(name)
        if info is None:
            continue
        required = info.is_required()
        if name == "reason":
            found.append(Field(name, required, words=tuple(REASONS)))
        elif name == "question":
            found.append(Field(name, required, words=tuple(QUESTIONS)))
        elif name in POINTED:
            curve = name == "point" and "equation" in schema.model_fields
            found.append(Field(name, required, kinds=PAIR_OF_POINT if curve else POINTED[name]))
        else:
            words = tuple(word for word in _words(info.annotation) if word != info.default)
            found.append(Field(name, required, words=words))
    return found


def _words(annotation: Any) -> list[str]:
    """The strings of a Literal, also where it is optional."""
    words: list[str] = []
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
