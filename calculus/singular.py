"""Where a function of one variable may break, and what it does there: poles, jumps, holes, corners, ends of domain.

Every break of an elementary function lies at a zero of some part of it (a denominator, the argument of a logarithm,
of an absolute value ...). Those parts are read off the tree; their zeros are found on a grid and refined, so that the
answer is quick and the same every time. What happens at each is told by values close to it, on each side.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import sympy
from numpy.typing import NDArray

from derivanim.calculus.sampling import Array, Sampler, sampler
from derivanim.calculus.suspects import suspects
from derivanim.errors import MathError

_GRID = 1501
# More than these cannot be told apart in a picture, and each takes a third of a millisecond.
_MOST_ZEROS = 150


@dataclass(frozen=True)
class Side:
    """What a function does on one side of a point: `kind` is finite, infinite, undefined or oscillating."""

    kind: str
    value: float = math.nan


@dataclass(frozen=True)
class Break:
    """A place where a function is not smooth; `kind` is pole, jump, hole, corner, vertical tangent, end or wild."""

    x: float
    kind: str
    left: Side
    right: Side
    value: float


def find_breaks(
    expression: sympy.Expr, variable: sympy.Symbol, low: float, high: float, f: Sampler | None = None
) -> list[Break]:
    """Return the places in [low, high] where the function is not smooth, from left to right."""
    f = f or sampler(expression, [variable])
    width = high - low
    grid = np.linspace(low - 0.01 * width, high + 0.01 * width, _GRID) + width * 1.2345e-7
    places: list[float] = []
    for part in suspects(expression):
        try:
            places += zeros(sampler(part, [variable]), grid)
        except MathError:
            continue
    places += domain_ends(f, grid)
    result: list[Break] = []
    for place in _merged(places, width):
        if low - 1e-9 * width <= place <= high + 1e-9 * width:
            found = classify(f, place, width)
            if found.kind != "smooth":
                result.append(found)
    return result


def zeros(g: Sampler, grid: Array, *, touching: bool = True) -> list[float]:
    """Return the zeros of g between the ends of the grid: changes of sign, exact zeros, and zeros that only touch."""
    values = g(grid)
    with np.errstate(all="ignore"):
        crossing = np.flatnonzero(values[:-1] * values[1:] < 0)
    found = _bisected(lambda x: g(x) > 0, grid[crossing], grid[crossing + 1])
    exact = list(grid[values == 0]) if np.count_nonzero(values == 0) < 10 else []
    touched = _touching(g, grid, values) if touching else []
    return ([float(x) for x in found] + [float(x) for x in exact] + touched)[:_MOST_ZEROS]


def domain_ends(f: Sampler, grid: Array) -> list[float]:
    """Return where f changes between defined and undefined along the grid."""
    defined = ~np.isnan(f(grid))
    change = np.flatnonzero(defined[:-1] != defined[1:])[:_MOST_ZEROS]
    return [float(x) for x in _bisected(lambda x: ~np.isnan(f(x)), grid[change], grid[change + 1])]


def _bisected(test: Callable[[Array], NDArray[np.bool_]], left: Array, right: Array) -> Array:
    """Halve all the gaps at once; `test` holds on just one end of each."""
    left, right = left.copy(), right.copy()
    if not left.size:
        return left
    at_left = test(left)
    for _ in range(60):
        middle = (left + right) / 2
        same = test(middle) == at_left
        left, right = np.where(same, middle, left), np.where(same, right, middle)
    return (left + right) / 2


def _touching(g: Sampler, grid: Array, values: Array) -> list[float]:
    size = np.abs(values)
    with np.errstate(invalid="ignore"):
        dips = np.flatnonzero((size[1:-1] < size[:-2]) & (size[1:-1] <= size[2:])) + 1
    if not dips.size or dips.size > _MOST_ZEROS:
        return []
    left, right = grid[dips - 1], grid[dips + 1]
    for _ in range(70):
        third = (right - left) / 3
        lower = np.abs(g(left + third)) < np.abs(g(right - third))
        left, right = np.where(lower, left, left + third), np.where(lower, right - third, right)
    place = (left + right) / 2
    # A minimum is known to half of the digits only: take the round number beside it if that is as good.
    digits = 6 - math.floor(math.log10(grid[-1] - grid[0]))
    rounded = np.round(place, digits)
    place = np.where(np.abs(g(rounded)) <= np.abs(g(place)), rounded, place)
    scale = np.maximum(size[dips - 1], size[dips + 1])
    return [float(x) for x in place[np.abs(g(place)) <= 1e-9 * scale]]


def _merged(places: list[float], width: float) -> list[float]:
    """Sort, round off the last bits (so that 0 is 0 and 1 is 1), and drop repetitions."""
    digits = 11 - math.floor(math.log10(max(width, 1e-300)))
    result: list[float] = []
    for place in sorted(places):
        snapped = round(place, digits - 3)
        exact = snapped + 0.0 if abs(snapped - place) <= width * 1e-12 else place
        if not result or exact - result[-1] > 1e-8 * width:
            result.append(exact)
    return result


def side(f: Sampler, x: float, width: float, sign: int) -> Side:
    """Tell what f does close to x on one side (sign -1: left), judged on the scale of `width`."""
    steps = sign * width * 10.0 ** np.arange(-3.0, -7.5, -0.5)
    v = f(x + steps)
    if np.isnan(v[-1]) or np.isnan(v[-2]):
        return Side("undefined")
    if np.isnan(v[-4:]).any():
        return Side("oscillating") if np.isfinite(v[-1]) else Side("undefined")
    if np.isinf(v[-1]):
        return Side("infinite", float(v[-1]))
    d = np.diff(v)
    noise = 1e-7 * (np.abs(v[-1]) + np.nanmax(np.abs(v[np.isfinite(v)])) * 1e-3 + 1e-12)
    if abs(d[-1]) <= noise:
        return Side("finite", float(v[-1]))
    if not np.isfinite(d[-3:]).all():
        return Side("infinite", math.copysign(math.inf, v[-1]))
    if d[-1] * d[-2] < 0 or d[-2] * d[-3] < 0:
        small = np.abs(d[-3:]).max() <= 1e-3 * (np.abs(v[-1]) + np.abs(v[0] - v[-1]) + 1e-12)
        shrinks = abs(d[-1]) < 0.5 * abs(d[0])
        return Side("finite", float(v[-1])) if small or shrinks else Side("oscillating")
    ratio = abs(d[-1] / d[-2])
    if ratio > 0.92:
        return Side("infinite", math.copysign(math.inf, d[-1]))
    return Side("finite", float(v[-1] + d[-1] * ratio / (1 - ratio)))


def classify(f: Sampler, x: float, width: float) -> Break:
    """Say what kind of break f has at x, "smooth" if it has none."""
    left, right = side(f, x, width, -1), side(f, x, width, +1)
    value = float(f(np.array(x)))
    return Break(x, _kind(f, x, width, left, right, value), left, right, value)


def _kind(f: Sampler, x: float, width: float, left: Side, right: Side, value: float) -> str:
    kinds = {left.kind, right.kind}
    if kinds == {"undefined"}:
        return "smooth"
    if "infinite" in kinds:
        return "pole"
    if "oscillating" in kinds:
        return "wild"
    if "undefined" in kinds:
        return "end"
    near = np.abs(f(x + width * np.array([-1e-2, -1e-3, 1e-3, 1e-2])))
    scale = max(abs(left.value), abs(right.value), float(np.nanmax(near, initial=0)))
    close = 2e-3 * scale + 1e-12
    if abs(left.value - right.value) > close:
        return "jump"
    if math.isnan(value) or abs(value - (left.value + right.value) / 2) > close:
        return "hole"
    return _smoothness(f, x, width, value)


def _smoothness(f: Sampler, x: float, width: float, value: float) -> str:
    """Tell a corner or a vertical tangent from a smooth place by one-sided slopes."""
    slopes: dict[int, tuple[float, float]] = {}
    for sign in (-1, 1):
        steps = sign * width * np.array([1e-4, 1e-6])
        rates = (f(x + steps) - value) / steps
        slopes[sign] = (float(rates[0]), float(rates[1]))
    for coarse, fine in slopes.values():
        if abs(fine) > 2.5 * abs(coarse) and abs(fine) * width > 1e-9:
            return "vertical tangent"
    left, right = slopes[-1][1], slopes[1][1]
    bound = 1e-3 * max(abs(left), abs(right), abs(slopes[-1][0]), abs(slopes[1][0]))
    return (
        "corner" if abs(left - right) > bound + 1e-9 / width and abs(slopes[-1][0] - slopes[1][0]) > bound else "smooth"
    )
