"""Derivatives of drawn expressions are right, and hostile ones end in time."""

import time

import pytest
import sympy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sympy import Abs, Integer, Rational, atan, cos, cosh, exp, log, sin, sqrt, tan

from derivanim.calculus import budget
from derivanim.calculus.claims import IsDerivative, Status
from derivanim.calculus.differentiate import derivative_of, differentiate
from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.proving import same, sample, slope
from derivanim.calculus.structure import split_composition, split_product
from derivanim.calculus.symbols import symbol
from derivanim.errors import BudgetError, MathError

x = symbol("x")

leaves = st.sampled_from([x, x, x, Integer(2), Integer(-3), Rational(1, 2), x**2, sympy.pi])


def _grow(inner):
    unary = st.sampled_from(
        [sin, cos, exp, log, sqrt, atan, tan, Abs, cosh, lambda u: u**3, lambda u: u ** Rational(1, 3)]
    )
    binary = st.sampled_from([lambda u, v: u + v, lambda u, v: u * v, lambda u, v: u - v, lambda u, v: u / (v**2 + 1)])
    return st.one_of(
        st.tuples(unary, inner).map(lambda pair: pair[0](pair[1])),
        st.tuples(binary, inner, inner).map(lambda triple: triple[0](triple[1], triple[2])),
    )


expressions = st.recursive(leaves, _grow, max_leaves=6).filter(
    lambda e: not e.has(sympy.nan, sympy.zoo, sympy.oo, sympy.I) and sympy.count_ops(e) < 40
)
quick = settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@given(expressions)
@quick
def test_rules_agree_with_difference_quotients(function):
    """Whatever is drawn, the rules' derivative is the limit of difference quotients where both exist."""
    derivative = derivative_of(function, x)
    for point, _ in zip(sample((x,), function), range(12), strict=False):
        true, found = slope(function, x, point[x]), evaluate(derivative, point)
        if true is not None and found is not None and abs(true) < 1e8:
            assert same(true, found)


@given(expressions)
@settings(quick, max_examples=40)
def test_textbook_form_keeps_the_value(function):
    """Simplification changes the looks alone."""
    try:
        derivation = budget.call(differentiate, function, "x", seconds=8)
    except BudgetError:
        return
    raw = derivative_of(function, x)
    for point, _ in zip(sample((x,), function), range(12), strict=False):
        value = evaluate(raw, point)
        if value is not None:
            assert same(value, evaluate(derivation.derivative, point))
    assert all(step.verdict.status is not Status.refuted for step in derivation.steps)


@given(expressions)
@quick
def test_splits_put_together_are_the_function(function):
    """A product's factors multiply to it, a composition's parts compose to it."""
    if (product := split_product(function, "x")) is not None:
        assert product[0] * product[1] == function
        assert all(part.has(x) for part in product)
    if (composition := split_composition(function, "x")) is not None:
        outer, inner, u = composition
        assert outer.xreplace({u: inner}) == function
        assert outer.has(u) and inner.has(x)


@given(expressions, st.sampled_from([Rational(1, 1000), x, sin(x), Integer(5)]))
@settings(quick, max_examples=60)
def test_wrong_derivatives_are_never_good(function, error):
    """The derivative and something more is refuted, or undecided where there is no real point."""
    verdict = IsDerivative(function, "x", derivative_of(function, x) + error).prove()
    assert verdict.status in (Status.refuted, Status.undecided)


HOSTILE = {
    "tower of powers": x ** (x ** (x ** (x ** (x**x)))),
    "huge power": (x**2 + x + 1) ** 10**6,
    "huge exponent": x ** (10**400),
    "nested sines": sin(sin(sin(sin(sin(sin(sin(sin(x**x)))))))),
    "many factors": sympy.Mul(*(sin(k * x) + k for k in range(1, 30))),
    "many terms": sympy.Add(*(sin(k * x) * exp(k * x) for k in range(1, 60))),
    "deep roots": sqrt(1 + sqrt(1 + sqrt(1 + sqrt(1 + sqrt(1 + x))))),
    "powers of trigonometry": (sin(x) + cos(x) + tan(x)) ** 50 / (1 + sin(3 * x)) ** 40,
    "rational": sympy.prod((x - k) ** 5 for k in range(1, 20)) / sympy.prod((x + k) ** 5 for k in range(1, 20)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_expressions_end_in_time(name):
    """A result or a BudgetError, in about the time allowed."""
    started = time.monotonic()
    try:
        derivation = budget.call(differentiate, HOSTILE[name], "x", seconds=3)
        assert derivation.steps
    except (BudgetError, MathError) as error:
        assert error.message
    assert time.monotonic() - started < 10


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_derivatives_of_high_order_end_in_time(name):
    """Tenth derivatives explode: they too end."""
    started = time.monotonic()
    try:
        assert budget.call(differentiate, HOSTILE[name], "x", 10, seconds=1, megabytes=300).order == 10
    except (BudgetError, MathError) as error:
        assert error.message
    assert time.monotonic() - started < 8
