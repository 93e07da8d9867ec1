"""What is true is not refuted, what is false is, and nothing is proved on a complex branch."""

import time

import pytest
import sympy
from sympy import Abs, Eq, I, Integer, Piecewise, Rational, acos, asin, atan, cos, exp, log, pi, sin, sqrt, tan

from derivanim.calculus.claims import (
    Defined,
    Differentiable,
    Equal,
    ImplicitSlope,
    IsComposition,
    IsDerivative,
    IsExtremum,
    IsProduct,
    IsRoot,
    LimitOfQuotient,
    OnCurve,
    SlopeAt,
    Status,
    ValueAt,
    check_claims,
)  # fmt: skip
from derivanim.calculus.symbols import symbol

x, y, u, a = symbol("x"), symbol("y"), symbol("u"), symbol("a")
circle = Eq(x**2 + y**2, 25, evaluate=False)
folium = Eq(x**3 + y**3, 6 * x * y, evaluate=False)
one, two, zero = Integer(1), Integer(2), Integer(0)
third = Rational(1, 3)


def reach(low, high):
    """An interval of exact numbers."""
    return sympy.sympify(low), sympy.sympify(high)


TRUE = [
    IsDerivative(x**2 * sin(x), "x", 2 * x * sin(x) + x**2 * cos(x)),
    IsDerivative(x**2 * sin(x), "x", x * (2 * sin(x) + x * cos(x))),
    IsDerivative(sin(x) ** 2, "x", sin(2 * x)),
    IsDerivative(tan(x), "x", 1 + tan(x) ** 2),
    IsDerivative(log(x), "x", 1 / x),
    IsDerivative(x**third, "x", 1 / (3 * x ** Rational(2, 3))),
    IsDerivative((x**3) ** third, "x", one),
    IsDerivative(x**4, "x", 12 * x**2, order=2),
    IsDerivative(sin(x), "x", -cos(x), order=3),
    IsDerivative(a * x**2, "x", 2 * a * x),
    IsDerivative(Abs(x), "x", x / Abs(x)),
    ValueAt(x**2 * sin(x), "x", one, sin(1)),
    ValueAt(x**third, "x", Integer(-8), Integer(-2)),
    ValueAt(sin(x), "x", pi / 3, sqrt(3) / 2),
    SlopeAt(x**2 * sin(x), "x", one, 2 * sin(1) + cos(1)),
    SlopeAt(x**2, "x", Rational(-5, 2), Integer(-5)),
    SlopeAt(x**third, "x", Integer(-8), Rational(1, 12)),
    SlopeAt(x * Abs(x), "x", zero, zero),
    SlopeAt(x ** Rational(7, 5), "x", zero, zero),
    LimitOfQuotient(exp(x), "x", zero, one),
    IsRoot(x**2 - 2, "x", sqrt(2)),
    IsRoot(cos(x), "x", pi / 2),
    IsExtremum(x**3 - 3 * x, "x", reach(-2, 2), -one),
    IsExtremum(x**3 - 3 * x, "x", reach(-2, 2), two),
    IsExtremum(x**3 - 3 * x, "x", reach(-2, 2), one, "minimum"),
    IsExtremum(Abs(x), "x", reach(-1, 2), zero, "minimum"),
    IsExtremum(x * exp(-x), "x", reach(0, 4), one),
    IsExtremum(sin(x), "x", reach(0, 2 * pi), 3 * pi / 2, "minimum"),
    OnCurve(circle, (Integer(3), Integer(4))),
    OnCurve(folium, (Integer(3), Integer(3))),
    IsProduct(x**2 * sin(x), x**2, sin(x)),
    IsComposition(sin(x**2), x**2, sin(u)),
    ImplicitSlope(circle, "x", "y", -x / y),
    ImplicitSlope(circle, "x", "y", -x * y / (25 - x**2)),
    ImplicitSlope(folium, "x", "y", (2 * y - x**2) / (y**2 - 2 * x)),
    Equal((x + 1) ** 2, x**2 + 2 * x + 1),
    Equal(sin(x) ** 2 + cos(x) ** 2, one),
    Equal(sqrt(x**2), Abs(x)),
    Equal(log(x**2), 2 * log(Abs(x))),
    Equal((x**3) ** third, x),
    Equal(asin(x) + acos(x), pi / 2 + 0 * x),
    Differentiable(x * Abs(x), "x", zero),
    Differentiable(sin(x), "x", one),
    IsDerivative(log(Abs(x)), "x", 1 / x),
    IsDerivative(log(x - 100), "x", 1 / (x - 100)),
    IsDerivative(asin(x - 50), "x", 1 / sqrt(1 - (x - 50) ** 2)),
    IsExtremum(Abs(sin(x)), "x", reach(10, 20), 4 * pi, "minimum"),
    Defined(sqrt(x), "x", reach(0, 4)),
    Defined(1 / (x**2 + 1), "x", reach(-3, 3)),
]

