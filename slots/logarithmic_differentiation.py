"""Logarithmic differentiation: the logarithm turns powers into products and products into sums."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import sympy

from derivanim.calculus.claims import IsDerivative
from derivanim.calculus.claims_logarithm import IsLogarithm
from derivanim.calculus.logarithms import relative_growth
from derivanim.errors import MathError
from derivanim.slots import log_sum, numbers, pairs, points, stage
from derivanim.slots.base import Level
from derivanim.slots.elementary import PointedSlots
from derivanim.slots.slope_graph import SlopeGraph


class LogarithmicDifferentiation(PointedSlots):
    """A product, a quotient or a power that is positive somewhere."""

    LEVEL: ClassVar[Level] = "advanced"
    SUMMARY: ClassVar[str] = "logarithmic differentiation, with the relative growth as the slope of the logarithm"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "logarithmic_differentiation", "function": "x**x", "point": "1"},
        {"template": "logarithmic_differentiation", "function": "x**sin(x)"},
        {"template": "logarithmic_differentiation", "function": "x**2*exp(x)*sqrt(x + 1)"},
        {"template": "logarithmic_differentiation", "function": "(x + 1)**3*(x - 2)**2/sqrt(x**2 + 1)", "point": "3"},
        {"template": "logarithmic_differentiation", "function": "(1 + 1/n)**n", "variable": "n", "function_name": "a"},
        {"template": "logarithmic_differentiation", "function": "sin(t)**2*cos(t)", "pace": "fast"},
        {"template": "logarithmic_differentiation", "function": "log(x)**x"},
    )

    template: Literal["logarithmic_differentiation"] = "logarithmic_differentiation"

    def claims(self) -> list[Any]:
        """The derivative, the logarithm as a sum, its slope, and the product of both."""
        f, x, logarithm, relative = self.expression, self.variable, sympy.Add(*self.terms), self.growth
        slopes = IsDerivative(logarithm, x, relative, slot=None), IsDerivative(f, x, f * relative, slot=None)
        return [*super().claims(), IsLogarithm(f, x, logarithm), *slopes]

    def examine(self) -> None:
        """Refuse what a logarithm does not take apart, and what is nowhere positive or not so at the point."""
        super().examine()
        log_sum.require_logarithm(self, self.given)
        if not self.graphs.ways:
            shown = numbers.plain(self.function)
            raise MathError(f"No part of {shown} has a slope that could be shown.", "choose another function")

    @property
    def graphs(self) -> SlopeGraph:
        """The windows of the function and of its logarithm."""
        return pairs.two_graphs(self.expression, sympy.log(self.expression), self.symbol, self.given)

    @property
    def terms(self) -> list[sympy.Expr]:
        """The terms of ln f."""
        return log_sum.terms(self.expression, self.symbol, self.graphs)

    @property
    def growth(self) -> sympy.Expr:
        """f'/f, term by term."""
        return relative_growth(self.terms, self.variable)

    def scene(self) -> dict[str, Any]:
        """The function above its logarithm, with their tangents, and the lines of the derivation."""
        graphs, growth, function = self.graphs, self.growth, numbers.plain(self.function)
        at = pairs.easy_place(graphs.ways) if self.given is None else self.given
        captions = self.captions("inner", "logarithm", "tangents", "growth", "rest")
        return stage.opening(self, function=function) | {
            "derivative": stage.in_x(self.slope, self),
            "growth": stage.in_x(growth, self),
            "pair": log_sum.picture(self, graphs, growth, at),
            "lines": log_sum.lines(self, sympy.Add(*self.terms), growth),
            "slope_line": points.slope_line(self, at),
            "captions": captions | {"subject": self.say("question", function=function)},
        }
