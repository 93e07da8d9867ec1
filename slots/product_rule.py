"""The product rule as the growth of a rectangle's area."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import sympy
from pydantic import Field

from derivanim.calculus.claims import IsProduct
from derivanim.calculus.structure import split_product
from derivanim.slots import numbers, product, stage
from derivanim.slots.base import Level, Number
from derivanim.slots.rectangle import rectangle
from derivanim.slots.rule import RuleSlots

READING = 7.0  # seconds in which all lines are read


class ProductRule(RuleSlots):
    """A product u v, and how its change is made of two strips."""

    LEVEL: ClassVar[Level] = "foundation"
    SUMMARY: ClassVar[str] = "the product rule, as a rectangle with sides u and v that grows"
    LACKS: ClassVar[str] = "is no product of two factors that depend on {x}"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "product_rule", "function": "x**2*sin(x)"},
        {"template": "product_rule", "function": "(x + 1)*(x**2 + 2)", "point": "1"},
        {"template": "product_rule", "function": "x*exp(x)"},
        {"template": "product_rule", "function": "x**2*log(x)"},
        {"template": "product_rule", "function": "sqrt(x)*cos(x)"},
        {"template": "product_rule", "function": "exp(-x)*sin(2*x)"},
        {"template": "product_rule", "function": "t*(t**2 + 1)**3", "variable": "t", "function_name": "h"},
    )

    template: Literal["product_rule"] = "product_rule"
    point: Number | None = Field(None, description="where the rectangle is looked at; left out, it is chosen")

    @staticmethod
    def find(expression: sympy.Expr, x: sympy.Symbol) -> tuple[sympy.Expr, sympy.Expr] | None:
        """The factors u and v."""
        return split_product(expression, str(x))

    def claims(self) -> list[Any]:
        """The derivative, that the two factors make the function, and the derivative of each."""
        return [*super().claims(), IsProduct(self.expression, *self.form), *self.derivative_claims(*self.form)]

    def scene(self) -> dict[str, Any]:
        """The rectangle, and the lines from its growing area to the rule with the factors in it."""
        panel, drawn = product.panel(self), rectangle(self.form, self.symbol, self.point)
        lines = stage.paced([*panel.values(), *product.opened(self), *self.slope_lines()], READING)
        told = {"function": numbers.plain(self.function), "variable": self.variable}
        return drawn | {
            **dict(zip(panel, lines, strict=False)),
            "note": drawn["note"] and self.say(drawn["note"]),
            "subject": self.say("subject", function=self.function),
            "heading": stage.heading(self),
            "lines": lines[len(panel) :],
            "captions": self.captions("question", "grow", "shrink", **told),
        }
