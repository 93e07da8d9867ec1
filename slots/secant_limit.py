"""The definition of the derivative: a secant turns into the tangent while h goes to 0."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field

from derivanim.calculus.claims import LimitOfQuotient
from derivanim.calculus.window import choose_window
from derivanim.slots import numbers, plots, secants, stage
from derivanim.slots.at_point import PointSlots
from derivanim.slots.base import Level, Number


class SecantLimit(PointSlots):
    """A function and the point at which the difference quotient has its limit."""

    LEVEL: ClassVar[Level] = "conceptual"
    SUMMARY: ClassVar[str] = "a secant becomes the tangent as h goes to 0, with the difference quotient in numbers"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "secant_limit", "function": "x**2", "point": "1"},
        {"template": "secant_limit", "function": "sin(x)", "point": "pi/4"},
        {"template": "secant_limit", "function": "exp(x)", "point": "0"},
        {"template": "secant_limit", "function": "log(x)", "point": "1"},
        {"template": "secant_limit", "function": "sqrt(x)", "point": "1", "pace": "slow"},
        {"template": "secant_limit", "function": "1/x", "point": "-1"},
        {"template": "secant_limit", "function": "x**3*cos(x)/4", "point": "-1.5"},
    )

    template: Literal["secant_limit"] = "secant_limit"
    point: Number = Field(description="the fixed point of the secants")

    def claims(self) -> list[Any]:
        """That the difference quotient has the limit which is shown."""
        return [LimitOfQuotient(self.expression, self.variable, self.at, self.slope)]

    def scene(self) -> dict[str, Any]:
        """Axes around the point, the steps h, and the difference quotient for each of them."""
        x, at, step = self.symbol, float(self.at), secants.step_name(self.variable)
        window = choose_window(self.expression, x, point=self.at)
        captions = self.captions("caption", "point", "secant", "row", "limit", where=self.where, step=step)
        return plots.plot(window, [self.expression, self.tangent], x, at) | {
            **stage.opening(self, where=self.where),
            **secants.narrowing(self.expression, x, at, secants.first_step(window, at)),
            "point": at,
            "point_label": numbers.exact(self.at),
            "step": step,
            "quotient_name": f'"{self.say("slope")}"',
            "quotient_line": stage.line(self.say("quotient-line"), self.quotient(step), self.say("quotient")),
            "limit_line": self.limit_line(step),
            "captions": captions | {"curve": stage.graph_is(self)},
        }

    def quotient(self, step: str) -> str:
        """The difference quotient, in Typst."""
        shifted = step if self.at == 0 else f"{numbers.exact(self.at)} + {step}"
        return f"frac({stage.call_of(self, shifted)} - {stage.call_of(self, numbers.exact(self.at))}, {step})"

    def limit_line(self, step: str) -> dict[str, Any]:
        """The line that makes the derivative of the quotient."""
        limit = f"{self.slope_name} = lim_({step} -> 0) {self.quotient(step)} {numbers.valued(self.slope)}"
        told = self.say("limit-is", slope=numbers.decimal(float(self.slope)))
        return stage.line(self.say("limit-line", where=self.there), limit, told, "DERIVATIVE")
