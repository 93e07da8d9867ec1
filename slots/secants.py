"""Secants that come closer to a point, as data: their steps h, and their slopes for a table."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import sympy

from derivanim.calculus.one_sided import SIGNS
from derivanim.calculus.sampling import sampler
from derivanim.calculus.window import Window
from derivanim.slots.numbers import decimal, nice
from derivanim.slots.sides import BothSides

SHARES = (1, 2, 10, 100)  # of the first step: the steps whose slopes are in the table
LAST = 1000  # and where the secants stop
HOLD = 1.2  # seconds in which the slope of a side is read


def step_name(variable: str) -> str:
    """The name of the step: h, unless that is the variable."""
    return "h" if variable != "h" else "k"


def first_step(window: Window, point: float) -> float:
    """A round h that puts the second point well apart, on the same piece of the curve; to the right if it can be."""
    width = window.x_max - window.x_min
    low, high = next((ends for ends in window.pieces if ends[0] <= point <= ends[1]), (point, point))
    right, left = high - point, point - low
    room, side = (right, 1) if right > 0.12 * width or right > left else (left, -1)
    return side * nice(min(0.3 * width, 0.95 * room))


def narrowing(function: sympy.Expr, x: sympy.Symbol, at: float, first: float) -> dict[str, Any]:
    """The first step and the last one, those between them, and the rows of the table: h and the slope of its secant."""
    f, steps = sampler(function, [x]), [first / share for share in SHARES]
    quotients = [(float(f(at + h)) - float(f(at))) / h for h in steps]
    places = max(0, 2 - math.floor(math.log10(abs(first))))
    return {
        "first": first,
        "last": first / LAST,
        "steps": [float(size) for size in steps[1:]],
        "rows": [(f"{size:.{places}f}", f"{number:.4f}") for size, number in zip(steps, quotients, strict=True)],
    }


def both_sides(
    function: sympy.Expr, x: sympy.Symbol, at: float, steps: Sequence[float], signs: Sequence[int]
) -> list[tuple[str, ...]]:
    """The rows of a table: the length of each step, and the slope of its secant to each of the sides."""
    f, rows = sampler(function, [x]), []
    for step in steps:
        ends = [at + sign * step for sign in signs]
        slopes = [f"{(float(f(end)) - float(f(at))) / (end - at):.3f}" for end in ends]
        rows.append((decimal(step), *slopes))
    return rows


def meeting(slots: BothSides, first: float) -> list[dict[str, Any]]:
    """For each side where the second point starts and ends, the direction of the half tangent, and its line."""
    at, found = float(slots.at), []
    for side, way, limit in zip(SIGNS, slots.half_lines(), slots.sides.limits, strict=True):
        if limit is None:
            continue
        step = SIGNS[side] * first
        line = slots.slope_line(side) | {"hold": HOLD}
        name = slots.say(f"{side}-name")
        found.append({"name": name, "start": at + step, "end": at + step / LAST, "way": way, "line": line})
    return found
