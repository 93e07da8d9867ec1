"""What the templates about the signs of f' and f'' share: the chart, its window, and the dot's way with its signs."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from itertools import pairwise
from typing import Any, ClassVar

import sympy
from pydantic import Field

from derivanim.calculus.claims import IsDerivative
from derivanim.calculus.claims_signs import SignOn
from derivanim.calculus.holding import holding
from derivanim.calculus.printing import to_typst
from derivanim.calculus.reader import read_number
from derivanim.calculus.roots import Interval as Ends
from derivanim.calculus.sign_chart import ROUGH, SignChart, sign_chart
from derivanim.calculus.window import Window, choose_window
from derivanim.errors import MathError
from derivanim.slots import numbers, plots, stage
from derivanim.slots.base import FunctionSlots, Interval

SWEEP = {1: 5.0, 2: 4.0}  # seconds for the way along the whole curve, by the order of the derivative
LARGEST = 1e6  # of a coordinate that is read off
READING = 4.0  # seconds for the steps to the derivatives
_FRACTION = re.compile(r"frac\(((?:[^(),]|\([^()]*\))+), (\w+(?:\^\w+)?)\)")

_STILL = {
    1: ("constant on every piece, so it neither increases nor decreases", "ask for a function that changes"),
    2: ("straight on every piece, so it bends nowhere", "ask for a curve, such as x^3"),
}

chart_of = lru_cache(maxsize=32)(sign_chart)


class SignedSlots(FunctionSlots):
    """A function, and the part of it on which the signs of a derivative are looked at."""

    ORDER: ClassVar[int]
    SIZE: ClassVar[tuple[float, float]] = (7.4, 3.9)  # of the axes above the sign line, in units of the frame

    interval: Interval | None = Field(None, description="the part of the curve to look at; left out, it is chosen")

    def claims(self) -> list[Any]:
        """The derivatives, and the sign of the last one on each of the shown intervals."""
        found = self.chart()
        pairs = [(self.expression, self.derivatives[0]), *pairwise(self.derivatives)]
        slopes = [IsDerivative(before, self.variable, after, slot="function") for before, after in pairs]
        signs = [
            SignOn(self.expression, self.variable, part, sign, self.ORDER)
            for sign in (1, -1)
            for part in found.merged(sign)
        ]
        return [*slopes, *signs]

    def examine(self) -> None:
        """Refuse a function whose derivative is 0 everywhere: it has no sign."""
        found = self.chart()
        if not any(part.sign for part in found.stretches):
            what, instead = _STILL[self.ORDER]
            raise MathError(f"{numbers.plain(self.function)} is {what}.", instead)
        if any(mark.value is not None and abs(mark.value) > LARGEST for mark in found.marks):
            raise MathError(
                f"{numbers.plain(self.function)} is too large there to be shown.", "choose another interval"
            )

    @property
    def derivatives(self) -> tuple[sympy.Expr, ...]:
        """The derivatives up to ORDER in their textbook form."""
        found = [stage.derivative(self.expression, self.variable)]
        while len(found) < self.ORDER:
            found.append(stage.derivative(found[-1], self.variable))
        return tuple(found)

    @property
    def ends(self) -> Ends | None:
        """The wished interval as SymPy numbers."""
        return self.interval and (read_number(self.interval[0]), read_number(self.interval[1]))

    def chart(self) -> SignChart:
        """The signs of the derivative, on the line or on an interval."""
        first = self.first_window()
        return chart_of(self.expression, self.symbol, self.derivatives, self.ends, limits(first))

    def first_window(self) -> Window:
        """The window that suits the function, whatever its signs."""
        return choose_window(self.expression, self.symbol, interval=self.ends, aspect=self.SIZE[0] / self.SIZE[1])

    def window(self) -> Window:
        """The window that holds all marks as well."""
        seen = [(float(m.point), m.value) for m in self.chart().marks if m.value is not None]
        return holding(self.first_window(), self.expression, self.symbol, seen) if seen else self.first_window()

    def pieces(self, window: Window) -> list[tuple[float, float]]:
        """The pieces of the curve, cut at corners, so that their tips are drawn."""
        cuts = [float(mark.point) for mark in self.chart().marks if mark.cause in ROUGH]
        stops = [(low, *(cut for cut in cuts if low < cut < high), high) for low, high in window.pieces]
        return [part for each in stops for part in pairwise(each)]

    def within(self) -> str:
        """` in [-2 pi, 2 pi]` where the chart does not cover the whole line."""
        found = self.chart()
        if found.endless:
            return ""
        low, high = map(label, found.ends)
        return self.say("within", interval=f"$[{low}, {high}]$")

    def intervals_line(self, key: str, sign: int, role: str) -> dict[str, Any]:
        """The line that lists the intervals with a sign."""
        parts = [f"({label(low)}, {label(high)})" for low, high in self.chart().merged(sign)]
        formula = listed(parts) if parts else f'"{self.say("nowhere")}"'
        return brief(stage.line(self.say(f"{key}-line") + self.within(), formula, self.say(f"{key}-is"), role))

    def places_line(self, points: list[sympy.Expr], rule: str, caption: str) -> dict[str, Any]:
        """The line that lists points, at most four of them."""
        shown = [equals(point) for point in points[:4]]
        texts = [f"{to_typst(self.symbol)} {value}" for value in shown] + ["..."] * (len(points) > 4)
        formula = listed(texts) if points else f'"{self.say("none")}"'
        return brief(stage.line(rule, formula, caption))

    def picture(self) -> dict[str, Any]:
        """What signs.j2 draws and says: axes, the marks, and the way of the dot with the sign on each stretch."""
        found, window, x = self.chart(), self.window(), self.symbol
        runs, quiet = _runs(found, window)
        unit = plots.PICTURE[0] / (window.x_max - window.x_min)
        marks, taken = [], -math.inf
        for mark in found.marks:
            text, place = label(mark.point), float(mark.point)
            half = 0.085 * len(text.replace("sqrt", "")) / unit
            marks.append((place, mark.value, text if place - half > taken else "", mark.critical))
            taken = place + half if place - half > taken else taken
        return (
            stage.opening(self)
            | plots.plot(window, [self.expression], x)
            | plots.axes(window, [self.expression], x, size=self.SIZE)
            | {
                "pieces": self.pieces(window),
                "slope": stage.in_x(self.derivatives[0], self),
                "sign_name": to_typst(sympy.Symbol(self.function_name)) + "'" * self.ORDER,
                "marks": [mark for mark in marks if window.x_min <= mark[0] <= window.x_max],
                "domain": _domain(found, window),
                "runs": runs,
                "quiet": quiet,
                "captions": {
                    "subject": self.say("caption"),
                    "curve": stage.graph_is(self),
                    "marks": self.say("marks"),
                    1: self.say("rising"),
                    -1: self.say("falling"),
                    0: self.say("level"),
                },
            }
        )


def limits(window: Window) -> Ends:
    """From where to where a window reaches, as exact numbers."""
    ends = window.x_min, window.x_max
    if window.pi_ticks:
        low, high = (sympy.pi * sympy.Rational(end / math.pi).limit_denominator(24) for end in ends)
        return low, high
    return sympy.Rational(f"{ends[0]:.10g}"), sympy.Rational(f"{ends[1]:.10g}")


def label(value: sympy.Expr) -> str:
    """A number on one line: exact, with 3 pi/2 for a fraction, where that is read at a glance, else with decimals."""
    if value.is_infinite:
        return numbers.exact(value)
    return _short(value) or numbers.decimal(float(value))


def equals(value: sympy.Expr) -> str:
    """`= 3 pi/2` or `approx 0.54`."""
    return f"= {_short(value)}" if _short(value) else f"approx {numbers.decimal(float(value))}"


def inline(markup: str) -> str:
    """A formula whose simple fractions stand on one line."""
    return _FRACTION.sub(r"\1 \/ \2", markup)


def _short(value: sympy.Expr) -> str | None:
    text = inline(numbers.exact(value))
    plain = value.count_ops() < 7 and value.atoms(sympy.Function) <= value.atoms(sympy.exp, sympy.log)
    return text if plain and numbers.is_short(value) and "frac" not in text else None


def brief(line: dict[str, Any]) -> dict[str, Any]:
    """A line that is taken in at a glance."""
    return line | {"hold": min(1.1, line["hold"])}


def listed(parts: list[str], role: str | None = None) -> str:
    """Intervals or points, two to a line, or three if they are short; with a role, in its colour."""
    most = 3 if max(map(len, parts)) < 11 else 2
    parts = [stage.tint(part, role) for part in parts] if role else parts
    rows = [" , quad ".join(parts[start : start + most]) for start in range(0, len(parts), most)]
    return rows[0] if len(rows) == 1 else " , \\ ".join(f"& {row}" for row in rows)


def _inside(found: SignChart, window: Window) -> list[tuple[float, float, int | None]]:
    """The stretches as far as the window reaches."""
    return [
        (max(float(part.low), window.x_min), min(float(part.high), window.x_max), part.sign) for part in found.stretches
    ]


def _domain(found: SignChart, window: Window) -> list[tuple[float, float]]:
    return [(low, high) for low, high, sign in _inside(found, window) if sign is not None and low < high]


def _runs(found: SignChart, window: Window) -> tuple[list[tuple[Any, ...]], list[tuple[float, int, float]]]:
    """Ways of the dot (start, end, seconds, sign, badge), and the badges of stretches without a visible piece.

    A badge (middle, sign, room) appears at the end of the last way of its stretch; before, it is None.
    """
    total = sum(high - low for low, high in window.pieces)
    runs: list[tuple[Any, ...]] = []
    quiet = []
    for low, high, sign in _inside(found, window):
        if sign is None or low >= high:
            continue
        badge = ((low + high) / 2, sign, (high - low) * plots.PICTURE[0] / (window.x_max - window.x_min))
        # At a corner the slope has no value: the dot keeps away from it by less than can be seen.
        gap = 2e-4 * (window.x_max - window.x_min)
        ways = [
            (max(a, low + gap), min(b, high - gap)) for a, b in window.pieces if min(b, high) - max(a, low) > 10 * gap
        ]
        if not ways:
            quiet.append(badge)
        for number, (a, b) in enumerate(ways, start=1):
            runs.append(
                (
                    a,
                    b,
                    round(max(0.4, SWEEP[found.order] * (b - a) / total), 1),
                    sign,
                    badge if number == len(ways) else None,
                )
            )
    return runs, quiet
