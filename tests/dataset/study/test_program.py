"""Tests of programs taken apart: what is found in the styles that people write, and that nothing is ever run."""

import ast
from pathlib import Path

import pytest
import yaml

from derivanim.calculus.reader import read_expression
from derivanim.dataset.study.expression import Translator
from derivanim.dataset.study.names import Names
from derivanim.dataset.study.program import ProgramError, read_program
from derivanim.errors import ExpressionError

PROGRAMS = yaml.safe_load((Path(__file__).parent / "programs.yaml").read_text("utf-8"))


def translated(source, variable="x"):
    """The last function of a piece of source as an expression, and its translator."""
    names = Names(ast.parse(source))
    translator = Translator(names, variable)
    return translator.function(list(names.functions.values())[-1]), translator


@pytest.mark.parametrize("case", PROGRAMS, ids=lambda case: case["name"])
def test_what_is_found(case):
    """Function, derivative, ranges, title and steps of a program in each style."""
    program = read_program(case["program"])
    found = {name: getattr(program, name) for name in case["found"]}
    assert case["found"] == {name: list(v) if isinstance(v, tuple) else v for name, v in found.items()}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("f = lambda x: x**2 - 3*x", "x**2 - 3*x"),
        ("f = lambda x: -x**2 + 1e-3*x", "-x**2 + x/1000"),
        ("f = lambda x: 1.5*math.exp(-x/2)", "3*exp(-x/2)/2"),
        ("f = lambda x: np.e**x + math.e", "exp(x) + exp(1)"),
        ("f = lambda x: np.log(x) + np.log10(x) + math.log2(x)", "log(x) + log(x)/log(10) + log(x)/log(2)"),
        ("f = lambda x: math.log(x, 3)", "log(x)/log(3)"),
        ("f = lambda x: np.arctan(x) + math.asin(x)", "atan(x) + asin(x)"),
        ("f = lambda x: np.cbrt(x) + np.sqrt(abs(x))", "x**(1/3) + sqrt(Abs(x))"),
        ("f = lambda x: np.power(x, 3) + pow(x, 2) + np.square(x)", "x**3 + 2*x**2"),
        ("f = lambda x: np.maximum(x, 0) + min(x, 2)", "Max(0, x) + Min(2, x)"),
        ("f = lambda x: float(np.sin(np.array(x)))", "sin(x)"),
        ("f = lambda x: x // 2", "floor(x/2)"),
        ("f = lambda x, a=2, b=3: a*x + b", "2*x + 3"),
        ("a = 4\nf = lambda x: a*x", "4*x"),
        ("a, b = 4, 5\nf = lambda x: a*x + b", "4*x + 5"),
        ("w = 2*np.pi\nf = lambda x: np.sin(w*x)", "sin(2*pi*x)"),
        ("def g(u):\n    return u**2\ndef f(x):\n    return g(g(x)) + 1", "x**4 + 1"),
        ("def f(x):\n    'The curve.'\n    y = x + 1\n    z = y*y\n    return z", "(x + 1)**2"),
        ("def f(x):\n    if x < 0:\n        return -x\n    return x", "Piecewise((-x, x < 0), (x, True))"),
        (
            "def f(x):\n    if x < 0: return 0\n    elif x < 1: return x\n    else: return 1",
            "Piecewise((0, x < 0), (x, x < 1), (1, True))",
        ),
        (
            "f = lambda x: x if 0 < x <= 1 or x == 3 else 2",
            "Piecewise((x, (x > 0 and x <= 1) or x == 3), (2, True))",
        ),
        ("f = lambda x: np.where(x > 0, x, -x)", "Piecewise((x, x > 0), (-x, True))"),
        ("def f(x):\n    try:\n        return 1/x\n    except ZeroDivisionError:\n        return 0", "1/x"),
        ("import numpy as numbers\nf = lambda x: numbers.sinh(x)", "sinh(x)"),
        ("class A:\n    def f(self, x):\n        return 2*x", "2*x"),
        ("f = lambda t: t**2", "x**2"),
    ],
)
def test_functions(source, expected):
    """Python functions become expressions that the reader reads as the same function."""
    text, _ = translated(source)
    assert read_expression(expected, variable="x").expression == read_expression(text, variable="x").expression


@pytest.mark.parametrize(
    ("source", "note"),
    [
        ("f = lambda x: np.clip(1/x, -5, 5)", "clipped"),
        ("f = lambda x: 1/x if x != 0 else np.nan", "left undefined on purpose in places"),
        ("f = lambda x: 1/x if not np.isnan(x) else float('nan')", "left undefined on purpose in places"),
        ("def f(x):\n    if x == 0:\n        raise ValueError\n    return 1/x", "left undefined on purpose in places"),
    ],
)
def test_guards(source, note):
    """What only guards against undefined values is left out, and said."""
    text, translator = translated(source)
    assert ("1 / x", [note]) == (text, translator.notes)


