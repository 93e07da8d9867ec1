"""Products and compositions are found where they are, and not where they are not."""

import pytest
from sympy import Rational, cos, exp, log, sin, sqrt, tan

from derivanim.calculus.claims import IsComposition, IsProduct
from derivanim.calculus.structure import split_composition, split_product
from derivanim.calculus.symbols import symbol

x, u, v, t = symbol("x"), symbol("u"), symbol("v"), symbol("t")


@pytest.mark.parametrize(
    ("function", "left", "right"),
    [
        (x**2 * sin(x), x**2, sin(x)),
        (5 * x**2 * sin(x), 5 * x**2, sin(x)),
        (x * exp(x), x, exp(x)),
        (x * exp(-x), x, exp(-x)),
        (sqrt(x) * log(x), sqrt(x), log(x)),
        ((x + 1) * (x - 2) * sin(x), x - 2, (x + 1) * sin(x)),
    ],
    ids=str,
)
def test_products_are_split(function, left, right):
    """The first factor, with the constant, and the rest; together they are the function."""
    assert (left, right) == split_product(function, "x")
    assert IsProduct(function, *split_product(function, "x")).prove().good


@pytest.mark.parametrize("function", [x**2, 5 * x, sin(x), x + 1, sin(x) / x, 3 * sin(x), sin(x**2), t * x], ids=str)
def test_no_product(function):
    """Powers, constant multiples, sums, quotients and compositions are no products in x."""
    assert split_product(function, "x") is None


@pytest.mark.parametrize(
    ("function", "outer", "inner"),
    [
        (sin(x**2), sin(u), x**2),
        ((x**2 + 1) ** 3, u**3, x**2 + 1),
        (exp(3 * x), exp(u), 3 * x),
        (sqrt(1 + x**2), sqrt(u), 1 + x**2),
        (5 * sin(x**2), 5 * sin(u), x**2),
        (2 ** (x**2), 2**u, x**2),
        (sin(x) ** 2, u**2, sin(x)),
        (log(cos(x)), log(u), cos(x)),
        (1 / (x**2 + 1), 1 / u, x**2 + 1),
        ((2 * x - 1) ** Rational(1, 3), u ** Rational(1, 3), 2 * x - 1),
    ],
    ids=str,
)
def test_compositions_are_split(function, outer, inner):
    """Outer and inner function; the outer one of the inner one is the function."""
    assert (outer, inner, u) == split_composition(function, "x")
    assert IsComposition(function, inner, outer).prove().good


@pytest.mark.parametrize("function", [x**3, sin(x), exp(x), x * sin(x), x + sin(x), 3 * x, x**x, 2**x, 1 / x], ids=str)
def test_no_composition(function):
    """Elementary functions of x itself, products, sums and x^x are no compositions."""
    assert split_composition(function, "x") is None


def test_letter_of_the_function_is_not_taken():
    """A function of u gets v for the inner function."""
    assert (tan(v), u**2, v) == split_composition(tan(u**2), "u")
