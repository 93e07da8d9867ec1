"""Differentiability at a point: is the function continuous, do the slopes of both sides agree, and if not, why."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import sympy
from pydantic import Field

from derivanim.calculus.one_sided import SIGNS, failing_points
from derivanim.calculus.printing import to_typst
from derivanim.calculus.reader import read_number
from derivanim.calculus.window import Window
from derivanim.errors import MathError
from derivanim.slots import numbers, plots, stage
from derivanim.slots.base import Level, Number
from derivanim.slots.sides import INFINITE, BothSides, relation

HOLD = 1.2  # seconds in which the slope of a side is read
LAST = 1e-3  # of the first steps: where the secants stop


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
        x, window, found = self.symbol, self.window(), self.sides
        kind = found.kind.replace(" ", "-")
        ways = self.approaches(window)
        first = [abs(way[0] - way[1]) for way in ways if way is not None]
        agree = kind == "differentiable"
        return plots.plot(window, [self.expression], x, float(self.at)) | {
            "subject": self.say("subject", function=self.function, where=self.where),
            "heading": stage.heading(self),
            "function": stage.in_x(self.expression, self),
            "point": float(self.at),
            "point_label": numbers.exact(self.at),
            "value": self._height(window, found.value),
            "ways": [list(way) for way in ways if way is not None],
            "limit_lines": self._limit_lines(),
            "secants": self._secants(min(first)) if found.continuous else [],
            "open": self._left_out(window),
            "gap": None if found.continuous else self._gap(window),
            "verdict": self.verdict_line(kind),
            "agree": agree,
            "captions": {
                "subject": self.say("caption" if self.point else "found", where=self.where),
                "curve": stage.graph_is(self),
                "point": self.say("point", where=self.where),
                "approach": self.say("approach"),
                "secants": self.say("secants"),
                "closer": self.say("closer"),
                "gap": self.say("gap"),
            },
        }

    def _height(self, window: Window, value: sympy.Expr | None) -> float | None:
        """The height of the function's own point; None where it has none in the picture."""
        inside = value is not None and window.y_min <= float(value) <= window.y_max
        return float(value) if inside and value is not None else None

    def _secants(self, first: float) -> list[dict[str, Any]]:
        """For each side the places of the second point, the direction of the half tangent, and its line."""
        return [
            {
                "name": self.say(f"{side}-name"),
                "start": float(self.at) + sign * first,
                "end": float(self.at) + sign * first * LAST,
                "way": way,
                "line": self.slope_line(side) | {"hold": HOLD},
            }
            for side, sign, way, limit in zip(SIGNS, SIGNS.values(), self.half_lines(), self.sides.limits, strict=True)
            if limit is not None
        ]

    def _limit_lines(self) -> list[dict[str, Any]]:
        """Whether the function is continuous: one line if it is, else the limits of both sides and the value."""
        name, at, value = to_typst(self.symbol), numbers.exact(self.at), self.sides.value
        if self.sides.continuous:
            formula = f"lim_({name} -> {at}) {stage.call_of(self)} {relation(value or sympy.S.Zero)}"
            return [stage.line(self.say("continuous-line", where=f"${name} = {at}$"), formula, self.say("continuous"))]
        lines = []
        for side, limit in zip(SIGNS, self.sides.limits, strict=True):
            told = f'"{self.say("none")}"' if limit is None else relation(limit)
            formula = f"lim_({name} -> {at}^{'-' if side == 'left' else '+'}) {stage.call_of(self)} {told}"
            lines.append(stage.line(self.say(f"limit-{side}-line"), formula, self.say(f"limit-{side}")))
        told = f'"{self.say("undefined")}"' if value is None else relation(value)
        here = stage.line(self.say("value-line"), f"{stage.call_of(self, at)} {told}", self.say("value"))
        return stage.paced([*lines, here], 4.5)

    def _left_out(self, window: Window) -> list[list[float]]:
        """The places in the picture to which the curve comes without reaching them."""
        limits = {limit for limit in self.sides.limits if limit is not None and limit not in INFINITE}
        heights = sorted(float(limit) for limit in limits - {self.sides.value})
        return [[float(self.at), y] for y in heights if window.y_min <= y <= window.y_max]

    def _gap(self, window: Window) -> list[list[float]]:
        """The two ends of the upright line that the curve leaves out, or a single place of a hole."""
        at, limits = float(self.at), self.sides.limits
        heights = [float(limit) for limit in limits if limit is not None and limit not in INFINITE]
        if self.sides.value is not None:
            heights.append(float(self.sides.value))
        if len(heights) < 2 or any(limit in INFINITE for limit in limits):
            heights = [window.y_min, window.y_max]
        heights = [min(max(height, window.y_min), window.y_max) for height in (min(heights), max(heights))]
        return [[at, height] for height in dict.fromkeys(heights)]
