"""Each situation of related rates has its numbers, its rate, and its impossible cases."""

import pytest
from sympy import Rational, pi

from derivanim.errors import MathError, SlotError
from derivanim.slots.registry import load


def situation(name, **numbers):
    """The slots of a situation."""
    return load({"template": "related_rates", "situation": name, **numbers})


@pytest.mark.parametrize(
    ("name", "numbers", "rate"),
    [
        ("ladder", {"length": "5", "distance": "3", "rate": "1"}, Rational(-3, 4)),
        ("cone", {"radius": "2", "height": "4", "depth": "3", "rate": "2"}, 8 / (9 * pi)),
        ("sphere", {"radius": "5", "rate": "100"}, 1 / pi),
        ("cars", {"distance": "30", "other_distance": "40", "rate": "60", "other_rate": "80"}, 100),
        ("shadow", {"height": "6", "person": "2", "rate": "1.5"}, Rational(3, 4)),
    ],
)
def test_rates(name, numbers, rate):
    """The rate that the relation forces, and a claim that holds."""
    slots = situation(name, **numbers)
    assert rate == slots.found().unknown[2]
    assert all(claim.prove().good for claim in slots.claims())


@pytest.mark.parametrize(
    ("name", "numbers", "message"),
    [
        ("ladder", {"length": "5", "distance": "6", "rate": "1"}, "only 5 long"),
        ("ladder", {"length": "5", "distance": "0", "rate": "1"}, "The distance is 0"),
        ("cone", {"radius": "2", "height": "4", "depth": "5", "rate": "1"}, "only 4 high"),
        ("cone", {"radius": "2", "height": "4", "depth": "4", "rate": "-1"}, "is full"),
        ("sphere", {"radius": "-1", "rate": "1"}, "The radius is -1"),
        ("sphere", {"radius": "1", "rate": "0"}, "Nothing moves"),
        ("cars", {"distance": "1", "other_distance": "1", "rate": "0", "other_rate": "0"}, "Neither car moves"),
        ("shadow", {"height": "2", "person": "2", "rate": "1"}, "lamp is only 2 high"),
    ],
)
def test_impossible_numbers_are_refused(name, numbers, message):
    """In one sentence, with a hint."""
    with pytest.raises(MathError, match=message) as caught:
        situation(name, **numbers).examine()
    assert caught.value.hint


def test_numbers_belong_to_their_situation():
    """A missing number is named, and so is one that the situation does not have."""
    with pytest.raises(SlotError, match="distance: missing, the situation ladder needs length, distance, rate"):
        situation("ladder", length="5", rate="1")
    with pytest.raises(SlotError, match="depth: the situation sphere has only radius, rate"):
        situation("sphere", radius="5", rate="1", depth="2")
