"""The tangent of a polar curve r(theta), from x = r cos(theta) and y = r sin(theta)."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import sympy
from pydantic import Field

from derivanim.calculus.claims import IsDerivative, ValueAt
from derivanim.calculus.claims_several import CurveSlope
from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.kinks import failure
from derivanim.calculus.printing import to_source, to_typst
from derivanim.calculus.reader import read_number
from derivanim.calculus.symbols import symbol
from derivanim.errors import MathError
from derivanim.slots import numbers, points, stage
from derivanim.slots.base import FunctionSlots, Level, Name, Number
from derivanim.slots.traced import Traced, where

READING = 7.0  # seconds in which all lines are read


class PolarTangent(FunctionSlots):
    """A curve in polar coordinates and the angle at which its tangent is drawn."""

    LEVEL: ClassVar[Level] = "advanced"
    SUMMARY: ClassVar[str] = "slope and tangent of a polar curve r(theta), drawn by a turning ray"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "polar_tangent", "function": "1 + cos(theta)", "point": "pi/3"},
        {"template": "polar_tangent", "function": "2*cos(theta)", "point": "pi/4"},
        {"template": "polar_tangent", "function": "sin(3*theta)", "point": "pi/6"},
        {"template": "polar_tangent", "function": "theta/2", "point": "pi", "color": "green"},
        {"template": "polar_tangent", "function": "exp(t/5)", "variable": "t", "point": "pi/2", "pace": "fast"},
        {"template": "polar_tangent", "function": "sqrt(cos(2*theta))", "point": "pi/8"},
        {"template": "polar_tangent", "function": "1 - 2*sin(theta)", "point": "pi/2"},
        {"template": "polar_tangent", "function": "1 - cos(theta)", "point": "0"},
        {"template": "polar_tangent", "function": "2/(1 - cos(theta)/2)", "point": "2"},
        {"template": "polar_tangent", "function": "3", "variable": "theta", "point": "pi"},
    )

    template: Literal["polar_tangent"] = "polar_tangent"
    variable: Name = Field("theta", description="the angle")
    function_name: Name = Field("r", description="the name of the radius")
    point: Number = Field(description="the angle in radians, a number such as 1 or pi/4")

    @property
    def curve(self) -> Traced:
        """The curve in x and y, at the angle."""
        r, angle = self.expression, self.symbol
        rate, cos, sin = stage.derivative(r, self.variable), sympy.cos(angle), sympy.sin(angle)
        rates = rate * cos - r * sin, rate * sin + r * cos
        return Traced(r * cos, r * sin, angle, read_number(self.point), rates)

    @property
    def slope(self) -> sympy.Expr | None:
        """The exact slope; None for a vertical tangent. Where the curve stands still in the pole, that of the ray."""
        curve = self.curve
        if not curve.stands_still:
            return curve.slope
        upright = abs(evaluate(sympy.cos(curve.at)) or 0) < 1e-12
        return None if upright else sympy.tan(curve.at)

    def claims(self) -> list[Any]:
        """The derivative of the radius, its value, and the slope of the curve."""
        curve, r, name = self.curve, self.expression, self.variable
        rate = stage.derivative(r, name)
        return [
            IsDerivative(r, name, rate, slot="function"),
            ValueAt(r, name, curve.at, curve.value(r)),
            CurveSlope(curve.x, curve.y, name, curve.at, self.slope),
        ]

    def examine(self) -> None:
        """Refuse an angle without a radius, a corner, and a point at which the curve stands still without a tangent."""
        curve, r, spoken = self.curve, self.expression, where(self.symbol, self.curve.at)
        if r == 0:
            raise MathError("r = 0 is the pole alone, not a curve.", "give a radius such as 1 + cos(theta)")
        if evaluate(r, {curve.t: curve.at}) is None:
            raise MathError(f"r = {numbers.plain(r)} has no real value at {spoken}.", "choose another angle")
        reason = failure(r, curve.t, curve.at)
        if reason:
            raise MathError(f"r = {numbers.plain(r)} has no derivative at {spoken}: {reason}.", "choose another angle")
        slope = CurveSlope(curve.x, curve.y, self.variable, curve.at, self.slope)
        if curve.stands_still and not slope.prove().good:
            raise MathError(
                f"At {spoken} the curve stands still in the pole, and no tangent can be told there.",
                "choose an angle beside it",
            )

    def scene(self) -> dict[str, Any]:
        """The curve as the way of a point on a turning ray, its slope and its tangent."""
        curve, r = self.curve, self.expression
        spoken = where(curve.t, curve.at)
        _, drawn = curve.scene(polar=True)
        radius = curve.value(r)
        drawn["velocity"] = self._direction()
        return drawn | {
            "subject": self.say("subject", function=self.function, where=spoken),
            "heading": stage.heading(self),
            "function": to_source(r.xreplace({curve.t: symbol("t")})),
            "parameter": to_typst(curve.t),
            "steps": stage.paced(self._steps(curve, spoken), READING),
            "captions": {
                "subject": self.say("caption", function=numbers.plain(self.function)),
                "run": self.say("run"),
                "stop": self.say("stop", where=spoken, radius=numbers.decimal(float(radius))),
                "tangent": self.say("vertical" if self.slope is None else "tangent"),
            },
        }

    def _direction(self) -> list[float]:
        """The direction of the tangent, of length 1."""
        slope = None if self.slope is None else float(self.slope)
        if slope is None:
            return [0.0, 1.0]
        length = (1 + slope**2) ** 0.5
        return [1 / length, slope / length]

    def _steps(self, curve: Traced, spoken: str) -> list[dict[str, Any]]:
        """Both coordinates, the derivative of the radius, the formula of the slope, its value, and the tangent."""
        r, t = (to_typst(name) for name in (sympy.Symbol(self.function_name), curve.t))
        at, slope = f"${t} = {numbers.exact(curve.at)}$", self.slope
        rise, run = f"{r}' sin {t} + {r} cos {t}", f"{r}' cos {t} - {r} sin {t}"
        rate = to_typst(stage.derivative(self.expression, self.variable))
        lines = [
            stage.line(self.say("parts-line"), f"& x = {r} cos {t} \\ & y = {r} sin {t}", self.say("parts")),
            stage.line(
                self.say("slope-line", radius=f"${r}' = {rate}$"),
                f"{stage.tint('frac(d y, d x)')} = frac({rise}, {run})",
                self.say("slope"),
            ),
        ]
        if curve.stands_still:
            value = '"is vertical"' if slope is None else numbers.valued(slope)
            lines.append(stage.line(self.say("limit-line", where=at), f"tan {t} {value}", self.say("limit")))
        elif slope is None:
            zero = f"{run} = 0"
            lines.append(stage.line(self.say("upright-line", where=at), zero, self.say("upright", where=spoken)))
        else:
            said = self.say("slope-is", where=spoken, slope=numbers.decimal(float(slope)))
            lines.append(stage.line(self.say("slope-at", where=at), f"frac(d y, d x) {numbers.valued(slope)}", said))
        if slope is None:
            line, said = f"x {numbers.valued(curve.place[0])}", f"x = {numbers.decimal(float(curve.place[0]))}"
        else:
            line, said = points.equation((symbol("x"), symbol("y")), curve.place, slope)
        lines.append(stage.line(self.say("line"), line, self.say("equation", equation=said), "DERIVATIVE"))
        return lines
