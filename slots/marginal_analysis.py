"""Marginal cost, revenue or profit: the slope of the curve is nearly what one more item changes."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field, model_validator

from derivanim.calculus.approximation import require_values
from derivanim.slots import numbers, one_more, stage
from derivanim.slots.at_point import PointSlots
from derivanim.slots.base import DerivativeSlots, Level, Name, Number

NAMES = {"cost": "C", "revenue": "R", "profit": "P"}
CAPTIONS = ("caption", "curve", "closer", "tangent", "bars")


class MarginalAnalysis(PointSlots, DerivativeSlots):
    """Cost, revenue or profit as a function of the number of items, and the number at which one more is made."""

    LEVEL: ClassVar[Level] = "application"
    SUMMARY: ClassVar[str] = "marginal cost, revenue or profit: the slope against the change by one more item"
    INSTEAD: ClassVar[str] = "choose another number of items"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "marginal_analysis", "function": "500 + 10*x + 0.05*x**2", "point": "100"},
        {"template": "marginal_analysis", "function": "40*x - 0.2*x**2", "point": "60", "quantity": "revenue"},
        {"template": "marginal_analysis", "function": "-0.5*x**2 + 60*x - 400", "point": "40", "quantity": "profit"},
        {"template": "marginal_analysis", "function": "200 + 30*sqrt(q)", "point": "25"},
        {"template": "marginal_analysis", "function": "100*log(x + 1)", "point": "9", "quantity": "revenue"},
        {"template": "marginal_analysis", "function": "80*x*exp(-x/20)", "point": "12", "quantity": "revenue"},
        {"template": "marginal_analysis", "function": "1000/(x + 1) + 4*x", "point": "20"},
        {"template": "marginal_analysis", "function": "x**3/100 - x**2 + 50*x + 100", "point": "30"},
    )

    template: Literal["marginal_analysis"] = "marginal_analysis"
    function_name: Name = Field("C", description="the name of the function, C, R or P by default")
    point: Number = Field(description="the number of items at which one more is made or sold")
    quantity: Literal["cost", "revenue", "profit"] = Field("cost", description="what the function measures")

    @model_validator(mode="before")
    @classmethod
    def _name_by_quantity(cls, data: Any) -> Any:
        """Revenue is called R and profit P, where no other name is given."""
        if isinstance(data, dict) and "function_name" not in data and data.get("quantity") in NAMES:
            return data | {"function_name": NAMES[data["quantity"]]}
        return data

    def claims(self) -> list[Any]:
        """The derivative, the slope, the change by one more item, and where the profit is greatest."""
        return [*super().claims(), *one_more.claims(self, self.found)]

    def examine(self) -> None:
        """Refuse a number of items with no slope, or with no value for one more."""
        super().examine()
        require_values(self.expression, self.symbol, self.at, self.at + 1)

    @property
    def found(self) -> one_more.OneMore:
        """What one more item changes, and for a profit where it is greatest."""
        return one_more.one_more(self, self.at, self.slope, greatest=self.quantity == "profit")

    def scene(self) -> dict[str, Any]:
        """The whole curve with its tangent, one more item much larger, and both numbers side by side."""
        found, quantity = self.found, self.say(self.quantity)
        words = {"quantity": quantity, "where": numbers.plain(self.at), "variable": self.variable}
        captions = self.captions(*CAPTIONS, **words, next=numbers.plain(self.at + 1))
        shown = stage.opening(self, **words) | one_more.picture(self, found) | one_more.lines(self, found, quantity)
        heading = stage.heading(self) | {"title": self.title or self.say(f"title-{self.quantity}")}
        return shown | {"heading": heading, "captions": captions}
