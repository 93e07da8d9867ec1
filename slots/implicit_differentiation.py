"""Implicit differentiation of a curve F(x, y) = G(x, y), and the tangent at one of its points."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, Self

import sympy
from pydantic import AfterValidator, Field, model_validator

from derivanim.calculus.printing import to_source
from derivanim.calculus.reader import read_equation, read_expression
from derivanim.calculus.symbols import symbol
from derivanim.slots.base import Level, Name, Number, Presented, Text, read


def _canonical_equation(text: str) -> str:
    equation = read(read_equation, text).expression
    return f"{to_source(equation.lhs)} = {to_source(equation.rhs)}"


Equation = Annotated[Text, AfterValidator(_canonical_equation)]


class ImplicitDifferentiation(Presented):
    """A curve given by an equation, and perhaps a point on it."""

    LEVEL: ClassVar[Level] = "advanced"
    SUMMARY: ClassVar[str] = "the slope of a curve F(x, y) = c by implicit differentiation, and a tangent"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "implicit_differentiation", "equation": "x**2 + y**2 = 25", "point": ["3", "4"]},
        {"template": "implicit_differentiation", "equation": "x**2/9 + y**2/4 = 1", "point": ["0", "2"]},
        {"template": "implicit_differentiation", "equation": "x**3 + y**3 = 6*x*y", "point": ["3", "3"]},
        {"template": "implicit_differentiation", "equation": "y**2 = x**3 - x + 1", "point": ["1", "1"]},
        {"template": "implicit_differentiation", "equation": "sin(y) = x", "point": ["1/2", "pi/6"]},
        {"template": "implicit_differentiation", "equation": "x*exp(y) + y = 1", "point": ["1", "0"]},
        {"template": "implicit_differentiation", "equation": "sqrt(x) + sqrt(y) = 3", "point": ["1", "4"]},
        {"template": "implicit_differentiation", "equation": "x**2 - x*y + y**2 = 7"},
    )

    template: Literal["implicit_differentiation"] = "implicit_differentiation"
    equation: Equation = Field(description="the curve, e.g. x**2 + y**2 = 25")
    independent: Name = Field("x", description="the variable that y depends on")
    dependent: Name = Field("y", description="the variable whose slope is asked for")
    point: tuple[Number, Number] | None = Field(None, description="a point of the curve; left out, one is chosen")
    derivative: Text | None = Field(None, description="the claimed derivative of y; left out, SymPy computes it")

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
        if self.derivative is not None:
            slope = read(read_expression, self.derivative, variables=sorted(variables)).expression
            # Frozen for everyone else: the canonical text replaces the text as it came, once.
            object.__setattr__(self, "derivative", to_source(slope))
        return self

    @property
    def parsed(self) -> sympy.Eq:
        """The equation as an unevaluated SymPy equation."""
        return read_equation(self.equation).expression

    @property
    def symbols(self) -> tuple[sympy.Symbol, sympy.Symbol]:
        """The independent and the dependent variable."""
        return symbol(self.independent), symbol(self.dependent)
