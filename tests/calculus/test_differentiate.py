"""Every rule: its derivative, its step's name, and near misses of it refuted."""

from functools import cache

import pytest
import sympy
from sympy import (
    Abs,
    Integer,
    Max,
    Min,
    Piecewise,
    Rational,
    acos,
    acosh,
    acot,
    acoth,
    acsc,
    acsch,
    asec,
    asech,
    asin,
    asinh,
    atan,
    atanh,
    cos,
    cosh,
    cot,
    coth,
    csc,
    csch,
    erf,
    exp,
    floor,
    log,
    pi,
    sec,
    sech,
    sign,
    sin,
    sinh,
    sqrt,
    tan,
    tanh,
)  # fmt: skip

from derivanim.calculus.claims import Equal, IsDerivative, Status
from derivanim.calculus.differentiate import derivative_of, differentiate
from derivanim.calculus.evaluate import evaluate, real
from derivanim.calculus.proving import same, sample, slope
from derivanim.calculus.symbols import symbol
from derivanim.errors import MathError

x, a, t = symbol("x"), symbol("a"), symbol("t")


@cache
def derived(function):
    """The derivation in x, worked out once for all tests."""
    return differentiate(function, "x")


RULES = [
    ("constant rule", Integer(5), Integer(0)),
    ("constant rule", pi**2, Integer(0)),
    ("power rule", x, Integer(1)),
    ("power rule", x**7, 7 * x**6),
    ("power rule", 1 / x**2, -2 / x**3),
    ("power rule", sqrt(x), 1 / (2 * sqrt(x))),
    ("power rule", x ** Rational(1, 3), 1 / (3 * x ** Rational(2, 3))),
    ("power rule", x ** Rational(5, 3), 5 * x ** Rational(2, 3) / 3),
    ("power rule", x**pi, pi * x ** (pi - 1)),
    ("constant multiple rule", 5 * x**3, 15 * x**2),
    ("constant multiple rule", sin(x) / 3, cos(x) / 3),
    ("sum rule", x**3 - 3 * x + 1, 3 * x**2 - 3),
    ("product rule", x**2 * sin(x), 2 * x * sin(x) + x**2 * cos(x)),
    ("product rule", x * exp(x) * sin(x), exp(x) * (sin(x) + x * sin(x) + x * cos(x))),
    ("quotient rule", x / (x**2 + 1), (1 - x**2) / (x**2 + 1) ** 2),
    ("quotient rule", sin(x) / x, (x * cos(x) - sin(x)) / x**2),
    ("quotient rule", log(x) / sqrt(x), (2 - log(x)) / (2 * x * sqrt(x))),
    ("chain rule", sin(x**2), 2 * x * cos(x**2)),
    ("chain rule", (x**2 + 1) ** 3, 6 * x * (x**2 + 1) ** 2),
    ("chain rule", exp(3 * x), 3 * exp(3 * x)),
    ("chain rule", sqrt(1 + x**2), x / sqrt(1 + x**2)),
    ("chain rule", log(cos(x)), -tan(x)),
    ("chain rule", 2 ** (x**2), 2 * x * log(2) * 2 ** (x**2)),
    ("chain rule", sin(x) ** 2, 2 * sin(x) * cos(x)),
    ("chain rule", Abs(x**2 - 4), 2 * x * sign(x**2 - 4)),
    ("derivative of the exponential", exp(x), exp(x)),
    ("derivative of the exponential", 2**x, 2**x * log(2)),
    ("derivative of the logarithm", log(x), 1 / x),
    ("derivative of sine", sin(x), cos(x)),
    ("derivative of cosine", cos(x), -sin(x)),
    ("derivative of tangent", tan(x), 1 / cos(x) ** 2),
    ("derivative of cotangent", cot(x), -1 / sin(x) ** 2),
    ("derivative of secant", sec(x), sec(x) * tan(x)),
    ("derivative of cosecant", csc(x), -csc(x) * cot(x)),
    ("derivative of arcsine", asin(x), 1 / sqrt(1 - x**2)),
    ("derivative of arccosine", acos(x), -1 / sqrt(1 - x**2)),
    ("derivative of arctangent", atan(x), 1 / (1 + x**2)),
    ("derivative of arccotangent", acot(x), -1 / (1 + x**2)),
    ("derivative of arcsecant", asec(x), 1 / (Abs(x) * sqrt(x**2 - 1))),
    ("derivative of arccosecant", acsc(x), -1 / (Abs(x) * sqrt(x**2 - 1))),
    ("derivative of hyperbolic sine", sinh(x), cosh(x)),
    ("derivative of hyperbolic cosine", cosh(x), sinh(x)),
    ("derivative of hyperbolic tangent", tanh(x), 1 / cosh(x) ** 2),
    ("derivative of hyperbolic cotangent", coth(x), -1 / sinh(x) ** 2),
    ("derivative of hyperbolic secant", sech(x), -sech(x) * tanh(x)),
    ("derivative of hyperbolic cosecant", csch(x), -csch(x) * coth(x)),
    ("derivative of inverse hyperbolic sine", asinh(x), 1 / sqrt(x**2 + 1)),
    ("derivative of inverse hyperbolic cosine", acosh(x), 1 / sqrt(x**2 - 1)),
    ("derivative of inverse hyperbolic tangent", atanh(x), 1 / (1 - x**2)),
    ("derivative of inverse hyperbolic cotangent", acoth(x), 1 / (1 - x**2)),
    ("derivative of inverse hyperbolic secant", asech(x), -1 / (x * sqrt(1 - x**2))),
    ("derivative of inverse hyperbolic cosecant", acsch(x), -1 / (Abs(x) * sqrt(1 + x**2))),
    ("derivative of the absolute value", Abs(x), x / Abs(x)),
    ("derivative of a step", floor(x), Integer(0)),
    ("derivative of the error function", erf(x), 2 * exp(-(x**2)) / sqrt(pi)),
    ("logarithmic differentiation", x**x, x**x * (log(x) + 1)),
    ("logarithmic differentiation", sin(x) ** x, sin(x) ** x * (log(sin(x)) + x * cos(x) / sin(x))),
    ("case by case", Piecewise((x**2, x < 1), (2 - x, True)), Piecewise((2 * x, x < 1), (-1, True))),
    ("case by case", Max(x, x**2), Piecewise((1, (x > 0) & (x < 1)), (2 * x, True))),
    ("case by case", Min(Abs(x), 1), Piecewise((sign(x), Abs(x) < 1), (0, True))),
]
IDS = [f"{rule}: {function}" for rule, function, _ in RULES]

