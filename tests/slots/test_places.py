"""Easy numbers at which curves are compared, and room for the names of curves."""

import pytest

from derivanim.calculus.reader import read_expression
from derivanim.calculus.sampling import sampler
from derivanim.calculus.symbols import symbol
from derivanim.calculus.window import choose_window
from derivanim.slots import places

x = symbol("x")


def read(text):
    """The expression of a text about x."""
    return read_expression(text, variable="x").expression


@pytest.mark.parametrize("text", ["x^2", "sqrt(x)", "1/x", "abs(x)", "log(x)", "exp(-x)", "x^3 - 3*x"])
def test_clear_place_is_smooth_and_seen(text):
    """The number lies in the window, and the curve has a height there that is seen."""
    window = choose_window(read(text), x)
    place = float(places.clear_place([read(text)], x, window))
    assert window.x_min < place < window.x_max
    assert window.y_min < sampler(read(text), [x])(place) < window.y_max


def test_whole_numbers_come_first():
    """Nobody wants to see a parabola at pi / 3."""
    assert places.clear_place([read("x^2")], x, choose_window(read("x^2"), x)).is_Integer


def test_corner_is_no_smooth_place():
    """At 0 the curve |x| has no slope."""
    assert 0 not in places.smooth_places(read("abs(x)"), x, choose_window(read("abs(x)"), x), 5)


def test_shared_window_shows_both_curves():
    """Beside x^2 the sine is not flat."""
    window = places.shared_window((read("x^2 + sin(x)"), read("x^2"), read("sin(x)")), x)
    assert window.y_max - window.y_min < 15


def test_common_way_stops_at_a_corner():
    """The way around 1 does not pass the corner at 0."""
    window = choose_window(read("abs(x) + x"), x)
    start, end = places.common_way([window.pieces], window, 1.0)
    assert 0 <= start < 1 < end


def test_names_keep_clear_of_curves_and_of_each_other():
    """Both names have a place, and they are apart."""
    curves = [read("x^2"), read("3*x^2")]
    window = choose_window(curves[1], x, also=[curves[0]])
    found = places.name_places([("g", curves[0], 0.4), ("3 g", curves[1], 0.8)], [], x, window)
    (_, first), (_, second) = found
    assert first is not None and second is not None
    assert abs(first[0] - second[0]) + abs(first[1] - second[1]) > 0.1
