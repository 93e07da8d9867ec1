"""Equality of functions: looked for a counterexample first, at 50 digits, and proved symbolically only then.

A symbolic proof alone is not trusted: SymPy reasons on complex branches, where (-1)**(1/3) is not -1.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterator, Mapping

import sympy

from derivanim.calculus.breaks import around_breaks, between_breaks
from derivanim.calculus.budget import soft
from derivanim.calculus.evaluate import Value, evaluate, real
from derivanim.calculus.verdict import Verdict, agrees, proved, refuted, undecided
from derivanim.errors import BudgetError

POINTS = 24
_TRIES = 240
_TOLERANCE = real.mpf(10) ** -14
# The error of a difference quotient is below both the square of this step and 1e-50 divided by it.
_STEP = real.mpf(10) ** -20

# Longer expressions, and sums to higher powers, are not given to SymPy's simplifiers.
_MOST_OPERATIONS = 300
_MOST_FACTORS = 12

Point = Mapping[sympy.Symbol, Value]


def sample(variables: tuple[sympy.Symbol, ...], *expressions: sympy.Basic) -> Iterator[dict[sympy.Symbol, Value]]:
    """Points to test at: the same ones for the same expressions, some near 0, most within 5, some far out."""
    text = "|".join(sympy.srepr(expression) for expression in expressions)
    source = random.Random(hashlib.sha256(text.encode()).digest())
    scales = (1.0, 3.0, 0.3, 5.0, 1.0, 12.0)
    for index in range(_TRIES):
        scale = scales[index % len(scales)]
        yield {v: real.mpf(round(source.uniform(-scale, scale), 6)) + real.mpf("1e-7") / 3 for v in variables}


def sampled(variables: tuple[sympy.Symbol, ...], *expressions: sympy.Expr) -> Iterator[Point]:
    """The sampled points; before them one in each stretch between breaks of steps and cases, after them around breaks.

    The last ones are reached only where the others are outside of the domain.
    """
    if len(variables) == 1:
        yield from ({variables[0]: place} for place in between_breaks(variables[0], *expressions))
    yield from sample(variables, *expressions)
    if len(variables) == 1:
        yield from ({variables[0]: place} for place in around_breaks(variables[0], *expressions))


def same(a: Value, b: Value) -> bool:
    """Whether two numbers differ by no more than rounding and the error of a difference quotient."""
    return bool(abs(a - b) <= _TOLERANCE * max(1, abs(a), abs(b)))


def slope(expression: sympy.Expr, variable: sympy.Symbol, at: Value) -> Value | None:
    """The derivative at a point by the central difference quotient, to 25 digits or so; None at an edge."""
    left: Value = evaluate(expression, {variable: at - _STEP})
    right: Value = evaluate(expression, {variable: at + _STEP})
    if left is None or right is None:
        return None
    return (right - left) / (2 * _STEP)


def compare(
    claimed: Callable[[Point], Value | None],
    true: Callable[[Point], Value | None],
    points: Iterator[Point],
    *,
    same_domain: bool = False,
) -> Verdict:
    """Test the claim at up to POINTS points where the truth is defined; refuted at the first that differs.

    With `same_domain`, a claim that has a value where the truth has none is refuted as well.
    """
    tested = 0
    for point in points:
        truth = true(point)
        if truth is None and not same_domain:
            continue
        claim = claimed(point)
        if truth is None and claim is None:
            continue
        if truth is None or claim is None or not same(claim, truth):
            place = ", ".join(f"{name} = {show(value)}" for name, value in point.items())
            told, known = ("undefined" if value is None else show(value) for value in (claim, truth))
            return refuted("counterexample", f"at {place}: claimed {told}, true {known}")
        tested += 1
        if tested == POINTS:
            break
    if tested == 0:
        return undecided("numeric test", "no point was found at which both sides are defined")
    return agrees("numeric test", tested)


def show(value: Value) -> str:
    """A number for people: four decimals, or three digits and a power of ten where four decimals do not tell."""
    if abs(value) < real.mpf(10) ** -30:
        return "0"
    if not 1e-3 <= abs(value) < 1e7:
        return str(real.nstr(value, 4))
    text = f"{float(value):.4f}"
    return text[:-5] if text.endswith(".0000") else text


def bracketed_zero(
    function: Callable[[Value], Value | None], left: tuple[Value, Value], right: tuple[Value, Value]
) -> Value | None:
    """The zero between two points (place, value) of opposite sign, to 40 digits; None at a jump or a pole."""
    (a, value_a), (b, value_b) = left, right
    scale = max(abs(value_a), abs(value_b))
    side = 0
    place: Value = a
    value: Value = value_a
    for turn in range(200):
        # Regula falsi with the Illinois rule, and a halving every third time against stubborn curves.
        place = (a * value_b - b * value_a) / (value_b - value_a) if turn % 3 != 2 else (a + b) / 2
        value = function(place)
        if value is None:
            return None
        if value == 0 or abs(b - a) < real.mpf(10) ** -40 * max(1, abs(a)):
            break
        if value * value_b > 0:
            b, value_b = place, value
            value_a, side = (value_a / 2 if side == -1 else value_a), -1
        else:
            a, value_a = place, value
            value_b, side = (value_b / 2 if side == 1 else value_b), 1
        if abs(value) < real.mpf(10) ** -42 * scale:
            break
    return place if abs(value) <= real.mpf(10) ** -20 * max(1, scale) else None


def sign_changes(f: Callable[[Value], Value | None], low: Value, high: Value, samples: int) -> Iterator[Value]:
    """Zeros at which a function changes its sign between two of that many places from `low` to `high`."""
    before: tuple[Value, Value] | None = None
    for index in range(samples):
        at = low + (high - low) * (index + real.mpf("0.37")) / samples
        value = f(at)
        if before is not None and value is not None and value * before[1] < 0:
            zero = bracketed_zero(f, before, (at, value))
            if zero is not None:
                yield zero
        before = None if value is None else (at, value)


def is_zero(expression: sympy.Expr, seconds: float = 1.0) -> str | None:
    """The name of the way in which SymPy shows that the expression is 0; None where it does not in time."""
    if expression == 0:
        return "identity"
    if demanding(expression):
        return None
    try:
        with soft(seconds):
            for name, strategy in _STRATEGIES:
                try:
                    if strategy(expression) == 0:
                        return name
                except (ValueError, TypeError, NotImplementedError, AttributeError, ArithmeticError, RecursionError):
                    continue  # SymPy's simplifiers raise these on input that they do not cover
    except BudgetError:
        return None
    return None


def demanding(expression: sympy.Expr) -> bool:
    """Whether SymPy's simplifiers would be at it for seconds: by structure, so that the answer is always the same."""
    return int(sympy.count_ops(expression)) > _MOST_OPERATIONS or any(
        power.base.is_Add and power.exp.is_Integer and abs(power.exp) > _MOST_FACTORS
        for power in expression.atoms(sympy.Pow)
    )


