"""Tangents to a curve through a point beside it: where they touch, and a window that shows the point and all of them.

The tangent at t goes through (a, b) where f(t) + f'(t)(a - t) = b. Far off, a grid finds such t; those in the picture
are named exactly where they have a short name.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
import sympy
from mpmath.libmp.libhyper import NoConvergence

from derivanim.calculus.budget import GIVEN_UP, soft
from derivanim.calculus.differentiate import derivative_of
from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.kinks import failure
from derivanim.calculus.roots import Interval, roots
from derivanim.calculus.sampling import Array, sampler
from derivanim.calculus.singular import find_breaks, zeros
from derivanim.calculus.ticks import nice_step
from derivanim.calculus.window import choose_window
from derivanim.calculus.window_frame import Window, resized

Point = tuple[sympy.Expr, sympy.Expr]
MOST = 3  # tangents that a picture shows
_REACHES = (8.0, 40.0, 200.0)  # how far from the point a tangent may touch: the nearest that has one counts
_APART = 10.0  # a tangent that touches so many times further away than the nearest one is left out of the picture
_GRID = 4001
_STRAIGHT = 0.02  # the part of a grid on which a condition that always holds is no chance
_FLATTEST = 1 / 12  # of the picture's height
_MOST_TURNS = 16


def condition(function: sympy.Expr, derivative: sympy.Expr, x: sympy.Symbol, point: Point) -> sympy.Expr:
    """What is 0 where the tangent goes through the point: f(t) + f'(t)(a - t) - b, with t called x."""
    return function + derivative * (point[0] - x) - point[1]


def touching_points(function: sympy.Expr, x: sympy.Symbol, point: Point, interval: Interval) -> list[sympy.Expr]:
    """All places of the interval, from left to right, at which a tangent touches that goes through the point."""
    derivative = derivative_of(function, x)
    found = roots(condition(function, derivative, x, point), x, interval)
    smooth = _smooth(function, x, *map(float, interval))
    return [
        t
        for t in found
        if evaluate(derivative, {x: t}) is not None
        and not failure(function, x, t)
        and (not t.has(sympy.Float) or smooth(float(t)))
    ]


def _smooth(function: sympy.Expr, x: sympy.Symbol, low: float, high: float) -> Callable[[float], bool]:
    """Whether a place in decimals is none at which the function breaks: beside a corner, what is rough looks smooth."""
    rough = [each.x for each in find_breaks(function, x, low, high)]
    return lambda place: all(abs(place - at) > 1e-7 * (high - low) for at in rough)


def slope_at(derivative: sympy.Expr, x: sympy.Symbol, place: sympy.Expr) -> sympy.Expr:
    """The derivative at a place that is known in decimals, to 30 digits."""
    return sympy.Float(str(evaluate(derivative, {x: place})), 30)


def is_straight(function: sympy.Expr, x: sympy.Symbol, point: Point) -> bool:
    """Whether a stretch of the curve is a line through the point, so that all tangents there are that line."""
    grid = _grid(float(point[0]), _REACHES[0])
    values = sampler(condition(function, derivative_of(function, x), x, point), [x])(grid)
    heights = sampler(function, [x])(grid)
    with np.errstate(all="ignore"):
        level = abs(values) <= 1e-12 * (abs(heights) + abs(float(point[1])) + abs(grid))
    return bool(np.count_nonzero(level) > _STRAIGHT * _GRID)


def near_places(function: sympy.Expr, x: sympy.Symbol, point: Point) -> list[float]:
    """Roughly where the tangents through the point touch: the nearest ones, MOST of them at most; none if none is."""
    at = float(point[0])
    wanted = condition(function, derivative_of(function, x), x, point)
    listed = real_zeros(wanted, x)
    for reach in _REACHES:
        if listed is None:
            found = _searched(function, wanted, x, at, reach)
        else:
            # All of them are known: a little further is no matter, if the picture is complete then.
            found = [t for t in listed if abs(t - at) <= _REACHES[-1] and evaluate(function, {x: t}) is not None]
        if found:
            # A zero that only touches is found twice.
            found = [t for i, t in enumerate(found) if all(abs(t - other) > 1e-6 * reach for other in found[:i])]
            found.sort(key=lambda t: abs(t - at))
            return sorted(t for t in found[:MOST] if abs(t - at) <= _APART * abs(found[0] - at))
    return []


