"""The derivative of a hyperbolic function: the halves of sinh and cosh are their own slopes, up to the sign."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from derivanim.calculus.claims import Equal, IsDerivative
from derivanim.calculus.elementary import HYPERBOLIC, elementary
from derivanim.slots import numbers, pairs, points, stage
from derivanim.slots.base import Level
from derivanim.slots.elementary import ElementarySlots
from derivanim.slots.halves import Halves, halves


class HyperbolicDerivative(ElementarySlots):
    """A function made of hyperbolic functions and their inverses."""

    LEVEL: ClassVar[Level] = "foundation"
    SUMMARY: ClassVar[str] = "the derivative of a hyperbolic function, from its two exponential halves"
    FAMILY = HYPERBOLIC
    KIND = "hyperbolic"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "hyperbolic_derivative", "function": "cosh(x)", "point": "1"},
        {"template": "hyperbolic_derivative", "function": "sinh(x)"},
        {"template": "hyperbolic_derivative", "function": "3*cosh(t/2)", "variable": "t", "function_name": "h"},
        {"template": "hyperbolic_derivative", "function": "tanh(x)", "point": "1/2"},
        {"template": "hyperbolic_derivative", "function": "sech(x)"},
        {"template": "hyperbolic_derivative", "function": "asinh(2*x)", "pace": "fast"},
        {"template": "hyperbolic_derivative", "function": "sinh(x**2 - 1)", "point": "1"},
        {"template": "hyperbolic_derivative", "function": "cosh(x)**2 - sinh(x)"},
        {"template": "hyperbolic_derivative", "function": "exp(-cosh(x))"},
        {"template": "hyperbolic_derivative", "function": "tanh(sqrt(x))"},
    )

    template: Literal["hyperbolic_derivative"] = "hyperbolic_derivative"

    def claims(self) -> list[Any]:
        """The derivative, and that the halves and their slopes add up to what is shown."""
        parts = self.halves
        if parts is None:
            return super().claims()
        return [
            *super().claims(),
            Equal(parts.growing + parts.shrinking, self.expression),
            IsDerivative(self.expression, self.variable, sum(parts.slopes), slot=None),
        ]

    def examine(self) -> None:
        """Refuse another function, and one with no piece of curve that has a slope."""
        super().examine()
        if self.halves is None:
            self.require_slopes()

    @property
    def halves(self) -> Halves | None:
        """The two halves of sinh and cosh of a linear function."""
        return halves(elementary(self.expression, self.symbol, HYPERBOLIC), self.symbol)

    def scene(self) -> dict[str, Any]:
        """The halves with their sum and its slope, or the function with its slope below, and the steps."""
        parts, function = self.halves, numbers.plain(self.function)
        picture = parts and parts.picture(self.expression, self.slope, self.given)
        at = picture["rest"] if picture else self.rest
        keys = ("halves", "sum", "slopes", "slide", "rest") if parts else ("curve", "tangent", "trace", "rest")
        return stage.opening(self, function=function) | {
            "derivative": stage.in_x(self.slope, self),
            "halves": parts and [stage.in_x(half, self) for half in (parts.growing, parts.shrinking)],
            "picture": picture and picture | {"rest": float(at)},
            "pair": None if parts else pairs.traced(self, self.graphs, self.slope, at),
            "names": [stage.call_of(self), stage.call_of(self, prime="'")],
            "steps": parts.lines(self, self.slope) if parts and self.steps else stage.derivation(self),
            "slope_line": points.slope_line(self, at),
            "captions": self.captions(*keys) | {"subject": self.say("question", function=function)},
        }
