"""Tangents from a point: all places of touching, exact where they can be, and claims that can fail."""

import pytest
from sympy import Abs, Float, Integer, Rational, atan, cbrt, exp, log, sin, sqrt

from derivanim.calculus.claims import Status
from derivanim.calculus.claims_tangency import TangentsAre, TangentThrough
from derivanim.calculus.symbols import symbol
from derivanim.calculus.tangency import is_straight, near_places, real_zeros, touching_points, window_around

x = symbol("x")
WIDE = Integer(-10), Integer(10)

TOUCHING = [
    (x**2, (1, -3), [-1, 3]),
    (x**3 - 3 * x, (2, -2), [1 - sqrt(3), 1, 1 + sqrt(3)]),
    (x**3 - 3 * x, (1, -3), [0, Rational(3, 2)]),  # through the point of inflection, a zero that only touches
    (exp(x), (0, 0), [1]),
    (log(x), (0, 1), [exp(2)]),
    (1 / x, (1, -1), [-1 - sqrt(2), -1 + sqrt(2)]),
    (sqrt(x), (-1, 1), [3 + 2 * sqrt(2)]),
    (Abs(x**2 - 1), (0, 2), []),
    (cbrt(x), (0, 2), [27]),
    (x**2, (0, 3), []),
]


def at(*numbers):
    """A point."""
    return tuple(map(Integer, numbers))


@pytest.mark.parametrize(("function", "point", "places"), TOUCHING)
def test_places_are_exact(function, point, places):
    """Every place of touching of the interval is found under its short name, and the claim that these are all holds."""
    ends = Integer(-30), Integer(30)
    found = touching_points(function, x, at(*point), ends)
    assert [float(place) for place in places] == pytest.approx([float(place) for place in found])
    assert function.has(sqrt(x)) or not any(place.has(Float) for place in found)  # SymPy may need too long for a root
    assert TangentsAre(function, "x", at(*point), tuple(found), ends).prove().good


@pytest.mark.parametrize(("function", "point", "places"), TOUCHING)
def test_places_are_found_from_far(function, point, places):
    """Those near the point are found in decimals too, by the grid or as zeros of a polynomial."""
    assert sorted(map(float, places)) == pytest.approx(near_places(function, x, at(*point)), abs=1e-6)


def test_decimals_where_there_is_no_name():
    """A place without a name has 30 digits, and its tangent agrees."""
    (place,) = touching_points(atan(x), x, at(0, 1), WIDE)
    assert float(place) == pytest.approx(3.30638689547569)
    slope = (1 / (1 + x**2)).subs(x, place)
    assert TangentThrough(atan(x), "x", place, slope, at(0, 1)).prove().status is Status.agrees


def test_tangent_is_proved():
    """An exact tangent through the point is proved."""
    assert TangentThrough(x**2, "x", Integer(3), Integer(6), at(1, -3)).prove().status is Status.proved


@pytest.mark.parametrize(
    ("function", "touch", "slope", "point", "message"),
    [
        (x**2, 3, 5, (1, -3), "at x = 3 the slope of the curve is 6"),
        (x**2, 2, 4, (1, -3), "at x = 1 that tangent has the height 0"),
        (Abs(x), 0, 1, (1, 1), "there is no tangent at x = 0: corner"),
        (log(x), -1, -1, (1, 1), "no real value at x = -1"),
    ],
)
def test_wrong_tangents_are_refuted(function, touch, slope, point, message):
    """A wrong slope, a tangent that misses the point, a corner, a place outside of the domain."""
    verdict = TangentThrough(function, "x", Integer(touch), Integer(slope), at(*point)).prove()
    assert Status.refuted is verdict.status
    assert message in verdict.message


@pytest.mark.parametrize(
    ("function", "point", "places", "message"),
    [
        (x**2, (1, -3), (-1,), "the tangent at x = 3 goes through the point as well"),
        (x**2, (1, -3), (-1, 2, 3), "the tangent at x = 2 does not go through the point"),
        (x**2, (1, -120), (-10, 12), "12 is outside of the interval"),
        (atan(x), (0, 1), (), "the tangent at x = 3.3064 goes through the point as well"),
    ],
)
def test_wrong_lists_are_refuted(function, point, places, message):
    """A missing place, one too many, one outside of the interval."""
    verdict = TangentsAre(function, "x", at(*point), tuple(map(Integer, places)), WIDE).prove()
    assert Status.refuted is verdict.status
    assert message in verdict.message


def test_straight_parts():
    """A corner's sides are straight; only a point on their line makes all tangents the same."""
    assert is_straight(Abs(x), x, at(1, -1))
    assert not is_straight(Abs(x), x, at(0, -1))
    assert not is_straight(x**2, x, at(0, -1))


def test_zeros_of_what_is_no_polynomial():
    """Only rational functions have a list of all zeros."""
    assert real_zeros(sin(x), x) is None
    assert real_zeros((x**2 - 4) / (x**2 + 1), x) == pytest.approx([-2, 2])


def test_window_shows_the_point_and_the_places():
    """Both are well inside, and the curve goes on behind the places of touching."""
    window = window_around(x**2, x, at(1, -3), [-1.0, 3.0])
    assert window.x_min < -1.5 < 3.5 < window.x_max
    assert window.y_min < -4 < 9 < window.y_max


def test_a_curve_that_is_lost_has_no_window():
    """From a hundred above, the sine is a flat line that turns too often."""
    places = near_places(sin(x), x, at(0, 100))
    assert window_around(sin(x), x, at(0, 100), places) is None
