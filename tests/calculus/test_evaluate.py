"""Values over the reals: odd roots are real, what is not real is outside."""

import pytest
import sympy
from sympy import (
    Abs,
    And,
    Integer,
    Max,
    Piecewise,
    Rational,
    acos,
    asin,
    ceiling,
    cot,
    exp,
    floor,
    gamma,
    log,
    pi,
    sec,
    sign,
    sqrt,
    tan,
)  # fmt: skip

from derivanim.calculus.evaluate import evaluate, real
from derivanim.calculus.symbols import symbol

x = symbol("x")
third = Rational(1, 3)


@pytest.mark.parametrize(
    ("expression", "at", "value"),
    [
        (x**third, -8, -2),
        (x ** Rational(2, 3), -8, 4),
        (x ** Rational(-1, 3), -8, Rational(-1, 2)),
        (x ** Rational(5, 3), -8, -32),
        ((-1) ** third + x, 0, -1),
        ((x**3) ** third, -5, -5),
        (sqrt(x**2), -3, 3),
        (Abs(x), -3, 3),
        (sign(x), -3, -1),
        (floor(x), Rational(-5, 2), -3),
        (ceiling(x), Rational(-5, 2), -2),
        (Max(x, 2), 1, 2),
        (Piecewise((x**2, And(x > 0, x < 2)), (7, True)), 1, 1),
        (Piecewise((x**2, And(x > 0, x < 2)), (7, True)), 2, 7),
        (x**x, 2, 4),
        (2**x, -1, Rational(1, 2)),
        (0**x, 1, 0),
        (tan(x), pi / 4, 1),
        (gamma(x), 5, 24),
    ],
    ids=str,
)
def test_value(expression, at, value):
    """The real value, as a course reads it."""
    found = evaluate(expression, {x: at})
    assert abs(found - evaluate(sympy.sympify(value))) < 1e-45


@pytest.mark.parametrize(
    ("expression", "at"),
    [
        (sqrt(x), -1),
        (x ** Rational(1, 4), -1),
        (log(x), 0),
        (log(x), -1),
        (asin(x), 2),
        (acos(x), Rational(-3, 2)),
        (1 / x, 0),
        (x ** Rational(-1, 3), 0),
        (tan(x), pi / 2),
        (sec(x), pi / 2),
        (cot(x), pi),
        (1 / (x**2 - 2), sqrt(2)),
        (1 / (sqrt(x) - sqrt(2) - sqrt(3)), 5 + 2 * sqrt(6)),
        (x**x, -2),
        (x**x, 0),
        (Piecewise((x, x > 0)), -1),
        (exp(exp(exp(x))), 100),
        (x**x**x, 10**9),
        (sympy.I * x, 1),
        (sympy.Symbol("z") * x, 1),
    ],
    ids=str,
)
def test_outside_of_the_domain(expression, at):
    """None where there is no real value, zero denominators by cancellation and overflow included."""
    assert evaluate(expression, {x: at}) is None


def test_small_is_not_zero():
    """What is small for its own reasons is not taken for a cancellation."""
    assert evaluate(log(x), {x: real.mpf(10) ** -100}) is not None
    assert evaluate(1 / (1 - exp(-x)), {x: real.mpf(10) ** -30}) is not None


@pytest.mark.parametrize("at", [1, 0.5, Integer(2), sqrt(2), pi / 3, real.mpf("0.1")])
def test_numbers_of_all_kinds(at):
    """Points may be of Python, SymPy or mpmath."""
    assert evaluate(x - at, {x: at}) < 1e-40
