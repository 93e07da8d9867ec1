"""The derivative of an inverse trigonometric function: an angle in a right triangle, whose third side is the slope."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import sympy

from derivanim.calculus.claims import Equal, IsDerivative
from derivanim.calculus.elementary import ARCS, elementary
from derivanim.slots import numbers, pairs, points, stage
from derivanim.slots.base import Level
from derivanim.slots.elementary import ElementarySlots
from derivanim.slots.right_triangle import RightTriangle, right_triangle

READING = 4.4  # seconds in which all lines are read


class InverseTrigonometricDerivative(ElementarySlots):
    """A function made of arcsine, arccosine, arctangent and their relatives."""

    LEVEL: ClassVar[Level] = "advanced"
    SUMMARY: ClassVar[str] = "the derivative of an inverse trigonometric function, from the sides of a right triangle"
    FAMILY = ARCS
    KIND = "inverse trigonometric"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "inverse_trigonometric_derivative", "function": "asin(x)", "point": "1/2"},
        {"template": "inverse_trigonometric_derivative", "function": "acos(x)"},
        {"template": "inverse_trigonometric_derivative", "function": "atan(x)", "point": "1"},
        {"template": "inverse_trigonometric_derivative", "function": "3*asin(t/2) + 1", "variable": "t"},
        {"template": "inverse_trigonometric_derivative", "function": "atan(x**2)", "function_name": "g"},
        {"template": "inverse_trigonometric_derivative", "function": "asec(x)", "point": "2"},
        {"template": "inverse_trigonometric_derivative", "function": "acos(sqrt(x))", "pace": "fast"},
        {"template": "inverse_trigonometric_derivative", "function": "asin(x)**2 + atan(x)"},
        {"template": "inverse_trigonometric_derivative", "function": "atan(exp(x))"},
    )

    template: Literal["inverse_trigonometric_derivative"] = "inverse_trigonometric_derivative"

    def claims(self) -> list[Any]:
        """The derivative, the side that the triangle gives, and the slope that follows from it."""
        shape = self.shape
        if shape is None:
            return super().claims()
        side = 1 / shape.third if shape.form.outer is sympy.atan else shape.third
        return [
            *super().claims(),
            Equal(shape.cosine, side),
            IsDerivative(self.expression, self.variable, shape.slope(), slot=None),
        ]

    def examine(self) -> None:
        """Refuse another function, an end of the domain, and a function with no piece of curve that has a slope."""
        super().examine()
        self.require_slopes()

    @property
    def shape(self) -> RightTriangle | None:
        """The triangle, for arcsine, arccosine and arctangent of one inner function."""
        return right_triangle(elementary(self.expression, self.symbol, ARCS), self.symbol)

    def scene(self) -> dict[str, Any]:
        """The triangle beside the curve, or the function with its slope below, and the steps to the derivative."""
        shape, shown = self.shape, {"function": numbers.plain(self.function)}
        picture = shape and shape.picture(self.expression, self.slope, self.given)
        at = picture["rest"] if picture else self.rest
        keys = ("curve", "angle", "sides", "slide", "rest") if shape else ("curve", "tangent", "trace", "rest")
        return {
            "subject": self.say("subject", **shown),
            "heading": stage.heading(self),
            "function": stage.in_x(self.expression, self),
            "derivative": stage.in_x(self.slope, self),
            "inner": shape and stage.in_x(shape.form.inner, self),
            "triangle": picture and picture | {"rest": float(at)},
            "pair": None if shape else pairs.traced(self, self.graphs, self.slope, at),
            "slope_name": stage.call_of(self, prime="'"),
            "steps": self._read_off(shape) if shape and self.steps else stage.derivation(self),
            "slope_line": points.slope_line(self, at),
            "captions": {"subject": self.say("question", **shown)} | {key: self.say(key) for key in keys},
        }

    def _read_off(self, shape: RightTriangle) -> list[dict[str, Any]]:
        """The angle, both sides differentiated, what the triangle says, and the derivative where that is more."""
        lines = [stage.line(self.say(f"{key}-line"), formula, self.say(f"{key}-is")) for key, formula in shape.lines()]
        if shape.plain and shape.form.factor == 1:
            lines[-1]["color"] = "DERIVATIVE"
        else:
            lines.append(
                stage.derivation(self)[-1] | {"rule": self.say("derivative-line"), "caption": self.say("result")}
            )
        return stage.paced(lines, READING)
