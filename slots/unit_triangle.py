"""The triangle under a tangent over one unit of the variable: whether it can be seen, and where else it can."""

from __future__ import annotations

from typing import Any

from derivanim.calculus.holding import holding
from derivanim.calculus.window import Window, choose_window
from derivanim.slots import triangles
from derivanim.slots.at_point import AtPoint
from derivanim.slots.numbers import decimal
from derivanim.slots.plots import PICTURE
from derivanim.slots.units import Unit, measured

RUNS = (1.0, 10.0, 2.0, 5.0, 20.0, 50.0, 100.0, 0.1, 1000.0)  # of the triangle: one unit, if that can be seen
HIGHER = 1.6  # how much higher the window may become for that one unit
LEGS = (0.35, 3.0)  # length of a leg, in units of the frame


def window(slots: AtPoint) -> Window:
    """The window around the point, and a little higher where the tangent over one unit needs it."""
    chosen, at = choose_window(slots.expression, slots.symbol, point=slots.at), float(slots.at)
    end = (at + 1, float(slots.value + slots.slope))
    if not at < end[0] < chosen.x_max:
        return chosen
    wider = holding(chosen, slots.expression, slots.symbol, [end])
    small = wider.y_max - wider.y_min < HIGHER * (chosen.y_max - chosen.y_min)
    return wider if small else chosen


def unit_triangle(
    slots: AtPoint, shown: Window, around: triangles.Scenery, unit: Unit | None, per: Unit | None
) -> dict[str, Any] | None:
    """The run and the labels of the first triangle that fits, over one unit or some of them; None where none does."""
    x_unit, y_unit = PICTURE[0] / (shown.x_max - shown.x_min), PICTURE[1] / (shown.y_max - shown.y_min)
    (at, height), slope = slots.place, float(slots.slope)
    for size in RUNS:
        found = []
        for run in (size, -size):
            inside = shown.x_min < at + run < shown.x_max and shown.y_min < height + run * slope < shown.y_max
            if inside and all(LEGS[0] < leg < LEGS[1] for leg in (size * x_unit, abs(size * slope) * y_unit)):
                found.append(
                    {
                        "run": run,
                        "run_label": measured(decimal(size), per, slots.language, one=size == 1),
                        "rise_label": measured(decimal(slope * size), unit, slots.language),
                    }
                )
        # One unit more is one to the right, unless the labels would stand badly there.
        costs = [around.cost(triangles.boxes(around.paper, slots.place, slope, each)) for each in found]
        for limit in (triangles.MEETS, triangles.HIDES):
            for each, cost in zip(found, costs, strict=True):
                if cost < limit:
                    return each
    return None
