"""Claims about two variables and about curves: true ones are good, false ones are refuted where they fail."""

import pytest
from sympy import Abs, Integer, Rational, cos, exp, pi, sin, sqrt

from derivanim.calculus.claims import Status, check_claims
from derivanim.calculus.claims_several import CurveSlope, DirectionalSlope, IsGradient, IsTangentPlane, PartialAt
from derivanim.calculus.symbols import symbol

x, y, t = symbol("x"), symbol("y"), symbol("t")
zero, one, two, three, four = map(Integer, (0, 1, 2, 3, 4))
XY = ("x", "y")
cusp = (1 - cos(t)) * cos(t), (1 - cos(t)) * sin(t)

TRUE = [
    PartialAt(x**2 * y, XY, (one, two), "x", four),
    PartialAt(x**2 * y, XY, (one, two), "y", one),
    PartialAt(exp(x * y), XY, (one, zero), "y", one),
    PartialAt(x ** Rational(1, 3) * y, XY, (Integer(-8), one), "x", Rational(1, 12)),
    IsGradient(x**2 + y**2, XY, (one, two), (two, four)),
    IsGradient(x**2 - y**2, XY, (zero, zero), (zero, zero)),
    IsGradient(sin(x) * cos(y), XY, (pi / 3, pi / 6), (sqrt(3) / 4, -sqrt(3) / 4)),
    DirectionalSlope(x**2 + y**2, XY, (one, two), (three, four), Rational(22, 5)),
    DirectionalSlope(x * y, XY, (one, one), (one, -one), zero),
    IsTangentPlane(x**2 + y**2, XY, (one, one), 2 * x + 2 * y - 2),
    IsTangentPlane(three + 0 * x, XY, (one, one), three + 0 * x),
    CurveSlope(cos(t), sin(t), "t", pi / 4, -one),
    CurveSlope(cos(t), sin(t), "t", zero, None),
    CurveSlope(t**2, t**3, "t", one, Rational(3, 2)),
    CurveSlope(*cusp, "t", zero, zero),
]

FALSE = [
    (PartialAt(x**2 * y, XY, (one, two), "x", two), "claimed 2, true 4"),
    (PartialAt(sqrt(x) * y, XY, (zero, two), "x", zero), "both sides"),
    (IsGradient(x**2 + y**2, XY, (one, two), (two, two)), "claimed 2, true 4"),
    (IsGradient(Abs(x) + y, XY, (zero, one), (zero, one)), "corner"),
    (IsGradient(sqrt(Abs(x * y)), XY, (zero, zero), (zero, zero)), "no plane touches"),
    (DirectionalSlope(x**2 + y**2, XY, (one, two), (three, four), Integer(22)), "true 4.4"),
    (DirectionalSlope(x * y, XY, (one, one), (zero, zero), zero), "zero vector"),
    (IsTangentPlane(x**2 + y**2, XY, (one, one), 2 * x + 2 * y), "claimed 4, true 2"),
    (IsTangentPlane(x**2 + y**2, XY, (one, one), 2 * x + y - 1), "claimed 1, true 2"),
    (IsTangentPlane(x**2 + y**2, XY, (one, one), x**2 + 2 * y - 1), "no plane"),
    (IsTangentPlane(sqrt(x**2 + y**2), XY, (zero, zero), zero * x), "corner"),
    (CurveSlope(cos(t), sin(t), "t", pi / 4, one), "claimed 1, true -1"),
    (CurveSlope(cos(t), sin(t), "t", zero, zero), "vertical"),
    (CurveSlope(cos(t), sin(t), "t", pi / 4, None), "slope is -1"),
    (CurveSlope(sqrt(t), t, "t", zero, one), "both sides"),
    (CurveSlope(*cusp, "t", zero, one), "claimed 1, true"),
    (CurveSlope(t**3, Abs(t**3), "t", zero, one), "claimed 1, true -1"),
]


@pytest.mark.parametrize("claim", TRUE, ids=lambda claim: claim.statement)
def test_true_claims_are_good(claim):
    """A true claim is proved or agrees."""
    verdict = claim.prove()
    assert verdict.good, verdict


@pytest.mark.parametrize(("claim", "words"), FALSE, ids=lambda part: getattr(part, "statement", ""))
def test_false_claims_are_refuted(claim, words):
    """A false claim is refuted, and the counterexample says where."""
    verdict = claim.prove()
    assert Status.refuted is verdict.status
    assert words in verdict.counterexample


def test_exact_values_are_proved():
    """Where the exact value is that of the rules, the claim is proved, all parts of a plane together too."""
    proofs = [TRUE[0], TRUE[6], TRUE[7], TRUE[9], TRUE[11]]
    assert [Status.proved] * len(proofs) == [claim.prove().status for claim in proofs]


def test_claims_can_be_checked_in_a_worker():
    """The claims can be sent to the worker that decides them."""
    assert [True, False] == [verdict.good for _, verdict in check_claims([TRUE[0], FALSE[0][0]])]
