"""Newton's method comes to its root, or is told for what it does instead."""

import pytest
import sympy
from sympy import Float, Integer, Rational, atan, cos, exp, log, sqrt

from derivanim.calculus.claims import Status
from derivanim.calculus.claims_newton import NewtonEnds, NewtonStep
from derivanim.calculus.newton import named_root, newton
from derivanim.calculus.symbols import symbol

x = symbol("x")

ENDS = [
    ("converges", x**2 - 2, Integer(1)),
    ("converges", cos(x) - x, Integer(1)),
    ("converges", x**2, Integer(1)),
    ("converges", exp(x) - 2, Integer(-3)),
    ("flat", x**2 - 2, Integer(0)),
    ("cycles", x**3 - 2 * x + 2, Integer(0)),
    ("diverges", x ** Rational(1, 3), Integer(1)),
    ("diverges", atan(x), Rational(3, 2)),
    ("diverges", x * exp(-x), Integer(2)),
    ("leaves", log(x), Integer(3)),
    ("wanders", x**2 + 1, Rational(1, 2)),
]


@pytest.mark.parametrize(("end", "function", "start"), ENDS)
def test_ends(end, function, start):
    """Each way in which the method can end is recognised, and the claim about it holds."""
    assert end == newton(function, x, start).end
    assert NewtonEnds(function, "x", start, end).prove().good


def test_wrong_end_is_refuted():
    """A cycle is no convergence."""
    verdict = NewtonEnds(x**3 - 2 * x + 2, "x", Integer(0), "converges").prove()
    assert Status.refuted is verdict.status
    assert verdict.message == "it cycles after 2 steps"


def test_cycle_has_its_period():
    """The cycle from 0 to 1 and back has two steps."""
    assert newton(x**3 - 2 * x + 2, x, Integer(0)).period == 2


def test_step():
    """A step is where the tangent meets the axis; another place is refuted with the true one."""
    assert NewtonStep(x**2 - 2, "x", Integer(1), Rational(3, 2)).prove().good
    wrong = NewtonStep(x**2 - 2, "x", Integer(1), Rational(7, 5)).prove()
    assert Status.refuted is wrong.status
    assert wrong.message == "the tangent at x = 1 meets the axis at 1.5000"


def test_step_needs_a_tangent_that_is_not_level():
    """At a level tangent, and outside of the domain, there is no step."""
    assert NewtonStep(x**2 - 2, "x", Integer(0), Integer(5)).prove().status is Status.refuted
    assert NewtonStep(log(x), "x", Integer(-1), Integer(5)).prove().status is Status.refuted


@pytest.mark.parametrize(
    ("function", "start", "root"),
    [
        (x**2 - 2, 1, sqrt(2)),
        (3 * x - 2, 5, Rational(2, 3)),
        (exp(x) - 2, 1, log(2)),
        (sympy.sin(x), 3, sympy.pi),
    ],
)
def test_roots_get_their_names(function, start, root):
    """A root with a short name is that number."""
    assert root == named_root(function, x, newton(function, x, Integer(start)).root)


def test_other_roots_stay_decimals():
    """The root of cos x = x has no short name."""
    assert isinstance(named_root(cos(x) - x, x, newton(cos(x) - x, x, Integer(1)).root), Float)
