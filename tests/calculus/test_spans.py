"""The mathematics found in requests."""

from __future__ import annotations

from pathlib import Path

import pytest
import sympy
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from derivanim.calculus.printing import to_source
from derivanim.calculus.span_readings import (
    CurveReading,
    EquationReading,
    FunctionReading,
    IntervalReading,
    PairReading,
)
from derivanim.calculus.spans import Span, find_spans
from derivanim.calculus.symbols import symbol
from derivanim.errors import DerivanimError, ExpressionError

CASES = yaml.safe_load(Path(__file__).with_name("span_cases.yaml").read_text(encoding="utf-8"))

PIECES = """
x^2 sin ( ) [ ] { } $ \\frac{ \\left( , ; = < ≤ x y e a I at to-the over the square-root-of from between
and 0 1 pi ^ *  / - + | ' " f(x) f'(x) d/dx product-of composition-of sine origin ° ∞ ² \\( \\) ` half
quantity tangent of squared  \\begin{cases} \\end{cases} e^ ln xe 2x 9^9^9^9 composed-with to . .. -> :=
is √ ∛ | x_1 99999999999999999999
""".split()  # noqa: SIM905  (one long list of short pieces)

HOSTILE = (
    *("(", "[", "x^", "sin ", "f(", "$", "\\frac{", "|x", "|", "from 0 ", "x=", "√", "- ", "[0,", "a.b@", "/a"),
    *("the square root of ", "product of ", "negative ", "the quantity ", "half of ", "sine of the "),
)


def _number(value: sympy.Expr) -> str:
    return str(value) if value.is_infinite else to_source(value)


def _label(span: Span) -> str:
    reading = span.reading
    if isinstance(reading, FunctionReading):
        head = "" if reading.variable == "x" else f"{reading.variable}: "
        head = f"{reading.name}({reading.variable}) = " if reading.name else head
        return f"{span.kind} {head}{to_source(reading.expression)}"
    if isinstance(reading, EquationReading):
        return f"{span.kind} {to_source(reading.equation.lhs)} = {to_source(reading.equation.rhs)}"
    if isinstance(reading, IntervalReading):
        opening, closing = "[" if reading.closed_left else "(", "]" if reading.closed_right else ")"
        return f"I {opening}{_number(reading.a)}, {_number(reading.b)}{closing}"
    if isinstance(reading, CurveReading):
        return f"C {reading.parameter}: ({to_source(reading.x)}, {to_source(reading.y)})"
    if isinstance(reading, PairReading):
        return f"P ({_number(reading.a)}, {_number(reading.b)})"
    return f"{span.kind} {reading if isinstance(reading, str) else _number(reading)}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["request"][:60])
def test_spans_of_a_request(case):
    """Every span is found, read as meant and replaced by its marker, and nothing else is."""
    found = find_spans(case["request"])
    assert case["delexicalised"] == found.delexicalised
    assert case["spans"] == [_label(span) for span in found.spans]
    assert case.get("unreadable", []) == [item.text for item in found.unreadable]


def test_the_same_expression_keeps_its_marker():
    """An expression that a request repeats has one marker, also where it is named once."""
    found = find_spans("f(x) = x^2: show x^2 and x^3, then x^2 again")
    assert ["E1", "E1", "E2", "E1"] == [span.marker for span in found.spans]
    assert "E1: show E1 and E2, then E1 again" == found.delexicalised


def test_places_are_those_of_the_request():
    """A span says where it stands in the request as it was given."""
    request = "  Tangent   to\n\ny = x²,  at x=−1"
    for span in find_spans(request).spans:
        assert span.text == request[span.start : span.end]


def test_lookup_by_marker():
    """A marker leads to the first span that has it; an unknown one is a KeyError."""
    found = find_spans("tangent to x^2 at x = 3")
    assert symbol("x") ** 2 == found.lookup("E1").reading.expression
    with pytest.raises(KeyError):
        found.lookup("E2")


def test_notes_say_which_reading_was_taken():
    """What the reader chose is gathered over the whole request."""
    assert any("natural logarithm" in note for note in find_spans("derivative of log x").notes)


@pytest.mark.parametrize(
    ("request_text", "place"),
    [("tangent to x^^2 at 1", 2), ("show sin(x^2 + at x = 1", None), ("differentiate x2", None)],
)
def test_unreadable_text_has_its_error(request_text, place):
    """Text that looks like mathematics and does not read is handed on with the reason."""
    (item,) = find_spans(request_text).unreadable
    assert item.text == request_text[item.start : item.end]
    assert isinstance(item.error, DerivanimError)
    if place is not None:
        assert place == item.error.position
        assert "^" in item.error.caret().splitlines()[1]


def test_parameters_are_further_letters():
    """A function with further letters is F, and says which they are."""
    (span,) = find_spans("f(x) = a x^2 + b").spans
    assert ("F", "x", ("a", "b")) == (span.kind, span.reading.variable, span.reading.parameters)


def test_capital_letters_are_the_usual_variables():
    """A request typed in capitals is about x."""
    (first, second) = find_spans("TANGENT TO X^2 SIN(X) AT X = 1").spans
    assert symbol("x") ** 2 * sympy.sin(symbol("x")) == first.reading.expression
    assert 1 == second.reading


def test_markers_of_the_request_itself_are_not_markers():
    """What looks like a marker in the request cannot be taken for one."""
    assert "compare e1 with E1" == find_spans("compare E1 with x^2").delexicalised


def test_a_long_request_is_refused():
    """More than 1000 characters are refused with a reason."""
    with pytest.raises(ExpressionError, match="1000"):
        find_spans("x" * 1001)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece",
    HOSTILE,
)
def test_hostile_repetition_ends(piece):
    """A thousand characters of any one thing neither crash nor hang."""
    found = find_spans((piece * 1000)[:1000])
    assert (piece * 1000)[:1000] == found.text


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["", " "])), max_size=40))
def test_any_mixture_of_pieces_is_safe(pieces):
    """Whatever is put together, spans are in order, do not overlap and are where they say."""
    request = "".join(piece.replace("-", " ") + space for piece, space in pieces)[:1000]
    found = find_spans(request)
    ends = [0]
    for span in found.spans:
        assert span.start >= ends[-1]
        assert span.text == request[span.start : span.end]
        ends.append(span.end)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_safe(text):
    """Any text of any characters gives a request, and no surrogate, null or control character breaks it."""
    assert text == find_spans(text).text
