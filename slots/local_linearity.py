"""Local linearity: under a growing zoom a differentiable curve becomes its tangent, and a corner stays a corner."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import sympy
from pydantic import Field

from derivanim.errors import MathError
from derivanim.slots import numbers, stage, zooming
from derivanim.slots.at_point import PointSlots
from derivanim.slots.base import Level, Number
from derivanim.slots.sides import INFINITE, BothSides


class LocalLinearity(BothSides, PointSlots):
    """A function and the point that is magnified."""

    LEVEL: ClassVar[Level] = "conceptual"
    SUMMARY: ClassVar[str] = "zooming in at a point turns the curve into its tangent, with the gap in numbers"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "local_linearity", "function": "x**2", "point": "1"},
        {"template": "local_linearity", "function": "sin(x)", "point": "pi/3"},
        {"template": "local_linearity", "function": "abs(x - 1)", "point": "1"},
        {"template": "local_linearity", "function": "log(t)", "point": "1", "function_name": "g"},
        {"template": "local_linearity", "function": "exp(3*x)", "point": "1"},
        {"template": "local_linearity", "function": "x*abs(x)", "point": "0"},
        {"template": "local_linearity", "function": "1/(x - 2)", "point": "3", "pace": "fast"},
        {"template": "local_linearity", "function": "abs(x**2 - 1)*exp(-x)", "point": "1"},
    )

    template: Literal["local_linearity"] = "local_linearity"
    point: Number = Field(description="the point at which the curve is magnified")

    def examine(self) -> None:
        """Refuse a point at which the curve has neither a tangent nor a corner."""
        self.require_surroundings()
        found = self.sides
        bent = found.kind == "corner" and not {*found.slopes} & {*INFINITE}
        if found.kind != "differentiable" and not bent:
            raise MathError(
                f"{numbers.plain(self.function)} has no straight line to become at {self.where}: {found.kind}.",
                "differentiability shows what happens there",
            )

    def scene(self) -> dict[str, Any]:
        """One window for each zoom, the line or the two lines, and the gap between curve and line in each."""
        at, window, smooth = float(self.at), self.window(), self.sides.kind == "differentiable"
        parts, slope = (self.expression, self.symbol), self.sides.slopes[0] or sympy.S.Zero
        base, *closer = zooming.views(window, *parts, (at, float(self.value)))
        offset = zooming.widest_gap(window, *parts, at, float(slope)) if smooth else None
        piece = next(ends for ends in window.pieces if ends[0] <= at <= ends[1])
        return stage.opening(self, where=self.where) | {
            "point": at,
            "value": float(self.value),
            "base": base,
            "closer": closer,
            "piece": list(piece),
            "badge_side": -1 if at < 0 else 1,  # away from the numbers beside a y-axis
            "others": [list(ends) for ends in window.pieces if ends != piece],
            "ways": [list(way) for way in self.half_lines() if way],
            "offset": offset,
            "rows": zooming.gaps(self, float(slope), offset) if offset else None,
            "slope_line": zooming.slope_line(self, slope) if smooth else None,
            "lines": [] if smooth else [self.slope_line("left"), self.slope_line("right")],
            "verdict": zooming.near_line(self, slope) if smooth else self.verdict_line("corner"),
            "captions": self.captions("caption", "point", "gap", "box", where=self.where)
            | {
                "curve": stage.graph_is(self),
                "lines": self.say("tangent" if smooth else "half-lines"),
                "zoom": self.say("zoom" if smooth else "zoom-corner"),
            },
        }
