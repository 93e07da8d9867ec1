"""Claims about Newton's method: each step, and that places grow, come back or leave the domain."""

from __future__ import annotations

from dataclasses import dataclass, field

import sympy

from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.newton import newton
from derivanim.calculus.proving import same, show, slope
from derivanim.calculus.symbols import symbol
from derivanim.calculus.verdict import Verdict, agrees, proved, refuted


@dataclass(frozen=True)
class NewtonStep:
    """The tangent to `function` at `before` meets the axis at `after`: after = before - f/f'."""

    function: sympy.Expr
    variable: str
    before: sympy.Expr
    after: sympy.Expr
    slot: str | None = field(default="start", kw_only=True)

    @property
    def statement(self) -> str:
        return f"Newton's step for {self.function} goes from {self.variable} = {self.before} to {self.after}"

    def prove(self) -> Verdict:
        x, at = symbol(self.variable), evaluate(self.before)
        height, rate = evaluate(self.function, {x: at}), slope(self.function, x, at)
        if height is None or rate is None:
            return refuted("domain", f"{self.function} has no tangent at {x} = {show(at)}")
        if rate == 0:
            return refuted("evaluation", f"the tangent at {x} = {show(at)} is level")
        true = at - height / rate
        if not same(evaluate(self.after), true):
            return refuted("evaluation", f"the tangent at {x} = {show(at)} meets the axis at {show(true)}")
        return agrees("difference quotient at 50 digits", 1)


@dataclass(frozen=True)
class NewtonEnds:
    """Newton's method from the start ends in this way: converges, flat, leaves, cycles, diverges or wanders."""

    function: sympy.Expr
    variable: str
    start: sympy.Expr
    end: str
    slot: str | None = field(default="start", kw_only=True)

    @property
    def statement(self) -> str:
        return f"Newton's method for {self.function} from {self.variable} = {self.start}: {self.end}"

    def prove(self) -> Verdict:
        found = newton(self.function, symbol(self.variable), self.start)
        if found.end != self.end:
            return refuted("iteration", f"it {found.end} after {len(found.places) - 1} steps")
        # A finite number of exact steps is a proof; what goes on for ever is borne out by the steps that were taken.
        ended = self.end in ("flat", "leaves") or found.root == found.places[0]
        return (proved if ended else agrees)("iteration at 50 digits", len(found.places) - 1)
