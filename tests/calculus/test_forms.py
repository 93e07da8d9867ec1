"""The forms that the rules of differentiation are about."""

import pytest
import sympy

from derivanim.calculus import forms
from derivanim.calculus.claims import Equal
from derivanim.calculus.reader import read_expression
from derivanim.calculus.symbols import symbol

x = symbol("x")


def read(text):
    """The expression of a text about x."""
    return read_expression(text, variable="x").expression


@pytest.mark.parametrize(
    ("text", "constant"),
    [("5x^2", 5), ("-sin x", -1), ("x/3", sympy.Rational(1, 3)), ("4x + 6", 2), ("-x - 1", -1), ("3(x^2 + 1)", 3),
     ("(2x+4)/3", sympy.Rational(1, 3)), ("sqrt(2x)", sympy.sqrt(2)), ("2*3*x", 6)],
)  # fmt: skip
def test_constant_factor_is_set_apart(text, constant):
    """The constant, and with it the rest, make the function."""
    found = forms.constant_multiple(read(text), x)
    assert found[0] == constant
    assert found[1].as_independent(x, as_Add=False)[0] == 1
    assert Equal(found[0] * found[1], read(text)).prove().good


@pytest.mark.parametrize("text", ["x^2", "5", "0", "x + 1", "sin(x) + 2", "0*x"])
def test_no_constant_factor(text):
    """Nothing is to be taken out where the only common factor is 1."""
    assert forms.constant_multiple(read(text), x) is None


@pytest.mark.parametrize(
    ("text", "constant", "exponent"),
    [("x", 1, 1), ("x^5", 1, 5), ("1/x", 1, -1), ("sqrt x", 1, sympy.Rational(1, 2)),
     ("x^(-2/3)", 1, sympy.Rational(-2, 3)), ("7x^3", 7, 3),
     ("1/(2x)", sympy.Rational(1, 2), -1), ("sqrt(x^3)", 1, sympy.Rational(3, 2)),
     ("x^pi", 1, sympy.pi), ("x sqrt x", 1, sympy.Rational(3, 2)), ("(2x)^3", 8, 3)],
)  # fmt: skip
def test_powers(text, constant, exponent):
    """Coefficient and exponent, negative, fractional and irrational ones too."""
    assert forms.power(read(text), x) == (constant, exponent)
    assert Equal(constant * x**exponent, read(text)).prove().good


@pytest.mark.parametrize("text", ["sin x", "2^x", "x^x", "5", "0", "x + 1", "(x + 1)^2", "sqrt(x^2)", "x^2 - x"])
def test_no_power(text):
    """Everything else, |x| in disguise among it."""
    assert forms.power(read(text), x) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [("x^2 + sin x", ["x^2", "sin x"]), ("x^3 - 2x + 1", ["x^3", "-2x", "1"]), ("2(x^2 + 1)", ["2x^2", "2"]),
     ("(x^2 - x)/5", ["x^2/5", "-x/5"])],
)  # fmt: skip
def test_terms(text, expected):
    """The terms of a sum, or of a constant times a sum."""
    found = forms.terms(read(text), x)
    assert [sympy.expand(read(term)) for term in expected] == [sympy.expand(term) for term in found]


@pytest.mark.parametrize("text", ["x^2", "5", "1 + 2", "x (x + 1)", "sin(x + 1)", "(x + 1)^2"])
def test_no_sum(text):
    """A product of sums is no sum, nor is a sum of numbers."""
    assert forms.terms(read(text), x) is None


@pytest.mark.parametrize(
    ("text", "above", "below"),
    [("sin(x)/x", "sin x", "x"), ("1/x", "1", "x"), ("(x+1)/(x-1)", "x + 1", "x - 1"), ("x/e^x", "x", "e^x"),
     ("tan x", "sin x", "cos x"), ("3 sec(2x)", "3", "cos(2x)"), ("1/(2x)", "1", "2x"),
     ("x/sqrt(x+1)", "x", "sqrt(x+1)"), ("1/2^x", "1", "2^x"), ("5/(3(x+1))", "5", "3(x+1)")],
)  # fmt: skip
def test_quotients(text, above, below):
    """Numerator and denominator, also of the functions that are quotients."""
    found = forms.quotient(read(text), x)
    assert (sympy.expand(read(above)), sympy.expand(read(below))) == tuple(map(sympy.expand, found))
    assert Equal(found[0] / found[1], read(text)).prove().good


@pytest.mark.parametrize("text", ["x^2", "x/2", "sin x", "5", "1/x + 1", "x e^x"])
def test_no_quotient(text):
    """A constant below is a constant factor."""
    assert forms.quotient(read(text), x) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [("e^x", (1, sympy.E, x)), ("2^x", (1, 2, x)), ("3e^(2x)", (3, sympy.E, 2 * x)), ("1/2^x", (1, 2, -x)),
     ("(1/2)^x", (1, sympy.Rational(1, 2), x)), ("e^(-x^2)", (1, sympy.E, -(x**2))),
     ("2^x e^x", (1, sympy.E, x + x * sympy.log(2)))],
)  # fmt: skip
def test_exponentials(text, expected):
    """Constant, base and exponent."""
    found = forms.exponential(read(text), x)
    assert all(sympy.expand(a - b) == 0 for a, b in zip(expected, found, strict=True))
    assert Equal(found[0] * found[1] ** found[2], read(text)).prove().good


@pytest.mark.parametrize("text", ["x^2", "x^x", "x e^x", "e^x + 1", "1^x", "5", "sin(e^x)"])
def test_no_exponential(text):
    """A power of the variable, a sum and a product with other functions are none."""
    assert forms.exponential(read(text), x) is None
