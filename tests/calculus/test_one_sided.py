"""One side of a point at a time: rules, limits, slopes, and the points at which the sides do not agree."""

import pytest
import sympy

from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.one_sided import branch, failing_points, one_sided
from derivanim.calculus.reader import read_expression, read_number
from derivanim.calculus.symbols import symbol

x = symbol("x")
oo, sqrt = sympy.oo, sympy.sqrt


def read(text):
    """A function of x."""
    return read_expression(text, variable="x").expression


@pytest.mark.parametrize(
    ("text", "point", "left", "right"),
    [
        ("abs(x - 2)", "2", "2 - x", "x - 2"),
        ("abs(x^2 - 2)", "sqrt(2)", "2 - x^2", "x^2 - 2"),
        ("floor(x)", "2", "1", "2"),
        ("x - floor(x)", "1", "x", "x - 1"),
        ("max(x, x^2)", "1", "x", "x^2"),
        ("min(x, x^2)", "0", "x", "x^2"),
        ("exp(abs(x - 1))", "1", "exp(1 - x)", "exp(x - 1)"),
        ("x^2 if x < 1 else 2x", "1", "x^2", "2 x"),
        ("sin(x)", "0", "sin(x)", "sin(x)"),
        ("abs(abs(x) - 1)", "0", "x + 1", "1 - x"),
    ],
)
def test_rules_of_both_sides(text, point, left, right):
    """On each side a function with steps and cases is a plain one."""
    at = read_number(point)
    for side, rule in (("left", left), ("right", right)):
        assert 0 == sympy.simplify(branch(read(text), x, at, side) - read(rule))


@pytest.mark.parametrize(
    ("text", "point", "kind", "slopes", "limits"),
    [
        ("abs(x^2 - 2)", "sqrt(2)", "corner", (-2 * sqrt(2), 2 * sqrt(2)), (0, 0)),
        ("x^(2/3)", "0", "cusp", (-oo, oo), (0, 0)),
        ("cbrt(x)", "0", "vertical tangent", (oo, oo), (0, 0)),
        ("floor(x)", "2", "jump", (None, None), (1, 2)),
        ("(x^2 - 1)/(x - 1)", "1", "removable", (None, None), (2, 2)),
        ("1/x", "0", "pole", (None, None), (-oo, oo)),
        ("sqrt(x)", "0", "end", (None, oo), (None, 0)),
        ("x*abs(x)", "0", "differentiable", (0, 0), (0, 0)),
        ("sin(x)", "pi/3", "differentiable", (sympy.Rational(1, 2),) * 2, (sqrt(3) / 2,) * 2),
    ],
)
def test_slopes_and_limits_are_exact(text, point, kind, slopes, limits):
    """The slopes and limits of both sides have their exact names."""
    found = one_sided(read(text), x, read_number(point))
    assert (kind, slopes, limits) == (found.kind, found.slopes, found.limits)


def test_a_slope_without_a_name_is_a_number():
    """Where no formula gives the slope, it is the number that the secants tend to."""
    patched = sympy.Piecewise((sympy.sin(x) / x + sympy.sqrt(3) * x, sympy.Ne(x, 0)), (1, True))
    left, right = one_sided(patched, x, sympy.Integer(0)).slopes
    assert abs(evaluate(left) - evaluate(sqrt(3))) < 1e-12
    assert abs(evaluate(right) - evaluate(sqrt(3))) < 1e-12


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("abs(x - 2)", ["2"]),
        ("abs(x^2 - 4)", ["2", "-2"]),
        ("1/x", ["0"]),
        ("(x^2 - 1)/(x - 1)", ["1"]),
        ("x^2", []),
        ("sqrt(x)", []),
        ("x*abs(x)", []),
    ],
)
def test_failing_points(text, points):
    """Corners, poles and holes are found, ends of the domain are not."""
    assert [read_number(point) for point in points] == failing_points(read(text), x)
