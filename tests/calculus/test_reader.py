"""The reader: texts in every notation, questions, errors with their place, equations, numbers and definitions."""

from __future__ import annotations

import contextlib
import statistics
import time
from pathlib import Path

import pytest
import sympy
import yaml

from derivanim.calculus.printing import to_source
from derivanim.calculus.reader import read_definition, read_equation, read_expression, read_number
from derivanim.calculus.symbols import symbol
from derivanim.errors import ExpressionError, UnclearError

x, y, t = symbol("x"), symbol("y"), symbol("t")


def _cases() -> list[object]:
    groups = yaml.safe_load((Path(__file__).parent / "reader_cases.yaml").read_text(encoding="utf-8"))
    return [pytest.param(case, id=f"{name}: {case['text']}") for name, cases in groups.items() for case in cases]


@pytest.mark.parametrize("case", _cases())
def test_case_is_read_asked_about_or_refused(case):
    """Each text of the list is read as listed, becomes a question, or is refused."""
    if case.get("question"):
        with pytest.raises(UnclearError, match=r"\?"):
            read_expression(case["text"])
    elif case.get("error"):
        with pytest.raises(ExpressionError):
            read_expression(case["text"])
    else:
        assert case["is"] == to_source(read_expression(case["text"]).expression)


def test_the_list_of_cases_is_long():
    """The list covers all notations with hundreds of texts."""
    assert len(_cases()) > 250


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("log x", "natural logarithm"),
        ("e^-2x", "e^(-2x)"),
        ("1/2 x", "(1/2)*x"),
        ("ex", "e*x"),
        ("sqrt x+1", "sqrt(x)"),
        ("ln x^2", "ln(x^2)"),
        ("x^2/3", "(x^2)/3"),
        ("f(x) = x", "name of the function"),
        ("1 / 2x", "denominator"),
    ],
)
def test_chosen_reading_is_noted(text, part):
    """A choice between readings is said in the notes."""
    assert any(part in note for note in read_expression(text).notes)


@pytest.mark.parametrize("text", ["x^2 sin x", "log(x, 2)", "log_2(x)", "ln(x)", "2x + 1", "e^(2x)", "x*e^x"])
def test_plain_reading_has_no_notes(text):
    """Nothing is noted where nothing was chosen."""
    assert () == read_expression(text).notes


@pytest.mark.parametrize(
    ("text", "position", "part"),
    [
        ("x + foo", 4, "unknown name 'foo'"),
        ("x + )", 4, "closes nothing"),
        ("(x + 1", 0, "never closed"),
        ("x + ∞", 4, "infinity"),
        ("½x² + 3 % 2", 8, "percentages"),
        (r"x + \foo x", 4, "LaTeX command"),
        ("x! + 1", 1, "factorials"),
        ("sin", 3, "needs an argument"),
        ("x^2 = 4", 4, "equation"),
        ("f(x) + 1", 0, "call of a function"),
        ("", 0, "empty"),
    ],
)
def test_error_names_the_place(text, position, part):
    """An error says what was wrong and where, in the text as it was given."""
    with pytest.raises(ExpressionError, match=part.replace("(", r"\(")) as caught:
        read_expression(text)
    assert position == caught.value.position
    assert "\n" not in str(caught.value)
    assert not text or caught.value.caret().endswith("^")


def test_misspelt_function_gets_a_suggestion():
    """Close names are offered."""
    with pytest.raises(ExpressionError, match="did you mean sqrt"):
        read_expression("sqtr(x)")


def test_other_variables_are_refused_where_one_is_named():
    """A caller that names the variable gets no other."""
    assert t**2 == read_expression("t^2", variable="t").expression
    with pytest.raises(ExpressionError, match="unknown variable 'y'"):
        read_expression("x*y", variable="x")
    assert x * y == read_expression("x y", variables=["x", "y"]).expression


def test_letter_that_the_caller_names_is_a_variable():
    """The letter e is a number unless it is the variable."""
    assert sympy.E * x == read_expression("e x").expression
    assert symbol("e") ** 2 == read_expression("e^2", variable="e").expression
    assert symbol("h") * (x + 1) == read_expression("h(x+1)", variables=["x", "h"]).expression


@pytest.mark.parametrize(
    ("text", "left", "right"),
    [
        ("x^2 + y^2 = 25", x**2 + y**2, 25),
        ("x^3 + y^3 = 6xy", x**3 + y**3, 6 * x * y),
        (r"\sin(xy)=x", sympy.sin(x * y), x),
        ("x**2 = x**2", x**2, x**2),
        ("y^2 = x^3 - x", y**2, x**3 - x),
        ("x squared plus y squared equals one", x**2 + y**2, 1),
        ("e^(xy) = y", sympy.exp(x * y), y),
    ],
)
def test_equation_keeps_its_sides(text, left, right):
    """Equations are read without being evaluated or rearranged."""
    equation = read_equation(text).expression
    assert (sympy.sympify(left), sympy.sympify(right)) == (equation.lhs, equation.rhs)


