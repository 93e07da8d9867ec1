"""Differentiability at a point: is the function continuous, do the slopes of both sides agree, and if not, why."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import sympy
from pydantic import Field

from derivanim.calculus.one_sided import failing_points
from derivanim.calculus.reader import read_number
from derivanim.errors import MathError
from derivanim.slots import continuity, numbers, plots, secants, stage
from derivanim.slots.base import Level, Number
from derivanim.slots.sides import BothSides


class Differentiability(BothSides):
    """A function and a point at which it may fail to have a derivative."""

    LEVEL: ClassVar[Level] = "conceptual"
    SUMMARY: ClassVar[str] = "whether a function is differentiable at a point, and why not: corner, cusp, jump, hole"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "differentiability", "function": "abs(x - 1)"},
        {"template": "differentiability", "function": "x**(2/3)", "point": "0"},
        {"template": "differentiability", "function": "cbrt(x)"},
        {"template": "differentiability", "function": "floor(x)", "point": "2"},
        {"template": "differentiability", "function": "(x**2 - 1)/(x - 1)"},
        {"template": "differentiability", "function": "1/x", "point": "0"},
        {"template": "differentiability", "function": "x*abs(x)", "point": "0"},
        {"template": "differentiability", "function": "x**2 if x <= 1 else 3 - x", "point": "1"},
        {"template": "differentiability", "function": "sqrt(t)", "point": "0", "function_name": "s"},
        {"template": "differentiability", "function": "abs(x**2 - 2*x)*exp(-x/2)", "point": "2", "pace": "fast"},
    )

    template: Literal["differentiability"] = "differentiability"
    point: Number | None = Field(None, description="the point in question; left out, one without a derivative is found")

    def examine(self) -> None:
        """Refuse a function without points that fail where none is named, and a point without a curve."""
        if self.point is None and not failing_points(self.expression, self.symbol):
            raise MathError(
                f"{numbers.plain(self.function)} is differentiable at every inner point of its domain.",
                "name a point at which both slopes are to be compared",
            )
        self.require_surroundings()

    @property
    def at(self) -> sympy.Expr:
        """The point as a SymPy number."""
        return read_number(self.point) if self.point else failing_points(self.expression, self.symbol)[0]

    def scene(self) -> dict[str, Any]:
        """Axes around the point, the ways of the dots to it, then secants of both sides, or the gap between them."""
        window, kind, smooth = self.window(), self.sides.kind.replace(" ", "-"), self.sides.continuous
        ways = [list(way) for way in self.approaches(window) if way is not None]
        captions = self.captions("point", "approach", "secants", "closer", "gap", where=self.where)
        return plots.plot(window, [self.expression], self.symbol, float(self.at)) | {
            **stage.opening(self, where=self.where),
            "point": float(self.at),
            "point_label": numbers.exact(self.at),
            "value": continuity.height(self, window),
            "ways": ways,
            "limit_lines": continuity.limit_lines(self),
            "secants": secants.meeting(self, min(abs(start - end) for start, end in ways)) if smooth else [],
            "open": continuity.left_out(self, window),
            "gap": None if smooth else continuity.gap(self, window),
            "verdict": self.verdict_line(kind),
            "agree": kind == "differentiable",
            "captions": captions
            | {"caption": self.say("caption" if self.point else "found", where=self.where)}
            | {"curve": stage.graph_is(self)},
        }
