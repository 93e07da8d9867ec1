"""Expressions as text: SymPy syntax, Typst, LaTeX, and that the reader reads them back."""

from __future__ import annotations

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from derivanim.calculus.builder import _BUILD, _COUNT
from derivanim.calculus.printing import to_latex, to_source, to_typst
from derivanim.calculus.reader import read_equation, read_expression
from derivanim.calculus.symbols import symbol
from derivanim.errors import ExpressionError

x, y = symbol("x"), symbol("y")
_UNARY = sorted(name for name in _BUILD if name not in _COUNT)


def _tree(names: list[str], depth: int = 3) -> st.SearchStrategy[str]:
    leaves = st.sampled_from(["x", "x", "t", "theta", "2", "3", "1/2", "pi", "e"])
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.builds("({}) + ({})".format, inner, inner),
            st.builds("({}) - ({})".format, inner, inner),
            st.builds("({})*({})".format, inner, inner),
            st.builds("({})/({})".format, inner, inner),
            st.builds("({})^{}".format, inner, st.sampled_from(["2", "3", "(-1)", "(1/2)", "(2/3)", "(1/3)"])),
            st.builds("{}({})".format, st.sampled_from(names), inner),
        ),
        max_leaves=depth + 2,
    )


def _read(text: str) -> sympy.Expr | None:
    try:
        return read_expression(text).expression
    except ExpressionError:
        return None


@settings(max_examples=150, deadline=None, derandomize=True)
@given(_tree([name for name in _UNARY if name not in {"square", "cube", "reciprocal"}]))
def test_source_is_read_back_equal(text):
    """Reading what to_source wrote gives an equal expression, for every function that is read."""
    expression = _read(text)
    if expression is not None:
        assert expression == read_expression(to_source(expression)).expression


@settings(max_examples=80, deadline=None, derandomize=True)
@given(_tree(["sin", "cos", "ln", "exp", "sqrt", "atan", "abs", "cbrt", "sinh"]))
def test_latex_is_read_back_with_the_same_meaning(text):
    """Reading what to_latex wrote gives an expression of equal value."""
    expression = _read(text)
    if expression is None:
        return
    again = read_expression(to_latex(expression)).expression
    if again != expression:
        values = {name: sympy.Rational(7, 5) for name in expression.free_symbols | again.free_symbols}
        assert complex(expression.subs(values).evalf(20)) == pytest.approx(
            complex(again.subs(values).evalf(20)), nan_ok=True
        )


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("x^2 sin x", "x**2*sin(x)"),
        ("e x", "exp(1)*x"),
        ("|x|", "Abs(x)"),
        ("x if 0 < x < 1 else 0", "Piecewise((x, x > 0 and x < 1), (0, True))"),
        ("(cos t, sin t)", "(cos(t), sin(t))"),
        ("log_2 x", "log(x)/log(2)"),
    ],
)
def test_source_is_sympy_syntax(text, source):
    """Sources look as SymPy prints them, but for what SymPy's text would leave open."""
    assert source == to_source(read_expression(text).expression)


def test_source_of_an_equation_is_read_back():
    """Equations have one sign."""
    equation = read_equation("x^2 + y^2 = 25").expression
    assert to_source(equation) == "x**2 + y**2 = 25"
    assert equation == read_equation(to_source(equation)).expression


