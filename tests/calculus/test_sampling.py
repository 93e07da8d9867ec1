"""Fast numeric values agree with exact ones, over the reals."""

import math

import numpy as np
import pytest
import sympy

from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.sampling import sampler
from derivanim.calculus.symbols import symbol
from derivanim.errors import MathError

x, y = symbol("x"), symbol("y")
R = sympy.Rational
POINTS = (-2.5, -1.0, -0.3, 0.2, 0.9, 1.0, 3.7)


@pytest.mark.parametrize(
    "function",
    [
        x**2 - 3 * x + 1, x**-3, x ** R(1, 3), x ** R(-2, 3), x ** R(5, 3), sympy.sqrt(x), x**x, 2**x, sympy.exp(-x),
        sympy.log(x), sympy.log(x, 10), sympy.sin(x), sympy.tan(x), sympy.cot(x), sympy.sec(x), sympy.csc(x),
        sympy.asin(x), sympy.acos(x), sympy.atan(x), sympy.sinh(x), sympy.tanh(x), sympy.asinh(x), sympy.acosh(x),
        sympy.Abs(x - 1), sympy.sign(x), sympy.floor(x), sympy.ceiling(x), sympy.Max(x, 1), sympy.Min(x, x**2),
        sympy.Piecewise((x, x < 0), (x**2, True)), sympy.real_root(x, 3), sympy.erf(x),
        sympy.acot(x), sympy.acoth(x), sympy.asech(x), sympy.acsch(x), sympy.Heaviside(x),
        (-8) ** R(1, 3) * x, sympy.pi * x, sympy.E**2 * x,
    ],
    ids=str,
)  # fmt: skip
def test_values_agree_with_exact_ones(function):
    """Every function of the reader has the same values in numpy as at 50 digits, nan where there are none."""
    values = sampler(function, ["x"])(np.array(POINTS))
    for point, value in zip(POINTS, values, strict=True):
        exact = evaluate(function, {x: point})
        expected = math.nan if exact is None else float(exact)
        assert expected == pytest.approx(value, rel=1e-9, abs=1e-12, nan_ok=True)


def test_two_variables_broadcast():
    """Two variables give a grid of values."""
    g = sampler(x**2 + y, ["x", "y"])
    assert [[1.0, 4.0], [2.0, 5.0]] == g(np.array([[1.0, 2.0]]), np.array([[0.0], [1.0]])).tolist()


def test_constants_have_the_shape_of_the_argument():
    """A constant is as long as the array."""
    assert [3.0, 3.0] == sampler(sympy.Integer(3), ["x"])(np.array([1.0, 2.0])).tolist()


def test_other_variables_are_refused():
    """A symbol without a value is named."""
    with pytest.raises(MathError, match="y has no value here"):
        sampler(x + y, ["x"])


def test_unknown_functions_are_refused():
    """A function without numeric form is named."""
    with pytest.raises(MathError, match="zeta cannot be plotted"):
        sampler(sympy.zeta(x), ["x"])
