"""Extended real numbers as a slot: a number, or one of both infinities, as people write them."""

from __future__ import annotations

from typing import Annotated, Literal

import sympy
from pydantic import BeforeValidator

from derivanim.calculus.reader import read_number
from derivanim.slots import numbers
from derivanim.slots.base import Number

INFINITY = {"oo": "oo", "inf": "oo", "infinity": "oo", "∞": "oo"}


def _infinity(value: object) -> object:
    """The usual names of infinity as oo and -oo."""
    text = value.strip().lower() if isinstance(value, str) else ""
    sign, name = ("-", text[1:]) if text.startswith(("-", "\N{MINUS SIGN}")) else ("", text.removeprefix("+"))
    return sign + INFINITY[name] if name in INFINITY else value


Extended = Annotated[Literal["oo", "-oo"] | Number, BeforeValidator(_infinity)]


def read_extended(text: str) -> sympy.Expr:
    """The number or the infinity that such a slot holds."""
    return {"oo": sympy.oo, "-oo": -sympy.oo}.get(text) or read_number(text)


def spoken(value: sympy.Expr) -> str:
    """A number or an infinity in a caption."""
    return str(value).replace("oo", "\N{INFINITY}") if value.is_infinite else numbers.plain(value)
