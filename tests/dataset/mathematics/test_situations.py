"""Numbers of related rates suit the things that the words name."""

import random

import pytest

from derivanim.dataset.mathematics.objects import natural
from derivanim.dataset.mathematics.situations import measures


@pytest.mark.parametrize(
    ("situation", "text", "given", "units", "expected"),
    [
        ("cone", "martini glass", {"height": "85", "radius": "19"}, ("cm", "min"), False),
        ("cone", "martini glass", {"height": "9", "radius": "6"}, ("cm", "min"), True),
        ("cone", "conical tank", {"height": "9", "radius": "6"}, ("m", "min"), True),
        ("ladder", "a surfboard leans on the wall", {"length": "13"}, ("m", "s"), False),
        ("ladder", "ladder", {"length": "25"}, ("", ""), True),
        ("cars", "two planes", {"rate": "60", "other_rate": "50"}, ("km", "h"), False),
        ("shadow", "a giraffe", {"person": "1.8"}, ("m", "min"), False),
    ],
)
def test_sizes_know_their_thing(situation, text, given, units, expected):
    """A glass is no tank; numbers without a unit are never wrong."""
    assert expected == natural(situation, text, given, *units)


@pytest.mark.parametrize(
    ("situation", "text", "unit", "per"),
    [
        ("cone", "martini glass", "cm", "min"),
        ("ladder", "a surfboard leans on the wall", "m", "s"),
        ("cars", "two planes", "km", "h"),
        ("shadow", "a giraffe", "m", "min"),
        ("sphere", "an airbag", "m", "s"),
    ],
)
def test_every_thing_has_numbers(situation, text, unit, per):
    """Draws reach the sizes of every thing, and each draw is natural."""
    fields = {"cone": ("height", "radius"), "ladder": ("length", "distance"), "cars": ("rate", "other_rate"),
        "shadow": ("height", "person"), "sphere": ("radius", "rate")}[situation]  # fmt: skip
    markers = {field: f"N{number}" for number, field in enumerate(fields, start=1)}
    target = {"situation": situation, "unit": unit, "per": per}
    for seed in range(10):
        found = measures(target, markers, random.Random(seed), text)
        assert found is not None
        assert natural(situation, text, found, unit, per)
