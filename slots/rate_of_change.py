"""The rate of change at a point: how much the value changes for one unit more, with the units of both."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import sympy
from pydantic import Field

from derivanim.calculus.claims import SlopeAt, ValueAt
from derivanim.calculus.holding import holding
from derivanim.calculus.printing import to_typst
from derivanim.calculus.reader import read_number
from derivanim.calculus.window import Window, choose_window
from derivanim.slots import numbers, plots, points, stage, units
from derivanim.slots.base import DerivativeSlots, Level, Number
from derivanim.slots.units import Unit

RUNS = (1.0, 10.0, 2.0, 5.0, 20.0, 50.0, 100.0, 0.1, 1000.0)  # of the triangle: one unit, if that can be seen
HIGHER = 1.6  # how much higher the window may become for that one unit
LEGS = (0.35, 3.0)  # length of a leg, in units of the frame
LETTER = 0.17  # width of one in a label
READING = 5.0  # seconds in which the lines that lead to the rate are read


class RateOfChange(DerivativeSlots):
    """A quantity that depends on another one, and the moment at which its rate of change is read."""

    LEVEL: ClassVar[Level] = "application"
    SUMMARY: ClassVar[str] = "the derivative at a point as a rate of change, with units and a triangle of one unit"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "rate_of_change", "function": "20*t - 5*t**2", "point": "1", "unit": "m", "per": "s"},
        {"template": "rate_of_change", "function": "500*exp(t/5)", "point": "3", "unit": "bacteria", "per": "h"},
        {"template": "rate_of_change", "function": "x**3", "point": "2"},
        {"template": "rate_of_change", "function": "20 + 70*exp(-t/10)", "point": "5", "unit": "celsius", "per": "min"},
        {
            "template": "rate_of_change",
            "function": "x**2/50 + 3*x + 100",
            "point": "40",
            "unit": "dollars",
            "per": "items",
        },
        {"template": "rate_of_change", "function": "sin(t)", "point": "pi/2", "unit": "m", "per": "s"},
        {
            "template": "rate_of_change",
            "function": "1000/(1 + 9*exp(-t))",
            "point": "2",
            "unit": "people",
            "per": "day",
        },
        {"template": "rate_of_change", "function": "sqrt(x)", "point": "9", "unit": "cm", "pace": "fast"},
    )

    template: Literal["rate_of_change"] = "rate_of_change"
    point: Number = Field(description="the value of the variable at which the rate is read")
    unit: Unit | None = Field(None, description="the unit of the function's values")
    per: Unit | None = Field(None, description="the unit of the variable")

    def claims(self) -> list[Any]:
        """The derivative, the value and the slope at the point."""
        parts = self.expression, self.variable, self.at
        return [*super().claims(), ValueAt(*parts, self.value), SlopeAt(*parts, self.slope)]

    def examine(self) -> None:
        """Refuse a point without a derivative."""
        points.require_differentiable(self, self.at, "one_sided_derivatives shows the rates on both sides")

    @property
    def at(self) -> sympy.Expr:
        """The point as a SymPy number."""
        return read_number(self.point)

    @property
    def value(self) -> sympy.Expr:
        """The exact value at the point."""
        return points.value_at(self.expression, self.symbol, self.at)

    @property
    def slope(self) -> sympy.Expr:
        """The exact slope at the point."""
        return points.value_at(stage.derivative(self.expression, self.variable), self.symbol, self.at)

    def scene(self) -> dict[str, Any]:
        """Axes with units, the value, the steps to the rate, and the triangle of one unit."""
        x, at, slope = self.symbol, self.at, self.slope
        window = self._window()
        triangle = self._triangle(window)
        spoken = {"where": self._where, "name": self.function_name, "value": self._spoken(self.value, self.unit)}
        run = min(1.0, abs(triangle["run"])) if triangle else 1.0
        step, change = self._text(run, self.per), self._text(abs(float(slope) * run), self.unit)
        kind = "rests" if slope == 0 else "grows" if slope > 0 else "falls"
        return plots.plot(window, [self.expression, slope * (x - at) + self.value], x, float(at)) | {
            "subject": self.say("subject", function=self.function, where=self._where),
            "heading": stage.heading(self),
            "function": stage.in_x(self.expression, self),
            "point": float(at),
            "value": float(self.value),
            "slope": float(slope),
            "start": points.slide_from(window, float(at)),
            "point_label": numbers.exact(at),
            "axis_names": [self._axis(x, self.per), self._axis(sympy.Symbol(self.function_name), self.unit)],
            "value_line": self._value_line(spoken),
            "steps": self._rate_lines(),
            "triangle": triangle,
            "last_line": self._last_line(kind, step, change, run, spoken),
            "captions": {
                "subject": self.say("caption", **spoken),
                "curve": stage.graph_is(self),
                "tangent": self.say("tangent"),
                "step": self.say("along", step=step, change=change),
            },
        }

    def _window(self) -> Window:
        """The window around the point, and a little higher where the tangent over one unit needs it."""
        window, at = choose_window(self.expression, self.symbol, point=self.at), float(self.at)
        end = (at + 1, float(self.value + self.slope))
        if not at < end[0] < window.x_max:
            return window
        wider = holding(window, self.expression, self.symbol, [end])
        small = wider.y_max - wider.y_min < HIGHER * (window.y_max - window.y_min)
        return wider if small else window

    @property
    def _where(self) -> str:
        return f"{self.variable} = {units.amount(numbers.plain(self.at), self.per, self.language)}"

    def _text(self, number: float, unit: Unit | None) -> str:
        """A number with its unit, for a caption or a rule's name."""
        return units.amount(numbers.decimal(number).replace(" dot 10^", "·10^"), unit, self.language)

    def _spoken(self, value: sympy.Expr, unit: Unit | None) -> str:
        return self._text(float(value), unit)

    def _typeset(self, formula: str, unit: Unit | None, one: bool = False) -> str:
        """A formula that ends in a number, with the unit behind it."""
        return formula + units.typeset(units.named(unit, self.language, one) if unit else "")

    def _axis(self, name: sympy.Symbol, unit: Unit | None) -> str:
        return to_typst(name) + (f' " ({units.named(unit, self.language)})"' if unit else "")

    def _value_line(self, spoken: dict[str, str]) -> dict[str, Any]:
        relation = numbers.equals(self.value) if self.unit else numbers.valued(self.value)
        formula = (
            f"{stage.call_of(self, numbers.exact(self.at))} {self._typeset(relation, self.unit, relation == '= 1')}"
        )
        rule = self.say("value-line", where=f"${to_typst(self.symbol)} = {numbers.exact(self.at)}$")
        return stage.line(rule, formula, self.say("value", where=spoken["where"], value=spoken["value"]))

    def _rate_lines(self) -> list[dict[str, Any]]:
        unit = units.rate(self.unit, self.per, self.language)
        relation = numbers.equals(self.slope) if unit else numbers.valued(self.slope)
        name = stage.call_of(self, numbers.exact(self.at), prime="'")
        rule = self.say("rate-line", where=f"${to_typst(self.symbol)} = {numbers.exact(self.at)}$")
        told = self.say("rate", rate=f"{self._text(float(self.slope), None)} {unit}".strip())
        last = stage.line(rule, f"{name} {relation}{units.typeset(unit)}", told, "DERIVATIVE")
        return stage.paced([*stage.derivation(self, 2 if self.expression.count_ops() < 10 else 1), last], READING)

    def _last_line(self, kind: str, step: str, change: str, run: float, spoken: dict[str, str]) -> dict[str, Any]:
        """What the rate means, in words and as changes of both quantities."""
        across, up = to_typst(self.symbol), to_typst(sympy.Symbol(self.function_name))
        rise = numbers.equals(sympy.Rational(str(run)) * self.slope)
        one = self._typeset(f"Delta {across} = {numbers.decimal(run)}", self.per, run == 1)
        changes = f"{one} , quad {self._typeset(f'Delta {up} {rise}', self.unit, rise in ('= 1', '= -1'))}"
        values = {"step": step, "change": change}
        rule = self.say(f"{kind}-line", **values) if kind != "rests" else self.say("rests-line")
        told = self.say(kind, where=spoken["where"], value=spoken["value"], **values)
        return stage.line(rule, changes, told, "MEASURE")

    def _triangle(self, window: Window) -> dict[str, Any] | None:
        """The triangle under the tangent over one unit, or over a power of ten of it; None where none can be seen."""
        x_unit, y_unit = (
            size / length
            for size, length in zip(
                plots.PICTURE, (window.x_max - window.x_min, window.y_max - window.y_min), strict=True
            )
        )
        at, height, slope = float(self.at), float(self.value), float(self.slope)
        for run in (side * size for size in RUNS for side in (1, -1)):
            labels = [
                self._typeset(numbers.decimal(abs(run)), self.per, abs(run) == 1),
                self._typeset(numbers.decimal(slope * abs(run)), self.unit),
            ]
            beside = (
                (0.3 + LETTER * len(numbers.decimal(slope * run) + (self.unit or ""))) / x_unit * (1 if run > 0 else -1)
            )
            inside = (
                window.x_min < at + run + beside < window.x_max and window.y_min < height + run * slope < window.y_max
            )
            if inside and all(LEGS[0] < leg < LEGS[1] for leg in (abs(run) * x_unit, abs(run * slope) * y_unit)):
                return {"run": run, "run_label": labels[0], "rise_label": labels[1]}
        return None