TREES = [
    sin(x**2) * exp(3 * x) / (x + 1),
    exp(sin(sqrt(x**2 + 1))),
    log(log(x**2 + 2)),
    (x**2 + 1) ** 3 * (x - 1) ** 2 / (2 * x + 5),
    x**2 * sin(1 / x),
    atan((1 + x) / (2 - x)),
    sqrt(x + sqrt(x + sqrt(x))),
    (x * cos(x)) ** Rational(1, 3),
    exp(-(x**2) / 2) / sqrt(2 * pi),
    (x**2 + 1) ** sin(x),
    tan(x) ** 2 / sec(x),
    x**3 * exp(-2 * x) * cos(3 * x),
    1 / (1 + exp(-x)),
    asin(2 * x / (1 + x**2)),
    Abs(sin(x)) * Abs(x - 1),
    sinh(x) * log(cosh(x)),
    2 ** sin(x) * 3**x,
    (exp(x) - exp(-x)) / (exp(x) + exp(-x)),
    (2 * x - 1) ** Rational(2, 3) * x,
    a * x**2 + sin(a * x),
    Rational(1, 2) * (x - sin(x) * cos(x)),
    x * (x - 1) * (x - 2) * (x - 3),
]


@pytest.mark.parametrize(("rule", "function", "derivative"), RULES, ids=IDS)
def test_rule_gives_the_derivative(rule, function, derivative):
    """The derivative is the one in the tables, and the first step bears the rule's name."""
    derivation = derived(function)
    assert rule == derivation.steps[0].rule
    assert Equal(derivation.derivative, derivative).prove().good