FALSE = [
    (IsDerivative(x**2 * sin(x), "x", 2 * x * cos(x)), "claimed"),
    (IsDerivative(x**2 * sin(x), "x", 2 * x * sin(x) - x**2 * cos(x)), "true"),
    (IsDerivative(sin(2 * x), "x", cos(2 * x)), "claimed"),
    (IsDerivative(exp(-x), "x", exp(-x)), "claimed"),
    (IsDerivative((x**2 + 1) ** 3, "x", 3 * (x**2 + 1) ** 2), "claimed"),
    (IsDerivative(x**3, "x", 6 * x, order=3), "claimed"),
    (IsDerivative(x**2, "x", 2 * x + 10 ** Integer(-9)), "claimed"),
    (IsDerivative(sqrt(x**2), "x", one), "at x = -"),
    (IsDerivative(x**third, "x", 1 / (3 * Abs(x) ** Rational(1, 3) * x ** Rational(1, 3))), "claimed"),
    (IsDerivative(x**2, "x", 2 * sqrt(x**3) / sqrt(x)), "undefined"),
    (ValueAt(x**2, "x", one, Integer(2)), "at x = 1: claimed 2, true 1"),
    (ValueAt(log(x), "x", -one, zero), "no real value"),
    (ValueAt(tan(x), "x", pi / 2, zero), "no real value"),
    (ValueAt(x**third, "x", Integer(-8), Integer(2)), "true -2"),
    (SlopeAt(x**2 * sin(x), "x", one, cos(1)), "claimed 0.5403, true 2.2232"),
    (SlopeAt(Abs(x), "x", zero, zero), "corner"),
    (SlopeAt(x**third, "x", zero, zero), "vertical tangent"),
    (SlopeAt(x ** Rational(2, 3), "x", zero, zero), "cusp"),
    (SlopeAt(sqrt(x), "x", zero, zero), "end of the domain"),
    (SlopeAt(1 / x, "x", zero, zero), "no real value"),
    (SlopeAt(Piecewise((x * log(Abs(x)), sympy.Ne(x, 0)), (0, True)), "x", zero, zero), "vertical tangent"),
    (SlopeAt(Piecewise((x, x < 0), (sqrt(x), True)), "x", zero, one), "infinite from the right"),
    (IsDerivative(log(x - 100), "x", 2 / (x - 100)), "at x = 100"),
    (Defined(log(Abs(x - third)), "x", reach(0, 1)), "x = 1/3"),
    (Defined(sin(x - third) / (x - third), "x", reach(0, 1)), "x = 1/3"),
    (IsExtremum(sympy.floor(x), "x", reach(20, 22), Integer(22)), "jumps"),
    (LimitOfQuotient(exp(x), "x", zero, two), "true 1"),
    (IsRoot(x**2 - 2, "x", Rational(141421, 100000)), "true"),
    (IsExtremum(x**3 - 3 * x, "x", reach(-2, 3), -one), "at x = 3 the value is 18"),
    (IsExtremum(x**3 - 3 * x, "x", reach(-2, 2), Integer(5)), "not in"),
    (IsExtremum(1 / x, "x", reach(-1, 1), one), "no real value"),
    (IsExtremum(Piecewise((x, x < 1), (0, True)), "x", reach(0, 2), one), "jumps at x = 1"),
    (OnCurve(circle, (Integer(3), Integer(5))), "left side is 34 and the right side 25"),
    (IsProduct(x**2 * sin(x), x, sin(x)), "claimed"),
    (IsComposition(sin(x**2), x**2, cos(u)), "claimed"),
    (IsComposition(sin(x) ** 2, x**2, sin(u)), "claimed"),
    (ImplicitSlope(circle, "x", "y", x / y), "claimed"),
    (ImplicitSlope(folium, "x", "y", x**2 / (2 * x - y**2)), "claimed"),
    (Equal(sqrt(x**2), x), "at x = -"),
    (Equal(log(x**2), 2 * log(x)), "undefined"),
    (Equal(atan(x) + atan(1 / x), pi / 2), "at x = -"),
    (Equal(asin(sin(x)), x), "claimed"),
    (Equal((-1) ** Rational(2, 3) - (-1) ** third + x, x - 1), "claimed"),
    (Equal(x, x + Rational(1, 10**9)), "claimed"),
    (Differentiable(Abs(x - 1), "x", one), "corner"),
    (Differentiable(Piecewise((x, x < 1), (x + 1, True)), "x", one), "jump"),
    (Defined(1 / x, "x", reach(-1, 2)), "no real value"),
    (Defined(log(x), "x", reach(0, 2)), "no real value at x = 0"),
    (Defined(tan(x), "x", reach(0, 3)), "no real value at x = pi/2"),
    (Defined(1 / (x - Rational(1, 7)), "x", reach(0, 1)), "no real value at x = 1/7"),
]


