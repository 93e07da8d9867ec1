"""Average and instantaneous rate of change: the secant over an interval, and the tangent at one of its points."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import sympy
from pydantic import Field

from derivanim.calculus.claims import Defined, SlopeAt
from derivanim.calculus.claims_sides import AverageRate
from derivanim.calculus.optimize import gap
from derivanim.calculus.reader import read_number
from derivanim.errors import MathError
from derivanim.slots import average, numbers, points, stage
from derivanim.slots.at_point import AtPoint
from derivanim.slots.base import DerivativeSlots, Interval, Level, Number
from derivanim.slots.interval import IntervalSlots

LARGEST = 1e9  # of a rate that is read off


class AverageAndInstantaneousRate(IntervalSlots, AtPoint, DerivativeSlots):
    """A function, an interval, and the point at which the rate of a moment is asked for."""

    LEVEL: ClassVar[Level] = "conceptual"
    SUMMARY: ClassVar[str] = "the average rate over an interval as a secant, and the rate at a point as the tangent"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "average_and_instantaneous_rate", "function": "x**2", "interval": ["1", "3"]},
        {"template": "average_and_instantaneous_rate", "function": "x**2", "interval": ["0", "4"], "point": "2"},
        {"template": "average_and_instantaneous_rate", "function": "sqrt(x)", "interval": ["0", "4"]},
        {"template": "average_and_instantaneous_rate", "function": "sin(x)", "interval": ["0", "pi"], "point": "pi/3"},
        {
            "template": "average_and_instantaneous_rate",
            "function": "20*t - 5*t**2",
            "interval": ["1", "3"],
            "point": "1",
            "function_name": "s",
        },
        {"template": "average_and_instantaneous_rate", "function": "exp(x)", "interval": ["-1", "2"], "point": "1"},
        {"template": "average_and_instantaneous_rate", "function": "abs(x - 1)", "interval": ["-1", "2"]},
        {"template": "average_and_instantaneous_rate", "function": "log(x)/x", "interval": ["1", "5"], "pace": "fast"},
    )

    template: Literal["average_and_instantaneous_rate"] = "average_and_instantaneous_rate"
    interval: Interval = Field(description="the interval over which the average is taken")
    point: Number | None = Field(None, description="the point of the instantaneous rate; left out, the left end")

    def claims(self) -> list[Any]:
        """The derivative, the two rates, and that the function is defined on the whole interval."""
        parts = self.expression, self.variable
        rates = [AverageRate(*parts, self.ends, self.average), SlopeAt(*parts, self.at, self.slope)]
        return [*super().claims(), Defined(*parts, self.ends), *rates]

    def examine(self) -> None:
        """Refuse an interval with gaps, a point outside of it, and one without a tangent."""
        hole, (low, high) = gap(self.expression, self.symbol, self.ends).reason, self.ends
        if hole:
            raise MathError(f"{hole}.", "choose an interval that lies in the domain")
        if not low <= self.at <= high:
            told = f"the interval from {numbers.plain(low)} to {numbers.plain(high)}"
            raise MathError(f"{self.where} is not in {told}.", "choose a point of the interval")
        points.require_differentiable(self, self.at, "choose another point, or differentiability for this one")
        if max(abs(self.average), abs(self.slope)) > LARGEST:
            told = f"{numbers.plain(self.function)} changes too fast there to be shown."
            raise MathError(told, "choose another interval")

    @property
    def at(self) -> sympy.Expr:
        """The point; where none is named, the first of left end, middle and right end that has a tangent."""
        return average.moment(self, self.ends) if self.point is None else read_number(self.point)

    @property
    def average(self) -> sympy.Expr:
        """The exact average rate."""
        return average.average_rate(self, self.ends)

    def scene(self) -> dict[str, Any]:
        """Axes over the interval, the secant and its legs, the way of its ends to the point, and both rates."""
        told = {"interval": self.spoken, "where": self.where}
        captions = self.captions("caption", "ends", "secant", "legs", "moment", "shrink", "tangent", **told)
        return average.picture(self, self.ends, self.average) | {
            **stage.opening(self, **told),
            "average_line": average.average_line(self, self.ends, self.average),
            "steps": average.moment_lines(self),
            "compare": average.comparison(self, self.average),
            "slope_name": self.say("slope-name"),
            "captions": captions | {"curve": stage.graph_is(self)},
        }
