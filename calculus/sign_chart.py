"""The sign of a first or second derivative between the points at which it is 0 or fails: the chart that a course draws.

Where all of these points can be listed, the chart covers the whole line; where they never end, as those of sin x, it
covers an interval.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import sympy

from derivanim.calculus.differentiate import derivative_of
from derivanim.calculus.evaluate import Value, evaluate, real
from derivanim.calculus.kinks import differentiability_at
from derivanim.calculus.proving import same, slope
from derivanim.calculus.roots import Interval, roots, zero_set
from derivanim.calculus.suspects import suspects
from derivanim.errors import MathError

MOST = 12  # marks that can be told apart in a picture
ROUGH = ("corner", "cusp", "vertical tangent")  # the function is continuous there
_INSIDE = (0.5, 0.02, 0.13, 0.31, 0.69, 0.87, 0.98)
_BEYOND = (0.01, 0.2, 1.1, 4.3, 17.9)


@dataclass(frozen=True)
class Mark:
    """A point at which the derivative is 0 ("zero") or does not exist: why, and the function's value, if it has one.

    `cause` is zero, corner, cusp, vertical tangent, no second derivative, jump, removable, pole, end or undefined.
    """

    point: sympy.Expr
    cause: str
    value: float | None

    @property
    def critical(self) -> bool:
        """Whether the function has a value there and a neighbourhood on both sides."""
        return self.value is not None and self.cause != "end"

    @property
    def continuous(self) -> bool:
        """Whether the curve runs through the point without a gap."""
        return self.cause in ("zero", "no second derivative", *ROUGH)


@dataclass(frozen=True)
class Stretch:
    """An open interval, possibly infinite, on which the derivative has one sign; None where there is no function."""

    low: sympy.Expr
    high: sympy.Expr
    sign: int | None


@dataclass(frozen=True)
class SignChart:
    """Marks from left to right and the stretches around them: one more than there are marks."""

    function: sympy.Expr
    variable: sympy.Symbol
    order: int
    derivative: sympy.Expr
    marks: tuple[Mark, ...]
    stretches: tuple[Stretch, ...]

    @property
    def ends(self) -> Interval:
        """From where to where the chart reaches."""
        return self.stretches[0].low, self.stretches[-1].high

    @property
    def endless(self) -> bool:
        """Whether it covers the whole line."""
        return self.ends == (-sympy.oo, sympy.oo)

    def around(self, index: int) -> tuple[int | None, int | None]:
        """The signs to the left and to the right of a mark."""
        return self.stretches[index].sign, self.stretches[index + 1].sign

    def turn(self, index: int) -> str:
        """What the change of sign at a mark means: maximum, minimum, neither; end where one side is missing."""
        left, right = self.around(index)
        if left is None or right is None or not self.marks[index].continuous:
            return "end"
        return {(1, -1): "maximum", (-1, 1): "minimum"}.get((left, right), "neither")

    def merged(self, sign: int) -> list[Interval]:
        """The longest intervals with that sign: an isolated point where the derivative is 0 interrupts none."""
        found: list[Interval] = []
        joins = ("zero", "no second derivative") if self.order == 2 else ("zero", *ROUGH)
        for index, part in enumerate(self.stretches):
            if part.sign != sign:
                continue
            if index and self.stretches[index - 1].sign == sign and self.marks[index - 1].cause in joins:
                found[-1] = (found[-1][0], part.high)
            else:
                found.append((part.low, part.high))
        return found


def sign_chart(
    function: sympy.Expr,
    x: sympy.Symbol,
    derivatives: tuple[sympy.Expr, ...],
    ends: Interval | None,
    fallback: Interval,
) -> SignChart:
    """The chart of the last of the derivatives (one or two of them) between the ends.

    Without ends it covers the whole line, or `fallback` where the marks cannot all be listed. MathError where there
    are too many marks, or none of the signs can be told. Run it in a budget.
    """
    derivative = derivatives[-1]
    causes = dict.fromkeys(part for each in (function, *derivatives) for part in suspects(each))
    limits: Interval = ends or (-sympy.oo, sympy.oo)
    # Causes first: where two names stand for one point, that of the break tells more.
    parts = [*causes, *([derivative] if derivative != 0 else [])]
    listed = [zero_set(part, x) for part in parts] if ends is None else [None]
    if all(each is not None for each in listed):
        places = [place for each in listed for place in each or ()]
    else:
        limits = ends or fallback
        places = [place for part in parts for place in roots(part, x, limits)]
    marks = _marks(function, x, derivatives, places, limits)
    if len(marks) > MOST:
        raise MathError(
            f"There are {len(marks)} points here at which a derivative of {function} is 0 or fails, too many to show.",
            "choose a shorter interval",
        )
    stops = [limits[0], *(mark.point for mark in marks), limits[1]]
    stretches = tuple(
        Stretch(low, high, sign_between(function, x, len(derivatives), (low, high))) for low, high in pairwise(stops)
    )
    return SignChart(function, x, len(derivatives), derivative, tuple(marks), stretches)


def _marks(
    function: sympy.Expr,
    x: sympy.Symbol,
    derivatives: tuple[sympy.Expr, ...],
    places: list[sympy.Expr],
    limits: Interval,
) -> list[Mark]:
    low, high = map(float, limits)
    apart = 1e-7 * (high - low) if math.isfinite(high - low) else 1e-9
    kept: list[sympy.Expr] = []
    for place in places:
        inside = low + apart < float(place) < high - apart  # ends of the interval are no marks
        if inside and all(abs(float(place) - float(other)) > apart for other in kept):
            kept.append(place)
    marks: list[Mark] = []
    for place in sorted(kept, key=float):
        at = evaluate(place)
        value = None if at is None else evaluate(function, {x: at})
        cause = _cause(function, x, derivatives, place, at)
        if cause is not None:
            marks.append(Mark(place, cause, None if value is None else float(value)))
    return marks


def _cause(
    function: sympy.Expr, x: sympy.Symbol, derivatives: tuple[sympy.Expr, ...], place: sympy.Expr, at: Value
) -> str | None:
    """Why a point is a mark; None where the derivative exists and is not 0."""
    kind = differentiability_at(function, x, place).kind
    if kind == "undefined" and not _beside(function, x, at):
        return None  # in the middle of a gap of the domain
    if kind != "differentiable":
        return kind
    if len(derivatives) == 2 and differentiability_at(derivatives[0], x, place).kind != "differentiable":
        # A derivative's formula may fail where the derivative does not.
        return "no second derivative"
    height = height_of(function, x, derivatives[-1], len(derivatives), at)
    return "zero" if height is None or same(height, real.zero) else None


def _beside(function: sympy.Expr, x: sympy.Symbol, at: Value) -> bool:
    steps = (real.mpf("1e-9"), -real.mpf("1e-9"))
    return any(evaluate(function, {x: at + step}) is not None for step in steps)


def height_of(function: sympy.Expr, x: sympy.Symbol, derivative: sympy.Expr, order: int, at: Value) -> Value | None:
    """The derivative's value: by its formula, and by the difference quotient where the formula of a first one fails."""
    value = evaluate(derivative, {x: at})
    return slope(function, x, at) if value is None and order == 1 else value


