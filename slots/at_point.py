"""What schemas about one point of a curve share: the point, the value and slope there, and how they are written."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, ClassVar

import sympy
from pydantic import Field

from derivanim.calculus.claims import SlopeAt
from derivanim.calculus.printing import to_typst
from derivanim.calculus.reader import read_number
from derivanim.calculus.window import Window
from derivanim.slots import numbers, points, stage, triangles
from derivanim.slots.base import FunctionSlots, Number
from derivanim.slots.labels import Paper
from derivanim.slots.plots import PICTURE


class AtPoint(FunctionSlots):
    """Slots about the point `at`, whether the request names it or it is chosen."""

    @property
    @abstractmethod
    def at(self) -> sympy.Expr:
        """The point as a SymPy number."""

    @property
    def value(self) -> sympy.Expr:
        """The exact value at the point."""
        return points.value_at(self.expression, self.symbol, self.at)

    @property
    def slope(self) -> Any:
        """The exact slope at the point."""
        return points.value_at(stage.derivative(self.expression, self.variable), self.symbol, self.at)

    @property
    def tangent(self) -> sympy.Expr:
        """The tangent at the point, as an expression of the variable."""
        return self.slope * (self.symbol - self.at) + self.value

    @property
    def where(self) -> str:
        """`x = 2`, for captions."""
        return f"{self.variable} = {numbers.plain(self.at)}"

    @property
    def there(self) -> str:
        """`$x = 2$`, for the name of a line."""
        return f"${to_typst(self.symbol)} = {numbers.exact(self.at)}$"

    @property
    def slope_name(self) -> str:
        """`f'(2)`, in Typst."""
        return stage.call_of(self, numbers.exact(self.at), prime="'")

    @property
    def place(self) -> tuple[float, float]:
        """The point of the curve."""
        return float(self.at), float(self.value)

    def cleared(self, shown: dict[str, Any], triangle: dict[str, Any] | None = None) -> dict[str, Any]:
        """What plots.plot() has made; ticks whose labels those of the point or of a triangle cover stay bare."""
        paper = Paper.under(shown, PICTURE)
        legs = triangles.boxes(paper, self.place, float(self.slope), triangle) if triangle else []
        return paper.cleared(shown, [paper.mark(*self.place, numbers.exact(self.at)), *legs])

    def placed(self, window: Window) -> dict[str, Any]:
        """The point, the value there, the point's label, and where a dot starts its way to it."""
        at, label = float(self.at), numbers.exact(self.at)
        return {"point": at, "value": float(self.value), "start": points.slide_from(window, at), "point_label": label}


class PointSlots(AtPoint):
    """Slots whose request names the point; with DerivativeSlots as a second base, the derivative is claimed as well."""

    INSTEAD: ClassVar[str] = "a derivative_overview shows the whole curve"

    point: Number = Field(description="the point of the curve, a number such as 1, -2.5 or pi/4")

    def claims(self) -> list[Any]:
        """The slope at the point."""
        return [*super().claims(), SlopeAt(self.expression, self.variable, self.at, self.slope)]

    def examine(self) -> None:
        """Refuse, with what to ask instead, a point without a tangent."""
        points.require_differentiable(self, self.at, self.INSTEAD)

    @property
    def at(self) -> sympy.Expr:
        """The point as a SymPy number."""
        return read_number(self.point)
