"""Tests of the way from pointers to slots."""

import pytest

from derivanim.calculus.spans import find_spans
from derivanim.errors import ModelError, UnclearError
from derivanim.pointing.expand import expand
from derivanim.pointing.grounding import ungrounded
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


@pytest.mark.parametrize(
    ("request_text", "target", "expected"),
    [
        (
            "tangent to (cos t, sin t) at t = 0",
            {"curve": "C1", "point": "N1"},
            {"x": "cos(t)", "y": "sin(t)", "point": "0"},
        ),
        (
            "x = 2cos θ, y = sin θ at θ = pi/2",
            {"curve": "C1", "point": "N1"},
            {"x": "2*cos(theta)", "y": "sin(theta)", "parameter": "theta", "point": "pi/2"},
        ),
        (
            "derivative of f(x, y) = x^2 y at (1, 2) along <3, 4>",
            {"function": "F1", "point": "P1", "direction": "P2"},
            {"function": "x**2*y", "function_name": "f", "point": ["1", "2"], "direction": ["3", "4"]},
        ),
        (
            "a ladder 5 m long, foot 3 m from the wall, 0.5 m/s",
            {"situation": "ladder", "length": "N1", "distance": "N2", "rate": "N3", "unit": "m", "per": "s"},
            {"situation": "ladder", "length": "5", "distance": "3", "rate": "1/2", "unit": "m", "per": "s"},
        ),
        (
            "limit of x^2/e^x as x goes to infinity",
            {"function": "E1", "point": "N1"},
            {"function": "x**2*exp(-x)", "point": "oo"},
        ),
        (
            "tangents to x^2 from the point (1, -3)",
            {"function": "E1", "outside": "P1"},
            {"function": "x**2", "away": "1", "height": "-3"},
        ),
        ("Newton for x^2 - 2 from x = 1", {"function": "E1", "start": "N1"}, {"function": "x**2 - 2", "start": "1"}),
        (
            "Taylor polynomial of degree 4 of e^x at 0",
            {"function": "E1", "point": "N1", "order": "4"},
            {"function": "exp(x)", "point": "0", "order": "4"},
        ),
    ],
)
def test_expand_of_every_field(request_text, target, expected):
    """Curves, points of the plane, directions, measured numbers and infinity, whatever the template."""
    assert {"template": "any", **expected} == expand({"template": "any", **target}, find_spans(request_text))


def test_an_equation_is_no_function_of_two_variables():
    """A surface given by an equation is asked about."""
    with pytest.raises(UnclearError, match="equation"):
        expand({"template": "any", "function": "F1"}, find_spans("tangent plane to x^2 + y^2 + z^2 = 9"))


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


@pytest.mark.parametrize(
    ("request_text", "target", "place"),
    [
        ("estimate sin(0.1) with the tangent of f(x) = sin x at 0", ("N2", "N1"), "1/10"),
        ("linear approximation of f(x)=sqrt(x) at 4, estimate $\\sqrt{4.1}$", ("N1", "N2"), "41/10"),
        ("∛8.1 by linearising ∛x at 8", ("N2", "N1"), "81/10"),
        ("estimate ln 1.1 with the tangent line of ln x at 1", ("N2", "N1"), "11/10"),
        ("estimate (2.1)^3 with x^3 at 2", ("N2", "N1"), "21/10"),
        ("estimate e^-0.1 with e^x at 0", ("N2", "N1"), "-1/10"),
        ("estimate sqrt(9 + 0.1) with sqrt x at 9", ("N2", "N1"), "91/10"),
        ("linear approximation of 1/x near 1 and near $\\frac{1}{2}$", ("N1", "N2"), "1/2"),
        ("1/x at 100, near 1/103", ("N1", "N2"), "103"),
        # The number is the place itself
        ("linear approximation of 1/x near 1 and near 1/2", ("N1", "N2"), "1/2"),
        ("linear approximation of sqrt(x) at 1 for x = sqrt(2)", ("N1", "N2"), "sqrt(2)"),
        ("linear approximation of x^2 at 4 used for 4.1", ("N1", "N2"), "41/10"),
        ("linear approximation of cos x at 0 used for sin(0.1)", ("N1", "N2"), "sin(1/10)"),
    ],
)
def test_expand_of_a_value_to_approximate(request_text, target, place):
    """A value f(c) that is written out has its target at c, and grounding knows it."""
    request = find_spans(request_text)
    pointers = {"template": "linear_approximation", "function": "E1", "point": target[0], "target": target[1]}
    slots = expand(pointers, request)
    assert place == slots["target"]
    assert [] == ungrounded(slots, request)
    assert ["target 7"] == ungrounded(slots | {"target": "7"}, request)


@pytest.mark.parametrize("name", ["(f^-1)'(2)", "$(f^{-1})'(2)$", "f⁻¹'(2)", "derivative of f^{-1} at 2"])
def test_a_named_inverse_is_only_shown_as_such(name):
    """A request that names the inverse gets no video of the function itself."""
    request = find_spans(f"{name} for f(x) = x^3 + x")
    with pytest.raises(UnclearError, match="inverse"):
        expand(TANGENT, request)
    target = {"template": "inverse_function_derivative", "function": "E1", "value": "N1"}
    assert "2" == expand(target, request)["value"]


@pytest.mark.parametrize(("point", "template"), [("(2, 4)", "tangent_line"), ("(2, -4)", "tangent_from_point")])
def test_a_tangent_through_a_point_of_the_curve_is_the_one_there(point, template):
    """Whether the point lies on the curve decides, not the words."""
    request = find_spans(f"tangents to x^2 through {point}")
    slots = expand({"template": "tangent_from_point", "function": "E1", "outside": "P1"}, request)
    assert (template, "2") == (slots["template"], slots.get("point", slots.get("away")))


@pytest.mark.parametrize(("text", "expected"), [("y(t) = 4t - t^2", "y"), ("y = 4t - t^2", None)])
def test_y_of_t_names_a_function(text, expected):
    """ "y(t) = ..." gives the function a name, "y = ..." an axis."""
    slots = expand({"template": "derivative_overview", "function": "E1"}, find_spans(f"differentiate {text}"))
    assert expected == slots.get("function_name")
