"""Extreme values on a closed interval: all candidates, exact where possible, refusals with a sentence."""

import pytest
import sympy
from sympy import Abs, Integer, Piecewise, Rational, cos, exp, floor, log, pi, sin, sqrt, tan

from derivanim.calculus.evaluate import evaluate, real
from derivanim.calculus.optimize import optimize
from derivanim.calculus.symbols import symbol
from derivanim.errors import MathError

x = symbol("x")


def interval(low, high):
    """Exact ends."""
    return sympy.sympify(low), sympy.sympify(high)


@pytest.mark.parametrize(
    ("function", "ends", "candidates", "maximum", "minimum"),
    [
        (
            x**3 - 3 * x,
            (-2, 3),
            [(-2, "endpoint"), (-1, "critical"), (1, "critical"), (3, "endpoint")],
            (3, 18),
            (-2, -2),
        ),
        (x**2, (-1, 2), [(-1, "endpoint"), (0, "critical"), (2, "endpoint")], (2, 4), (0, 0)),
        (Abs(x - 1), (0, 3), [(0, "endpoint"), (1, "not differentiable"), (3, "endpoint")], (3, 2), (1, 0)),
        (x ** Rational(2, 3), (-1, 8), [(-1, "endpoint"), (0, "not differentiable"), (8, "endpoint")], (8, 4), (0, 0)),
        (x * exp(-x), (0, 4), [(0, "endpoint"), (1, "critical"), (4, "endpoint")], (1, exp(-1)), (0, 0)),
        (
            sin(x),
            (0, 2 * pi),
            [(0, "endpoint"), (pi / 2, "critical"), (3 * pi / 2, "critical"), (2 * pi, "endpoint")],
            (pi / 2, 1),
            (3 * pi / 2, -1),
        ),
        (sqrt(x) * (3 - x), (0, 3), [(0, "endpoint"), (1, "critical"), (3, "endpoint")], (1, 2), (0, 0)),
        (2 * x + 1, (0, 1), [(0, "endpoint"), (1, "endpoint")], (1, 3), (0, 1)),
        (x**3, (-1, 1), [(-1, "endpoint"), (0, "critical"), (1, "endpoint")], (1, 1), (-1, -1)),
        (log(x) / x, (1, 4), [(1, "endpoint"), (sympy.E, "critical"), (4, "endpoint")], (sympy.E, exp(-1)), (1, 0)),
    ],
    ids=str,
)
def test_candidates_are_complete_and_exact(function, ends, candidates, maximum, minimum):
    """Endpoints, critical points and corners from left to right, with the greatest and the least."""
    found = optimize(function, "x", interval(*ends))
    assert candidates == [(c.point, c.kind) for c in found.points]
    assert maximum == (found.maximum.point, found.maximum.value)
    assert minimum == (found.minimum.point, found.minimum.value)
    assert found.exact


def test_what_has_no_closed_form_is_numeric_and_flagged():
    """cos x = x has no closed form: the critical point is a number, and says so."""
    found = optimize(sin(x) - x**2 / 2, "x", interval(0, 2))
    critical = next(c for c in found.points if c.kind == "critical")
    assert not critical.exact
    assert not found.exact
    assert abs(evaluate(critical.point) - real.findroot(lambda t: real.cos(t) - t, 0.7)) < 1e-25


def test_ties_are_all_listed():
    """Where the greatest value occurs twice, both are maxima."""
    found = optimize(x**2, "x", interval(-1, 1))
    assert [-1, 1] == [c.point for c in found.maxima]


def test_constant_function_is_told():
    """A constant has no critical points to speak of; the result says that it is constant."""
    found = optimize(Integer(3), "x", interval(0, 1))
    assert found.constant
    assert [3, 3] == [c.value for c in found.points]


@pytest.mark.parametrize(
    ("function", "ends", "words"),
    [
        (1 / x, (-1, 1), "not defined on all of"),
        (log(x), (-1, 1), "not defined on all of"),
        (tan(x), (0, 3), "not defined on all of"),
        (1 / (3 * x - 1), (0, 1), "not defined on all of"),
        (sqrt(x), (-1, 1), "not defined on all of"),
        (floor(x), (0, 2), "not continuous"),
        (Piecewise((x, x < 1), (0, True)), (0, 2), "not continuous"),
        (x**2, (2, 1), "not a closed interval"),
        (x**2, (1, 1), "not a closed interval"),
        (x**2, (0, sympy.oo), "not a closed interval"),
    ],
    ids=str,
)
def test_where_the_method_fails_a_sentence_says_why(function, ends, words):
    """A function that is not continuous on a closed interval is refused."""
    with pytest.raises(MathError, match=words):
        optimize(function, "x", interval(*ends))


@pytest.mark.parametrize(
    "function", [sin(3 * x) * exp(-x), x**4 - 4 * x**3 + x, cos(x) + Abs(x - 1), x * sin(x)], ids=str
)
def test_no_point_of_a_grid_beats_the_extremes(function):
    """On a fine grid nothing exceeds the maximum or falls below the minimum."""
    found = optimize(function, "x", interval(-2, 3))
    values = [evaluate(function, {x: -2 + real.mpf(k) / 40}) for k in range(201)]
    assert max(values) <= evaluate(found.maximum.value) + real.mpf(10) ** -20
    assert min(values) >= evaluate(found.minimum.value) - real.mpf(10) ** -20
