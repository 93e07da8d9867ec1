"""All zeros of a function on an interval: exact where they have a short name, else to 30 digits.

A fine grid finds them, SymPy and a few guesses name them, and 50 digits decide whether a name is the zero itself.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import sympy

from derivanim.calculus.budget import GIVEN_UP, soft
from derivanim.calculus.evaluate import Value, evaluate, real
from derivanim.calculus.proving import bracketed_zero
from derivanim.calculus.sampling import sampler
from derivanim.calculus.singular import zeros

_GRID = 3001
_LONGEST = 14  # operations in a name that a person reads at a glance
_NEAR = 1e-7  # of the interval's length: as exactly as floating point knows a zero that only touches
_ZERO = real.mpf(10) ** -25
Interval = tuple[sympy.Expr, sympy.Expr]


def roots(expression: sympy.Expr, x: sympy.Symbol, interval: Interval) -> list[sympy.Expr]:
    """The zeros on a closed, finite interval, from left to right; not those of a stretch on which all is zero.

    MathError where the expression has no fast numeric form. Run it in a budget.
    """
    low, high = (float(end) for end in interval)
    width = high - low
    grid = np.linspace(low - 1e-3 * width, high + 1e-3 * width, _GRID) + width * 1.2345e-7
    with np.errstate(all="ignore"):
        seen = sorted(zeros(sampler(expression, [x]), grid))
    known = list(_solved(expression, x, interval))
    found: list[sympy.Expr] = [place for place in known if low <= float(place) <= high]
    for value in seen:
        if any(abs(float(place) - value) < _NEAR * width for place in found):
            continue
        place = named(expression, x, value, _NEAR * max(width, abs(value)))
        if place is None:  # 0 is a name too
            place = _refined(expression, x, value, width)
        if place is not None and low - 1e-12 * width <= float(place) <= high + 1e-12 * width:
            found.append(place)
    return sorted(found, key=float)


def zero_set(expression: sympy.Expr, x: sympy.Symbol, seconds: float = 1.0) -> sympy.FiniteSet | None:
    """All real zeros on the line where SymPy lists them and they are few; None where it does not."""
    if not expression.has(x):
        return sympy.S.EmptySet if expression != 0 else None
    try:
        with soft(seconds):
            solutions = sympy.solveset(expression, x, sympy.Reals)
    except GIVEN_UP:
        return None
    if solutions is sympy.S.EmptySet:
        return solutions
    # A root that SymPy only names, or writes with i, tells nothing.
    plain = isinstance(solutions, sympy.FiniteSet) and all(evaluate(place) is not None for place in solutions)
    return solutions if plain else None


def _solved(expression: sympy.Expr, x: sympy.Symbol, interval: Interval) -> Iterator[sympy.Expr]:
    """Zeros with a short name that SymPy finds, each of them held against its value."""
    try:
        with soft(1.5):
            solutions = sympy.solveset(expression, x, sympy.Interval(*interval))
            listed = list(solutions) if isinstance(solutions, sympy.FiniteSet) else []
    except GIVEN_UP:
        return
    for place in listed:
        if place.is_number and place.count_ops() <= _LONGEST and _vanishes(expression, x, place):
            yield place


def named(expression: sympy.Expr, x: sympy.Symbol, value: float, near: float) -> sympy.Expr | None:
    """The fraction, multiple of pi, root or power of e close to a value at which the expression is 0, if one is."""
    sign = 1 if value > 0 else -1
    guesses = (
        sympy.Rational(value).limit_denominator(12),
        sympy.pi * sympy.Rational(value / math.pi).limit_denominator(12),
        sign * sympy.sqrt(sympy.Rational(value**2).limit_denominator(12)),
        sign * sympy.exp(sympy.Rational(math.log(min(max(abs(value), 0.01), 99))).limit_denominator(2)),
        sign * sympy.log(sympy.Rational(math.exp(min(abs(value), 9))).limit_denominator(6)),
    )
    for guess in guesses:
        if abs(float(guess) - value) < near and _vanishes(expression, x, guess):
            return guess
    return None


def _vanishes(expression: sympy.Expr, x: sympy.Symbol, place: sympy.Expr) -> bool:
    at = evaluate(place)
    value = None if at is None else evaluate(expression, {x: at})
    return value is not None and abs(value) < _ZERO


def _refined(expression: sympy.Expr, x: sympy.Symbol, value: float, width: float) -> sympy.Expr | None:
    """The zero near a value to 30 digits; None at a jump or a pole."""

    def height(place: Value) -> Value | None:
        return evaluate(expression, {x: place})

    step = real.mpf(1e-6 * width)
    left, right = real.mpf(value) - step, real.mpf(value) + step
    ends: list[Value] = [height(left), height(right)]
    if None in ends:
        return None
    if ends[0] * ends[1] < 0:
        place = bracketed_zero(height, (left, ends[0]), (right, ends[1]))
        return None if place is None else sympy.Float(str(place), 30)
    middle = height(real.mpf(value))
    touches = middle is not None and abs(middle) <= 1e-9 * max(abs(ends[0]), abs(ends[1]), 1e-300)
    return sympy.Float(value, 15) if touches else None
