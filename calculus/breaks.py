"""The exact places where an expression may break, and points between them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import sympy

from derivanim.calculus.budget import GIVEN_UP, soft
from derivanim.calculus.evaluate import Value, evaluate
from derivanim.calculus.suspects import suspects

# Solutions that repeat for ever, as those of sin x = 0, are listed on this stretch where no other is asked for.
_NEAR_ORIGIN = sympy.Interval(-2 * sympy.pi, 2 * sympy.pi)
# Past the last listed break, and not on the next one of a function such as floor.
_BEYOND = 0.37
_OFFSETS = (-3.1, -1.3, -0.37, -0.11, -0.013, 0.013, 0.11, 0.37, 1.3, 3.1)
_STEPS = (sympy.Abs, sympy.sign, sympy.Heaviside, sympy.floor, sympy.ceiling, sympy.Max, sympy.Min, sympy.Piecewise)


def zeros(
    expression: sympy.Expr, variable: sympy.Symbol, within: sympy.Interval = _NEAR_ORIGIN
) -> tuple[tuple[sympy.Expr, ...], bool]:
    """The real zeros, exact where SymPy finds them, and whether these are all; of endless ones those `within`."""
    if expression.free_symbols != {variable}:
        return (), not expression.has(variable)
    try:
        with soft(1.0):
            solutions = sympy.solveset(expression, variable, sympy.Reals)
            complete = isinstance(solutions, sympy.FiniteSet) or solutions is sympy.S.EmptySet
            if not complete:
                solutions = solutions.intersect(within)
            if isinstance(solutions, sympy.FiniteSet):
                return tuple(p for p in solutions if p.is_number and p.is_real), complete
            return (), complete
    except GIVEN_UP:
        return (), False


def between_breaks(variable: sympy.Symbol, *expressions: sympy.Expr) -> list[sympy.Expr]:
    """A point in each stretch between neighbouring breaks, where steps and cases may hide a difference.

    Empty for expressions without steps and cases: those are told apart by points anywhere.
    """
    stepped = [e for e in expressions if e.has(*_STEPS)]
    places = _places(variable, (cause for e in stepped for cause in suspects(e, defined=True)))
    middles = [(a + b) / 2 for a, b in pairwise(places)]
    return [places[0] - _BEYOND, *middles, places[-1] + _BEYOND] if places else []


def around_breaks(variable: sympy.Symbol, *expressions: sympy.Expr) -> list[sympy.Expr]:
    """Points close to every break and between them: where the domain is small or far out, as of ln(x - 100)."""
    places = _places(variable, (cause for e in expressions for cause in suspects(e)))
    between = [a + (b - a) * part / 8 for a, b in pairwise(places) for part in range(1, 8)]
    return between + [place + step for place in places for step in _OFFSETS]


def _places(variable: sympy.Symbol, causes: Iterable[sympy.Expr]) -> list[Value]:
    """The zeros of the causes as numbers, in order."""
    found = {point for cause in dict.fromkeys(causes) for point in zeros(cause, variable)[0]}
    return sorted(value for value in map(evaluate, found) if value is not None)
