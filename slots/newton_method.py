"""Newton's method: tangent by tangent towards a root, or to where it fails."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, ClassVar, Literal

import sympy
from pydantic import Field

from derivanim.calculus.claims_approximation import root_claim
from derivanim.calculus.claims_newton import NewtonEnds, NewtonStep
from derivanim.calculus.newton import Newton, named_root, newton
from derivanim.calculus.reader import read_number
from derivanim.slots import newton_steps, numbers, stage
from derivanim.slots.base import DerivativeSlots, Level, Number

CAPTIONS = ("caption", "start", "tangent", "drop", "again", "away")


class NewtonMethod(DerivativeSlots):
    """A function whose root is wanted, and the place at which Newton's method starts."""

    LEVEL: ClassVar[Level] = "application"
    SUMMARY: ClassVar[str] = "Newton's method from a start to a root, or how it diverges, cycles or breaks off"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "newton_method", "function": "x**2 - 2", "start": "1"},
        {"template": "newton_method", "function": "cos(x) - x", "start": "0.2"},
        {"template": "newton_method", "function": "exp(x) - 4", "start": "0"},
        {"template": "newton_method", "function": "log(x) - 1", "start": "1"},
        {"template": "newton_method", "function": "x**(1/3)", "start": "1"},
        {"template": "newton_method", "function": "x**3 - 2*x + 2", "start": "0"},
        {"template": "newton_method", "function": "atan(x)", "start": "1.5"},
        {"template": "newton_method", "function": "log(t)", "start": "3"},
        {"template": "newton_method", "function": "x**3 - 3*x + 3", "start": "1"},
        {"template": "newton_method", "function": "1/x - 3", "start": "1/2", "function_name": "g"},
    )

    template: Literal["newton_method"] = "newton_method"
    start: Number = Field(description="the first guess, from which the method starts")

    def claims(self) -> list[Any]:
        """The derivative, each step, how it ends, and the root."""
        f, x, found = self.expression, self.variable, self.found()
        steps = [self.at, *(sympy.Float(str(place), 40) for place in found.places[1 : newton_steps.MOST_ROWS])]
        claims = [*super().claims(), *(NewtonStep(f, x, a, b) for a, b in pairwise(steps))]
        claims.append(NewtonEnds(f, x, self.at, found.end))
        if found.root is not None:
            claims.append(root_claim(f, x, named_root(f, self.symbol, found.root)))
        return claims

    def examine(self) -> None:
        """Refuse a start outside of the domain or at a root, and a curve without a tangent on the way."""
        newton_steps.require_start(self, self.at)
        newton_steps.require_tangents(self, self.found())

    @property
    def at(self) -> sympy.Expr:
        """The start as a SymPy number."""
        return read_number(self.start)

    def found(self) -> Newton:
        """The places and how they end."""
        return newton(self.expression, self.symbol, self.at)

    def scene(self) -> dict[str, Any]:
        """The curve near the places, the places themselves, their table, and what becomes of them."""
        found = self.found()
        words = {"variable": self.variable, "start": numbers.plain(self.at)}
        captions = self.captions(*CAPTIONS, function=numbers.plain(self.function), **words)
        *lines, first, last = newton_steps.lines(self, found)
        shown = stage.opening(self, **words) | newton_steps.picture(self, found)
        return shown | {
            "derivative": stage.in_x(stage.derivative(self.expression, self.variable), self),
            "lines": lines,
            "first_line": first,
            "end_line": last,
            "captions": {"curve": stage.graph_is(self)} | captions,
        }
