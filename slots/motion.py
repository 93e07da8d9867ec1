"""Motion on a line: position, velocity and acceleration of a body, over a common time."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import sympy
from pydantic import Field

from derivanim.calculus.claims import IsDerivative, ValueAt
from derivanim.calculus.claims_approximation import AtMost, root_claim
from derivanim.calculus.reader import read_number
from derivanim.slots import numbers, stage, track
from derivanim.slots.base import FunctionSlots, Interval, Level, Name, Number

CAPTIONS = ("caption", "track", "position", "velocity", "acceleration", "rest", "moment")


class Motion(FunctionSlots):
    """The position of a body as a function of time, perhaps the time to watch, and a moment to look at."""

    LEVEL: ClassVar[Level] = "application"
    SUMMARY: ClassVar[str] = (
        "a body moves on a line: position, velocity and acceleration, where it turns, whether it slows"
    )
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "motion", "function": "t**3 - 6*t**2 + 9*t", "point": "2.5"},
        {"template": "motion", "function": "20*t - 5*t**2", "interval": ["0", "4"], "point": "1"},
        {"template": "motion", "function": "sin(t)", "point": "pi/4"},
        {"template": "motion", "function": "5*exp(-t)", "interval": ["0", "4"], "point": "1"},
        {"template": "motion", "function": "sqrt(t)", "interval": ["0", "4"], "point": "1"},
        {"template": "motion", "function": "log(1 + t)"},
        {"template": "motion", "function": "x/(1 + x**2)", "interval": ["0", "5"], "point": "2"},
        {"template": "motion", "function": "3*t - 2"},
    )

    template: Literal["motion"] = "motion"
    variable: Name = Field("t", description="the variable for the time")
    function_name: Name = Field("s", description="the name of the position")
    interval: Interval | None = Field(None, description="the time to watch, as its two ends; left out, it is chosen")
    point: Number | None = Field(None, description="a moment to look at")

    def claims(self) -> list[Any]:
        """The derivatives, where the body is at rest, and the values at the moment."""
        body, t = self.body, self.variable
        s, v, a = body.parts
        claims: list[Any] = [IsDerivative(s, t, v, slot="function"), IsDerivative(v, t, a, slot="function")]
        claims += [root_claim(v, t, rest) for rest in body.rests]
        if body.moment is not None:
            _, speed, change = body.now
            claims += [ValueAt(v, t, body.moment, speed), ValueAt(a, t, body.moment, change)]
            claims.append(AtMost(*sorted((speed * change, sympy.S.Zero))))
        return claims

    def examine(self) -> None:
        """Refuse a body that does not move or whose motion breaks, and a moment outside of the interval."""
        self.body.require()

    @property
    def body(self) -> track.Body:
        """The body with its velocity and acceleration, and the time to watch."""
        ends = self.interval and (read_number(self.interval[0]), read_number(self.interval[1]))
        return track.body(self.expression, self.symbol, ends, None if self.point is None else read_number(self.point))

    def scene(self) -> dict[str, Any]:
        """The line of places, the three graphs, where the body rests, and what happens at the moment."""
        opening, shown = stage.headed(self), numbers.plain(self.function)
        captions = self.captions(*CAPTIONS, function=shown)
        return opening | track.picture(self, self.body) | {"lines": track.lines(self, self.body), "captions": captions}
