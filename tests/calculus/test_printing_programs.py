"""Expressions as NumPy code: its values are those of the expression, odd roots real."""

from __future__ import annotations

import math

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.powers import real_power, substitute
from derivanim.calculus.printing import to_numpy
from derivanim.calculus.reader import read_expression
from derivanim.calculus.symbols import symbol
from derivanim.errors import ExpressionError

x = symbol("x")
_POINTS = np.array([-2.3, -0.7, 0.4, 1.6])


def _values(expression: sympy.Expr, points: np.ndarray = _POINTS) -> np.ndarray:
    """What the generated text computes, with no names but `np` and `x`; the text comes from our own printer."""
    code = to_numpy(expression, ["x"])
    with np.errstate(all="ignore"):
        return np.broadcast_to(eval(code, {"__builtins__": {}, "np": np, "x": points}), points.shape)


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
    np.testing.assert_allclose(_values(expression), expected, rtol=1e-9)


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
    """At -8, in code and by exact substitution."""
    expression = read_expression(text).expression
    assert value == pytest.approx(_values(expression, np.array([-8.0]))[0])
    assert value == pytest.approx(float(substitute(expression, {x: sympy.Integer(-8)})))


def test_derivative_of_an_odd_root_is_real():
    """The internal form can be differentiated, and the result evaluated left of zero."""
    derivative = sympy.diff(read_expression("cbrt(x)").expression, x)
    assert pytest.approx(1 / 12) == _values(derivative, np.array([-8.0]))[0]


def test_real_power_cancels_odd_roots():
    """The cube root of a cube is the number, for negative numbers too."""
    assert x == real_power(x**3, sympy.Rational(1, 3))
    assert sympy.Integer(-2) == real_power(sympy.Integer(-8), sympy.Rational(1, 3))


@pytest.mark.parametrize(("text", "point"), [("ln x", -1), ("sqrt x", -4), ("x if x > 0", -1), ("asin x", 2)])
def test_code_is_nan_where_there_is_no_value(text, point):
    """Nothing is drawn there, and nothing raises."""
    assert math.isnan(_values(read_expression(text).expression, np.array([float(point)]))[0])


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
def test_random_code_agrees_with_values_at_50_digits(text):
    """Brackets and signs of generated code are right for any tree."""
    try:
        expression = read_expression(text).expression
    except ExpressionError:
        return
    for point, value in zip(_POINTS, _values(expression), strict=True):
        other = evaluate(expression, {x: float(point)})
        if other is not None and abs(other) < 1e9 and np.isfinite(value):
            assert float(other) == pytest.approx(float(value), rel=1e-6, abs=1e-6)
