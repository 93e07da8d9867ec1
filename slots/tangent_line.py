"""The tangent line to a curve at a point: its slope from the derivative, then its equation."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field

from derivanim.calculus.window import choose_window
from derivanim.slots import numbers, plots, points, stage, triangles
from derivanim.slots.at_point import PointSlots
from derivanim.slots.base import DerivativeSlots, Level, Number


class TangentLine(PointSlots, DerivativeSlots):
    """A function and the point at which its tangent is drawn."""

    LEVEL: ClassVar[Level] = "conceptual"
    SUMMARY: ClassVar[str] = "the tangent line at a point, with its slope and equation"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "tangent_line", "function": "x**2*sin(x)", "point": "1"},
        {"template": "tangent_line", "function": "x**3 - 2*x + 1", "point": "-1", "color": "orange"},
        {"template": "tangent_line", "function": "cos(x)", "point": "pi/3"},
        {"template": "tangent_line", "function": "exp(-x**2)", "point": "1/2"},
        {"template": "tangent_line", "function": "log(t)", "variable": "t", "point": "1", "function_name": "g"},
        {"template": "tangent_line", "function": "sqrt(x)", "point": "4", "pace": "fast"},
        {"template": "tangent_line", "function": "1/(x - 2)", "point": "3"},
        {"template": "tangent_line", "function": "(x**2 + 1)*exp(-x)*sin(3*x)/sqrt(x + 2)", "point": "0.7"},
    )

    template: Literal["tangent_line"] = "tangent_line"
    point: Number = Field(description="where the tangent touches, a number such as 1, -2.5 or pi/4")

    def scene(self) -> dict[str, Any]:
        """Axes around the point, the steps to the derivative, the slope, and the tangent's equation."""
        x, at, slope, value = self.symbol, self.at, self.slope, self.value
        window = choose_window(self.expression, x, point=at)
        equation, spoken = points.equation((x, points.height_name(self.variable)), (at, value), slope)
        told = {"where": self.where, "value": numbers.decimal(float(value)), "equation": spoken}
        captions = self.captions("caption", "slide", "height", "tangent", "triangle", **told)
        placed, curves = self.placed(window), [self.expression, self.tangent]
        triangle = triangles.triangle(window, self.expression, x, self.place, float(slope), placed["point_label"])
        return self.cleared(plots.plot(window, curves, x, float(at)), triangle) | {
            **stage.opening(self, where=self.where),
            **placed,
            "slope": float(slope),
            "steps": stage.derivation(self),
            "triangle": triangle,
            "slope_line": points.slope_line(self, at),
            "tangent_line": stage.line(self.say("line"), equation, self.say("equation", **told), "DERIVATIVE"),
            "captions": captions | {"curve": stage.graph_is(self)},
        }
