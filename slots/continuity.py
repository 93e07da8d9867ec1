"""Continuity at a point as data: the function's own point, what the curve leaves out, and the lines about limits."""

from __future__ import annotations

from typing import Any

import sympy

from derivanim.calculus.one_sided import SIGNS
from derivanim.calculus.printing import to_typst
from derivanim.calculus.window import Window
from derivanim.slots import numbers, stage
from derivanim.slots.sides import INFINITE, BothSides, relation

READING = 4.5  # seconds in which the lines about the limits are read


def height(slots: BothSides, window: Window) -> float | None:
    """The height of the function's own point; None where it has none in the picture."""
    value = slots.sides.value
    return None if value is None or not window.y_min <= float(value) <= window.y_max else float(value)


def limit_lines(slots: BothSides) -> list[dict[str, Any]]:
    """Whether the function is continuous: one line if it is, else the limits of both sides and the value."""
    name, at, value = to_typst(slots.symbol), numbers.exact(slots.at), slots.sides.value
    if slots.sides.continuous:
        formula = f"lim_({name} -> {at}) {stage.call_of(slots)} {relation(value or sympy.S.Zero)}"
        return [stage.line(slots.say("continuous-line", where=slots.there), formula, slots.say("continuous"))]
    lines = []
    for side, limit in zip(SIGNS, slots.sides.limits, strict=True):
        told = f'"{slots.say("none")}"' if limit is None else relation(limit)
        formula = f"lim_({name} -> {at}^{'-' if side == 'left' else '+'}) {stage.call_of(slots)} {told}"
        lines.append(stage.line(slots.say(f"limit-{side}-line"), formula, slots.say(f"limit-{side}")))
    told = f'"{slots.say("undefined")}"' if value is None else relation(value)
    here = stage.line(slots.say("value-line"), f"{stage.call_of(slots, at)} {told}", slots.say("value"))
    return stage.paced([*lines, here], READING)


def left_out(slots: BothSides, window: Window) -> list[list[float]]:
    """The places in the picture to which the curve comes without reaching them."""
    heights = sorted(float(limit) for limit in set(_finite_limits(slots)) - {slots.sides.value})
    return [[float(slots.at), y] for y in heights if window.y_min <= y <= window.y_max]


def gap(slots: BothSides, window: Window) -> list[list[float]]:
    """The two ends of the upright line that the curve leaves out, or a single place of a hole."""
    heights = [float(limit) for limit in _finite_limits(slots)]
    if slots.sides.value is not None:
        heights.append(float(slots.sides.value))
    if len(heights) < 2 or any(limit in INFINITE for limit in slots.sides.limits):
        heights = [window.y_min, window.y_max]
    heights = [min(max(height, window.y_min), window.y_max) for height in (min(heights), max(heights))]
    return [[float(slots.at), height] for height in dict.fromkeys(heights)]


def _finite_limits(slots: BothSides) -> list[sympy.Expr]:
    return [limit for limit in slots.sides.limits if limit is not None and limit not in INFINITE]
