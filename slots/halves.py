"""sinh and cosh as two halves, a growing and a shrinking exponential function, in one picture with the derivative."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy

from derivanim.calculus.elementary import Elementary
from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.printing import to_typst
from derivanim.calculus.window import choose_window
from derivanim.slots import pairs, places, plots, stage
from derivanim.slots.base import FunctionSlots

REACH = 1.7  # of the linear inner function to both sides: further out, one half is all of the function
READING = 4.2  # seconds in which all lines are read
NAME = 0.8  # width of a curve's name, in units of the frame


@dataclass(frozen=True)
class Halves:
    """f = growing + shrinking, both of them multiples of an exponential function of a linear one."""

    x: sympy.Symbol
    inner: sympy.Expr
    growing: sympy.Expr
    shrinking: sympy.Expr

    @property
    def slopes(self) -> tuple[sympy.Expr, sympy.Expr]:
        """The slopes of both halves."""
        return self.growing.diff(self.x), self.shrinking.diff(self.x)

    def picture(self, function: sympy.Expr, slope: sympy.Expr, at: sympy.Expr | None) -> dict[str, Any]:
        """Axes for the function, its halves and its slope, the names of the curves, and the way of the point."""
        x = self.x
        far = max(REACH, 0.4 + abs(float(self.inner.subs(x, at)))) if at is not None else REACH
        rate, shift = float(self.inner.diff(x)), float(self.inner.subs(x, 0))
        interval = sorted(((-far - shift) / rate, (far - shift) / rate))
        window = choose_window(function, x, interval=interval, also=[slope, self.growing, self.shrinking])
        ways = [way for way in window.pieces if way[1] > interval[0] and way[0] < interval[1]]
        inner = [(max(a, c), min(b, d)) for a, b in ways for c, d in window.also_pieces[0] if max(a, c) < min(b, d)]
        start, end = max(inner, key=lambda way: way[1] - way[0])
        rest = at if at is not None else pairs.easy_place([(start, end)])
        names = [(to_typst(half), half, NAME) for half in (self.growing, self.shrinking)]
        return plots.axes(window, [function, slope, self.growing, self.shrinking], x) | {
            "halves_pieces": window.also_pieces[1:],
            "slope_pieces": window.also_pieces[0],
            "ends": [start, end],
            "rest": rest,
            "names": places.name_places(names, [function, slope], x, window),
            "slots": pairs.slots_for([function, slope], x, [(start, end)]),
        }

    def lines(self, slots: FunctionSlots, slope: sympy.Expr) -> list[dict[str, Any]]:
        """The function as its halves, their slopes, and the hyperbolic function that these make up."""
        call, prime = stage.call_of(slots), stage.call_of(slots, prime="'")
        first, second = (to_typst(sum(pair)) for pair in ((self.growing, self.shrinking), self.slopes))
        made = [
            stage.line(slots.say("halves-line"), f"{call} = {first}", slots.say("halves-are")),
            stage.line(slots.say("slopes-line"), f"{prime} = {second}", slots.say("slopes-are")),
            stage.line(slots.say("other-line"), f"{prime} = {to_typst(slope)}", slots.say("other"), "DERIVATIVE"),
        ]
        return stage.paced(made, READING)


def halves(form: Elementary | None, x: sympy.Symbol) -> Halves | None:
    """The halves of c sinh(a x + b) or c cosh(a x + b); None for other functions."""
    if form is None or form.outer not in (sympy.sinh, sympy.cosh) or form.shift != 0 or form.linear(x) is None:
        return None
    if evaluate(form.factor) is None:
        return None
    sign = 1 if form.outer is sympy.cosh else -1
    half = form.factor / 2
    return Halves(x, form.inner, half * sympy.exp(form.inner), sign * half * sympy.exp(-form.inner))
