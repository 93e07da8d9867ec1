"""What the templates about one family of functions share: the point, the form that they ask for, and their claims."""

from __future__ import annotations

from typing import Any, ClassVar

import sympy
from pydantic import Field

from derivanim.calculus.claims import SlopeAt
from derivanim.calculus.elementary import Family, made_of
from derivanim.calculus.reader import read_number
from derivanim.errors import MathError
from derivanim.slots import numbers, pairs, points, stage
from derivanim.slots.base import DerivativeSlots, Number
from derivanim.slots.slope_graph import SlopeGraph


class PointedSlots(DerivativeSlots):
    """A function, and the point at which its slope is read off in the end."""

    point: Number | None = Field(None, description="where the slope is looked at in the end; left out, it is chosen")

    def claims(self) -> list[Any]:
        """The derivative, and its value at the point."""
        at = self.given
        slope = [] if at is None else [SlopeAt(self.expression, self.variable, at, self.slope_at(at))]
        return [*super().claims(), *slope]

    def examine(self) -> None:
        """Refuse a constant, and a point without a slope."""
        if not self.expression.has(self.symbol):
            raise MathError(f"{numbers.plain(self.function)} is constant.", "a constant_rule shows why its slope is 0")
        if self.given is not None:
            points.require_differentiable(self, self.given, "leave the point out")

    @property
    def given(self) -> sympy.Expr | None:
        """The point as a SymPy number, where the request names one."""
        return None if self.point is None else read_number(self.point)

    @property
    def slope(self) -> sympy.Expr:
        """The derivative in its textbook form."""
        return stage.derivative(self.expression, self.variable)

    def slope_at(self, at: sympy.Expr) -> sympy.Expr:
        """The exact slope at a point."""
        return points.value_at(self.slope, self.symbol, at)


class ElementarySlots(PointedSlots):
    """A function made of one family."""

    FAMILY: ClassVar[Family]
    KIND: ClassVar[str]

    def examine(self) -> None:
        """Refuse a function of another family."""
        super().examine()
        if not made_of(self.expression, self.symbol, self.FAMILY):
            raise MathError(
                f"{numbers.plain(self.function)} is not made of {self.KIND} functions alone.", instead(self.expression)
            )

    @property
    def graphs(self) -> SlopeGraph:
        """The windows of the function and of its slope."""
        return pairs.two_graphs(self.expression, self.slope, self.symbol, self.given)

    @property
    def rest(self) -> sympy.Expr:
        """The point, given or easy to name, at which the slope is read off in the end."""
        return pairs.easy_place(self.graphs.ways) if self.given is None else self.given

    def require_slopes(self) -> None:
        """Refuse a function no piece of which has a slope."""
        if not self.graphs.ways:
            raise MathError(f"No part of {numbers.plain(self.function)} has a slope.", "choose another function")


def instead(expression: sympy.Expr) -> str:
    """Which template shows a function of another form."""
    if expression.is_Add:
        return "a sum_rule shows the derivative of a sum"
    if expression.is_Mul:
        return "a product_rule or a quotient_rule shows it"
    return "a derivative_overview shows the derivative of any function"
