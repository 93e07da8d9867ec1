"""Linear approximation: the tangent at a centre in place of the function, and how far off it is."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import sympy
from pydantic import Field

from derivanim.calculus.approximation import Linearization, linearize, require_same_piece
from derivanim.calculus.claims_approximation import AtMost, DerivativeBound
from derivanim.calculus.powers import substitute
from derivanim.calculus.reader import read_number
from derivanim.slots import linear, numbers, stage
from derivanim.slots.at_point import PointSlots
from derivanim.slots.base import DerivativeSlots, Level, Number


class LinearApproximation(PointSlots, DerivativeSlots):
    """A function, the centre at which its tangent touches, and the target at which the tangent stands in for it."""

    LEVEL: ClassVar[Level] = "application"
    SUMMARY: ClassVar[str] = "the tangent at a nearby point approximates the function, with the error and its bound"
    INSTEAD: ClassVar[str] = "choose another centre"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "linear_approximation", "function": "sqrt(x)", "point": "4", "target": "4.1"},
        {"template": "linear_approximation", "function": "sin(x)", "point": "0", "target": "0.2"},
        {"template": "linear_approximation", "function": "exp(x)", "point": "0", "target": "0.1"},
        {"template": "linear_approximation", "function": "log(t)", "point": "1", "target": "1.5"},
        {"template": "linear_approximation", "function": "x**(1/3)", "point": "8", "target": "10"},
        {"template": "linear_approximation", "function": "1/x", "point": "2", "target": "1.9", "function_name": "g"},
        {"template": "linear_approximation", "function": "cos(x)", "point": "pi/3", "target": "1"},
        {"template": "linear_approximation", "function": "x**5 - 3*x**2 + 1", "point": "1", "target": "0.5"},
    )

    template: Literal["linear_approximation"] = "linear_approximation"
    point: Number = Field(description="the centre, where the tangent touches")
    target: Number = Field(description="the nearby number at which the function is approximated")

    def claims(self) -> list[Any]:
        """The derivative, the slope at the centre, and that the error stays below its bound."""
        claims, found = super().claims(), self.found
        if found.largest is not None:
            low, high = sorted((self.at, self.goal))
            error = abs(substitute(self.expression, {self.symbol: self.goal}) - found.approximation)
            claims.append(DerivativeBound(self.expression, self.variable, (low, high), 2, found.largest))
            claims.append(AtMost(error, found.bound, slot="target"))
        return claims

    def examine(self) -> None:
        """Refuse a centre without a tangent, and a target that the tangent cannot reach."""
        super().examine()
        require_same_piece(self.expression, self.symbol, self.at, self.goal)

    @property
    def goal(self) -> sympy.Expr:
        """The target as a SymPy number."""
        return read_number(self.target)

    @property
    def found(self) -> Linearization:
        """The approximation, the true value and the error."""
        return linearize(self.expression, self.symbol, self.at, self.goal)

    def scene(self) -> dict[str, Any]:
        """The curve and its tangent, the way from the centre to the target, and a glass over the gap there."""
        parts = self.found, self.at, self.goal
        words = {"where": numbers.plain(self.goal), "center": numbers.plain(self.at)}
        steps = stage.derivation(self, 1)
        lines = stage.paced([*steps, *linear.lines(self, *parts)], linear.READING)
        captions = self.captions("caption", "center", "tangent", "walk", "gap", name=self.function_name, **words)
        shown = stage.opening(self, **words) | linear.picture(self, *parts)
        told = {"steps": lines[: len(steps)], "lines": lines[len(steps) :]}
        return shown | told | {"captions": {"curve": stage.graph_is(self)} | captions}
