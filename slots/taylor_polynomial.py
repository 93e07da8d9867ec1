"""Taylor polynomials of growing degree, which hug the curve around a centre."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

import sympy
from pydantic import BeforeValidator, Field

from derivanim.calculus.approximation import derivatives_at, polynomial
from derivanim.calculus.claims import ValueAt
from derivanim.calculus.claims_approximation import IsTaylorPolynomial
from derivanim.calculus.evaluate import Value, evaluate
from derivanim.calculus.printing import to_typst
from derivanim.calculus.reader import read_number
from derivanim.errors import MathError
from derivanim.slots import linear, marks, numbers, plots, stage, taylor
from derivanim.slots.base import FunctionSlots, Level, Number

LARGEST = 10**6
SECONDS = 9.0  # in which all the degrees are drawn
Order = Annotated[Literal["1", "2", "3", "4", "5", "6", "7", "8"], BeforeValidator(str)]


class TaylorPolynomial(FunctionSlots):
    """A function, the centre, and the degree up to which its Taylor polynomials are drawn."""

    LEVEL: ClassVar[Level] = "advanced"
    SUMMARY: ClassVar[str] = "Taylor polynomials of degree 0, 1, 2, ... hug the curve, with coefficients and an error"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "taylor_polynomial", "function": "exp(x)"},
        {"template": "taylor_polynomial", "function": "sin(x)", "order": "7"},
        {"template": "taylor_polynomial", "function": "cos(x)", "order": "6"},
        {"template": "taylor_polynomial", "function": "log(x)", "point": "1", "order": "4"},
        {"template": "taylor_polynomial", "function": "sqrt(x)", "point": "4", "order": "2"},
        {"template": "taylor_polynomial", "function": "1/(1 - t)", "order": "5"},
        {"template": "taylor_polynomial", "function": "x**3 - 2*x", "point": "1", "order": "4", "function_name": "g"},
        {"template": "taylor_polynomial", "function": "exp(x)*cos(2*x)", "point": "pi/4", "order": "8"},
    )

    template: Literal["taylor_polynomial"] = "taylor_polynomial"
    point: Number = Field("0", description="the centre, about which the polynomials are built")
    order: Order = Field("3", description="the highest degree, 1 to 8")

    def claims(self) -> list[Any]:
        """That the polynomial has the derivatives of the function at the centre, and the error at a place."""
        p = self.polynomial()
        claims: list[Any] = [IsTaylorPolynomial(self.expression, self.variable, self.center, int(self.order), p)]
        place = self.error_place()
        if place is not None:
            gap = evaluate(self.expression - p, {self.symbol: place})
            claims.append(ValueAt(self.expression - p, self.variable, place, sympy.Float(str(gap), 40), slot="order"))
        return claims

    def examine(self) -> None:
        """Refuse a centre without enough derivatives, a constant, and values that no picture holds."""
        values, name = self.values(), numbers.plain(self.function)
        if not self.expression.has(self.symbol):
            raise MathError(f"{name} is constant: every Taylor polynomial is the function itself.", "let it change")
        if max(abs(float(value)) for value in values) > LARGEST:
            raise MathError(f"The derivatives of {name} are too large there to be shown.", "choose another centre")
        if all(value == 0 for value in values[1:]):
            where = f"{self.variable} = {numbers.plain(self.center)}"
            raise MathError(f"All derivatives of {name} up to this order are 0 at {where}.", "choose a higher order")

    @property
    def center(self) -> sympy.Expr:
        """The centre as a SymPy number."""
        return read_number(self.point)

    def values(self) -> list[sympy.Expr]:
        """The function and its derivatives at the centre."""
        return derivatives_at(self.expression, self.symbol, self.center, int(self.order))

    def polynomial(self) -> sympy.Expr:
        """The Taylor polynomial of the highest degree."""
        return polynomial(self.values(), self.symbol, self.center)

    def error_place(self) -> sympy.Expr | None:
        """Where the error is measured; None where the polynomial is the function."""
        p, shown = self.polynomial(), taylor.window(self.expression, self.symbol, self.center)
        if sympy.expand(self.expression - p) == 0:
            return None
        place: sympy.Expr | None = taylor.error_place(self.expression, self.symbol, self.center, p, shown)
        return place

    def scene(self) -> dict[str, Any]:
        """The curve, the polynomials one after the other, the table of their terms, and the error at a place."""
        x, a, values, p = self.symbol, self.center, self.values(), self.polynomial()
        shown, place = taylor.window(self.expression, x, a), self.error_place()
        curves = taylor.curves(self.expression, x, a, values, shown)
        text, relation = taylor.written(values, x, a)
        name = f"T_{self.order}"
        where = {"center": numbers.plain(a), "variable": self.variable, "function": numbers.plain(self.function)}
        final = f"{name}({to_typst(x)}) {relation} {text}"
        plot = plots.plot(shown, [self.expression], x, float(a))
        near = [float(place)] if place is not None else []
        plot["x_ticks"] = marks.bare_near(plot["x_ticks"], near, shown.x_max - shown.x_min)
        term = f"{taylor.step(x, a)} = {taylor.shift(x, a)}" if a else f'"{self.say("term")}"'
        at = linear.typed(a) if "frac" not in linear.typed(a) else "a"
        seconds = round(min(1.6, SECONDS / len(curves)), 2)
        return plot | {
            "subject": self.say("subject", **where),
            "heading": stage.heading(self),
            "function": stage.in_x(self.expression, self),
            "center": float(a),
            "center_label": linear.typed(a),
            "coefficients": [float(value / sympy.factorial(k)) for k, value in enumerate(values)],
            "header": ["k", stage.call_of(self, at, "^((k))"), term],
            "rows": taylor.rows(values, x, a),
            "curves": curves,
            "seconds": [seconds, round(min(0.35, seconds / 4), 2)],
            "final_line": stage.line(self.say("final-line"), final, self.say("final-is"), "DERIVATIVE"),
            "error": None if place is None else float(place),
            "error_label": "" if place is None else linear.typed(place),
            "error_line": self.error_line(place, p, name),
            "captions": {
                key: self.say(key, **where) for key in ("caption", "center-is", "zero", "degree", "close", "gap")
            }
            | {"curve": stage.graph_is(self)},
        }

    def error_line(self, place: sympy.Expr | None, p: sympy.Expr, name: str) -> dict[str, Any]:
        """The error at a place, or that there is none at all."""
        if place is None:
            same = f"{stage.call_of(self)} = {name}({to_typst(self.symbol)})"
            return stage.line(self.say("same-line"), same, self.say("same-is"), "MEASURE")
        gap: Value = evaluate(self.expression - p, {self.symbol: place})
        at, size = linear.typed(place), numbers.decimal(abs(float(gap)))
        formula = f"abs({stage.call_of(self, at)} - {name}({at})) approx {size}"
        where = f"${to_typst(self.symbol)} = {at}$"
        said = self.say("error-is", where=numbers.plain(place), error=size)
        return stage.line(self.say("error-line", where=where), formula, said, "MEASURE")
