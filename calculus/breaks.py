"""Where an expression may break: zeros of what stands under |.|, in a sign, a root, a condition."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import sympy
from sympy.core.relational import Relational

from derivanim.calculus.budget import soft
from derivanim.calculus.evaluate import evaluate
from derivanim.errors import BudgetError

# Solutions that repeat for ever, as those of sin x = 0, are listed on this stretch.
REACH = 2 * sympy.pi
# Past the last listed break, and not on the next one of a function such as floor.
_BEYOND = 0.37
_STEPS = (sympy.Abs, sympy.sign, sympy.Heaviside, sympy.floor, sympy.ceiling, sympy.Max, sympy.Min, sympy.Piecewise)
_SOLVER_ERRORS = (BudgetError, ValueError, TypeError, NotImplementedError, AttributeError, ArithmeticError)


def suspects(function: sympy.Expr, variable: sympy.Symbol) -> Iterator[sympy.Expr]:
    """Expressions at whose zeros the function or its derivative may break."""
    for node in sympy.preorder_traversal(function):
        if not node.has(variable):
            continue
        if isinstance(node, sympy.Abs | sympy.sign | sympy.Heaviside):
            yield node.args[0]
        elif isinstance(node, sympy.floor | sympy.ceiling):
            yield sympy.sin(sympy.pi * node.args[0])
        elif isinstance(node, sympy.asin | sympy.acos | sympy.asec | sympy.acsc | sympy.acosh):
            yield node.args[0] ** 2 - 1
        elif isinstance(node, sympy.Max | sympy.Min):
            yield from (a - b for i, a in enumerate(node.args) for b in node.args[i + 1 :])
        elif node.is_Pow and node.base.has(variable) and not node.exp.is_integer:
            yield node.base
        elif isinstance(node, Relational):
            yield node.lhs - node.rhs


def zeros(expression: sympy.Expr, variable: sympy.Symbol) -> tuple[tuple[sympy.Expr, ...], bool]:
    """The real zeros, exact where SymPy finds them, and whether these are all of them."""
    if expression.free_symbols != {variable}:
        return (), not expression.has(variable)
    try:
        with soft(1.0):
            solutions = sympy.solveset(expression, variable, sympy.Reals)
            complete = isinstance(solutions, sympy.FiniteSet) or solutions is sympy.S.EmptySet
            if not complete:
                solutions = solutions.intersect(sympy.Interval(-REACH, REACH))
            if isinstance(solutions, sympy.FiniteSet):
                return tuple(p for p in solutions if p.is_number and p.is_real), complete
            return (), complete
    except _SOLVER_ERRORS:
        return (), False


def between_breaks(variable: sympy.Symbol, *expressions: sympy.Expr) -> list[sympy.Expr]:
    """A point in each stretch between neighbouring breaks, where steps and cases may hide a difference.

    Empty for expressions without steps and cases: those are told apart by points anywhere.
    """
    stepped = [e for e in expressions if e.has(*_STEPS)]
    causes = dict.fromkeys(cause for e in stepped for cause in suspects(e, variable))
    found = {point for cause in causes for point in zeros(cause, variable)[0]}
    if not found:
        return []
    places = sorted(value for value in map(evaluate, found) if value is not None)
    middles = [(a + b) / 2 for a, b in pairwise(places)]
    return [places[0] - _BEYOND, *middles, places[-1] + _BEYOND] if places else []
