"""Quantities that move together: the relation between them, and the rate that it forces on the last one."""

from __future__ import annotations

from dataclasses import dataclass, field

import sympy

from derivanim.calculus.evaluate import Value, evaluate, real
from derivanim.calculus.proving import is_zero, same, show
from derivanim.calculus.verdict import Verdict, agrees, proved, refuted

_STEP = real.mpf(10) ** -20
Quantity = tuple[sympy.Symbol, sympy.Expr, sympy.Expr]
"""A name, its value now, and its rate now."""


def forced_rate(relation: sympy.Eq, known: list[Quantity], unknown: tuple[sympy.Symbol, sympy.Expr]) -> sympy.Expr:
    """The rate of the unknown quantity, from the relation differentiated with respect to time."""
    difference = relation.lhs - relation.rhs
    name, value = unknown
    now = {symbol: at for symbol, at, _ in known} | {name: value}
    moved = sum(difference.diff(symbol) * rate for symbol, _, rate in known)
    return sympy.nsimplify(sympy.simplify((-moved / difference.diff(name)).subs(now)))


@dataclass(frozen=True)
class RelatedRate:
    """The relation holds for the values now, and goes on to hold when each quantity moves at its rate."""

    relation: sympy.Eq
    quantities: tuple[Quantity, ...]
    slot: str | None = field(default="rate", kw_only=True)

    @property
    def statement(self) -> str:
        moving = ", ".join(f"d{name}/dt = {rate} at {name} = {value}" for name, value, rate in self.quantities)
        return f"{self.relation.lhs} = {self.relation.rhs} with {moving}"

    def prove(self) -> Verdict:
        difference = self.relation.lhs - self.relation.rhs
        now = {name: value for name, value, _ in self.quantities}
        left, right = evaluate(self.relation.lhs, now), evaluate(self.relation.rhs, now)
        if left is None or right is None or not same(left, right):
            sides = " and ".join("undefined" if side is None else show(side) for side in (left, right))
            return refuted("evaluation", f"now the two sides of the relation are {sides}")
        moving: list[tuple[sympy.Symbol, Value, Value]] = [
            (name, evaluate(value), evaluate(rate)) for name, value, rate in self.quantities
        ]
        after, before = (
            evaluate(difference, {name: value + step * rate for name, value, rate in moving})
            for step in (_STEP, -_STEP)
        )
        if after is None or before is None:
            return refuted("evaluation", "the relation has no value beside the values now")
        drift, scale = (after - before) / (2 * _STEP), max(abs(rate) for *_, rate in moving)
        if abs(drift) > real.mpf(10) ** -14 * max(1, scale, abs(left)):
            return refuted("difference quotient", f"with these rates the two sides drift apart by {show(drift)}")
        exact = sum(difference.diff(name) * rate for name, _, rate in self.quantities).subs(now)
        method = is_zero(exact, 0.5)
        return proved(method, 1) if method else agrees("difference quotient at 50 digits", 1)
