"""The logarithm of a product as a sum: ln(x^2 sin x) = 2 ln x + ln(sin x)."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import sympy

from derivanim.calculus.differentiate import differentiate

Term = tuple[sympy.Expr, sympy.Expr]
"""(c, b) stands for c ln b."""


def logarithm_terms(expression: sympy.Expr) -> list[Term]:
    """ln of the expression as c_1 ln b_1 + c_2 ln b_2 + ..., in the order in which the factors are written."""
    return list(_terms(expression, sympy.Integer(1)))


def _terms(expression: sympy.Expr, times: sympy.Expr) -> Iterator[Term]:
    if expression == 1:
        return
    if expression.is_Mul:
        for factor in expression.as_ordered_factors():
            yield from _terms(factor, times)
    elif isinstance(expression, sympy.exp):
        yield times * expression.args[0], sympy.E
    elif expression.is_Pow:
        yield from _terms(expression.base, times * expression.exp)
    else:
        yield times, expression


def logarithm_sum(terms: list[Term], signed: Collection[sympy.Expr] = ()) -> list[sympy.Expr]:
    """The terms as expressions, with |b| for those b that are not positive everywhere; ln 1 is left out."""
    written = (times * sympy.log(sympy.Abs(base) if base in signed else base) for times, base in terms)
    return [term for term in written if term != 0]


def relative_growth(terms: list[sympy.Expr], variable: str) -> sympy.Expr:
    """f'/f, each term of ln f differentiated for itself."""
    return sympy.Add(*(differentiate(term, variable).derivative for term in terms))