@pytest.mark.parametrize(
    ("source", "part"),
    [
        ("f = lambda x: x^2", "** is"),
        ("f = lambda x: scipy.special.erf(x)", "not read"),
        ("f = lambda x: a*x", "'a' has no known value"),
        ("a = 1\na = 2\nf = lambda x: a*x", "'a' has no known value"),
        ("a = 1\nfor a in range(3): pass\nf = lambda x: a*x", "'a' has no known value"),
        ("f = lambda x: x % 2", "not read"),
        ("f = lambda x: [x]", "not read"),
        ("f = lambda x: 2j*x", "not read"),
        ("f = lambda x: x.real", "no known value"),
        ("f = lambda x: np.polyval([1, 2], x)", "not read"),
        ("f = lambda x: f(x - 1)", "nested too deeply"),
        ("f = lambda: 3", "no parameter"),
        ("def f(x):\n    for i in range(3):\n        x = x*x\n    return x", "not read"),
        ("def f(x):\n    print(x)", "without a value"),
        ("f = lambda x: " + "9" * 400, "too long"),
        ("f = lambda x: 0x" + "f" * 5000, "too long"),
        (
            "g0 = lambda x: x*x*x\n" + "".join(f"g{n} = lambda x: g{n - 1}(g{n - 1}(x))\n" for n in range(1, 12)),
            "parts",
        ),
        ("f = lambda x: __import__('os').system('true')", "not read"),
    ],
)
def test_not_mathematics(source, part):
    """Whatever is no mathematics is refused with a reason, also where it would grow without end."""
    with pytest.raises(ExpressionError) as caught:
        translated(source)
    assert part in str(caught.value)


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("", "no program"),
        ("  \n", "no program"),
        ("def f(x:\n  return", "syntax error"),
        ("Here is your animation!", "syntax error"),
        ("x = 1\0", "syntax error"),
        ("x = '\ud800'", "syntax error"),
        ("x = " + "(" * 1000, "syntax error"),
        ("x = " + "-" * 30_000 + "1", "nested too deeply"),
        ("x = " + "1+" * 20_000 + "1", "nested too deeply"),
        ("x" * 100_000, "program too long"),
        ("print('no function')", "no function found"),
        ("f = lambda x: open('/etc/passwd').read()", "function not readable"),
        ("async def f(x):\n    return x", "no function found"),
    ],
)
def test_programs_without_a_function(source, kind):
    """Each reason has a name to count by."""
    with pytest.raises(ProgramError) as caught:
        read_program(source)
    assert kind == caught.value.kind


def test_nothing_is_run(tmp_path):
    """A program with side effects in every place has none."""
    trap = tmp_path / "trap"
    act = f"__import__('pathlib').Path({str(trap)!r}).write_text('x')"
    source = f"""
import os
{act}
@({act} and (lambda f: f))
def f(x, a={act}):
    {act}
    return x**2
class DerivativeVisualization(Scene, metaclass={act}):
    value = {act}
    def construct(self):
        axes = Axes(x_range=[-1, 1], y_range=[-1, 1, {act}])
        graph = axes.plot(lambda x: f(x), x_range=[-1, 1])
        label = MathTex(f"f(x) = x^2 {{{act}}}")
"""
    with pytest.raises(ProgramError):  # its default value is no mathematics
        read_program(source)
    assert read_program(source.replace(f"x, a={act}", "x")).function == "x ** 2"
    assert not trap.exists()


def test_a_fence_is_taken_off():
    """A program in a Markdown fence is read as the program."""
    assert "x ** 2" == read_program("```python\nf = lambda x: x**2\n```\n").function


def test_the_curve_is_not_the_tangent():
    """Of several plots, the one that is called a curve is meant, wherever it stands."""
    source = """
class DerivativeVisualization(Scene):
    def construct(self):
        ax = Axes(x_range=[-1, 1])
        tangent = ax.plot(lambda x: 2*x - 1)
        derivative_graph = ax.plot(lambda x: 2*x)
        zero = ax.plot(lambda x: 0)
        curve = ax.plot(lambda x: x**2)
        second_derivative = lambda x: 2
"""
    program = read_program(source)
    assert ("x ** 2", "2 * x") == (program.function, program.derivative)


def test_a_curve_that_cannot_be_read_is_not_replaced_by_another():
    """The asymptote of an unreadable curve is not the function."""
    source = "ax = Axes()\ncurve = ax.plot(lambda x: special(x))\nother = ax.plot(lambda x: 2)\n"
    with pytest.raises(ProgramError, match="special"):
        read_program(source)


def test_a_derivative_that_cannot_be_read_is_said():
    """The rest of the program is still read."""
    program = read_program("f = lambda x: x**2\ndf = lambda x: x ^ 2\n")
    assert [("derivative not readable", "^ is no power in Python: ** is")] == list(program.unread)
    assert "x ** 2" == program.function


def test_the_study_class_comes_first():
    """Of several scenes the study's own is read, and the functions of the others are not."""
    source = """
class Intro(Scene):
    def construct(self):
        f = lambda x: x**5
        self.add(Axes().plot(f))
class DerivativeVisualization(Scene):
    def construct(self):
        f = lambda x: x**2
        self.add(Axes().plot(f))
"""
    program = read_program(source)
    assert ("DerivativeVisualization", "x ** 2") == (program.class_name, program.function)
