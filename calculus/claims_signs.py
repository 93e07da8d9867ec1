"""Claims about signs of derivatives: rising and falling, concavity, local extrema, points of inflection.

Each is first held against values of the function itself, which know nothing of its derivative.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import sympy

from derivanim.calculus.differentiate import derivative_of
from derivanim.calculus.evaluate import Value, evaluate, real
from derivanim.calculus.kinks import differentiability_at
from derivanim.calculus.proving import show
from derivanim.calculus.roots import Interval, zero_set
from derivanim.calculus.sign_chart import ROUGH, height_of, inner_points
from derivanim.calculus.suspects import suspects
from derivanim.calculus.symbols import symbol
from derivanim.calculus.verdict import Verdict, agrees, proved, refuted, undecided

_POINTS = 41
_REACH = 25
_STEPS = tuple(real.mpf(10) ** -power for power in (3, 4, 6, 8, 10))
_NAMES = {(1, 1): "increases", (1, -1): "decreases", (2, 1): "is concave up", (2, -1): "is concave down"}


@dataclass(frozen=True)
class SignOn:
    """On an open interval the derivative of that order has one sign: the function rises, falls, or bends one way."""

    function: sympy.Expr
    variable: str
    interval: Interval
    sign: int
    order: int = 1
    slot: str | None = field(default="function", kw_only=True)

    @property
    def statement(self) -> str:
        """The claim in one line."""
        low, high = self.interval
        return f"{self.function} {_NAMES[self.order, self.sign]} on ({low}, {high})"

    def prove(self) -> Verdict:
        """Decide the claim; run it in a budget."""
        x, places = symbol(self.variable), spread(self.interval)
        heights = [evaluate(self.function, {x: at}) for at in places]
        for at, height in zip(places, heights, strict=True):
            if height is None and abs(at) < _REACH:
                return refuted("domain", f"{self.function} has no real value at {self.variable} = {show(at)}")
        known = [(at, height) for at, height in zip(places, heights, strict=True) if height is not None]
        wrong = self._steps(known) if self.order == 1 else self._bends(x, known)
        if wrong is not None:
            return refuted("values of the function", f"{self.function} {wrong}")
        return self._proof(x) or agrees("values of the function", len(known))

    def _steps(self, known: list[tuple[Value, Value]]) -> str | None:
        for (a, before), (b, after) in pairwise(known):
            # Far out, as on the tail of e^(-x^2), a difference may be below the last digit.
            if (after - before) * self.sign < 0:
                return f"goes from {show(before)} to {show(after)} between {show(a)} and {show(b)}"
        changes = {height for _, height in known}
        return "is constant there" if len(changes) == 1 else None

    def _bends(self, x: sympy.Symbol, known: list[tuple[Value, Value]]) -> str | None:
        bent = False
        for (a, left), (b, right) in pairwise(known):
            middle = evaluate(self.function, {x: (a + b) / 2})
            if middle is None:
                return f"has no real value between {show(a)} and {show(b)}"
            excess = _excess(left, middle, right)
            if excess * self.sign < 0:
                side = "above" if excess < 0 else "below"
                return f"lies {side} its chord between {show(a)} and {show(b)}"
            bent = bent or excess != 0
        return None if bent else "is straight there"

    def _proof(self, x: sympy.Symbol) -> Verdict | None:
        """Where the derivative is continuous and all its zeros are known, one sign between each two is enough."""
        derivative = self.function
        for _ in range(self.order):
            derivative = derivative_of(derivative, x)
        low, high = map(float, self.interval)
        for part in (*suspects(self.function), *suspects(derivative)):
            causes = zero_set(part, x)
            if causes is None or any(low < float(place) < high for place in causes):
                return None
        zeros = zero_set(derivative, x)
        if zeros is None:
            return None
        inside = sorted((place for place in zeros if low < float(place) < high), key=float)
        stops = [self.interval[0], *inside, self.interval[1]]
        for between in pairwise(stops):
            at = inner_points(between)[0]
            height = height_of(self.function, x, derivative, self.order, at)
            if height is None or height * self.sign <= 0:
                return None
        return proved("the zeros of the derivative", _POINTS)


@dataclass(frozen=True)
class IsCritical:
    """At the point the derivative is 0 or fails; the function has a local maximum or minimum there, or neither.

    `kind` is maximum, minimum or neither.
    """

    function: sympy.Expr
    variable: str
    point: sympy.Expr
    kind: str
    slot: str | None = field(default="function", kw_only=True)

    @property
    def statement(self) -> str:
        """The claim in one line."""
        what = {"neither": "a critical point without an extremum"}.get(self.kind, f"a local {self.kind}")
        return f"{self.function} has {what} at {self.variable} = {self.point}"

    def prove(self) -> Verdict:
        """Decide the claim; run it in a budget."""
        x, at = symbol(self.variable), evaluate(self.point)
        value = None if at is None else evaluate(self.function, {x: at})
        where = f"{self.variable} = {self.point}"
        if value is None:
            return refuted("domain", f"{self.function} has no real value at {where}")
        derivative = derivative_of(self.function, x)
        if differentiability_at(self.function, x, self.point).kind == "differentiable":
            slope = height_of(self.function, x, derivative, 1, at)
            if slope is not None and abs(slope) > real.mpf(10) ** -12:
                return refuted("evaluation", f"the slope at {where} is {show(slope)}")
        sides = _sides(self.function, x, at, value)
        if None in sides:
            return undecided("values of the function", f"{self.function} is not monotonic next to {where}")
        found = "maximum" if sides == (-1, -1) else "minimum" if sides == (1, 1) else "neither"
        if found != self.kind:
            told = {"neither": "neither a maximum nor a minimum"}.get(found, f"a local {found}")
            return refuted("values of the function", f"at {where} there is {told}")
        curvature = evaluate(derivative_of(derivative, x), {x: at}) if sides[0] == sides[1] else None
        if curvature is not None and curvature * sides[0] > 0 and not self.point.has(sympy.Float):
            return proved("the second derivative", 2 * len(_STEPS))
        return agrees("values of the function", 2 * len(_STEPS))


def _sides(function: sympy.Expr, x: sympy.Symbol, at: Value, value: Value) -> tuple[int | None, int | None]:
    """Whether the values to the left and to the right are above (1) or below (-1) that of the point; None if mixed."""
    found: list[int | None] = []
    for sign in (-1, 1):
        near = [evaluate(function, {x: at + sign * step}) for step in _STEPS[1:]]
        signs = {None if height is None else int(real.sign(height - value)) for height in near}
        found.append(signs.pop() if len(signs) == 1 else None)
    return found[0], found[1]


@dataclass(frozen=True)
class IsInflection:
    """The curve changes from concave up to concave down at the point, or the other way round."""

    function: sympy.Expr
    variable: str
    point: sympy.Expr
    slot: str | None = field(default="function", kw_only=True)

    @property
    def statement(self) -> str:
        """The claim in one line."""
        return f"{self.function} has a point of inflection at {self.variable} = {self.point}"

    def prove(self) -> Verdict:
        """Decide the claim; run it in a budget."""
        x, at, where = symbol(self.variable), evaluate(self.point), f"{self.variable} = {self.point}"
        if at is None or evaluate(self.function, {x: at}) is None:
            return refuted("domain", f"{self.function} has no real value at {where}")
        kind = differentiability_at(self.function, x, self.point).kind
        if kind not in ("differentiable", *ROUGH[2:]):
            return refuted("one-sided slopes", f"there is no tangent at {where}: {kind}")
        bends = [self._bend(x, at, sign) for sign in (-1, 1)]
        if None in bends:
            return undecided("chords", f"the concavity of {self.function} next to {where} is not clear")
        if bends[0] == bends[1]:
            way = {1: "concave up", -1: "concave down"}.get(bends[0] or 0, "straight")
            return refuted("chords", f"{self.function} is {way} on both sides of {where}")
        return agrees("chords", 2 * len(_STEPS))

    def _bend(self, x: sympy.Symbol, at: Value, side: int) -> int | None:
        """On which side of the curve short chords beside the point lie: above it (1) or below it (-1)."""
        signs = set()
        for step in _STEPS:
            values = [evaluate(self.function, {x: at + side * step * part}) for part in (1, 2, 3)]
            if None in values:
                return None
            signs.add(int(real.sign(_excess(*values))))
        return signs.pop() if len(signs) == 1 else None


def _excess(left: Value, middle: Value, right: Value) -> Value:
    """How far the chord's middle lies above the curve; rounding is nothing."""
    excess = (left + right) / 2 - middle
    return real.zero if abs(excess) < real.mpf(10) ** -40 * max(abs(left), abs(right)) else excess


def spread(interval: Interval) -> list[Value]:
    """Points of an open interval from left to right, denser at its ends; towards infinity they are further apart."""
    low, high = (None if end.is_infinite else evaluate(end) for end in interval)
    parts = [real.mpf(index) / (_POINTS + 1) for index in range(1, _POINTS + 1)]
    if low is not None and high is not None:
        return [low + (high - low) * part * part * (3 - 2 * part) for part in parts]
    if low is None and high is None:
        return [(2 * part - 1) / (part * (1 - part)) for part in parts]
    if low is None:
        return [high - (1 - part) / part for part in parts]
    return [low + part / (1 - part) for part in parts]
