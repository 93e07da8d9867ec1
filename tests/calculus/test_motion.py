"""How long a motion is watched, and which motions cannot be shown."""

import pytest
from sympy import Abs, Integer, log, sin, sqrt

from derivanim.calculus.motion import duration, height_range, require_motion
from derivanim.calculus.symbols import symbol
from derivanim.errors import MathError

t = symbol("t")
zero, four = Integer(0), Integer(4)


def test_a_motion_is_watched_until_after_its_last_turn():
    """The turns of t^3 - 6 t^2 + 9 t are at 1 and 3."""
    start, end = duration(t**3 - 6 * t**2 + 9 * t, 3 * t**2 - 12 * t + 9, t)
    assert start == 0
    assert 3 < end <= 6


@pytest.mark.parametrize(
    ("position", "message"),
    [
        (Integer(3) + 0 * t, "does not move"),
        (Abs(t - 2), "breaks at t = 2"),
        (1 / (t - 2) ** 2, "at t = 2|breaks|too large"),
        (log(t - 1), "no position at t"),
        (10**9 * t**3, "too large"),
    ],
)
def test_motions_that_cannot_be_shown(position, message):
    """They are refused with a sentence."""
    velocity = position.diff(t)
    with pytest.raises(MathError, match=message):
        require_motion(position, [velocity, velocity.diff(t)], t, (zero, four))


def test_smooth_motions_pass():
    """Also one whose velocity is infinite at the start."""
    for position in (sin(t), sqrt(t)):
        velocity = position.diff(t)
        require_motion(position, [velocity, velocity.diff(t)], t, (zero, four))


def test_what_shoots_up_at_an_end_is_cut_off():
    """The velocity of sqrt(t) at 0."""
    bottom, top, ticks = height_range(1 / (2 * sqrt(t)), t, (zero, four), 2.2)
    assert bottom < 0
    assert 1 < top < 5
    assert ticks
