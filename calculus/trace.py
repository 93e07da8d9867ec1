"""Curves that a parameter runs through, (x(t), y(t)) and r(theta): how far it runs, and the window that shows them."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import sympy
from numpy.typing import NDArray

from derivanim.calculus.sampling import Array, sampler
from derivanim.calculus.ticks import Tick, nice_step, round_ticks
from derivanim.errors import MathError

Box = tuple[float, float, float, float]
"""x_min, x_max, y_min, y_max."""
Curve = Callable[[Array], tuple[Array, Array]]

_SAMPLES = 2401
_PERIODS = (0.5, 1.0, 2.0, 4.0, *(k * math.pi / 2 for k in range(1, 25)))
_FLATTEST = 0.3  # a curve that fills less of the picture's width or height gets units of its own on that axis
_MARGIN = 0.12
_FAR = 3.0  # a curve that goes on and on is shown to this many times the usual distance from the point
_GROWTH = 6.0  # where four turns are more than this many times as large as two, the curve is no cycloid but runs away


@dataclass(frozen=True)
class Trace:
    """A curve in its window: ranges and ticks of both axes, and the intervals of the parameter that are drawn."""

    x_range: tuple[float, float]
    y_range: tuple[float, float]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    pieces: tuple[tuple[float, float], ...]

    def around(self, at: float) -> tuple[float, float]:
        """The piece that holds a value of the parameter, else the nearest one."""
        return min(self.pieces, key=lambda ends: max(ends[0] - at, at - ends[1], 0.0))


def trace(
    x: sympy.Expr, y: sympy.Expr, parameter: sympy.Symbol, at: sympy.Expr, *, aspect: float, polar: bool = False
) -> Trace:
    """How far the parameter runs, and the window, whose picture is `aspect` times as wide as high.

    A closed curve is shown whole, any other one about the point. The units of both axes are equal; only without
    `polar`, a curve that would be a mere line then gets units of its own on each axis. MathError where there is
    nothing to draw.
    """
    f, g = sampler(x, [parameter]), sampler(y, [parameter])

    def curve(t: Array) -> tuple[Array, Array]:
        return f(t), g(t)

    point = float(at)
    period = _period(curve, point)
    if polar:
        low, high = _polar_run(point, period)
    elif period is None and 0 <= point <= 4 * math.pi and sympy.Tuple(x, y).has(sympy.sin, sympy.cos) and _stays(curve):
        low, high = 0.0, 4 * math.pi
    else:
        low, high = _run(point, period)
    t = np.linspace(low, high, _SAMPLES)
    # A spiral that runs away is shown to a few times the distance of the point from the pole.
    radius = float(np.hypot(*curve(np.array(point))))
    box = _box(curve, t, point, closed=period is not None, limit=2 * radius if polar and radius else math.inf)
    if polar:
        box = min(box[0], 0.0), max(box[1], 0.0), min(box[2], 0.0), max(box[3], 0.0)
    x_range, y_range = _ranges(box, aspect, equal=polar)
    pieces = _pieces(curve, t, (*x_range, *y_range))
    if not pieces:
        raise MathError("This curve has no points to draw.")
    steps = [nice_step(ends[1] - ends[0], 6) for ends in (x_range, y_range)]
    if _equal(x_range, y_range, aspect):
        steps = [max(steps)] * 2
    x_ticks, y_ticks = (round_ticks(*ends, step) for ends, step in zip((x_range, y_range), steps, strict=True))
    return Trace(x_range, y_range, x_ticks, y_ticks, pieces)


@np.errstate(all="ignore")
def _period(curve: Curve, point: float) -> float | None:
    """The first of the usual periods after which the curve is where it was; None for a curve that does not close."""
    t = point + np.linspace(-3, 3, 61) + 0.0123
    before = np.array(curve(t))
    for period in _PERIODS:
        after = np.array(curve(t + period))
        scale = np.nanmax(np.abs(before), initial=1.0)
        known = np.isfinite(before)
        alike = known.mean() > 0.2 and np.array_equal(known, np.isfinite(after))
        if alike and np.allclose(before[known], after[known], atol=1e-9 * scale, rtol=1e-9):
            return period
    return None


@np.errstate(all="ignore")
def _stays(curve: Curve) -> bool:
    """Whether a curve that turns, as a cycloid does, grows no faster than its parameter."""
    early, late = (np.ptp(np.nan_to_num(curve(np.linspace(0, end, 401)))) for end in (2 * math.pi, 4 * math.pi))
    return bool(late <= _GROWTH * early)


def _run(point: float, period: float | None) -> tuple[float, float]:
    """One turn of a closed curve, from 0 if that holds the point; else about 0, as far as twice the point."""
    if period is None:
        reach = max(4.0, 2 * abs(point))
        return -reach, reach
    if 0 <= point <= period:
        return 0.0, period
    return (-period / 2, period / 2) if abs(point) <= period / 2 else (point - period / 2, point + period / 2)


def _polar_run(point: float, period: float | None) -> tuple[float, float]:
    """Whole turns from 0 that hold the angle."""
    turn = period or 2 * math.pi
    if 0 <= point <= turn:
        return 0.0, turn
    turns = math.ceil(abs(point) / turn)
    return (0.0, turns * turn) if point > 0 else (-turns * turn, 0.0)


@np.errstate(all="ignore")
def _box(curve: Curve, t: Array, point: float, *, closed: bool, limit: float) -> Box:
    """The bounds of what is shown: all of a closed curve that has bounds, else the part about the point.

    What counts as the usual distance from the point is never more than `limit`.
    """
    bounds: list[float] = []
    for values, middle in zip(curve(t), curve(np.array(point)), strict=True):
        known = values[np.isfinite(values)]
        if not known.size or not np.isfinite(middle):
            raise MathError("This curve has no points to draw.")
        away = np.abs(values - middle)
        usual = min(float(np.nanmedian(away)), limit)
        all_of_it = float(known.max() - known.min()) <= 4 * _FAR * float(np.nanmedian(away)) and closed
        near = known if all_of_it else values[away <= max(_FAR * usual, 1e-9)]
        bounds += [min(float(near.min()), float(middle)), max(float(near.max()), float(middle))]
    return bounds[0], bounds[1], bounds[2], bounds[3]


def _ranges(box: Box, aspect: float, *, equal: bool) -> tuple[tuple[float, float], tuple[float, float]]:
    """Both axes with a margin and, where the curve still fills the picture, with equal units."""
    ends = [_with_zero(*box[:2]), _with_zero(*box[2:])]
    sizes = [high - low for low, high in ends]
    floor = 1e-3 * max(*sizes, 1e-6) if max(sizes) else 1.0
    sizes = [max(size, floor) for size in sizes]
    flat = min(sizes[0] / (aspect * sizes[1]), aspect * sizes[1] / sizes[0])
    if equal or flat >= _FLATTEST:
        height = max(sizes[1], sizes[0] / aspect)
        sizes = [aspect * height, height]
    else:
        # Also a curve that is level or upright is drawn in a window with some height and width.
        sizes = [size if size > 0.01 * max(sizes) else max(sizes) / 2 for size in sizes]
    ranges = []
    for (low, high), size in zip(ends, sizes, strict=True):
        middle, half = (low + high) / 2, size * (0.5 + _MARGIN)
        ranges.append((_clean(middle - half), _clean(middle + half)))
    return ranges[0], ranges[1]


def _equal(x_range: tuple[float, float], y_range: tuple[float, float], aspect: float) -> bool:
    width, height = (high - low for low, high in (x_range, y_range))
    return abs(width - aspect * height) < 1e-3 * width


def _with_zero(low: float, high: float) -> tuple[float, float]:
    """Bounds that take in 0 where it is near, so that the axis itself is seen."""
    near = 0.3 * (high - low)
    return (0.0 if 0 < low <= near else low), (0.0 if -near <= high < 0 else high)


def _clean(value: float) -> float:
    return float(f"{value:.7g}") + 0.0


@np.errstate(all="ignore")
def _pieces(curve: Curve, t: Array, box: Box) -> tuple[tuple[float, float], ...]:
    """The intervals of the parameter in which the curve goes on without a break inside of the window."""

    def inside(t: Array) -> NDArray[np.bool_]:
        x, y = curve(t)
        return (box[0] <= x) & (x <= box[1]) & (box[2] <= y) & (y <= box[3])

    seen, (x, y) = inside(t), curve(t)
    jump = (np.abs(np.diff(x)) > 0.3 * (box[1] - box[0])) | (np.abs(np.diff(y)) > 0.3 * (box[3] - box[2]))
    pieces: list[tuple[float, float]] = []
    start: float | None = float(t[0]) if seen[0] else None
    for index in range(1, t.size):
        before, after = float(t[index - 1]), float(t[index])
        if seen[index] and not seen[index - 1]:
            start = _edge(inside, after, before)
        elif start is not None and seen[index - 1] and (not seen[index] or jump[index - 1]):
            pieces.append((start, before if seen[index] else _edge(inside, before, after)))
            start = after if seen[index] else None
    if start is not None and seen[-1]:
        pieces.append((start, float(t[-1])))
    return tuple(ends for ends in pieces if ends[1] - ends[0] > 1e-5 * (t[-1] - t[0]))


def _edge(inside: Callable[[Array], NDArray[np.bool_]], there: float, beyond: float) -> float:
    """The last value of the parameter before the curve leaves the window."""
    for _ in range(30):
        middle = (there + beyond) / 2
        there, beyond = (middle, beyond) if inside(np.array(middle)) else (there, middle)
    return there
