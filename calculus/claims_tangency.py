"""Claims about tangents from a point: each touches the curve and goes through the point, and there are no others."""

from __future__ import annotations

from dataclasses import dataclass, field

import sympy

from derivanim.calculus.differentiate import derivative_of
from derivanim.calculus.evaluate import Value, evaluate, number, real
from derivanim.calculus.kinks import failure
from derivanim.calculus.powers import substitute
from derivanim.calculus.proving import is_zero, same, show, sign_changes, slope
from derivanim.calculus.roots import Interval, zero_set
from derivanim.calculus.symbols import symbol
from derivanim.calculus.tangency import Point, condition
from derivanim.calculus.verdict import Verdict, agrees, proved, refuted

_SAMPLES = 301
_NEAR = real.mpf(10) ** -7


@dataclass(frozen=True)
class TangentThrough:
    """The line with this slope through the point touches the curve at `touch`: it meets it there and is as steep."""

    function: sympy.Expr
    variable: str
    touch: sympy.Expr
    slope: sympy.Expr
    point: Point
    slot: str | None = field(default="away", kw_only=True)

    @property
    def statement(self) -> str:
        """The claim in one line."""
        place = f"{self.variable} = {self.touch}"
        through = f"({self.point[0]}, {self.point[1]})"
        return f"the tangent to {self.function} at {place} has the slope {self.slope} and goes through {through}"

    def prove(self) -> Verdict:
        """Decide the claim; run it in a budget."""
        x, at, claimed = symbol(self.variable), evaluate(self.touch), evaluate(self.slope)
        height = None if at is None else evaluate(self.function, {x: at})
        if height is None or claimed is None:
            return refuted("domain", f"{self.function} has no real value at {x} = {self.touch}")
        reason, rate = failure(self.function, x, self.touch), slope(self.function, x, at)
        if reason or rate is None:
            return refuted("one-sided slopes", f"there is no tangent at {x} = {show(at)}: {reason or 'an end'}")
        if not same(claimed, rate):
            return refuted("difference quotient", f"at {x} = {show(at)} the slope of the curve is {show(rate)}")
        a, b = map(number, self.point)
        passed = height + claimed * (a - at)
        if not same(passed, b):
            return refuted("evaluation", f"at {x} = {show(a)} that tangent has the height {show(passed)}")
        if self.touch.has(sympy.Float):
            return agrees("difference quotient and evaluation", 1)
        derivative = derivative_of(self.function, x)
        wanted = substitute(condition(self.function, derivative, x, self.point), {x: self.touch})
        steep = substitute(derivative, {x: self.touch}) - self.slope
        method = is_zero(wanted, 0.5) if is_zero(steep, 0.5) else None
        return proved(method, 1) if method else agrees("difference quotient and evaluation", 1)


@dataclass(frozen=True)
class TangentsAre:
    """On the interval, tangents through the point touch the curve exactly at these places."""

    function: sympy.Expr
    variable: str
    point: Point
    places: tuple[sympy.Expr, ...]
    interval: Interval
    slot: str | None = field(default="away", kw_only=True)

    @property
    def statement(self) -> str:
        """The claim in one line."""
        (a, b), (low, high) = self.point, self.interval
        shown = ", ".join(map(str, self.places)) or "no place"
        return f"on [{low}, {high}], tangents to {self.function} through ({a}, {b}) touch exactly at {shown}"

    def prove(self) -> Verdict:
        """Decide the claim; run it in a budget."""
        x = symbol(self.variable)
        wanted = condition(self.function, derivative_of(self.function, x), x, self.point)
        low, high = map(number, self.interval)
        known: list[Value] = []
        for place in self.places:
            at = evaluate(place)
            value = None if at is None else evaluate(wanted, {x: at})
            if value is None or abs(value) > _NEAR:
                return refuted("evaluation", f"the tangent at {x} = {place} does not go through the point")
            if not low <= at <= high:
                return refuted("evaluation", f"{place} is outside of the interval")
            known.append(at)
        listed = zero_set(wanted, x)
        searched = sign_changes(lambda at: evaluate(wanted, {x: at}), low, high, _SAMPLES)
        found = list(searched if listed is None else map(number, listed))
        for at in found:
            missed = low <= at <= high and all(abs(at - other) > _NEAR * max(1, abs(at)) for other in known)
            if missed and not failure(self.function, x, sympy.Float(str(at), 40)):
                return refuted("search", f"the tangent at {x} = {show(at)} goes through the point as well")
        return agrees("changes of sign", _SAMPLES) if listed is None else proved("the solutions", len(found))
