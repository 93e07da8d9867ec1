"""Numbers as they are shown: exact where that is short, and never `=` before a rounded one."""

import pytest

from derivanim.calculus.reader import read_number
from derivanim.slots.numbers import decimal, equals, nice, plain, valued


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (-1e-6, "-1 dot 10^(-6)"),
        (2.0, "2"),
        (2.216, "2.22"),
        (0.0607, "0.0607"),
        (1234.5, "1234"),
        (3e9, "3 dot 10^(9)"),
    ],
)
def test_decimals(value, shown):
    """Two decimals, three digits of small numbers, powers of ten of large ones."""
    assert shown == decimal(value)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1000", "= 1000"),
        ("-3/4", "= -frac(3, 4)"),
        ("1/3", "= frac(1, 3) approx 0.33"),
        ("sqrt(2)", "= sqrt(2) approx 1.41"),
        ("1234567/891", "approx 1386"),
        ("0.7", "= 0.7"),
    ],
)
def test_values(text, shown):
    """A value is followed by its decimal only where that says more."""
    assert shown == valued(read_number(text))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1/4", "= 0.25"),
        ("1/3", "approx 0.33"),
        ("pi/4", "= frac(pi, 4)"),
        ("-3*pi/2", "= -frac(3 pi, 2)"),
        ("1234.56", "approx 1235"),
        ("1234567", "approx 1.23 dot 10^(6)"),
    ],
)
def test_labels(text, shown):
    """A label says `=` only where what it shows is the number."""
    assert shown == equals(read_number(text))


@pytest.mark.parametrize(("value", "round_one"), [(1, 1), (1.9, 1), (4.99, 2), (5, 5), (0.03, 0.02), (730, 500)])
def test_round_numbers(value, round_one):
    """1, 2 or 5 times a power of ten, not above the value."""
    assert round_one == pytest.approx(nice(value))


def test_captions_are_plain():
    """Mathematics in a caption is read aloud: powers with ^, products without a star."""
    assert "x^2 sin(x)" == plain("x**2*sin(x)")
