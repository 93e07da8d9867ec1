"""The mean value theorem: between two points of a smooth curve, the tangent is somewhere parallel to their chord."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from derivanim.slots import numbers, stage
from derivanim.slots.base import Level
from derivanim.slots.mean_value import ChordSlots
from derivanim.slots.signed import equals, label


class MeanValueTheorem(ChordSlots):
    """A function and an interval, with every point at which the tangent is parallel to the chord."""

    LEVEL: ClassVar[Level] = "conceptual"
    SUMMARY: ClassVar[str] = "a line parallel to the chord is moved until it touches the curve"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "mean_value_theorem", "function": "x**3 - x", "interval": ["0", "2"]},
        {"template": "mean_value_theorem", "function": "x**3 - 3*x", "interval": ["-2", "2"]},
        {"template": "mean_value_theorem", "function": "sqrt(x)", "interval": ["0", "4"]},
        {"template": "mean_value_theorem", "function": "log(x)", "interval": ["1", "E"]},
        {"template": "mean_value_theorem", "function": "sin(x)", "interval": ["0", "pi/2"]},
        {"template": "mean_value_theorem", "function": "t**2*exp(-t)", "interval": ["0", "3"], "function_name": "s"},
        {"template": "mean_value_theorem", "function": "1/x", "interval": ["1/2", "4"]},
        {"template": "mean_value_theorem", "function": "cbrt(x)", "interval": ["0", "8"]},
    )

    template: Literal["mean_value_theorem"] = "mean_value_theorem"

    def scene(self) -> dict[str, Any]:
        """The chord, its slope, the line that is moved, the derivative, and the points."""
        a, b = self.ends
        over = f"frac({stage.call_of(self, label(b))} - {stage.call_of(self, label(a))}, {label(b)} - {label(a)})"
        if a.is_negative:
            over = over.replace(f"- {label(a)})", f"- ({label(a)}))")
        slope = f"{over} {numbers.valued(self.mean)}"
        return self.picture() | {
            "chord_line": stage.line(self.say("slope-line"), slope, self.say("slope"), "MEASURE"),
            "points_line": self.points_line(f"${stage.call_of(self, 'c', prime=chr(39))} {equals(self.mean)}$"),
        }
