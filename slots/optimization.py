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
from derivanim.slots import numbers, plots, stage
from derivanim.slots.base import FunctionSlots, Interval, Level

MOST_ROWS = 7
LARGEST = 10**12
_FRACTION = re.compile(r"frac\(([\w ]+), ([\w ]+)\)")
KINDS = {"endpoint": "end", "critical": "critical-point", "not differentiable": "corner"}


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
        """Refuse a function that is not continuous on the interval, constant, or too large for numbers on axes."""
        found = self.candidates()
        if any(abs(point.value) > LARGEST for point in found.points):
            raise MathError(
                f"{numbers.plain(self.function)} has values on this interval that are too large to be shown.",
                "choose a shorter interval",
            )
        if found.constant:
            raise MathError(
                f"{numbers.plain(self.function)} is constant, so every point is a maximum and a minimum.",
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

    def heading(self) -> str:
        """The title: the wished one, or what is asked for."""
        return super().heading() if self.title or self.goal == "both" else self.say(self.goal)

    def scene(self) -> dict[str, Any]:
        """Axes over the interval, the candidates with their values, and the winners among them."""
        x, (low, high) = self.symbol, self.ends
        found, winners = self.candidates(), self.winners()
        window = choose_window(self.expression, x, interval=self.ends)
        shown = _shown(found, [point for _, points in winners for point in points[:2]])
        inside = [(max(a, float(low)), min(b, float(high))) for a, b in window.pieces if a < high and b > low]
        critical = [point.point for point in found.points if point.kind != "endpoint"]
        places = (
            stage.places(x, list(map(_place, critical[:4])), more=len(critical) > 4)
            if critical
            else f'"{self.say("none")}"'
        )
        interval = f"[{numbers.exact(low)}, {numbers.exact(high)}]"
        spoken = f"[{numbers.plain(low)}, {numbers.plain(high)}]"
        derivative = f"{stage.call_of(self, prime=chr(39))} = {to_typst(found.derivative)}"
        return plots.plot(window, [self.expression], x) | {
            "subject": self.say("subject", function=self.function, interval=spoken),
            "heading": stage.heading(self)
            | ({} if self.title or self.goal == "both" else {"title": self.say(self.goal)}),
            "function": stage.in_x(self.expression, self),
            "low": float(low),
            "high": float(high),
            "inside": inside,
            "steps": [
                stage.line(self.say("derivative-line"), derivative, self.say("derivative"), "DERIVATIVE"),
                stage.line(
                    self.say("critical-line", interval=f"${interval}$"),
                    places,
                    self.say("critical"),
                ),
            ],
            "pitch": 0.46 if len(shown) < 6 else 0.38,
            "header": [f'"{self.say("candidate")}"', to_typst(x), stage.call_of(self)],
            "candidates": [
                {
                    "x": float(point.point),
                    "y": float(point.value),
                    "row": [f'"{self.say(KINDS[point.kind])}"', _number(point.point), _number(point.value)],
                }
                for point in shown
            ],
            "winners": [
                {
                    "places": [shown.index(point) for point in points if point in shown],
                    "line": stage.line(
                        self.say(f"{kind}-line", interval=f"${interval}$"),
                        self._value_of(points),
                        self.say(f"{kind}-is", value=numbers.decimal(float(points[0].value))),
                        "MEASURE",
                    ),
                }
                for kind, points in winners
            ],
            "captions": {
                "subject": self.say("caption", interval=spoken),
                "curve": stage.graph_is(self),
                "interval": self.say("interval", interval=spoken),
                "candidates": self.say("candidates"),
            },
        }

    def _value_of(self, winners: tuple[Candidate, ...]) -> str:
        """`f(-1) = f(2) = 2`; with `approx` where a place is rounded."""
        value, shown = winners[0].value, winners[:2]
        calls = " = ".join(stage.call_of(self, _number(winner.point)) for winner in shown)
        rounded = any(_in_table(winner.point) is None for winner in shown)
        return f"{calls} approx {numbers.decimal(float(value))}" if rounded else f"{calls} {numbers.valued(value)}"


def _in_table(value: sympy.Expr) -> str | None:
    """An exact number that fits into a column; None where it is too wide."""
    text = _FRACTION.sub(r"\1 \\/ \2", numbers.exact(value))
    narrow = value.count_ops() < 4 and value.atoms(sympy.Function) <= value.atoms(sympy.exp, sympy.log)
    return text if numbers.is_short(value) and narrow and "frac" not in text else None


def _number(value: sympy.Expr) -> str:
    """A number of a table: exact where it fits, else with decimals."""
    return _in_table(value) or numbers.decimal(float(value))


def _place(value: sympy.Expr) -> str:
    """`= 1`, or `approx 1.37`."""
    return f"{'=' if _in_table(value) else 'approx'} {_number(value)}"


def _shown(found: Candidates, winners: list[Candidate]) -> list[Candidate]:
    """At most MOST_ROWS candidates from left to right: the ends and the winners, then the others in their order."""
    first = [*winners, found.points[0], found.points[-1], *found.points]
    kept = list(dict.fromkeys(first))[:MOST_ROWS]
    return [point for point in found.points if point in kept]
