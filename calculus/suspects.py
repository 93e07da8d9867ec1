"""The parts of an expression at whose zeros it may break: denominators, what stands under |.|, a root, a condition."""

from __future__ import annotations

from collections.abc import Iterator

import sympy
from sympy.core.relational import Relational

# At these zeros the function may have a value all the same; at the others it has none.
_AT_ZERO = (sympy.Abs, sympy.sign, sympy.Heaviside, sympy.acot)
_AT_ONE = (sympy.asin, sympy.acos, sympy.asec, sympy.acsc, sympy.acosh, sympy.asech)
_AT_INTEGERS = (sympy.floor, sympy.ceiling, sympy.frac)
_UNDEFINED_AT_ZERO = (sympy.log, sympy.csch, sympy.coth, sympy.acsch, sympy.DiracDelta)
_UNDEFINED_AT_ONE = (sympy.atanh, sympy.acoth)
_UNDEFINED_AT_INTEGERS = (sympy.gamma, sympy.factorial, sympy.loggamma)


def suspects(expression: sympy.Basic, *, defined: bool = False) -> tuple[sympy.Expr, ...]:
    """The parts at whose zeros the expression may be undefined, jump or have a corner.

    With `defined`, only those at whose zeros it may have a value.
    """
    found: dict[sympy.Expr, None] = {}
    for node in sympy.preorder_traversal(expression):
        if node.args:
            found |= dict.fromkeys(_rough(node))
            if not defined:
                found |= dict.fromkeys(_undefined(node))
    return tuple(part for part in found if part.free_symbols)


def _rough(node: sympy.Basic) -> Iterator[sympy.Expr]:
    first = node.args[0]
    if node.is_Pow:
        if not node.exp.is_integer:
            yield node.base
    elif isinstance(node, Relational):
        yield node.lhs - node.rhs
    elif node.func in _AT_ZERO:
        yield first
    elif node.func in _AT_ONE:
        yield first - 1
        yield first + 1
    elif node.func in _AT_INTEGERS:
        yield sympy.sin(sympy.pi * first)
    elif node.func == sympy.Mod:
        yield sympy.sin(sympy.pi * first / node.args[1])
    elif node.func in (sympy.Max, sympy.Min):
        yield from (one - other for index, one in enumerate(node.args) for other in node.args[index + 1 :])


def _undefined(node: sympy.Basic) -> Iterator[sympy.Expr]:
    first = node.args[0]
    if node.is_Pow:
        if node.exp.is_integer and not node.exp.is_positive:
            yield node.base
    elif node.func in _UNDEFINED_AT_ZERO:
        yield first
    elif node.func in _UNDEFINED_AT_ONE:
        yield first - 1
        yield first + 1
    elif node.func in (sympy.tan, sympy.sec):
        yield sympy.cos(first)
    elif node.func in (sympy.cot, sympy.csc):
        yield sympy.sin(first)
    elif node.func in _UNDEFINED_AT_INTEGERS:
        yield sympy.sin(sympy.pi * first)
