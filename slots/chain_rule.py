"""The chain rule as two changes in a row: x moves u, and u moves y."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import sympy
from pydantic import Field

from derivanim.calculus.claims import IsComposition, SlopeAt
from derivanim.calculus.printing import to_typst
from derivanim.calculus.reader import read_number
from derivanim.calculus.structure import split_composition
from derivanim.errors import MathError
from derivanim.slots import numbers, points, rails, stage
from derivanim.slots.base import DerivativeSlots, Level, Number

READING = 4.4  # seconds in which all lines are read
LONG = 40  # characters of an inner function that the name of a rule cannot hold


class ChainRule(DerivativeSlots):
    """A composition of an outer and an inner function."""

    LEVEL: ClassVar[Level] = "foundation"
    SUMMARY: ClassVar[str] = "the chain rule, as the change of the inner function handed on to the outer one"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "chain_rule", "function": "(x**2 + 1)**3"},
        {"template": "chain_rule", "function": "sin(x**2)", "point": "1"},
        {"template": "chain_rule", "function": "exp(-x**2)"},
        {"template": "chain_rule", "function": "log(x**2 + 1)"},
        {"template": "chain_rule", "function": "sqrt(1 + x**2)"},
        {"template": "chain_rule", "function": "1/(1 + x**2)"},
        {"template": "chain_rule", "function": "cos(sqrt(t))", "variable": "t", "function_name": "g"},
    )

    template: Literal["chain_rule"] = "chain_rule"
    point: Number | None = Field(None, description="where the changes are looked at; left out, it is chosen")

    def claims(self) -> list[Any]:
        """The derivative, the two parts, and the three slopes at the point."""
        (outer, inner, u), at, x = self.parts, self.at, self.variable
        first, second = self.factors
        value = points.value_at(inner, self.symbol, at)
        return [
            *super().claims(),
            IsComposition(self.expression, inner, outer, str(u)),
            SlopeAt(inner, x, at, first),
            SlopeAt(outer, str(u), value, second),
            SlopeAt(self.expression, x, at, first * second),
        ]

    def examine(self) -> None:
        """Refuse what is no composition, and a point at which one of the two functions has no derivative."""
        if split_composition(self.expression, self.variable) is None:
            raise MathError(
                f"{numbers.plain(self.function)} is no function of an inner function, so it needs no chain rule.",
                "a derivative_overview shows the rules that it needs",
            )
        if self.point is not None:
            points.require_differentiable(self, read_number(self.point), "leave the point out")
        _ = self.factors  # refuses where one of them does not exist

    @property
    def parts(self) -> tuple[sympy.Expr, sympy.Expr, sympy.Symbol]:
        """The outer function in u, the inner one, and u."""
        found = split_composition(self.expression, self.variable)
        if found is None:
            raise MathError(f"{numbers.plain(self.function)} is no composition.")
        return found

    @property
    def at(self) -> sympy.Expr:
        """The point: the given one, or the first one at which the changes are easy to compare."""
        return rails.even_place(self.parts, self.symbol) if self.point is None else read_number(self.point)

    @property
    def factors(self) -> tuple[sympy.Expr, sympy.Expr]:
        """The slopes of the inner and of the outer function at the point."""
        found = rails.slopes(self.parts, self.symbol, self.at)
        if found is None:
            where = f"{self.variable} = {numbers.plain(self.at)}"
            raise MathError(f"The chain rule does not apply at {where}: a part has no slope.", "choose another point")
        return found

    def scene(self) -> dict[str, Any]:
        """Three number lines with the changes on them, their two factors, and the lines of the rule."""
        (_, _, u), x, y = self.parts, self.variable, points.height_name(self.variable)
        inner_line, outer_line, *lines = stage.paced([*self._slopes(y), *self._lines(y)], READING)
        return rails.rails(self.parts, (self.symbol, y), self.at, self.say("not-to-scale")) | {
            "subject": self.say("subject", function=self.function),
            "heading": stage.heading(self),
            "inner_line": inner_line,
            "outer_line": outer_line,
            "lines": lines,
            "captions": {
                "subject": self.say("question", function=numbers.plain(self.function)),
                "rails": self.say("rails", x=str(x), u=str(u), y=str(y)),
                "start": self.say("start", where=f"{x} = {numbers.plain(self.at)}"),
                "nudge": self.say("nudge", x=str(x)),
                "inner": self.say("inner", u=str(u)),
                "outer": self.say("outer", y=str(y)),
                "again": self.say("again"),
            },
        }

    def _slopes(self, y: sympy.Symbol) -> list[dict[str, Any]]:
        """The derivatives of the two parts, and what they say at the point."""
        (outer, inner, u), x = self.parts, self.symbol
        first, second = (numbers.decimal(float(factor)) for factor in self.factors)
        where = f"{x} = {numbers.plain(self.at)}"
        return [
            stage.line(
                self.say("inner-line"),
                f"frac(d {to_typst(u)}, d {to_typst(x)}) = {to_typst(stage.derivative(inner, self.variable))}",
                self.say("inner-is", where=where, u=str(u), factor=first, x=str(x)),
            ),
            stage.line(
                self.say("outer-line"),
                f"frac(d {to_typst(y)}, d {to_typst(u)}) = {to_typst(stage.derivative(outer, str(u)))}",
                self.say("outer-is", y=str(y), factor=second, u=str(u)),
            ),
        ]

    def _lines(self, y: sympy.Symbol) -> list[dict[str, Any]]:
        """The rule, the rule with both parts in it, what that simplifies to, and the slope at the point."""
        (outer, inner, u), (first, second) = self.parts, self.factors
        X, U, Y = map(to_typst, (self.symbol, u, y))
        du, dy = stage.derivative(inner, self.variable), stage.derivative(outer, str(u))
        both = stage.line(
            self.say("both-line"),
            f"frac(d {Y}, d {X}) = frac(d {Y}, d {U}) dot.c frac(d {U}, d {X})",
            self.say("both"),
            "DERIVATIVE",
        )
        short = len(to_typst(inner)) < LONG
        named = self.say("with", inner=f"${U} = {to_typst(inner)}$") if short else self.say("product")
        spoken = self.say("spoken", u=str(u))
        opened = stage.opened(self, named, stage.product(dy.subs(u, inner), du), spoken)
        relation = "=" if numbers.is_exact(first) and numbers.is_exact(second) else "approx"
        texts = [numbers.label(factor) for factor in (second, first)]
        total = " dot.c ".join(f"({text})" if text.startswith("-") else text for text in texts)
        call = stage.call_of(self, numbers.label(self.at), chr(39))
        value = numbers.decimal(float(first * second))
        at_point = stage.line(
            self.say("at", where=f"${X} {numbers.equals(self.at)}$"),
            f"{call} {relation} {total} {numbers.equals(first * second)}",
            self.say("total", where=f"{self.variable} = {numbers.plain(self.at)}", value=value),
        )
        return [both, *opened, at_point]
