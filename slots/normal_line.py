"""The normal line: the tangent turned by a right angle, so that both slopes multiply to -1."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import sympy
from pydantic import Field

from derivanim.calculus.claims import Equal, SlopeAt
from derivanim.calculus.claims_sides import KindAt
from derivanim.calculus.printing import to_typst
from derivanim.calculus.reader import read_number
from derivanim.calculus.window import choose_window
from derivanim.calculus.window_equal import equal_units
from derivanim.slots import numbers, plots, points, sides, stage
from derivanim.slots.base import DerivativeSlots, Level, Number
from derivanim.slots.turning import turning_triangle

ASPECT = plots.PICTURE[0] / plots.PICTURE[1]
READING = 4.5  # seconds in which the lines that lead to the slope are read
LONG = 10  # operations in a function whose derivation is shown in one line
STEEP = 10.0  # with equal units a steeper curve could not be told from its tangent
CURVED = "a derivative_overview shows the whole curve"


class NormalLine(DerivativeSlots):
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
            return [*super().claims(), KindAt(self.expression, self.variable, self.at, "vertical tangent")]
        turned = [] if self.slope == 0 else [Equal(self.slope * self.normal_slope, sympy.Integer(-1))]
        return [*super().claims(), SlopeAt(self.expression, self.variable, self.at, self.slope), *turned]

    def examine(self) -> None:
        """Refuse a point without a tangent; a vertical one will do."""
        if not sides.is_vertical(self, self.at):
            points.require_differentiable(self, self.at, CURVED)

    @property
    def at(self) -> sympy.Expr:
        """The point as a SymPy number."""
        return read_number(self.point)

    @property
    def slope(self) -> sympy.Expr | None:
        """The exact slope of the tangent; None where it is vertical."""
        if sides.is_vertical(self, self.at):
            return None
        return points.value_at(stage.derivative(self.expression, self.variable), self.symbol, self.at)

    @property
    def normal_slope(self) -> sympy.Expr | None:
        """The exact slope of the normal; None where it is vertical."""
        if self.slope is None:
            return sympy.Integer(0)
        return None if self.slope == 0 else sympy.simplify(-1 / self.slope)

    def scene(self) -> dict[str, Any]:
        """Axes around the point, with equal units if that can be, the tangent, and its turn into the normal."""
        x, at, slope = self.symbol, self.at, self.slope
        value = points.value_at(self.expression, x, at)
        window = choose_window(self.expression, x, point=at)
        steep = slope is not None and abs(slope) > STEEP
        equal = None if steep else equal_units(window, self.expression, x, float(at), ASPECT)
        window = equal or window
        tangent = [0.0, 1.0] if slope is None else [1.0, float(slope)]
        curves = [self.expression, *(m * (x - at) + value for m in (slope, self.normal_slope) if m is not None)]
        shown = plots.plot(window, curves, x, float(at))
        triangle = turning_triangle(window, shown, (float(at), float(value)), slope) if equal and slope else None
        turn = triangle["turn"] if triangle else 1
        where = f"{self.variable} = {numbers.plain(at)}"
        return shown | {
            "subject": self.say("subject", function=self.function, where=where),
            "heading": stage.heading(self),
            "function": stage.in_x(self.expression, self),
            "point": float(at),
            "value": float(value),
            "start": points.slide_from(window, float(at)),
            "point_label": numbers.exact(at),
            "tangent": tangent,
            "normal": [-turn * tangent[1], turn * tangent[0]],
            "triangle": triangle,
            "steps": self._slope_lines(),
            "turn_line": self._turn_line("slopes-line" if equal else "slopes-stretched-line"),
            "normal_line": self._normal_line(value),
            "captions": {
                "subject": self.say("caption", where=where),
                "curve": stage.graph_is(self),
                "point": self.say("point", where=where),
                "tangent": self.say("tangent"),
                "triangle": self.say("triangle"),
                "turn": self.say("turn" if triangle else "turn-plain" if equal else "turn-stretched"),
                "angle": self.say("angle" if equal else "angle-stretched"),
            },
        }

    def _slope_lines(self) -> list[dict[str, Any]]:
        if self.slope is not None:
            most = 2 if self.expression.count_ops() < LONG else 1
            return stage.paced([*stage.derivation(self, most), points.slope_line(self, self.at)], READING)
        limit = f"{stage.call_of(self, prime=chr(39))} -> oo"
        told = f'{limit} "as" {to_typst(self.symbol)} -> {numbers.exact(self.at)}'
        return [stage.line(self.say("vertical-line"), told, self.say("vertical"))]

    def _turn_line(self, rule: str) -> dict[str, Any] | None:
        """The slope of the normal from that of the tangent; None where one of them is vertical."""
        if self.slope is None or self.normal_slope is None:
            return None
        formula = f"m = -frac(1, {stage.call_of(self, numbers.exact(self.at), prime=chr(39))})"
        shown = numbers.valued(self.normal_slope)
        return stage.line(self.say(rule), f"{formula} {shown}", self.say("slopes"), "MEASURE")

    def _normal_line(self, value: sympy.Expr) -> dict[str, Any]:
        x, y = self.symbol, points.height_name(self.variable)
        if self.normal_slope is None:
            formula, spoken = f"{to_typst(x)} {numbers.valued(self.at)}", f"{x} = {numbers.plain(self.at)}"
        else:
            formula, spoken = points.equation((x, y), (self.at, value), self.normal_slope)
        rule = {0: "level", None: "upright"}.get(self.normal_slope, "line")
        return stage.line(self.say(rule), formula, self.say("equation", equation=spoken), "MEASURE")
