"""What schemas share that look at a point from both sides: the point, its sides, the secants and the dots near it."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

import sympy

from derivanim.calculus.claims_sides import KindAt, OneSidedLimit, OneSidedSlope
from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.kinks import differentiability_at
from derivanim.calculus.one_sided import SIGNS, OneSided, Side, one_sided
from derivanim.calculus.window import Window, choose_window
from derivanim.errors import MathError
from derivanim.slots.at_point import AtPoint
from derivanim.slots.base import FunctionSlots
from derivanim.slots.numbers import exact, nice, plain, valued
from derivanim.slots.stage import call_of, line

INFINITE = (sympy.oo, -sympy.oo)
HALF = 2.0  # half of the width that is shown around a point at which the function has no value
NEAR = 1e-6
WAY = 0.25  # of the width, that a dot goes to the point
_sides = lru_cache(maxsize=32)(one_sided)


def is_vertical(slots: FunctionSlots, point: sympy.Expr) -> bool:
    """Whether the curve has a vertical tangent at the point."""
    return differentiability_at(slots.expression, slots.symbol, point).kind == "vertical tangent"


class BothSides(AtPoint):
    """Slots about what a function does on both sides of the point `at`."""

    @property
    def sides(self) -> OneSided:
        """What the function does there."""
        return _sides(self.expression, self.symbol, self.at)

    def claims(self) -> list[Any]:
        """What kind of point it is, and the slopes or limits of both sides."""
        found, parts = self.sides, (self.expression, self.variable, self.at)
        shown, claim = (found.slopes, OneSidedSlope) if found.continuous else (found.limits, OneSidedLimit)
        known = [claim(*parts, side, value) for side, value in zip(SIGNS, shown, strict=True) if value is not None]
        return [KindAt(*parts, found.kind), *known]

    def require_surroundings(self) -> None:
        """Refuse a point that has no neighbours on either side in the domain."""
        if self.sides.kind not in ("undefined", "isolated"):
            return
        near = [float(self.at) + step for step in (-NEAR, NEAR)]
        defined = any(evaluate(self.expression, {self.symbol: place}) is not None for place in near)
        lacks = f"no value and no limit at {self.where}" if defined else f"no real values next to {self.where}"
        raise MathError(
            f"{plain(self.function)} has {lacks}, so there is no slope to look at.",
            "choose a point of the domain, such as one that the graph passes through",
        )

    def window(self) -> Window:
        """The window around the point, also where the function has no value there."""
        x, at = self.symbol, float(self.at)
        if evaluate(self.expression, {x: self.at}) is not None:
            return choose_window(self.expression, x, point=self.at)
        whole = choose_window(self.expression, x)
        inner = 0.2 * (whole.x_max - whole.x_min)
        if whole.x_min + inner < at < whole.x_max - inner:
            return whole
        return choose_window(self.expression, x, interval=(at - HALF, at + HALF))

    def approaches(self, window: Window) -> list[tuple[float, float] | None]:
        """From where to where a dot comes along the curve from the left and from the right; None without a curve."""
        at, width = float(self.at), window.x_max - window.x_min
        slack = 1e-4 * width
        before = [(min(high, at), low) for low, high in window.pieces if low < at - slack]
        after = [(max(low, at), high) for low, high in window.pieces if high > at + slack]
        ways: list[tuple[float, float] | None] = []
        for limit, pieces in zip(self.sides.limits, (before[-1:], after[:1]), strict=True):
            if limit is None or not pieces:
                ways.append(None)
                continue
            near, far = pieces[0]
            length = min(WAY * width, 0.9 * abs(far - near))
            ways.append((near + math.copysign(length, far - near), near))
        return ways

    def first_steps(self, window: Window) -> list[float | None]:
        """A round distance of the first secants' second points on the left and on the right."""
        return [None if way is None else nice(abs(way[1] - way[0])) for way in self.approaches(window)]

    def half_lines(self) -> list[tuple[float, float] | None]:
        """The directions of both one-sided tangents, away from the point; None where there is none."""
        ways: list[tuple[float, float] | None] = []
        for sign, slope in zip(SIGNS.values(), self.sides.slopes, strict=True):
            if slope is None:
                ways.append(None)
            elif slope in INFINITE:
                ways.append((0.0, float(sign if slope == sympy.oo else -sign)))
            else:
                ways.append((float(sign), sign * float(slope)))
        return ways

    def slope_line(self, side: Side) -> dict[str, Any]:
        """The line of reasoning with the slope of one side."""
        slope = self.sides.slopes[list(SIGNS).index(side)]
        name = call_of(self, exact(self.at), prime=f"'_({'-' if side == 'left' else '+'})")
        told = f'"{self.say("none")}"' if slope is None else relation(slope)
        return line(self.say(f"{side}-line"), f"{name} {told}", self.say(side), "DERIVATIVE")

    def verdict_line(self, kind: str) -> dict[str, Any]:
        """The last line: the derivative, or that there is none and why."""
        name, rule = call_of(self, exact(self.at), prime="'"), self.say(f"{kind}-line")
        if self.sides.kind == "differentiable":
            return line(rule, f"{name} {relation(self.sides.slopes[0] or sympy.S.Zero)}", self.say(kind), "DERIVATIVE")
        return line(rule, f'{name} "{self.say("none")}"', self.say(kind), "WRONG")


def relation(value: sympy.Expr) -> str:
    """`= 2`, or that a slope or value grows beyond all bounds."""
    if value in INFINITE:
        return f"= {'-' if value == -sympy.oo else ''}oo"
    return valued(value)
