"""Average and instantaneous rate of change: the secant over an interval, and the tangent at one of its points."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import sympy
from pydantic import Field

from derivanim.calculus.claims import Defined, SlopeAt
from derivanim.calculus.claims_sides import AverageRate
from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.kinks import failure
from derivanim.calculus.optimize import gap
from derivanim.calculus.printing import to_typst
from derivanim.calculus.reader import read_number
from derivanim.calculus.window import choose_window
from derivanim.errors import MathError
from derivanim.slots import marks, numbers, plots, points, stage
from derivanim.slots.base import DerivativeSlots, Interval, Level, Number

CLOSE = 1e-3  # of the interval: how near the ends of the moving secant come to the point
READING = 5.0  # seconds in which the lines that lead to the slope are read
FLAT = 1.0  # height in units of the frame, below which a triangle has no room for the names of its legs


class AverageAndInstantaneousRate(DerivativeSlots):
    """A function, an interval, and the point at which the rate of a moment is asked for."""

    LEVEL: ClassVar[Level] = "conceptual"
    SUMMARY: ClassVar[str] = "the average rate over an interval as a secant, and the rate at a point as the tangent"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "average_and_instantaneous_rate", "function": "x**2", "interval": ["1", "3"]},
        {"template": "average_and_instantaneous_rate", "function": "x**2", "interval": ["0", "4"], "point": "2"},
        {"template": "average_and_instantaneous_rate", "function": "sqrt(x)", "interval": ["0", "4"]},
        {"template": "average_and_instantaneous_rate", "function": "sin(x)", "interval": ["0", "pi"], "point": "pi/3"},
        {
            "template": "average_and_instantaneous_rate",
            "function": "20*t - 5*t**2",
            "interval": ["1", "3"],
            "point": "1",
            "function_name": "s",
        },
        {"template": "average_and_instantaneous_rate", "function": "exp(x)", "interval": ["-1", "2"], "point": "1"},
        {"template": "average_and_instantaneous_rate", "function": "abs(x - 1)", "interval": ["-1", "2"]},
        {"template": "average_and_instantaneous_rate", "function": "log(x)/x", "interval": ["1", "5"], "pace": "fast"},
    )

    template: Literal["average_and_instantaneous_rate"] = "average_and_instantaneous_rate"
    interval: Interval = Field(description="the interval over which the average is taken")
    point: Number | None = Field(None, description="the point of the instantaneous rate; left out, the left end")

    def claims(self) -> list[Any]:
        """The derivative, the two rates, and that the function is defined on the whole interval."""
        parts = self.expression, self.variable
        rates = [AverageRate(*parts, self.ends, self.average), SlopeAt(*parts, self.at, self.slope)]
        return [*super().claims(), Defined(*parts, self.ends), *rates]

    def examine(self) -> None:
        """Refuse an interval with gaps, a point outside of it, and one without a tangent."""
        hole = gap(self.expression, self.symbol, self.ends).reason
        if hole:
            raise MathError(f"{hole}.", "choose an interval that lies in the domain")
        low, high = self.ends
        if not low <= self.at <= high:
            raise MathError(
                f"{self._place(self.at)} is not in the interval from {numbers.plain(low)} to {numbers.plain(high)}.",
                "choose a point of the interval",
            )
        points.require_differentiable(self, self.at, "choose another point, or differentiability for this one")

    @property
    def ends(self) -> tuple[sympy.Expr, sympy.Expr]:
        """The ends of the interval as SymPy numbers."""
        return read_number(self.interval[0]), read_number(self.interval[1])

    @property
    def at(self) -> sympy.Expr:
        """The point; where none is named, the first of left end, middle and right end that has a tangent."""
        if self.point is not None:
            return read_number(self.point)
        low, high = self.ends
        places = [low, (low + high) / 2, high]
        return next((place for place in places if not failure(self.expression, self.symbol, place)), low)

    @property
    def slope(self) -> sympy.Expr:
        """The exact instantaneous rate."""
        return points.value_at(stage.derivative(self.expression, self.variable), self.symbol, self.at)

    @property
    def average(self) -> sympy.Expr:
        """The exact average rate."""
        low, high = self.ends
        first, last = (points.value_at(self.expression, self.symbol, end) for end in self.ends)
        rate = (last - first) / (high - low)
        return min(rate, sympy.simplify(rate), key=lambda form: form.count_ops())

    def scene(self) -> dict[str, Any]:
        """Axes over the interval, the secant and its legs, the way of its ends to the point, and both rates."""
        x, at, (low, high) = self.symbol, self.at, self.ends
        window = choose_window(self.expression, x, interval=self.ends)
        first, value = (points.value_at(self.expression, x, place) for place in (low, at))
        lines = [self.average * (x - low) + first, self.slope * (x - at) + value]
        shown = plots.plot(window, [self.expression, *lines], x)
        unit = plots.PICTURE[1] / (window.y_max - window.y_min)
        places, close = sorted({low, at, high}, key=float), CLOSE * float(high - low)
        spans = {"interval": f"[{numbers.plain(low)}, {numbers.plain(high)}]", "where": self._place(at)}
        return shown | {
            "subject": self.say("subject", function=self.function, **spans),
            "heading": stage.heading(self),
            "function": stage.in_x(self.expression, self),
            "x_ticks": marks.bare_near(shown["x_ticks"], map(float, places), window.x_max - window.x_min),
            "ends": [float(low), float(high)],
            "labels": [numbers.exact(low), numbers.exact(high)],
            "point": float(at),
            "point_label": None if at in (low, high) else numbers.exact(at),
            "goals": [float(max(low, at - close)), float(min(high, at + close))],
            "slope": float(self.slope),
            "legs": abs(float(self.average * (high - low))) * unit > FLAT,
            "average_line": self._average_line(),
            "steps": self._slope_lines(),
            "compare": self._compare(),
            "slope_name": self.say("slope-name"),
            "slots": 5 + len(str(int(max(abs(self.average), abs(self.slope))))),
            "captions": {
                "subject": self.say("caption", **spans),
                "curve": stage.graph_is(self),
                "ends": self.say("ends", **spans),
                "secant": self.say("secant"),
                "legs": self.say("legs"),
                "moment": self.say("moment", **spans),
                "shrink": self.say("shrink"),
                "tangent": self.say("tangent"),
            },
        }

    def _place(self, place: sympy.Expr) -> str:
        return f"{self.variable} = {numbers.plain(place)}"

    def _average_line(self) -> dict[str, Any]:
        low, high = (numbers.exact(end) for end in self.ends)
        minus = f"({low})" if low.startswith("-") else low
        quotient = f"frac({stage.call_of(self, high)} - {stage.call_of(self, low)}, {high} - {minus})"
        rule = self.say("average-line", interval=f"$[{low}, {high}]$")
        told = self.say("average", rate=numbers.decimal(float(self.average)))
        return stage.line(rule, f"{quotient} {numbers.valued(self.average)}", told, "MEASURE")

    def _slope_lines(self) -> list[dict[str, Any]]:
        at, rate = numbers.exact(self.at), numbers.decimal(float(self.slope))
        rule = self.say("moment-line", where=f"${to_typst(self.symbol)} = {at}$")
        name = f"{stage.call_of(self, at, prime=chr(39))} {numbers.valued(self.slope)}"
        last = stage.line(rule, name, self.say("moment-is", where=self._place(self.at), rate=rate), "DERIVATIVE")
        steps = stage.derivation(self, 1)
        steps[-1].pop("color")  # that of the rate itself
        return stage.paced([*steps, last], READING)

    def _compare(self) -> dict[str, Any]:
        """Which of the two rates is larger; more digits where two do not tell."""
        average, slope = float(self.average), float(self.slope)
        texts = [numbers.decimal(rate) for rate in (average, slope)]
        apart = evaluate(self.average - self.slope)
        if apart is None or abs(apart) < 1e-20 * max(1, abs(slope)):
            kind, sign = "equal", "="
        else:
            kind, sign = ("above", ">") if apart > 0 else ("below", "<")
            texts = [f"{rate:.6g}" for rate in (average, slope)] if texts[0] == texts[1] else texts
        formula = f"{stage.tint(texts[0], 'MEASURE')} {sign} {stage.tint(texts[1])}"
        return stage.line(self.say(f"{kind}-line"), formula, self.say(kind))
