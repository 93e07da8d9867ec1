"""The derivative of an inverse function: the mirror image swaps run and rise, so its slope is the reciprocal."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar, Literal, Self

import sympy
from pydantic import Field, model_validator

from derivanim.calculus.claims import Equal, SlopeAt, ValueAt
from derivanim.calculus.claims_signs import SignOn
from derivanim.calculus.inverse import preimages
from derivanim.calculus.printing import to_typst
from derivanim.calculus.reader import read_number
from derivanim.errors import MathError
from derivanim.slots import numbers, points, stage
from derivanim.slots.base import DerivativeSlots, Level, Number
from derivanim.slots.inverse_picture import InversePicture, inverse_picture

READING = 6.5  # seconds in which all lines are read


class InverseFunctionDerivative(DerivativeSlots):
    """A function, and the point or the value at which its inverse is differentiated."""

    LEVEL: ClassVar[Level] = "advanced"
    SUMMARY: ClassVar[str] = "the derivative of the inverse function, as the slope of the mirror image"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "inverse_function_derivative", "function": "x**3 + x", "value": "2"},
        {"template": "inverse_function_derivative", "function": "exp(x)", "point": "1/2"},
        {"template": "inverse_function_derivative", "function": "sin(x)", "point": "pi/6"},
        {"template": "inverse_function_derivative", "function": "x**2", "point": "3", "function_name": "g"},
        {"template": "inverse_function_derivative", "function": "2*t + cos(t)", "variable": "t", "value": "1"},
        {"template": "inverse_function_derivative", "function": "1/(x + 1)", "point": "1"},
        {"template": "inverse_function_derivative", "function": "sqrt(x)", "value": "2"},
        {"template": "inverse_function_derivative", "function": "x**5 + 2*x**3 + x - 1", "value": "59"},
    )

    template: Literal["inverse_function_derivative"] = "inverse_function_derivative"
    point: Number | None = Field(None, description="where the function is looked at; instead of the value")
    value: Number | None = Field(None, description="the value at which the inverse is; instead of the point")

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.point is None) == (self.value is None):
            raise ValueError("give either the point of the function or the value, at which the inverse is taken")
        return self

    def claims(self) -> list[Any]:
        """The derivative, the point, both slopes, and that the branch that is mirrored rises or falls throughout."""
        low, high = self.picture.branch
        inner = sympy.Float(low + 1e-6 * (high - low)), sympy.Float(high - 1e-6 * (high - low))
        function, x = self.expression, self.variable
        return [
            *super().claims(),
            ValueAt(function, x, self.at, self.height),
            SlopeAt(function, x, self.at, self.slope),
            SignOn(function, x, inner, 1 if self.slope > 0 else -1),
            Equal(self.slope * self.inverse_slope, sympy.Integer(1)),
        ]

    def examine(self) -> None:
        """Refuse a value that is taken nowhere or more than once, and a point where the inverse has no slope."""
        shown = numbers.plain(self.function)
        if not self.expression.has(self.symbol):
            raise MathError(f"{shown} is constant, so it has no inverse.", "give a function that rises or falls")
        at = self.at
        points.require_differentiable(self, at, "choose another point")
        if abs(float(self.slope)) < 1e-12:
            where = f"{self.variable} = {numbers.plain(at)}"
            raise MathError(
                f"The tangent of {shown} is level at {where}, so that of the inverse is vertical and has no slope.",
                "choose a point with a slope other than 0",
            )

    @cached_property
    def at(self) -> sympy.Expr:
        """The point at which the function is looked at: given, or found from its value."""
        if self.value is None:
            return read_number(str(self.point))
        value, shown = read_number(self.value), numbers.plain(self.function)
        places = preimages(self.expression, self.symbol, value)
        if not places:
            raise MathError(
                f"{shown} takes the value {numbers.plain(value)} nowhere.", "give another value, or a point"
            )
        if len(places) > 1:
            first = " and ".join(f"{self.variable} = {_short(place)}" for place in sorted(places, key=abs)[:2])
            more = "" if len(places) == 2 else " and elsewhere"
            raise MathError(
                f"{shown} takes the value {numbers.plain(value)} at {first}{more}, so it has no inverse there.",
                "give the point instead of the value: the part of the curve around it has an inverse",
            )
        return places[0]

    @property
    def height(self) -> sympy.Expr:
        """The value of the function there."""
        return points.value_at(self.expression, self.symbol, self.at) if self.value is None else read_number(self.value)

    @cached_property
    def slope(self) -> sympy.Expr:
        """The exact slope of the function there."""
        return points.value_at(stage.derivative(self.expression, self.variable), self.symbol, self.at)

    @property
    def inverse_slope(self) -> sympy.Expr:
        """The slope of the inverse at the value."""
        return sympy.nsimplify(1 / self.slope) if self.slope.is_Rational else sympy.radsimp(1 / self.slope)

    @cached_property
    def picture(self) -> InversePicture:
        """The windows, and the branch that is mirrored."""
        slope = stage.derivative(self.expression, self.variable)
        return inverse_picture(self.expression, slope, self.symbol, self.at, float(self.slope))

    def scene(self) -> dict[str, Any]:
        """The curve with its tangent and triangle, the mirror image of all, and the lines of reasoning."""
        at, height = self.at, self.height
        where, level = f"{self.variable} = {numbers.plain(at)}", numbers.plain(height)
        shown = {"function": numbers.plain(self.function), "where": where, "value": level, "name": self.function_name}
        keys = ("curve", "point", "triangle", "flip" if self.picture.single else "swap-axes", "reciprocal")
        return {
            "subject": self.say("subject", **shown),
            "heading": stage.heading(self),
            "function": stage.in_x(self.expression, self),
            "picture": self.picture.data(),
            "name": f"{self._inverse}({to_typst(self.symbol)})",
            "lines": self._lines(),
            "captions": {"subject": self.say("caption", **shown)}
            | {key.replace("-", "_"): self.say(key, **shown) for key in keys}
            | {"flip": self.say(keys[3])},
        }

    @property
    def _inverse(self) -> str:
        return f"{to_typst(sympy.Symbol(self.function_name))}^(-1)"

    def _lines(self) -> list[dict[str, Any]]:
        """There and back, the derivative, its value, and the reciprocal of that."""
        at, height = self.at, self.height
        call = f"{stage.call_of(self, _number(at))} {numbers.valued(height)}"
        back = f"{self._inverse}({_number(height)}) {numbers.equals(at) if at.is_Float else f'= {numbers.exact(at)}'}"
        reciprocal = f"frac(1, {stage.call_of(self, _number(at), prime=chr(39))})"
        lines = [
            stage.line(self.say("place-line"), f"{call} , quad {back}", self.say("place")),
            *stage.derivation(self, 2),
            points.slope_line(self, at),
            stage.line(
                self.say("inverse-line"),
                f"({self._inverse})'({_number(height)}) = {reciprocal} {numbers.valued(self.inverse_slope)}",
                self.say("inverse", slope=numbers.decimal(float(self.inverse_slope))),
                "DERIVATIVE",
            ),
        ]
        return stage.paced(lines, READING)


def _number(value: sympy.Expr) -> str:
    return numbers.exact(value) if numbers.is_short(value) else numbers.decimal(float(value))


def _short(value: sympy.Expr) -> str:
    return numbers.plain(value) if numbers.is_short(value) else numbers.decimal(float(value))
