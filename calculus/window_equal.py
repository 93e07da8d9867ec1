"""Windows in which a unit is equally long on both axes, so that a right angle looks like one."""

from __future__ import annotations

import math

import sympy

from derivanim.calculus.sampling import sampler
from derivanim.calculus.window_frame import Window, resized

MOST_FLAT = 1 / 8  # of the picture's height: a flatter curve could not be told from the axis
WIDEN = 1.6  # how much more of the x-axis is shown, so that less of a steep curve is cut off
EDGE = 0.16  # of the height: how near the point may come to the upper and lower edge


def equal_units(
    window: Window, function: sympy.Expr, variable: sympy.Symbol, point: float, aspect: float
) -> Window | None:
    """The window with equal units in a picture of that aspect, around the point; None for a curve that looks flat."""
    value = float(sampler(function, [variable])(point))
    width, height = window.x_max - window.x_min, window.y_max - window.y_min
    if height * aspect < MOST_FLAT * width:
        return None
    wider = min(WIDEN, max(1.0, math.sqrt(height * aspect / width)))
    x_min, x_max = (point + wider * (edge - point) for edge in (window.x_min, window.x_max))
    size = (x_max - x_min) / aspect
    y_min = _bottom(window, value, size)
    return resized(window, function, variable, (x_min, x_max), (y_min, y_min + size))


def _bottom(window: Window, value: float, size: float) -> float:
    """Where a window of that height begins: as centred as the old one, the point well inside, the x-axis if it can."""
    low, high = value - (1 - EDGE) * size, value - EDGE * size
    middle = (window.y_min + window.y_max) / 2 if window.y_max - window.y_min < size else value
    bottom = min(max(middle - size / 2, low), high)
    if bottom > -0.08 * size >= low:
        bottom = -0.08 * size
    elif bottom + size < 0.08 * size <= high + size:
        bottom = -0.92 * size
    return bottom
