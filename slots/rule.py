"""What the schemas of single rules share: a form that the function must have, and an optional point."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, ClassVar

import sympy
from pydantic import Field

from derivanim.calculus.claims import IsDerivative, SlopeAt
from derivanim.calculus.printing import to_typst
from derivanim.calculus.reader import read_number
from derivanim.errors import MathError
from derivanim.slots import numbers, points, stage
from derivanim.slots.base import DerivativeSlots, Number


class RuleSlots(DerivativeSlots):
    """A function of the one form that a rule is about, and the point at which the rule is looked at."""

    LACKS: ClassVar[str]  # what is said about a function that has another form
    INSTEAD: ClassVar[str] = "a derivative_overview shows the rules that it needs"

    point: Number | None = Field(None, description="where the rule is looked at; left out, it is chosen")

    @staticmethod
    @abstractmethod
    def find(expression: sympy.Expr, x: sympy.Symbol) -> Any:
        """The parts that the rule needs of a function; None where it has another form."""

    @property
    def form(self) -> Any:
        """The parts of the function; examine() has refused a function without them."""
        found = self.find(self.expression, self.symbol)
        assert found is not None
        return found

    @property
    def given(self) -> sympy.Expr | None:
        """The point of the request as a number."""
        return None if self.point is None else read_number(self.point)

    def examine(self) -> None:
        """Refuse a constant, a function of another form, and a point without a derivative."""
        shown = numbers.plain(self.function)
        if not self.expression.has(self.symbol):
            raise MathError(f"{shown} does not depend on {self.variable}.", "ask for the constant rule")
        if self.find(self.expression, self.symbol) is None:
            raise MathError(f"{shown} {self.LACKS.format(x=self.variable)}.", self.INSTEAD)
        if self.given is not None:
            points.require_differentiable(self, self.given, "leave the point out")

    def slope_of(self, part: sympy.Expr, at: sympy.Expr) -> sympy.Expr:
        """The exact slope of a part of the function at a point."""
        return points.value_at(stage.derivative(part, self.variable), self.symbol, at)

    def derivative_claims(self, *parts: sympy.Expr) -> list[Any]:
        """That each part has the derivative which is shown."""
        x = self.variable
        return [IsDerivative(part, x, stage.derivative(part, x), slot="function") for part in parts]

    def slope_claims(self, at: sympy.Expr | None, *parts: sympy.Expr) -> list[Any]:
        """That each part has the slope which is shown at the point, if there is one."""
        return [] if at is None else [SlopeAt(part, self.variable, at, self.slope_of(part, at)) for part in parts]

    def slope_lines(self) -> list[dict[str, Any]]:
        """The line about the slope at the point of the request, if there is one."""
        return [] if self.given is None else [points.slope_line(self, self.given)]

    def name_for(self, *names: str) -> str:
        """The first of the names that the function and its variable leave free."""
        return next(name for name in names if name not in (self.variable, self.function_name))

    def added(self, at: sympy.Expr, shown: str, slope: sympy.Expr) -> dict[str, Any]:
        """The line that makes the slope at a point of the slopes of the parts."""
        there = numbers.exact(at) if numbers.is_short(at) else numbers.label(at)
        return stage.line(
            self.say("slope-at", where=f"${to_typst(self.symbol)} = {there}$"),
            f"{stage.call_of(self, there, chr(39))} {shown} {numbers.equals(slope)}",
            self.say("slope-is", where=f"{self.variable} = {numbers.plain(at)}", slope=numbers.decimal(float(slope))),
        )