@pytest.mark.parametrize(
    ("text", "typst", "latex"),
    [
        ("x^2 sin x", "x^2 sin x", r"x^{2} \sin x"),
        ("sin(x)*2*x", "2 x sin x", r"2 x \sin x"),
        ("x^2+3x-1", "x^2 + 3 x - 1", "x^{2} + 3 x - 1"),
        ("1-x^2", "1 - x^2", "1 - x^{2}"),
        ("sin(x)^2", "sin^2 x", r"\sin^{2} x"),
        ("ln(x)^2", "(ln x)^2", r"\left(\ln x\right)^{2}"),
        ("e^(-2x)", "e^(-2 x)", "e^{-2 x}"),
        ("e^(-x^2/2)", "e^(-x^2\\/2)", "e^{-x^{2}/2}"),
        ("cbrt(x)", "root(3, x)", r"\sqrt[3]{x}"),
        ("x^(2/3)", "x^(2\\/3)", "x^{2/3}"),
        ("sqrt(2x)", "sqrt(2 x)", r"\sqrt{2 x}"),
        ("|x^2-4|", "abs(x^2 - 4)", r"\left|x^{2} - 4\right|"),
        ("1/(x+1)", "frac(1, x + 1)", r"\frac{1}{x + 1}"),
        ("x^(-3)", "frac(1, x^3)", r"\frac{1}{x^{3}}"),
        ("-3x/2", "-frac(3 x, 2)", r"-\frac{3 x}{2}"),
        ("e^x(x^2+1)", "(x^2 + 1) e^x", r"\left(x^{2} + 1\right) e^{x}"),
        ("x*sinh(3)", "x sinh 3", r"x \sinh 3"),
        ("2^x*ln(2)", "2^x ln 2", r"2^{x} \ln 2"),
        ("3*2^x", "3 dot 2^x", r"3 \cdot 2^{x}"),
        ("sin(x/2)", "sin(frac(x, 2))", r"\sin\left(\frac{x}{2}\right)"),
        ("sin(xy)", "sin(x y)", r"\sin\left(x y\right)"),
        ("log_2 x", "log_2 x", r"\log_{2} x"),
        ("theta cos 2theta", "theta cos 2 theta", r"\theta \cos 2 \theta"),
        ("3pi/2", "frac(3 pi, 2)", r"\frac{3 \pi}{2}"),
        ("asinh(x)", 'op("arsinh") x', r"\operatorname{arsinh} x"),
        ("floor(x)", "floor(x)", r"\left\lfloor x\right\rfloor"),
        ("(cos t, sin t)", "(cos t, sin t)", r"\left(\cos t, \sin t\right)"),
        ("x^2 if x<0 else x", 'cases(x^2 quad &"if" med x < 0, x quad &"otherwise")',
         r"\begin{cases} x^{2} & \text{if} \; x < 0 \\ x & \text{otherwise} \end{cases}"),
    ],
)  # fmt: skip
def test_formula_looks_like_a_textbook(text, typst, latex):
    """Order, brackets and fractions are those of a textbook."""
    expression = read_expression(text).expression
    assert (typst, latex) == (to_typst(expression), to_latex(expression))


def test_unevaluated_products_keep_their_brackets():
    """Products in products and sums in products are shown as they stand."""
    assert to_typst(sympy.Mul(3, x + 1, evaluate=False)) == "3 (x + 1)"
    assert to_typst(sympy.Mul(-1, x + 1, evaluate=False)) == "-(x + 1)"
    assert to_typst(sympy.Eq(y, x**2, evaluate=False)) == "y = x^2"


def test_name_of_several_letters_is_upright():
    """A name that is not a letter is text."""
    assert to_typst(symbol("speed")) == '"speed"'
    assert to_latex(symbol("speed")) == r"\mathrm{speed}"
    assert to_typst(symbol("x_1")) == "x_1"


@pytest.mark.slow
def test_typst_markup_compiles():
    """Typst accepts the markup of every kind of expression."""
    typst = pytest.importorskip("typst")
    texts = [f"{name}(x)^2 + {name}(x+1)/3" for name in _UNARY if name not in {"square", "cube", "reciprocal"}]
    texts += ["max(x, x^2)", "x^2 if 0<x<1, sin x otherwise", "x_1 + x_12", "(t, t^2)", "3*2^x", "log_10 x"]
    formulas = "\n\n".join(f"$ {to_typst(read_expression(text).expression)} $" for text in texts)
    assert typst.compile(formulas.encode(), format="svg")
