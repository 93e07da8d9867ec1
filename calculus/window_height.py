"""The bounds of a plot window from bottom to top: the whole curve if that shows it well, else its middle part."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from derivanim.calculus.sampling import Array, Sampler
from derivanim.calculus.singular import Break

_GRID = 1201


@dataclass(frozen=True)
class Frame:
    """What the choice of a y range looks at."""

    f: Sampler
    breaks: Sequence[Break]
    low: float
    high: float
    point: float | None
    interval: tuple[float, float] | None
    features: Sequence[float]
    aspect: float


def choose_height(frame: Frame) -> tuple[float, float] | None:
    """Return bottom and top: the whole curve if that shows it well, else its middle part."""
    low, high = frame.low, frame.high
    if frame.interval is not None:
        low, high = frame.interval
    grid = np.linspace(low, high, _GRID)
    shift = (high - low) * 1.2e-7
    grid[1:-1] += shift
    values = frame.f(grid)
    finite = np.isfinite(values)
    if not finite.any():
        return None
    poles = any(b.kind == "pole" and low <= b.x <= high for b in frame.breaks)
    if frame.interval is not None and not poles:
        bottom, top = float(values[finite].min()), float(values[finite].max())
    else:
        bottom, top = _trimmed(frame, values[finite], grid[finite], _needed(frame, grid, values))
    return _padded(bottom, top)


def _needed(frame: Frame, grid: Array, values: Array) -> tuple[float, float]:
    """The values that must be seen: at the point and close to it, at turns, ends and jumps."""
    must: list[float] = []
    if frame.point is not None:
        near = frame.f(frame.point + (grid[-1] - grid[0]) * np.linspace(-0.06, 0.06, 25))
        near = near[np.isfinite(near)]
        here = float(frame.f(np.array(frame.point)))
        spread = np.abs(near - here)
        # Next to a pole the neighbourhood is not needed as a whole.
        reach = float(np.median(spread)) * 2 if spread.size else 0.0
        must += [here, *near[spread <= reach]]
    v = values[np.isfinite(values)]
    turning = np.flatnonzero((v[1:-1] - v[:-2]) * (v[2:] - v[1:-1]) <= 0) + 1
    if 0 < turning.size <= 12:
        # Between two poles that both go down, the samples turn as well.
        most = 4 if any(b.kind == "pole" for b in frame.breaks) else 20
        calm = np.abs(v[turning]) <= most * (np.quantile(np.abs(v), 0.75) + 1e-300)
        must += list(v[turning][calm])
    inside = np.array([place for place in frame.features if frame.low <= place <= frame.high])
    if inside.size:
        heights = frame.f(inside)
        must += list(heights[np.isfinite(heights)])
    for b in frame.breaks:
        must += [s.value for s in (b.left, b.right) if s.kind == "finite"]
        if b.kind in ("jump", "hole") and math.isfinite(b.value):
            must.append(b.value)
    if not must:
        middle = float(np.median(v))
        return middle, middle
    return float(min(must)), float(max(must))


def _trimmed(frame: Frame, values: Array, grid: Array, needed: tuple[float, float]) -> tuple[float, float]:
    """Cut the tails of the values so far that the typical slope on screen is not below about 1 in 4."""
    ordered = np.sort(values)
    width = frame.high - frame.low
    slopes = np.abs(np.diff(values) / np.diff(grid))
    wanted = 4 / frame.aspect * float(np.median(slopes)) * width
    height = needed[1] - needed[0]
    if any(b.kind == "pole" for b in frame.breaks):
        wanted = middle_height(values)
    elif len(frame.features) > 1 and height > 0:
        wanted = min(wanted, 3.5 * height)
    else:
        # A curve that is flat nearly everywhere, as x^20 is, has no typical slope: its rise is what to show.
        wanted = max(wanted, 0.5 * width)
    if frame.point is not None:
        near = values[np.abs(grid - frame.point) <= 0.2 * width]
        wanted = min(wanted, 3.5 * float(np.ptp(near))) if near.size > 10 else wanted
    wanted = max(wanted, 1.3 * height)
    if ordered[-1] - ordered[0] <= wanted or wanted == 0:
        return float(ordered[0]), float(ordered[-1])
    best = needed
    for share in np.linspace(0.3, 0.0, 61):
        low = min(float(np.quantile(ordered, share)), needed[0])
        high = max(float(np.quantile(ordered, 1 - share)), needed[1])
        if high - low > wanted and share < 0.3:
            break
        best = (low, high)
    return best


def middle_height(values: Array) -> float:
    """A height that shows most of a curve with poles: some times the usual distance from the median."""
    away = np.abs(values - np.median(values))
    usual = float(np.quantile(away, 0.5))
    return min(6 * float(np.quantile(away, 0.75)), 12 * usual) if usual else 6 * float(np.quantile(away, 0.75))


def _padded(bottom: float, top: float) -> tuple[float, float]:
    """Add room above and below, and the x axis where it is near."""
    size = top - bottom
    scale = max(abs(bottom), abs(top))
    if size <= 1e-9 * scale or size == 0:
        # A constant: the axis below or above it, and the line in the upper or lower part.
        if scale == 0:
            return -1.0, 1.0
        return (-0.25 * scale, 1.5 * scale) if bottom > 0 else (-1.5 * scale, 0.25 * scale)
    if 0 < bottom <= 0.35 * size:
        bottom = 0.0
    elif 0 < -top <= 0.35 * size:
        top = 0.0
    size = top - bottom
    return bottom - 0.07 * size, top + 0.07 * size
