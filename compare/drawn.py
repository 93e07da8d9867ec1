"""What a running scene drew, held against a function: its graph, its tangents, the places of its dots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sympy

from derivanim.calculus import budget
from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.reader import read_expression
from derivanim.calculus.symbols import symbol
from derivanim.compare.scene import Drawn, Points, Shown
from derivanim.errors import DerivanimError

SECONDS = 20.0
# Of the height of the picture: what nobody sees.
_NEAR = 0.012
_MOST = 0.85  # of the points of a graph lie on it; at a jump some may not


@dataclass(frozen=True)
class Touched:
    """A dot on the graph: its place, the function's slope there, and the slopes of the lines through it."""

    place: float
    slope: float
    lines: tuple[float, ...]


@dataclass(frozen=True)
class Picture:
    """What the picture shows of a function.

    `graphs` tells for each curve whether it is the graph; `touched` are the dots on it; `slanted` is the number of
    lines that are neither level nor upright, as axes and grids are.
    """

    graphs: tuple[bool, ...]
    touched: tuple[Touched, ...]
    slanted: int


def picture_of(shown: Shown, function: str, variable: str) -> Picture | None:
    """The picture held against a function; None where time runs out."""
    heights = tuple(abs(window[1][1] - window[1][0]) for window in shown.windows)
    try:
        return budget.call(
            compared, function, variable, shown.curves, shown.dots, shown.lines, heights, seconds=SECONDS
        )  # fmt: skip
    except (DerivanimError, *budget.GIVEN_UP):
        return None


def compared(
    function: str, variable: str, curves: Sequence[Drawn], dots: Sequence[Drawn], lines: Sequence[Drawn],
    heights: Sequence[float],
) -> Picture:  # fmt: skip
    """The comparison; a function of this module, so that a worker can run it."""
    x = symbol(variable)
    expression = read_expression(function, variable=variable).expression
    derivative = sympy.diff(expression, x)

    def value(of: sympy.Expr, at: float) -> float | None:
        found = evaluate(of, {x: sympy.Float(at)})
        return None if found is None else float(found)

    def near(axes: int, given: float, true: float | None) -> bool:
        return true is not None and abs(given - true) <= _NEAR * heights[axes]

    def is_graph(curve: Drawn) -> bool:
        places = [point[0] for point in curve.points]
        if max(places) - min(places) < 1e-9:
            return False
        hits = sum(near(curve.axes, b, value(expression, a)) for a, b in curve.points)
        return hits >= _MOST * len(curve.points)

    graphs = tuple(is_graph(curve) for curve in curves)
    touched = []
    for dot in dots:
        (at, height), true = dot.points[0], value(derivative, dot.points[0][0])
        if true is None or not near(dot.axes, height, value(expression, at)):
            continue
        through = []
        for line in lines:
            slope, start = _slope(line.points), line.points[0]
            if line.axes == dot.axes and slope and near(dot.axes, start[1] + slope * (at - start[0]), height):
                through.append(slope)
        touched.append(Touched(at, true, tuple(through)))
    slanted = sum(bool(_slope(line.points)) for line in lines)
    return Picture(graphs, tuple(touched), slanted)


def _slope(ends: Points) -> float | None:
    (a, b), (c, d) = ends[0], ends[-1]
    return (d - b) / (c - a) if abs(c - a) > 1e-6 * max(1.0, abs(d - b)) else None
