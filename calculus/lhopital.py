"""L'Hôpital's rule: a quotient of the form 0/0 or oo/oo, differentiated above and below until it settles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy

from derivanim.calculus.differentiate import derivative_of
from derivanim.calculus.limits import limit_from, limit_of, open_sides
from derivanim.calculus.rules import quotient_parts
from derivanim.calculus.textbook import textbook
from derivanim.errors import MathError

MOST = 3
Parts = tuple[sympy.Expr, sympy.Expr]
Form = tuple[str | None, tuple[sympy.Expr | None, sympy.Expr | None]]


@dataclass(frozen=True)
class Round:
    """A quotient of indeterminate form, the form ("0/0" or "oo/oo"), and the derivatives above and below."""

    top: sympy.Expr
    bottom: sympy.Expr
    form: str
    derivatives: Parts


@dataclass(frozen=True)
class Lhopital:
    """The rounds, what the last leaves (simplified), and its limit; `rewritten` where a product became a quotient."""

    rounds: tuple[Round, ...]
    settled: sympy.Expr
    limit: sympy.Expr
    rewritten: bool
    sides: tuple[int, ...]


def lhopital(function: sympy.Expr, x: sympy.Symbol, point: sympy.Expr) -> Lhopital:
    """The limit of a quotient by at most three rounds of the rule; MathError says why it does not apply."""
    sides = open_sides(function, x, point)
    if not sides:
        raise MathError(f"{function} has no real values next to {x} = {point}.", "choose a point next to its domain")
    (top, bottom), rewritten = _quotient(function, x, point)
    form, limits = indeterminate(top, bottom, x, point)
    if form is None:
        raise MathError(*_refusal(function, x, point, (top, bottom), limits))
    rounds: list[Round] = []
    while form is not None and len(rounds) < MOST:
        derivatives = tuple(textbook(derivative_of(part, x)) for part in (top, bottom))
        if derivatives[1] == 0:
            raise MathError(f"The denominator {bottom} is constant, so the rule does not apply.", "give a quotient")
        rounds.append(Round(top, bottom, form, (derivatives[0], derivatives[1])))
        settled = textbook(derivatives[0] / derivatives[1])
        top, bottom = parts_of(settled, x)
        form, limits = indeterminate(top, bottom, x, point)
    if form is not None:
        raise MathError(
            f"After {MOST} rounds of l'Hôpital's rule {function} is still of the form {form} at {x} = {point}.",
            "simplify the quotient before, or divide by the highest power",
        )
    limit = limit_of(settled, x, point)
    if limit is None:
        raise MathError(
            f"The quotient of the derivatives, {settled}, has no limit at {x} = {point}, so the rule says nothing.",
            "ask for a one-sided limit, or for a quotient whose derivatives settle",
        )
    return Lhopital(tuple(rounds), settled, limit, rewritten, sides)


def indeterminate(top: sympy.Expr, bottom: sympy.Expr, x: sympy.Symbol, point: sympy.Expr) -> Form:
    """ "0/0" or "oo/oo" with the limits of numerator and denominator; None in place of the form where it is neither."""
    sides = open_sides(top / bottom, x, point)
    limits = [[limit_from(part, x, point, side) for side in sides] for part in (top, bottom)]
    first = (limits[0][0] if sides else None, limits[1][0] if sides else None)
    everything: list[Any] = [each for part in limits for each in part]
    if not everything or None in everything:
        return None, first
    if all(each == 0 for each in everything):
        return "0/0", first
    return ("oo/oo" if all(each.is_infinite for each in everything) else None), first


def parts_of(function: sympy.Expr, x: sympy.Symbol) -> Parts:
    """Numerator and denominator, with a rational factor's denominator below: sin(3x)/(5x), not (sin(3x)/5)/x."""
    number, rest = function.as_coeff_Mul()
    top, bottom = quotient_parts(rest, x)
    if not bottom.has(x):
        number, (top, bottom) = (
            sympy.S.One,
            sympy.fraction(function if not function.is_Add else sympy.together(function)),
        )
    return (number.p * top, number.q * bottom) if number.is_Rational else (number * top, bottom)


def _quotient(function: sympy.Expr, x: sympy.Symbol, point: sympy.Expr) -> tuple[Parts, bool]:
    """The quotient; of a product of the form 0 times infinity, one factor over the other's reciprocal."""
    top, bottom = parts_of(function, x)
    if indeterminate(top, bottom, x, point)[0] or not function.is_Mul:
        return (top, bottom), False
    factors = [factor for factor in function.args if factor.has(x)]
    constant = sympy.Mul(*(factor for factor in function.args if not factor.has(x)))
    # A logarithm goes above: its derivative is simpler than that of its reciprocal.
    for above in sorted(factors, key=lambda factor: not factor.has(sympy.log)):
        below = 1 / sympy.Mul(*(factor for factor in factors if factor is not above))
        if len(factors) > 1 and indeterminate(above, below, x, point)[0]:
            return (constant * above, below), True
    return (top, bottom), False


def _refusal(
    function: sympy.Expr,
    x: sympy.Symbol,
    point: sympy.Expr,
    parts: Parts,
    limits: tuple[sympy.Expr | None, sympy.Expr | None],
) -> tuple[str, str]:
    where = f"{x} = {point}"
    if not parts[1].has(x):
        return f"{function} is no quotient with the form 0/0 or infinity/infinity at {where}.", "give a quotient"
    above, below = (("no limit that is known here" if each is None else str(each)) for each in limits)
    limit = limit_of(function, x, point)
    known = f", where the limit is simply {limit}" if limit is not None else ""
    return (
        f"{function} is not of the form 0/0 or infinity/infinity at {where}: "
        f"the numerator has the limit {above} and the denominator {below}{known}.",
        "ask for a point at which both tend to 0 or both to infinity",
    )
