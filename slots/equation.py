"""A curve given by an equation in two variables: the fields of a request about it, read and checked."""

from __future__ import annotations

from typing import Annotated, Self

import sympy
from pydantic import AfterValidator, Field, model_validator

from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.implicit import implicit_derivative
from derivanim.calculus.printing import to_source
from derivanim.calculus.reader import read_equation
from derivanim.calculus.symbols import symbol
from derivanim.errors import MathError
from derivanim.slots.base import Name, Presented, Text, read
from derivanim.slots.curve import Curve, Point
from derivanim.slots.numbers import decimal, plain


def _canonical_equation(text: str) -> str:
    equation = read(read_equation, text).expression
    return f"{to_source(equation.lhs)} = {to_source(equation.rhs)}"


Equation = Annotated[Text, AfterValidator(_canonical_equation)]


class EquationSlots(Presented):
    """Slots about the curve of an equation in two variables."""

    equation: Equation = Field(description="the curve, e.g. x**2 + y**2 = 25")
    independent: Name = Field("x", description="the variable that y depends on")
    dependent: Name = Field("y", description="the variable whose slope is asked for")

    @model_validator(mode="after")
    def _canonical(self) -> Self:
        variables = {self.independent, self.dependent}
        if len(variables) == 1:
            raise ValueError(f"dependent: the two variables must differ, both are {self.dependent}")
        found = set(map(str, self.parsed.free_symbols))
        if found - variables:
            extra, pair = ", ".join(sorted(found - variables)), " and ".join(sorted(variables))
            raise ValueError(f"equation: it contains {extra}, but the variables are {pair}")
        if self.dependent not in found:
            raise ValueError(f"equation: {self.dependent} does not occur, so nothing depends on {self.independent}")
        self._settle("derivative", variables=sorted(variables))
        return self

    @property
    def parsed(self) -> sympy.Eq:
        """The equation as an unevaluated SymPy equation."""
        return read_equation(self.equation).expression

    @property
    def symbols(self) -> tuple[sympy.Symbol, sympy.Symbol]:
        """The independent and the dependent variable."""
        return symbol(self.independent), symbol(self.dependent)

    @property
    def curve(self) -> Curve:
        """The curve of the equation."""
        return Curve(self.parsed.lhs - self.parsed.rhs, *self.symbols)

    def slope(self) -> tuple[sympy.Expr, list[str]]:
        """The derivative of the dependent variable and the lines that lead to it."""
        return implicit_derivative(self.parsed, *self.symbols)

    def require_simple(self) -> None:
        """Refuse an equation with a repeated factor: on its curve both derivatives are 0."""
        relation = sympy.expand(self.parsed.lhs - self.parsed.rhs)
        simpler = sympy.sqf_part(relation) if relation.is_polynomial(*self.symbols) else relation
        if simpler != relation and sympy.total_degree(simpler) < sympy.total_degree(relation):
            raise MathError(
                f"{plain(self.equation)} has a repeated factor, so both derivatives are 0 on the curve.",
                f"write {plain(simpler)} = 0 instead",
            )

    def require_tangent(self, at: Point) -> None:
        """Refuse a point that is not on the curve, and one at which the curve has no single tangent."""
        where = f"({plain(at[0])}, {plain(at[1])})"
        if not self.curve.meets(at):
            values = [evaluate(side, dict(zip(self.symbols, at, strict=True))) for side in self.parsed.args]
            sides = " and ".join("undefined" if v is None else decimal(float(v)) for v in values)
            raise MathError(
                f"{where} does not lie on {plain(self.equation)}: there the two sides are {sides}.",
                "choose a point of the curve, or leave the point out",
            )
        slants = self.curve.slants(at)
        if slants is None or max(map(abs, slants)) < 1e-12:
            raise MathError(f"At {where} the curve has no single tangent: y' is 0/0 there.", "choose another point")
