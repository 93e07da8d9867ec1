"""L'Hôpital's rule: rounds and limits, forms that are not indeterminate, and wrong claims about limits."""

import pytest
import sympy
from sympy import Abs, Integer, Rational, cos, exp, log, oo, pi, sin, sqrt

from derivanim.calculus.claims_limits import HasLimit, Indeterminate
from derivanim.calculus.lhopital import lhopital
from derivanim.calculus.limits import limit_of
from derivanim.calculus.symbols import symbol
from derivanim.calculus.verdict import Status
from derivanim.errors import MathError

x = symbol("x")

CASES = [
    (sin(x) / x, 0, 1, 1, "0/0"),
    ((1 - cos(x)) / x**2, 0, 2, Rational(1, 2), "0/0"),
    ((exp(x) - 1 - x - x**2 / 2) / x**3, 0, 3, Rational(1, 6), "0/0"),
    (log(x) / (x - 1), 1, 1, 1, "0/0"),
    (log(x) / x, oo, 1, 0, "oo/oo"),
    (x**2 * exp(-x), oo, 2, 0, "oo/oo"),
    (x * log(x), 0, 1, 0, "oo/oo"),
    (exp(x) / x**2, oo, 2, oo, "oo/oo"),
    (sin(3 * x) / (5 * x), 0, 1, Rational(3, 5), "0/0"),
    ((x**2 - 4) / (x - 2), 2, 1, 4, "0/0"),
    ((1 + cos(x)) / (x - pi) ** 2, pi, 2, Rational(1, 2), "0/0"),
    (x / exp(-x), -oo, 1, 0, "oo/oo"),
]


@pytest.mark.parametrize(("function", "point", "rounds", "limit", "form"), CASES, ids=str)
def test_the_rule_finds_the_limit(function, point, rounds, limit, form):
    """One to three rounds, at numbers and at infinity, of both forms."""
    point = sympy.sympify(point)
    found = lhopital(function, x, point)
    assert (rounds, limit, form) == (len(found.rounds), found.limit, found.rounds[0].form)
    assert HasLimit(function, "x", point, found.limit).prove().good
    for each in found.rounds:
        assert Indeterminate(each.top, each.bottom, "x", point).prove().good


@pytest.mark.parametrize(
    ("function", "point", "word"),
    [
        (cos(x) / x, 0, "not of the form"),
        ((x + 1) / (x + 2), 1, "simply 2/3"),
        ((x + sin(x)) / x, oo, "says nothing"),
        (sqrt(x**2 + 1) / x, oo, "still of the form"),
        (sin(x), 0, "no quotient"),
        (log(x) / (x + 1), -2, "no real values"),
        (sin(x) / x**2, 0, "says nothing"),
    ],
    ids=str,
)
def test_what_the_rule_does_not_settle_is_refused(function, point, word):
    """No indeterminate form, a quotient of derivatives without a limit, endless rounds, no domain."""
    with pytest.raises(MathError, match=word):
        lhopital(function, x, sympy.sympify(point))


@pytest.mark.parametrize(
    ("function", "point", "limit"),
    [(sin(x) / x, 0, 0), (log(x) / x, oo, 1), (exp(x) / x, oo, 0), (1 / x, 0, oo), (sqrt(x), -1, 0), (sin(x), oo, 0)],
    ids=str,
)
def test_wrong_limits_are_refuted(function, point, limit):
    """Wrong numbers, infinity for a number, sides that disagree, outside of the domain, an oscillation."""
    assert HasLimit(function, "x", sympy.sympify(point), sympy.sympify(limit)).prove().status is Status.refuted


def test_sides():
    """|x|/x has a limit from each side and none from both."""
    assert HasLimit(Abs(x) / x, "x", Integer(0), Integer(1), 1).prove().good
    assert HasLimit(Abs(x) / x, "x", Integer(0), Integer(1), -1).prove().status is Status.refuted
    assert limit_of(Abs(x) / x, x, Integer(0)) is None


def test_no_indeterminate_form_is_refuted():
    """cos x / x at 0."""
    assert Indeterminate(cos(x), x, "x", Integer(0)).prove().status is Status.refuted
