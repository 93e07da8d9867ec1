"""A plot window made wider, so that it also holds certain points, with ticks and pieces that suit its new size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import sympy

from derivanim.calculus.ticks import nice_step
from derivanim.calculus.window_frame import Window, resized

MARGIN = 0.07  # room between a point and the edge, as a share of the window


def holding(
    window: Window, function: sympy.Expr, x: sympy.Symbol, places: Sequence[tuple[float, float]], margin: float = MARGIN
) -> Window:
    """The window, wide and high enough for all these points; the same window where they are inside already."""
    x_min, x_max = _reach(window.x_min, window.x_max, [place[0] for place in places], margin)
    y_min, y_max = _reach(window.y_min, window.y_max, [place[1] for place in places], margin)
    if (x_min, x_max, y_min, y_max) == (window.x_min, window.x_max, window.y_min, window.y_max):
        return window
    window = replace(window, pi_ticks=window.pi_ticks and x_max - x_min < 40)
    return resized(window, function, x, (x_min, x_max), (y_min, y_max))


def _reach(low: float, high: float, values: list[float], margin: float) -> tuple[float, float]:
    """The range with room around each value; a moved end becomes a round number."""
    size = max([high, *values]) - min([low, *values])
    room, unit = margin * size, nice_step(size, 40)
    left, right = min(values) - room, max(values) + room
    low = low if min(values) >= low + room / 2 else round(left / unit) * unit
    high = high if max(values) <= high - room / 2 else round(right / unit) * unit
    return float(f"{low:.10g}") + 0.0, float(f"{high:.10g}") + 0.0
