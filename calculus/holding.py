"""A plot window made wider, so that it also holds certain points, with ticks and pieces that suit its new size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import sympy

from derivanim.calculus.sampling import sampler
from derivanim.calculus.singular import find_breaks
from derivanim.calculus.ticks import nice_step, ticks
from derivanim.calculus.window import Window, find_pieces

MARGIN = 0.07  # room between a point and the edge, as a share of the window


def holding(
    window: Window, function: sympy.Expr, x: sympy.Symbol, places: Sequence[tuple[float, float]], margin: float = MARGIN
) -> Window:
    """The window, wide and high enough for all these points; the same window where they are inside already."""
    x_min, x_max = _reach(window.x_min, window.x_max, [place[0] for place in places], margin)
    y_min, y_max = _reach(window.y_min, window.y_max, [place[1] for place in places], margin)
    if (x_min, x_max, y_min, y_max) == (window.x_min, window.x_max, window.y_min, window.y_max):
        return window
    f = sampler(function, [x])
    breaks = find_breaks(function, x, x_min, x_max, f)
    crosses = x_min <= 0 <= x_max and y_min <= 0 <= y_max
    pi = window.pi_ticks and x_max - x_min < 40
    return replace(
        window,
        x_min=x_min,
        x_max=x_max,
        y_min=y_min,
        y_max=y_max,
        x_ticks=tuple(tick for tick in ticks(x_min, x_max, pi=pi) if tick.value or not crosses),
        y_ticks=tuple(tick for tick in ticks(y_min, y_max) if tick.value or not crosses),
        pieces=find_pieces(f, breaks, (x_min, x_max), (y_min, y_max)),
        poles=tuple(found.x for found in breaks if found.kind == "pole"),
        holes=tuple(found.x for found in breaks if found.kind == "hole"),
        corners=tuple(found.x for found in breaks if found.kind == "corner"),
        pi_ticks=pi,
    )


def _reach(low: float, high: float, values: list[float], margin: float) -> tuple[float, float]:
    """The range with room around each value; a moved end becomes a round number."""
    size = max([high, *values]) - min([low, *values])
    room, unit = margin * size, nice_step(size, 40)
    left, right = min(values) - room, max(values) + room
    low = low if min(values) >= low + room / 2 else round(left / unit) * unit
    high = high if max(values) <= high - room / 2 else round(right / unit) * unit
    return float(f"{low:.10g}") + 0.0, float(f"{high:.10g}") + 0.0
