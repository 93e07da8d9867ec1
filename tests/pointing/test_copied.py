"""Tests of the way back, from slots to pointers."""

import pytest

from derivanim.calculus.spans import find_spans
from derivanim.errors import UnclearError
from derivanim.pointing.copied import pointed
from derivanim.pointing.expand import expand
from derivanim.slots.registry import load


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("tangent to x^2 sin x at x = 1", {"template": "tangent_line", "function": "E1", "point": "N1"}),
        ("tangent to x^2 at (2, 4)", {"template": "tangent_line", "function": "E1", "point": "P1"}),
        ("maximum of x(10 - 2x) on [0, 5]", {"template": "optimization", "function": "E1", "interval": "I1"}),
        (
            "maximum of x^2 with ends 3 and 1",
            {"template": "optimization", "function": "E1", "interval": ["N2", "N1"], "goal": "maximum"},
        ),
        (
            "slope of x^2 + y^2 = 25 at (3, 4), slowly",
            {"template": "implicit_differentiation", "equation": "Q1", "point": "P1", "pace": "slow"},
        ),
        (
            "tangent to x = t^2, y = t^3 at t = 1",
            {"template": "parametric_tangent", "curve": "C1", "point": "N1"},
        ),
        (
            "slope of x^2 y at (2, 1) in the direction (2, 1)",
            {"template": "directional_derivative", "function": "F1", "point": "P1", "direction": "P1"},
        ),
        ("tangents to x^2 through (1, -3)", {"template": "tangent_from_point", "function": "E1", "outside": "P1"}),
        (
            "approximate sin(0.1) with the tangent to sin x at 0",
            {"template": "linear_approximation", "function": "E1", "point": "N2", "target": "N1"},
        ),
        # The number is the schema's default, and the request names it all the same.
        ("Taylor polynomial of e^x at 0", {"template": "taylor_polynomial", "function": "E1", "point": "N1"}),
        (
            'derivative of sin x, title "Waves", result alone',
            {"template": "derivative_overview", "function": "E1", "title": "T1", "steps": "false"},
        ),
    ],
)
def test_the_way_back(text, target):
    """What a target expands to points back at the same spans."""
    request = find_spans(text)
    slots = load(expand(target, request)).as_dict()
    assert target == pointed(slots, request)


def test_claims_and_names_beside():
    """A claimed derivative and another name of the function change nothing."""
    request = find_spans("tangent to s(t) = t^2 at t = 1")
    slots = {"template": "tangent_line", "function": "t**2", "variable": "t", "point": "1", "derivative": "2*t"}
    assert {"template": "tangent_line", "function": "E1", "point": "N1"} == pointed(slots, request)


@pytest.mark.parametrize(
    "slots",
    [
        {"template": "tangent_line", "function": "x**2", "point": "2"},
        {"template": "tangent_line", "function": "x**3", "point": "1"},
        {"template": "optimization", "function": "x**2", "interval": ["1", "9"]},
        {"template": "tangent_line", "function": "x**2", "point": "1", "title": "Mine"},
    ],
)
def test_what_no_span_says(slots):
    """Mathematics that the request does not hold has no pointer."""
    assert pointed(slots, find_spans("tangent to x^2 at 1")) is None


def test_what_the_spans_do_not_allow():
    """What pointers would be asked about is asked here, too: a point that is not on the curve."""
    request = find_spans("tangent to x^2 at (2, 5)")
    with pytest.raises(UnclearError, match="not on the curve"):
        pointed({"template": "tangent_line", "function": "x**2", "point": "2"}, request)
