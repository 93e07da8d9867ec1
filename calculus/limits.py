"""Limits over the reals: SymPy's answer, held against values on the way to the point.

SymPy reasons on complex branches and may be wrong for roots of negatives; values alone cannot name a limit.
"""

from __future__ import annotations

import sympy

from derivanim.calculus.budget import GIVEN_UP, soft
from derivanim.calculus.evaluate import Value, evaluate, real

_STEPS = tuple(real.mpf(10) ** -power for power in (1, 2, 3, 4, 5, 6))
_FAR = tuple(real.mpf(10) ** power for power in (1, 2, 3, 4, 5, 6))
_CLOSE = real.mpf("1e-4")
_NAMES = {-1: "-", 1: "+"}


def open_sides(function: sympy.Expr, x: sympy.Symbol, point: sympy.Expr) -> tuple[int, ...]:
    """On which sides of a point (-1: left, 1: right) the function has real values as near to it as one likes."""
    sides = (1,) if point == -sympy.oo else (-1,) if point == sympy.oo else (-1, 1)
    return tuple(side for side in sides if None not in values_toward(function, x, point, side)[-3:])


def values_toward(function: sympy.Expr, x: sympy.Symbol, point: sympy.Expr, side: int) -> list[Value | None]:
    """Values on the way to the point from one side; towards infinity at greater and greater distances."""
    if point.is_infinite:
        places = [far if point > 0 else -far for far in _FAR]
    else:
        at = evaluate(point)
        places = [] if at is None else [at + side * step for step in _STEPS]
    return [evaluate(function, {x: place}) for place in places]


def limit_from(function: sympy.Expr, x: sympy.Symbol, point: sympy.Expr, side: int) -> sympy.Expr | None:
    """The limit from one side, a number or an infinity; None where there is none or none is found."""
    try:
        with soft(2.0):
            found = sympy.limit(function, x, point, _NAMES[side])
    except (*GIVEN_UP, RecursionError):
        return None
    if not found.is_extended_real or found.free_symbols:
        return None
    if not found.is_infinite and evaluate(found) is None:
        return None
    return found if approaches(function, x, point, side, found) is not False else None


def limit_of(function: sympy.Expr, x: sympy.Symbol, point: sympy.Expr) -> sympy.Expr | None:
    """The limit at a point from all sides of the domain; None where there is none or the sides disagree."""
    sides = open_sides(function, x, point)
    found = {limit_from(function, x, point, side) for side in sides}
    return found.pop() if len(found) == 1 else None


def approaches(function: sympy.Expr, x: sympy.Symbol, point: sympy.Expr, side: int, limit: sympy.Expr) -> bool | None:
    """Whether values come close to the limit: True, False where they stay away, None where that is not clear."""
    values = values_toward(function, x, point, side)[1:]
    known = [value for value in values if value is not None]
    if limit.is_infinite:
        # e^(1/x) is soon too large to be written.
        sign = 1 if limit > 0 else -1
        if len(known) < len(values):
            return None if len(known) < 2 or known[-1] * sign > 0 else False
        growing = known[-1] * sign > known[-2] * sign > known[-3] * sign
        return growing and (known[-1] * sign > 50 or None)
    if len(known) < 3:
        return None
    target: Value = evaluate(limit)
    errors = [abs(value - target) / max(1, abs(target)) for value in known]
    if errors[-1] < _CLOSE:
        return True
    # Slow, as 1/ln x is at infinity, or not at all.
    return None if errors[-1] < 0.97 * errors[-2] < 0.95 * errors[-3] else False
