"""The lines of the chain rule: the two derivatives, the rule, the rule with both parts in it, and the slope."""

from __future__ import annotations

from typing import Any

import sympy

from derivanim.calculus.printing import to_typst
from derivanim.errors import MathError
from derivanim.slots import numbers, stage
from derivanim.slots.at_point import AtPoint
from derivanim.slots.rails import Parts, slopes

LONG = 40  # characters of an inner function that the name of a rule cannot hold
READING = 4.0  # seconds in which all lines are read
Factors = tuple[sympy.Expr, sympy.Expr]


def factors(slots: AtPoint, parts: Parts) -> Factors:
    """The slopes of the inner and of the outer function at the point; MathError without one of them."""
    found = slopes(parts, slots.symbol, slots.at)
    if found is None:
        raise MathError(f"The chain rule does not apply at {slots.where}: a part has no slope.", "choose another point")
    return found


def chain_lines(slots: AtPoint, parts: Parts, y: sympy.Symbol) -> list[dict[str, Any]]:
    """First the two lines about the factors, then those of the rule."""
    both = factors(slots, parts)
    return stage.paced([*_derivatives(slots, parts, y, both), *_rule(slots, parts, y), _total(slots, both)], READING)


def _derivatives(slots: AtPoint, parts: Parts, y: sympy.Symbol, both: Factors) -> list[dict[str, Any]]:
    """The derivatives of the two parts, and what they say at the point."""
    (outer, inner, u), (first, second) = parts, (numbers.decimal(float(factor)) for factor in both)
    told = {"where": slots.where, "x": slots.variable, "u": str(u), "y": str(y)}
    inner_slope = f"{_slope(u, slots.symbol)} = {to_typst(stage.derivative(inner, slots.variable))}"
    outer_slope = f"{_slope(y, u)} = {to_typst(stage.derivative(outer, str(u)))}"
    return [
        stage.line(slots.say("inner-line"), inner_slope, slots.say("inner-is", **told, factor=first)),
        stage.line(slots.say("outer-line"), outer_slope, slots.say("outer-is", **told, factor=second)),
    ]


def _rule(slots: AtPoint, parts: Parts, y: sympy.Symbol) -> list[dict[str, Any]]:
    """The rule, the rule with both parts in it, and what that simplifies to."""
    (outer, inner, u), x, markup = parts, slots.symbol, to_typst(parts[1])
    rule = f"{_slope(y, x)} = {_slope(y, u)} dot.c {_slope(u, x)}"
    short = len(markup) < LONG
    named = slots.say("with", inner=f"${to_typst(u)} = {markup}$") if short else slots.say("product")
    product = stage.product(stage.derivative(outer, str(u)).subs(u, inner), stage.derivative(inner, slots.variable))
    opened = stage.opened(slots, named, product, slots.say("spoken", u=str(u)))
    return [stage.line(slots.say("both-line"), rule, slots.say("both"), "DERIVATIVE"), *opened]


def _total(slots: AtPoint, both: Factors) -> dict[str, Any]:
    """The slope at the point, as the product of the two slopes."""
    total, texts = both[0] * both[1], [numbers.label(factor) for factor in reversed(both)]
    multiplied = " dot.c ".join(f"({text})" if text.startswith("-") else text for text in texts)
    relation = "=" if all(map(numbers.is_exact, both)) else "approx"
    call = stage.call_of(slots, numbers.label(slots.at), chr(39))
    return stage.line(
        slots.say("at", where=f"${to_typst(slots.symbol)} {numbers.equals(slots.at)}$"),
        f"{call} {relation} {multiplied} {numbers.equals(total)}",
        slots.say("total", where=slots.where, value=numbers.decimal(float(total))),
    )


def _slope(above: sympy.Symbol, below: sympy.Symbol) -> str:
    return f"frac(d {to_typst(above)}, d {to_typst(below)})"
