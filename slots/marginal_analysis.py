"""Marginal cost, revenue or profit: the slope of the curve is nearly what one more item changes."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import sympy
from pydantic import Field, model_validator

from derivanim.calculus.approximation import require_values
from derivanim.calculus.claims import IsExtremum, IsRoot, SlopeAt, ValueAt
from derivanim.calculus.evaluate import Value, evaluate
from derivanim.calculus.powers import substitute
from derivanim.calculus.printing import to_typst
from derivanim.calculus.reader import read_number
from derivanim.slots import linear, marks, numbers, one_more, plots, points, stage
from derivanim.slots.base import DerivativeSlots, Level, Name, Number

NAMES = {"cost": "C", "revenue": "R", "profit": "P"}
READING = 8.5  # seconds in which all lines are read


class MarginalAnalysis(DerivativeSlots):
    """Cost, revenue or profit as a function of the number of items, and the number at which one more is made."""

    LEVEL: ClassVar[Level] = "application"
    SUMMARY: ClassVar[str] = "marginal cost, revenue or profit: the slope against the change by one more item"
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
        step = self.expression.subs(self.symbol, self.symbol + 1) - self.expression
        claims = [
            *super().claims(),
            SlopeAt(self.expression, self.variable, self.at, self.marginal),
            ValueAt(step, self.variable, self.at, self.exactly()),
        ]
        best = self.best()
        if best is not None:
            window = self.window()
            ends = sympy.Rational(f"{max(window.x_min, 0):.10g}"), sympy.Rational(f"{window.x_max:.10g}")
            if not best.has(sympy.Float):
                claims.append(IsRoot(self.derived, self.variable, best, slot="function"))
            claims.append(IsExtremum(self.expression, self.variable, ends, best, "maximum", slot="function"))
        return claims

    def examine(self) -> None:
        """Refuse a number of items with no slope, or with no value for one more."""
        points.require_differentiable(self, self.at, "choose another number of items")
        require_values(self.expression, self.symbol, self.at, self.at + 1)

    @property
    def at(self) -> sympy.Expr:
        """The number of items as a SymPy number."""
        return read_number(self.point)

    @property
    def derived(self) -> sympy.Expr:
        """The derivative in its textbook form."""
        return stage.derivative(self.expression, self.variable)

    @property
    def marginal(self) -> sympy.Expr:
        """The exact slope at the number of items."""
        return points.value_at(self.derived, self.symbol, self.at)

    def window(self) -> Any:
        """The window of the upper picture."""
        return one_more.whole(self.expression, self.derived, self.symbol, self.at)

    def best(self) -> sympy.Expr | None:
        """Where the profit shown is greatest and the marginal profit 0; None for cost and revenue."""
        if self.quantity != "profit":
            return None
        return one_more.best(self.expression, self.derived, self.symbol, self.window())

    def scene(self) -> dict[str, Any]:
        """The whole curve with its tangent, one more item much larger, and both numbers side by side."""
        x, at, window, best = self.symbol, self.at, self.window(), self.best()
        value = points.value_at(self.expression, x, at)
        upper = plots.axes(window, [self.expression], x, float(at), one_more.HALF)
        places = [float(at)] + ([float(best)] if best is not None else [])
        close = best is not None and abs(float(best - at)) * plots.PICTURE[0] < window.x_max - window.x_min
        steps, lines = stage.derivation(self, 2), self.lines(best)
        told = stage.paced([*steps, *lines], READING)
        words = {"where": numbers.plain(at), "variable": self.variable, "next": numbers.plain(at + 1)}
        keys = ("caption", "curve", "closer", "tangent", "bars")
        return {
            "subject": self.say("subject", quantity=self.say(self.quantity), **words),
            "heading": stage.heading(self) | {"title": self.title or self.say(f"title-{self.quantity}")},
            "function": stage.in_x(self.expression, self),
            "upper": upper | {"x_ticks": marks.bare_near(upper["x_ticks"], places, window.x_max - window.x_min)},
            "lower": one_more.close_up(self.expression, x, at, float(self.marginal)),
            "at": float(at),
            "value": float(value),
            "slope": float(self.marginal),
            "label": linear.typed(at),
            "bars": [linear.decimals(number, 2) for number in (self.change(), float(self.marginal))],
            "best": None if best is None else float(best),
            "best_label": "" if best is None or close else numbers.label(best),
            "steps": told[: len(steps)],
            "lines": told[len(steps) :],
            "captions": {key: self.say(key, quantity=self.say(self.quantity), **words) for key in keys},
        }

    def exactly(self) -> sympy.Expr:
        """What one more item changes, as an exact number."""
        after, before = (substitute(self.expression, {self.symbol: at}) for at in (self.at + 1, self.at))
        return sympy.nsimplify(after - before)

    def change(self) -> Value:
        """What one more item changes exactly, to 50 digits."""
        values: list[Value] = [evaluate(self.expression, {self.symbol: at}) for at in (self.at, self.at + 1)]
        return values[1] - values[0]

    def lines(self, best: sympy.Expr | None) -> list[dict[str, Any]]:
        """The marginal value, the exact change, how near they are, and the best number of items."""
        at, following, change = linear.typed(self.at), linear.typed(self.at + 1), self.change()
        digits = linear.digits_apart(change - evaluate(self.marginal))
        slope, exact = (linear.decimals(value, digits) for value in (self.marginal, change))
        what, name, gap = self.say(self.quantity), self.function_name, abs(float(change) - float(self.marginal))
        step = f"{stage.call_of(self, following)} - {stage.call_of(self, at)}"
        made = [
            stage.line(
                self.say("marginal-line", quantity=what, where=f"${to_typst(self.symbol)} = {at}$"),
                f"{stage.call_of(self, at, chr(39))} {linear.relation_to(self.marginal, slope)} {slope}",
                self.say("marginal-is", quantity=what, slope=slope),
                "DERIVATIVE",
            ),
            stage.line(
                self.say("change-line"),
                f"{step} {linear.relation_to(self.exactly(), exact)} {exact}",
                self.say("change-is", quantity=what, change=exact),
                "MEASURE",
            ),
        ]
        if best is not None:
            made.append(
                stage.line(
                    self.say("best-line", zero=f"${name}'({to_typst(self.symbol)}) = 0$"),
                    f"{to_typst(self.symbol)} {numbers.equals(best)}",
                    self.say("best-is"),
                    "POINT",
                )
            )
            return made
        difference = "0" if gap < 1e-12 * max(1.0, abs(float(change))) else numbers.decimal(gap)
        relation = "=" if difference == "0" else "approx"
        minus = f"({slope})" if slope.startswith("-") else slope
        apart = self.say("apart-is" if difference != "0" else "same-is", gap=difference)
        return [*made, stage.line(self.say("apart-line"), f"abs({exact} - {minus}) {relation} {difference}", apart)]
