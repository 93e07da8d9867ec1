"""The tangent of a curve that a parameter runs through: the velocity points along it, and its slope is y'/x'."""

from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

import sympy
from pydantic import Field, model_validator

from derivanim.calculus.claims import Equal, IsDerivative, ValueAt
from derivanim.calculus.claims_several import CurveSlope
from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.kinks import failure
from derivanim.calculus.printing import to_source, to_typst
from derivanim.calculus.reader import read_expression, read_number
from derivanim.calculus.symbols import symbol
from derivanim.calculus.textbook import textbook
from derivanim.errors import MathError
from derivanim.slots import numbers, points, stage
from derivanim.slots.base import Level, Name, Number, Presented, Text, variables_of
from derivanim.slots.labels import Paper
from derivanim.slots.plots import PICTURE
from derivanim.slots.traced import Traced, where

READING = 6.5  # seconds in which all lines are read


class ParametricTangent(Presented):
    """Both coordinates of a curve and the value of the parameter at which its tangent is drawn."""

    LEVEL: ClassVar[Level] = "advanced"
    SUMMARY: ClassVar[str] = "velocity, slope and tangent of a curve (x(t), y(t)) at one value of its parameter"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "parametric_tangent", "x": "cos(t)", "y": "sin(t)", "point": "pi/3"},
        {"template": "parametric_tangent", "x": "t**2", "y": "t**3 - 3*t", "point": "2"},
        {"template": "parametric_tangent", "x": "t - sin(t)", "y": "1 - cos(t)", "point": "pi/2"},
        {"template": "parametric_tangent", "x": "3*cos(t)", "y": "2*sin(t)", "point": "0"},
        {"template": "parametric_tangent", "x": "exp(s)", "y": "exp(-s)", "point": "1/2", "pace": "fast"},
        {"template": "parametric_tangent", "x": "sqrt(u)", "y": "log(u)", "point": "4"},
        {"template": "parametric_tangent", "x": "20*t", "y": "20*t - 5*t**2", "point": "2"},
        {"template": "parametric_tangent", "x": "3*t/(1 + t**3)", "y": "3*t**2/(1 + t**3)", "point": "1/2"},
        {"template": "parametric_tangent", "x": "sin(3*t)", "y": "sin(2*t)", "point": "1", "color": "green"},
    )

    template: Literal["parametric_tangent"] = "parametric_tangent"
    x: Text = Field(description="the first coordinate, e.g. cos(t)")
    y: Text = Field(description="the second coordinate, e.g. sin(t)")
    parameter: Name = Field("t", description="the parameter of both coordinates")
    point: Number = Field(description="the value of the parameter, a number such as 1 or pi/4")

    @model_validator(mode="before")
    @classmethod
    def _infer_parameter(cls, data: Any) -> Any:
        """Coordinates in s have the parameter s, even where the request did not say so."""
        given = isinstance(data, dict) and "parameter" not in data
        names = variables_of(data.get("x"), data.get("y")) if given else []
        return data | {"parameter": names[0]} if len(names) == 1 else data

    @model_validator(mode="after")
    def _canonical(self) -> Self:
        self._settle("x", "y", variable=self.parameter)
        return self

    @property
    def curve(self) -> Traced:
        """The curve at the value of the parameter."""
        x, y = (read_expression(text, variable=self.parameter).expression for text in (self.x, self.y))
        return Traced(x, y, symbol(self.parameter), read_number(self.point))

    def claims(self) -> list[Any]:
        """The place, both derivatives, the slope in the parameter, and the slope at the point."""
        curve, t = self.curve, self.parameter
        claims: list[Any] = []
        for part, rate, value in zip((curve.x, curve.y), curve.rates, curve.place, strict=True):
            claims += [IsDerivative(part, t, rate, slot="point"), ValueAt(part, t, curve.at, value)]
        quotient = self._quotient(curve)
        if quotient is not None:
            claims.append(Equal(quotient * curve.rates[0], curve.rates[1], slot="point"))
        return [*claims, CurveSlope(curve.x, curve.y, t, curve.at, curve.slope)]

    def examine(self) -> None:
        """Refuse a point outside of the curve, a corner, and a point at which the curve stands still."""
        curve, spoken = self.curve, where(self.curve.t, self.curve.at)
        for name, part in (("x", curve.x), ("y", curve.y)):
            if evaluate(part, {curve.t: curve.at}) is None:
                raise MathError(
                    f"{name} = {numbers.plain(part)} has no real value at {spoken}.", "choose a value of the domain"
                )
            reason = failure(part, curve.t, curve.at)
            if reason:
                raise MathError(
                    f"{name} = {numbers.plain(part)} has no derivative at {spoken}: {reason}.", "choose another value"
                )
        if curve.stands_still:
            raise MathError(
                f"At {spoken} both derivatives are 0: the curve stands still and dy/dx is 0/0.",
                "choose a value of the parameter beside it",
            )

    def scene(self) -> dict[str, Any]:
        """The curve as the way of a moving point, its velocity there, the slope and the tangent."""
        curve = self.curve
        t, spoken = symbol("t"), where(curve.t, curve.at)
        _, drawn = curve.scene()
        pair = f"({numbers.plain(self.x)}, {numbers.plain(self.y)})"
        rates = [numbers.decimal(float(speed)) for speed in curve.velocity]
        legs = curve.legs(drawn, [f"x' = {rates[0]}", f"y' = {rates[1]}"]) if "0" not in rates else None
        paper = Paper(drawn["x_range"], drawn["y_range"], PICTURE)
        return paper.cleared(drawn, legs["boxes"] if legs else []) | {
            "subject": self.say("subject", curve=f"({self.x}, {self.y})", where=spoken),
            "heading": {"title": self.heading(), "formula": f"x = {to_typst(curve.x)} , quad y = {to_typst(curve.y)}"},
            "functions": [to_source(part.xreplace({curve.t: t})) for part in (curve.x, curve.y)],
            "parameter": to_typst(curve.t),
            "legs": legs,
            "steps": stage.paced(self._steps(curve, spoken), READING),
            "captions": {
                "subject": self.say("caption", curve=pair),
                "run": self.say("run", parameter=self.parameter),
                "stop": self.say("stop", where=spoken),
                "velocity": self.say("velocity"),
                "tangent": self.say("vertical" if curve.slope is None else "tangent"),
            },
        }

    def _quotient(self, curve: Traced) -> sympy.Expr | None:
        """The slope in the parameter; None for a curve that goes straight up."""
        return None if curve.rates[0] == 0 else textbook(curve.rates[1] / curve.rates[0], gain=1.0)

    def _steps(self, curve: Traced, spoken: str) -> list[dict[str, Any]]:
        """The velocity, the slope in the parameter, its value, and the tangent's equation."""
        t, (x, y) = to_typst(curve.t), map(symbol, ("x", "y"))
        first, second = map(to_typst, curve.rates)
        quotient, slope, at = self._quotient(curve), curve.slope, f"${t} = {numbers.exact(curve.at)}$"
        rule = stage.tint(f"frac(d y, d x) = frac(y'({t}), x'({t}))")
        general = "" if quotient is None else f" = {to_typst(quotient)}"
        lines = [
            stage.line(
                self.say("velocity-line"), f"& x'({t}) = {first} \\ & y'({t}) = {second}", self.say("velocity-is")
            ),
            stage.line(self.say("slope-line"), f"{rule}{general}", self.say("slope")),
        ]
        if slope is None:
            zero = f"x'({numbers.exact(curve.at)}) = 0"
            lines.append(stage.line(self.say("upright-line", where=at), zero, self.say("upright", where=spoken)))
            line, said = f"x {numbers.valued(curve.place[0])}", f"x = {numbers.decimal(float(curve.place[0]))}"
        else:
            value = numbers.decimal(float(slope))
            caption = self.say("slope-is", where=spoken, slope=value)
            lines.append(stage.line(self.say("slope-at", where=at), f"frac(d y, d x) {numbers.valued(slope)}", caption))
            line, said = points.equation((x, y), curve.place, slope)
        lines.append(stage.line(self.say("line"), line, self.say("equation", equation=said), "DERIVATIVE"))
        return lines
