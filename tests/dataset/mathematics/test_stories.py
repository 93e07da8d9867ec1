"""Stories: amounts above zero, times after the start, what falls and what rises."""

import pytest

from derivanim.dataset.mathematics.stories import possible


@pytest.mark.parametrize(
    ("text", "source", "point", "expected"),
    [
        ("My nephew is E1 inches tall at t years.", "8*exp(-x/2)*sin(2*x)", "2", False),
        ("My nephew is E1 inches tall at t years.", "20+2*x", "2", True),
        ("Snow depth E1 inches: how fast is it piling up at t = N1?", "9-x", "2", False),
        ("The tea is E1 degrees. How fast does it cool at t = N1?", "20+60*exp(-x/4)", "3", True),
        ("The tank holds E1 litres after t minutes", "5+x", "-2", False),
        ("rate of change of E1 at N1", "-x**2", "-2", True),
    ],
)
def test_a_story_can_be(text, source, point, expected):
    """A function is no height below zero, no time before the start, and falls where the words say so."""
    assert expected == possible("rate_of_change", text, source, {"point": (point,)})


def test_other_templates_tell_no_story():
    """A tangent may be wherever it likes."""
    assert possible("tangent_line", "height E1 at N1", "-x", {"point": ("2",)})


@pytest.mark.parametrize(
    ("template", "text", "source", "places", "expected"),
    [
        (
            "inverse_trigonometric_derivative",
            "A camera follows a rocket, angle E1, t = N1",
            "asin(x)",
            ("-1/2",),
            False,
        ),
        ("inverse_trigonometric_derivative", "the arc function E1 at N1", "asin(x)", ("-1/2",), True),
        ("rate_of_change", "A hall fills: E1 people. How fast at t = N1?", "5*sin(pi*x) + 2*cos(pi*x)", ("10",), False),
        ("rate_of_change", "A painting is worth E1 dollars", "8*x**(-4)", ("11",), False),
    ],
)
def test_stories_have_times_and_amounts(template, text, source, places, expected):
    """Times after the start in any lesson, amounts above zero around a place, none that nobody would speak of."""
    assert expected == possible(template, text, source, {"point": places})


@pytest.mark.parametrize(
    ("text", "source", "interval", "expected"),
    [
        ("The revenue is E1. Most revenue on I1?", "3*tan(x/4)", ("1", "3"), False),
        ("The revenue is E1. Most revenue on I1?", "4 + sin(x)", ("1", "3"), False),
        ("Temperature in degrees is E1, hours I1, coldest?", "14 + 5*sin(x)", ("1", "3"), True),
        ("Temperature in degrees is E1, hours I1, coldest?", "14 + 5*asin(x/9)", ("1", "3"), False),
        ("Waste as a function of cut size is E1. I want the least waste on I1.", "3*x**2 - 9*x - 9", ("0", "4"), False),
        ("Waste as a function of cut size is E1. I want the least waste on I1.", "3*x**2 - 9*x + 9", ("0", "4"), True),
        ("Which lot size, I1, has the least average cost E1?", "x**2 + 1", ("-2", "2"), False),
        ("Where is E1 largest on I1?", "tan(x/4)", ("-1", "1"), True),
    ],
)
def test_what_is_optimised_can_be(text, source, interval, expected):
    """No revenue is a tangent or below zero, no lot has a negative size; a curve may be anything."""
    assert expected == possible("optimization", text, source, {"interval": interval})


@pytest.mark.parametrize(
    ("template", "text", "source", "places", "expected"),
    [
        ("motion", "A runner has covered E1 metres", "48*x - 16*x**2 + 10", {"point": ("1/2",)}, False),
        ("motion", "A ball is E1 feet up", "48*x - 16*x**2 + 10", {"point": ("1/2",)}, True),
        ("motion", "A runner has covered E1 metres", "x**2/2 + 3*x", {"point": ("1/2",)}, True),
        ("optimization", "the population follows E1", "2/(x**2 + 1)", {"interval": ("-4", "1")}, False),
        ("mean_value_theorem", "Economics: total cost E1", "atan(x**3) - 9", {"interval": ("1", "4")}, False),
    ],
)
def test_stories_of_roads_and_economics(template, text, source, places, expected):
    """Nobody runs as a stone falls, nobody counted before the start, and costs are above zero."""
    assert expected == possible(template, text, source, places)


@pytest.mark.parametrize(
    ("template", "text", "source", "places", "expected"),
    [
        ("one_sided_derivatives", "the half-tangents of E1 at the corner x = N1", "2*sqrt(x**2 + 3)", ("3",), False),
        ("one_sided_derivatives", "the half-tangents of E1 at the corner x = N1", "abs(x - 3) + 1", ("3",), True),
        ("one_sided_derivatives", "both slopes of E1 at N1", "x**2", ("3",), True),
        ("motion", "In which moment does it stop, E1?", "1000*exp(x/20)", (), False),
        ("motion", "In which moment does it stop, E1?", "x**3 - 6*x**2 + 9*x", (), True),
        ("motion", "velocity of E1", "1000*exp(x/20)", (), True),
        ("concavity", "The number of infected people is E1. Inflection point?", "x**2/2 - 2*x - 6", (), False),
        ("concavity", "The number of infected people is E1. Inflection point?", "9*x**2 - x**3 + 5", (), True),
        ("concavity", "inflection points of E1", "x**2/2 - 2*x - 6", (), True),
        ("rate_of_change", "temperature of my tea E1 at t = N1", "1000*(1 - exp(-x/10))", ("3",), False),
        ("rate_of_change", "temperature of my tea E1 at t = N1", "20 + 70*exp(-x/10)", ("3",), True),
        ("rate_of_change", "the cooling of lava E1 at t = N1", "1000*exp(-x/10)", ("3",), True),
        ("optimization", "Monthly sales follow E1; best moment?", "-sqrt(x)", ("1", "5"), False),
    ],
)
def test_what_the_words_take_for_granted(template, text, source, places, expected):
    """A corner is one, what stops turns back or stands, growth that slows down does, and tea is no lava."""
    field = "interval" if len(places) == 2 else "point"
    assert expected == possible(template, text, source, {field: places} if places else {})
