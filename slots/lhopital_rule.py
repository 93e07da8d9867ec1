"""L'Hôpital's rule: the limit of a quotient of the form 0/0 or infinity/infinity by the derivatives above and below."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, ClassVar, Literal

import sympy
from pydantic import Field

from derivanim.calculus.claims import IsDerivative
from derivanim.calculus.claims_limits import HasLimit, Indeterminate
from derivanim.calculus.lhopital import Lhopital, lhopital
from derivanim.slots import numbers, quotient_lines, quotient_pictures, stage
from derivanim.slots.base import FunctionSlots, Level
from derivanim.slots.extended import Extended, read_extended, spoken

CAPTIONS = ("caption", "curves", "shrink", "slopes", "level", "again", "quotient", "approach", "derived")
_found = lru_cache(maxsize=32)(lhopital)


class LhopitalRule(FunctionSlots):
    """A quotient and the place at which its limit is asked for."""

    LEVEL: ClassVar[Level] = "application"
    SUMMARY: ClassVar[str] = "the limit of a quotient, by the derivatives of numerator and denominator"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "lhopital_rule", "function": "sin(3*x)/(5*x)", "point": "0"},
        {"template": "lhopital_rule", "function": "(1 - cos(x))/x**2", "point": "0"},
        {"template": "lhopital_rule", "function": "log(x)/(x - 1)", "point": "1"},
        {"template": "lhopital_rule", "function": "(exp(x) - 1 - x - x**2/2)/x**3", "point": "0"},
        {"template": "lhopital_rule", "function": "log(x)/x", "point": "oo"},
        {"template": "lhopital_rule", "function": "x**2*exp(-x)", "point": "oo"},
        {"template": "lhopital_rule", "function": "x*log(x)", "point": "0"},
        {"template": "lhopital_rule", "function": "(1 + cos(t))/(t - pi)**2", "point": "pi", "function_name": "q"},
    )

    template: Literal["lhopital_rule"] = "lhopital_rule"
    point: Extended = Field(description="where the limit is taken: a number, oo or -oo")

    def claims(self) -> list[Any]:
        """The form of each round, its derivatives, and the limit."""
        found, x = self.found(), self.variable
        claimed: list[Any] = []
        for each in found.rounds:
            parts = zip((each.top, each.bottom), each.derivatives, strict=True)
            claimed.append(Indeterminate(each.top, each.bottom, x, self.at))
            claimed += [IsDerivative(part, x, slope, slot="function") for part, slope in parts]
        return [*claimed, HasLimit(self.expression, x, self.at, found.limit)]

    def examine(self) -> None:
        """Refuse what is not of an indeterminate form, or is not settled by the rule."""
        self.found()

    @property
    def at(self) -> sympy.Expr:
        """The place as a SymPy number or infinity."""
        return read_extended(self.point)

    def found(self) -> Lhopital:
        """The rounds of the rule and the limit."""
        return _found(self.expression, self.symbol, self.at)

    def scene(self) -> dict[str, Any]:
        """The curves of numerator and denominator, or of the quotient, and the rounds of the rule."""
        found = self.found()
        where = f"{self.variable} \N{RIGHTWARDS ARROW} {spoken(self.at)}"
        pictures = quotient_pictures.heights(self, found.rounds, self.at, found.sides[-1])
        lines = quotient_lines.lines(self, found, self.at, "MEASURE" if pictures else "FUNCTION")
        return (
            stage.opening(self, where=where)
            | lines
            | {
                "call": stage.call_of(self),
                "point": None if self.at.is_infinite else (float(self.at), numbers.exact(self.at)),
                "pictures": pictures,
                "quotient": None if pictures else quotient_pictures.quotient(self, found, self.at),
                "captions": self.captions(*CAPTIONS, where=where),
            }
        )
