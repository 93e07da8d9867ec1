"""Where a function increases and where it decreases, by the sign of its derivative."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from derivanim.slots import stage
from derivanim.slots.base import Level
from derivanim.slots.signed import READING, SignedSlots


class IncreasingAndDecreasing(SignedSlots):
    """A function whose derivative's sign is followed along the curve."""

    LEVEL: ClassVar[Level] = "conceptual"
    SUMMARY: ClassVar[str] = "where a function increases and decreases, by the sign of its derivative"
    ORDER: ClassVar[int] = 1
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "increasing_and_decreasing", "function": "x**3 - 3*x"},
        {"template": "increasing_and_decreasing", "function": "sin(x)"},
        {"template": "increasing_and_decreasing", "function": "x + 2*cos(x)", "interval": ["0", "2*pi"]},
        {"template": "increasing_and_decreasing", "function": "x**2*exp(-x)"},
        {"template": "increasing_and_decreasing", "function": "x + 1/x"},
        {"template": "increasing_and_decreasing", "function": "x*log(x)"},
        {"template": "increasing_and_decreasing", "function": "abs(x**2 - 4)"},
        {"template": "increasing_and_decreasing", "function": "t**3 - 6*t**2 + 12*t", "function_name": "s"},
        {"template": "increasing_and_decreasing", "function": "(x**2 + 1)*exp(-x)*sin(3*x)/sqrt(x + 2)"},
    )

    template: Literal["increasing_and_decreasing"] = "increasing_and_decreasing"

    def scene(self) -> dict[str, Any]:
        """The picture with its signs, the derivative, its zeros, and the intervals."""
        zero = f"${stage.call_of(self, prime=chr(39))} = 0$"
        places = [mark.point for mark in self.chart().marks]
        return self.picture() | {
            "steps": stage.paced(stage.derivation(self, max_lines=2), READING),
            "places_line": self.places_line(
                places, self.say("critical-line", zero=zero) + self.within(), self.say("critical")
            ),
            "result_lines": [
                self.intervals_line("increasing", 1, "MEASURE"),
                self.intervals_line("decreasing", -1, "POINT"),
            ],
        }
