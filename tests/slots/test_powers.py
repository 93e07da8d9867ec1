"""The places at which the slope of a power is read."""

import pytest

from derivanim.calculus.reader import read_number
from derivanim.slots import powers
from derivanim.slots.registry import load


@pytest.mark.parametrize("exponent", ["30", "100", "101", "1000"])
def test_high_powers_are_read_at_1(exponent):
    """A high power is level up to 1, the only place with a slope that can be read."""
    slots = load({"template": "power_rule", "function": f"x**{exponent}"})
    slots.examine()
    assert [read_number("1")] == powers.rows(slots)
