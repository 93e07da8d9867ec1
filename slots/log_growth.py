"""A logarithm below its inner function: its slope is the relative growth of the inner function."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import sympy

from derivanim.calculus.claims import IsDerivative
from derivanim.calculus.elementary import Elementary
from derivanim.calculus.printing import to_typst
from derivanim.errors import MathError
from derivanim.slots import numbers, pairs, stage
from derivanim.slots.base import FunctionSlots
from derivanim.slots.growth import growth
from derivanim.slots.slope_graph import SlopeGraph

LONG = 30  # characters of an inner function that has no room beside the curve


@dataclass(frozen=True)
class LogGrowth:
    """c ln u + k and its inner function u, the windows of both, and the point at which the slope is read off."""

    CAPTIONS: ClassVar[tuple[str, ...]] = ("inner", "logarithm", "tangents", "growth", "rest")

    function: sympy.Expr
    x: sympy.Symbol
    form: Elementary
    graphs: SlopeGraph
    at: sympy.Expr

    @property
    def inner_slope(self) -> sympy.Expr:
        """u'."""
        return stage.derivative(self.form.inner, str(self.x))

    def claims(self) -> list[Any]:
        """That the slope is c u' / u."""
        relative = self.form.factor * self.inner_slope / self.form.inner
        return [IsDerivative(self.function, str(self.x), relative, slot=None)]

    def picture(self, slots: FunctionSlots) -> dict[str, Any]:
        """What the program draws: both curves with their slopes, and no mirror image."""
        u, x = to_typst(self.form.inner), to_typst(self.x)
        curves = self.form.inner, self.function
        slopes = self.inner_slope, stage.derivative(self.function, str(self.x))
        shown = growth(self.graphs, curves, slopes, self.x, self.at) | {
            "names": [f"u = {u}" if len(u) < LONG else f"u({x})", stage.call_of(slots)],
            "readings": ["u", "u'", stage.call_of(slots, prime="'")],
            "colors": ["INK", "FUNCTION"],
        }
        inner, inner_slope = (stage.in_x(part, slots) for part in (self.form.inner, self.inner_slope))
        return {"mirror": None, "pair": shown, "inner": inner, "inner_slope": inner_slope}

    def lines(self, slots: FunctionSlots) -> list[dict[str, Any]]:
        """The steps to the derivative."""
        return stage.derivation(slots)


def log_growth(function: sympy.Expr, x: sympy.Symbol, form: Elementary, at: sympy.Expr | None) -> LogGrowth:
    """The picture of a logarithm around a point, or where it is easy to see; MathError without a slope anywhere."""
    graphs = pairs.two_graphs(form.inner, function, x, at, function)
    if not graphs.ways:
        raise MathError(f"No part of {numbers.plain(function)} has a slope.", "choose another function")
    return LogGrowth(function, x, form, graphs, pairs.easy_place(graphs.ways) if at is None else at)
