"""The tangents from a point that a picture shows, and how far a line through the point turns to each of them."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

import sympy

from derivanim.calculus import tangency
from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.powers import substitute
from derivanim.calculus.roots import Interval
from derivanim.calculus.sampling import sampler
from derivanim.calculus.window import Window
from derivanim.errors import MathError
from derivanim.slots import numbers, plots, points, stage

NEARER = "choose a point nearer to the curve"
TURN = 2.8  # seconds for the turning line


class Tangents(NamedTuple):
    """The tangents that are shown, from left to right, and the window in which these are all, or the nearest ones."""

    window: Window
    all: tuple[sympy.Expr, ...]
    seen: int  # how many of them touch inside of the window
    shown: tuple[sympy.Expr, ...]
    slopes: tuple[sympy.Expr, ...]
    heights: tuple[float, ...]

    @property
    def interval(self) -> Interval:
        """From where to where the window reaches."""
        return sympy.Float(self.window.x_min, 15), sympy.Float(self.window.x_max, 15)


@lru_cache(maxsize=32)
def tangents(function: sympy.Expr, x: sympy.Symbol, point: tangency.Point) -> Tangents:
    """The tangents from a point; MathError where there is none, or none that a picture could show."""
    told, where = numbers.plain(function), f"({', '.join(map(numbers.plain, point))})"
    near = tangency.near_places(function, x, point)
    if not near:
        raise MathError(f"No tangent to the curve of {told} goes through {where}.", _other_side(function, x, point))
    window = tangency.window_around(function, x, point, near)
    if window is None:
        raise MathError(f"From {where}, a picture of the tangents to {told} would not show the curve.", NEARER)
    if any(abs(place - float(point[0])) < 1e-9 for place in window.vertical_tangents):
        raise MathError(f"{told} has a vertical tangent, which goes through {where}.", "move the point to a side")
    ends = sympy.Float(window.x_min, 15), sympy.Float(window.x_max, 15)
    places = tangency.touching_points(function, x, point, ends)
    low, high = window.y_min, window.y_max
    curve = sampler(function, [x])
    seen = [t for t in places if low <= float(curve(float(t))) <= high]
    shown = _nearest(seen, float(point[0]))
    if not shown:
        raise MathError(f"No tangent to the curve of {told} through {where} was found.", "choose another point")
    derivative = stage.derivative(function, str(x))
    slopes = [
        tangency.slope_at(derivative, x, t) if t.has(sympy.Float) else points.value_at(derivative, x, t) for t in shown
    ]
    return Tangents(
        window, tuple(places), len(seen), tuple(shown), tuple(slopes), tuple(float(curve(float(t))) for t in shown)
    )


def _nearest(places: list[sympy.Expr], at: float) -> list[sympy.Expr]:
    """The nearest places, as many as can be shown, from left to right; both or none of two that are equally far."""
    ordered = sorted(places, key=lambda t: abs(float(t) - at))
    count = tangency.MOST
    if len(ordered) > count and math.isclose(*(abs(float(t) - at) for t in ordered[count - 1 : count + 1])):
        count -= 1
    return sorted(ordered[:count], key=float)


def _other_side(function: sympy.Expr, x: sympy.Symbol, point: tangency.Point) -> str:
    """What to ask instead of a point from which no tangent goes: the one as far on the other side of the curve."""
    a, b = point
    if evaluate(function, {x: a}) is not None:
        mirrored = a, sympy.nsimplify(round(float(2 * substitute(function, {x: a}) - b), 1))
        if tangency.near_places(function, x, mirrored):
            return f"choose a point on the other side of the curve, such as ({', '.join(map(numbers.plain, mirrored))})"
    return "choose a point on the other side of the curve"


def turns(found: Tangents) -> list[tuple[float, float, int]]:
    """Angle, seconds and number of each tangent as the line turns to the left; first of all, where it starts."""
    window = found.window
    stretch = (window.x_max - window.x_min) / plots.PICTURE[0] / (window.y_max - window.y_min) * plots.PICTURE[1]
    angles = sorted((math.atan(float(slope) * stretch), i) for i, slope in enumerate(found.slopes))
    first, whole = angles[0][0], angles[-1][0] - angles[0][0]
    before = first - 0.6 * min(1.0, math.pi - whole)
    turned = [(before, 0.0, -1)]
    for angle, i in angles:
        part = (angle - turned[-1][0]) / (angles[-1][0] - before)
        turned.append((angle, round(max(0.7, TURN * part), 1), i))
    return turned
