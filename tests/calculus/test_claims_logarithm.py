"""Sums of logarithms that are ln of a function, and such as are not."""

import pytest
from sympy import Abs, Rational, exp, log, sin, sqrt

from derivanim.calculus.claims import Status
from derivanim.calculus.claims_logarithm import IsLogarithm
from derivanim.calculus.symbols import symbol

x = symbol("x")


@pytest.mark.parametrize(
    ("function", "total"),
    [
        (x**x, x * log(x)),
        (x ** sin(x), sin(x) * log(x)),
        (3 * x**2 * exp(x), log(3) + 2 * log(x) + x),
        ((x + 1) ** 3 / sqrt(x**2 + 1), 3 * log(x + 1) - log(x**2 + 1) / 2),
        ((x - 1) * (-x - 1), log(Abs(x - 1)) + log(Abs(x + 1))),
    ],
)
def test_what_is_the_logarithm_holds(function, total):
    """The sum of the terms is ln of the product."""
    assert IsLogarithm(function, "x", total).prove().good


@pytest.mark.parametrize(
    ("function", "total"),
    [
        (x**2 + 1, 2 * log(x)),
        (x**x, log(x)),
        (x**2 * sin(x), 2 * log(x) + sin(x)),
        (sqrt(x) * exp(x), Rational(1, 2) * log(x) + exp(x)),
    ],
)
def test_what_is_not_the_logarithm_is_refuted(function, total):
    """ln(a + b) is no sum of logarithms, and a factor that is no power keeps its ln."""
    assert IsLogarithm(function, "x", total).prove().status is Status.refuted


def test_a_function_that_is_never_positive_has_no_logarithm():
    """There is no point at which the claim could be tested."""
    assert IsLogarithm(-(x**2), "x", 2 * log(x)).prove().status is Status.undecided


def test_a_claim_says_itself_in_a_line():
    """The statement names function and sum."""
    assert IsLogarithm(x**x, "x", x * log(x)).statement == "ln of x**x is x*log(x)"
