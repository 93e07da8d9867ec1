"""Logarithmic differentiation: the logarithm turns powers into products and products into sums."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import numpy as np
import sympy

from derivanim.calculus.claims import IsDerivative
from derivanim.calculus.claims_logarithm import IsLogarithm
from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.logarithms import logarithm_sum, logarithm_terms, relative_growth
from derivanim.calculus.printing import to_typst
from derivanim.calculus.sampling import sampler
from derivanim.errors import MathError
from derivanim.slots import numbers, pairs, points, stage
from derivanim.slots.base import Level
from derivanim.slots.elementary import PointedSlots
from derivanim.slots.growth import growth
from derivanim.slots.slope_graph import SlopeGraph

READING = 4.4  # seconds in which all lines are read


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
        function, x, total = self.expression, self.variable, sympy.Add(*self.terms)
        return [
            *super().claims(),
            IsLogarithm(function, x, total),
            IsDerivative(total, x, self.growth, slot=None),
            IsDerivative(function, x, function * self.growth, slot=None),
        ]

    def examine(self) -> None:
        """Refuse what a logarithm does not take apart, and what is nowhere positive or not so at the point."""
        super().examine()
        function, shown = self.expression, numbers.plain(self.function)
        powers = len(logarithm_terms(function)) > 1 or function.is_Pow or isinstance(function, sympy.exp)
        if not powers:
            raise MathError(
                f"{shown} is no product, quotient or power, so its logarithm does not take it apart.",
                "a derivative_overview shows the rules that it needs",
            )
        value = None if self.given is None else evaluate(function, {self.symbol: self.given})
        if value is not None and value <= 0:
            assert self.given is not None
            where = f"{self.variable} = {numbers.plain(self.given)}"
            raise MathError(
                f"{shown} is not positive at {where}, so it has no logarithm there.", "choose another point"
            )
        if not np.any(np.isfinite(sampler(sympy.log(function), [self.symbol])(np.linspace(-30, 30, 4001)))):
            raise MathError(
                f"{shown} is nowhere positive, so it has no logarithm.", f"ask for {numbers.plain(-function)}"
            )
        if not self.graphs.ways:
            raise MathError(f"No part of {shown} has a slope that could be shown.", "choose another function")

    @property
    def graphs(self) -> SlopeGraph:
        """The windows of the function and of its logarithm."""
        return pairs.two_graphs(self.expression, sympy.log(self.expression), self.symbol, self.given)

    @property
    def terms(self) -> list[sympy.Expr]:
        """The terms of ln f; factors that are not positive where f is stand between bars."""
        parts = logarithm_terms(self.expression)
        places = np.concatenate([np.linspace(*way, 60) for way in self.graphs.ways])
        signed = {base for _, base in parts if np.nanmin(sampler(base, [self.symbol])(places)) < 0}
        return logarithm_sum(parts, signed)

    @property
    def growth(self) -> sympy.Expr:
        """f'/f, term by term."""
        return relative_growth(self.terms, self.variable)

    def scene(self) -> dict[str, Any]:
        """The function above its logarithm, with their tangents, and the lines of the derivation."""
        graphs, shown = self.graphs, {"function": numbers.plain(self.function)}
        at = pairs.easy_place(graphs.ways) if self.given is None else self.given
        slopes = self.slope, self.growth
        call, x = stage.call_of(self), to_typst(self.symbol)
        name = to_typst(sympy.Symbol(self.function_name))
        return {
            "subject": self.say("subject", **shown),
            "heading": stage.heading(self),
            "function": stage.in_x(self.expression, self),
            "derivative": stage.in_x(self.slope, self),
            "growth": stage.in_x(self.growth, self),
            "pair": growth(graphs, (self.expression, sympy.log(self.expression)), slopes, self.symbol, at)
            | {
                "names": [call, f"ln {call}"],
                "readings": [call, stage.call_of(self, prime="'"), f"(ln {name})'({x})"],
                "colors": ["FUNCTION", "INK"],
            },
            "lines": self._lines(),
            "slope_line": points.slope_line(self, at),
            "captions": {"subject": self.say("question", **shown)}
            | {key: self.say(key) for key in ("inner", "logarithm", "tangents", "growth", "rest")},
        }

    def _lines(self) -> list[dict[str, Any]]:
        """ln of both sides, their derivatives, and the product with f."""
        call, growth_rate = stage.call_of(self), self.growth
        first = [
            stage.line(self.say("both-line"), f"ln {call} = {to_typst(sympy.Add(*self.terms))}", self.say("both")),
            stage.line(
                self.say("differentiate-line"),
                f"frac({stage.call_of(self, prime=chr(39))}, {call}) = {to_typst(growth_rate)}",
                self.say("differentiate"),
            ),
        ]
        whole = self.expression * growth_rate
        multiplied = to_typst(whole) if whole == self.slope else stage.product(self.expression, growth_rate)
        last = stage.opened(self, self.say("multiply-line", name=f"${call}$"), multiplied, self.say("multiply"))
        return stage.paced([*first, *last] if self.steps else last, READING)
