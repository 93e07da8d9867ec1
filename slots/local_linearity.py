"""Local linearity: under a growing zoom a differentiable curve becomes its tangent, and a corner stays a corner."""

from __future__ import annotations

import math
from typing import Any, ClassVar, Literal

import sympy
from pydantic import Field

from derivanim.calculus.printing import to_typst
from derivanim.calculus.reader import read_number
from derivanim.calculus.sampling import sampler
from derivanim.calculus.ticks import nice_step, round_ticks
from derivanim.calculus.window import Window
from derivanim.errors import MathError
from derivanim.slots import numbers, plots, points, stage
from derivanim.slots.base import Level, Number
from derivanim.slots.sides import INFINITE, BothSides

ZOOMS = (1, 10, 100)
PARTS = 3.5  # ticks of a magnified axis, whose labels are long
LONGEST = (8, 5)  # characters of such a label, of x and of y
SIZE = (7.1, 5.2)  # of the picture, with room for those of y
SHARES = (0.85, 0.75, 0.65, 0.55, 0.45, 0.35, 0.25, 0.15)  # of the way to the edge, where the gap is measured


class LocalLinearity(BothSides):
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

    @property
    def at(self) -> sympy.Expr:
        """The point as a SymPy number."""
        return read_number(self.point)

    def scene(self) -> dict[str, Any]:
        """One window for each zoom, the line or the two lines, and the gap between curve and line in each."""
        x, at, window = self.symbol, self.at, self.window()
        value, smooth = points.value_at(self.expression, x, at), self.sides.kind == "differentiable"
        slope = self.sides.slopes[0] or sympy.S.Zero
        base, *closer = (self._view(window, (float(at), float(value)), zoom) for zoom in ZOOMS)
        offset = self._offset(window, float(slope)) if smooth else None
        piece = next(ends for ends in window.pieces if ends[0] <= float(at) <= ends[1])
        return {
            "subject": self.say("subject", function=self.function, where=self.where),
            "heading": stage.heading(self),
            "function": stage.in_x(self.expression, self),
            "point": float(at),
            "value": float(value),
            "base": base,
            "closer": closer,
            "piece": list(piece),
            "badge_side": -1 if at < 0 else 1,  # away from the numbers beside a y-axis
            "others": [list(ends) for ends in window.pieces if ends != piece],
            "ways": [list(way) for way in self.half_lines() if way],
            "offset": offset,
            "rows": self._rows(offset, float(slope)) if offset else None,
            "slope_line": self._slope_line(slope) if smooth else None,
            "lines": [] if smooth else [self.slope_line("left"), self.slope_line("right")],
            "verdict": self._tangent_line(value, slope) if smooth else self.verdict_line("corner"),
            "captions": {
                "subject": self.say("caption", where=self.where),
                "curve": stage.graph_is(self),
                "point": self.say("point", where=self.where),
                "lines": self.say("tangent" if smooth else "half-lines"),
                "gap": self.say("gap"),
                "box": self.say("box"),
                "zoom": self.say("zoom" if smooth else "zoom-corner"),
            },
        }

    def _view(self, window: Window, at: tuple[float, float], zoom: int) -> dict[str, Any]:
        """The window magnified about the point: its ranges and ticks."""
        if zoom == 1:
            return {key: plots.axes(window, [self.expression], self.symbol, at[0], SIZE)[key] for key in VIEW} | {
                "zoom": 1
            }
        edges = (window.x_min, window.x_max), (window.y_min, window.y_max)
        ranges = [[place + (edge - place) / zoom for edge in ends] for place, ends in zip(at, edges, strict=True)]
        ticks = []
        for (low, high), longest in zip(ranges, LONGEST, strict=True):
            step = nice_step(high - low, PARTS)
            places = max(0, len(f"{step:.12f}".rstrip("0")) - 2)
            margin = 0.03 * (high - low)
            values = [tick.value for tick in round_ticks(low + margin, high - margin, step)]
            ticks.append([(v, text if len(text := f"{v:.{places}f}") <= longest else "") for v in values])
        return dict(zip(VIEW, [*ranges, *ticks, ranges[1][0]], strict=True)) | {"zoom": zoom}

    def _offset(self, window: Window, slope: float) -> float:
        """Where, seen from the point, the gap between curve and tangent is largest and still in the picture."""
        f, at = sampler(self.expression, [self.symbol]), float(self.at)
        y, best, widest = float(f(at)), _round(0.3 * (window.x_max - at)), 0.0
        for share in SHARES:
            for edge in (window.x_max, window.x_min):
                offset = _round(share * (edge - at))
                curve, line = float(f(at + offset)), y + slope * offset
                if window.y_min < min(curve, line) and max(curve, line) < window.y_max and abs(curve - line) > widest:
                    best, widest = offset, abs(curve - line)
        return best

    def _rows(self, offset: float, slope: float) -> list[tuple[str, ...]]:
        """The distance from the point, the gap there, and how they compare, for each zoom."""
        f, at = sampler(self.expression, [self.symbol]), float(self.at)
        header = ("h", f'"{self.say("gap-column")}"', f'"{self.say("gap-column")}" \\/ h')
        rows: list[tuple[str, ...]] = [header]
        for zoom in ZOOMS:
            h = offset / zoom
            gap = abs(float(f(at + h)) - float(f(at)) - slope * h)
            rows.append(tuple(numbers.decimal(number) for number in (abs(h), gap, gap / abs(h))))
        return rows

    def _slope_line(self, slope: sympy.Expr) -> dict[str, Any]:
        where = f"${to_typst(self.symbol)} = {numbers.exact(self.at)}$"
        name = stage.call_of(self, numbers.exact(self.at), prime="'")
        told = self.say("slope-is", where=self.where, slope=numbers.decimal(float(slope)))
        return stage.line(self.say("slope-at", where=where), f"{name} {numbers.valued(slope)}", told, "DERIVATIVE")

    def _tangent_line(self, value: sympy.Expr, slope: sympy.Expr) -> dict[str, Any]:
        x, name = self.symbol, stage.call_of(self)
        equation, _ = points.equation((x, points.height_name(self.variable)), (self.at, value), slope)
        _, line = equation.split(" = " if " = " in equation else " approx ", 1)
        near = self.say("near-line", where=f"${to_typst(x)} = {numbers.exact(self.at)}$")
        return stage.line(near, f"{name} approx {line}", self.say("near"), "DERIVATIVE")


def _round(offset: float) -> float:
    """The offset cut down to one digit."""
    size = 10.0 ** math.floor(math.log10(abs(offset)))
    return math.trunc(offset / size) * size


VIEW = ("x_range", "y_range", "x_ticks", "y_ticks", "foot")
