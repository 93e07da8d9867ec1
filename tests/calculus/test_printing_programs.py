"""Expressions as NumPy code and as float functions: their values are SymPy's, odd roots real."""

from __future__ import annotations

import math

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from derivanim.calculus.powers import real_power, substitute
from derivanim.calculus.printing import to_callable, to_numpy
from derivanim.calculus.reader import read_expression
from derivanim.calculus.symbols import symbol
from derivanim.errors import ExpressionError

x = symbol("x")
_POINTS = np.array([-2.3, -0.7, 0.4, 1.6])


def _values(text: str) -> np.ndarray:
    """What the generated text computes; the text comes from our own printer."""
    code = to_numpy(read_expression(text).expression, ["x"])
    with np.errstate(all="ignore"):
        return np.broadcast_to(eval(code, {"np": np, "x": _POINTS}), _POINTS.shape)


_TEXTS = [
    "x^2 sin x", "(x^2+1)/(x-1)", "e^(-x^2/2)", "|x^2-4|", "1/2*x", "-x^2", "2^x", "x^(-3)", "(x+1)^2 - 3x",
    "x/(2x+1)/3",
    "sec x", "csc(x)^2", "cot x + sech x", "asin(x/3)", "acot x", "acoth(x+5)", "sign x", "floor(x)", "ceil(x)",
    "max(x, 1, x^2)", "min(x, 0)", "pi x/e", "cosh(x) - sinh(2x)", "x^2 if x<0 else x", "sin x / x", "-(x-1)^3",
    "1/(x*(x+1))", "x if 0<x<1, 2 otherwise", "5", "(x^2)^x", "sqrt(x^2+1)^3", "x - (1 - x)", "2*(x - 1)/3", "atan(x)",
    "1/(1/x + 1)", "(2/3)^x", "e^(2/3)", "1 - 1/x^2", "-1/x", "x*(-3)", "ln(x^2 + 1)", "(x^2+1)^(2/3)",
]  # fmt: skip


@pytest.mark.parametrize("text", _TEXTS)
def test_numpy_code_has_the_values_of_sympy(text):
    """The generated code agrees with SymPy at negative and positive points."""
    expression = read_expression(text).expression
    expected = [float(substitute(expression, {x: sympy.Float(float(p), 30)}).evalf(20)) for p in _POINTS]
    np.testing.assert_allclose(_values(text), expected, rtol=1e-9)


@pytest.mark.parametrize("text", _TEXTS)
def test_float_function_agrees_with_numpy_code(text):
    """Both ways of evaluating give the same."""
    function = to_callable(read_expression(text).expression, ["x"])
    np.testing.assert_allclose([function(p) for p in _POINTS], _values(text), rtol=1e-9)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("cbrt(x)", -2),
        ("x^(2/3)", 4),
        ("x^(-1/3)", -0.5),
        ("x^(5/3)", -32),
        ("x^(-2/3)", 0.25),
        ("x^(-5/3)", -1 / 32),
        ("2x^(1/5)", -2 * 8**0.2),
    ],
)
def test_odd_roots_of_negative_numbers_are_real(text, value):
    """At -8, in code, as a float function, and by exact substitution."""
    expression = read_expression(text).expression
    code = to_numpy(expression, ["x"])
    assert value == pytest.approx(eval(code, {"np": np, "x": np.array([-8.0])})[0])
    assert value == pytest.approx(to_callable(expression, ["x"])(-8.0))
    assert value == pytest.approx(float(substitute(expression, {x: sympy.Integer(-8)})))


def test_derivative_of_an_odd_root_is_real():
    """The internal form can be differentiated, and the result evaluated left of zero."""
    derivative = sympy.diff(read_expression("cbrt(x)").expression, x)
    assert to_callable(derivative, ["x"])(-8.0) == pytest.approx(1 / 12)


def test_real_power_cancels_odd_roots():
    """The cube root of a cube is the number, for negative numbers too."""
    assert x == real_power(x**3, sympy.Rational(1, 3))
    assert sympy.Integer(-2) == real_power(sympy.Integer(-8), sympy.Rational(1, 3))


@pytest.mark.parametrize(
    ("text", "point"), [("ln x", -1), ("1/x", 0), ("sqrt x", -4), ("e^x", 1e4), ("x if x > 0", -1)]
)
def test_float_function_is_nan_where_there_is_no_value(text, point):
    """No exception leaves the function."""
    assert math.isnan(to_callable(read_expression(text).expression, ["x"])(float(point)))


def test_code_refuses_other_variables():
    """A symbol without a value is an error, not a broken program."""
    with pytest.raises(ExpressionError, match="without a value: a"):
        to_numpy(symbol("a") * x, ["x"])


_LEAF = st.sampled_from(["x", "x", "2", "3", "1/2", "pi"])
_TREE = st.recursive(
    _LEAF,
    lambda inner: st.one_of(
        st.builds("({})+({})".format, inner, inner), st.builds("({})-({})".format, inner, inner),
        st.builds("({})*({})".format, inner, inner), st.builds("({})/({})".format, inner, inner),
        st.builds("({})^{}".format, inner, st.sampled_from(["2", "3", "(-1)", "(-2)", "(1/3)", "(2/3)"])),
        st.builds("{}({})".format, st.sampled_from(["sin", "cos", "exp", "atan", "abs", "sinh"]), inner),
    ),
    max_leaves=6,
)  # fmt: skip


@settings(max_examples=100, deadline=None, derandomize=True)
@given(_TREE)
def test_random_code_agrees_with_float_functions(text):
    """Brackets and signs of generated code are right for any tree."""
    try:
        expression = read_expression(text).expression
    except ExpressionError:
        return
    function = to_callable(expression, ["x"])
    for point, value in zip(_POINTS, _values(text), strict=True):
        other = function(float(point))
        if math.isfinite(other) and abs(other) < 1e9 and np.isfinite(value):
            assert other == pytest.approx(float(value), rel=1e-6, abs=1e-6)
