"""Ticks: few, round, and labelled as a person writes them."""

import math
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from derivanim.calculus.ticks import nice_step, pi_label, pi_ticks, round_ticks


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (-3, 3, ["-3", "-2", "-1", "0", "1", "2", "3"]),
        (0, 1, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        (0, 100, ["0", "20", "40", "60", "80", "100"]),
        (0, 4e6, ["0", "10^6", "2 dot 10^6", "3 dot 10^6", "4 dot 10^6"]),
        (-4e-4, 4e-4, ["-4 dot 10^(-4)", "-2 dot 10^(-4)", "0", "2 dot 10^(-4)", "4 dot 10^(-4)"]),
    ],
)
def test_labels(low, high, expected):
    """Labels carry the digits that the step needs, and powers of ten where numbers are long."""
    labels = [tick.label for tick in round_ticks(low, high)]
    assert expected == [{"0": "0.0"}.get(label, label) if expected[0] == "0.0" else label for label in labels]


@pytest.mark.parametrize(
    ("multiple", "expected"),
    [
        ((0, 1), "0"),
        ((1, 1), "pi"),
        ((-1, 2), "-pi/2"),
        ((3, 2), "(3 pi)/2"),
        ((-2, 1), "-2 pi"),
        ((-3, 4), "-(3 pi)/4"),
    ],
)
def test_pi_labels(multiple, expected):
    """Multiples of pi are Typst fractions."""
    assert expected == pi_label(Fraction(*multiple))


def test_pi_ticks_stand_at_multiples_of_pi():
    """The values are those of the labels."""
    found = {tick.label: tick.value for tick in pi_ticks(-7, 7)}
    assert {"-2 pi": -2 * math.pi, "-pi": -math.pi, "0": 0.0, "pi": math.pi, "2 pi": 2 * math.pi} == found


@given(st.floats(-1e6, 1e6), st.floats(1e-6, 1e7))
@example(879609.9999999999, 1e-06)
def test_ticks_are_few_and_round(low, length):
    """Any range has 3 to 8 ticks, evenly spaced by 1, 2 or 5 times a power of ten."""
    step = nice_step(length)
    assert float(f"{step:.0e}") == step
    assert f"{step:e}"[0] in "125"
    found = round_ticks(low, low + length)
    assert 3 <= len(found) <= 8
    # Far from zero, floats themselves lie further apart than a hair of a step.
    hair = max(1e-5 * step, 2 * math.ulp(abs(low) + length))
    assert all(low - hair <= tick.value <= low + length + hair for tick in found)


@given(st.floats(-100, 100), st.floats(1, 300))
def test_pi_ticks_are_few(low, length):
    """Any range of pi ticks has at most 8 of them."""
    assert 1 <= len(pi_ticks(low, low + length)) <= 8
