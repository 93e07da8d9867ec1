"""Where a function is defined, and whether it has a derivative at a point: by values at 50 digits, close to it."""

from __future__ import annotations

import itertools
import math
from typing import NamedTuple, TypeAlias

import numpy as np
import sympy

from derivanim.calculus.budget import soft
from derivanim.calculus.evaluate import Value, evaluate, real
from derivanim.calculus.sampling import sampler
from derivanim.calculus.singular import Break, find_breaks
from derivanim.calculus.symbols import symbol
from derivanim.errors import BudgetError

Number: TypeAlias = sympy.Expr | float
# Steps that shrink by the same factor: what a limit does shows in the ratio of successive differences.
_STEPS = tuple(real.mpf(10) ** -power for power in (6, 9, 12, 15, 18))
_HUGE = real.mpf(10) ** 1000
_UNDEFINED, _OSCILLATES = "undefined", "oscillates"


class Differentiability(NamedTuple):
    """Whether a function has a derivative at a point.

    `kind` is differentiable, corner, cusp, vertical tangent, jump, removable, pole, end (of the domain), isolated,
    oscillating or undefined. `left` and `right` are the one-sided slopes: numbers, oo or -oo, None where there is none.
    """

    kind: str
    left: sympy.Expr | None = None
    right: sympy.Expr | None = None


def defined_at(function: sympy.Expr, variable: str | sympy.Symbol, point: Number) -> bool:
    """Tell whether the function has a real value at the point."""
    return _value(function, _symbol(variable), evaluate(sympy.sympify(point))) is not None


def domain(
    function: sympy.Expr, variable: str | sympy.Symbol, within: tuple[Number, Number] = (-10, 10)
) -> tuple[tuple[float, float], ...]:
    """Return the intervals inside of `within` where the function is defined; a missing point splits an interval."""
    x = _symbol(variable)
    low, high = float(within[0]), float(within[1])
    f = sampler(function, [x])
    breaks = find_breaks(function, x, low, high, f)
    places = [b.x for b in breaks if b.kind == "pole" or math.isnan(b.value) or _ends(b)]
    bounds = [low, *(place for place in places if low < place < high), high]
    inner = np.linspace(0.02, 0.98, 25)
    return tuple(
        (left, right)
        for left, right in itertools.pairwise(bounds)
        if np.mean(~np.isnan(f(left + (right - left) * inner))) > 0.5
    )


def differentiability_at(function: sympy.Expr, variable: str | sympy.Symbol, point: Number) -> Differentiability:
    """Tell whether the function has a derivative at the point, and if not, what stands in the way."""
    x = _symbol(variable)
    where = sympy.sympify(point)
    at = evaluate(where)
    if at is None:
        return Differentiability("undefined")
    value = _value(function, x, at)
    left, right = (_tends([_value(function, x, at + sign * step) for step in _STEPS]) for sign in (-1, 1))
    kind = _broken(value, left, right)
    if kind not in (None, "end"):
        return Differentiability(str(kind))
    slopes = [
        None if side == _UNDEFINED else _tends([_quotient(function, x, at, value, sign * step) for step in _STEPS])
        for sign, side in ((-1, left), (1, right))
    ]
    if _OSCILLATES in slopes:
        return Differentiability("oscillating")
    shown = [
        None if slope is None else _exact(function, x, where, slope, sign)
        for sign, slope in zip(("-", "+"), slopes, strict=True)
    ]
    return Differentiability(kind or _smooth(slopes[0], slopes[1]), *shown)


def _ends(found: Break) -> bool:
    return "undefined" in (found.left.kind, found.right.kind)


def _symbol(variable: str | sympy.Symbol) -> sympy.Symbol:
    return symbol(variable) if isinstance(variable, str) else variable


def _value(function: sympy.Expr, x: sympy.Symbol, at: Value | None) -> Value | None:
    return None if at is None else evaluate(function, {x: at})


