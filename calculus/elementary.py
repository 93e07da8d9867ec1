"""Families of elementary functions, and which expressions are made of one of them."""

from __future__ import annotations

from dataclasses import dataclass

import sympy

LOGARITHMS = (sympy.log,)
TRIGONOMETRIC = (sympy.sin, sympy.cos, sympy.tan, sympy.cot, sympy.sec, sympy.csc)
HYPERBOLIC = (
    sympy.sinh, sympy.cosh, sympy.tanh, sympy.coth, sympy.sech, sympy.csch,
    sympy.asinh, sympy.acosh, sympy.atanh, sympy.acoth, sympy.asech, sympy.acsch,
)  # fmt: skip
ARCS = (sympy.asin, sympy.acos, sympy.atan, sympy.acot, sympy.asec, sympy.acsc)
Family = tuple[type, ...]


@dataclass(frozen=True)
class Elementary:
    """`factor` times `outer` of `inner`, plus `shift`; factor and shift are constant."""

    outer: type
    inner: sympy.Expr
    factor: sympy.Expr
    shift: sympy.Expr

    def linear(self, variable: sympy.Symbol) -> tuple[sympy.Expr, sympy.Expr] | None:
        """(a, b) where the inner function is a x + b with numbers a and b; None where it is no such function."""
        slope = self.inner.diff(variable)
        rest = sympy.expand(self.inner - slope * variable)
        if rest.free_symbols or slope.free_symbols or not (slope.is_real and rest.is_real):
            return None
        return slope, rest


def elementary(expression: sympy.Expr, variable: sympy.Symbol, family: Family) -> Elementary | None:
    """The expression as c F(u) + k with F of the family; None where it is of another form."""
    shift, rest = expression.as_independent(variable, as_Add=True)
    factor, outer = rest.as_independent(variable, as_Add=False)
    if outer.func not in family or len(outer.args) != 1:
        return None
    return Elementary(outer.func, outer.args[0], factor, shift)


def made_of(expression: sympy.Expr, variable: sympy.Symbol, family: Family) -> bool:
    """Whether the variable occurs only inside of functions of the family, as in 2 sin^2 x + cos(x^2)."""
    if not expression.has(variable) or expression.func in family:
        return True
    return bool(expression.args) and all(made_of(part, variable, family) for part in expression.args)
