"""Why a function has no derivative at a point."""

import pytest
import sympy

from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.kinks import differentiability_at, failure, kinks
from derivanim.calculus.symbols import symbol

x = symbol("x")
R, oo, E, pi, sqrt, sin, log, exp, Abs = (
    sympy.Rational, sympy.oo, sympy.E, sympy.pi, sympy.sqrt, sympy.sin, sympy.log, sympy.exp, sympy.Abs,
)  # fmt: skip


def patched(function):
    """The function with the value 0 at 0."""
    return sympy.Piecewise((function, sympy.Ne(x, 0)), (0, True))


@pytest.mark.parametrize(
    ("function", "point", "expected"),
    [
        (x**2, 1, ("differentiable", 2, 2)),
        (x**3, 0, ("differentiable", 0, 0)),
        (exp(x), 1, ("differentiable", E, E)),
        (sin(x), pi / 4, ("differentiable", sqrt(2) / 2, sqrt(2) / 2)),
        (x * Abs(x), 0, ("differentiable", 0, 0)),
        (patched(x**2 * sin(1 / x)), 0, ("differentiable", 0, 0)),
        (Abs(x), 0, ("corner", -1, 1)),
        (Abs(x**2 - 2), sqrt(2), ("corner", -2 * sqrt(2), 2 * sqrt(2))),
        (exp(Abs(x - 1)), 1, ("corner", -1, 1)),
        (sympy.Piecewise((x**2, x < 1), (x, True)), 1, ("corner", 2, 1)),
        (x ** R(2, 3), 0, ("cusp", -oo, oo)),
        (x ** R(1, 3), 0, ("vertical tangent", oo, oo)),
        (sqrt(x), 0, ("end", None, oo)),
        (sqrt(1 - x**2), 1, ("end", -oo, None)),
        (x ** R(3, 2), 0, ("end", None, 0)),
        (sympy.floor(x), 2, ("jump", None, None)),
        (sympy.Piecewise((x**2, x <= 1), (3 - x, True)), 1, ("jump", None, None)),
        (sin(x) / x, 0, ("removable", None, None)),
        (patched(sympy.cos(x)), 0, ("removable", None, None)),
        (1 / x, 0, ("pole", None, None)),
        (log(x), 0, ("pole", None, None)),
        (sympy.tan(x), pi / 2, ("pole", None, None)),
        (exp(1 / x), 0, ("pole", None, None)),
        (patched(x * sin(1 / x)), 0, ("oscillating slopes", None, None)),
        (patched(sin(1 / x)), 0, ("oscillating", None, None)),
        (sqrt(sympy.cos(x) - 1), 0, ("isolated", None, None)),
        (log(x), -1, ("undefined", None, None)),
        (patched(x * log(Abs(x))), 0, ("vertical tangent", -oo, -oo)),
        (sympy.Piecewise((x, x < 0), (sqrt(x), True)), 0, ("corner", 1, oo)),
        (sympy.Piecewise((x**2, x < 0), (x + R(1, 10**7), True)), 0, ("jump", None, None)),
        (x ** R(10, 11), 0, ("cusp", -oo, oo)),
    ],
)
def test_differentiability(function, point, expected):
    """The kind of place and both one-sided slopes are told."""
    kind, *slopes = expected
    found = differentiability_at(function, x, sympy.sympify(point))
    assert kind == found.kind
    for slope, value in zip(slopes, found[1:], strict=True):
        assert (slope is None) == (value is None)
        if slope is not None:
            infinite = slope in (oo, -oo)
            expected_value = float(slope) if infinite else evaluate(sympy.sympify(slope))
            assert expected_value == value if infinite else abs(expected_value - value) < 1e-8


@pytest.mark.parametrize(
    ("function", "point", "reason"),
    [
        (Abs(x), 0, "corner: slope -1 from the left, 1 from the right"),
        (sympy.Piecewise((x**2, x < 0), (x, True)), 0, "corner: slope 0 from the left, 1 from the right"),
        (sympy.Piecewise((x, x < 0), (sqrt(x), True)), 0, "corner: slope 1 from the left, infinite from the right"),
        (patched(1 / x), 0, "pole"),
        (patched(sympy.cos(x)), 0, "jump: the value is not the limit"),
        (patched(sin(1 / x)), 0, "oscillation without a limit"),
        (patched(x * sin(1 / x)), 0, "the slopes of the secants oscillate"),
        (sqrt(x), 0, "end of the domain"),
        (x**2, 0, None),
        (Abs(x) ** R(6, 5) + Abs(x) ** R(13, 10), 0, None),
        (1 / x, 0, None),
    ],
)
def test_reason_of_a_failure(function, point, reason):
    """The reason is a phrase for people; there is none where the function is smooth or not defined."""
    assert reason == failure(function, x, sympy.sympify(point))


def test_no_note_on_places_that_are_no_kinks():
    """ln|cos x| is undefined where cos x is 0: nothing is left out of a list of kinks."""
    assert ((), ()) == kinks(log(Abs(sympy.cos(x))), x)
