"""What counts as an answer to what was asked: a pass and a near miss for each field."""

import pytest

from derivanim.compare.asked import differences

ASKED = {"template": "tangent_line", "function": "x^2 sin x", "point": "1"}
GIVEN = {"template": "tangent_line", "function": "sin(x)*x**2", "variable": "x", "point": "1"}


@pytest.mark.parametrize(
    ("expected", "slots"),
    [
        (ASKED, GIVEN),
        ({**ASKED, "function": "(x+1)^2", "point": "1/2"}, {**GIVEN, "function": "x**2 + 2*x + 1", "point": "0.5"}),
        (
            {"template": "optimization", "function": "x^3", "interval": ["0", "2"], "goal": "maximum"},
            {"template": "optimization", "function": "x**3", "interval": ["0", "2"], "goal": "maximum", "pace": "slow"},
        ),
        (
            {"template": "implicit_differentiation", "equation": "x^2+y^2=25", "point": ["3", "4"]},
            {"template": "implicit_differentiation", "equation": "25 = x**2 + y**2", "point": ["3", "4"]},
        ),
        (
            {"template": "implicit_differentiation", "equation": "x^3 + y^3 = 6xy"},
            {"template": "implicit_differentiation", "equation": "2*x**3 + 2*y**3 - 12*x*y = 0", "point": None},
        ),
        (
            {"template": "tangent_plane", "function": "exp(u)*v", "variables": ["u", "v"], "point": ["0", "1"]},
            {"template": "tangent_plane", "function": "v*exp(u)", "variables": ("u", "v"), "point": ("0", "1")},
        ),
    ],
)
def test_the_same_in_another_writing_is_right(expected, slots):
    """Mathematics counts up to equality, and wishes that were not expected do not count."""
    assert () == differences(expected, slots)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"template": "secant_limit"}, "template"),
        ({"function": "x**2*cos(x)"}, "function"),
        ({"function": "x**2*sin(x) + 1/1000000"}, "function"),
        ({"function": "t**2*sin(t)"}, "function"),
        ({"point": "-1"}, "point"),
        ({"point": None}, "point"),
        ({"interval": ["0", "1"]}, "interval"),
        ({"function": "not an expression("}, "function"),
    ],
)
def test_a_near_miss_is_named(change, field):
    """One wrong field is one difference, and it is that field."""
    assert (field,) == differences(ASKED, {**GIVEN, **change})


@pytest.mark.parametrize(
    ("expected", "given"),
    [("x^2+y^2=25", "x**2 + y**2 = 24"), ("x^2+y^2=25", "x**2 - y**2 = 25"), ("y = x^2", "y = 2*x**2")],
)
def test_another_equation_is_another_curve(expected, given):
    """Only a constant factor may differ between the two sides of equal equations."""
    asked = {"template": "implicit_differentiation", "equation": expected}

    assert ("equation",) == differences(asked, {**asked, "equation": given})


def test_a_name_that_the_schema_has_by_itself_is_right():
    """The position of a motion is called s, whether that is written or not; another name is wrong."""
    asked = {"template": "motion", "function": "t^2", "function_name": "s"}
    assert () == differences(asked, {"template": "motion", "function": "t**2"})
    assert ("function_name",) == differences(
        {**asked, "function_name": "p"}, {"template": "motion", "function": "t**2"}
    )


def test_the_order_of_two_variables_counts():
    """The point (0, 1) is another place where v is written before u."""
    expected = {"template": "tangent_plane", "function": "exp(u)*v", "variables": ["u", "v"], "point": ["0", "1"]}
    assert ("variables",) == differences(expected, {**expected, "variables": ["v", "u"]})