@pytest.mark.parametrize(("rule", "function", "derivative"), RULES, ids=IDS)
def test_claim_of_the_derivative_holds(rule, function, derivative):
    """The derivative in the tables is not refuted."""
    assert IsDerivative(function, "x", derivative).prove().good


MISSES = {
    "wrong sign": lambda d: -d,
    "wrong factor": lambda d: 2 * d,
    "a constant too many": lambda d: d + Rational(1, 1000),
    "a factor x too many": lambda d: d * x,
    "shifted": lambda d: d.subs(x, x + Rational(1, 100)),
}
NEAR = [
    pytest.param(function, miss(derivative), id=f"{name}: {function}")
    for name, miss in MISSES.items()
    for _, function, derivative in RULES
    if miss(derivative) != derivative  # nothing is missed where 0 is doubled
]


@pytest.mark.parametrize(("function", "claimed"), NEAR)
def test_near_miss_is_refuted(function, claimed):
    """A claim that is nearly the derivative is refuted, with a point that shows it."""
    verdict = IsDerivative(function, "x", claimed).prove()
    assert verdict.status is Status.refuted
    assert "claimed" in verdict.counterexample
    assert "true" in verdict.counterexample


@pytest.mark.parametrize("function", [f for _, f, _ in RULES] + TREES, ids=str)
def test_derivative_is_the_limit_of_difference_quotients(function):
    """At sampled points of the domain, textbook form and rules agree with the difference quotient to 14 digits."""
    function = function.subs(a, 2)
    derivative = derived(function).derivative
    tested = 0
    for point in sample((x,), function):
        true = slope(function, x, point[x])
        if true is not None:
            assert same(evaluate(derivative, point), true)
            assert same(evaluate(derivative_of(function, x), point), true)
            tested += 1
    assert tested >= 10


@pytest.mark.parametrize("function", TREES, ids=str)
def test_every_step_is_proved(function):
    """No step is shown that is refuted or undecided."""
    assert all(step.verdict.good for step in derived(function).steps)


@pytest.mark.parametrize("function", TREES, ids=str)
def test_steps_form_a_chain_of_equalities(function):
    """Each whole has the value of the derivative once its open parts are worked out; the last has none open."""
    derivation = derived(function)
    point = {x: real.mpf("1.31"), a: real.mpf(2)}
    expected = evaluate(derivation.derivative, point)
    for step in derivation.steps:
        worked = step.whole.replace(lambda e: isinstance(e, sympy.Derivative), lambda e: derivative_of(e.args[0], x))
        value = evaluate(worked, point)
        assert value == expected is None or same(expected, value)
    assert not derivation.steps[-1].whole.has(sympy.Derivative)


def test_before_and_after_keep_what_is_open():
    """The product rule leaves the derivatives of both factors to be worked out."""
    step = differentiate(x**2 * sin(x), "x").steps[0]
    opened = {d.args[0] for d in step.after.atoms(sympy.Derivative)}
    assert {x**2, sin(x)} == opened


def test_chain_rule_names_its_inner_function():
    """The note says what u stands for."""
    assert "u = x**2" in differentiate(sin(x**2), "x").steps[0].note


@pytest.mark.parametrize(
    ("function", "textbook"),
    [
        (x**2 * sin(x), x**2 * cos(x) + 2 * x * sin(x)),
        (x**2 * exp(x), x * (x + 2) * exp(x)),
        (x / (x**2 + 1), (1 - x**2) / (x**2 + 1) ** 2),
        ((x**2 + 1) ** 3, 6 * x * (x**2 + 1) ** 2),
        (x**3 - 3 * x, 3 * x**2 - 3),
        (x**x, x**x * (log(x) + 1)),
        (sqrt(1 - x**2), -x / sqrt(1 - x**2)),
        (log(x) / x, (1 - log(x)) / x**2),
        (tan(x), sec(x) ** 2),
        (exp(-(x**2)), -2 * x * exp(-(x**2))),
        (log(Abs(x)), 1 / x),
        (log(Abs(cos(x))), -tan(x)),
        (Abs(x) / x, Integer(0)),
        (Abs(x), sign(x)),
        (x * Abs(x), 2 * Abs(x)),
        (x ** (2 * x), 2 * x ** (2 * x) * (log(x) + 1)),
        ((2 * x + 1) ** 5 * (x - 3) ** 4, 2 * (x - 3) ** 3 * (2 * x + 1) ** 4 * (9 * x - 13)),
    ],
    ids=str,
)
def test_derivative_has_textbook_form(function, textbook):
    """Factored where that is clearly shorter, and otherwise as the rules leave it."""
    assert textbook == derived(function).derivative


