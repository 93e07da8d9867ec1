"""Surfaces: where a plane touches, and which region shows the point."""

import pytest
from sympy import Abs, Integer, Rational, cos, exp, log, sin, sqrt

from derivanim.calculus.surface import choose_region, partials, touching_failure
from derivanim.calculus.symbols import symbol
from derivanim.errors import MathError

x, y = symbol("x"), symbol("y")
XY = x, y


def at(a, b):
    """A point of exact numbers."""
    return Rational(a), Rational(b)


def test_partials_are_in_textbook_form():
    """The other variable is a constant."""
    assert (2 * x * y, x**2) == partials(x**2 * y, XY)


@pytest.mark.parametrize(
    ("function", "point"),
    [
        (x**2 * y, at(1, 2)),
        (exp(x * y), at(0, 0)),
        (Abs(x) ** 3 + y, at(0, 1)),
        (Integer(3), at(0, 0)),
        (log(x), at(1, 0)),
    ],
)
def test_planes_touch_smooth_surfaces(function, point):
    """No reason speaks against the plane."""
    assert touching_failure(function, XY, point) == ""


@pytest.mark.parametrize(
    ("function", "point", "words"),
    [
        (log(x * y), at(0, 1), "no real value"),
        (sqrt(x**2 + y**2), at(0, 0), "direction of x: corner"),
        (x + y ** Rational(1, 3), at(1, 0), "direction of y: vertical tangent"),
        (sqrt(x) * y, at(0, 1), "end of the domain"),
        (sqrt(Abs(x * y)), at(0, 0), "no plane touches"),
    ],
)
def test_reasons_why_no_plane_touches(function, point, words):
    """The reason names what stands in the way."""
    assert words in touching_failure(function, XY, point)


@pytest.mark.parametrize("function", [x**2 + y**2, exp(x * y), sin(10 * x) * y, 1 / (x + y), cos(x) * log(y)])
def test_regions_hold_the_point_and_finite_heights(function):
    """The point is in the middle, and the heights lie between round numbers."""
    region = choose_region(function, XY, at(1, 2))
    assert pytest.approx(sum(region.x_range)) == 2
    assert pytest.approx(sum(region.y_range)) == 4
    assert region.z_range[0] < region.z_range[1]
    assert 2 <= len(region.z_ticks) <= 8


def test_far_points_get_wide_regions():
    """A region grows with the distance of the point, so that a production function is no plane."""
    region = choose_region(10 * sqrt(x * y), XY, at(100, 50))
    assert region.reach > 10


def test_maps_keep_their_proportions_and_may_end():
    """A map of level curves is `aspect` times as wide as high, and the function may end inside of it."""
    region = choose_region(log(x - y), XY, at("1.2", 1), aspect=1.5, whole=False)
    assert pytest.approx(1.5 * 2 * region.reach) == region.x_range[1] - region.x_range[0]


def test_surfaces_without_bounds_are_refused():
    """Beside the point the surface falls without end."""
    with pytest.raises(MathError, match="no bounds"):
        choose_region(log(x - y), XY, at("1.001", 1))