@pytest.mark.parametrize("text", ["x^2 + y^2", "x = y = 1", "= 1", "x ="])
def test_other_text_is_no_equation(text):
    """An equation has one sign and two sides."""
    with pytest.raises(ExpressionError):
        read_equation(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", sympy.Integer(1)),
        ("-2.5", sympy.Rational(-5, 2)),
        ("1/2", sympy.Rational(1, 2)),
        ("pi/3", sympy.pi / 3),
        (r"\frac{\pi}{4}", sympy.pi / 4),
        ("√2", sympy.sqrt(2)),
        ("one half", sympy.Rational(1, 2)),
        ("minus three", sympy.Integer(-3)),
        ("ln 2", sympy.log(2)),
        ("0.1", sympy.Rational(1, 10)),
        ("e", sympy.E),
        ("2π", 2 * sympy.pi),
        ("½", sympy.Rational(1, 2)),
        ("(-8)^(1/3)", sympy.Integer(-2)),
        ("cbrt(-27)", sympy.Integer(-3)),
    ],
)
def test_number_is_exact(text, value):
    """Numbers are exact and real."""
    assert value == read_number(text)


@pytest.mark.parametrize("text", ["x", "2x", "1e5", "(1, 2)", "sqrt(-2)", "1,5"])
def test_other_text_is_no_number(text):
    """Text with variables, pairs and non-real values is refused."""
    with pytest.raises((ExpressionError, UnclearError)):
        read_number(text)


@pytest.mark.parametrize(
    ("text", "name", "variable", "expression"),
    [
        ("f(x) = x^2", "f", "x", x**2),
        ("y = x^2", "y", "x", x**2),
        ("s(t) = 4t - t^2", "s", "t", 4 * t - t**2),
        ("f: x -> x^2", "f", "x", x**2),
        ("x -> x^2", None, "x", x**2),
        ("x^2", None, "x", x**2),
        ("a x^2", None, None, symbol("a") * x**2),
        ("P(t) = 2t", "P", "t", 2 * t),
        ("N(t) = e^t", "N", "t", sympy.exp(t)),
        ("E(t) = t", "E", "t", t),
        ("r(θ) = 1 + cos θ", "r", "theta", 1 + sympy.cos(symbol("theta"))),
        ("h(x) = 3", "h", "x", sympy.Integer(3)),
        ("y = sin x", "y", "x", sympy.sin(x)),
        (r"f(x)=\frac{1}{x}", "f", "x", 1 / x),
        ("F(x, y) = x^2 + y^2", "F", None, x**2 + y**2),
        ("A = πr^2", "A", "r", sympy.pi * symbol("r") ** 2),
        ("f(x) = x^2 if x < 0 else x", "f", "x", sympy.Piecewise((x**2, x < 0), (x, True))),
    ],
)
def test_definition_gives_name_and_variable(text, name, variable, expression):
    """The head of a definition is understood, and the variable deduced where there is one."""
    definition = read_definition(text)
    assert (name, variable, expression) == (definition.name, definition.variable, definition.expression)


@pytest.mark.parametrize("text", ["f'(x) = 2x", "f(x) = f(x) + 1", "x^2 + y^2 = 1", "f(x) = "])
def test_other_heads_are_refused(text):
    """Primes, functions of themselves and equations are no definitions."""
    with pytest.raises(ExpressionError):
        read_definition(text)


def test_pair_is_a_tuple():
    """The two coordinates of a curve."""
    assert (sympy.cos(t), sympy.sin(t)) == read_expression("(cos t, sin t)").expression


def test_decimals_are_fractions():
    """No float enters an expression."""
    assert sympy.Rational(1, 10) * x == read_expression("0.1x").expression


def test_symbols_are_those_of_the_house():
    """Variables are real."""
    assert {symbol("x")} == read_expression("x^2").expression.free_symbols


@pytest.mark.slow
def test_reading_takes_milliseconds():
    """The median text takes less than 10 ms."""
    texts = [case.values[0]["text"] for case in _cases()]
    seconds = []
    for text in texts:
        start = time.perf_counter()
        with contextlib.suppress(ExpressionError, UnclearError):
            read_expression(text)
        seconds.append(time.perf_counter() - start)
    assert statistics.median(seconds) < 0.01
