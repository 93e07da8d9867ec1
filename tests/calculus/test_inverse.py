"""Places at which a function takes a value, and branches on which it can be inverted."""

import math

import pytest
from sympy import E, Integer, Rational, cos, exp, log, sin, sqrt

from derivanim.calculus.inverse import branch, preimages
from derivanim.calculus.symbols import symbol

x = symbol("x")


@pytest.mark.parametrize(
    ("function", "value", "expected"),
    [
        (x**3 + x, Integer(2), [Integer(1)]),
        (x**2, Integer(4), [Integer(-2), Integer(2)]),
        (x + exp(x), Integer(1), [Integer(0)]),
        (log(x), Integer(1), [E]),
        (sqrt(x), Integer(-1), []),
        (2 * x + cos(x), Integer(1), [Integer(0)]),
    ],
)
def test_all_places_of_a_value(function, value, expected):
    """Exact where they have a name."""
    assert expected == preimages(function, x, value)


def test_a_periodic_function_takes_a_value_many_times():
    """sin x is 1/2 again and again."""
    assert len(preimages(sin(x), x, Rational(1, 2))) > 5


@pytest.mark.parametrize(
    ("slope", "at", "ends", "expected"),
    [
        (2 * x, 1.0, (-3, 3), (0, 3)),
        (cos(x), 0.5, (-4, 4), (-math.pi / 2, math.pi / 2)),
        (3 * x**2 + 1, 0.0, (-2, 2), (-2, 2)),
        (x**3 - 3 * x, -3.0, (-4, 4), (-4, -math.sqrt(3))),
    ],
)
def test_a_branch_ends_where_the_slope_changes_its_sign(slope, at, ends, expected):
    """From one level tangent or pole to the next."""
    assert branch(slope, x, at, ends) == pytest.approx(expected, abs=0.01)
