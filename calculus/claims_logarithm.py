"""That a sum of logarithms is the logarithm of a function, as a claim that can be proved."""

from __future__ import annotations

from dataclasses import dataclass, field

import sympy

from derivanim.calculus.evaluate import Value, evaluate
from derivanim.calculus.proving import Point, compare, sampled, strengthen
from derivanim.calculus.symbols import symbol
from derivanim.calculus.verdict import Verdict


@dataclass(frozen=True)
class IsLogarithm:
    """`total` is ln of `function` wherever both are defined, which is somewhere."""

    function: sympy.Expr
    variable: str
    total: sympy.Expr
    slot: str | None = field(default="function", kw_only=True)

    @property
    def statement(self) -> str:
        """The claim in one line."""
        return f"ln of {self.function} is {self.total}"

    def prove(self) -> Verdict:
        """At points where the function is positive; for positive bases, SymPy may show it as well."""
        true = sympy.log(self.function, evaluate=False)

        def where_defined(point: Point) -> Value | None:
            return None if evaluate(self.total, point) is None else evaluate(true, point)

        points = sampled((symbol(self.variable),), self.function, self.total)
        numeric = compare(lambda point: evaluate(self.total, point), where_defined, points)
        positive = self.total.replace(sympy.Abs, lambda inner: inner)
        return strengthen(numeric, sympy.expand_log(true, force=True) - sympy.expand_log(positive, force=True), 1.0)
