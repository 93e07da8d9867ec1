"""Taylor polynomials, bounds and roots: what is true holds, what is false is refuted."""

import pytest
from sympy import Float, Integer, Rational, cos, exp, log, pi, sin, sqrt

from derivanim.calculus.approximation import derivatives_at, polynomial, rounded_up
from derivanim.calculus.claims import Status
from derivanim.calculus.claims_approximation import AtMost, DerivativeBound, IsTaylorPolynomial, RootNear
from derivanim.calculus.evaluate import real
from derivanim.calculus.symbols import symbol
from derivanim.errors import MathError

x = symbol("x")
zero, one, two, four = map(Integer, (0, 1, 2, 4))
tiny = Rational(1, 10**9)

TRUE = [
    AtMost(Rational(1, 3), Rational(1, 2)),
    AtMost(sqrt(2), Rational(142, 100)),
    AtMost(sqrt(2), sqrt(2)),
    DerivativeBound(sin(x), "x", (zero, one), 2, one),
    DerivativeBound(sqrt(x), "x", (four, Integer(5)), 2, Rational(1, 32)),
    DerivativeBound(exp(x), "x", (zero, one), 3, Rational(28, 10)),
    IsTaylorPolynomial(sin(x), "x", zero, 4, x - x**3 / 6),
    IsTaylorPolynomial(exp(x), "x", one, 1, exp(1) * x),
    IsTaylorPolynomial(cos(x), "x", pi / 3, 1, Rational(1, 2) - sqrt(3) / 2 * (x - pi / 3)),
    RootNear(x**2 - 2, "x", Float("1.41421356237309504880", 30), tiny),
    RootNear(x**2, "x", Float("1e-15", 30), tiny),
]
FALSE = [
    AtMost(Rational(1, 2), Rational(1, 3)),
    AtMost(log(x), one),
    DerivativeBound(sin(x), "x", (zero, Integer(2)), 1, Rational(1, 2)),
    DerivativeBound(1 / x, "x", (-one, one), 1, Integer(10**6)),
    IsTaylorPolynomial(sin(x), "x", zero, 3, x + x**3 / 6),
    IsTaylorPolynomial(sin(x), "x", zero, 3, x - x**3 / 6 + x**5 / 120),
    IsTaylorPolynomial(log(x), "x", zero, 1, x),
    RootNear(x**2 - 2, "x", Rational(141, 100), tiny),
    RootNear(x**2 + 1, "x", zero, tiny),
    RootNear(1 / x, "x", Rational(1, 10**12), tiny),
    RootNear(log(x), "x", zero, tiny),
]


@pytest.mark.parametrize("claim", TRUE, ids=lambda claim: claim.statement)
def test_true_claims_hold(claim):
    """What is true is proved or agrees."""
    assert claim.prove().good


@pytest.mark.parametrize("claim", FALSE, ids=lambda claim: claim.statement)
def test_false_claims_are_refuted(claim):
    """What is false is refuted with a reason."""
    verdict = claim.prove()
    assert Status.refuted is verdict.status
    assert verdict.message


def test_derivatives_are_exact_where_they_are_short():
    """Fractions and roots stay what they are."""
    assert [0, 1, 0, -1] == derivatives_at(sin(x), x, zero, 3)
    assert [2, Rational(1, 4), Rational(-1, 32)] == derivatives_at(sqrt(x), x, four, 2)
    assert [sqrt(2) / 2, sqrt(2) / 2] == derivatives_at(sin(x), x, pi / 4, 1)


def test_a_missing_derivative_is_named():
    """The square root has no slope at 0, x^(5/2) no third derivative."""
    with pytest.raises(MathError, match="The derivative of the function fails at x = 0: end of the domain"):
        derivatives_at(sqrt(x), x, zero, 2)
    with pytest.raises(MathError, match="The derivative of order 2 of the function fails at x = 0: corner"):
        derivatives_at(x * abs(x), x, zero, 2)
    with pytest.raises(MathError, match="no value at x = 0"):
        derivatives_at(log(x), x, zero, 2)


def test_polynomial_in_powers_about_the_centre():
    """The coefficients are divided by the factorials."""
    assert 1 + (x - 1) + Rational(1, 2) * (x - 1) ** 2 == polynomial([one, one, one], x, one)


@pytest.mark.parametrize(
    ("value", "bound"), [("0.03125", "0.032"), ("0.5", "0.5"), ("1", "1"), ("1234", "1300"), ("0", "0")]
)
def test_bounds_are_rounded_upwards(value, bound):
    """A bound stays a bound, and a short one stays what it is."""
    assert Rational(bound) == rounded_up(real.mpf(value))
