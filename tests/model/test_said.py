"""Tests of what the words of a request fix: order, units, and which number plays which part."""

import pytest

from derivanim.dataset.phrasings import load_phrasings
from derivanim.model.said import contradicted, order_said, settled

RATE = {"template": "rate_of_change", "function": "E1", "point": "N1"}
CONE = {"template": "related_rates", "situation": "cone", "unit": "m", "per": "min"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5th-order Taylor of E1", 5),
        ("Taylor polynomial of degree 4 for E1", 4),
        ("the cubic Taylor polynomial of E1", 3),
        ("f'''(x) for E1", 3),
        ("sixth derivative of E1", 6),
        ("f^{(4)} of E1", 4),
        ("second and third derivatives, and the fourth derivative", None),
        ("Taylor polynomials of E1", None),
    ],
)
def test_order_said(text, expected):
    """An order that is named once counts; none and several say nothing."""
    assert expected == order_said(text)


def test_the_order_is_that_of_the_words():
    """Whatever a model wrote; the default of the schema stays unsaid."""
    target = {"template": "taylor_polynomial", "function": "E1", "point": "N1", "order": "5"}
    assert "4" == settled(target, "fourth-order Taylor of E1 at N1")["order"]
    assert "order" not in settled(target, "third-order Taylor of E1 at N1")
    assert target == settled(target, "Taylor of E1 at N1")


@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        ("pond level E1 in cm, t in days, rate at t = N1", {"unit": "cm", "per": "h"}, ("cm", "day")),
        ("a dish holds E1 bacteria after t hours, rate at t = N1", {"unit": "items"}, ("bacteria", "h")),
        ("E1 degrees Celsius (t in min), rate at t = N1", {"unit": "bacteria", "per": "h"}, ("celsius", "min")),
        ("rate of change of E1 at x = N1", {"unit": "kg", "per": "week"}, (None, None)),
    ],
)
def test_units_are_those_of_the_words(text, given, expected):
    """Units that nobody named fall away, and those that were named are there."""
    result = settled(RATE | given, text)
    assert expected == (result.get("unit"), result.get("per"))


def test_numbers_take_the_part_that_the_words_give_them():
    """ "radius N1 m", "N3 m^3 per minute": no other reading of these is left."""
    text = "cone with radius N1 m and height N2 m, N3 m^3 per minute flow in, the water is N4 m deep"
    right = CONE | {"radius": "N1", "height": "N2", "rate": "N3", "depth": "N4"}
    assert right == settled(CONE | {"radius": "N2", "height": "N2", "rate": "N4", "depth": "N4"}, text)
    assert not contradicted(right, text)
    assert contradicted(right | {"height": "N3"}, text)


def test_a_number_given_to_another_part_is_none():
    """The walker is no distance, and one number has one part."""
    shadow = {"template": "related_rates", "situation": "shadow", "person": "N1", "height": "N2", "rate": "N3"}
    text = "a child N1 m tall, a N2 m lamp, N3 m/s"
    assert shadow == settled(shadow | {"distance": "N3"}, text)
    assert contradicted(shadow | {"distance": "N3"}, text)


@pytest.mark.parametrize(
    ("text", "point", "target", "expected"),
    [
        ("estimate N1 with the tangent of E1 at x = N2", "N1", "N2", True),
        ("estimate N1 with the tangent of E1 at x = N2", "N2", "N1", False),
        ("E1, N1, N2, linear approximation", "N1", "N2", False),
    ],
)
def test_the_place_and_the_number_to_estimate(text, point, target, expected):
    """A tangent touches at the place that is named so."""
    answer = {"template": "linear_approximation", "function": "E1", "point": point, "target": target}
    assert expected == contradicted(answer, text)


def test_the_value_of_an_inverse():
    """ "y = N1" is no place of the function."""
    inverse = {"template": "inverse_function_derivative", "function": "E1"}
    assert contradicted(inverse | {"point": "N1"}, "inverse of E1, derivative where y = N1")
    assert not contradicted(inverse | {"value": "N1"}, "inverse of E1, derivative where y = N1")


@pytest.mark.parametrize(
    "template",
    ["related_rates", "rate_of_change", "taylor_polynomial", "higher_derivatives", "linear_approximation",
     "inverse_function_derivative"],
)  # fmt: skip
def test_the_bank_agrees(template):
    """No phrasing's own answer is changed or ruled out."""
    bank = load_phrasings()[template]
    assert [] == [p.text for p in bank if settled(p.target, p.text) != p.target or contradicted(p.target, p.text)]
