"""Higher derivatives: each is the slope of the one before, traced strip by strip below the function."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

import sympy
from pydantic import BeforeValidator, Field

from derivanim.calculus.claims import IsDerivative
from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.kinks import failure
from derivanim.calculus.printing import to_source, to_typst
from derivanim.calculus.reader import read_number
from derivanim.errors import MathError
from derivanim.slots import numbers, stage, strips
from derivanim.slots.base import MAX_TEXT, FunctionSlots, Interval, Level

SWEEP = 6.5  # seconds for all the ways of the dot together
READING = 4.0  # seconds in which all the lines are read
COLORS = ("FUNCTION", "DERIVATIVE", "MEASURE")
Order = Annotated[
    Literal["2", "3", "4", "5"], BeforeValidator(lambda value: str(value) if isinstance(value, int) else value)
]


class HigherDerivatives(FunctionSlots):
    """A function, and how often it is differentiated."""

    LEVEL: ClassVar[Level] = "conceptual"
    SUMMARY: ClassVar[str] = "the second and higher derivatives, each traced as the slope of the one before"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "higher_derivatives", "function": "x**3 - 3*x"},
        {"template": "higher_derivatives", "function": "sin(x)", "order": "4"},
        {"template": "higher_derivatives", "function": "x**4 - 2*x**2", "order": "5"},
        {"template": "higher_derivatives", "function": "x*exp(-x)", "order": "3", "interval": ["-1", "5"]},
        {"template": "higher_derivatives", "function": "x*abs(x)"},
        {"template": "higher_derivatives", "function": "log(t)", "order": "3", "function_name": "g"},
        {"template": "higher_derivatives", "function": "exp(-x**2)*cos(3*x)/(x**2 + 1)"},
        {"template": "higher_derivatives", "function": "sqrt(x)", "pace": "fast"},
    )

    template: Literal["higher_derivatives"] = "higher_derivatives"
    order: Order = Field("2", description="how often to differentiate")
    interval: Interval | None = Field(None, description="the part of the curve to show; left out, it is chosen")

    def claims(self) -> list[Any]:
        """That each of the functions is the derivative of that order."""
        parts = self.expression, self.variable
        return [IsDerivative(*parts, d, order=k, slot="function") for k, d in enumerate(self.derivatives, start=1)]

    def examine(self) -> None:
        """Refuse a constant, formulas that are too long, and a function without a smooth piece."""
        if not self.expression.has(self.symbol):
            raise MathError(
                f"{numbers.plain(self.function)} is a constant, so that all its derivatives are 0.",
                f"choose a function that depends on {self.variable}, or the constant_rule",
            )
        if any(len(to_source(each)) > MAX_TEXT for each in self.derivatives):
            raise MathError(
                f"The derivatives of {numbers.plain(self.function)} are too long to show.", "choose a lower order"
            )
        _, ways = strips.strips([self.expression, *self.derivatives], self.symbol, self.ends)
        if not ways[0]:
            raise MathError(
                f"No part of {numbers.plain(self.function)} has a slope that could be shown.",
                "choose another interval, or a function with a smooth piece",
            )

    @property
    def ends(self) -> tuple[sympy.Expr, sympy.Expr] | None:
        """The ends of the interval as SymPy numbers."""
        return self.interval and (read_number(self.interval[0]), read_number(self.interval[1]))

    @property
    def derivatives(self) -> tuple[sympy.Expr, ...]:
        """The derivatives of every order up to the wished one."""
        return stage.derived(self.expression, self.variable, int(self.order)).derivatives

    def scene(self) -> dict[str, Any]:
        """A strip for each function, the ways of the dot along it, and the formulas."""
        x, curves = self.symbol, [self.expression, *self.derivatives]
        windows, ways = strips.strips(curves, x, self.ends)
        total = SWEEP / int(self.order)
        shown = [
            strips.axes(window, curve, x)
            | {
                "source": stage.in_x(curve, self),
                "name": stage.call_of(self, prime=_prime(k)),
                "color": COLORS[0] if k == 0 else COLORS[1 + (k + 1) % 2],
                "ways": _timed(ways[k - 1], total) if k else [],
                "caption": self.say("trace", name=self._spoken(k), before=self._spoken(k - 1)) if k else "",
            }
            for k, (window, curve) in enumerate(zip(windows, curves, strict=True))
        ]
        return {
            "subject": self.say("subject", function=self.function, order=self.order),
            "heading": stage.heading(self),
            "x_range": [windows[0].x_min, windows[0].x_max],
            "x_ticks": [(tick.value, tick.label) for tick in windows[0].x_ticks],
            "strips": shown,
            "lines": self._lines([strip["color"] for strip in shown]),
            "same_line": self._same_line(),
            "definition_line": stage.line(
                self.say("definition-line"),
                f"{stage.call_of(self, prime=_prime(2))} = ({stage.call_of(self, prime=_prime(1))})'",
                self.say("definition"),
            ),
            "captions": {
                "subject": self.say("caption"),
                "curve": stage.graph_is(self),
                "next": self.say("next"),
            },
        }

    def _spoken(self, k: int) -> str:
        """The name of the derivative of an order, in a caption."""
        return self.function_name + ("'" * k if k < 4 else f"^({k})")

    def _lines(self, colors: list[str]) -> list[dict[str, Any]]:
        lines = []
        for k, (each, color) in enumerate(zip(self.derivatives, colors[1:], strict=True), start=1):
            rule = self.say("zero-line" if each == 0 else f"line-{k}")
            formula = f"{stage.call_of(self, prime=_prime(k))} = {to_typst(each)}{self._exceptions(k)}"
            lines.append(stage.line(rule, formula, self.say("formula", name=self._spoken(k)), color))
        return stage.paced(lines, READING)

    def _exceptions(self, k: int) -> str:
        """The points at which the formula has a value although there is no derivative of that order."""
        x, curves = self.symbol, [self.expression, *self.derivatives]
        failing = [point for point, _ in stage.derived(self.expression, self.variable, int(self.order)).fails_at]
        missed = [
            point
            for point in failing
            if evaluate(curves[k], {x: point}) is not None and any(failure(curve, x, point) for curve in curves[:k])
        ]
        if not missed or len(missed) > 2:
            return ""
        return " quad (" + ", ".join(f"{to_typst(x)} != {to_typst(point)}" for point in missed) + ")"

    def _same_line(self) -> dict[str, Any] | None:
        """That the function itself came back, where it did."""
        same = [k for k, each in enumerate(self.derivatives, start=1) if each == self.expression]
        if not same:
            return None
        formula = f"{stage.call_of(self, prime=_prime(same[0]))} = {stage.call_of(self)}"
        return stage.line(self.say("same-line"), formula, self.say("same"), "FUNCTION")


def _prime(k: int) -> str:
    """What stands between the name and the variable: f'', f^((4))."""
    return "'" * k if k < 4 else f"^(({k}))"


def _timed(ways: list[tuple[float, float]], seconds: float) -> list[tuple[float, float, float]]:
    total = sum(high - low for low, high in ways)
    return [(low, high, round(max(0.4, seconds * (high - low) / total), 1)) for low, high in ways]
