"""The derivative as a picture: the tangent slides along the curve while its slope is read off."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import numpy as np
from pydantic import Field

from derivanim.calculus.printing import to_typst
from derivanim.calculus.reader import read_number
from derivanim.calculus.sampling import sampler
from derivanim.calculus.window import choose_window
from derivanim.slots import numbers, plots, points, stage
from derivanim.slots.base import DerivativeSlots, Interval, Level


class DerivativeOverview(DerivativeSlots):
    """A function, its derivative in steps, and the slope along the curve."""

    LEVEL: ClassVar[Level] = "foundation"
    SUMMARY: ClassVar[str] = "a tangent slides along the curve while the derivative is found in steps"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "derivative_overview", "function": "x**3 - 3*x"},
        {"template": "derivative_overview", "function": "sin(2*x)"},
        {"template": "derivative_overview", "function": "x*exp(-x)", "interval": ["-1", "4"]},
        {"template": "derivative_overview", "function": "x*log(x)"},
        {"template": "derivative_overview", "function": "sqrt(x**2 + 1)", "color": "green"},
        {"template": "derivative_overview", "function": "x/(x**2 + 1)"},
        {"template": "derivative_overview", "function": "t**2*sin(t)*exp(-t/2)", "variable": "t", "function_name": "s"},
    )

    template: Literal["derivative_overview"] = "derivative_overview"
    interval: Interval | None = Field(None, description="the part of the curve to show; left out, it is chosen")

    def scene(self) -> dict[str, Any]:
        """Axes, the way of the sliding tangent, and the steps to the derivative."""
        x, function = self.symbol, self.expression
        ends = self.interval and tuple(map(read_number, self.interval))
        window = choose_window(function, x, interval=ends)
        derivative = stage.derivative(function, self.variable)
        start, end = points.glide(window)
        slopes = sampler(derivative, [x])(np.linspace(start, end, 200))
        steepest = float(np.nanmax(np.abs(slopes)))
        return plots.plot(window, [function], x) | {
            "subject": self.say("subject", function=self.function),
            "heading": stage.heading(self),
            "function": stage.in_x(function, self),
            "derivative": stage.in_x(derivative, self),
            "start": start,
            "end": end,
            "rest": start + 0.35 * (end - start),
            "variable": to_typst(x),
            "slope_name": stage.call_of(self, prime="'"),
            "slots": 5 + len(str(int(max(steepest, abs(start), abs(end))))),
            "steps": stage.derivation(self),
            "captions": {
                "subject": self.say("question", function=numbers.plain(self.function)),
                "curve": self.say("curve"),
                "tangent": self.say("tangent"),
                "slide": self.say("slide"),
                "back": self.say("back", variable=self.variable),
            },
        }
