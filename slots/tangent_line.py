"""The tangent line to a curve at a point: its slope from the derivative, then its equation."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import sympy
from pydantic import Field

from derivanim.calculus.claims import SlopeAt
from derivanim.calculus.reader import read_number
from derivanim.calculus.window import choose_window
from derivanim.slots import numbers, plots, points, stage
from derivanim.slots.base import DerivativeSlots, Level, Number


class TangentLine(DerivativeSlots):
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

    def claims(self) -> list[Any]:
        """The derivative, and the slope at the point."""
        return [*super().claims(), SlopeAt(self.expression, self.variable, self.at, self.slope)]

    def examine(self) -> None:
        """Refuse a point without a tangent."""
        points.require_differentiable(self, self.at, "a derivative_overview shows the whole curve")

    @property
    def at(self) -> sympy.Expr:
        """The point as a SymPy number."""
        return read_number(self.point)

    @property
    def slope(self) -> sympy.Expr:
        """The exact slope at the point."""
        return points.value_at(stage.derivative(self.expression, self.variable), self.symbol, self.at)

    def scene(self) -> dict[str, Any]:
        """Axes around the point, the steps to the derivative, the slope, and the tangent's equation."""
        x, at, slope = self.symbol, self.at, self.slope
        value = points.value_at(self.expression, x, at)
        window = choose_window(self.expression, x, point=at)
        where = f"{self.variable} = {numbers.plain(at)}"
        tangent, spoken = points.equation((x, points.height_name(self.variable)), (at, value), slope)
        return plots.plot(window, [self.expression, slope * (x - at) + value], x, float(at)) | {
            "subject": self.say("subject", function=self.function, where=where),
            "heading": stage.heading(self),
            "function": stage.in_x(self.expression, self),
            "point": float(at),
            "value": float(value),
            "slope": float(slope),
            "start": points.slide_from(window, float(at)),
            "point_label": numbers.exact(at),
            "steps": stage.derivation(self),
            "triangle": points.triangle(window, self.expression, x, float(at), float(slope)),
            "slope_line": points.slope_line(self, at),
            "tangent_line": stage.line(self.say("line"), tangent, self.say("equation", equation=spoken), "DERIVATIVE"),
            "captions": {
                "subject": self.say("caption", where=where),
                "curve": stage.graph_is(self),
                "slide": self.say("slide", where=where),
                "point": self.say("height", value=numbers.decimal(float(value))),
                "tangent": self.say("tangent"),
                "triangle": self.say("triangle"),
            },
        }
