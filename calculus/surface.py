"""Functions of two variables: partial derivatives, whether a plane touches the surface at a point, and what to show."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import sympy

from derivanim.calculus.differentiate import derivative_of
from derivanim.calculus.evaluate import Value, evaluate, real
from derivanim.calculus.kinks import failure
from derivanim.calculus.powers import substitute
from derivanim.calculus.sampling import Array, sampler
from derivanim.calculus.textbook import textbook
from derivanim.calculus.ticks import Tick, nice_step, round_ticks
from derivanim.errors import MathError

Pair = tuple[sympy.Symbol, sympy.Symbol]
Place = tuple[sympy.Expr, sympy.Expr]

_STEPS = tuple(real.mpf(10) ** -power for power in (6, 9, 12, 15))
_DIRECTIONS = 16
_GRID = 41
_SHRINK = (1.0, 0.75, 0.5, 0.35, 0.25, 0.15, 0.1, 0.05, 0.02, 0.01)
_INNER = 0.12  # the least part of all heights that the middle of the region takes, so that the point is not lost in it
_TURNS = 4  # the most ups and downs across a region that is still read
_JUMP = 0.4  # a step of the heights between neighbours that no smooth surface of so few turns makes


def partials(function: sympy.Expr, variables: Pair) -> tuple[sympy.Expr, sympy.Expr]:
    """Both partial derivatives in their textbook form."""
    first, second = (textbook(derivative_of(function, name)) for name in variables)
    return first, second


def unit_vector(direction: Place) -> Place:
    """The vector of length 1 in a direction other than (0, 0)."""
    across, up = direction
    length = sympy.sqrt(across**2 + up**2)
    return sympy.radsimp(across / length), sympy.radsimp(up / length)


def touching_failure(function: sympy.Expr, variables: Pair, at: Place) -> str:
    """Why no plane touches the surface at a point, in a few words; empty where one does.

    Partial derivatives alone do not make a plane touch, as sqrt(|x y|) at (0, 0) shows: the rest that the plane leaves
    must die out faster than the distance in every direction.
    """
    (x, y), known = variables, dict(zip(variables, at, strict=True))
    a, b = map(evaluate, at)
    if evaluate(function, known) is None:
        return "it has no real value there"
    for name, place, fixed in ((x, at[0], {y: at[1]}), (y, at[1], {x: at[0]})):
        reason = failure(substitute(function, fixed), name, place)
        if reason:
            return f"in the direction of {name}: {reason}"
    slopes = [_slope(function, variables, (a, b), direction) for direction in ((1, 0), (0, 1))]
    for angle in np.linspace(0, 2 * math.pi, _DIRECTIONS, endpoint=False) + 0.1:
        direction = real.mpf(math.cos(angle)), real.mpf(math.sin(angle))
        rests: list[Value] = list(_rests(function, variables, (a, b), direction, slopes))
        if None in rests:
            return "it is not defined all around the point"
        far, near = rests[-2:]
        if near > 1e-8 * (1 + max(map(abs, slopes))) and near > 0.9 * far:
            return "both partial derivatives exist, but no plane touches the surface"
    return ""


def _slope(function: sympy.Expr, variables: Pair, at: tuple[Value, Value], direction: tuple[Value, Value]) -> Value:
    """The slope in a direction by the central difference quotient."""
    ends: list[Value] = [_along(function, variables, at, direction, sign * _STEPS[-1]) for sign in (1, -1)]
    return real.zero if None in ends else (ends[0] - ends[1]) / (2 * _STEPS[-1])


def _along(
    function: sympy.Expr, variables: Pair, at: tuple[Value, Value], direction: tuple[Value, Value], step: Value
) -> Value | None:
    place = (start + step * part for start, part in zip(at, direction, strict=True))
    return evaluate(function, dict(zip(variables, place, strict=True)))


def _rests(
    function: sympy.Expr,
    variables: Pair,
    at: tuple[Value, Value],
    direction: tuple[Value, Value],
    slopes: list[Value],
) -> Iterator[Value]:
    """What the plane with these slopes leaves in a direction, as a part of the distance, ever nearer to the point."""
    start: Value = evaluate(function, dict(zip(variables, at, strict=True)))
    rise = slopes[0] * direction[0] + slopes[1] * direction[1]
    for step in _STEPS:
        value = _along(function, variables, at, direction, step)
        yield None if value is None else abs((value - start) / step - rise)


@dataclass(frozen=True)
class Region:
    """The part of a function of two variables that is shown: ranges of both variables and of the values, and ticks."""

    x_range: tuple[float, float]
    y_range: tuple[float, float]
    z_range: tuple[float, float]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    z_ticks: tuple[Tick, ...]
    quarters: int = 0
    """By how many quarters the box is turned, so that its lowest corner is in front; x and y run to the front in 0."""

    @property
    def reach(self) -> float:
        """Half the length of the y-range."""
        return (self.y_range[1] - self.y_range[0]) / 2

    def holding(self, low: float, high: float) -> Region:
        """The region with heights from `low` to `high` in it."""
        if self.z_range[0] <= low and high <= self.z_range[1]:
            return self
        z_range = _rounded(min(low, self.z_range[0]), max(high, self.z_range[1]))
        return replace(self, z_range=z_range, z_ticks=_ticks(z_range))


def choose_region(
    function: sympy.Expr, variables: Pair, point: Place, *, aspect: float = 1.0, whole: bool = True
) -> Region:
    """The region around a point in which the function is smooth and the point's neighbourhood is not lost.

    The x-range is `aspect` times the y-range. With `whole` the function has a value everywhere, as a surface needs;
    without, as in a map of level curves, it may end or have poles. MathError where the surface is unbounded nearby.
    """
    f = sampler(function, list(variables))
    a, b = (float(number) for number in point)
    start = max(2.0, 0.9 * abs(a), 0.9 * abs(b))
    best, most = None, -1.0
    for reach in (_nice_reach(start * part) for part in _SHRINK):
        values = _values(f, (a, b), reach, aspect)
        share = _share(values, whole)
        if share > most + 1e-9:
            best, most = reach, share
        if share >= _INNER:
            break
    if best is None or most < 0:
        raise MathError(
            f"The surface has a gap or no bounds right beside ({a:g}, {b:g}).",
            "choose a point farther from where the function is undefined",
        )
    values = _values(f, (a, b), best, aspect)
    x_range, y_range = (
        (_clean(middle - width), _clean(middle + width)) for middle, width in ((a, aspect * best), (b, best))
    )
    z_range = _heights(values)
    x_ticks, y_ticks, z_ticks = (_ticks(ends) for ends in (x_range, y_range, z_range))
    return Region(x_range, y_range, z_range, x_ticks, y_ticks, z_ticks, _quarters(values))


def _nice_reach(reach: float) -> float:
    """A round reach, so that a region around a round point has round ends."""
    unit = nice_step(reach, 8)
    return _clean(math.floor(reach / unit + 1e-9) * unit)


def _clean(value: float) -> float:
    return float(f"{value:.9g}") + 0.0


def _values(f: Callable[..., Array], at: tuple[float, float], reach: float, aspect: float) -> Array:
    side = np.linspace(-reach, reach, _GRID)
    return f(*np.meshgrid(at[0] + aspect * side, at[1] + side))


def _share(values: Array, whole: bool) -> float:
    """The part of all heights that the middle of a region takes; negative for a region that cannot be shown."""
    known = values[np.isfinite(values)]
    quarter = _GRID // 4
    inner = values[quarter:-quarter, quarter:-quarter]
    inner = inner[np.isfinite(inner)]
    if known.size < (values.size if whole else 0.5 * values.size) or not inner.size:
        return -1.0
    low, high = (known.min(), known.max()) if whole else np.quantile(known, (0.04, 0.96))
    spread = float(high - low)
    if spread <= 1e-12 * max(1.0, abs(float(low)), abs(float(high))):
        return 1.0  # level, as far as doubles can tell
    if whole and (_jumps(values, spread) or _jumps(values.T, spread)):
        return -1.0
    share = min(1.0, float(inner.max() - inner.min()) / spread)
    middle = _GRID // 2
    turns = max(_turns(values[middle], spread), _turns(values[:, middle], spread))
    return share if turns <= _TURNS else 0.1 * share / turns


def _jumps(values: Array, spread: float) -> bool:
    """Whether the heights jump along a row: by a large part of all heights, or by far more than beside that place."""
    steps = np.abs(np.diff(values, axis=1))
    beside = np.maximum(steps[:, :-2], steps[:, 2:])
    sudden = (steps[:, 1:-1] > 5 * beside) & (steps[:, 1:-1] > 0.03 * spread)
    return bool(steps.max() > _JUMP * spread or sudden.any())


def _turns(line: Array, spread: float) -> int:
    """How often a line of heights turns from up to down or back; what is too small to be seen does not count."""
    moves = np.diff(line[np.isfinite(line)])
    signs = np.sign(moves[np.abs(moves) > 1e-4 * spread])
    return sum(one != other for one, other in pairwise(signs))


def _heights(values: Array) -> tuple[float, float]:
    """The range of the heights, moved outwards to round numbers."""
    known = values[np.isfinite(values)]
    low, high = float(known.min()), float(known.max())
    if high - low < 1e-9 * max(1.0, abs(low), abs(high)):
        low, high = low - 1, high + 1
    return _rounded(low, high)


def _quarters(values: Array) -> int:
    """The turn after which the lowest corner is in front; none where no corner is clearly lower than the others."""
    part = _GRID // 4
    # Rows are y and columns x: first both large, then x large and y small, both small, and x small and y large.
    corners = (values[-part:, -part:], values[:part, -part:], values[:part, :part], values[-part:, :part])
    known = values[np.isfinite(values)]
    heights = [float(np.nanmean(corner)) for corner in corners] if known.size == values.size else [0.0]
    lowest = int(np.argmin(heights))
    return lowest if heights[0] - heights[lowest] > 0.05 * float(np.ptp(known)) else 0


def _rounded(low: float, high: float) -> tuple[float, float]:
    unit = nice_step(high - low, 10)
    return _clean(math.floor(low / unit + 1e-6) * unit), _clean(math.ceil(high / unit - 1e-6) * unit)


def _ticks(ends: tuple[float, float]) -> tuple[Tick, ...]:
    return round_ticks(*ends, nice_step(ends[1] - ends[0], 4))
