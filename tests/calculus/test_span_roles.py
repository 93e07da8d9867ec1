"""What the functions and numbers of a request say about each other."""

from __future__ import annotations

import pytest
import sympy

from derivanim.calculus.printing import to_source
from derivanim.calculus.span_echoes import is_derivative, is_tangent, pieces_of
from derivanim.calculus.span_readings import FunctionReading, IntervalReading, PairReading
from derivanim.calculus.span_roles import is_part
from derivanim.calculus.spans import find_spans
from derivanim.calculus.symbols import symbol

X, U = symbol("x"), symbol("u")


def reading(expression: sympy.Expr, variable: str = "x") -> FunctionReading:
    """A function without a name."""
    return FunctionReading(None, variable, expression)


def said(request: str) -> list[str]:
    """The spans of a request in short."""
    found = []
    for span in find_spans(request).spans:
        value = span.reading
        if isinstance(value, FunctionReading):
            found.append(to_source(value.expression))
        elif isinstance(value, PairReading | IntervalReading):
            found.append(f"({value.a}, {value.b})")
        else:
            found.append(str(value))
    return found


@pytest.mark.parametrize(
    ("request_text", "expected"),
    [
        ("u = x^2, v = sin x, show the product rule", "x**2*sin(x)"),
        ("Show the product rule with f(x) = x and g(x) = e^x", "x*exp(x)"),
        ("product rule rectangle, sides x^2 and ln x", "x**2*log(x)"),
        ("product rule demo, first factor 3x-1, second factor x^2+2", "(3*x - 1)*(x**2 + 2)"),
        ("product rule for x and ln(x)", "x*log(x)"),
        ("area u times v, u = t, v = e^t, product rule", "t*exp(t)"),
        ("f(x)=x^3, g(x)=cos x, (f·g)'=?", "x**3*cos(x)"),
        ("quotient rule, u = x^2, v = x + 1", "x**2/(x + 1)"),
        ("y = u^5 with u = 3x + 2, chain rule", "(3*x + 2)**5"),
        ("Let u = 3x^2 + 1 and y = u^4. Find dy/dx.", "(3*x**2 + 1)**4"),
        ("f(g(x)) with f(u) = sqrt(u) and g(x) = x^2 + 1", "sqrt(x**2 + 1)"),
        ("g(x) = x^2, f(x) = sin x, derivative of f(g(x))", "sin(x**2)"),
        ("outer function sin, inner function 3x: chain rule", "sin(3*x)"),
        ("chain rule: inside 5x-1, outside cube", "(5*x - 1)**3"),
        ("Product rule: y = x cos x, u = x, v = cos x", "x*cos(x)"),
        ("f(x) = x^4 cos(x). u' = 4x^3 and v' = -sin(x), product rule", "x**4*cos(x)"),
        ("f(x) = x e^x. Let u = x and v = e^x, u' = 1, v' = e^x. Product rule!", "x*exp(x)"),
        ("h(x) = (x^3+2x)^7. Let u = x^3 + 2x, so h = u^7. Chain rule.", "(x**3 + 2*x)**7"),
        ("chain rule for (2x+1)^4, inner 2x+1, outer u^4", "(2*x + 1)**4"),
    ],
)
def test_one_function_in_parts(request_text, expected):
    """Factors, inner and outer functions become the one function that is meant."""
    assert [expected] == said(request_text)


@pytest.mark.parametrize(
    "request_text",
    [
        "u = x^2, v = sin x",
        "product rule for x e^x and x sin x",
        "product rule for x^2, then sin x",
        "product rule for u = x^2, v = sin x, w = e^x",
        "product rule for u = x^2 or v = sin x",
        "product rule for x^2 and sin x and the chain rule for sin(x^2)",
        "chain rule with f(x) = sin x and g(x) = x^2",
        "tangent to x^2 and x^3",
        "y = x^2, x = sin t",
        "x^2, f'(x) = 3x",
        "derivative of x^2 is 3x",
        "tangent to x^2 at x = 1 is y = 3x",
    ],
)
def test_several_functions_stay(request_text):
    """What could be two exercises, and what is wrong, is left for a question."""
    assert len([text for text in said(request_text) if "x" in text or "t" in text]) > 1


