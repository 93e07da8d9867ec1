"""Levels of a map are round and keep clear of the point's own, and their numbers stand on their curves."""

import pytest
from sympy import exp, log

from derivanim.calculus.level_map import label_spots, levels
from derivanim.calculus.surface import choose_region
from derivanim.calculus.symbols import symbol

x, y = symbol("x"), symbol("y")
XY = x, y


@pytest.mark.parametrize("function", [x**2 + 2 * y**2, exp(x * y), log(x + y), 1 / (x - 3 * y), 2 * x - y])
def test_levels_are_few_and_not_that_of_the_point(function):
    """From three to twelve levels, none of them the value at the point, in order."""
    at = (x * 0 + 1, y * 0 + 1)
    region = choose_region(function, XY, at, aspect=1.4, whole=False)
    value = float(function.subs({x: 1, y: 1}))
    found = [tick.value for tick in levels(function, XY, region, value)]
    assert 3 <= len(found) <= 12
    assert sorted(found) == found
    assert value not in found


def test_a_constant_has_no_levels():
    """Where all values are the same there is nothing to draw."""
    constant = 0 * x + 7
    region = choose_region(constant, XY, (0 * x, 0 * y), whole=False)
    assert levels(constant, XY, region, 7.0) == ()


def test_numbers_stand_on_their_curves_and_apart():
    """Each label is at a place where the function has that value, away from what is taken."""
    function = x**2 + 2 * y**2
    region = choose_region(function, XY, (0 * x + 1, 0 * y + 1), aspect=1.4, whole=False)
    marked = levels(function, XY, region, 3.0)
    spots = label_spots(function, XY, region, marked, [(1.0, 1.0)], 0.5)
    assert spots
    for px, py, label in spots:
        assert pytest.approx(px**2 + 2 * py**2, abs=0.02) == float(label)
        assert (px - 1) ** 2 + (py - 1) ** 2 > 0.25
