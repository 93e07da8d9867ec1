"""The greatest and least value of a function on a closed interval."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field

from derivanim.calculus.claims import IsExtremum
from derivanim.calculus.optimize import Candidates, optimize
from derivanim.calculus.window import choose_window
from derivanim.errors import MathError
from derivanim.slots import candidates, numbers, plots, stage
from derivanim.slots.base import Level
from derivanim.slots.interval import IntervalSlots

LARGEST = 10**12


class Optimization(IntervalSlots):
    """A function, a closed interval, and which extremum is asked for."""

    LEVEL: ClassVar[Level] = "application"
    SUMMARY: ClassVar[str] = "maximum and minimum on a closed interval, among critical points and ends"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "optimization", "function": "x**3 - 3*x", "interval": ["-2", "3"]},
        {"template": "optimization", "function": "x*(10 - 2*x)", "interval": ["0", "5"], "goal": "maximum"},
        {"template": "optimization", "function": "x + 2*cos(x)", "interval": ["0", "2*pi"]},
        {"template": "optimization", "function": "x*exp(-x)", "interval": ["0", "4"], "goal": "maximum"},
        {"template": "optimization", "function": "x**2 - 8*log(x)", "interval": ["1", "4"], "goal": "minimum"},
        {"template": "optimization", "function": "x*sqrt(4 - x**2)", "interval": ["-2", "2"]},
        {"template": "optimization", "function": "x/(x**2 + 1)", "interval": ["-3", "3"]},
        {"template": "optimization", "function": "abs(x - 1)", "interval": ["-1", "2"], "goal": "both"},
    )

    template: Literal["optimization"] = "optimization"
    goal: Literal["maximum", "minimum", "both"] = Field("both", description="what is asked for")

    def claims(self) -> list[Any]:
        """That each shown extremum is one on the whole interval."""
        parts, winners = (self.expression, self.variable, self.ends), candidates.extrema(self.candidates(), self.goal)
        return [IsExtremum(*parts, points[0].point, kind) for kind, points in winners]

    def examine(self) -> None:
        """Refuse a function that is not continuous on the interval, constant, or too large for numbers on axes."""
        found, told = self.candidates(), numbers.plain(self.function)
        if any(abs(point.value) > LARGEST for point in found.points):
            raise MathError(
                f"{told} has values on this interval that are too large to be shown.", "choose a shorter interval"
            )
        if found.constant:
            raise MathError(
                f"{told} is constant, so every point is a maximum and a minimum.", "ask for a function that changes"
            )

    def candidates(self) -> Candidates:
        """Ends, critical points and corners with their values."""
        return optimize(self.expression, self.variable, self.ends)

    def heading(self) -> str:
        """The title: the wished one, or what is asked for."""
        return super().heading() if self.title or self.goal == "both" else self.say(self.goal)

    def scene(self) -> dict[str, Any]:
        """Axes over the interval, the candidates with their values, and the winners among them."""
        found, (low, high) = self.candidates(), map(float, self.ends)
        window = choose_window(self.expression, self.symbol, interval=self.ends)
        captions = self.captions("caption", "interval", "candidates", interval=self.spoken)
        return plots.plot(window, [self.expression], self.symbol) | {
            **stage.opening(self, interval=self.spoken),
            **candidates.table(self, found, candidates.extrema(found, self.goal)),
            "low": low,
            "high": high,
            "inside": [(max(a, low), min(b, high)) for a, b in window.pieces if a < high and b > low],
            "steps": candidates.steps(self, found),
            "captions": captions | {"curve": stage.graph_is(self)},
        }
