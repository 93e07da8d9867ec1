"""Slope triangles under a tangent as data: of those that can be seen, the one whose labels meet least."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import sympy

from derivanim.calculus.window import Window
from derivanim.slots import labels
from derivanim.slots.labels import Box, Paper, Points
from derivanim.slots.numbers import decimal, nice
from derivanim.slots.plots import PICTURE, axes

BASES = (0.3, 0.22, 0.15, 0.1, 0.06, 0.03)  # of the window's width
SHORTEST = (0.15, 0.35)  # length of a leg across and of one upward, in units of the frame
BEYOND = 0.45  # how far a label may stand out of the axes on the right
HIDES, MEETS, CROSSES, COVERS = 10.0, 3.0, 1.0, 0.3  # what it costs a label to be where nothing else should be


@dataclass(frozen=True)
class Scenery:
    """What the labels of a triangle should keep clear of: lines, labels that stay, and labels of ticks that may go."""

    paper: Paper
    lines: Sequence[Points]
    taken: Sequence[Box] = ()
    ticks: Sequence[Box] = ()

    def cost(self, boxes: Sequence[Box]) -> float:
        """How badly labels stand there."""
        width, height = self.paper.size
        x, y = self.paper.at(*self.paper.crossing)
        cost = HIDES * sum(labels.meet(one, other) for one, other in combinations(boxes, 2))
        for box in boxes:
            left, bottom, right, top = box
            cost += HIDES * (left < -BEYOND or bottom < -0.3 or right > width + BEYOND or top > height + 0.3)
            cost += MEETS * labels.covered(box, self.taken)
            cost += CROSSES * sum(labels.crossed(box, line) for line in self.lines)
            cost += COVERS * (left < x < right) + COVERS * (bottom < y < top)
            cost += COVERS * sum(labels.meet(box, tick) for tick in self.ticks)
        return cost


def scenery(
    paper: Paper, shown: dict[str, Any], curves: Sequence[sympy.Expr], x: sympy.Symbol, taken: Sequence[Box]
) -> Scenery:
    """The axes with the labels of their ticks, the curves, and the labels that stay."""
    return Scenery(paper, [paper.curve(curve, x) for curve in curves], taken, paper.tick_boxes(shown))


def triangle(
    window: Window, function: sympy.Expr, x: sympy.Symbol, place: tuple[float, float], slope: float, mark: str
) -> dict[str, Any] | None:
    """A slope triangle with a round base that is large enough to see and stays in the window; None where none does.

    `mark` is the label of the point's foot.
    """
    (point, value), curves = place, [function, slope * (x - place[0]) + place[1]]
    shown = axes(window, curves, x, point)
    paper = Paper.under(shown, PICTURE)
    around = scenery(paper, shown, curves, x, [paper.mark(point, value, mark)])
    x_unit = PICTURE[0] / (window.x_max - window.x_min)
    y_unit = PICTURE[1] / (window.y_max - window.y_min)
    seen = []
    for side in (1, -1):
        for base in BASES:
            run = side * nice(base * (window.x_max - window.x_min))
            end_x, end_y = point + run * 1.15, value + run * slope * 1.1
            inside = window.x_min < end_x < window.x_max and window.y_min < end_y < window.y_max
            if inside and abs(run * slope) * y_unit > SHORTEST[1] and abs(run) * x_unit > SHORTEST[0]:
                seen.append(_labelled(run, slope))
    return best(around, place, slope, seen)


def best(
    around: Scenery, place: tuple[float, float], slope: float, found: Sequence[dict[str, Any]]
) -> dict[str, Any] | None:
    """The first of the triangles whose labels meet least."""
    return min(found, key=lambda each: around.cost(boxes(around.paper, place, slope, each)), default=None)


def boxes(paper: Paper, place: tuple[float, float], slope: float, triangle: dict[str, Any]) -> list[Box]:
    """The labels of both legs."""
    run = triangle["run"]
    return paper.legs(place, run, run * slope, (triangle["run_label"], triangle["rise_label"]))


def _labelled(run: float, slope: float) -> dict[str, Any]:
    return {"run": run, "run_label": decimal(abs(run)), "rise_label": decimal(abs(run) * slope)}
