"""One-sided derivatives: the slopes of the secants from the left and from the right, in numbers, and their limits."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import sympy
from pydantic import Field

from derivanim.calculus.one_sided import SIGNS
from derivanim.calculus.reader import read_number
from derivanim.calculus.sampling import sampler
from derivanim.errors import MathError
from derivanim.slots import numbers, plots, stage
from derivanim.slots.base import Level, Number
from derivanim.slots.sides import BothSides


class OneSidedDerivatives(BothSides):
    """A function and the point at which its secants of both sides are compared."""

    LEVEL: ClassVar[Level] = "conceptual"
    SUMMARY: ClassVar[str] = "secants from the left and from the right, with their slopes in a table and both limits"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "one_sided_derivatives", "function": "abs(x)", "point": "0"},
        {"template": "one_sided_derivatives", "function": "x**2", "point": "1"},
        {"template": "one_sided_derivatives", "function": "abs(x**2 - 4)", "point": "2"},
        {"template": "one_sided_derivatives", "function": "x**2 if x < 1 else 2 - x", "point": "1"},
        {"template": "one_sided_derivatives", "function": "x**(2/3)", "point": "0"},
        {"template": "one_sided_derivatives", "function": "sqrt(x)", "point": "0"},
        {"template": "one_sided_derivatives", "function": "t*abs(sin(t))", "point": "pi", "function_name": "s"},
        {"template": "one_sided_derivatives", "function": "exp(-abs(x - 1))*cos(x)", "point": "1", "pace": "fast"},
    )

    template: Literal["one_sided_derivatives"] = "one_sided_derivatives"
    point: Number = Field(description="the point to which the secants come from both sides")

    def examine(self) -> None:
        """Refuse a point at which the function is not continuous."""
        self.require_surroundings()
        if not self.sides.continuous:
            raise MathError(
                f"{numbers.plain(self.function)} is not continuous at {self.where}, so it has no slope there.",
                "differentiability shows what happens at jumps, holes and poles",
            )

    @property
    def at(self) -> sympy.Expr:
        """The point as a SymPy number."""
        return read_number(self.point)

    def scene(self) -> dict[str, Any]:
        """Axes around the point, a table of slopes for both sides, and the two limits."""
        x, window = self.symbol, self.window()
        known = [side is not None for side in self.first_steps(window)]
        first = min(step for step in self.first_steps(window) if step is not None)
        steps = [first, first / 10, first / 100]
        letter = "h" if self.variable != "h" else "k"
        columns = [self.say("left-column"), self.say("right-column")]
        shown = [column for column, there in zip(columns, known, strict=True) if there]
        where = {"where": self.where}
        kind = self.sides.kind.replace(" ", "-")
        return plots.plot(window, [self.expression], x, float(self.at)) | {
            "subject": self.say("subject", function=self.function, **where),
            "heading": stage.heading(self),
            "function": stage.in_x(self.expression, self),
            "point": float(self.at),
            "point_label": numbers.exact(self.at),
            "rows": [
                (f"abs({letter})", *(f'"{column}"' for column in shown)),
                *((numbers.decimal(h), *self._slopes(h, known)) for h in steps),
            ],
            "columns": [0.9, 2.6, 4.3][: 1 + len(shown)],
            "sides": [
                {
                    "column": 1 + shown.index(column),
                    "places": [float(self.at) + sign * step for step in (*steps, first / 1000)],
                    "way": way,
                    "captions": [self.say(f"{side}-secant"), self.say("closer"), self.say(side)],
                    "line": self.slope_line(side),
                }
                for side, sign, column, way in zip(SIGNS, SIGNS.values(), columns, self.half_lines(), strict=True)
                if column in shown
            ],
            "verdict": self.verdict_line(kind),
            "agree": kind == "differentiable",
            "captions": {
                "subject": self.say("caption", **where),
                "curve": stage.graph_is(self),
                "point": self.say("point", **where),
                "table": self.say("table"),
            },
        }

    def _slopes(self, step: float, known: list[bool]) -> list[str]:
        """The slopes of the secants with that step, from the left and from the right."""
        f, at = sampler(self.expression, [self.symbol]), float(self.at)
        ends = [at + sign * step for sign, there in zip(SIGNS.values(), known, strict=True) if there]
        return [f"{(float(f(end)) - float(f(at))) / (end - at):.3f}" for end in ends]
