"""The product rule as the growth of a rectangle's area."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import sympy
from pydantic import Field

from derivanim.calculus.claims import IsProduct
from derivanim.calculus.printing import to_typst
from derivanim.calculus.reader import read_number
from derivanim.calculus.structure import split_product
from derivanim.errors import MathError
from derivanim.slots import points, stage
from derivanim.slots.base import DerivativeSlots, Level, Number


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
        """The derivative, and that the two factors make the function."""
        return [*super().claims(), IsProduct(self.expression, *self.factors)]

    def examine(self) -> None:
        """Refuse what is no product, and a point without a derivative."""
        if split_product(self.expression, self.variable) is None:
            raise MathError(
                f"{stage.plain(self.function)} is no product of two factors that depend on {self.variable}.",
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
        x, (u, v) = self.symbol, self.factors
        du, dv = stage.derivative(u, self.variable), stage.derivative(v, self.variable)
        left, name = stage.call_of(self, prime="'"), to_typst(sympy.Symbol(self.function_name))
        opened = f"{stage.product(du, v)} + {stage.product(u, dv)}"
        closed = to_typst(stage.derivative(self.expression, self.variable))
        lines = [
            stage.line("product rule", f"{left} = {opened}", "Put the factors and their derivatives into the rule."),
            stage.line("simplified", f"{left} = {closed}", "That is the derivative.", "DERIVATIVE"),
        ]
        if opened == closed:
            lines = [lines[0] | {"color": "DERIVATIVE"}]
        if self.point is not None:
            lines.append(points.slope_line(self, read_number(self.point)))
        return {
            "subject": f"The product rule for {self.function}.",
            "heading": stage.heading(self, "Product rule"),
            "factors": stage.line(
                "a product",
                f"u = {to_typst(u)} , quad v = {to_typst(v)}",
                "The function is a product: think of it as the area of a rectangle.",
            ),
            "growth": stage.line(
                "change of the area",
                f"Delta {name} = v Delta u + u Delta v + Delta u Delta v",
                "Both sides grow, and the area grows by two strips and a corner.",
            ),
            "rule": stage.line(
                f"divide by $Delta {to_typst(x)}$, let it go to 0",
                f"{name}' = u' v + u v'",
                "Only the two strips are left: this is the product rule.",
                "DERIVATIVE",
            ),
            "parts": stage.line(
                "derivatives of the factors",
                f"u' = {to_typst(du)} , quad v' = {to_typst(dv)}",
                "Each factor is differentiated by itself.",
            ),
            "lines": lines,
            "captions": {
                "subject": f"What is the derivative of {stage.plain(self.function)}?",
                "grow": f"When {self.variable} grows a little, so do both sides.",
                "shrink": "The corner shrinks much faster than the strips.",
            },
        }
