"""The lines about a graph of slopes: where the slope jumps, and where it is 0."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sympy

from derivanim.slots import numbers, stage
from derivanim.slots.base import FunctionSlots

MOST = 3  # places that a line names


def corner_line(slots: FunctionSlots, corners: Sequence[float]) -> dict[str, Any] | None:
    """The corners, at which there is no derivative."""
    if not corners:
        return None
    shown = [numbers.equals(sympy.Rational(str(round(x, 9)))) for x in corners]
    return stage.line(slots.say("corner-line"), _places(slots, shown), slots.say("corner"))


def flat_line(slots: FunctionSlots, flat: Sequence[sympy.Expr]) -> dict[str, Any] | None:
    """The points with a level tangent, at which the derivative is 0."""
    if not flat:
        return None
    shown = [numbers.equals(x) if x.is_Float else f"= {numbers.exact(x)}" for x in flat]
    rule = slots.say("flat-line", zero=f"${stage.call_of(slots, prime=chr(39))} = 0$")
    return stage.line(rule, _places(slots, shown), slots.say("meets"), "POINT")


def _places(slots: FunctionSlots, shown: list[str]) -> str:
    return stage.places(slots.symbol, shown[:MOST], more=len(shown) > MOST)
