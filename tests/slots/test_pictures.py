"""The pictures of scenes as data: axes, triangles, rectangles, number lines, curves."""

import pytest
import sympy

from derivanim.calculus.reader import read_equation, read_expression, read_number
from derivanim.calculus.symbols import symbol
from derivanim.calculus.window import choose_window
from derivanim.slots import plots, points, rails, stage, triangles
from derivanim.slots.curve import Curve
from derivanim.slots.rectangle import SKETCH, rectangle
from derivanim.slots.registry import load
from derivanim.slots.slope_graph import flat_points, slope_graph

X = symbol("x")


def read(text):
    """A function of x."""
    return read_expression(text, variable="x").expression


def axes_of(text, **options):
    """The axes of the window of a function."""
    return plots.axes(choose_window(read(text), X, **options), [read(text)], X)


def test_labels_keep_clear_of_the_curve():
    """Where the curve leaves too little room below the axis, the labels hang at the lower edge."""
    shown = axes_of("tan(x)")
    assert shown["y_range"][0] == shown["foot"]
    assert all(label for _, label in shown["x_ticks"])
    assert 0 == axes_of("x**2")["foot"]


def test_no_label_on_an_axis():
    """A tick at the height of an x-axis that is not at 0 has no label where the y-axis is inside of the picture."""
    shown = axes_of("x**x")
    assert [""] == [label for value, label in shown["y_ticks"] if value == shown["foot"]]


@pytest.mark.parametrize(
    ("at", "slope", "shown"),
    [
        (("1", "1"), "2", "y = 2 x - 1"),
        (("3", "4"), "0.25", "y = frac(x, 4) + frac(13, 4)"),
        (("pi/4", "1"), "2", "y = 2 (x - frac(pi, 4)) + 1"),
        (("2", "sqrt(6)"), "sqrt(2)", "y approx 1.41 (x - 2) + 2.45"),
        (("0", "5"), "0", "y = 5"),
        (("pi", "1/3"), "-1", "y approx -(x - pi) + 0.33"),
    ],
)
def test_equations_of_tangents(at, slope, shown):
    """The equation is exact where that is short, and says so."""
    place = tuple(map(read_number, at))
    assert shown == points.equation((X, symbol("y")), place, read_number(slope))[0]


@pytest.mark.parametrize(("text", "at"), [("1/(x - 2)", 3.0), ("x**10", 1.0), ("100*x", 2.0), ("exp(-x**2)", 0.5)])
def test_triangles_are_true(text, at):
    """The triangle's legs are in the ratio of the slope, and it is inside of the window."""
    function = read(text)
    window = choose_window(function, X, point=sympy.Rational(at))
    slope = float(function.diff(X).subs(X, at))
    found = triangles.triangle(window, function, X, (at, float(function.subs(X, at))), slope, "3")
    assert window.x_min < at + found["run"] < window.x_max
    height = float(function.subs(X, at)) + found["run"] * slope
    assert window.y_min < height < window.y_max


def test_rectangles_say_when_they_are_not_to_scale():
    """Sides in true proportions carry no note; others do, and without positive sides there is only a sketch."""
    fair = rectangle((read("sqrt(x)"), read("x - 3")), X, None)
    assert (None, ["u(4) = 2", "v(4) = 1"]) == (fair["note"], fair["names"])
    assert 2 == pytest.approx(fair["sides"][0] / fair["sides"][1])
    assert "not-to-scale" == rectangle((read("100*x"), read("x + 1")), X, "1")["note"]
    assert SKETCH.items() <= rectangle((read("-x"), read("sin(x)")), X, None).items()


@pytest.mark.parametrize(("outer", "note"), [("u**5", "not to scale"), ("sqrt(u)", None)])
def test_number_lines_say_when_they_are_not_to_scale(outer, note):
    """Changes keep their proportions where these can be seen, and say so where not."""
    u = symbol("u")
    parts = read_expression(outer, variable="u").expression, read("3*x**2 + 1"), u
    shown = rails.rails(parts, (X, symbol("y")), sympy.Integer(1), "not to scale")
    assert note == shown["note"]
    if note is None:
        assert [6, 1.5] == pytest.approx([size / shown["sizes"][0] for size in shown["sizes"][1:]])


def test_place_of_even_changes():
    """The place is one at which no change is 0 or much larger than the others."""
    place = rails.even_place((read_expression("sqrt(u)", variable="u").expression, read("1 - x**2"), symbol("u")), X)
    assert 0 < abs(place) < 1


def test_slopes_and_their_zeros():
    """Both windows share x, the ways avoid corners, and zeros of the slope have exact names."""
    shown = slope_graph(read("abs(x**2 - 1)"), read("2*x*sign(x**2 - 1)"), X, None)
    assert (shown.above.x_min, shown.above.x_max) == (shown.below.x_min, shown.below.x_max)
    assert 3 == len(shown.ways)
    assert [read_number("1/e")] == flat_points(read("log(x) + 1"), X, [(0.05, 2.0)])
    assert [read_number("-pi/2"), read_number("pi/2")] == flat_points(read("cos(x)"), X, [(-3.0, 3.0)])


def test_points_of_curves():
    """A curve knows its points, its slopes there, and where its tangent is upright."""
    equation = read_equation("x^2 + y^2 = 25").expression
    circle = Curve(equation.lhs - equation.rhs, X, symbol("y"))
    three, four, five = map(sympy.Integer, (3, 4, 5))
    assert circle.meets((three, four))
    assert not circle.meets((three, five))
    assert sympy.Rational(-3, 4) == circle.steepness((three, four))
    assert circle.steepness((five, sympy.Integer(0))) is None
    assert circle.meets(circle.easy_point())


@pytest.mark.parametrize(
    ("left", "right", "options", "shown"),
    [
        ("x + 1", "sin(x)", {}, "(x + 1) dot.c sin x"),
        ("-x", "cos(x)", {"after_sign": True}, "(-x) dot.c cos x"),
        ("cos(x)", "-x", {}, "cos x dot.c (-x)"),
        ("2**x*log(2)", "2*x", {}, "2^x ln 2 dot.c (2 x)"),
    ],
)
def test_products_cannot_be_misread(left, right, options, shown):
    """Sums, a minus after a sign, and a number after a number have brackets."""
    assert shown == stage.product(read(left), read(right), **options)


@pytest.mark.parametrize(
    ("function", "shown"),
    [("abs(x)", " quad (x != 0)"), ("x**2", ""), ("floor(x)", ' quad "(not at a jump)"'), ("1/x", "")],
)
def test_exceptions_are_said(function, shown):
    """Where the derivative's formula has a value but the function no derivative, that is said."""
    slots = load({"template": "derivative_overview", "function": function, "variable": "x"})
    assert shown == stage.exceptions(slots)
