"""The derivative of a trigonometric function: the height of a turning point, and how fast it climbs."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from derivanim.calculus.claims import Equal, IsDerivative
from derivanim.calculus.elementary import TRIGONOMETRIC, elementary
from derivanim.slots import numbers, pairs, points, stage
from derivanim.slots.base import Level
from derivanim.slots.elementary import ElementarySlots
from derivanim.slots.wheel import Wheel, wheel

READING = 4.0  # seconds in which a derivation is read


class TrigonometricDerivative(ElementarySlots):
    """A function made of sine, cosine, tangent, cotangent, secant and cosecant."""

    LEVEL: ClassVar[Level] = "foundation"
    SUMMARY: ClassVar[str] = "the derivative of a trigonometric function, from a point that turns on a circle"
    FAMILY = TRIGONOMETRIC
    KIND = "trigonometric"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "trigonometric_derivative", "function": "sin(x)", "point": "pi/3"},
        {"template": "trigonometric_derivative", "function": "cos(x)"},
        {"template": "trigonometric_derivative", "function": "3*sin(2*t) + 1", "variable": "t", "function_name": "h"},
        {"template": "trigonometric_derivative", "function": "tan(x)", "point": "pi/4"},
        {"template": "trigonometric_derivative", "function": "sec(x)"},
        {"template": "trigonometric_derivative", "function": "cos(sqrt(x))", "pace": "fast"},
        {"template": "trigonometric_derivative", "function": "exp(sin(x))"},
        {"template": "trigonometric_derivative", "function": "sin(x)**2 - cos(x)", "point": "-pi/2"},
        {"template": "trigonometric_derivative", "function": "-2*cos(pi*x/6 - 1)", "point": "20"},
    )

    template: Literal["trigonometric_derivative"] = "trigonometric_derivative"

    def claims(self) -> list[Any]:
        """The derivative, and that the wheel's point has the height and the velocity that are shown."""
        turning = self.wheel
        if turning is None:
            return super().claims()
        return [
            *super().claims(),
            Equal(turning.height, self.expression),
            IsDerivative(self.expression, self.variable, turning.climb, slot=None),
        ]

    def examine(self) -> None:
        """Refuse another function, and one with no piece of curve that has a slope."""
        super().examine()
        if self.wheel is None:
            self.require_slopes()

    @property
    def wheel(self) -> Wheel | None:
        """The turning point, for sine and cosine of an angle that grows evenly."""
        return wheel(elementary(self.expression, self.symbol, TRIGONOMETRIC), self.symbol, self.given)

    def scene(self) -> dict[str, Any]:
        """The wheel beside both curves, or the function with its slope below, and the steps to the derivative."""
        turning, shown = self.wheel, {"function": numbers.plain(self.function)}
        at = turning.easy_place() if turning and self.given is None else self.rest
        keys = ("turn", "velocity", "climb", "rest") if turning else ("curve", "tangent", "trace", "rest")
        return {
            "subject": self.say("subject", **shown),
            "heading": stage.heading(self),
            "function": stage.in_x(self.expression, self),
            "derivative": stage.in_x(self.slope, self),
            "wheel": turning and turning.picture() | {"rest": float(at)},
            "pair": None if turning else pairs.traced(self, self.graphs, self.slope, at),
            "names": [stage.call_of(self), stage.call_of(self, prime="'")],
            "steps": stage.paced(stage.derivation(self), READING),
            "slope_line": points.slope_line(self, at),
            "captions": {"subject": self.say("question", **shown)} | {key: self.say(key) for key in keys},
        }
