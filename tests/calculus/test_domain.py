"""Domains, and why a function has no derivative at a point."""

import pytest
import sympy

from derivanim.calculus.domain import defined_at, differentiability_at, domain
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
        (patched(x * sin(1 / x)), 0, ("oscillating", None, None)),
        (patched(sin(1 / x)), 0, ("oscillating", None, None)),
        (sqrt(sympy.cos(x) - 1), 0, ("isolated", None, None)),
        (log(x), -1, ("undefined", None, None)),
    ],
)
def test_differentiability(function, point, expected):
    """The kind of place and both one-sided slopes are told."""
    assert expected == tuple(differentiability_at(function, "x", point))


@pytest.mark.parametrize(
    ("function", "point", "expected"),
    [
        (log(x), 1, True),
        (log(x), 0, False),
        (sqrt(x), 0, True),
        (x ** R(1, 3), -8, True),
        (1 / x, 0, False),
        (sympy.tan(x), pi / 2, False),
        (sympy.asin(x), 1.5, False),
    ],
)
def test_defined(function, point, expected):
    """A function is defined where it has a real value, odd roots of negative numbers included."""
    assert expected is defined_at(function, "x", point)


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        (x**2, [(-5, 5)]),
        (log(x), [(0, 5)]),
        (1 / x, [(-5, 0), (0, 5)]),
        (sqrt(x - 3) + sqrt(4 - x), [(3, 4)]),
        (sqrt(x**2 - 4), [(-5, -2), (2, 5)]),
        (sin(x) / x, [(-5, 0), (0, 5)]),
        (sympy.tan(x), [(-5, -1.5 * 3.14159265), (-4.71238898, -1.57079633), (-1.57079633, 1.57079633),
                        (1.57079633, 4.71238898), (4.71238898, 5)]),
        (sympy.floor(x), [(-5, 5)]),
        (sqrt(-1 - x**2), []),
    ],
)  # fmt: skip
def test_domain(function, expected):
    """The domain comes as intervals; a missing point splits one."""
    found = domain(function, "x", (-5, 5))
    assert [pytest.approx(pair, abs=1e-6) for pair in expected] == list(found)
