"""The lines of reasoning about a rate of change: the value, the derivative, and what one unit more changes."""

from __future__ import annotations

from itertools import product
from typing import Any

import sympy

from derivanim.calculus.printing import to_typst
from derivanim.slots import numbers, stage
from derivanim.slots.at_point import AtPoint
from derivanim.slots.labels import Box, extent
from derivanim.slots.triangles import Scenery
from derivanim.slots.units import Unit, amount, measured, named, rate, typeset

READING = 5.0  # seconds in which the lines that lead to the rate are read
SIDES = {"UL": (-1.0, 1.0), "DL": (-1.0, -1.0), "DR": (1.0, -1.0)}  # of the end of an axis, for its name
ROOM = 4.6  # for the changes of both quantities beside each other
LONG = 10  # operations in a function whose derivation is shown in one line


def text(slots: AtPoint, number: float, unit: Unit | None) -> str:
    """A number with its unit, for a caption or a rule's name."""
    return amount(numbers.decimal(number).replace(" dot 10^", "·10^"), unit, slots.language)


def axis(slots: AtPoint, name: sympy.Symbol, unit: Unit | None) -> str:
    """`t (s)`, the name of an axis in Typst."""
    return to_typst(name) + (f' " ({named(unit, slots.language)})"' if unit else "")


def axis_names(around: Scenery, names: tuple[str, str]) -> tuple[dict[str, Any], list[Box]]:
    """Both names with the sides of the ends of their axes on which they meet least, and where they stand."""
    paper, (x, y) = around.paper, around.paper.crossing
    ends = (paper.x_range[1], y), (x, paper.y_range[1])
    sides = list(product(("UL", "DL"), ("DR", "DL")))
    boxes = [
        [paper.beside(end, name, SIDES[side], gap=0.1) for end, name, side in zip(ends, names, both, strict=True)]
        for both in sides
    ]
    best = min(range(len(sides)), key=lambda index: around.cost(boxes[index]))
    return {"names": list(names), "sides": list(sides[best])}, boxes[best]


def spoken(slots: AtPoint, run: float, unit: Unit | None, per: Unit | None) -> dict[str, str]:
    """The point, the value and the change over `run` units, for captions."""
    change = text(slots, abs(float(slots.slope) * run), unit)
    told = {"where": slots.where, "name": slots.function_name, "value": text(slots, float(slots.value), unit)}
    return told | {"step": text(slots, run, per), "change": change}


def value_line(slots: AtPoint, unit: Unit | None, told: dict[str, str]) -> dict[str, Any]:
    """The value at the point."""
    relation = numbers.equals(slots.value) if unit else numbers.valued(slots.value)
    shown = measured(relation, unit, slots.language, one=relation == "= 1")
    formula = f"{stage.call_of(slots, numbers.exact(slots.at))} {shown}"
    return stage.line(slots.say("value-line", where=slots.there), formula, slots.say("value", **told))


def rate_lines(slots: AtPoint, unit: Unit | None, per: Unit | None) -> list[dict[str, Any]]:
    """The derivative, and the rate that it is at the point."""
    both = rate(unit, per, slots.language)
    relation = numbers.equals(slots.slope) if both else numbers.valued(slots.slope)
    told = slots.say("rate", rate=f"{text(slots, float(slots.slope), None)} {both}".strip())
    rule = slots.say("rate-line", where=slots.there)
    last = stage.line(rule, f"{slots.slope_name} {relation}{typeset(both)}", told, "DERIVATIVE")
    return stage.paced([*stage.derivation(slots, 2 if slots.expression.count_ops() < LONG else 1), last], READING)


def last_line(slots: AtPoint, run: float, unit: Unit | None, per: Unit | None, told: dict[str, str]) -> dict[str, Any]:
    """What the rate means, in words and as changes of both quantities over `run` units."""
    kind = "rests" if slots.slope == 0 else "grows" if slots.slope > 0 else "falls"
    across, up = to_typst(slots.symbol), to_typst(sympy.Symbol(slots.function_name))
    rise = numbers.equals(sympy.Rational(str(run)) * slots.slope)
    one = measured(f"Delta {across} = {numbers.decimal(run)}", per, slots.language, one=run == 1)
    other = measured(f"Delta {up} {rise}", unit, slots.language, one=rise in ("= 1", "= -1"))
    formula = f"{one} , quad {other}"
    if extent(formula, 32)[0] > ROOM:
        formula = f"& {one} , \\ & {other}"
    return stage.line(slots.say(f"{kind}-line", **told), formula, slots.say(kind, **told), "MEASURE")
