"""The normal line: the tangent turned by a right angle, so that both slopes multiply to -1."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import sympy
from pydantic import Field

from derivanim.calculus.claims import Equal
from derivanim.calculus.claims_sides import KindAt
from derivanim.slots import normal, plots, sides, stage
from derivanim.slots.at_point import PointSlots
from derivanim.slots.base import DerivativeSlots, Level, Number
from derivanim.slots.turning import turning_triangle


class NormalLine(PointSlots, DerivativeSlots):
    """A function and the point at which its normal is drawn."""

    LEVEL: ClassVar[Level] = "conceptual"
    SUMMARY: ClassVar[str] = "the normal line at a point, as the tangent turned by a right angle"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "normal_line", "function": "x**2", "point": "1"},
        {"template": "normal_line", "function": "sin(x)", "point": "pi/3"},
        {"template": "normal_line", "function": "exp(-x**2)", "point": "0"},
        {"template": "normal_line", "function": "cbrt(x)", "point": "0"},
        {"template": "normal_line", "function": "log(t)", "point": "1/2", "function_name": "g"},
        {"template": "normal_line", "function": "100*x**2", "point": "2"},
        {"template": "normal_line", "function": "(x**2 + 1)*exp(-x)*sin(3*x)/sqrt(x + 2)", "point": "0.7"},
        {"template": "normal_line", "function": "sqrt(x)", "point": "4", "pace": "fast"},
    )

    template: Literal["normal_line"] = "normal_line"
    point: Number = Field(description="where the normal stands on the curve, a number such as 1, -2.5 or pi/4")

    def claims(self) -> list[Any]:
        """The derivative, the slope at the point, and that the two slopes belong to a right angle."""
        if self.slope is None:
            return [*DerivativeSlots.claims(self), KindAt(self.expression, self.variable, self.at, "vertical tangent")]
        turned = [] if self.slope == 0 else [Equal(self.slope * self.normal_slope, sympy.Integer(-1))]
        return [*super().claims(), *turned]

    def examine(self) -> None:
        """Refuse a point without a tangent; a vertical one will do."""
        if not sides.is_vertical(self, self.at):
            super().examine()

    @property
    def slope(self) -> sympy.Expr | None:
        """The exact slope of the tangent; None where it is vertical."""
        return None if sides.is_vertical(self, self.at) else super().slope

    @property
    def normal_slope(self) -> sympy.Expr | None:
        """The exact slope of the normal; None where it is vertical."""
        if self.slope is None:
            return sympy.Integer(0)
        return None if self.slope == 0 else sympy.simplify(-1 / self.slope)

    def scene(self) -> dict[str, Any]:
        """Axes around the point, with equal units if that can be, the tangent, and its turn into the normal."""
        x, at, slope, value = self.symbol, self.at, self.slope, self.value
        window, equal = normal.window(self)
        lines = [m * (x - at) + value for m in (slope, self.normal_slope) if m is not None]
        shown = plots.plot(window, [self.expression, *lines], x, float(at))
        triangle = turning_triangle(window, shown, (float(at), float(value)), slope) if equal and slope else None
        return shown | {
            **stage.opening(self, where=self.where),
            **normal.directions(slope, triangle["turn"] if triangle else 1),
            **self.placed(window),
            "triangle": triangle,
            "steps": normal.slope_lines(self),
            "turn_line": normal.turn_line(self, self.normal_slope, "slopes-line" if equal else "slopes-stretched-line"),
            "normal_line": normal.equation_line(self, self.normal_slope),
            "captions": normal.captions(self, equal, triangle is not None),
        }
