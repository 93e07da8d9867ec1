"""Which numbers, points and quoted texts of a request are mathematics, and their near misses."""

from __future__ import annotations

import pytest

from derivanim.calculus.spans import find_spans


def _text(request_text: str) -> str:
    return find_spans(request_text).delexicalised


@pytest.mark.parametrize(
    ("request_text", "expected"),
    [
        ("constant rule for the number 3", "constant rule for the number N1"),
        ("derivative of the number 7", "derivative of the number N1"),
        ("why is the derivative of the number 7 zero", "why is the derivative of the number N1 zero"),
        ("number 3 on the sheet: x^2", "number 3 on the sheet: E1"),
        ("do number 3, the derivative of x^2", "do number 3, the derivative of E1"),
        ("sheet 9, x^2 at 2", "sheet 9, E1 at N1"),
        ("put 3 into x^2 + 1", "put N1 into E1"),
        ("plug 3 in for x in x^2", "plug N1 in for x in E1"),
        ("put 3 examples of x^2", "put 3 examples of E1"),
        ("cost 5x + x^2, marginal cost after 5 shirts", "cost E1, marginal cost after N1 shirts"),
        ("tangent to x^2 after 5 slides", "tangent to E1 after 5 slides"),
        ("population e^(0.1t), growth on day 2", "population E1, growth on day N1"),
        ("we are in week 3 homework: velocity of t^2", "we are in week 3 homework: velocity of E1"),
        ("volume of a cone at r = 2 in red", "volume of a cone at r = N1 in red"),
        ("a cone with radius 2 in, volume", "a cone with radius N1 in, volume"),
        ("Does f'(2.5) exist for x^2", "Does f'(N1) exist for E1"),
        ("where f' = 0 for the maximum of x^2 - 4x", "where f' = 0 for the maximum of E1"),
        ("x^2, find c with f'(c) = 3", "E1, find c with f'(c) = N1"),
        ("x^2 at zero", "E1 at N1"),
    ],
)
def test_numbers(request_text, expected):
    """What stands around a number says whether it is one of mathematics."""
    assert expected == _text(request_text)


@pytest.mark.parametrize(
    ("request_text", "expected"),
    [
        ("tangent plane to x^2 + y^2 over (3, 4)", "tangent plane to F1 over P1"),
        ("gradient of x^2 y in (1, 2)", "gradient of F1 in P1"),
        ("tangent to x^2 + y^2 = 25 in (3, 4)", "tangent to Q1 in P1"),
        ("the line that touches x^2 in (3, 4)", "the line that touches E1 in P1"),
        ("the point one comma three on y = 3x^2", "the point P1 on E1"),
        ("tangent to x^2 at one comma one", "tangent to E1 at P1"),
        ("x^2 on (3, 4)", "E1 on I1"),
        ("mean value theorem for x^2 in (3, 4)", "mean value theorem for E1 in I1"),
        ("maximum of k x^2 on (0, 2)", "maximum of F1 on I1"),
    ],
)
def test_points_and_intervals(request_text, expected):
    """A pair beside a surface or an equation is a point, beside a function of one variable an interval."""
    assert expected == _text(request_text)


@pytest.mark.parametrize(
    ("request_text", "expected"),
    [
        ("tangent line - x^2 at 1", "tangent line - E1 at N1"),
        ("chain rule – sin(x^2), slow", "chain rule – E1, slow"),
        ('"My first tangent" - x^2 at x = 1', "T1 - E1 at x = N1"),
        ("tangent line -x^2 at 1", "tangent line E1 at N1"),
        ("derivative of - x^2", "derivative of E1"),
        ("x^2 at x = - 2", "E1 at x = N1"),
        ("the value - 3", "the value N1"),
    ],
)
def test_a_dash_is_no_minus(request_text, expected):
    """A dash stands free behind a noun, a minus behind "of" or at what it belongs to."""
    assert expected == _text(request_text)


@pytest.mark.parametrize(
    ("request_text", "expected"),
    [
        ('"Lesson" tangent to x^2 at 1', "T1 tangent to E1 at N1"),
        ('"Lesson 3": tangent to x^2 at 1', "T1: tangent to E1 at N1"),
        ('"Slope" is what I want on x^2 at 1', '"Slope" is what I want on E1 at N1'),
        ('"differentiate" x^2', '"differentiate" E1'),
        ('"x^2" differentiate', "E1 differentiate"),
        ('"Slopes" please, derivative of x^2', '"Slopes" please, derivative of E1'),
    ],
)
def test_a_title_at_the_start(request_text, expected):
    """A quoted text before the request is its title; a word that is spoken about is not."""
    assert expected == _text(request_text)


@pytest.mark.parametrize(
    ("request_text", "expected"),
    [
        ("dérivée de x^2 et sin x", "dérivée de E1 et E2"),
        ("Tangente zu x^2 bei x = 1", "Tangente zu E1 bei x = N1"),
        ("why was x^2 chosen", "why was E1 chosen"),
        ("derivative of ReLU max(0, x)", "derivative of ReLU E1"),
        ("derivative of et^2", "derivative of E1"),
    ],
)
def test_short_words_are_no_products(request_text, expected):
    """Words of two or three letters between formulas are words, unless a power follows them."""
    assert expected == _text(request_text)
