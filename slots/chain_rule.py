"""The chain rule as two changes in a row: x moves u, and u moves y."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import sympy
from pydantic import Field

from derivanim.calculus.claims import IsComposition, SlopeAt
from derivanim.calculus.reader import read_number
from derivanim.calculus.structure import split_composition
from derivanim.slots import chain, numbers, points, rails, stage
from derivanim.slots.at_point import AtPoint
from derivanim.slots.base import Level, Number
from derivanim.slots.rule import RuleSlots


class ChainRule(RuleSlots, AtPoint):
    """A composition of an outer and an inner function."""

    LEVEL: ClassVar[Level] = "foundation"
    SUMMARY: ClassVar[str] = "the chain rule, as the change of the inner function handed on to the outer one"
    LACKS: ClassVar[str] = "is no function of an inner function, so it needs no chain rule"
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

    @staticmethod
    def find(expression: sympy.Expr, x: sympy.Symbol) -> rails.Parts | None:
        """The outer function in u, the inner one, and u."""
        return split_composition(expression, str(x))

    def claims(self) -> list[Any]:
        """The derivative, the two parts, and the three slopes at the point."""
        (outer, inner, u), at, x = self.form, self.at, self.variable
        first, second = chain.factors(self, self.form)
        value = points.value_at(inner, self.symbol, at)
        slopes = (inner, x, at, first), (outer, str(u), value, second), (self.expression, x, at, first * second)
        composition = IsComposition(self.expression, inner, outer, str(u))
        return [*super().claims(), composition, *(SlopeAt(*slope) for slope in slopes)]

    def examine(self) -> None:
        """Refuse what is no composition, and a point at which one of the two functions has no derivative."""
        super().examine()
        chain.factors(self, self.form)

    @property
    def at(self) -> sympy.Expr:
        """The point: the given one, or the first one at which the changes are easy to compare."""
        return rails.even_place(self.form, self.symbol) if self.point is None else read_number(self.point)

    def scene(self) -> dict[str, Any]:
        """Three number lines with the changes on them, their two factors, and the lines of the rule."""
        u, y = self.form[2], points.height_name(self.variable)
        inner_line, outer_line, *lines = chain.chain_lines(self, self.form, y)
        told = {"function": numbers.plain(self.function), "where": self.where, "x": self.variable}
        told |= {"u": str(u), "y": str(y)}
        return rails.rails(self.form, (self.symbol, y), self.at, self.say("not-to-scale")) | {
            "subject": self.say("subject", function=self.function),
            "heading": stage.heading(self),
            "inner_line": inner_line,
            "outer_line": outer_line,
            "lines": lines,
            "captions": self.captions("question", "rails", "start", "nudge", "inner", "outer", "again", **told),
        }
