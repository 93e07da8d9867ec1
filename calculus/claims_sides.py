"""Claims about one side of a point, and about an interval: one-sided slopes, what stands in the way, average rates."""

from __future__ import annotations

from dataclasses import dataclass

import sympy

from derivanim.calculus.claims_base import AtPoint, OnInterval
from derivanim.calculus.evaluate import Value, evaluate, real
from derivanim.calculus.kinks import differentiability_at, limits_at
from derivanim.calculus.one_sided import SIGNS, Side
from derivanim.calculus.powers import substitute
from derivanim.calculus.proving import is_zero, show
from derivanim.calculus.symbols import symbol
from derivanim.calculus.verdict import Verdict, agrees, proved, refuted

_STEPS = 5  # at which the limits are told


@dataclass(frozen=True)
class _AtSide(AtPoint):
    """What claims about a function next to a point share."""

    side: Side
    value: sympy.Expr

    @property
    def place(self) -> str:
        return f"{self.variable} = {self.point} from the {self.side}"

    def _decided(self, true: Value | None, method: str) -> Verdict:
        if true is None:
            return refuted(method, f"there is no limit at {self.place}")
        if _same(self.value, true):
            return agrees(method, _STEPS)
        told = "infinite" if real.isinf(true) else show(true)
        return refuted(method, f"at {self.place}: claimed {self.value}, true {told}")


@dataclass(frozen=True)
class OneSidedSlope(_AtSide):
    """The secants of `function` on one side of the point tend to this slope, which may be infinite."""

    @property
    def statement(self) -> str:
        return f"the slope of {self.function} at {self.place} is {self.value}"

    def prove(self) -> Verdict:
        found = differentiability_at(self.function, symbol(self.variable), self.point)
        return self._decided(found.left if self.side == "left" else found.right, "one-sided slopes")


@dataclass(frozen=True)
class OneSidedLimit(_AtSide):
    """The values of `function` on one side of the point tend to this limit, which may be infinite."""

    @property
    def statement(self) -> str:
        return f"the limit of {self.function} at {self.place} is {self.value}"

    def prove(self) -> Verdict:
        limits = limits_at(self.function, symbol(self.variable), self.point)
        return self._decided(limits[list(SIGNS).index(self.side)], "one-sided limits")


@dataclass(frozen=True)
class KindAt(AtPoint):
    """At the point, this `kind` of kinks.Differentiability is what the function has: a corner, a jump, a tangent."""

    kind: str

    @property
    def statement(self) -> str:
        return f"at {self.place}, {self.function} is: {self.kind}"

    def prove(self) -> Verdict:
        true = differentiability_at(self.function, symbol(self.variable), self.point).kind
        if true == self.kind:
            return agrees("one-sided slopes", _STEPS)
        return refuted("one-sided slopes", f"at {self.place} it is: {true}")


@dataclass(frozen=True)
class AverageRate(OnInterval):
    """`rate` is the slope of the secant over the interval."""

    rate: sympy.Expr

    @property
    def statement(self) -> str:
        low, high = self.interval
        return f"the average rate of change of {self.function} on [{low}, {high}] is {self.rate}"

    def prove(self) -> Verdict:
        x = symbol(self.variable)
        first, last = (evaluate(self.function, {x: end}) for end in self.interval)
        if first is None or last is None:
            return refuted("domain", f"{self.function} has no real value at an end of the interval")
        true: Value = (last - first) / evaluate(self.interval[1] - self.interval[0])
        if not _same(self.rate, true):
            return refuted("evaluation", f"claimed {self.rate}, true {show(true)}")
        ends = [substitute(self.function, {x: end}) for end in self.interval]
        method = is_zero(self.rate * (self.interval[1] - self.interval[0]) - (ends[1] - ends[0]), 0.5)
        return proved(method, 2) if method else agrees("evaluation", 2)


def _same(claimed: sympy.Expr, true: Value) -> bool:
    if claimed in (sympy.oo, -sympy.oo) or real.isinf(true):
        return bool(real.isinf(true)) and claimed == (sympy.oo if true > 0 else -sympy.oo)
    told = evaluate(claimed)
    # What values at shrinking steps tend to is known less well than a value.
    return told is not None and bool(abs(told - true) <= 1e-9 * max(1, abs(told), abs(true)))
