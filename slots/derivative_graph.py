"""The derivative's graph, traced by the slope of the function above it."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import sympy
from pydantic import Field

from derivanim.calculus.claims import IsRoot
from derivanim.calculus.reader import read_number
from derivanim.calculus.window import Window
from derivanim.errors import MathError
from derivanim.slots import numbers, plots, stage
from derivanim.slots.base import DerivativeSlots, Interval, Level
from derivanim.slots.slope_graph import HALF, SlopeGraph, flat_points, slope_graph

SWEEP = 5.0  # seconds for the way along the whole curve
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
        x, shown = self.symbol, self.picture()
        upper = plots.axes(shown.above, [self.expression], x, size=HALF)
        lower = plots.axes(shown.below, [self.slope], x, size=HALF)
        flat = flat_points(self.slope, x, shown.ways)
        total = sum(high - low for low, high in shown.ways)
        steepest = max(abs(shown.below.y_min), abs(shown.below.y_max))
        return {
            "subject": self.say("subject", function=self.function),
            "heading": stage.heading(self),
            "function": stage.in_x(self.expression, self),
            "derivative": stage.in_x(self.slope, self),
            "x_range": upper["x_range"],
            "y_range": upper["y_range"],
            "slope_range": lower["y_range"],
            "bare_ticks": [(value, "") for value, _ in upper["x_ticks"]],
            "x_ticks": lower["x_ticks"],
            "y_ticks": upper["y_ticks"],
            "slope_ticks": lower["y_ticks"],
            "foot": lower["foot"],
            "pieces": upper["pieces"],
            "ways": [(low, high, round(max(0.7, SWEEP * (high - low) / total), 1)) for low, high in shown.ways],
            "names": [stage.call_of(self), stage.call_of(self, prime="'")],
            "slots": 5 + len(str(int(steepest))),
            "steps": stage.derivation(self),
            "corner_line": self._corner_line(shown.above) if shown.above.corners else None,
            "flat": [float(point) for point in flat[:MOST_FLAT]],
            "flat_line": self._flat_line(flat) if flat else None,
            "captions": {
                "subject": self.say("caption", function=numbers.plain(self.function)),
                "curve": self.say("curve", name=self.function_name),
                "tangent": self.say("tangent"),
                "trace": self.say("trace"),
                "flat": self.say("flat"),
                "done": self.say("done", name=self.function_name),
            },
        }

    def _corner_line(self, window: Window) -> dict[str, Any]:
        shown = [numbers.equals(sympy.Rational(str(round(x, 9)))) for x in window.corners]
        places = stage.places(self.symbol, shown[:3], more=len(shown) > 3)
        return stage.line(self.say("corner-line"), places, self.say("corner"))

    def _flat_line(self, flat: list[sympy.Expr]) -> dict[str, Any]:
        shown = [numbers.equals(x) if x.is_Float else f"= {numbers.exact(x)}" for x in flat]
        return stage.line(
            self.say("flat-line", zero=f"${stage.call_of(self, prime=chr(39))} = 0$"),
            stage.places(self.symbol, shown[:3], more=len(shown) > 3),
            self.say("meets"),
            "POINT",
        )