def real_zeros(expression: sympy.Expr, x: sympy.Symbol) -> list[float] | None:
    """All real zeros of a rational function in decimals; None for other functions."""
    try:
        with soft(1.0):
            top = sympy.numer(sympy.together(expression))
            if not top.is_polynomial(x):
                return None
            places = sympy.Poly(top, x).nroots(n=20, maxsteps=200) if top.has(x) else []
    except (*GIVEN_UP, NoConvergence):
        return None
    return [float(sympy.re(t)) for t in places if abs(sympy.im(t)) < 1e-6 * (1 + abs(t))]


def _searched(function: sympy.Expr, wanted: sympy.Expr, x: sympy.Symbol, at: float, reach: float) -> list[float]:
    """Zeros on a grid around a place, without the poles and jumps at which only the sign changes."""
    g, f = sampler(wanted, [x]), sampler(function, [x])
    with np.errstate(all="ignore"):
        places = np.array(zeros(g, _grid(at, reach)))
        values, heights = abs(g(places)), abs(f(places))
    smooth = _smooth(function, x, at - reach, at + reach)
    return [float(t) for t in places[values <= 1e-6 * (1 + heights + abs(at))] if smooth(float(t))]


def _grid(at: float, reach: float) -> Array:
    return np.linspace(at - reach, at + reach, _GRID) + reach * 1.2345e-7


def window_around(function: sympy.Expr, x: sympy.Symbol, point: Point, touching: Sequence[float]) -> Window | None:
    """A window with the point, all places of touching and a bit of curve behind them; None if the curve is lost in it.

    A curve is lost that is a flat line there, or that turns too often.
    """
    f, (a, b) = sampler(function, [x]), (float(part) for part in point)
    low, high = min(a, *touching), max(a, *touching)
    behind = [(0.15 if edge == a else 0.35) * (high - low) for edge in (low, high)]
    window = choose_window(function, x, interval=(low - behind[0], high + behind[1]))
    x_min, x_max = window.x_min, window.x_max
    values = f(np.linspace(x_min, x_max, _GRID))
    values = values[np.isfinite(values)]
    y_min, y_max = _heights(values, [b, *(float(f(np.array(t))) for t in touching)])
    seen = values[(values >= y_min) & (values <= y_max)]
    turns = np.count_nonzero(np.diff(np.sign(np.diff(seen))))
    if not seen.size or np.ptp(seen) < _FLATTEST * (y_max - y_min) or turns > _MOST_TURNS:
        return None
    return resized(window, function, x, (x_min, x_max), (y_min, y_max))


def _heights(values: Array, needed: Sequence[float]) -> tuple[float, float]:
    """Bottom and top: all that is needed, and the whole curve, or as much of it as leaves that half of the height."""
    low, high = min(needed), max(needed)
    bottom, top = (float(values.min()), float(values.max())) if values.size else (low, high)
    if top - bottom > 2 * (high - low):
        room = max(0.5 * (high - low), 0.7 * float(np.ptp(np.quantile(values, [0.2, 0.8]))))
        bottom, top = max(bottom, low - room), min(top, high + room)
    bottom, top = min(bottom, low), max(top, high)
    size = top - bottom
    if 0 < bottom <= 0.5 * size:
        bottom = 0.0
    elif 0 < -top <= 0.5 * size:
        top = 0.0
    unit = nice_step(1.16 * size, 20)
    # The point, the first of what is needed, has its label beside it.
    bottom, top = min(bottom - 0.08 * size, needed[0] - 0.16 * size), max(top + 0.08 * size, needed[0] + 0.16 * size)
    low, high = math.floor(bottom / unit) * unit, math.ceil(top / unit) * unit
    return float(f"{low:.12g}"), float(f"{high:.12g}")
