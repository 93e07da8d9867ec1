"""A map of level curves: which levels are drawn, and where on their curves the numbers stand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import sympy

from derivanim.calculus.sampling import Array, Sampler, sampler
from derivanim.calculus.surface import Pair, Region, partials
from derivanim.calculus.ticks import Tick, nice_step, round_ticks

_LEVELS, _MOST = 4, 9  # about the point, and in all: as many as can be told apart
_GRID = 61
_SMALLEST = 0.35  # of the step between levels, how near a level comes to that of the point

Spot = tuple[float, float]


def levels(function: sympy.Expr, variables: Pair, region: Region, value: float) -> tuple[Tick, ...]:
    """Round levels over most of the values in the region, but for those next to `value`, whose own curve is drawn."""
    values = _heights(sampler(function, list(variables)), region)[2]
    quarter = _GRID // 4
    inner = values[quarter:-quarter, quarter:-quarter]
    low, high = (float(end) for end in np.quantile(inner[np.isfinite(inner)], (0.15, 0.85)))
    if high - low <= 1e-9 * max(1.0, abs(low), abs(high)):
        return ()
    step = nice_step(high - low, _LEVELS)
    bottom, top = (float(end) for end in np.quantile(values[np.isfinite(values)], (0.02, 0.98)))
    all_of_them = [tick for tick in round_ticks(bottom, top, step) if abs(tick.value - value) > _SMALLEST * step]
    nearest = sorted(all_of_them, key=lambda tick: abs(tick.value - value))[:_MOST]
    return tuple(sorted(nearest, key=lambda tick: tick.value))


def label_spots(
    function: sympy.Expr, variables: Pair, region: Region, marked: tuple[Tick, ...], taken: list[Spot], room: float
) -> list[tuple[float, float, str]]:
    """A place on the curve of each level, with its label, at least `room` away from the others and from what is taken.

    A level without such a place has no label.
    """
    f, *slopes = (sampler(part, list(variables)) for part in (function, *partials(function, variables)))
    x, y, _ = _heights(f, region)
    inner = (np.minimum(x - region.x_range[0], region.x_range[1] - x) > 0.6 * room) & (
        np.minimum(y - region.y_range[0], region.y_range[1] - y) > 0.6 * room
    )
    x, y = x[inner], y[inner]
    cell = (region.x_range[1] - region.x_range[0]) / (_GRID - 1)
    used, found = list(taken), []
    for tick in marked:
        px, py = _onto(f, slopes, tick.value, x, y)
        free = np.min([np.hypot(px - a, py - b) for a, b in used], axis=0)
        free[~(np.hypot(px - x, py - y) < 2 * cell)] = -1.0  # also where it is nan
        best = int(np.argmax(free))
        if free[best] > room:
            used.append((float(px[best]), float(py[best])))
            found.append((*used[-1], tick.label))
    return found


@np.errstate(all="ignore")
def _onto(f: Sampler, slopes: Sequence[Sampler], level: float, x: Array, y: Array) -> tuple[Array, Array]:
    """Places led onto the curve of a level, along the gradient, by Newton's method; nan where that leads nowhere."""
    for _ in range(5):
        across, up = (slope(x, y) for slope in slopes)
        move = (level - f(x, y)) / (across**2 + up**2)
        x, y = x + move * across, y + move * up
    close = np.hypot(move * across, move * up) < 1e-3 * np.ptp(x[np.isfinite(x)])
    return np.where(close, x, np.nan), np.where(close, y, np.nan)


def _heights(f: Sampler, region: Region) -> tuple[Array, Array, Array]:
    x, y = np.meshgrid(np.linspace(*region.x_range, _GRID), np.linspace(*region.y_range, _GRID))
    return x, y, f(x, y)
