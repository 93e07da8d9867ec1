"""Taylor polynomials of growing degree, which hug the curve around a centre."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

import sympy
from pydantic import BeforeValidator, Field

from derivanim.calculus.approximation import derivatives_at
from derivanim.calculus.claims import ValueAt
from derivanim.calculus.claims_approximation import IsTaylorPolynomial
from derivanim.calculus.reader import read_number
from derivanim.slots import numbers, stage, taylor
from derivanim.slots.base import FunctionSlots, Level, Number

CAPTIONS = ("caption", "center-is", "zero", "degree", "close", "gap")
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
        f, x, found = self.expression, self.variable, self.found()
        claims: list[Any] = [IsTaylorPolynomial(f, x, self.center, int(self.order), found.polynomial)]
        if found.place is not None:
            error = sympy.Float(str(found.error), 40)
            claims.append(ValueAt(f - found.polynomial, x, found.place, error, slot="order"))
        return claims

    def examine(self) -> None:
        """Refuse a centre without enough derivatives, a constant, and values that no picture holds."""
        taylor.require_terms(self, self.center, self.values())

    @property
    def center(self) -> sympy.Expr:
        """The centre as a SymPy number."""
        return read_number(self.point)

    def values(self) -> list[sympy.Expr]:
        """The function and its derivatives at the centre."""
        return derivatives_at(self.expression, self.symbol, self.center, int(self.order))

    def found(self) -> taylor.Expansion:
        """The Taylor polynomial of the highest degree, and where its error is measured."""
        return taylor.expansion(self.expression, self.symbol, self.center, self.values())

    def scene(self) -> dict[str, Any]:
        """The curve, the polynomials one after the other, the table of their terms, and the error at a place."""
        found, function = self.found(), numbers.plain(self.function)
        words = {"center": numbers.plain(self.center), "variable": self.variable, "function": function}
        captions = {"curve": stage.graph_is(self)} | self.captions(*CAPTIONS, **words)
        shown = stage.opening(self, **words) | taylor.picture(self, found) | taylor.lines(self, found)
        return shown | {"captions": captions}