def name(claim):
    """A claim's name in a test report."""
    return f"{type(claim).__name__}: {claim.statement}"


@pytest.mark.parametrize("claim", TRUE, ids=name)
def test_true_claims_are_good(claim):
    """A true claim ends as proved or agrees."""
    verdict = claim.prove()
    assert verdict.good, verdict


@pytest.mark.parametrize(("claim", "words"), FALSE, ids=[name(claim) for claim, _ in FALSE])
def test_false_claims_are_refuted(claim, words):
    """A false claim is refuted, and the counterexample says where."""
    verdict = claim.prove()
    assert Status.refuted is verdict.status
    assert words in verdict.counterexample


@pytest.mark.parametrize(
    ("claim", "status"),
    [
        (IsDerivative(sin(x) ** 2, "x", sin(2 * x)), Status.proved),
        (IsDerivative(tan(x), "x", 1 + tan(x) ** 2), Status.proved),
        (ValueAt(sin(x), "x", pi / 3, sqrt(3) / 2), Status.proved),
        (IsExtremum(x**3 - 3 * x, "x", reach(-2, 2), -one), Status.proved),
        (IsExtremum(x * sin(x) + exp(x), "x", reach(0, 2), two), Status.proved),
        (ImplicitSlope(circle, "x", "y", -x * y / (25 - x**2)), Status.proved),
        (Equal((x**3) ** third, x), Status.agrees),
        (Differentiable(sin(x), "x", one), Status.agrees),
    ],
    ids=lambda value: name(value) if hasattr(value, "statement") else value,
)
def test_proofs_are_told_from_agreement(claim, status):
    """Proved means symbolically; what only the numbers show is told apart."""
    verdict = claim.prove()
    assert status is verdict.status
    if status is Status.agrees and isinstance(claim, Equal):
        assert verdict.points >= 20


def test_claim_without_real_points_is_not_proved():
    """Without a point at which both sides are real there is no verdict, whatever SymPy says."""
    nowhere = log(-1 - x**2)
    assert Status.undecided is Equal(nowhere, nowhere + 0 * I).prove().status


def test_check_claims_keeps_order_and_length():
    """One verdict for each claim, in order."""
    claims = [TRUE[0], FALSE[0][0], TRUE[5]]
    checked = check_claims(claims)
    assert claims == [claim for claim, _ in checked]
    assert [True, False, True] == [verdict.good for _, verdict in checked]


def test_check_claims_of_nothing():
    """No claims, no verdicts, no worker."""
    assert [] == check_claims([])


def test_one_hostile_claim_does_not_take_the_others_with_it():
    """A claim that no budget suffices for stays undecided; its neighbours are decided, in time."""
    hostile = Equal((x + 1) ** 3000000 * sum((cos(x + k) ** 40 for k in range(40)), zero), sin(x) ** 999 + 1)
    slow = IsDerivative(sin(x) ** (10**7) * exp(x), "x", x)
    started = time.monotonic()
    checked = check_claims([TRUE[0], hostile, slow, FALSE[0][0]], seconds=4)
    assert time.monotonic() - started < 20
    assert Status.proved is checked[0][1].status
    assert Status.refuted is checked[3][1].status


def test_typical_claims_are_quick():
    """The claims of a tangent line take the worker well under a second, so that checking is never felt."""
    function, derivative = x**2 * sin(x), 2 * x * sin(x) + x**2 * cos(x)
    claims = [
        IsDerivative(function, "x", derivative),
        Differentiable(function, "x", one),
        ValueAt(function, "x", one, sin(1)),
        SlopeAt(function, "x", one, derivative.subs(x, 1)),
    ]
    assert all(verdict.good for _, verdict in check_claims(claims, seconds=2))
