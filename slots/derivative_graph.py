"""The derivative's graph, traced by the slope of the function above it."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import sympy
from pydantic import Field

from derivanim.calculus.claims import IsRoot
from derivanim.calculus.reader import read_number
from derivanim.errors import MathError
from derivanim.slots import numbers, pairs, slope_lines, stage
from derivanim.slots.base import DerivativeSlots, Interval, Level
from derivanim.slots.slope_graph import SlopeGraph, flat_points, slope_graph

MOST_FLAT = 9


class DerivativeGraph(DerivativeSlots):
    """A function above, and below it the graph of its slope."""

    LEVEL: ClassVar[Level] = "conceptual"
    SUMMARY: ClassVar[str] = "the graph of the derivative is traced below the function by its slope"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "derivative_graph", "function": "x**3 - 3*x"},
        {"template": "derivative_graph", "function": "sin(x)"},
        {"template": "derivative_graph", "function": "exp(-x**2)"},
        {"template": "derivative_graph", "function": "log(x)", "interval": ["1/4", "5"]},
        {"template": "derivative_graph", "function": "sqrt(x)"},
        {"template": "derivative_graph", "function": "1/(1 + x**2)"},
        {"template": "derivative_graph", "function": "x*cos(2*x)", "interval": ["-pi", "pi"]},
    )

    template: Literal["derivative_graph"] = "derivative_graph"
    interval: Interval | None = Field(None, description="the part of the curve to show; left out, it is chosen")

    def claims(self) -> list[Any]:
        """The derivative, and that it is 0 where the curve is said to be flat."""
        exact = [point for point in flat_points(self.slope, self.symbol, self.picture().ways) if not point.is_Float]
        return [*super().claims(), *(IsRoot(self.slope, self.variable, point, slot="function") for point in exact)]

    def examine(self) -> None:
        """Refuse a function with no piece of curve that has a slope."""
        if not self.picture().ways:
            raise MathError(
                f"No part of {numbers.plain(self.function)} has a slope that could be shown.",
                "choose another interval, or a function with a smooth piece",
            )

    @property
    def slope(self) -> sympy.Expr:
        """The derivative in its textbook form."""
        return stage.derivative(self.expression, self.variable)

    def picture(self) -> SlopeGraph:
        """The windows of the function and of its slope."""
        ends = self.interval and (read_number(self.interval[0]), read_number(self.interval[1]))
        return slope_graph(self.expression, self.slope, self.symbol, ends)

    def scene(self) -> dict[str, Any]:
        """Two axes with the same x, the ways of the dot, the steps to the derivative, and the flat points."""
        x, slope, shown = self.symbol, self.slope, self.picture()
        flat = flat_points(slope, x, shown.ways)
        told = {"function": numbers.plain(self.function), "name": self.function_name}
        return stage.opening(self) | {
            "derivative": stage.in_x(slope, self),
            "pair": pairs.traced(self, shown, slope),
            "steps": stage.derivation(self),
            "corner_line": slope_lines.corner_line(self, shown.above.corners),
            "flat": [float(point) for point in flat[:MOST_FLAT]],
            "flat_line": slope_lines.flat_line(self, flat),
            "captions": self.captions("curve", "tangent", "trace", "flat", **told)
            | {"subject": self.say("caption", **told), "rest": self.say("done", **told)},
        }
