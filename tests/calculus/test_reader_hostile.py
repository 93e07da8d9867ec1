"""Hostile text: refused at once, never computed, never executed."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derivanim.calculus.reader import read_expression
from derivanim.errors import ExpressionError, UnclearError

HOSTILE = {
    "import": "__import__('os').system('true')",
    "lambda": "(lambda: 1)()",
    "attribute": "x.__class__",
    "tower": "10**10**10",
    "tower of nines": "9^9^9^9",
    "nested powers": "((x^999)^999)^999",
    "large power": "(((9^9)^9)^9)",
    "long number": "9" * 400,
    "very long": "x+" * 100000 + "x",
    "parentheses": "(" * 100000,
    "many parentheses": "(" * 200 + "x" + ")" * 200,
    "signs": "-" * 400 + "x",
    "functions": "sin " * 120 + "x",
    "powers": "x^" * 200 + "x",
    "bars": "|" * 400,
    "fractions": "\\frac" * 80,
    "braces": "{" * 300,
    "control character": "\x00x",
    "surrogate": "\ud800",
    "right to left": "\u202ex",
    "factorial": "100000!",
    "tower of exp": "exp(exp(exp(exp(100))))",
    "zero division": "1/(x - x)",
    "negative base": "(-2)^x",
    "root of a negative number": "sqrt(-1)",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_refused_at_once(name):
    """Each gets an error in less than a second."""
    start = time.monotonic()
    with pytest.raises(ExpressionError) as caught:
        read_expression(HOSTILE[name])
    assert time.monotonic() - start < 2
    assert "\n" not in str(caught.value)


_PIECES = st.sampled_from(
    ["x", "y", "t", "2", "3.5", "e", "pi", "sin", "ln", "sqrt", "f", "(", ")", "[", "{", "}", "|", "+", "-", "*", "/",
     "^", "**", "_", ",", ";", " ", " ", "=", "<", "\\frac", "\\left", "\\sqrt", "{x}", "²", "√", "½", "if",
     "otherwise",
     "the", "of", "over", "squared", "to the", "and", "!", "\\begin{cases}", "&", "log", "quantity", "product of"]
)  # fmt: skip


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(_PIECES, max_size=14).map("".join))
def test_mixed_pieces_are_read_or_refused(text):
    """Any row of pieces of mathematics is read, asked about or refused, and nothing else."""
    try:
        read_expression(text)
    except (ExpressionError, UnclearError) as error:
        assert "\n" not in str(error)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text):
    """So is any text at all."""
    try:
        read_expression(text)
    except (ExpressionError, UnclearError) as error:
        assert str(error)
