"""The greatest and least value of a function on a closed interval."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Literal

import sympy
from pydantic import Field

from derivanim.calculus.claims import IsExtremum
from derivanim.calculus.optimize import Candidate, Candidates, optimize
from derivanim.calculus.printing import to_typst
from derivanim.calculus.reader import read_number
from derivanim.calculus.window import choose_window
from derivanim.errors import MathError
from derivanim.slots import stage
from derivanim.slots.base import FunctionSlots, Interval, Level

MOST_ROWS = 7
_FRACTION = re.compile(r"frac\(([\w ]+), ([\w ]+)\)")
KINDS = {"endpoint": "end", "critical": "critical", "not differentiable": "corner"}


class Optimization(FunctionSlots):
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
    interval: Interval = Field(description="the closed interval, as its two ends")
    goal: Literal["maximum", "minimum", "both"] = Field("both", description="what is asked for")

    def claims(self) -> list[Any]:
        """That each shown extremum is one on the whole interval."""
        return [
            IsExtremum(self.expression, self.variable, self.ends, points[0].point, kind)
            for kind, points in self.winners()
        ]

    def examine(self) -> None:
        """Refuse a function that is not continuous on the interval, or constant."""
        if self.candidates().constant:
            raise MathError(
                f"{stage.plain(self.function)} is constant, so every point is a maximum and a minimum.",
                "ask for a function that changes",
            )

    @property
    def ends(self) -> tuple[sympy.Expr, sympy.Expr]:
        """The ends of the interval as SymPy numbers."""
        return read_number(self.interval[0]), read_number(self.interval[1])

    def candidates(self) -> Candidates:
        """Ends, critical points and corners with their values."""
        return optimize(self.expression, self.variable, self.ends)

    def winners(self) -> list[tuple[str, tuple[Candidate, ...]]]:
        """The extrema asked for, as (kind, all the points that share it)."""
        found = self.candidates()
        both = [("maximum", found.maxima), ("minimum", found.minima)]
        return [(kind, points) for kind, points in both if self.goal in (kind, "both")]

    def scene(self) -> dict[str, Any]:
        """Axes over the interval, the candidates with their values, and the winners among them."""
        x, (low, high) = self.symbol, self.ends
        found, winners = self.candidates(), self.winners()
        window = choose_window(self.expression, x, interval=self.ends)
        shown = _shown(found, [point for _, points in winners for point in points[:2]])
        inside = [(max(a, float(low)), min(b, float(high))) for a, b in window.pieces if a < high and b > low]
        critical = [point.point for point in found.points if point.kind == "critical"]
        zeros = f" , quad {to_typst(x)} = ".join(map(_number, critical[:4])) + (", ..." if critical[4:] else "")
        interval = f"[{stage.exact(low)}, {stage.exact(high)}]"
        spoken = f"[{stage.plain(low)}, {stage.plain(high)}]"
        derivative = f"{stage.call_of(self, prime=chr(39))} = {to_typst(found.derivative)}"
        return stage.plot(window, [self.expression], x) | {
            "subject": f"The extreme values of {self.function} on {spoken}.",
            "heading": stage.heading(self, self.goal.capitalize() if self.goal != "both" else "Extreme values"),
            "function": stage.in_x(self.expression, self),
            "low": float(low),
            "high": float(high),
            "inside": inside,
            "steps": [
                stage.line("derivative", derivative, "First the derivative.", "DERIVATIVE"),
                stage.line(
                    f"critical points in ${interval}$",
                    f"{to_typst(x)} = {zeros}" if critical else '"none"',
                    "Inside of the interval, an extremum can only be where the derivative is 0 or does not exist.",
                ),
            ],
            "pitch": 0.46 if len(shown) < 6 else 0.38,
            "header": ['"candidate"', to_typst(x), stage.call_of(self)],
            "candidates": [
                {
                    "x": float(point.point),
                    "y": float(point.value),
                    "row": [f'"{KINDS[point.kind]}"', _number(point.point), _number(point.value)],
                }
                for point in shown
            ],
            "winners": [
                {
                    "places": [shown.index(point) for point in points if point in shown],
                    "line": stage.line(
                        f"{kind} on ${interval}$",
                        f"{' = '.join(self._value_of(point) for point in points[:2])} {stage.valued(points[0].value)}",
                        f"The {kind} is {stage.decimal(float(points[0].value))}.",
                        "MEASURE",
                    ),
                }
                for kind, points in winners
            ],
            "captions": {
                "subject": f"Where on {spoken} is the function greatest, and where least?",
                "curve": f"This is the graph of {self.function_name}({self.variable}) = {stage.plain(self.function)}.",
                "interval": f"Only the interval {spoken} counts.",
                "candidates": "The ends and the critical points are the candidates: compare their values.",
            },
        }

    def _value_of(self, candidate: Candidate) -> str:
        return stage.call_of(self, _number(candidate.point))


def _number(value: sympy.Expr) -> str:
    """A number that fits into a table: exact where it is short."""
    text = _FRACTION.sub(r"\1 \\/ \2", stage.exact(value))
    fits = stage.is_short(value) and value.count_ops() < 4 and "frac" not in text
    return text if fits else stage.decimal(float(value))


def _shown(found: Candidates, winners: list[Candidate]) -> list[Candidate]:
    """At most MOST_ROWS candidates from left to right: the ends and the winners, then the others in their order."""
    first = [*winners, found.points[0], found.points[-1], *found.points]
    kept = list(dict.fromkeys(first))[:MOST_ROWS]
    return [point for point in found.points if point in kept]
