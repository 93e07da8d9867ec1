"""Two axes with the same x as data: a curve above, and below it another one that belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import sympy

from derivanim.calculus.reader import read_number
from derivanim.calculus.sampling import sampler
from derivanim.calculus.window import choose_window
from derivanim.slots import plots, stage
from derivanim.slots.base import FunctionSlots
from derivanim.slots.slope_graph import HALF, SlopeGraph, Way, slope_graph

EASY = ("1", "2", "1/2", "3", "-1", "pi/4", "pi/3", "pi/2", "4", "5", "3/2", "1/4", "pi", "-2", "10", "0", "-3", "-1/2")
SWEEP = 5.0  # seconds for the way along the whole curve


@lru_cache(maxsize=32)
def two_graphs(
    upper: sympy.Expr, lower: sympy.Expr, x: sympy.Symbol, at: sympy.Expr | None, main: sympy.Expr | None = None
) -> SlopeGraph:
    """Both windows and the common ways, around the point if there is one; `main` decides which part is shown."""
    if at is None and main is None:
        return slope_graph(upper, lower, x, None)
    window = choose_window(upper if main is None else main, x, point=at, aspect=HALF[0] / HALF[1])
    return slope_graph(upper, lower, x, (sympy.Float(window.x_min), sympy.Float(window.x_max)))


def pair(shown: SlopeGraph, upper: sympy.Expr, lower: sympy.Expr, x: sympy.Symbol) -> dict[str, Any]:
    """What pair.j2 draws, names apart: ranges, ticks, and the pieces of both curves."""
    above, below = (
        plots.axes(window, [curve], x, size=HALF) for window, curve in ((shown.above, upper), (shown.below, lower))
    )
    return {
        "x_range": above["x_range"],
        "y_range": above["y_range"],
        "low_range": below["y_range"],
        "bare_ticks": [(value, "") for value, _ in above["x_ticks"]],
        "x_ticks": below["x_ticks"],
        "y_ticks": above["y_ticks"],
        "low_ticks": below["y_ticks"],
        "foot": below["foot"],
        "pieces": above["pieces"],
        "low_pieces": below["pieces"],
    }


def timed(
    ways: Sequence[Way], at: sympy.Expr | None = None, seconds: float = SWEEP
) -> list[tuple[float, float, float]]:
    """Each way with the seconds that a dot takes for it, of those for all; last the way on which it comes to rest."""
    total = sum(high - low for low, high in ways)
    last = sorted(ways, key=lambda way: at is not None and bool(way[0] <= at <= way[1]))
    return [(low, high, round(max(0.7, seconds * (high - low) / total), 1)) for low, high in last]


def easy_place(ways: Sequence[Way]) -> sympy.Expr:
    """A number that is easy to name and lies well inside of one of the ways, else the middle of the longest."""
    for place in map(read_number, EASY):
        if any(low + 0.05 * (high - low) < place < high - 0.05 * (high - low) for low, high in ways):
            return place
    low, high = max(ways, key=lambda way: way[1] - way[0])
    return sympy.Rational(f"{(low + high) / 2:.3g}")


def slots_for(expressions: Sequence[sympy.Expr], x: sympy.Symbol, ways: Sequence[Way]) -> int:
    """The fixed slots that a reading of any of these values along the ways needs."""
    places = np.concatenate([np.linspace(*way, 120) for way in ways])
    values = np.concatenate([np.abs(sampler(expression, [x])(places)) for expression in expressions])
    return 5 + len(str(int(np.max(values[np.isfinite(values)], initial=1.0))))


def traced(slots: FunctionSlots, shown: SlopeGraph, slope: sympy.Expr, at: sympy.Expr | None = None) -> dict[str, Any]:
    """What traced.j2 draws: the function, and below it its slope, traced by the sliding tangent.

    The tangent comes to rest at a point, or without one it leaves in the end.
    """
    return pair(shown, slots.expression, slope, slots.symbol) | {
        "ways": timed(shown.ways, at),
        "slots": slots_for([slope], slots.symbol, shown.ways),
        "names": [stage.call_of(slots), stage.call_of(slots, prime="'")],
        "rest": None if at is None else float(at),
    }
