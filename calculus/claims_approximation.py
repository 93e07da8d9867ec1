"""Claims about approximations: Taylor polynomials, how large a derivative can be, and one number below another."""

from __future__ import annotations

from dataclasses import dataclass, field

import sympy

from derivanim.calculus.approximation import largest_size, successive
from derivanim.calculus.budget import GIVEN_UP, soft
from derivanim.calculus.claims import IsRoot
from derivanim.calculus.differentiate import derivative_of
from derivanim.calculus.evaluate import Value, evaluate, real
from derivanim.calculus.optimize import optimize
from derivanim.calculus.proving import is_zero, same, show
from derivanim.calculus.symbols import symbol
from derivanim.calculus.verdict import Verdict, agrees, proved, refuted
from derivanim.errors import MathError

Interval = tuple[sympy.Expr, sympy.Expr]


@dataclass(frozen=True)
class AtMost:
    """One number is not larger than another."""

    smaller: sympy.Expr
    larger: sympy.Expr
    slot: str | None = field(default=None, kw_only=True)

    @property
    def statement(self) -> str:
        return f"{self.smaller} <= {self.larger}"

    def prove(self) -> Verdict:
        small, large = evaluate(self.smaller), evaluate(self.larger)
        if small is None or large is None:
            return refuted("evaluation", "one of the two numbers is not defined")
        if same(small, large):
            return agrees("evaluation", 1)  # equal as far as can be told
        if small > large:
            return refuted("evaluation", f"{show(small)} is larger than {show(large)}")
        return proved("evaluation to 50 digits", 1)


@dataclass(frozen=True)
class DerivativeBound:
    """On the closed interval, the derivative of that order is nowhere larger in size than `bound`."""

    function: sympy.Expr
    variable: str
    interval: Interval
    order: int
    bound: sympy.Expr
    slot: str | None = field(default=None, kw_only=True)

    @property
    def statement(self) -> str:
        low, high = self.interval
        return f"the derivative of order {self.order} of {self.function} is at most {self.bound} on [{low}, {high}]"

    def prove(self) -> Verdict:
        current = self.function
        for _ in range(self.order):
            current = derivative_of(current, symbol(self.variable))
        bound = evaluate(self.bound)
        try:
            largest = largest_size(current, symbol(self.variable), self.interval)
        except MathError as error:
            return refuted("grid", error.message)
        if bound is None or (largest > bound and not same(largest, bound)):
            return refuted("grid", f"it reaches {show(largest)}")
        return proved("comparison of all candidates", 1) if self._proved(current, bound) else agrees("grid", 401)

    def _proved(self, derivative: sympy.Expr, bound: Value) -> bool:
        """Whether the candidates for extreme values are all known, and none is larger than the bound."""
        try:
            with soft(0.6):
                found = optimize(derivative, self.variable, self.interval)
        except (MathError, *GIVEN_UP):
            return False
        values: list[Value] = [evaluate(point.value) for point in (found.maximum, found.minimum)]
        sizes = [abs(value) for value in values]
        return found.exact and (max(sizes) <= bound or same(max(sizes), bound))


@dataclass(frozen=True)
class IsTaylorPolynomial:
    """`polynomial` has the same value and the same derivatives as `function` at the centre, up to an order."""

    function: sympy.Expr
    variable: str
    center: sympy.Expr
    order: int
    polynomial: sympy.Expr
    slot: str | None = field(default="function", kw_only=True)

    @property
    def statement(self) -> str:
        where = f"{self.variable} = {self.center}"
        return f"the Taylor polynomial of order {self.order} of {self.function} at {where} is {self.polynomial}"

    def prove(self) -> Verdict:
        x = symbol(self.variable)
        if not self.polynomial.is_polynomial(x) or sympy.degree(self.polynomial, x) > self.order:
            return refuted("degree", f"{self.polynomial} is no polynomial of degree {self.order} or less")
        claimed, exact = self.polynomial, True
        for number, function in enumerate(successive(self.function, x, self.order)):
            claimed = claimed.diff(x) if number else claimed
            true, told = evaluate(function, {x: self.center}), evaluate(claimed, {x: self.center})
            if true is None or told is None:
                return refuted("domain", f"there is no derivative of order {number} at {x} = {self.center}")
            if not same(told, true):
                return refuted("evaluation", f"derivative of order {number}: claimed {show(told)}, true {show(true)}")
            exact = exact and not claimed.has(sympy.Float) and _equal_there(function, claimed, x, self.center)
        return proved("derivatives at the centre", self.order + 1) if exact else agrees("derivatives", self.order + 1)


def _equal_there(function: sympy.Expr, claimed: sympy.Expr, x: sympy.Symbol, center: sympy.Expr) -> bool:
    """Whether both are shown to have the same exact value at the centre."""
    difference = (function - claimed).subs(x, center)
    if difference.has(sympy.nan, sympy.zoo, sympy.oo):
        return False
    return is_zero(difference, 0.3) is not None


@dataclass(frozen=True)
class RootNear:
    """`function` is 0 at a place that differs from `point` by at most `tolerance`."""

    function: sympy.Expr
    variable: str
    point: sympy.Expr
    tolerance: sympy.Expr
    slot: str | None = field(default=None, kw_only=True)

    @property
    def statement(self) -> str:
        return f"{self.function} is 0 within {self.tolerance} of {self.variable} = {self.point}"

    def prove(self) -> Verdict:
        x = symbol(self.variable)
        middle, reach = evaluate(self.point), evaluate(self.tolerance)
        places = [middle + reach * real.mpf(step) / 8 for step in range(-8, 9)]
        heights: list[Value] = [evaluate(self.function, {x: place}) for place in places]
        if None in heights:
            return refuted("domain", f"{self.function} is not defined all around {x} = {self.point}")
        size, ends = abs(heights[8]), min(abs(heights[0]), abs(heights[-1]))
        if min(heights) < 0 < max(heights) and size < ends / 2:  # at a pole or a jump the middle is no smaller
            return agrees("change of sign", len(places))
        if size < real.mpf(10) ** -20 * max(1, ends) or size < ends * real.mpf(10) ** -6:
            return agrees("a zero that the curve only touches", len(places))
        return refuted("evaluation", f"at {x} = {show(middle)} the value is {show(heights[8])}, and no sign changes")


def root_claim(function: sympy.Expr, variable: str, root: sympy.Expr) -> IsRoot | RootNear:
    """That a number is a root: exactly, or within a billionth where it is known by its decimals alone."""
    if root.has(sympy.Float):
        return RootNear(function, variable, root, sympy.Rational(1, 10**9))
    return IsRoot(function, variable, root, slot="function")
