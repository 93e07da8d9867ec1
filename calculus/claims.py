"""What an animation asserts, as objects that can be proved: this is the derivative, this is the slope here.

Each claim looks for a counterexample first (50 digits, many points of the real domain) and for a proof only then.
`check_claims` decides a list of them inside of a budget; nothing else here starts a process.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import sympy

from derivanim.calculus import budget
from derivanim.calculus.claims_base import AtPoint, OnInterval
from derivanim.calculus.differentiate import derivative_of, is_derivative
from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.implicit import implicit_slope_verdict
from derivanim.calculus.kinks import failure
from derivanim.calculus.optimize import extremum_verdict, gap
from derivanim.calculus.powers import substitute
from derivanim.calculus.proving import equal, same_number, show, slope
from derivanim.calculus.symbols import symbol
from derivanim.calculus.verdict import Status, Verdict, agrees, proved, refuted, undecided
from derivanim.errors import BudgetError, MathError

__all__ = ["Status", "Verdict", "check_claims"]


class Claim(Protocol):
    """Anything that can be stated in a line and decided."""

    @property
    def statement(self) -> str:
        """The claim in one line."""

    @property
    def slot(self) -> str | None:
        """The slot field that the claim is about."""

    def prove(self) -> Verdict:
        """Decide the claim; run it in a budget."""


@dataclass(frozen=True)
class Equal:
    """Two expressions are the same function."""

    a: sympy.Expr
    b: sympy.Expr
    slot: str | None = field(default=None, kw_only=True)

    @property
    def statement(self) -> str:
        return f"{self.a} = {self.b}"

    def prove(self) -> Verdict:
        return equal(self.a, self.b)


@dataclass(frozen=True)
class IsDerivative:
    """`derivative` is the derivative of that order of `function`."""

    function: sympy.Expr
    variable: str
    derivative: sympy.Expr
    order: int = 1
    slot: str | None = field(default="derivative", kw_only=True)

    @property
    def statement(self) -> str:
        times = "" if self.order == 1 else f" of order {self.order}"
        return f"the derivative{times} of {self.function} is {self.derivative}"

    def prove(self) -> Verdict:
        x = symbol(self.variable)
        before = self.function
        for _ in range(self.order - 1):
            before = derivative_of(before, x)
        return is_derivative(before, x, self.derivative)


@dataclass(frozen=True)
class ValueAt(AtPoint):
    """`function` has this value at the point."""

    value: sympy.Expr

    @property
    def statement(self) -> str:
        return f"the value of {self.function} at {self.place} is {self.value}"

    def prove(self) -> Verdict:
        _, true = self.values()
        if true is None:
            return self.outside()
        return same_number(self.value, true, self.at_point(self.function), self.place)


@dataclass(frozen=True)
class IsRoot(AtPoint):
    """`function` is 0 at the point."""

    @property
    def statement(self) -> str:
        return f"{self.function} is 0 at {self.place}"

    def prove(self) -> Verdict:
        return ValueAt(self.function, self.variable, self.point, sympy.Integer(0)).prove()


@dataclass(frozen=True)
class Differentiable(AtPoint):
    """`function` is defined and has a derivative at the point."""

    @property
    def statement(self) -> str:
        return f"{self.function} is differentiable at {self.place}"

    def prove(self) -> Verdict:
        if self.values()[1] is None:
            return self.outside()
        reason = failure(self.function, symbol(self.variable), self.point)
        if reason:
            return refuted("one-sided slopes", f"not differentiable at {self.place}: {reason}")
        return agrees("one-sided slopes", 4)


@dataclass(frozen=True)
class SlopeAt(AtPoint):
    """The tangent to the graph of `function` at the point has this slope."""

    slope: sympy.Expr

    @property
    def statement(self) -> str:
        return f"the slope of {self.function} at {self.place} is {self.slope}"

    def prove(self) -> Verdict:
        smooth = Differentiable(self.function, self.variable, self.point).prove()
        if not smooth.good:
            return smooth
        x, (at, _) = symbol(self.variable), self.values()
        true = slope(self.function, x, at)
        if true is None:
            return undecided("difference quotient", f"{self.function} is not defined on both sides of the point")
        derivative = derivative_of(self.function, x)
        # Where the curve is rough, as x^(7/5) is at 0, the quotient is near to the slope and the rules know it exactly.
        known = evaluate(derivative, {x: at})
        if known is not None and abs(known - true) < 1e-6 * max(1, abs(true)):
            true = known
        return same_number(self.slope, true, self.at_point(derivative), self.place)


@dataclass(frozen=True)
class LimitOfQuotient(SlopeAt):
    """The difference quotients of `function` at the point tend to this slope."""

    @property
    def statement(self) -> str:
        return f"the difference quotients of {self.function} at {self.place} tend to {self.slope}"


@dataclass(frozen=True)
class IsProduct:
    """`function` is the product of `left` and `right`."""

    function: sympy.Expr
    left: sympy.Expr
    right: sympy.Expr
    slot: str | None = field(default="function", kw_only=True)

    @property
    def statement(self) -> str:
        return f"{self.function} is the product of {self.left} and {self.right}"

    def prove(self) -> Verdict:
        return equal(self.left * self.right, self.function)


@dataclass(frozen=True)
class IsComposition:
    """`function` is `outer`, an expression in `u`, with `inner` for u."""

    function: sympy.Expr
    inner: sympy.Expr
    outer: sympy.Expr
    u: str = "u"
    slot: str | None = field(default="function", kw_only=True)

    @property
    def statement(self) -> str:
        return f"{self.function} is {self.outer} of {self.u} = {self.inner}"

    def prove(self) -> Verdict:
        return equal(self.outer.xreplace({symbol(self.u): self.inner}), self.function)


@dataclass(frozen=True)
class OnCurve:
    """The point lies on the curve of the equation."""

    equation: sympy.Eq
    point: tuple[sympy.Expr, sympy.Expr]
    x: str = "x"
    y: str = "y"
    slot: str | None = field(default="point", kw_only=True)

    @property
    def statement(self) -> str:
        return f"({self.point[0]}, {self.point[1]}) lies on {self.equation.lhs} = {self.equation.rhs}"

    def prove(self) -> Verdict:
        place = {symbol(self.x): self.point[0], symbol(self.y): self.point[1]}
        true = evaluate(self.equation.rhs, place)
        at = f"({self.point[0]}, {self.point[1]})"
        if true is None or evaluate(self.equation.lhs, place) is None:
            return refuted("evaluation", f"the equation has no real value at {at}")
        left, right = (substitute(side, place) for side in (self.equation.lhs, self.equation.rhs))
        verdict = same_number(left, true, right, at)
        if verdict.status is Status.refuted:
            value = evaluate(self.equation.lhs, place)
            return refuted("evaluation", f"at {at} the left side is {show(value)} and the right side {show(true)}")
        return verdict


@dataclass(frozen=True)
class ImplicitSlope:
    """`derivative`, in x and y, is dy/dx on the curve of the equation."""

    equation: sympy.Eq
    x: str
    y: str
    derivative: sympy.Expr
    slot: str | None = field(default="derivative", kw_only=True)

    @property
    def statement(self) -> str:
        return f"on {self.equation.lhs} = {self.equation.rhs}, d{self.y}/d{self.x} = {self.derivative}"

    def prove(self) -> Verdict:
        return implicit_slope_verdict(self.equation, symbol(self.x), symbol(self.y), self.derivative)


@dataclass(frozen=True)
class Defined(OnInterval):
    """`function` is defined at every point of the closed interval."""

    @property
    def statement(self) -> str:
        return f"{self.function} is defined on [{self.interval[0]}, {self.interval[1]}]"

    def prove(self) -> Verdict:
        hole = gap(self.function, symbol(self.variable), self.interval)
        if hole.reason:
            return refuted("domain", hole.reason)
        return proved("domain of the expression", hole.points) if hole.exact else agrees("domain", hole.points)


@dataclass(frozen=True)
class IsExtremum(OnInterval):
    """On the closed interval, `function` is greatest (or least) at the point."""

    point: sympy.Expr
    kind: str = "maximum"

    @property
    def statement(self) -> str:
        start, end = self.interval
        return f"{self.function} has its {self.kind} on [{start}, {end}] at {self.variable} = {self.point}"

    def prove(self) -> Verdict:
        return extremum_verdict(self.function, self.variable, self.interval, self.point, self.kind)


def check_claims(claims: Sequence[Claim], seconds: float = 10.0) -> list[tuple[Claim, Verdict]]:
    """Every claim with its verdict, in order, in at most about `seconds` altogether."""
    claims = list(claims)
    if not claims:
        return []
    until = budget.clock() + seconds
    try:
        verdicts = budget.call(_prove_all, claims, seconds / 2, seconds=seconds / 2 + 0.5)
    except BudgetError:
        # Something held out against the soft limits: one at a time, so that only the guilty stay undecided.
        verdicts = []
        for index, claim in enumerate(claims):
            share = max(0.1, (until - budget.clock()) / (len(claims) - index))
            try:
                verdicts += budget.call(_prove_all, [claim], share, seconds=share)
            except BudgetError as error:
                verdicts.append(undecided("budget", error.message))
    return list(zip(claims, verdicts, strict=True))


def _prove_all(claims: list[Claim], seconds: float) -> list[Verdict]:
    verdicts = []
    for claim in claims:
        try:
            with budget.soft(seconds / len(claims)):
                verdicts.append(claim.prove())
        except BudgetError as error:
            verdicts.append(undecided("budget", error.message))
        except MathError as error:
            verdicts.append(undecided("rules", error.message))
    return verdicts
