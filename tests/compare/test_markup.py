"""Formulas of pictures as text that the reader reads."""

import pytest

from derivanim.calculus.reader import read_expression
from derivanim.compare.markup import normalised, plain, wordy


@pytest.mark.parametrize(
    ("markup", "same"),
    [
        ("frac(1, x + 1)", "1/(x + 1)"),
        ("frac(frac(1, x), 2)", "1/(2*x)"),
        ("root(3, x)", "x^(1/3)"),
        ("2 dot.c x", "2*x"),
        ('text(fill: #rgb("#FFC857"), x^2) + 1', "x^2 + 1"),
        ("at $x^2$", "x^2"),
        (r"\frac{1}{x + 1}", "1/(x + 1)"),
        (r"2 \cdot x", "2*x"),
    ],
)
def test_formulas_that_the_reader_reads(markup, same):
    """Typst's calls and LaTeX's commands."""
    (text,) = plain(markup)

    assert read_expression(same).expression == read_expression(text).expression


@pytest.mark.parametrize(
    ("markup", "parts"),
    [
        ("u = x^2 , quad v = sin x", ["u = x^2", "v = sin x"]),
        ("& s(2.5) approx 0.62 , \\ & a(2.5) = 3", ["s(2.5) ≈ 0.62", "a(2.5) = 3"]),
        ("f(x, y) = x y", ["f(x, y) = x y"]),
        ("frac(1, x", []),
        ("the slope at $x = 1$ of $f$", ["x = 1", "f"]),
    ],
)
def test_lines_and_commas_part_formulas(markup, parts):
    """Commas inside of brackets do not."""
    assert parts == [part for part in plain(markup) if part]


def test_sentences_and_formulas():
    """A formula has no word that is not a function's name."""
    assert [True, True, False, False] == [wordy(t) for t in ("The slope is 2.", "slope", "sinh x + arcsin x", "f'(x)")]
    assert normalised("The  Point ") == normalised("the Point")
    assert normalised("f(x)") != normalised("f(X)")
