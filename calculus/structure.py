"""How a function is built: as a product of two factors, or as an outer function of an inner one."""

from __future__ import annotations

import sympy

from derivanim.calculus.outer import OUTER
from derivanim.calculus.rules import quotient_parts
from derivanim.calculus.symbols import symbol


def split_product(expression: sympy.Expr, variable: str) -> tuple[sympy.Expr, sympy.Expr] | None:
    """(u, v) with u v the expression and both depending on the variable; None where it is no product.

    x^2 sin x is (x^2, sin x). A constant goes to u; of more factors the first is u; a quotient is no product.
    """
    x = symbol(variable)
    if not expression.is_Mul or quotient_parts(expression, x)[1] != 1:
        return None
    constant, _ = expression.as_independent(x, as_Add=False)
    factors = [factor for factor in expression.as_ordered_factors() if factor.has(x)]
    if len(factors) < 2:
        return None
    return constant * factors[0], sympy.Mul(*factors[1:])


def split_composition(expression: sympy.Expr, variable: str) -> tuple[sympy.Expr, sympy.Expr, sympy.Symbol] | None:
    """(outer, inner, u) with outer an expression in u and inner in the variable; None where it is no composition.

    sin(x^2) is (sin u, x^2), 5 (x^2 + 1)^3 is (5 u^3, x^2 + 1). The letter u is another where the function uses u.
    """
    x = symbol(variable)
    u = next(symbol(name) for name in ("u", "v", "w") if symbol(name) not in expression.free_symbols)
    constant, rest = expression.as_independent(x, as_Add=False)
    inner = _inner(rest, x)
    if inner is None or inner == x:
        return None
    outer = _power(rest, x, u) if rest.is_Pow else rest.func(u)
    return constant * outer, inner, u


def _power(power: sympy.Expr, x: sympy.Symbol, u: sympy.Symbol) -> sympy.Expr:
    return sympy.Pow(power.base, u) if power.exp.has(x) else sympy.Pow(u, power.exp)


def _inner(expression: sympy.Expr, x: sympy.Symbol) -> sympy.Expr | None:
    if expression.is_Pow:
        above, below = expression.exp.has(x), expression.base.has(x)
        if above and below:
            return None
        return expression.exp if above else expression.base
    if expression.func in OUTER and len(expression.args) == 1:
        return expression.args[0]
    return None
