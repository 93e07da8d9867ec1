"""The product rule as the growth of a rectangle's area."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar, Literal

import sympy
from pydantic import Field

from derivanim.calculus.claims import IsDerivative, IsProduct
from derivanim.calculus.printing import to_typst
from derivanim.calculus.reader import read_number
from derivanim.calculus.structure import split_product
from derivanim.errors import MathError
from derivanim.slots import numbers, points, stage
from derivanim.slots.base import DerivativeSlots, Level, Number
from derivanim.slots.rectangle import rectangle
from derivanim.slots.words import rule as in_words

READING = 7.0  # seconds in which all lines are read


class ProductRule(DerivativeSlots):
    """A product u v, and how its change is made of two strips."""

    LEVEL: ClassVar[Level] = "foundation"
    SUMMARY: ClassVar[str] = "the product rule, as a rectangle with sides u and v that grows"
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

    def claims(self) -> list[Any]:
        """The derivative, that the two factors make the function, and the derivative of each."""
        slopes = [
            IsDerivative(factor, self.variable, stage.derivative(factor, self.variable)) for factor in self.factors
        ]
        return [
            *super().claims(),
            IsProduct(self.expression, *self.factors),
            *(replace(claim, slot="function") for claim in slopes),
        ]

    def examine(self) -> None:
        """Refuse what is no product, and a point without a derivative."""
        if split_product(self.expression, self.variable) is None:
            raise MathError(
                f"{numbers.plain(self.function)} is no product of two factors that depend on {self.variable}.",
                "a derivative_overview shows the rules that it needs",
            )
        if self.point is not None:
            points.require_differentiable(self, read_number(self.point), "leave the point out")

    @property
    def factors(self) -> tuple[sympy.Expr, sympy.Expr]:
        """The factors u and v."""
        factors = split_product(self.expression, self.variable)
        assert factors is not None  # examine() has refused the rest
        return factors

    def scene(self) -> dict[str, Any]:
        """The factors, their derivatives, and the lines from the growing area to the rule."""
        panel = self._panel()
        lines = stage.paced([*panel.values(), *self._lines()], READING)
        return (
            dict(zip(panel, lines, strict=False))
            | self._rectangle()
            | {
                "subject": self.say("subject", function=self.function),
                "heading": stage.heading(self),
                "lines": lines[len(panel) :],
                "captions": {
                    "subject": self.say("question", function=numbers.plain(self.function)),
                    "grow": self.say("grow", variable=self.variable),
                    "shrink": self.say("shrink"),
                },
            }
        )

    def _rectangle(self) -> dict[str, Any]:
        made = rectangle(self.factors, self.symbol, self.point)
        return made | {"note": made["note"] and self.say(made["note"])}

    def _panel(self) -> dict[str, dict[str, Any]]:
        """The lines that belong to moments of the picture."""
        (u, v), name = self.factors, to_typst(sympy.Symbol(self.function_name))
        du, dv = (stage.derivative(factor, self.variable) for factor in (u, v))
        strips = stage.tint("u' v"), stage.tint("u v'", "MEASURE")
        return {
            "factors": stage.line(
                self.say("factors-line"),
                _pair("u", u, "v", v),
                self.say("factors"),
            ),
            "growth": stage.line(
                self.say("growth-line"),
                f"Delta {name} = {stage.tint('v Delta u')} + {stage.tint('u Delta v', 'MEASURE')} + Delta u Delta v",
                self.say("growth"),
            ),
            "rule": stage.line(
                self.say("rule-line", step=f"$Delta {to_typst(self.symbol)}$"),
                f"{name}' = {strips[0]} + {strips[1]}",
                self.say("rule"),
            ),
            "parts": stage.line(self.say("parts-line"), _pair("u'", du, "v'", dv), self.say("parts")),
        }

    def _lines(self) -> list[dict[str, Any]]:
        """The rule with the factors in it, what it simplifies to, and the slope at the point."""
        u, v = self.factors
        du, dv = (stage.derivative(factor, self.variable) for factor in (u, v))
        opened = f"{stage.product(du, v)} + {stage.product(u, dv, after_sign=True)}"
        lines = stage.opened(self, in_words(self.language, "product rule"), opened, self.say("opened"))
        return lines if self.point is None else [*lines, points.slope_line(self, read_number(self.point))]


def _pair(first: str, left: sympy.Expr, second: str, right: sympy.Expr) -> str:
    """Two equations on one line, or one below the other where they are long."""
    texts = to_typst(left), to_typst(right)
    if sum(map(len, texts)) < 30:
        return f"{first} = {texts[0]} , quad {second} = {texts[1]}"
    return f"{first} &= {texts[0]} \\ {second} &= {texts[1]}"
