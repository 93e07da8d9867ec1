"""The form in which a textbook prints a derivative: not as the rules leave it, and not over-simplified."""

from __future__ import annotations

from collections.abc import Callable

import sympy

from derivanim.calculus.budget import GIVEN_UP, soft
from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.proving import compare, demanding, sample

_Form = Callable[[sympy.Expr], sympy.Expr]
# Another form is worth it only where it is clearly shorter: x^2 cos x + 2 x sin x stays, x^2 e^x + 2 x e^x does not.
_GAIN = 0.8
# A fraction within a fraction reads as badly as this many operations more.
_NESTED = 4
# Past this many operations the slow forms may take more than a second.
_SLOW_LIMIT = 40
# Three times what a slow form takes at most below that limit, so that the machine's load decides nothing.
_SECONDS = 3.0


def textbook(expression: sympy.Expr, gain: float = _GAIN) -> sympy.Expr:
    """The shortest of a few forms of the expression; the form itself where none is shorter than `gain` times it.

    A form counts only if it has the same values wherever the expression is defined, odd roots of negatives included.
    """
    return _positive(_shortest(expression, _FORMS, gain))


def compact(expression: sympy.Expr) -> sympy.Expr:
    """A short form that is found ten times faster, for what is only computed with."""
    return _shortest(expression, _QUICK, 1.0)


def _shortest(expression: sympy.Expr, forms: tuple[_Form, ...], gain: float) -> sympy.Expr:
    best, bound = expression, length(expression) * gain
    operations, hard = sympy.count_ops(expression), demanding(expression)
    for form in forms:
        if (hard and form not in _EASY) or (form in _SLOW and operations > _SLOW_LIMIT):
            continue
        try:
            with soft(_SECONDS):
                candidate = _positive(form(expression))
        except GIVEN_UP:
            continue
        if length(candidate) < bound and _plain(candidate, expression) and _same(candidate, expression):
            best, bound = candidate, length(candidate)
    return best


def length(expression: sympy.Expr) -> int:
    """How much there is to read: operations, the numbers and names between them, and fractions within fractions."""
    nodes = list(sympy.preorder_traversal(expression))
    leaves = sum(1 for node in nodes if not node.args)
    nested = sum(_NESTED for node in nodes if node.is_Mul and _below(node) and any(map(_broken, node.args)))
    return int(sympy.count_ops(expression)) + leaves + nested


def _below(product: sympy.Basic) -> bool:
    return any(factor.is_Pow and factor.exp.is_Rational and factor.exp < 0 for factor in product.args)


def _broken(factor: sympy.Expr) -> bool:
    """Whether a factor is a sum with a fraction in it."""
    return bool(factor.is_Add) and any(
        (part.is_Rational and part.q != 1) or _below(sympy.Tuple(part))
        for term in factor.args
        for part in sympy.Mul.make_args(term)
    )


def _positive(expression: sympy.Expr) -> sympy.Expr:
    """-(x + 1)/y for (-x - 1)/y, (2 - x)/y for -(x - 2)/y, 2 x (x + 1) for x (2 x + 2), and cot x for 1/tan x."""
    expression = expression.replace(
        lambda node: node.is_Pow and node.exp.is_Integer and node.exp < 0 and isinstance(node.base, sympy.tan),
        lambda node: sympy.cot(node.base.args[0]) ** -node.exp,
    )
    if not expression.is_Mul:
        return expression
    factors = list(expression.args)
    mixed = [i for i, factor in enumerate(factors) if factor.is_Add and len(factor.args) == 2 and _mixed(factor)]
    if len(mixed) == 1 and len(factors) > 2 and factors[0].is_Rational and factors[0] < 0:
        factors[0], factors[mixed[0]] = -factors[0], -factors[mixed[0]]
    outside = sympy.S.One
    for index, factor in enumerate(factors):
        if factor.is_Add:
            content, rest = factor.primitive()
            sign = -1 if all(term.could_extract_minus_sign() for term in rest.args) else 1
            if content.is_Integer:
                outside, factors[index] = outside * sign * content, sign * rest
            else:
                outside, factors[index] = outside * sign, sign * factor
    return sympy.Mul(outside, *factors)


def _mixed(total: sympy.Expr) -> bool:
    return len({bool(term.could_extract_minus_sign()) for term in total.args}) == 2


def _over(expression: sympy.Expr) -> sympy.Expr:
    """One fraction, common factors of its numerator set apart."""
    above, below = sympy.fraction(sympy.together(expression))
    return sympy.factor_terms(sympy.expand_mul(above)) / below


def _cancelled(expression: sympy.Expr) -> sympy.Expr:
    return sympy.factor(sympy.cancel(expression)) if expression.is_rational_function() else expression


def _without_signs(expression: sympy.Expr) -> sympy.Expr:
    """1/x for sign(x)/|x|, the derivative of ln|x|, and 2 |x| for x sign(x) + |x|, that of x |x|."""
    written_out = expression.replace(sympy.sign, lambda inside: sympy.Abs(inside) / inside)
    return sympy.trigsimp(sympy.together(written_out)) if written_out != expression else expression


_FORMS: tuple[_Form, ...] = (
    _without_signs,
    sympy.powsimp,
    sympy.factor_terms,
    sympy.factor,
    sympy.together,
    _over,
    sympy.cancel,
    _cancelled,
    sympy.trigsimp,
    sympy.simplify,
)
_QUICK: tuple[_Form, ...] = (sympy.powsimp, sympy.factor_terms, sympy.factor, sympy.cancel)
# What is quick on expressions of any length.
_EASY = (sympy.powsimp, sympy.factor_terms)
_SLOW = (sympy.trigsimp, sympy.simplify)
_CIRCULAR = {sympy.sin, sympy.cos, sympy.tan, sympy.cot, sympy.sec}


def _plain(candidate: sympy.Expr, expression: sympy.Expr) -> bool:
    """Whether the form brings in no function that was not there; another of the circular functions is no surprise."""
    allowed = {node.func for node in expression.atoms(sympy.Function)} | _CIRCULAR
    return not candidate.has(sympy.I) and {node.func for node in candidate.atoms(sympy.Function)} <= allowed


def _same(candidate: sympy.Expr, expression: sympy.Expr) -> bool:
    names = tuple(sorted(expression.free_symbols, key=str))
    points = sample(names, expression) if names else iter(({},))
    verdict = compare(lambda p: evaluate(candidate, p), lambda p: evaluate(expression, p), points)
    return verdict.good
