"""Axes with the same unit in both directions, so that a curve and its mirror image in y = x are congruent."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import sympy

from derivanim.calculus.sampling import sampler
from derivanim.calculus.singular import find_breaks
from derivanim.calculus.ticks import nice_step, round_ticks
from derivanim.calculus.window import Window, find_pieces
from derivanim.slots.plots import PICTURE

SHARE = 0.55  # of the picture's height, taken up by the points that must be seen
Ways = tuple[tuple[float, float], ...]


def mirror_window(function: sympy.Expr, x: sympy.Symbol, places: Sequence[tuple[float, float]]) -> Window:
    """The window around these points and their mirror images, in which a unit is as long upwards as sideways."""
    seen = [number for place in places for number in place]
    middle, half = (min(seen) + max(seen)) / 2, max(max(seen) - min(seen), 1e-3) / SHARE / 2
    step = nice_step(2 * half, 4)
    low, high = middle - half, middle + half
    wide = half * PICTURE[0] / PICTURE[1]
    left, right = middle - wide, middle + wide
    crosses = left < 0 < right and low < 0 < high
    f = sampler(function, [x])
    return Window(
        x_min=left,
        x_max=right,
        y_min=low,
        y_max=high,
        x_ticks=tuple(tick for tick in round_ticks(left, right, step) if tick.value or not crosses),
        y_ticks=tuple(tick for tick in round_ticks(low, high, step) if tick.value or not crosses),
        pieces=find_pieces(f, find_breaks(function, x, left, right, f), (left, right), (low, high)),
    )


def mirrored_pieces(window: Window, function: sympy.Expr, x: sympy.Symbol, limits: tuple[float, float]) -> Ways:
    """The intervals of x over which the mirror image, the points (f(x), x), stays in the window."""
    low, high = max(window.y_min, limits[0]), min(window.y_max, limits[1])
    if not low < high:
        return ()
    f = sampler(function, [x])
    with np.errstate(all="ignore"):
        return find_pieces(f, find_breaks(function, x, low, high, f), (low, high), (window.x_min, window.x_max))