def _together(expression: sympy.Expr) -> sympy.Expr:
    return sympy.expand(sympy.fraction(sympy.together(expression))[0])


def _trigonometry(expression: sympy.Expr) -> sympy.Expr:
    return sympy.trigsimp(sympy.expand_trig(_together(expression)))


def _exponentials(expression: sympy.Expr) -> sympy.Expr:
    return _together(sympy.expand(expression.rewrite(sympy.exp), power_exp=True))


_STRATEGIES: tuple[tuple[str, Callable[[sympy.Expr], sympy.Expr]], ...] = (
    ("expansion", sympy.expand),
    ("common denominator", _together),
    ("trigonometric identities", _trigonometry),
    ("exponential form", _exponentials),
    ("simplification", sympy.simplify),
)


def equal(a: sympy.Expr, b: sympy.Expr, seconds: float = 1.0) -> Verdict:
    """Whether two expressions are the same function: `a` is the claim and `b` the truth."""
    names = tuple(sorted(a.free_symbols | b.free_symbols, key=str))
    points = sampled(names, a, b) if names else iter(({},))
    both = bool(a.free_symbols and b.free_symbols)
    if not both:
        # A constant has no domain that could differ: arcsin x + arccos x = pi/2 holds where its left side is defined.
        points = (p for p in points if evaluate(a, p) is not None or not a.free_symbols)
    numeric = compare(lambda p: evaluate(a, p), lambda p: evaluate(b, p), points, same_domain=both)
    return strengthen(numeric, a - b, seconds)


def same_number(claimed: sympy.Expr, true: object, exact: sympy.Expr, place: str) -> Verdict:
    """Whether a claimed number is the true one, known to 50 digits and as an exact expression."""
    value = evaluate(claimed)
    if value is None or not same(value, true):
        told = "undefined" if value is None else show(value)
        return refuted("evaluation", f"at {place}: claimed {told}, true {show(true)}")
    method = is_zero(claimed - exact, 0.5) if not exact.has(sympy.nan, sympy.zoo, sympy.oo) else None
    return proved(method, 1) if method else agrees("evaluation", 1)


def strengthen(numeric: Verdict, difference: sympy.Expr, seconds: float) -> Verdict:
    """The numeric verdict, made a proof where no point speaks against it and the difference is shown to be 0."""
    if not numeric.points:
        return numeric
    method = is_zero(difference, seconds)
    return proved(method, numeric.points) if method else numeric
