"""Claims about signs: what is right is proved or agrees, what is wrong is refuted with the place."""

import pytest
import sympy
from sympy import Abs, Integer, Rational, cbrt, exp, log, oo, pi, sin, sqrt

from derivanim.calculus.claims_signs import IsCritical, IsInflection, SignOn
from derivanim.calculus.symbols import symbol
from derivanim.calculus.verdict import Status

x = symbol("x")


def ends(low, high):
    """Exact ends."""
    return sympy.sympify(low), sympy.sympify(high)


@pytest.mark.parametrize(
    ("function", "interval", "sign", "order"),
    [
        (x**3 - 3 * x, (-oo, -1), 1, 1),
        (x**3 - 3 * x, (-1, 1), -1, 1),
        (x**3, (-oo, oo), 1, 1),
        (exp(-(x**2)), (0, oo), -1, 1),
        (1 / x, (0, oo), -1, 1),
        (sin(x), (pi / 2, 3 * pi / 2), -1, 1),
        (cbrt(x), (-oo, oo), 1, 1),
        (x**3, (-oo, 0), -1, 2),
        (x**4, (-oo, oo), 1, 2),
        (log(x), (0, oo), -1, 2),
        (exp(-(x**2)), (-sqrt(2) / 2, sqrt(2) / 2), -1, 2),
    ],
    ids=str,
)
def test_right_signs_hold(function, interval, sign, order):
    """Finite and infinite intervals, zeros inside that change no sign, poles and vertical tangents at the ends."""
    assert SignOn(function, "x", ends(*interval), sign, order).prove().good


def test_known_zeros_prove_a_sign():
    """Where SymPy lists all zeros of the derivative, the sign is proved."""
    assert SignOn(x**3 - 3 * x, "x", ends(-1, 1), -1).prove().status is Status.proved


@pytest.mark.parametrize(
    ("function", "interval", "sign", "order"),
    [
        (x**3 - 3 * x, (-2, 1), -1, 1),
        (x**3 - 3 * x, (-1, 1), 1, 1),
        (1 / x, (-1, 1), -1, 1),
        (Integer(3) + 0 * x, (0, 1), 1, 1),
        (log(x), (-1, 2), 1, 1),
        (x**3, (-1, 1), 1, 2),
        (2 * x + 1, (0, 1), 1, 2),
        (sin(x), (0, pi), 1, 2),
    ],
    ids=str,
)
def test_wrong_signs_are_refuted(function, interval, sign, order):
    """Wrong intervals, wrong signs, gaps of the domain, constants and straight lines."""
    verdict = SignOn(function, "x", ends(*interval), sign, order).prove()
    assert verdict.status is Status.refuted
    assert verdict.counterexample


@pytest.mark.parametrize(
    ("function", "point", "kind"),
    [
        (x**3 - 3 * x, -1, "maximum"),
        (x**3 - 3 * x, 1, "minimum"),
        (x**3, 0, "neither"),
        (Abs(x - 2), 2, "minimum"),
        (x ** Rational(2, 3), 0, "minimum"),
        (cbrt(x), 0, "neither"),
        (x**4, 0, "minimum"),
        (sin(x), pi / 2, "maximum"),
    ],
    ids=str,
)
def test_kinds_of_critical_points_hold_and_the_others_do_not(function, point, kind):
    """The true kind is good, each other kind is refuted."""
    for claimed in ("maximum", "minimum", "neither"):
        verdict = IsCritical(function, "x", sympy.sympify(point), claimed).prove()
        assert verdict.good == (claimed == kind)
        assert (verdict.status is Status.refuted) == (claimed != kind)


@pytest.mark.parametrize(("function", "point"), [(x**2, 1), (log(x), 0), (x + 1, 2)], ids=str)
def test_no_critical_point(function, point):
    """A slope that is not 0, or no value at all."""
    assert IsCritical(function, "x", Integer(point), "neither").prove().status is Status.refuted


@pytest.mark.parametrize(
    ("function", "point"),
    [(x**3, 0), (cbrt(x), 0), (exp(-(x**2)), sqrt(2) / 2), (x * Abs(x), 0), (sin(x), pi)],
    ids=str,
)
def test_points_of_inflection(function, point):
    """With a level tangent, a slanted one and an upright one."""
    assert IsInflection(function, "x", sympy.sympify(point)).prove().good


@pytest.mark.parametrize(
    ("function", "point"), [(x**4, 0), (x**2, 0), (1 / x, 0), (Abs(x**2 - 1), 1), (x + 1, 0), (sin(x), pi / 2)], ids=str
)
def test_false_points_of_inflection(function, point):
    """f'' = 0 without a change, no value, a corner, a straight line."""
    assert IsInflection(function, "x", sympy.sympify(point)).prove().status is Status.refuted
