"""The sum rule: the heights of two curves are stacked, and their slopes add."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import sympy

from derivanim.calculus import forms
from derivanim.calculus.claims import Equal
from derivanim.slots import numbers, places, stacked, stage
from derivanim.slots.base import Level
from derivanim.slots.rule import RuleSlots


class SumRule(RuleSlots):
    """A sum of two or more functions."""

    LEVEL: ClassVar[Level] = "foundation"
    SUMMARY: ClassVar[str] = "the sum rule, as heights that are stacked and slopes that add"
    find = staticmethod(forms.terms)
    LACKS: ClassVar[str] = "is no sum of two terms"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "sum_rule", "function": "x**2 + sin(x)"},
        {"template": "sum_rule", "function": "x**3 - 2*x + 1", "point": "1"},
        {"template": "sum_rule", "function": "exp(x) - x"},
        {"template": "sum_rule", "function": "sqrt(t) + 3", "variable": "t", "function_name": "s"},
        {"template": "sum_rule", "function": "x + 1/x", "point": "2"},
        {"template": "sum_rule", "function": "log(x) - x**2/4"},
        {"template": "sum_rule", "function": "x**5 - 3*x**4 + x**3 - 5*x**2 + 4*x - 7"},
        {"template": "sum_rule", "function": "2*(cos(u) + u)", "variable": "u"},
    )

    template: Literal["sum_rule"] = "sum_rule"

    def claims(self) -> list[Any]:
        """The derivative, that the parts make the sum, the derivative of each, and the slopes at the point."""
        moving = [part for part in self.parts if part.has(self.symbol)]
        return [
            *super().claims(),
            Equal(sympy.Add(*self.parts), self.expression, slot="function"),
            *self.derivative_claims(*self.parts),
            *self.slope_claims(self.at, *moving, self.expression),
        ]

    def examine(self) -> None:
        """Refuse what is no sum, and a point at which the sum or a part of it has no derivative."""
        super().examine()
        stacked.require_slopes(self, self.parts, self.at)

    @property
    def parts(self) -> tuple[sympy.Expr, sympy.Expr]:
        """The first term u, and the sum v of the others."""
        first, *others = self.form
        return first, sympy.Add(*others)

    @property
    def at(self) -> sympy.Expr:
        """The given point, or an easy one."""
        curves = self.expression, *self.parts
        if self.given is not None:
            return self.given
        return places.clear_place(curves, self.symbol, places.shared_window(curves, self.symbol))

    def scene(self) -> dict[str, Any]:
        """Three curves on the same axes, the way on which their heights are stacked, and the lines of the rule."""
        names = self.name_for("u", "w", "p"), self.name_for("v", "q")
        said = {"function": numbers.plain(self.function), "u": names[0], "v": names[1]}
        captions = self.captions("question", "bars", "lift", "trace", "tangents", "sweep", **said)
        shown = stage.headed(self) | stacked.picture(self, self.parts, self.at, names)
        return shown | {
            "lines": stacked.lines(self, self.parts, names),
            "steps": stacked.steps(self, self.parts, self.at),
            "captions": captions | {"parts": self.say("parts" if len(self.form) == 2 else "parts-rest", **said)},
        }
