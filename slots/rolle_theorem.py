"""Rolle's theorem: between two points of equal height a smooth curve has a level tangent."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from derivanim.calculus.claims_mean_value import EqualEnds
from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.proving import same
from derivanim.errors import MathError
from derivanim.slots import numbers, stage
from derivanim.slots.base import Level
from derivanim.slots.mean_value import ChordSlots
from derivanim.slots.signed import label


class RolleTheorem(ChordSlots):
    """A function with equal values at the ends of an interval, and every point inside with a level tangent."""

    LEVEL: ClassVar[Level] = "conceptual"
    SUMMARY: ClassVar[str] = "equal values at both ends, so that a tangent in between is level"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "rolle_theorem", "function": "x**2 - 4*x + 5", "interval": ["0", "4"]},
        {"template": "rolle_theorem", "function": "x**3 - 4*x", "interval": ["-2", "2"]},
        {"template": "rolle_theorem", "function": "sin(x)", "interval": ["0", "2*pi"]},
        {"template": "rolle_theorem", "function": "x*sqrt(4 - x**2)", "interval": ["-2", "2"]},
        {"template": "rolle_theorem", "function": "x + 1/x", "interval": ["1/2", "2"]},
        {"template": "rolle_theorem", "function": "t*(3 - t)*exp(-t)", "interval": ["0", "3"], "function_name": "h"},
    )

    template: Literal["rolle_theorem"] = "rolle_theorem"

    def claims(self) -> list[Any]:
        """The conditions and points of the mean value theorem, and that both ends have the same height."""
        return [*super().claims(), EqualEnds(self.expression, self.variable, self.ends)]

    def examine(self) -> None:
        """Refuse different values at the ends, and what the mean value theorem refuses."""
        first, last = (evaluate(self.expression, {self.symbol: end}) for end in self.ends)
        if first is not None and last is not None and not same(first, last):
            (a, fa), (b, fb) = self.heights()
            left, right = (f"{self.function_name}({numbers.plain(at)})" for at in (a, b))
            raise MathError(
                f"{left} is {numbers.decimal(float(fa))} and {right} is {numbers.decimal(float(fb))}: the values "
                "at the ends differ, so Rolle's theorem says nothing.",
                "a mean_value_theorem shows this interval, or choose ends with equal values",
            )
        super().examine()

    def scene(self) -> dict[str, Any]:
        """The level chord, the line that is moved, the derivative, and the points."""
        (a, height), (b, _) = self.heights()
        equal = f"{stage.call_of(self, label(a))} = {stage.call_of(self, label(b))} {numbers.valued(height)}"
        return self.picture() | {
            "chord_line": stage.line(self.say("equal-line"), equal, self.say("equal"), "MEASURE"),
            "points_line": self.points_line(f"${stage.call_of(self, 'c', prime=chr(39))} = 0$"),
        }
