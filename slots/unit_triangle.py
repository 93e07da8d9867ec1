"""The triangle under a tangent over one unit of the variable: whether it can be seen, and where else it can."""

from __future__ import annotations

from typing import Any

from derivanim.calculus.holding import holding
from derivanim.calculus.window import Window, choose_window
from derivanim.slots.at_point import AtPoint
from derivanim.slots.numbers import decimal
from derivanim.slots.plots import PICTURE
from derivanim.slots.units import Unit, measured

RUNS = (1.0, 10.0, 2.0, 5.0, 20.0, 50.0, 100.0, 0.1, 1000.0)  # of the triangle: one unit, if that can be seen
HIGHER = 1.6  # how much higher the window may become for that one unit
LEGS = (0.35, 3.0)  # length of a leg, in units of the frame
LETTER = 0.17  # width of one in a label


def window(slots: AtPoint) -> Window:
    """The window around the point, and a little higher where the tangent over one unit needs it."""
    chosen, at = choose_window(slots.expression, slots.symbol, point=slots.at), float(slots.at)
    end = (at + 1, float(slots.value + slots.slope))
    if not at < end[0] < chosen.x_max:
        return chosen
    wider = holding(chosen, slots.expression, slots.symbol, [end])
    small = wider.y_max - wider.y_min < HIGHER * (chosen.y_max - chosen.y_min)
    return wider if small else chosen


def unit_triangle(slots: AtPoint, shown: Window, unit: Unit | None, per: Unit | None) -> dict[str, Any] | None:
    """The run and the labels of the first triangle that fits, over one unit or some of them; None where none does."""
    x_unit, y_unit = PICTURE[0] / (shown.x_max - shown.x_min), PICTURE[1] / (shown.y_max - shown.y_min)
    at, height, slope = float(slots.at), float(slots.value), float(slots.slope)
    for run in (side * size for size in RUNS for side in (1, -1)):
        rise_label = decimal(slope * run) + (unit or "")
        beside = (0.3 + LETTER * len(rise_label)) / x_unit * (1 if run > 0 else -1)
        inside = shown.x_min < at + run + beside < shown.x_max and shown.y_min < height + run * slope < shown.y_max
        if inside and all(LEGS[0] < leg < LEGS[1] for leg in (abs(run) * x_unit, abs(run * slope) * y_unit)):
            return {
                "run": run,
                "run_label": measured(decimal(abs(run)), per, slots.language, one=abs(run) == 1),
                "rise_label": measured(decimal(slope * abs(run)), unit, slots.language),
            }
    return None
