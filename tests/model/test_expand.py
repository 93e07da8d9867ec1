"""Tests of the way from pointers to slots."""

import pytest

from derivanim.calculus.spans import find_spans
from derivanim.errors import ModelError, UnclearError
from derivanim.model.expand import expand
from derivanim.slots.registry import load

TANGENT = {"template": "tangent_line", "function": "E1", "point": "N1"}


@pytest.mark.parametrize(
    ("request_text", "target", "expected"),
    [
        (
            "tangent to x^2 sin x at x = 1",
            TANGENT,
            {"template": "tangent_line", "function": "x**2*sin(x)", "point": "1"},
        ),
        (
            "tangent to s(t) = t^3 at t = pi/4",
            TANGENT,
            {"template": "tangent_line", "function": "t**3", "variable": "t", "function_name": "s", "point": "pi/4"},
        ),
        ("tangent to y = x^2 at 0.5", TANGENT, {"template": "tangent_line", "function": "x**2", "point": "1/2"}),
        (
            "tangent to x^2 at (2, 4)",
            TANGENT | {"point": "P1"},
            {"template": "tangent_line", "function": "x**2", "point": "2"},
        ),
        (
            "maximum of x(10 - 2x) on [0, 5]",
            {"template": "optimization", "function": "E1", "interval": "I1", "goal": "maximum"},
            {"template": "optimization", "function": "x*(10 - 2*x)", "interval": ["0", "5"], "goal": "maximum"},
        ),
        (
            "slope of x^2 + y^2 = 25 at (3, 4), slowly",
            {"template": "implicit_differentiation", "equation": "Q1", "point": "P1", "pace": "slow"},
            {
                "template": "implicit_differentiation",
                "equation": "x**2 + y**2 = 25",
                "point": ["3", "4"],
                "pace": "slow",
            },
        ),
        (
            'derivative of sin x, title "Waves"',
            {"template": "derivative_overview", "function": "E1", "title": "T1"},
            {"template": "derivative_overview", "function": "sin(x)", "title": "Waves"},
        ),
    ],
)
def test_expand(request_text, target, expected):
    """Pointers become the slots of the spans, and the schema accepts them."""
    slots = expand(target, find_spans(request_text))
    assert expected == slots
    load(slots)


def test_codes_become_sentences():
    """Reasons and questions are said in words."""
    request = find_spans("integrate x^2")
    assert "Integrals" in expand({"template": "unsupported", "reason": "integral"}, request)["reason"]
    assert "point" in expand({"template": "unclear", "question": "no_point"}, request)["question"]


def test_a_point_off_the_curve_is_a_question():
    """The ordinate of a point must be that of the function."""
    with pytest.raises(UnclearError, match="not on the curve"):
        expand(TANGENT | {"point": "P1"}, find_spans("tangent to x^2 at (2, 5)"))


def test_an_endless_interval_is_a_question():
    """An interval needs two ends."""
    target = {"template": "optimization", "function": "E1", "interval": "I1"}
    with pytest.raises(UnclearError, match="no end"):
        expand(target, find_spans("maximum of x e^-x on [0, oo)"))


def test_letters_of_space_are_several_variables():
    """A function of x and y needs no question about its variable."""
    target = {"template": "unclear", "question": "which_variable"}
    assert "unsupported" == expand(target, find_spans("differentiate f(x, y) = x^2 y"))["template"]


def test_a_pointer_to_nothing():
    """A marker that the request does not have is a ModelError."""
    with pytest.raises(ModelError, match="N1"):
        expand(TANGENT, find_spans("tangent to x^2"))
