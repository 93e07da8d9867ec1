"""The arm of keywords and regular expressions, on requests as people type them."""

import pytest

from derivanim.compare.arms.keywords import KINDS
from derivanim.compare.arms.patterns import find
from derivanim.compare.arms.rules import Rules, slots_by_rules
from derivanim.compare.sets import TestRow
from derivanim.slots.registry import load, templates


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (
            "show the tangent line to x^2 sin x at x = 1",
            {"template": "tangent_line", "function": "x**2*sin(x)", "point": "1"},
        ),
        ("derivative of x^3 - 3x", {"template": "derivative_overview", "function": "x**3 - 3*x"}),
        (
            "Find the critical points of f(x) = x^3 - 3x on [-2, 2]",
            {"template": "critical_points", "function": "x**3 - 3*x", "interval": ["-2", "2"]},
        ),
        (
            "implicit differentiation of x^2 + y^2 = 25 at (3, 4)",
            {"template": "implicit_differentiation", "equation": "x**2 + y**2 = 25", "point": ["3", "4"]},
        ),
        (
            "maximize x*(10-x) from 0 to 10",
            {"template": "optimization", "function": "x*(10 - x)", "interval": ["0", "10"], "goal": "maximum"},
        ),
        (
            "Newton's method for x^2-2 starting at x = 1.5",
            {"template": "newton_method", "function": "x**2 - 2", "start": "3/2"},
        ),
        ("graph sin(2x) and its derivative", {"template": "derivative_graph", "function": "sin(2*x)"}),
        ("use the chain rule on (x^2+1)^3", {"template": "chain_rule", "function": "(x**2 + 1)**3"}),
        ("tangent line of t^3 at t=2 in red, slowly", {"template": "tangent_line", "color": "red", "pace": "slow"}),
    ],
)
def test_real_requests_are_filled_in(request_, expected):
    """Keywords choose the template, patterns its fields."""
    slots = slots_by_rules(request_)

    assert expected == {name: slots.get(name) for name in expected}


@pytest.mark.parametrize(
    ("request_", "template"),
    [
        ("integrate x^2 from 0 to 1", "unsupported"),
        ("tell me a joke", "unsupported"),
        ("tangent line of e^x", "unclear"),
        ("the derivative, please", "unclear"),
        ("", "unsupported"),
    ],
)
def test_what_cannot_be_shown_is_refused(request_, template):
    """What is outside the subject is refused, what is missing is asked for."""
    output = Rules().answer(TestRow("1", request_, {}))

    assert template == output.slots["template"]
    assert output.refused


@pytest.mark.parametrize(
    "request_", ["(" * 500, "derivative of " + "x+" * 400, "\ud800 x^2", "tangent at x = 1/0", "9" * 900]
)
def test_any_text_gets_slots_that_their_schema_accepts(request_):
    """No text makes the rules raise anything, and what they give loads."""
    slots = slots_by_rules(request_)

    assert slots == load(slots).as_dict()


def test_every_keyword_names_a_template():
    """A list that names what is not there would never be right; one that lacks a template could not be."""
    drawn = {name for name, schema in templates().items() if schema.DRAWS}

    assert drawn == {name for name, _ in KINDS}


def test_numbers_are_no_part_of_the_function():
    """The place and the interval are taken out before the function is read."""
    found = find("slope of f(t) = t^2 + 1 on [0, pi] at t = 2")

    assert ("t**2 + 1", "t", "f") == (found.function, found.variable, found.name)
    assert ("0", "pi") == found.interval
    assert ("2",) == found.numbers
