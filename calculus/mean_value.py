"""The mean value theorem: whether it applies on an interval, and every point that it promises."""

from __future__ import annotations

import sympy

from derivanim.calculus.evaluate import Value, evaluate, real
from derivanim.calculus.kinks import differentiability_at
from derivanim.calculus.optimize import gap
from derivanim.calculus.powers import substitute
from derivanim.calculus.roots import Interval, roots
from derivanim.calculus.suspects import suspects


def chord_slope(function: sympy.Expr, x: sympy.Symbol, interval: Interval) -> sympy.Expr:
    """(f(b) - f(a)) / (b - a), simplified; the function has values at both ends."""
    (a, b), (first, last) = interval, (substitute(function, {x: end}) for end in interval)
    slope = (last - first) / (b - a)
    return sympy.nsimplify(slope) if slope.is_Rational else sympy.simplify(slope)


def obstacle(function: sympy.Expr, x: sympy.Symbol, interval: Interval) -> str | None:
    """Why the theorem says nothing: not defined, not continuous on [a, b] or not differentiable inside; else None."""
    hole = gap(function, x, interval, continuous=True)
    if hole.reason:
        return hole.reason
    kinked = first_kink(function, x, interval)
    if kinked is None:
        return None
    place, kind = kinked
    return f"{function} is not differentiable inside: {kind} at {x} = {place}"


def first_kink(function: sympy.Expr, x: sympy.Symbol, interval: Interval) -> tuple[sympy.Expr, str] | None:
    """The first point strictly inside at which there is no derivative, and why."""
    low, high = map(float, interval)
    found: list[tuple[sympy.Expr, str]] = []
    for part in suspects(function):
        for place in roots(part, x, interval):
            if low < float(place) < high:
                kind = differentiability_at(function, x, place).kind
                if kind != "differentiable":
                    found.append((place, kind))
    return min(found, key=lambda each: float(each[0]), default=None)


def touching_points(derivative: sympy.Expr, slope: sympy.Expr, x: sympy.Symbol, interval: Interval) -> list[sympy.Expr]:
    """All points strictly inside at which the derivative is the slope of the chord."""
    low, high = map(float, interval)
    near = 1e-9 * (high - low)
    return [c for c in roots(derivative - slope, x, interval) if low + near < float(c) < high - near]


def chord_value(function: sympy.Expr, x: sympy.Symbol, interval: Interval) -> Value | None:
    """The slope of the chord to 50 digits; None where an end is outside of the domain."""
    ends: list[Value] = [evaluate(end) for end in interval]
    heights: list[Value] = [evaluate(function, {x: end}) for end in ends]
    if None in heights:
        return None
    return (heights[1] - heights[0]) / (ends[1] - ends[0]) if heights[1] != heights[0] else real.zero
