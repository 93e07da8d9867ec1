"""Windows of curves with a parameter: closed ones whole, others about the point, units equal where that can be."""

import math

import pytest
from sympy import cos, exp, log, pi, sin, sqrt

from derivanim.calculus.symbols import symbol
from derivanim.calculus.trace import trace
from derivanim.errors import MathError

t = symbol("t")
ASPECT = 7.4 / 5.2


def unit_ratio(window):
    """How many times longer a unit is on the x-axis than on the y-axis."""
    width, height = (ends[1] - ends[0] for ends in (window.x_range, window.y_range))
    return ASPECT * height / width


@pytest.mark.parametrize(
    ("x", "y", "period"),
    [(cos(t), sin(t), 2 * math.pi), (sin(3 * t), sin(2 * t), 2 * math.pi), (cos(2 * pi * t), sin(2 * pi * t), 1.0)],
)
def test_closed_curves_are_run_through_once(x, y, period):
    """One period, in one piece, with equal units."""
    window = trace(x, y, t, pi / 12, aspect=ASPECT)
    assert window.pieces == ((0.0, pytest.approx(period)),)
    assert pytest.approx(1, abs=1e-3) == unit_ratio(window)


@pytest.mark.parametrize(
    ("x", "y", "at"),
    [
        (t, 1 / t, 1),
        (exp(t), exp(-t), 0),
        (log(t), sqrt(t), 4),
        (t**2, t**5, 2),
        (t * cos(t), t * sin(t), 6),
        (t, 0 * t + 3, 1),
    ],
)
def test_windows_hold_the_point_inside_of_a_piece(x, y, at):
    """The point is inside of the window, and its parameter in a piece."""
    window = trace(x, y, t, 0 * t + at, aspect=ASPECT)
    place = float(x.subs(t, at)), float(y.subs(t, at))
    assert window.x_range[0] < place[0] < window.x_range[1]
    assert window.y_range[0] < place[1] < window.y_range[1]
    low, high = window.around(at)
    assert low <= at <= high


def test_a_pole_cuts_the_curve():
    """The curve (t, 1/t) has a piece on each side of 0."""
    assert len(trace(t, 1 / t, t, 0 * t + 1, aspect=ASPECT).pieces) == 2


def test_polar_windows_have_equal_units_and_hold_the_pole():
    """Also a long spiral is drawn with equal units about the pole."""
    r = exp(t)
    window = trace(r * cos(t), r * sin(t), t, 0 * t + 1, aspect=ASPECT, polar=True)
    assert pytest.approx(1, abs=1e-3) == unit_ratio(window)
    assert window.x_range[0] < 0 < window.x_range[1]
    assert window.x_range[1] < 60


def test_curves_without_real_points_are_refused():
    """There is nothing to draw."""
    with pytest.raises(MathError, match="no points"):
        trace(sqrt(-1 - t**2), t, t, 0 * t, aspect=ASPECT)