@pytest.mark.parametrize(
    ("request_text", "text", "expected"),
    [
        ("f(x) = x^2 + 3x, f'(x) = 2x + 3, show it", "E1, f'(x), show it", ["x**2 + 3*x"]),
        ("Show that the derivative of x^2 is 2x", "Show that the derivative of E1", ["x**2"]),
        ("plot x^2 and its derivative 2x", "plot E1 and its derivative", ["x**2"]),
        ("how come d/dx e^x = e^x?", "how come d/dx E1?", ["exp(x)"]),
        ("tangent to y=x^2 at x=1, answer is y=2x-1", "tangent to E1 at x = N1", ["x**2", "1"]),
        ("The line y = 4x - 4 is tangent to y = x^2 at x = 2", "The line is tangent to E1 at x = N1", ["x**2", "2"]),
        ("tangent of t^2 - 4t at t = 3, slope should be 2", "tangent of E1 at t = N1, slope", ["t**2 - 4*t", "3"]),
        ("tangent: f(x)=x^3+1, x=-1, f(-1)=0", "tangent: E1, x = N1", ["x**3 + 1", "-1"]),
        ("secants with h = 1, 0.5, 0.1 for x^2 at 1", "secants with h for E1 at N1", ["x**2", "1"]),
        ("difference quotient of x^2 at 3 with h = 0.1", "difference quotient of E1 at N1 with h", ["x**2", "3"]),
        ("show [f(2+h)-f(2)]/h for x^2", "show the difference quotient at x = N1 for E1", ["2", "x**2"]),
        ("((x+h)^2 - x^2)/h for x^2", "the difference quotient for E1", ["x**2"]),
        ("differentiate (x+1)/(x-1) (x ≠ 1)", "differentiate E1", ["(x + 1)/(x - 1)"]),
        ("slope of y^2 = x^3 at x = 1, y = 1", "slope of Q1 at P1", None),
        ("touches y=x^2 in (3,9)", "touches E1 in P1", ["x**2", "(3, 9)"]),
        ("at x = 1, let the gap go to zero on x^2", "at x = N1, let the gap go to zero on E1", ["1", "x**2"]),
        ("tangent to x^2 at (2, f(2))", "tangent to E1 at N1", ["x**2", "2"]),
        ("find f'(2) for x^2", "find f'(N1) for E1", ["2", "x**2"]),
    ],
)
def test_what_is_said_twice(request_text, text, expected):
    """A result, a slope, a value or a step that holds falls out of the text."""
    assert text == find_spans(request_text).delexicalised
    if expected is not None:
        assert expected == said(request_text)


@pytest.mark.parametrize(
    "request_text",
    ["tangent of t^2 - 4t at t = 3, slope 5", "tangent: f(x)=x^3+1, x=-1, f(-1)=2", "sin x at x = 1, f'(1) = 2"],
)
def test_what_does_not_hold_stays(request_text):
    """A wrong slope or value is a second number, to be asked about."""
    assert len([span for span in find_spans(request_text).spans if span.kind == "N"]) > 1


def test_parts_and_derivatives():
    """Structure decides about parts, values at 50 digits decide about derivatives and tangents."""
    whole = reading(X**2 * sympy.sin(X))
    assert is_part(reading(sympy.sin(X)), whole, [])
    assert not is_part(reading(sympy.cos(X)), whole, [])
    assert is_part(reading(U**4, "u"), reading((2 * X + 1) ** 4), [reading(2 * X + 1)])
    assert {sympy.sin(X), X**2} == {piece.expression for piece in pieces_of(whole)}
    assert is_derivative(reading(2 * X), reading(X**2))
    assert not is_derivative(reading(3 * X), reading(X**2))
    assert is_tangent(reading(2 * X - 1), reading(X**2), [sympy.Integer(1)])
    assert not is_tangent(reading(2 * X), reading(X**2), [sympy.Integer(1)])
