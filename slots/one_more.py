"""The two pictures of marginal analysis as data: the whole curve, and what one more item changes, much larger."""

from __future__ import annotations

from typing import Any

import numpy as np
import sympy

from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.roots import roots
from derivanim.calculus.sampling import sampler
from derivanim.calculus.ticks import nice_step, round_ticks
from derivanim.calculus.window import Window, choose_window, find_pieces
from derivanim.slots.linear import typed

HALF = (7.4, 2.2)  # width and height of each of the two axes
WIDE = 7  # characters of a number that has no room beside the axis
BEFORE, BEYOND = 0.35, 1.65  # how far the lower picture reaches around the items q and q + 1


def whole(function: sympy.Expr, slope: sympy.Expr, x: sympy.Symbol, at: sympy.Expr) -> Window:
    """The window from 0 to well past the point and past the next place where the slope is 0, if that is not far."""
    start = sympy.Integer(0)
    if at <= 0 or evaluate(function, {x: start}) is None or not np.isfinite(float(at)):
        return choose_window(function, x, point=at, aspect=HALF[0] / HALF[1])
    level = roots(slope, x, (start, 4 * at))
    end = max([1.7 * float(at), float(at) + 2, *(1.25 * float(place) for place in level[-1:])])
    return choose_window(function, x, interval=(0.0, end), aspect=HALF[0] / HALF[1])


def close_up(function: sympy.Expr, x: sympy.Symbol, at: sympy.Expr, marginal: float) -> dict[str, Any]:
    """The lower picture: ranges and ticks around the items q and q + 1, and the pieces of the curve there."""
    q, f = float(at), sampler(function, [x])
    left, right = q - BEFORE, q + BEYOND
    grid = np.linspace(left, right, 200)
    values = f(grid)
    known = [*values[np.isfinite(values)], float(f(q)) + marginal * (1 + 0.2 * (BEYOND - 1)), float(f(q))]
    bottom, top = min(known), max(known)
    room = 0.12 * (top - bottom) or 0.1 * max(1.0, abs(top))
    bottom, top = bottom - room, top + room
    ticks = round_ticks(bottom, top, nice_step(top - bottom, 3))
    return {
        "x_range": (left, right),
        "y_range": (bottom, top),
        "x_ticks": [(q, typed(at)), (q + 1, typed(at + 1))],
        "y_ticks": [(tick.value, tick.label if len(tick.label) < WIDE else "") for tick in ticks],
        "pieces": list(find_pieces(f, [], (left, right), (bottom, top))),
    }


def best(function: sympy.Expr, slope: sympy.Expr, x: sympy.Symbol, window: Window) -> sympy.Expr | None:
    """Where the function is greatest on the window, if its slope is 0 there."""
    ends = sympy.Rational(f"{max(window.x_min, 0):.10g}"), sympy.Rational(f"{window.x_max:.10g}")
    values = [(evaluate(function, {x: place}), place) for place in (*ends, *roots(slope, x, ends))]
    known = [(float(value), place) for value, place in values if value is not None]
    place: sympy.Expr = max(known, key=lambda pair: pair[0])[1]
    return None if place in ends else place
