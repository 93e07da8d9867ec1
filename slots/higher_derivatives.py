"""Higher derivatives: each is the slope of the one before, traced strip by strip below the function."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

import sympy
from pydantic import BeforeValidator, Field

from derivanim.calculus.claims import IsDerivative
from derivanim.calculus.reader import read_number
from derivanim.slots import stage, successive
from derivanim.slots.base import FunctionSlots, Interval, Level

Order = Annotated[
    Literal["2", "3", "4", "5"], BeforeValidator(lambda value: str(value) if isinstance(value, int) else value)
]


class HigherDerivatives(FunctionSlots):
    """A function, and how often it is differentiated."""

    LEVEL: ClassVar[Level] = "conceptual"
    SUMMARY: ClassVar[str] = "the second and higher derivatives, each traced as the slope of the one before"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "higher_derivatives", "function": "x**3 - 3*x"},
        {"template": "higher_derivatives", "function": "sin(x)", "order": "4"},
        {"template": "higher_derivatives", "function": "x**4 - 2*x**2", "order": "5"},
        {"template": "higher_derivatives", "function": "x*exp(-x)", "order": "3", "interval": ["-1", "5"]},
        {"template": "higher_derivatives", "function": "x*abs(x)"},
        {"template": "higher_derivatives", "function": "log(t)", "order": "3", "function_name": "g"},
        {"template": "higher_derivatives", "function": "exp(-x**2)*cos(3*x)/(x**2 + 1)"},
        {"template": "higher_derivatives", "function": "sqrt(x)", "pace": "fast"},
    )

    template: Literal["higher_derivatives"] = "higher_derivatives"
    order: Order = Field("2", description="how often to differentiate")
    interval: Interval | None = Field(None, description="the part of the curve to show; left out, it is chosen")

    def claims(self) -> list[Any]:
        """That each of the functions is the derivative of that order."""
        parts = self.expression, self.variable
        return [IsDerivative(*parts, d, order=k, slot="function") for k, d in enumerate(self.derivatives, start=1)]

    def examine(self) -> None:
        """Refuse a constant, formulas that are too long, and a function without a smooth piece."""
        successive.require_strips(self, self.derivatives, self.ends)

    @property
    def ends(self) -> tuple[sympy.Expr, sympy.Expr] | None:
        """The ends of the interval as SymPy numbers."""
        return self.interval and (read_number(self.interval[0]), read_number(self.interval[1]))

    @property
    def derivatives(self) -> tuple[sympy.Expr, ...]:
        """The derivatives of every order up to the wished one."""
        return stage.derived(self.expression, self.variable, int(self.order)).derivatives

    def scene(self) -> dict[str, Any]:
        """A strip for each function, the ways of the dot along it, and the formulas."""
        shown = stage.headed(self, order=self.order) | successive.picture(self, self.derivatives, self.ends)
        captions = {"curve": stage.graph_is(self)} | self.captions("caption", "next")
        return shown | successive.lines(self, self.derivatives) | {"captions": captions}
