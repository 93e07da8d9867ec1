"""Which expressions are elementary functions of a family, and of what they are made."""

import pytest
import sympy
from sympy import Integer, cos, exp, log, sin

from derivanim.calculus.elementary import LOGARITHMS, TRIGONOMETRIC, Elementary, elementary, made_of
from derivanim.calculus.symbols import symbol

x = symbol("x")


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (log(x), Elementary(log, x, Integer(1), Integer(0))),
        (log(3 * x) / log(2) + 5, Elementary(log, 3 * x, 1 / log(2), Integer(5))),
        (x * log(x), None),
        (log(x) ** 2, None),
        (log(x) + log(x + 1), None),
        (sin(x), None),
        (Integer(4), None),
    ],
)
def test_a_scaled_and_shifted_function_is_taken_apart(expression, expected):
    """c F(u) + k is found, everything else is not."""
    assert expected == elementary(expression, x, LOGARITHMS)


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        (x, (1, 0)),
        (2 - 3 * x, (-3, 2)),
        (sympy.pi * (x + 1), (sympy.pi, sympy.pi)),
        (x**2, None),
        (sympy.sqrt(x), None),
    ],
)
def test_a_linear_inner_function_is_known(inner, expected):
    """Slope and constant of the inner function."""
    assert expected == Elementary(sin, inner, Integer(1), Integer(0)).linear(x)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (sin(x), True),
        (2 * sin(x) ** 2 + cos(x**2), True),
        (Integer(3), True),
        (x * sin(x), False),
        (exp(x) + sin(x), False),
        (exp(sin(x)), True),
    ],
)
def test_the_variable_only_inside_of_a_family(expression, expected):
    """x sin x is not made of trigonometric functions alone."""
    assert expected == made_of(expression, x, TRIGONOMETRIC)
