"""The product rule as the growth of a rectangle's area."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar, Literal

import sympy
from pydantic import Field

from derivanim.calculus.claims import IsDerivative, IsProduct
from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.printing import to_typst
from derivanim.calculus.reader import read_number
from derivanim.calculus.structure import split_product
from derivanim.errors import MathError
from derivanim.slots import points, stage
from derivanim.slots.base import DerivativeSlots, Level, Number

PLACES = ("1", "1/2", "2", "1/4", "3/2", "3", "3/4", "pi/6", "pi/4", "1/10", "4", "5", "pi/3")
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

    @property
    def at(self) -> sympy.Expr | None:
        """The given point, or the first one at which both factors are positive and grow; None if there is none."""
        places = PLACES if self.point is None else (self.point,)
        return next((at for at in map(read_number, places) if self._grows(at)), None)

    def _grows(self, at: sympy.Expr) -> bool:
        parts = [*self.factors, *(stage.derivative(factor, self.variable) for factor in self.factors)]
        values = [evaluate(part, {self.symbol: at}) for part in parts]
        return all(value is not None and 1e-4 < value < 1e4 for value in values)

    def _sizes(self) -> dict[str, Any]:
        """The rectangle's sides, their growth and their labels: true to scale at the point, else a mere sketch."""
        at = self.at
        if at is None:
            return {"sides": [4.2, 3.0], "strips": [1.3, 1.0], "names": ["u", "v"]}
        u, v = (points.value_at(factor, self.symbol, at) for factor in self.factors)
        grow = [
            float(stage.derivative(f, self.variable).subs(self.symbol, at)) / float(f.subs(self.symbol, at))
            for f in self.factors
        ]
        shares = [max(0.08, 0.34 * rate / max(grow)) for rate in grow]
        ratio = min(1.7, max(0.75, float(u / v)))
        height = min(4.3 / (1 + shares[1]), 5.6 / (1 + shares[0]) / ratio)
        sides = [ratio * height, height]
        where = stage.decimal(float(at)) if at.is_Rational else stage.exact(at)
        call = f"({where})"
        return {
            "sides": sides,
            "strips": [side * share for side, share in zip(sides, shares, strict=True)],
            "names": [f"u{call} {_equals(u)}", f"v{call} {_equals(v)}"],
        }

    def scene(self) -> dict[str, Any]:
        """The factors, their derivatives, and the lines from the growing area to the rule."""
        x, (u, v) = self.symbol, self.factors
        du, dv = stage.derivative(u, self.variable), stage.derivative(v, self.variable)
        left, name = stage.call_of(self, prime="'"), to_typst(sympy.Symbol(self.function_name))
        opened = f"{_product(du, v)} + {_product(u, dv)}"
        closed = to_typst(stage.derivative(self.expression, self.variable))
        lines = [
            stage.line("product rule", f"{left} = {opened}", "Put the factors and their derivatives into the rule."),
            stage.line("simplified", f"{left} = {closed}", "That is the derivative.", "DERIVATIVE"),
        ]
        if opened == closed:
            lines = [lines[0] | {"color": "DERIVATIVE"}]
        if self.point is not None:
            lines.append(points.slope_line(self, read_number(self.point)))
        growth = f"Delta {name} = {_tint('v Delta u')} + {_tint('u Delta v', 'MEASURE')} + Delta u Delta v"
        left_strip, top_strip = _tint("u' v"), _tint("u v'", "MEASURE")
        panel = {
            "factors": stage.line(
                "the area is a product",
                _pair("u", u, "v", v),
                "Think of the product as the area of a rectangle with the sides u and v.",
            ),
            "growth": stage.line("change of the area", growth, "The area grows by two strips and a corner."),
            "rule": stage.line(
                f"divide by $Delta {to_typst(x)}$, let it go to 0",
                f"{name}' = {left_strip} + {top_strip}",
                "Only the two strips are left: this is the product rule.",
            ),
            "parts": stage.line(
                "derivatives of the factors", _pair("u'", du, "v'", dv), "Each factor is differentiated by itself."
            ),
        }
        for step in (*panel.values(), *lines):
            step["hold"] = round(min(step["hold"], READING / (len(panel) + len(lines))), 1)
        return (
            panel
            | self._sizes()
            | {
                "subject": f"The product rule for {self.function}.",
                "heading": stage.heading(self, "Product rule"),
                "lines": lines,
                "captions": {
                    "subject": f"What is the derivative of {stage.plain(self.function)}?",
                    "grow": f"When {self.variable} changes a little, both sides change.",
                    "shrink": "The corner shrinks much faster than the strips, and fades away.",
                },
            }
        )


def _tint(markup: str, role: str = "DERIVATIVE") -> str:
    """Markup in the colour of a role; the role's name stands for the colour until the program is filled."""
    return f'text(fill: #rgb("{role}"), {markup})'


def _pair(first: str, left: sympy.Expr, second: str, right: sympy.Expr) -> str:
    """Two equations on one line, or one below the other where they are long."""
    texts = to_typst(left), to_typst(right)
    if sum(map(len, texts)) < 30:
        return f"{first} = {texts[0]} , quad {second} = {texts[1]}"
    return f"{first} &= {texts[0]} \\ {second} &= {texts[1]}"


def _product(left: sympy.Expr, right: sympy.Expr) -> str:
    """A product as the rule leaves it: brackets around sums, and around a second factor with a minus."""
    parts = [f"({to_typst(part)})" if part.is_Add else to_typst(part) for part in (left, right)]
    return " dot.c ".join(f"({text})" if i and text.startswith("-") else text for i, text in enumerate(parts))


def _equals(value: sympy.Expr) -> str:
    rounded = stage.decimal(float(value))
    return f"= {rounded}" if value.is_Rational and float(value) == float(f"{float(value):.2f}") else f"approx {rounded}"
