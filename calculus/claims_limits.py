"""Claims about limits: of a function at a point or at infinity, and of a quotient by l'Hôpital's rule."""

from __future__ import annotations

from dataclasses import dataclass, field

import sympy

from derivanim.calculus.lhopital import indeterminate
from derivanim.calculus.limits import approaches, limit_from, open_sides, values_toward
from derivanim.calculus.proving import is_zero, show
from derivanim.calculus.symbols import symbol
from derivanim.calculus.verdict import Verdict, agrees, proved, refuted, undecided


@dataclass(frozen=True)
class HasLimit:
    """The function tends to the limit (a number or an infinity) at the point, from one side or from all of its sides.

    `side` is -1 (left), 1 (right) or 0.
    """

    function: sympy.Expr
    variable: str
    point: sympy.Expr
    limit: sympy.Expr
    side: int = 0
    slot: str | None = field(default="function", kw_only=True)

    @property
    def statement(self) -> str:
        """The claim in one line."""
        way = {-1: " from the left", 1: " from the right", 0: ""}[self.side]
        return f"{self.function} tends to {self.limit} as {self.variable} tends to {self.point}{way}"

    def prove(self) -> Verdict:
        """Decide the claim; run it in a budget."""
        x = symbol(self.variable)
        sides = open_sides(self.function, x, self.point)
        if not sides or (self.side and not self.point.is_infinite and self.side not in sides):
            return refuted("domain", f"{self.function} has no real values next to {self.variable} = {self.point}")
        verdicts = [self._from(x, side) for side in sides if self.side in (0, side) or self.point.is_infinite]
        return min(verdicts, key=lambda verdict: ("refuted", "undecided", "agrees", "proved").index(verdict.status))

    def _from(self, x: sympy.Symbol, side: int) -> Verdict:
        close = approaches(self.function, x, self.point, side, self.limit)
        if close is False:
            last = [value for value in values_toward(self.function, x, self.point, side) if value is not None][-1:]
            told = f", but next to it the values are near {show(last[0])}" if last else ""
            return refuted("values on the way", f"claimed {self.limit} at {self.variable} = {self.point}{told}")
        found = limit_from(self.function, x, self.point, side)
        if found is not None:
            if found == self.limit:
                return proved("SymPy's limit and values on the way", 5)
            if found.is_infinite or self.limit.is_infinite or is_zero(found - self.limit) is None:
                return refuted("SymPy's limit", f"the limit at {self.variable} = {self.point} is {found}")
            return proved("SymPy's limit and values on the way", 5)
        return agrees("values on the way", 5) if close else undecided("values on the way", "they come closer slowly")


@dataclass(frozen=True)
class Indeterminate:
    """Numerator and denominator both tend to 0, or both to an infinity, at the point."""

    top: sympy.Expr
    bottom: sympy.Expr
    variable: str
    point: sympy.Expr
    slot: str | None = field(default="function", kw_only=True)

    @property
    def statement(self) -> str:
        """The claim in one line."""
        return f"({self.top})/({self.bottom}) is an indeterminate form at {self.variable} = {self.point}"

    def prove(self) -> Verdict:
        """Decide the claim; run it in a budget."""
        x = symbol(self.variable)
        form, limits = indeterminate(self.top, self.bottom, x, self.point)
        if form is None:
            return refuted("limits", f"numerator and denominator tend to {limits[0]} and {limits[1]}")
        if form == "oo/oo":  # each side has its own infinity
            return agrees("limits of numerator and denominator", 10)
        return min(
            (HasLimit(part, self.variable, self.point, sympy.S.Zero).prove() for part in (self.top, self.bottom)),
            key=lambda verdict: ("refuted", "undecided", "agrees", "proved").index(verdict.status),
        )
