"""ln of products, quotients and powers as sums."""

import pytest
from sympy import Abs, E, Integer, Rational, cos, exp, log, sin, sqrt

from derivanim.calculus.logarithms import logarithm_sum, logarithm_terms, relative_growth
from derivanim.calculus.symbols import symbol

x = symbol("x")


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (x**x, [(x, x)]),
        (x ** sin(x), [(sin(x), x)]),
        (3 * x**2, [(Integer(1), Integer(3)), (Integer(2), x)]),
        (exp(-(x**2)), [(-(x**2), E)]),
        ((x**2 * (x + 1)) ** 3, [(Integer(6), x), (Integer(3), x + 1)]),
        (1 / sqrt(x + 1), [(Rational(-1, 2), x + 1)]),
        (x**2 + 1, [(Integer(1), x**2 + 1)]),
    ],
)
def test_the_terms_of_a_logarithm(expression, expected):
    """Factors become terms, exponents factors; a sum stays as it is."""
    assert set(expected) == set(logarithm_terms(expression))


def test_what_may_be_negative_stands_between_bars():
    """ln|x - 2| where x - 2 changes its sign."""
    terms = logarithm_terms((x - 2) ** 2)
    assert [2 * log(Abs(x - 2))] == logarithm_sum(terms, {x - 2})


def test_terms_are_differentiated_one_by_one():
    """The relative growth of x^sin x."""
    assert cos(x) * log(x) + sin(x) / x == relative_growth([sin(x) * log(x)], "x")