def _quotient(function: sympy.Expr, x: sympy.Symbol, at: Value, value: Value, step: Value) -> Value | None:
    near = _value(function, x, at + step)
    return None if near is None else (near - value) / step


def _tends(values: list[Value | None]) -> Value:
    """The limit of values at shrinking steps: a number, an infinity, "undefined" or "oscillates"."""
    if values[-1] is None:
        # Values too large to be written are left out: e^(1/x) next to 0.
        huge = [value for value in values if value is not None and abs(value) > _HUGE]
        return (real.inf if huge[-1] > 0 else -real.inf) if huge else _UNDEFINED
    known = [value for value in values if value is not None]
    if len(known) < 4:
        return known[-1]
    last = known[-1]
    changes = [after - before for before, after in itertools.pairwise(known)]
    noise = real.mpf(10) ** -14 * (1 + abs(last))
    if abs(changes[-1]) <= noise:
        return last
    ratio = abs(changes[-1]) / max(abs(changes[-2]), noise)
    if ratio < 0.9:
        # The differences shrink like those of a geometric series: add what is still to come.
        one_way = changes[-1] * changes[-2] > 0
        return last + changes[-1] * ratio / (1 - ratio) if one_way else last
    if changes[-1] * changes[-2] > 0 and changes[-2] * changes[-3] > 0:
        return real.inf if changes[-1] > 0 else -real.inf
    return _OSCILLATES


def _broken(value: Value | None, left: Value, right: Value) -> str | None:
    """What keeps the function from being continuous; "end" at an end of the domain, None if it is continuous."""
    sides = (left, right)
    if left == right == _UNDEFINED:
        return "undefined" if value is None else "isolated"
    if any(side in (real.inf, -real.inf) for side in sides if not isinstance(side, str)):
        return "pole"
    if _OSCILLATES in sides:
        return "oscillating" if value is not None else "undefined"
    if _UNDEFINED in sides:
        side = right if left == _UNDEFINED else left
        if value is None:
            return "undefined"
        return "end" if _close(side, value) else "jump"
    if not _close(left, right):
        return "jump"
    return None if value is not None and _close(left, value) else "removable"


def _close(a: Value, b: Value) -> bool:
    # As coarse as needed for roots of high order, which come to their limit slowly.
    return bool(abs(a - b) <= real.mpf("1e-4") * max(abs(a), abs(b)) + real.mpf("1e-4"))


def _smooth(left: Value, right: Value) -> str:
    infinite = [abs(slope) == real.inf for slope in (left, right)]
    if all(infinite):
        return "vertical tangent" if left == right else "cusp"
    if any(infinite):
        return "corner"
    return "differentiable" if abs(left - right) <= 1e-8 * max(1, abs(left), abs(right)) else "corner"


def _exact(function: sympy.Expr, x: sympy.Symbol, where: sympy.Expr, slope: Value, sign: str) -> sympy.Expr:
    """The slope as an exact number where one is found that agrees with the digits, else to 15 digits."""
    if abs(slope) == real.inf:
        return sympy.oo if slope > 0 else -sympy.oo

    def agrees(candidate: sympy.Expr) -> bool:
        number = evaluate(candidate) if not candidate.free_symbols else None
        return number is not None and bool(abs(number - slope) <= 1e-9 * max(1, abs(slope)))

    rounded = sympy.Rational(str(real.nstr(slope, 20))).limit_denominator(1000)
    if agrees(rounded):
        return rounded
    try:
        with soft(1.0):
            derivative = function.diff(x)
            found = derivative.subs(x, where)
            if not agrees(found):
                found = sympy.limit(derivative, x, where, sign)
            if agrees(found):
                return sympy.nsimplify(found) if found.has(sympy.Float) else found
    except (BudgetError, ArithmeticError, AttributeError, NotImplementedError, RecursionError, TypeError, ValueError):
        pass
    return sympy.Float(str(real.nstr(slope, 15)), 15)
