"""The form that a rule of differentiation is about: c g, c x^n, u + v, u / v or c a^g; None where it is another one."""

from __future__ import annotations

from functools import reduce

import sympy

from derivanim.calculus.rules import quotient_parts

QUOTIENTS = {
    sympy.tan: (sympy.sin, sympy.cos),
    sympy.cot: (sympy.cos, sympy.sin),
    sympy.sec: (None, sympy.cos),
    sympy.csc: (None, sympy.sin),
    sympy.tanh: (sympy.sinh, sympy.cosh),
    sympy.coth: (sympy.cosh, sympy.sinh),
    sympy.sech: (None, sympy.cosh),
    sympy.csch: (None, sympy.sinh),
}
"""Functions that are quotients of two others; None is 1."""


def constant_multiple(expression: sympy.Expr, x: sympy.Symbol) -> tuple[sympy.Expr, sympy.Expr] | None:
    """(c, g) with c g the expression and a constant c other than 0 and 1; 4 x + 6 is 2 (2 x + 3)."""
    if not expression.has(x):
        return None
    factored = sympy.factor_terms(expression) if expression.is_Add else expression
    constant, rest = factored.as_independent(x, as_Add=False)
    constant = _number(constant)
    return None if constant in (0, 1) else (constant, rest)


def power(expression: sympy.Expr, x: sympy.Symbol) -> tuple[sympy.Expr, sympy.Expr] | None:
    """(c, n) with c x^n the expression; sqrt(x^3) is x^(3/2), and sqrt(x^2) is no power but |x|."""
    constant, rest = expression.as_independent(x, as_Add=False)
    exponent = sympy.Integer(1)
    while rest.is_Pow and not rest.exp.has(x):
        if exponent.is_Rational and exponent.q % 2 == 0 and not (rest.exp.is_Rational and rest.exp.p % 2):
            return None
        exponent, rest = exponent * rest.exp, rest.base
    return (_number(constant), exponent) if rest == x and constant != 0 else None


def terms(expression: sympy.Expr, x: sympy.Symbol) -> list[sympy.Expr] | None:
    """The terms of a sum in the order of reading, also of a constant times a sum: 2 (x^2 + 1) is 2 x^2 + 2."""
    constant, rest = expression.as_independent(x, as_Add=False)
    if not rest.is_Add or not expression.has(x):
        return None
    return [_number(constant * term) if constant != 1 else term for term in rest.as_ordered_terms()]


def quotient(expression: sympy.Expr, x: sympy.Symbol) -> tuple[sympy.Expr, sympy.Expr] | None:
    """(u, v) with u / v the expression and x in v; tan x is sin x / cos x, and x e^(-x) is x / e^x."""
    constant, rest = expression.as_independent(x, as_Add=False)
    if rest.func in QUOTIENTS:
        above, below = (sympy.Integer(1) if kind is None else kind(rest.args[0]) for kind in QUOTIENTS[rest.func])
        return constant * above, below
    above, below = quotient_parts(expression, x)
    if below == 1:
        shrinking = [factor for factor in sympy.Mul.make_args(above) if _shrinks(factor, x)]
        below = sympy.Mul(*(1 / factor for factor in shrinking))
        above = sympy.Mul(*(factor for factor in sympy.Mul.make_args(above) if factor not in shrinking))
    if not below.has(x):
        return None
    whole = above.as_coeff_Mul()[0].q if above.as_coeff_Mul()[0].is_Rational else 1
    return (above * whole, sympy.Mul(whole, below, evaluate=whole == 1 or not below.is_Add))


def exponential(expression: sympy.Expr, x: sympy.Symbol) -> tuple[sympy.Expr, sympy.Expr, sympy.Expr] | None:
    """(c, a, g) with c a^g the expression, a constant base a > 0 other than 1, and x in g."""
    constant, rest = expression.as_independent(x, as_Add=False)
    parts = [_base_and_exponent(factor, x) for factor in sympy.Mul.make_args(rest)]
    found = [part for part in parts if part is not None]
    if len(found) < len(parts):
        return None
    if len(found) == 1:
        return (_number(constant), *found[0])
    return _number(constant), sympy.E, sympy.Add(*(sympy.log(base) * exponent for base, exponent in found))


def _base_and_exponent(factor: sympy.Expr, x: sympy.Symbol) -> tuple[sympy.Expr, sympy.Expr] | None:
    """2^x as (2, x) and e^x as (e, x)."""
    if isinstance(factor, sympy.exp):
        return sympy.E, factor.args[0]
    if factor.is_Pow and not factor.base.has(x) and factor.exp.has(x) and factor.base.is_positive:
        return factor.base, factor.exp
    return None


def _shrinks(factor: sympy.Expr, x: sympy.Symbol) -> bool:
    """Whether a factor is an exponential that somebody may have written below: e^(-x)."""
    part = _base_and_exponent(factor, x)
    return part is not None and part[1].has(x) and bool(part[1].could_extract_minus_sign())


def _number(product: sympy.Expr) -> sympy.Expr:
    """The product with its numbers multiplied, as the reader leaves them apart."""
    return reduce(sympy.Mul, product.args) if product.is_Mul else product
