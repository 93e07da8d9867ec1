"""Phrases of a request that look like mathematics and are text, and their near misses."""

from __future__ import annotations

import pytest

from derivanim.calculus.span_phrases import phrases
from derivanim.calculus.spans import find_spans


def _text(request_text: str) -> str:
    found = find_spans(request_text)
    assert not found.unreadable
    return found.delexicalised


@pytest.mark.parametrize(
    ("request_text", "expected"),
    [
        ("find the root of x^3-2", "find the root of E1"),
        ("newton's method for the root of x^2 - 2", "newton's method for the root of E1"),
        ("approximate the root of cos x - x near 0.7", "approximate the root of E1 near N1"),
        ("the real root of x^3 + x - 1 with newton", "the real root of E1 with newton"),
        ("root of the function x^3 - 2", "root of the function E1"),
        ("tangent at the root of x^3 - 8", "tangent at the root of E1"),
        ("derivative of the root of x", "derivative of E1"),
        ("y = root of x", "E1"),
        ("newton for the square root of x minus 1", None),
    ],
)
def test_a_root_is_a_zero_where_one_is_looked_for(request_text, expected):
    """ "the root of" an equation is its zero, that of what is differentiated a square root."""
    if expected is None:
        assert {} == phrases(request_text)
    else:
        assert expected == _text(request_text)


@pytest.mark.parametrize(
    ("request_text", "expected"),
    [
        ("take the ln of x^x", "take the ln of E1"),
        ("take the natural log of x^x, then differentiate", "take the natural log of E1, then differentiate"),
        ("take the log of both sides of y = x^x", "take the log of both sides of E1"),
        ("derivative of the log of x", "derivative of the E1"),
        ("take the log of x and graph its derivative", "take the E1 and graph its derivative"),
    ],
)
def test_logarithms_that_are_taken(request_text, expected):
    """The logarithm of both sides is a step, not the function."""
    assert expected == _text(request_text)


@pytest.mark.parametrize(
    ("request_text", "expected"),
    [
        ("the sine rule", "the sine rule"),
        ("the ln rule on ln(5x)", "the ln rule on E1"),
        ("show the exp rule for e^(3x)", "show the exp rule for E1"),
        ("show ln differentiation on x^x", "show ln differentiation on E1"),
        ("show the sine derivative of sin(3x)", "show the sine derivative of E1"),
        ("the cosine function cos(2x)", "the cosine function E1"),
        ("derivative of the natural log ln(3x)", "derivative of the natural log E1"),
        ("derivative of sine", "derivative of E1"),
        ("the cos function", "the E1 function"),
        ("the sine curve and x^2", "the E1 curve and E2"),
        ("tangent to sine and sin(2x)", "tangent to E1 and E2"),
        ("natural log x^2", "E1"),
    ],
)
def test_names_of_functions(request_text, expected):
    """The name of a rule, or of a function that is written beside it, is text; alone it is the function."""
    assert expected == _text(request_text)


@pytest.mark.parametrize(
    ("request_text", "expected"),
    [
        ("an s-t diagram of t^2", "an s-t diagram of E1"),
        ("the tangent in the x-y plane to sin x", "the tangent in the x-y plane to E1"),
        ("water drains from a conical pit", "water drains from a conical pit"),
        ("is x^3 one to one", "is E1 one to one"),
        ("two numbers that multiply to one", "two numbers that multiply to one"),
        ("d squared y by d x squared of x^3", "d squared y by d x squared of E1"),
        ("d y by d x of x^2", "d y by d x of E1"),
        ("limit((f(1+h)-f(1))/h, h, 0) for x^2", "limit( the difference quotient at x = N1, h, 0) for E1"),
        ("graph x-t^2", "graph F1"),
        ("derivative of sin(pit)", "derivative of E1"),
        ("x^2 from one to two", "E1 I1"),
    ],
)
def test_other_phrases(request_text, expected):
    """Diagrams, nouns and derivatives in words are text; a difference, a product and an interval are not."""
    assert expected == _text(request_text)


@pytest.mark.parametrize(
    ("request_text", "expected"),
    [
        ("a) x^2 b) sin x", "a) E1 b) E2"),
        ("differentiate a) x^2, b) sin x, c) e^x", "differentiate a) E1, b) E2, c) E3"),
        ("(a) x^2 (b) sin x", "(a) E1 (b) E2"),
        ("i) x^2 ii) sin x", "i) E1 ii) E2"),
        ("differentiate sin(a) x^2", "differentiate F1"),
    ],
)
def test_labels_of_lists(request_text, expected):
    """The letters of a list are no factors."""
    assert expected == _text(request_text)


@pytest.mark.parametrize(
    ("request_text", "expected"),
    [
        ("position t^3 - 6t m, velocity at t = 2", "position E1 m, velocity at t = N1"),
        ("s = t^3 - 6t m/s at t = 2", "E1 m/s at t = N1"),
        ("concentration C(t) = 5t e^(-t) mg/L after 2 hours", "concentration E1 mg/L after 2 hours"),
        ("derivative of m x^2", "derivative of F1"),
        ("velocity of a particle at k t m + 1", None),
    ],
)
def test_units_behind_a_formula(request_text, expected):
    """The unit of what a function gives is no letter of it."""
    if expected is None:
        assert {} == phrases(request_text)
    else:
        assert expected == _text(request_text)
