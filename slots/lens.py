"""A magnifying glass for two curves that are too close to be told apart: what it shows, and where it stands."""

from __future__ import annotations

from typing import Any

import numpy as np
import sympy

from derivanim.calculus.sampling import sampler
from derivanim.calculus.singular import find_breaks
from derivanim.calculus.window import Window, find_pieces
from derivanim.slots.numbers import decimal, nice
from derivanim.slots.plots import PICTURE

SIZE = (2.4, 1.8)  # of the glass, in units of the frame
SEEN = 0.4  # a gap that needs no glass
SHOWN = 0.8  # the gap inside of the glass, at most
STRONGEST = 2e6
PLACES = [(x, y) for x in (2.3, -2.3, 0.0) for y in (-1.35, 1.35)]  # of its middle, from that of the picture


def lens(window: Window, curves: list[sympy.Expr], x: sympy.Symbol, at: float, ends: tuple[float, float]) -> Any:
    """The glass over the gap between two heights at a place; None where the gap can be seen, or cannot be shown.

    It enlarges both directions alike, so that slopes look the same in it. `pieces` are counted from the place.
    """
    x_unit, y_unit = PICTURE[0] / (window.x_max - window.x_min), PICTURE[1] / (window.y_max - window.y_min)
    gap, middle = abs(ends[1] - ends[0]) * y_unit, sum(ends) / 2
    if gap >= SEEN or gap * STRONGEST < SHOWN:
        return None
    factor = nice(SHOWN / gap)
    half_x, half_y = SIZE[0] / 2 / x_unit / factor, SIZE[1] / 2 / y_unit / factor
    x_range, y_range = (at - half_x, at + half_x), (middle - half_y, middle + half_y)
    f = sampler(curves[0], [x])
    breaks = find_breaks(curves[0], x, *x_range, f)
    return {
        "reach": [half_x, half_y],
        "pieces": [(low - at, high - at) for low, high in find_pieces(f, breaks, x_range, y_range)],
        "place": list(_free(window, curves, x, (at, middle))),
        "label": f"times {decimal(factor)}",
    }


def _free(window: Window, curves: list[sympy.Expr], x: sympy.Symbol, point: tuple[float, float]) -> tuple[float, float]:
    """The place for the glass at which it covers least: the curves, the point itself, the axes with their numbers."""
    grid = np.linspace(window.x_min, window.x_max, 300)
    across = (grid - (window.x_min + window.x_max) / 2) * PICTURE[0] / (window.x_max - window.x_min)
    scale, middle = PICTURE[1] / (window.y_max - window.y_min), (window.y_min + window.y_max) / 2
    own = float(np.interp(point[0], grid, across)), (point[1] - middle) * scale
    zero = float(np.interp(0, grid, across)), (window.origin[1] - middle) * scale

    def covered(place: tuple[float, float]) -> float:
        half = SIZE[0] / 2 + 0.1, SIZE[1] / 2 + 0.35
        # The point with the line down to its label on the axis, then the curves, then the axes with their numbers.
        low, high = min(own[1], zero[1] - 0.6) - 0.2, max(own[1], zero[1]) + 0.2
        under = low < place[1] + half[1] and place[1] - half[1] < high
        total = 200.0 * (abs(own[0] - place[0]) < half[0] + 0.4 and under)
        for curve in curves:
            heights = (sampler(curve, [x])(grid) - middle) * scale
            with np.errstate(invalid="ignore"):
                inside = (abs(across - place[0]) < half[0]) & (abs(heights - place[1]) < half[1])
            total += float(np.count_nonzero(inside))
        total += 70.0 * (abs(zero[1] - 0.25 - place[1]) < half[1] + 0.1) + 60.0 * (
            abs(zero[0] - 0.2 - place[0]) < half[0] + 0.3
        )
        return total

    return min(PLACES, key=covered)
