"""The arms that fill slots with the embedded model, with the weights that ship."""

import pytest

from derivanim.compare.arms.backend import load_arm, wanted
from derivanim.compare.sets import TestRow

TANGENT = TestRow("1", "show the tangent line to x^2 sin x at x = 1", {})
CAKE = TestRow("2", "bake a chocolate cake", {})
UNREADABLE = TestRow("3", "x" * 100_000, {})


@pytest.mark.parametrize("kind", ["slots", "slots-first", "slots-free"])
def test_a_clear_request_is_answered(kind):
    """All three ways of decoding fill the slots of a plain request, and give the same answer twice."""
    arm = load_arm(wanted(kind))
    found = arm.answer(TANGENT)

    assert ("slots", False) == (found.target, found.refused)
    assert {"template": "tangent_line", "function": "x**2*sin(x)", "point": "1"}.items() <= found.slots.items()
    assert (found.text, found.slots) == (arm.answer(TANGENT).text, arm.answer(TANGENT).slots)


@pytest.mark.parametrize("kind", ["slots", "slots-first"])
def test_nothing_is_shown_where_nothing_can_be(kind):
    """A cake is refused, and what cannot be read is asked about."""
    arm = load_arm(wanted(kind))
    assert arm.answer(CAKE).refused
    assert "unclear" == arm.answer(UNREADABLE).slots["template"]
