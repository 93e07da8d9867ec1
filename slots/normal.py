"""The normal as data: its window, the directions of both lines, and the lines of reasoning that lead to it."""

from __future__ import annotations

from typing import Any

import sympy

from derivanim.calculus.printing import to_typst
from derivanim.calculus.window import Window, choose_window
from derivanim.calculus.window_equal import equal_units
from derivanim.slots import numbers, points, stage
from derivanim.slots.at_point import AtPoint
from derivanim.slots.plots import PICTURE

READING = 4.5  # seconds in which the lines that lead to the slope are read
LONG = 10  # operations in a function whose derivation is shown in one line
STEEP = 10.0  # with equal units a steeper curve could not be told from its tangent


def window(slots: AtPoint) -> tuple[Window, bool]:
    """The window around the point, and whether its two units are equally long."""
    chosen = choose_window(slots.expression, slots.symbol, point=slots.at)
    if slots.slope is not None and abs(slots.slope) > STEEP:
        return chosen, False
    equal = equal_units(chosen, slots.expression, slots.symbol, float(slots.at), PICTURE[0] / PICTURE[1])
    return (chosen, False) if equal is None else (equal, True)


def directions(slope: sympy.Expr | None, turn: int) -> dict[str, list[float]]:
    """Where the tangent goes, and where the normal, after a turn to the left (1) or to the right (-1)."""
    across, up = (0.0, 1.0) if slope is None else (1.0, float(slope))
    return {"tangent": [across, up], "normal": [-turn * up, turn * across]}


def captions(slots: AtPoint, equal: bool, triangle: bool) -> dict[str, str]:
    """The captions; those of the turn depend on whether the units are equal and whether a triangle turns as well."""
    return slots.captions("caption", "point", "tangent", "triangle", where=slots.where) | {
        "curve": stage.graph_is(slots),
        "turn": slots.say("turn" if triangle else "turn-plain" if equal else "turn-stretched"),
        "angle": slots.say("angle" if equal else "angle-stretched"),
    }


def slope_lines(slots: AtPoint) -> list[dict[str, Any]]:
    """The derivative and its value at the point, or that the tangent is vertical."""
    if slots.slope is not None:
        most = 2 if slots.expression.count_ops() < LONG else 1
        return stage.paced([*stage.derivation(slots, most), points.slope_line(slots, slots.at)], READING)
    limit = f"{stage.call_of(slots, prime=chr(39))} -> oo"
    told = f'{limit} "as" {to_typst(slots.symbol)} -> {numbers.exact(slots.at)}'
    return [stage.line(slots.say("vertical-line"), told, slots.say("vertical"))]


def turn_line(slots: AtPoint, normal: sympy.Expr | None, rule: str) -> dict[str, Any] | None:
    """The slope of the normal from that of the tangent; None where one of them is vertical."""
    if slots.slope is None or normal is None:
        return None
    formula = f"m = -frac(1, {slots.slope_name}) {numbers.valued(normal)}"
    return stage.line(slots.say(rule), formula, slots.say("slopes"), "MEASURE")


def equation_line(slots: AtPoint, normal: sympy.Expr | None) -> dict[str, Any]:
    """The equation of the normal."""
    x, y = slots.symbol, points.height_name(slots.variable)
    if normal is None:
        formula, spoken = f"{to_typst(x)} {numbers.valued(slots.at)}", slots.where
    else:
        formula, spoken = points.equation((x, y), (slots.at, slots.value), normal)
    rule = {0: "level", None: "upright"}.get(normal, "line")
    return stage.line(slots.say(rule), formula, slots.say("equation", equation=spoken), "MEASURE")
