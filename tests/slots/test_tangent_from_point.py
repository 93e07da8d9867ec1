"""Tangents from a point: what the pictures assert, and what is refused."""

import pytest

from derivanim.authoring.contract import problems
from derivanim.errors import MathError
from derivanim.slots.check import check
from derivanim.slots.registry import load

EXAMPLE = {"template": "tangent_from_point", "function": "x**2", "away": "1", "height": "-3"}


def test_it_keeps_the_contract():
    """Names, examples, claims, programs and pictures are right."""
    assert [] == [str(problem) for problem in problems("tangent_from_point")]


def test_claims_are_proved():
    """The first example asserts what is true."""
    assert all(verdict.status == "proved" for _, verdict in check(load(EXAMPLE)).results)


def test_a_wrong_derivative_is_replaced():
    """A claimed derivative is checked like that of any other template."""
    checked = check(load(EXAMPLE | {"derivative": "3*x"}))
    assert "2*x" == checked.slots.derivative
    assert len(checked.replaced) == 1


@pytest.mark.parametrize(
    ("function", "away", "height", "message", "hint"),
    [
        ("x**2", "2", "4", r"\(2, 4\) is on the curve of x\^2: .* tangent_line", "tangent_line at x = 2"),
        ("x**2", "0", "3", r"No tangent to the curve of x\^2 goes through \(0, 3\)", r"such as \(0, -3\)"),
        ("exp(x)", "0", "2", r"No tangent .* goes through \(0, 2\)", r"such as \(0, 0\)"),
        ("2*x + 1", "0", "3", "is a straight line", "a curve"),
        ("7", "0", "3", "is a straight line", "a curve"),
        ("abs(x)", "1", "-1", "A part of the curve .* is a straight line", "another point"),
        ("abs(x)", "0", "-1", "No tangent", "other side"),
        ("cbrt(x)", "0", "2", r"vertical tangent, which goes through \(0, 2\)", "to a side"),
        ("sin(x)", "0", "100", "would not show the curve", "nearer"),
        ("x**2", "0", "-1000000", "too far away", "nearer"),
    ],
)
def test_what_cannot_be_shown_is_refused(function, away, height, message, hint):
    """In a sentence, with what to ask instead."""
    slots = load(EXAMPLE | {"function": function, "away": away, "height": height})
    with pytest.raises(MathError, match=message) as caught:
        slots.examine()
    assert hint.replace("\\", "") in caught.value.hint


@pytest.mark.parametrize(
    ("function", "away", "height", "equations"),
    [
        ("x**2", "1", "-3", ["y = -2 x - 1", "y = 6 x - 9"]),
        ("exp(x)", "0", "0", ["y = e x"]),
        ("sqrt(x)", "-1", "1", ["y approx 0.21 (x + 1) + 1"]),
        ("x**3 - 3*x", "1", "-3", ["y = -3 x", "y = frac(15 x, 4) - frac(27, 4)"]),
    ],
)
def test_equations(function, away, height, equations):
    """The last line of the panel holds the equation of each tangent."""
    scene = load(EXAMPLE | {"function": function, "away": away, "height": height}).scene()
    assert equations == [each.removeprefix("& ") for each in scene["lines"][-1]["formula"].split(" \\ ")]


def test_the_nearest_of_many_are_shown():
    """Of many tangents to a wave, those that touch nearest to the point; the panel says of how many."""
    slots = load(EXAMPLE | {"function": "sin(x)", "away": "pi/2", "height": "2"})
    found = slots.found()
    assert len(found.shown) <= 3 < found.seen
    assert f"the nearest of {found.seen} places of touching" in {line["rule"] for line in slots.scene()["lines"]}


def test_the_line_turns_one_way():
    """The angles grow from the start to the last tangent, by less than half a turn."""
    scene = load(EXAMPLE | {"function": "x**3 - 3*x", "away": "2", "height": "-2"}).scene()
    angles = [scene["start"], *(stop[0] for stop in scene["touching"])]
    assert sorted(angles) == angles
    assert angles[-1] - angles[0] < 3.1416


def test_names_of_the_place_keep_clear_of_the_variable():
    """With t as the variable, the place of touching is called otherwise."""
    slots = load(EXAMPLE | {"function": "log(t)", "away": "0", "height": "1"})
    assert slots.touch == "c"