def sign_between(function: sympy.Expr, x: sympy.Symbol, order: int, interval: Interval) -> int | None:
    """The sign of the derivative of that order on an open interval; None where there is no function.

    MathError where points of the interval disagree.
    """
    derivative = function
    for _ in range(order):
        derivative = derivative_of(derivative, x)
    signs: set[int | None] = set()
    for at in inner_points(interval):
        if evaluate(function, {x: at}) is None:
            signs.add(None)
        elif (height := height_of(function, x, derivative, order, at)) is not None:
            signs.add(int(real.sign(height)))
    if len(signs) != 1:
        raise MathError(
            f"The sign of a derivative of {function} cannot be told between {interval[0]} and {interval[1]}.",
            "choose another interval",
        )
    return signs.pop()


def inner_points(interval: Interval) -> list[Value]:
    """A few points of an open interval, which may reach to infinity, some of them near to its ends."""
    ends: list[Value] = [None if end.is_infinite else evaluate(end) for end in interval]
    low, high = ends
    if low is not None and high is not None:
        return [low + (high - low) * real.mpf(part) for part in _INSIDE]
    if low is None and high is None:
        return [real.mpf(sign * step) for step in _BEYOND for sign in (-1, 1)]
    return [high - step for step in _BEYOND] if low is None else [low + step for step in _BEYOND]
