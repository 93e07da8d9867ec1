"""The definition of the derivative: a secant turns into the tangent while h goes to 0."""

from __future__ import annotations

import math
from typing import Any, ClassVar, Literal

import sympy
from pydantic import Field

from derivanim.calculus.claims import LimitOfQuotient
from derivanim.calculus.printing import to_typst
from derivanim.calculus.reader import read_number
from derivanim.calculus.sampling import sampler
from derivanim.calculus.window import Window, choose_window
from derivanim.slots import numbers, plots, points, stage
from derivanim.slots.base import FunctionSlots, Level, Number


class SecantLimit(FunctionSlots):
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

    def examine(self) -> None:
        """Refuse a point at which the secants have no common limit."""
        points.require_differentiable(self, self.at, "a derivative_overview shows the whole curve")

    @property
    def at(self) -> sympy.Expr:
        """The point as a SymPy number."""
        return read_number(self.point)

    @property
    def slope(self) -> sympy.Expr:
        """The exact limit of the difference quotient."""
        return points.value_at(stage.derivative(self.expression, self.variable), self.symbol, self.at)

    def scene(self) -> dict[str, Any]:
        """Axes around the point, the steps h, and the difference quotient for each of them."""
        x, at, slope = self.symbol, self.at, self.slope
        value = points.value_at(self.expression, x, at)
        window = choose_window(self.expression, x, point=at)
        step = first_step(window, float(at))
        f = sampler(self.expression, [x])
        steps = [step, step / 2, step / 10, step / 100]
        quotients = [(float(f(float(at) + h)) - float(f(float(at)))) / h for h in steps]
        places = max(0, 2 - math.floor(math.log10(abs(step))))
        h = "h" if self.variable != "h" else "k"
        shifted = h if at == 0 else f"{numbers.exact(at)} + {h}"
        quotient = f"frac({stage.call_of(self, shifted)} - {stage.call_of(self, numbers.exact(at))}, {h})"
        where = f"{self.variable} = {numbers.plain(at)}"
        name = stage.call_of(self, numbers.exact(at), prime="'")
        limit = f"{name} = lim_({h} -> 0) {quotient} {numbers.valued(slope)}"
        return plots.plot(window, [self.expression, slope * (x - at) + value], x, float(at)) | {
            "subject": self.say("subject", function=self.function, where=where),
            "heading": stage.heading(self),
            "function": stage.in_x(self.expression, self),
            "point": float(at),
            "point_label": numbers.exact(at),
            "step": h,
            "quotient_name": f'"{self.say("slope")}"',
            "steps": [float(size) for size in steps[1:]],
            "first": step,
            "last": step / 1000,
            "rows": [(f"{size:.{places}f}", f"{number:.4f}") for size, number in zip(steps, quotients, strict=True)],
            "quotient_line": stage.line(self.say("quotient-line"), quotient, self.say("quotient")),
            "limit_line": stage.line(
                self.say("limit-line", where=f"${to_typst(x)} = {numbers.exact(at)}$"),
                limit,
                self.say("limit-is", slope=numbers.decimal(float(slope))),
                "DERIVATIVE",
            ),
            "captions": {
                "subject": self.say("caption", where=where),
                "curve": stage.graph_is(self),
                "point": self.say("point", where=where),
                "secant": self.say("secant"),
                "row": self.say("row"),
                "limit": self.say("limit", step=h),
            },
        }


def first_step(window: Window, point: float) -> float:
    """A round h that puts the second point well apart, on the same piece of the curve; to the right if it can be."""
    width = window.x_max - window.x_min
    low, high = next((ends for ends in window.pieces if ends[0] <= point <= ends[1]), (point, point))
    right, left = high - point, point - low
    room, side = (right, 1) if right > 0.12 * width or right > left else (left, -1)
    return side * numbers.nice(min(0.3 * width, 0.95 * room))
