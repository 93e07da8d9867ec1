"""What claims about a function at a point, or on an interval, share: their fields, and the values there."""

from __future__ import annotations

from dataclasses import dataclass, field

import sympy

from derivanim.calculus.evaluate import Value, evaluate
from derivanim.calculus.powers import substitute
from derivanim.calculus.roots import Interval
from derivanim.calculus.symbols import symbol
from derivanim.calculus.verdict import Verdict, refuted


@dataclass(frozen=True)
class AtPoint:
    """What claims about a function at a point share."""

    function: sympy.Expr
    variable: str
    point: sympy.Expr
    slot: str | None = field(default="point", kw_only=True)

    @property
    def place(self) -> str:
        """The point in a message."""
        return f"{self.variable} = {self.point}"

    def values(self) -> tuple[Value | None, Value | None]:
        """The point and the function's value there as numbers."""
        at = evaluate(self.point)
        return at, evaluate(self.function, {symbol(self.variable): at}) if at is not None else None

    def at_point(self, expression: sympy.Expr) -> sympy.Expr:
        """The exact value of an expression at the point."""
        return substitute(expression, {symbol(self.variable): self.point})

    def outside(self) -> Verdict:
        """The refutation of a claim about a point at which there is no value."""
        return refuted("domain", f"{self.function} has no real value at {self.place}")


@dataclass(frozen=True)
class OnInterval:
    """What claims about a function on a closed interval share."""

    function: sympy.Expr
    variable: str
    interval: Interval
    slot: str | None = field(default="interval", kw_only=True)
