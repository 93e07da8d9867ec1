"""Colours keep their meanings apart, whatever colour the function gets."""

import pytest

from derivanim.templates.palette import NAMED, ROLES, colors


def test_default():
    """Without a wish every role has its own colour."""
    assert ROLES == colors(None)


@pytest.mark.parametrize("wish", NAMED)
def test_wishes_move_the_others(wish):
    """The function gets the wished colour, and no other role has it."""
    made = colors(wish)
    assert NAMED[wish] == made["function"]
    assert len(made) == len(set(made.values()))
