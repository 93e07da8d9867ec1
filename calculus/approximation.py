"""Taylor coefficients, and bounds for what a Taylor polynomial leaves out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import sympy

from derivanim.calculus.budget import GIVEN_UP, soft
from derivanim.calculus.differentiate import derivative_of
from derivanim.calculus.evaluate import Value, evaluate, real
from derivanim.calculus.kinks import failure
from derivanim.calculus.optimize import Interval
from derivanim.calculus.powers import substitute
from derivanim.calculus.sampling import sampler
from derivanim.calculus.singular import find_breaks
from derivanim.calculus.textbook import compact
from derivanim.errors import MathError

LARGEST_DENOMINATOR = 5000
CLOSEST = 1e-6  # between a centre and a target that are two points
LARGEST = 10**9
ELSEWHERE = "choose another centre"
GAPS = ("pole", "jump", "hole", "end", "wild")
_GRID = 401
_LONG = 60  # operations from which on an exact value is not simplified


@lru_cache(maxsize=32)
def successive(function: sympy.Expr, x: sympy.Symbol, order: int) -> tuple[sympy.Expr, ...]:
    """The function and its derivatives up to an order, each in a short form."""
    found = [function]
    for _ in range(order):
        found.append(compact(derivative_of(found[-1], x)))
    return tuple(found)


@lru_cache(maxsize=32)
def derivatives_at(function: sympy.Expr, x: sympy.Symbol, center: sympy.Expr, order: int) -> list[sympy.Expr]:
    """f(a), f'(a), ..., each exact where that is short, else a Float of 30 digits.

    MathError names the first derivative that has no value at the centre. Run it in a budget.
    """
    chain = successive(function, x, order)
    if evaluate(function, {x: center}) is not None:
        for number, before in enumerate(chain[:-1], start=1):
            reason = failure(before, x, center)
            if reason:
                raise MathError(f"The {_named(number)} of the function fails at {x} = {center}: {reason}.", ELSEWHERE)
    return [_value(expression, x, center, number) for number, expression in enumerate(chain)]


def _named(number: int) -> str:
    return "value" if number == 0 else "derivative" if number == 1 else f"derivative of order {number}"


def _value(expression: sympy.Expr, x: sympy.Symbol, center: sympy.Expr, number: int) -> sympy.Expr:
    true = evaluate(expression, {x: center})
    if true is None:
        raise MathError(f"The function has no {_named(number)} at {x} = {center}.", ELSEWHERE)
    guess = sympy.Rational(str(real.nstr(true, 40))).limit_denominator(LARGEST_DENOMINATOR)
    if abs(true - real.mpf(guess.p) / guess.q) < real.mpf(10) ** -35 * max(1, abs(true)):
        return guess
    exact = substitute(expression, {x: center})
    if sympy.count_ops(exact) <= _LONG:
        try:
            with soft(0.5):
                simple = sympy.simplify(exact)
                found = evaluate(simple)
                if found is not None and abs(found - true) < real.mpf(10) ** -30 * max(1, abs(true)):
                    return simple
        except GIVEN_UP:
            pass  # then its decimals have to do
    return sympy.Float(str(true), 30)


def polynomial(values: list[sympy.Expr], x: sympy.Symbol, center: sympy.Expr) -> sympy.Expr:
    """The Taylor polynomial with these derivatives at the centre, in powers of (x - a)."""
    return sympy.Add(*(value / sympy.factorial(k) * (x - center) ** k for k, value in enumerate(values)))


def largest_size(function: sympy.Expr, x: sympy.Symbol, interval: Interval) -> Value:
    """The greatest |f| on a closed interval, by a fine grid whose best point is refined; MathError where f breaks."""
    low, high = map(float, interval)
    f = sampler(function, [x])
    grid = np.linspace(low, high, _GRID)
    sizes = abs(f(grid))
    if find_breaks(function, x, low, high, f) or not np.isfinite(sizes).all():
        raise MathError(f"{function} is not continuous on [{interval[0]}, {interval[1]}].", "choose another interval")
    best = int(np.argmax(sizes))
    left, right = grid[max(best - 1, 0)], grid[min(best + 1, _GRID - 1)]
    for _ in range(60):
        third = (right - left) / 3
        if abs(f(np.array(left + third))) < abs(f(np.array(right - third))):
            left += third
        else:
            right -= third
    places = [*interval, sympy.Float(float(grid[best]), 17), sympy.Float(float(left), 17)]
    values = [evaluate(function, {x: place}) for place in places]
    return max(abs(value) for value in values if value is not None)


def rounded_up(value: Value, digits: int = 2) -> sympy.Rational:
    """A short decimal that is not below the positive value: a bound stays one when it is rounded upwards."""
    if value == 0:
        return sympy.Integer(0)
    power = int(real.floor(real.log10(value))) - digits + 1
    # A value that is a short decimal but for its last bits stays that decimal.
    count = int(real.ceil(value / real.mpf(10) ** power - real.mpf(10) ** -25))
    return sympy.Integer(count) * sympy.Integer(10) ** power


@dataclass(frozen=True)
class Linearization:
    """The tangent at a centre in place of the function, and how far off it is at a target.

    `largest` bounds the size of the second derivative between the two, `bound` that of the error; None where the
    second derivative is not continuous there.
    """

    value: sympy.Expr
    slope: sympy.Expr
    approximation: sympy.Expr
    true: Value
    error: Value
    largest: sympy.Rational | None
    bound: sympy.Rational | None


@lru_cache(maxsize=32)
def linearize(function: sympy.Expr, x: sympy.Symbol, center: sympy.Expr, target: sympy.Expr) -> Linearization:
    """The linear approximation of the function at the target; MathError without a slope at the centre."""
    value, slope = derivatives_at(function, x, center, 1)
    approximation = sympy.nsimplify(value + slope * (target - center))
    true = evaluate(function, {x: target})
    if true is None:
        raise MathError(f"The function has no value at {x} = {target}.", "choose another target")
    ends = (center, target) if center < target else (target, center)
    try:
        largest = rounded_up(largest_size(derivative_of(derivative_of(function, x), x), x, ends))
        bound = rounded_up(evaluate(largest / 2 * (target - center) ** 2))
    except MathError:
        largest = bound = None
    return Linearization(value, slope, approximation, true, evaluate(approximation) - true, largest, bound)


def require_same_piece(function: sympy.Expr, x: sympy.Symbol, center: sympy.Expr, target: sympy.Expr) -> None:
    """MathError unless a tangent at the centre can stand in for the function at the target."""
    if abs(float(target - center)) < CLOSEST * max(1, abs(float(center))):
        raise MathError("The centre and the target are the same point, so nothing is approximated.", "move the target")
    require_values(function, x, center, target)
    if not function.diff(x).has(x):
        raise MathError(
            f"{function} is a straight line: its tangent is the function itself, and nothing is approximated.",
            "choose a function whose graph bends",
        )


def require_values(function: sympy.Expr, x: sympy.Symbol, start: sympy.Expr, end: sympy.Expr) -> None:
    """MathError unless the function runs without a gap from one place to the other, with values that can be shown."""
    for place in (start, end):
        value: Value | None = evaluate(function, {x: place})
        if value is None:
            raise MathError(f"{function} has no real value at {x} = {place}.", "choose another number")
        if abs(value) > LARGEST:
            raise MathError(f"{function} is too large at {x} = {place} to be shown.", "choose another number")
    low, high = sorted((float(start), float(end)))
    gaps = [found.x for found in find_breaks(function, x, low, high) if found.kind in GAPS]
    if gaps:
        raise MathError(
            f"{function} breaks off at {x} = {gaps[0]:g}, between {start} and {end}.",
            "choose numbers on the same side",
        )
