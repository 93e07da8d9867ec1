"""The mean value theorem: its conditions, its points, and claims about them that are wrong."""

import pytest
import sympy
from sympy import Abs, Integer, Rational, cos, exp, floor, log, pi, sin, sqrt, tan

from derivanim.calculus.claims_mean_value import EqualEnds, MeanValuePoints, SmoothOn
from derivanim.calculus.mean_value import chord_slope, obstacle, touching_points
from derivanim.calculus.symbols import symbol
from derivanim.calculus.verdict import Status

x = symbol("x")


def ends(low, high):
    """Exact ends."""
    return sympy.sympify(low), sympy.sympify(high)


CASES = [
    (x**3 - x, (0, 2), [2 * sqrt(3) / 3]),
    (x**2, (1, 3), [2]),
    (sqrt(x), (0, 4), [1]),
    (log(x), (1, sympy.E), [sympy.E - 1]),
    (x**3 - 3 * x, (-2, 2), [-2 * sqrt(3) / 3, 2 * sqrt(3) / 3]),
    (sin(x), (0, pi), [pi / 2]),
    (x ** Rational(1, 3), (0, 8), [8 * sqrt(3) / 9]),
]


@pytest.mark.parametrize(("function", "interval", "points"), CASES, ids=str)
def test_all_points_are_found_and_hold(function, interval, points):
    """Also where a tangent at an end of the interval is upright."""
    interval = ends(*interval)
    assert obstacle(function, x, interval) is None
    slope = chord_slope(function, x, interval)
    found = touching_points(function.diff(x), slope, x, interval)
    assert [float(p) for p in points] == pytest.approx([float(p) for p in found], rel=1e-12)
    assert MeanValuePoints(function, "x", interval, tuple(found)).prove().good
    assert SmoothOn(function, "x", interval).prove().good


@pytest.mark.parametrize(
    ("function", "interval", "word"),
    [
        (1 / x, (-1, 1), "defined"),
        (tan(x), (0, 3), "defined"),
        (floor(x), (0, 2), "continuous"),
        (Abs(x), (-1, 2), "corner"),
        (x ** Rational(2, 3), (-1, 1), "cusp"),
        (log(x), (0, 1), "defined"),
    ],
    ids=str,
)
def test_obstacles_are_told(function, interval, word):
    """Poles, jumps, corners, cusps, and an end that is outside of the domain."""
    assert word in obstacle(function, x, ends(*interval))
    assert SmoothOn(function, "x", ends(*interval)).prove().status is Status.refuted


@pytest.mark.parametrize(
    ("function", "interval", "points"),
    [
        (x**3 - 3 * x, (-2, 2), [2 * sqrt(3) / 3]),
        (x**2, (1, 3), [Rational(3, 2)]),
        (x**2, (1, 3), []),
        (x**2, (1, 3), [5]),
        (1 / x, (0, 1), [1]),
    ],
    ids=str,
)
def test_wrong_points_are_refuted(function, interval, points):
    """One of two left out, a wrong one, none, one outside, no chord."""
    claim = MeanValuePoints(function, "x", ends(*interval), tuple(map(sympy.sympify, points)))
    assert claim.prove().status is Status.refuted


def test_equal_ends():
    """Rolle's condition."""
    assert EqualEnds(cos(x), "x", ends(0, 2 * pi)).prove().status is Status.proved
    assert EqualEnds(exp(x), "x", ends(0, 1)).prove().status is Status.refuted
    assert EqualEnds(1 / x, "x", (Integer(0), Integer(1))).prove().status is Status.refuted
