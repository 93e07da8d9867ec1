"""Implicit differentiation of a curve F(x, y) = G(x, y), and the tangent at one of its points."""

from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from pydantic import Field

from derivanim.calculus.claims import Equal, ImplicitSlope, OnCurve
from derivanim.calculus.powers import substitute
from derivanim.calculus.printing import to_source, to_typst
from derivanim.calculus.reader import read_expression, read_number
from derivanim.slots import implicit, numbers
from derivanim.slots.base import Level, Number, Text
from derivanim.slots.curve import Point
from derivanim.slots.equation import EquationSlots


class ImplicitDifferentiation(EquationSlots):
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
    point: tuple[Number, Number] | None = Field(None, description="a point of the curve; left out, one is chosen")
    derivative: Text | None = Field(None, description="the claimed derivative of y; left out, SymPy computes it")

    @property
    def at(self) -> Point | None:
        """The given point, else one where the tangent is easy to read, if there is one."""
        return (
            self.curve.easy_point() if self.point is None else (read_number(self.point[0]), read_number(self.point[1]))
        )

    def claims(self) -> list[Any]:
        """The claimed slope, that the given point lies on the curve, and the slope there."""
        at, names = self.at, (self.independent, self.dependent)
        given = [] if self.point is None or at is None else [OnCurve(self.parsed, at, *names)]
        if self.derivative is None:
            return [*given]
        claimed = read_expression(self.derivative, variables=list(names)).expression
        slope = None if at is None else self.curve.steepness(at)
        known = []
        if at is not None and slope is not None:
            there = substitute(claimed, dict(zip(self.symbols, at, strict=True)))
            known = [Equal(there, slope, slot="derivative")]
        return [ImplicitSlope(self.parsed, *names, claimed), *given, *known]

    def completed(self) -> Self:
        """With the slope that implicit differentiation finds, where none was claimed."""
        return self if self.derivative is not None else self.replaced(derivative=to_source(self.slope()[0]))

    def examine(self) -> None:
        """Refuse a point that is not on the curve, and one at which the curve has no single tangent."""
        self.slope()
        self.require_simple()
        if self.point is not None and self.at is not None:
            self.require_tangent(self.at)

    def scene(self) -> dict[str, Any]:
        """The window with equal units, the lines of the differentiation, and the tangent at a point."""
        equation = f"{to_typst(self.parsed.lhs)} = {to_typst(self.parsed.rhs)}"
        return implicit.picture(self, self.at) | {
            "subject": self.say("subject", equation=self.equation),
            "heading": {"title": self.heading(), "formula": equation},
            "steps": implicit.steps(self, self.slope()[1]),
            "captions": self.captions("caption", "curve", equation=numbers.plain(self.equation)),
        }
