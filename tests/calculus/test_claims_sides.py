"""Claims about one side of a point and about average rates: the true ones hold, the false ones are refuted."""

import pytest
from sympy import Abs, Integer, Rational, cbrt, exp, floor, log, oo, pi, sin, sqrt

from derivanim.calculus.claims import Status
from derivanim.calculus.claims_sides import AverageRate, KindAt, OneSidedLimit, OneSidedSlope
from derivanim.calculus.symbols import symbol

x = symbol("x")
zero, one, two = Integer(0), Integer(1), Integer(2)

TRUE = [
    OneSidedSlope(Abs(x), "x", zero, "left", -one),
    OneSidedSlope(Abs(x), "x", zero, "right", one),
    OneSidedSlope(cbrt(x), "x", zero, "left", oo),
    OneSidedSlope(x ** Rational(2, 3), "x", zero, "left", -oo),
    OneSidedSlope(sqrt(x), "x", zero, "right", oo),
    OneSidedSlope(sin(x), "x", pi / 3, "left", Rational(1, 2)),
    OneSidedLimit(floor(x), "x", two, "left", one),
    OneSidedLimit(1 / x, "x", zero, "left", -oo),
    KindAt(Abs(x), "x", zero, "corner"),
    KindAt(x**2, "x", one, "differentiable"),
    AverageRate(x**2, "x", (one, Integer(3)), Integer(4)),
    AverageRate(exp(x), "x", (zero, one), exp(1) - 1),
    AverageRate(sqrt(x), "x", (zero, two), sqrt(2) / 2),
]
FALSE = [
    OneSidedSlope(Abs(x), "x", zero, "left", one),
    OneSidedSlope(cbrt(x), "x", zero, "left", -oo),
    OneSidedSlope(cbrt(x), "x", zero, "left", Integer(1000)),
    OneSidedSlope(Abs(x), "x", zero, "right", oo),
    OneSidedSlope(sqrt(x), "x", zero, "left", oo),
    OneSidedLimit(floor(x), "x", two, "left", two),
    KindAt(Abs(x), "x", zero, "differentiable"),
    KindAt(x ** Rational(2, 3), "x", zero, "corner"),
    AverageRate(x**2, "x", (one, Integer(3)), Integer(5)),
    AverageRate(log(x), "x", (zero, one), one),
]


@pytest.mark.parametrize("claim", TRUE, ids=lambda claim: claim.statement)
def test_true_claims_hold(claim):
    """What is true is proved, or agrees with everything tested."""
    assert claim.prove().good


@pytest.mark.parametrize("claim", FALSE, ids=lambda claim: claim.statement)
def test_false_claims_are_refuted(claim):
    """What is false is refuted, with a counterexample."""
    verdict = claim.prove()
    assert Status.refuted is verdict.status
    assert verdict.counterexample
