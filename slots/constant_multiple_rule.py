"""The constant multiple rule: a curve is stretched, and with its heights its slopes."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import sympy

from derivanim.calculus import forms
from derivanim.calculus.claims import IsProduct
from derivanim.slots import numbers, places, stage, stretch
from derivanim.slots.base import Level
from derivanim.slots.rule import RuleSlots

READING = 7.0  # seconds in which all lines are read


class ConstantMultipleRule(RuleSlots):
    """A constant times a function."""

    LEVEL: ClassVar[Level] = "foundation"
    SUMMARY: ClassVar[str] = "the constant multiple rule, as a curve whose heights and slopes are stretched alike"
    find = staticmethod(forms.constant_multiple)
    LACKS: ClassVar[str] = "has no constant factor other than 1"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "constant_multiple_rule", "function": "3*x**2"},
        {"template": "constant_multiple_rule", "function": "-2*sin(x)", "point": "1"},
        {"template": "constant_multiple_rule", "function": "sqrt(t)/2", "variable": "t", "function_name": "g"},
        {"template": "constant_multiple_rule", "function": "5*exp(-x)"},
        {"template": "constant_multiple_rule", "function": "-log(x)", "point": "2"},
        {"template": "constant_multiple_rule", "function": "100*x**3"},
        {"template": "constant_multiple_rule", "function": "7/(4*x)"},
        {"template": "constant_multiple_rule", "function": "4*x + 6"},
        {"template": "constant_multiple_rule", "function": "pi*(x**2 + 1)*exp(-x)*cos(2*x)"},
    )

    template: Literal["constant_multiple_rule"] = "constant_multiple_rule"

    def claims(self) -> list[Any]:
        """The derivative, the two factors, the derivative of g, and both slopes at the point."""
        c, g = self.form
        return [
            *super().claims(),
            IsProduct(self.expression, c, g),
            *self.derivative_claims(g),
            *self.slope_claims(self.at, g, self.expression),
        ]

    @property
    def at(self) -> sympy.Expr:
        """The given point, or an easy one."""
        if self.given is not None:
            return self.given
        curves = self.expression, self.form[1]
        return places.clear_place(curves, self.symbol, stretch.window_of(curves, self.symbol, None))

    def scene(self) -> dict[str, Any]:
        """Both curves on the same axes, a tangent that is stretched with its curve, and the lines of the rule."""
        (c, g), at, name = self.form, self.at, self.name_for("g", "h", "u")
        said = {
            "function": numbers.plain(self.function),
            "inner": numbers.plain(g),
            "name": name,
            "factor": numbers.decimal(float(c)),
            "where": f"{self.variable} = {numbers.plain(at)}",
        }
        return stretch.picture(self, at, name) | {
            "subject": self.say("subject", function=self.function),
            "heading": stage.heading(self),
            "lines": stage.paced(stretch.lines(self, at, name), READING),
            "captions": {key: self.say(key, **said) for key in ("question", "inner", "place", "stretch", "done")},
        }
