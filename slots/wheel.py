"""Sine and cosine as the height of a point on a turning wheel, beside the curve that its height draws."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import sympy

from derivanim.calculus.elementary import Elementary
from derivanim.calculus.ticks import Tick, nice_step, round_ticks, ticks
from derivanim.slots.pairs import easy_place

ROOM = 1.25  # half the height of the axes, in amplitudes


@dataclass(frozen=True)
class Wheel:
    """f = radius sin(angle) + middle, with an angle that grows evenly with x."""

    x: sympy.Symbol
    radius: sympy.Expr
    rate: sympy.Expr
    angle: sympy.Expr
    middle: sympy.Expr
    inner: sympy.Expr
    start: float

    @property
    def height(self) -> sympy.Expr:
        """The height of the point: the function itself."""
        return self.radius * sympy.sin(self.angle) + self.middle

    @property
    def climb(self) -> sympy.Expr:
        """The upward part of the point's velocity: its derivative."""
        return self.radius * self.rate * sympy.cos(self.angle)

    def easy_place(self) -> sympy.Expr:
        """A third of half a turn where x is an angle, else a number that is easy to name."""
        if self.inner == self.rate * self.x and not self.rate.has(sympy.pi) and self.rate > 0:
            return sympy.pi / (3 * self.rate)
        return easy_place([(self.start, self.start + 2 * math.pi / abs(float(self.rate)))])

    def picture(self) -> dict[str, Any]:
        """Ranges and ticks of the two axes beside the wheel, and how the angle depends on x."""
        radius, rate, middle = float(self.radius), float(self.rate), float(self.middle)
        end = self.start + 2 * math.pi / abs(rate)
        low, high = middle - ROOM * radius, middle + ROOM * radius
        fastest = ROOM * radius * abs(rate)
        names = round_ticks(self.start, end) if self.rate.has(sympy.pi) else ticks(self.start, end, pi=True)
        return {
            "x_range": [self.start, end],
            "y_range": [low, high],
            "low_range": [-fastest, fastest],
            "bare_ticks": [(tick.value, "") for tick in names],
            "x_ticks": [(tick.value, tick.label) for tick in names if tick.value > self.start],
            "y_ticks": _named(round_ticks(low, high, nice_step(high - low, 4)), low, high),
            "low_ticks": _named(round_ticks(-fastest, fastest, nice_step(2 * fastest, 4)), -fastest, fastest),
            "angle": [float(self.angle.subs(self.x, 0)), rate],
            "top": middle + radius,
            "middle": middle,
            "sense": 1 if rate > 0 else -1,
        }


def _named(marks: tuple[Tick, ...], low: float, high: float) -> list[tuple[float, str]]:
    return [(tick.value, tick.label) for tick in marks if low < tick.value < high]


def wheel(form: Elementary | None, x: sympy.Symbol, at: sympy.Expr | None) -> Wheel | None:
    """The wheel of c sin(a x + b) + k or the same of cosine; None for other functions."""
    linear = None if form is None or form.outer not in (sympy.sin, sympy.cos) else form.linear(x)
    if form is None or linear is None:
        return None
    turned = (sympy.pi / 2 if form.outer is sympy.cos else 0) + (sympy.pi if form.factor < 0 else 0)
    period = 2 * math.pi / abs(float(linear[0]))
    start = 0.0 if at is None or 0 <= at <= period else math.floor(float(at) / period) * period
    return Wheel(x, abs(form.factor), linear[0], form.inner + turned, form.shift, form.inner, start)