@pytest.mark.parametrize(
    ("function", "points", "word"),
    [
        (Abs(x), [0], "corner"),
        (Abs(x**2 - 4), [-2, 2], "corner"),
        (x ** Rational(1, 3), [0], "vertical tangent"),
        (x ** Rational(2, 3), [0], "cusp"),
        ((x - 1) ** Rational(1, 3), [1], "vertical tangent"),
        (Piecewise((x**2, x < 1), (2 - x, True)), [1], "corner"),
        (Piecewise((x, x < 1), (2 + x, True)), [1], "jump"),
        (Piecewise((x**2, x < 1), (2 * x - 1, True)), [], ""),
        (sqrt(x), [0], "end of the domain"),
        (asin(x), [-1, 1], "end of the domain"),
        (Max(x, -x), [0], "corner"),
        (sign(x), [0], "jump"),
        (x * Abs(x), [], ""),
        (x ** Rational(5, 3), [], ""),
        (1 / x, [], ""),
        (log(x), [], ""),
    ],
    ids=str,
)
def test_points_without_derivative_are_named(function, points, word):
    """Where the function is defined and not differentiable is listed, with the reason."""
    found = derived(function).fails_at
    assert points == [point for point, _ in found]
    assert all(word in reason for _, reason in found)


def test_endless_corners_are_noted():
    """Corners that repeat for ever are listed near the origin, and a note says so."""
    derivation = differentiate(Abs(sin(x)), "x")
    assert [-2 * pi, -pi, 0, pi, 2 * pi] == [point for point, _ in derivation.fails_at]
    assert any("near the origin" in note for note in derivation.notes)


@pytest.mark.parametrize(("order", "derivative"), [(2, 12 * x**2), (3, 24 * x), (4, Integer(24)), (5, Integer(0))])
def test_higher_order_repeats(order, derivative):
    """The derivative of order n, with the steps of every order."""
    derivation = differentiate(x**4, "x", order)
    assert derivative == derivation.derivative
    assert list(range(1, order + 1)) == sorted({step.order for step in derivation.steps})


@pytest.mark.parametrize(
    ("function", "order", "points"),
    [(x * Abs(x), 1, []), (x * Abs(x), 2, [0]), (x ** Rational(5, 3), 2, [0]), (Abs(x), 2, [0]), (x**3, 3, [])],
    ids=str,
)
def test_points_without_higher_derivative_are_named(function, order, points):
    """x |x| has a first derivative at 0 and no second one."""
    assert points == [point for point, _ in differentiate(function, "x", order).fails_at]


def test_other_letters_are_constants():
    """With respect to t, x is a number."""
    assert 2 * t * x == differentiate(x * t**2, "t").derivative


@pytest.mark.parametrize("order", [0, -1, 11])
def test_order_outside_of_the_limits_is_refused(order):
    """Orders from 1 to 10."""
    with pytest.raises(MathError, match="from 1 to 10"):
        differentiate(x, "x", order)


def test_function_without_rule_is_refused():
    """A function that no rule covers is an error with a sentence."""
    with pytest.raises(MathError, match="no rule differentiates"):
        differentiate(sympy.zeta(x), "x")


def test_same_input_same_result():
    """Nothing depends on the run: the result is equal every time, steps included."""
    function = sin(x**2) * exp(3 * x) / (x + 1)
    assert differentiate(function, "x") == differentiate(function, "x")
