"""A power as a growing square or cube, or as a curve whose slopes are read, as data."""

from __future__ import annotations

from typing import Any

import sympy

from derivanim.calculus.holding import holding
from derivanim.calculus.printing import to_typst
from derivanim.calculus.window import Window
from derivanim.slots import numbers, places, plots, points, stage
from derivanim.slots.rule import RuleSlots

READING = 2.6  # seconds in which the lines about a square or a cube are read
SOLIDS = {2: "square", 3: "cube"}
ROWS = 3
HIGH = 30  # an exponent from which on a power is level over most of a picture


def picture(slots: RuleSlots) -> dict[str, Any]:
    """A square or a cube with its lines, or axes with the places at which the slope is read."""
    n, x, at = slots.form[1], slots.symbol, slots.given
    solid = SOLIDS.get(n) if at is None or at > 0 else None
    plot = plots.plot(_window(slots), [x**n], x)
    side = to_typst(x) if at is None else f"{to_typst(x)} {numbers.equals(at)}"
    drawn = {
        "solid": solid,
        "function": None if solid else stage.in_x(x**n, slots),
        "slope": None if solid else stage.in_x(n * x ** (n - 1), slots),
        "power_line": _power_line(slots),
        "side": side,
        "rows": [] if solid else [_row(slots, place) for place in rows(slots)],
        "header": [to_typst(x), f'"{slots.say("slope")}"', f"{inline(n)} {to_typst(x)}^({inline(n)} - 1)"],
        "lines": _lines(slots) if solid else [],
    }
    return (dict.fromkeys(plot) if solid else plot) | drawn


def rows(slots: RuleSlots) -> list[sympy.Expr]:
    """Up to three numbers at which the slope of the power is read, the point among them."""
    x, n, window = slots.symbol, slots.form[1], _window(slots)
    point = [] if slots.given is None else [slots.given]
    easy = places.smooth_places(x**n, x, window, 2 * ROWS)
    shown = [at for at in easy if at not in point and _is_readable(points.value_at(n * x ** (n - 1), x, at))]
    if not shown and not point and window.x_min <= 1 <= window.x_max and window.y_min <= 1 <= window.y_max:
        shown = [sympy.Integer(1)]
    return sorted([*shown[: ROWS - len(point)], *point], key=float)


def inline(exponent: sympy.Expr) -> str:
    """An exponent on one line: 1/2, -1, pi."""
    if exponent.is_Rational and not exponent.is_Integer:
        return f"{exponent.p}\\/{exponent.q}"
    return to_typst(exponent)


def _window(slots: RuleSlots) -> Window:
    x, n = slots.symbol, slots.form[1]
    window = places.shared_window((x**n,), x, slots.given)
    # Where a high power is neither level nor all but upright, it is near 1.
    return holding(window, x**n, x, [(1.0, 1.0)]) if n >= HIGH and slots.given is None else window


def _is_readable(slope: sympy.Expr) -> bool:
    """Whether a slope is neither so small nor so large that only a power of ten can write it."""
    return bool(slope == 0 or 0.01 <= abs(slope) < 10_000)


def _power_line(slots: RuleSlots) -> dict[str, Any] | None:
    """The function as a power, where it is not written as one: a root or a fraction."""
    c, n = slots.form
    if n.is_Integer and n > 0:
        return None
    factor = "" if c == 1 else f"{to_typst(c)} dot.c "
    formula = f"{stage.call_of(slots)} = {factor}{to_typst(slots.symbol)}^({inline(n)})"
    return stage.line(slots.say("power-line"), formula, slots.say("power")) | {"hold": 0.6}


def _row(slots: RuleSlots, at: sympy.Expr) -> dict[str, Any]:
    """A place at which the dot stops, and the cells that are written there."""
    x, n = slots.symbol, slots.form[1]
    base = numbers.label(at) if at >= 0 else f"({numbers.label(at)})"
    text = f"{inline(n)} dot.c {base}^({inline(sympy.simplify(n - 1))})"
    slope = points.value_at(n * x ** (n - 1), x, at)
    return {"at": float(at), "cells": [numbers.label(at), numbers.label(slope), text]}


def _lines(slots: RuleSlots) -> list[dict[str, Any]]:
    """By what the square or the cube grows, and what is left of it in the limit."""
    n, x = int(slots.form[1]), to_typst(slots.symbol)
    face = x if n == 2 else f"{x}^2"
    small = f"(Delta {x})^2" if n == 2 else f"3 {x} (Delta {x})^2 + (Delta {x})^3"
    growth = f"Delta({x}^{n}) = {n} dot.c {stage.tint(f'{face} Delta {x}')} + {stage.tint(small, 'MUTED')}"
    limit = f"({x}^{n})' = {n} dot.c {stage.tint(face)}"
    return stage.paced(
        [
            stage.line(slots.say("growth-line"), growth, slots.say("growth")),
            stage.line(slots.say("limit-line", step=f"$Delta {x}$"), limit, slots.say("limit")),
        ],
        READING,
    )
