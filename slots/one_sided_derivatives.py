"""One-sided derivatives: the slopes of the secants from the left and from the right, in numbers, and their limits."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field

from derivanim.calculus.one_sided import SIGNS
from derivanim.errors import MathError
from derivanim.slots import numbers, plots, secants, stage
from derivanim.slots.at_point import PointSlots
from derivanim.slots.base import Level, Number
from derivanim.slots.sides import BothSides


class OneSidedDerivatives(BothSides, PointSlots):
    """A function and the point at which its secants of both sides are compared."""

    LEVEL: ClassVar[Level] = "conceptual"
    SUMMARY: ClassVar[str] = "secants from the left and from the right, with their slopes in a table and both limits"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "one_sided_derivatives", "function": "abs(x)", "point": "0"},
        {"template": "one_sided_derivatives", "function": "x**2", "point": "1"},
        {"template": "one_sided_derivatives", "function": "abs(x**2 - 4)", "point": "2"},
        {"template": "one_sided_derivatives", "function": "x**2 if x < 1 else 2 - x", "point": "1"},
        {"template": "one_sided_derivatives", "function": "x**(2/3)", "point": "0"},
        {"template": "one_sided_derivatives", "function": "sqrt(x)", "point": "0"},
        {"template": "one_sided_derivatives", "function": "t*abs(sin(t))", "point": "pi", "function_name": "s"},
        {"template": "one_sided_derivatives", "function": "exp(-abs(x - 1))*cos(x)", "point": "1", "pace": "fast"},
    )

    template: Literal["one_sided_derivatives"] = "one_sided_derivatives"
    point: Number = Field(description="the point to which the secants come from both sides")

    def examine(self) -> None:
        """Refuse a point at which the function is not continuous."""
        self.require_surroundings()
        if not self.sides.continuous:
            raise MathError(
                f"{numbers.plain(self.function)} is not continuous at {self.where}, so it has no slope there.",
                "differentiability shows what happens at jumps, holes and poles",
            )

    def scene(self) -> dict[str, Any]:
        """Axes around the point, a table of slopes for both sides, and the two limits."""
        at, window, kind = float(self.at), self.window(), self.sides.kind.replace(" ", "-")
        ways = dict(zip(SIGNS, self.half_lines(), strict=True))
        reach = {side: step for side, step in zip(SIGNS, self.first_steps(window), strict=True) if step is not None}
        steps = [min(reach.values()) / share for share in (1, 10, 100, 1000)]
        columns = [f'"{self.say(f"{side}-column")}"' for side in reach]
        rows = secants.both_sides(self.expression, self.symbol, at, steps[:3], [SIGNS[side] for side in reach])
        return plots.plot(window, [self.expression], self.symbol, at) | {
            **stage.opening(self, where=self.where),
            "point": at,
            "point_label": numbers.exact(self.at),
            "rows": [(f"abs({secants.step_name(self.variable)})", *columns), *rows],
            "columns": [0.9, 2.6, 4.3][: 1 + len(reach)],
            "sides": [
                {
                    "column": column,
                    "places": [at + SIGNS[side] * step for step in steps],
                    "way": ways[side],
                    "captions": [self.say(f"{side}-secant"), self.say("closer"), self.say(side)],
                    "line": self.slope_line(side),
                }
                for column, side in enumerate(reach, start=1)
            ],
            "verdict": self.verdict_line(kind),
            "agree": kind == "differentiable",
            "captions": {"curve": stage.graph_is(self)} | self.captions("caption", "point", "table", where=self.where),
        }
