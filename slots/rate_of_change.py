"""The rate of change at a point: how much the value changes for one unit more, with the units of both."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar, Literal

import sympy
from pydantic import Field

from derivanim.calculus.claims import SlopeAt, ValueAt
from derivanim.slots import numbers, plots, rates, stage, triangles, unit_triangle, units
from derivanim.slots.at_point import PointSlots
from derivanim.slots.base import DerivativeSlots, Level, Number
from derivanim.slots.labels import Paper
from derivanim.slots.units import Unit


class RateOfChange(PointSlots, DerivativeSlots):
    """A quantity that depends on another one, and the moment at which its rate of change is read."""

    LEVEL: ClassVar[Level] = "application"
    SUMMARY: ClassVar[str] = "the derivative at a point as a rate of change, with units and a triangle of one unit"
    INSTEAD: ClassVar[str] = "one_sided_derivatives shows the rates on both sides"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "rate_of_change", "function": "20*t - 5*t**2", "point": "1", "unit": "m", "per": "s"},
        {"template": "rate_of_change", "function": "500*exp(t/5)", "point": "3", "unit": "bacteria", "per": "h"},
        {"template": "rate_of_change", "function": "x**3", "point": "2"},
        {"template": "rate_of_change", "function": "20 + 70*exp(-t/10)", "point": "5", "unit": "celsius", "per": "min"},
        {
            "template": "rate_of_change",
            "function": "x**2/50 + 3*x + 100",
            "point": "40",
            "unit": "dollars",
            "per": "items",
        },
        {"template": "rate_of_change", "function": "sin(t)", "point": "pi/2", "unit": "m", "per": "s"},
        {
            "template": "rate_of_change",
            "function": "1000/(1 + 9*exp(-t))",
            "point": "2",
            "unit": "people",
            "per": "day",
        },
        {"template": "rate_of_change", "function": "sqrt(x)", "point": "9", "unit": "cm", "pace": "fast"},
    )

    template: Literal["rate_of_change"] = "rate_of_change"
    point: Number = Field(description="the value of the variable at which the rate is read")
    unit: Unit | None = Field(None, description="the unit of the function's values")
    per: Unit | None = Field(None, description="the unit of the variable")

    def claims(self) -> list[Any]:
        """The derivative, the value and the slope at the point."""
        parts = self.expression, self.variable, self.at
        return [*DerivativeSlots.claims(self), ValueAt(*parts, self.value), SlopeAt(*parts, self.slope)]

    @property
    def where(self) -> str:
        """`t = 2 s`, for captions."""
        return f"{self.variable} = {units.amount(numbers.plain(self.at), self.per, self.language)}"

    def scene(self) -> dict[str, Any]:
        """Axes with units, the value, the steps to the rate, and the triangle of one unit."""
        x, unit, per = self.symbol, self.unit, self.per
        window, curves = unit_triangle.window(self), [self.expression, self.tangent]
        shown, placed = plots.plot(window, curves, x, float(self.at)), self.placed(window)
        paper = Paper.under(shown, plots.PICTURE)
        around = triangles.scenery(paper, shown, curves, x, [paper.mark(*self.place, placed["point_label"])])
        names = rates.axis(self, x, per), rates.axis(self, sympy.Symbol(self.function_name), unit)
        axis_names, taken = rates.axis_names(around, names)
        around = replace(around, taken=[*around.taken, *taken])
        triangle = unit_triangle.unit_triangle(self, window, around, unit, per)
        run = min(1.0, abs(triangle["run"])) if triangle else 1.0
        told = rates.spoken(self, run, unit, per)
        return paper.cleared(self.cleared(shown, triangle), taken) | {
            **stage.opening(self, where=self.where),
            **placed,
            "slope": float(self.slope),
            "axis_names": axis_names,
            "value_line": rates.value_line(self, unit, told),
            "steps": rates.rate_lines(self, unit, per),
            "triangle": triangle,
            "last_line": rates.last_line(self, run, unit, per, told),
            "captions": self.captions("caption", "tangent", "along", **told) | {"curve": stage.graph_is(self)},
        }
