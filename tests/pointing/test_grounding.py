"""Tests of grounding: near misses fail."""

import pytest

from derivanim.calculus.spans import find_spans
from derivanim.pointing.grounding import left_over, misplaced, ungrounded

REQUEST = 'tangent to x^2 sin x at x = 1, title "Waves"'
SLOTS = {"template": "tangent_line", "function": "x**2*sin(x)", "point": "1", "title": "Waves"}


def test_grounded():
    """What the request says is grounded."""
    assert [] == ungrounded(SLOTS, find_spans(REQUEST))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"function": "x**2*cos(x)"}, "function x**2*cos(x)"),
        ({"function": "x**3*sin(x)"}, "function x**3*sin(x)"),
        ({"function": "x**2"}, "function x**2"),
        ({"point": "2"}, "point 2"),
        ({"point": "-1"}, "point -1"),
        ({"title": "Wave"}, "title Wave"),
    ],
)
def test_near_misses(change, expected):
    """Other functions, numbers and titles are named."""
    assert [expected] == ungrounded(SLOTS | change, find_spans(REQUEST))


def test_equations_and_pairs():
    """Equations and coordinates are looked up, too."""
    request = find_spans("slope of x^2 + y^2 = 25 at (3, 4)")
    slots = {"template": "implicit_differentiation", "equation": "x**2 + y**2 = 25", "point": ["3", "4"]}
    assert [] == ungrounded(slots, request)
    wrong = slots | {"equation": "x**2 + y**2 = 26", "point": ["3", "5"]}
    assert ["equation x**2 + y**2 = 26", "point 5"] == ungrounded(wrong, request)


@pytest.mark.parametrize(
    ("text", "target", "expected"),
    [
        ("tangent to x^2 at 1", {"template": "tangent_line", "function": "E1", "point": "N1"}, []),
        ("tangent to x^2 at 1 and 2", {"template": "tangent_line", "function": "E1", "point": "N1"}, ["2"]),
        ("tangent to x^2 and x^3 at 1", {"template": "tangent_line", "function": "E1", "point": "N1"}, ["x^3"]),
        ("derivative of x^2 at 1", {"template": "derivative_overview", "function": "E1"}, ["1"]),
        ("chain rule for sin(x^2) with u = x^2", {"template": "chain_rule", "function": "E1"}, []),
        ("chain rule: (3x+1)^4, outer u^4, inner 3x+1", {"template": "chain_rule", "function": "E1"}, []),
        ("product rule, x^2 sin x, u = x^2, v = sin x", {"template": "product_rule", "function": "E1"}, []),
        ("product rule for x e^x and cos x", {"template": "product_rule", "function": "E1"}, ["cos x"]),
        (
            "secant of x^2 at 1 with h = 0.5",
            {"template": "secant_limit", "function": "E1", "point": "N1"},
            [],
        ),
        ("tangent to x^2 at (2, 4) where x = 2", {"template": "tangent_line", "function": "E1", "point": "N1"}, []),
        (
            "tangent to x^2 at (2, 5) where x = 2",
            {"template": "tangent_line", "function": "E1", "point": "N1"},
            ["(2, 5)"],
        ),
        ("x^2 for x > 0, tangent at 1", {"template": "tangent_line", "function": "E1", "point": "N1"}, []),
        ("x^2 for x > 0, tangent at -1", {"template": "tangent_line", "function": "E1", "point": "N1"}, ["x > 0"]),
        (
            "extrema of x^3-12x on [-3, 4], critical points x=-2 and x=1",
            {"template": "optimization", "function": "E1", "interval": "I1"},
            ["1"],
        ),
        (
            "chain rule for e^(x^2+x): inner and outer derivative 2x+1 and e^u",
            {"template": "chain_rule", "function": "E1"},
            [],
        ),
        (
            "secant of x^2 through (1,1) and (3,9)",
            {"template": "secant_limit", "function": "E1", "point": "P1"},
            [],
        ),
        (
            "extrema of x^2 between 0 and 2",
            {"template": "optimization", "function": "E1", "interval": "I1"},
            [],
        ),
    ],
)
def test_left_over(text, target, expected):
    """Mathematics that an answer does not use is found; the step of a difference quotient is none."""
    assert expected == [span.text for span in left_over(target, find_spans(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("product rule for x e^x, v' = 7", ["7"]), ("tangent to x^2, slope 3", ["3"]), ("tangent to x^2 at 3", [])],
)
def test_a_slope_is_no_place(text, expected):
    """A number that is given as a slope is never where something is drawn."""
    target = {"template": "tangent_line", "function": "E1", "point": "N1"}
    assert expected == [span.text for span in misplaced(target, find_spans(text))]


def test_curves_and_measured_numbers():
    """Curves, directions and numbers of a situation are looked up, too."""
    request = find_spans("curve (cos t, sin t), a ladder 5 m long, 0.5 m/s, along <3, 4>")
    slots = {"x": "cos(t)", "y": "sin(t)", "length": "5", "rate": "1/2", "direction": ["3", "4"]}
    assert [] == ungrounded(slots, request)
    wrong = slots | {"y": "cos(t)", "length": "6"}
    assert ["curve (cos(t), cos(t))", "length 6"] == ungrounded(wrong, request)
    assert [] == ungrounded({"point": "oo"}, find_spans("limit of 1/x as x goes to infinity"))


def test_a_hyperbolic_function_is_no_exponential_one():
    """The template for exponential functions takes none of them."""
    target = {"template": "exponential_derivative", "function": "E1"}
    assert ["sinh(3x)"] == [span.text for span in misplaced(target, find_spans("derivative of sinh(3x)"))]
    assert [] == misplaced(target, find_spans("derivative of e^(3x)"))


@pytest.mark.parametrize(("number", "expected"), [("√7", []), ("√6", ["√6"])])
def test_the_root_that_newton_finds_is_no_left_over(number, expected):
    """A number that the method approximates needs no pointer; another one does."""
    target = {"template": "newton_method", "function": "E1", "start": "N2"}
    request = find_spans(f"approximate {number} with Newton's method on x^2 - 7, start at 3")
    assert expected == [span.text for span in left_over(target, request)]
