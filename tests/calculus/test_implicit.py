"""dy/dx on implicit curves, with the lines that lead there."""

import pytest
from sympy import Eq, Integer, cos, exp, sin, sqrt

from derivanim.calculus.claims import ImplicitSlope
from derivanim.calculus.implicit import implicit_derivative
from derivanim.calculus.symbols import symbol
from derivanim.errors import MathError

x, y = symbol("x"), symbol("y")

CURVES = [
    (x**2 + y**2, Integer(25), -x / y),
    (x**3 + y**3, 6 * x * y, (2 * y - x**2) / (y**2 - 2 * x)),
    (x**2 - x * y + y**2, Integer(7), (y - 2 * x) / (2 * y - x)),
    (sqrt(x) + sqrt(y), Integer(1), -sqrt(y) / sqrt(x)),
    (x * exp(y), x + y, (1 - exp(y)) / (x * exp(y) - 1)),
    (sin(x + y), x, 1 / cos(x + y) - 1),
    (y**5 + y, x, 1 / (5 * y**4 + 1)),
]


@pytest.mark.parametrize(("left", "right", "slope"), CURVES, ids=str)
def test_slope_of_the_curve(left, right, slope):
    """The derivative found is the one in the book, at the points of the curve."""
    equation = Eq(left, right, evaluate=False)
    found, _ = implicit_derivative(equation, x, y)
    assert ImplicitSlope(equation, "x", "y", slope).prove().good
    assert ImplicitSlope(equation, "x", "y", found).prove().good
    assert not ImplicitSlope(equation, "x", "y", -found).prove().good


def test_lines_differentiate_collect_and_solve():
    """Both sides, y' collected, y' alone."""
    _, lines = implicit_derivative(Eq(x**2 + y**2, 25, evaluate=False), x, y)
    expected = ["frac(d, d x)(x^2 + y^2) = frac(d, d x)(25)", "2 x + 2 y y' = 0", "2 y y' = -2 x", "y' = -frac(x, y)"]
    assert expected == lines


def test_common_factors_are_cancelled():
    """The folium's slope is shown without the factor 3."""
    found, _ = implicit_derivative(Eq(x**3 + y**3, 6 * x * y, evaluate=False), x, y)
    assert (2 * y - x**2) / (y**2 - 2 * x) == found


def test_equation_without_y_is_refused():
    """A vertical line has no dy/dx."""
    with pytest.raises(MathError, match="does not occur"):
        implicit_derivative(Eq(x**2, 4, evaluate=False), x, y)
