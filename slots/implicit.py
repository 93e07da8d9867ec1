"""Implicit differentiation as data: the curve in its window, the lines up to the slope, and the tangent."""

from __future__ import annotations

from typing import Any

from derivanim.calculus.implicit_window import choose_implicit_window
from derivanim.calculus.printing import to_source, to_typst
from derivanim.calculus.symbols import symbol
from derivanim.slots import numbers, points, stage
from derivanim.slots.curve import Point
from derivanim.slots.equation import EquationSlots
from derivanim.slots.plots import PICTURE

READING = 5.0  # seconds in which the lines up to the derivative are read
LINES = ("both-sides", "chain", "collect", "solve")
WITHOUT_COLLECTING = ("both-sides", "chain", "solve")


def picture(slots: EquationSlots, at: Point | None) -> dict[str, Any]:
    """The window with equal units, ticks clear of the curve, and the tangent at the point, if there is one."""
    x, y = slots.symbols
    window = choose_implicit_window(slots.parsed, x, y, point=at, aspect=PICTURE[0] / PICTURE[1])
    side, taken = (None, None) if at is None else slots.curve.label(at, window)
    return {
        "relation": to_source(slots.curve.relation.xreplace({x: symbol("x"), y: symbol("y")})),
        "x_range": [window.x_min, window.x_max],
        "y_range": [window.y_min, window.y_max],
        "x_ticks": slots.curve.ticks(window, 0, taken),
        "y_ticks": slots.curve.ticks(window, 1, taken),
        "tangent": None if at is None else tangent(slots, at) | {"side": side},
    }


def steps(slots: EquationSlots, formulas: list[str]) -> list[dict[str, Any]]:
    """The lines, with y' in the derivative's colour."""
    y, lines = to_typst(slots.symbols[1]), []
    for kind, markup in zip(LINES if len(formulas) == len(LINES) else WITHOUT_COLLECTING, formulas, strict=True):
        tinted = markup.replace(f"{y}'", stage.tint(f"{y}'"))
        rule = slots.say(f"{kind}-line", y=f"${y}$", slope=f"${y}'$")
        spoken = slots.say(kind, x=slots.independent, y=slots.dependent)
        lines.append(stage.line(rule, tinted, spoken) | {"hold": stage.reading_time(markup)})
    lines = lines if slots.steps else lines[-1:]
    lines[-1] |= {"formula": formulas[-1], "color": "DERIVATIVE"}
    return stage.paced(lines, READING)


def tangent(slots: EquationSlots, at: Point) -> dict[str, Any]:
    """The point, its label, the slope (None where the tangent is upright) and the lines about it."""
    y, slope = to_typst(slots.symbols[1]), slots.curve.steepness(at)
    where, spoken = (f"({write(at[0])}, {write(at[1])})" for write in (numbers.exact, numbers.plain))
    if slope is None:
        value, said = f'"{slots.say("undefined-value")}"', slots.say("undefined")
        line, means = f"{to_typst(slots.symbols[0])} = {numbers.exact(at[0])}", slots.say("vertical")
    else:
        value, said = numbers.valued(slope), slots.say("slope-is", where=spoken, slope=numbers.decimal(float(slope)))
        line, means = points.equation(slots.symbols, at, slope)[0], slots.say("tangent")
    return {
        "x": float(at[0]),
        "y": float(at[1]),
        "label": where,
        "seen": slots.say("point", point=spoken),
        "slope": None if slope is None else float(slope),
        "slope_line": stage.line(slots.say("slope-line"), f"{y}' {value}", said),
        "line": stage.line(slots.say("line"), line, means, "DERIVATIVE"),
    }
