"""The critical points of a function: where f' is 0 or fails, and whether there is a maximum, a minimum or neither."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from derivanim.calculus.claims import IsDerivative
from derivanim.calculus.claims_signs import IsCritical
from derivanim.errors import MathError
from derivanim.slots import critical_table, numbers, plots, stage
from derivanim.slots.base import Level
from derivanim.slots.signed import READING, SignedSlots

MOST_ROWS = 8


class CriticalPoints(SignedSlots):
    """A function whose critical points are found and classified."""

    LEVEL: ClassVar[Level] = "conceptual"
    SUMMARY: ClassVar[str] = "critical points, classified by the sign of the derivative on both sides"
    ORDER: ClassVar[int] = 1
    SIZE: ClassVar[tuple[float, float]] = plots.PICTURE
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "critical_points", "function": "x**3 - 3*x"},
        {"template": "critical_points", "function": "x**4 - 4*x**3"},
        {"template": "critical_points", "function": "x**(2/3)*(x - 5)"},
        {"template": "critical_points", "function": "sin(x)"},
        {"template": "critical_points", "function": "abs(x**2 - 4)"},
        {"template": "critical_points", "function": "x*log(x)"},
        {"template": "critical_points", "function": "t**2*exp(-t)", "function_name": "g"},
        {"template": "critical_points", "function": "x + 1/x"},
        {"template": "critical_points", "function": "exp(x)"},
    )

    template: Literal["critical_points"] = "critical_points"

    def claims(self) -> list[Any]:
        """The derivative, and what there is at each critical point."""
        first = IsDerivative(self.expression, self.variable, self.derivatives[0], slot="function")
        return [first, *(IsCritical(self.expression, self.variable, m.point, kind) for m, kind, _ in self.found())]

    def examine(self) -> None:
        """Refuse a function that is level on an interval, and more points than a table can hold."""
        super().examine()
        chart, told = self.chart(), numbers.plain(self.function)
        if any(part.sign == 0 for part in chart.stretches):
            raise MathError(f"{told} is level on a whole interval.", "ask for a function that is constant nowhere")
        if len(self.found()) > MOST_ROWS:
            raise MathError(f"{told} has more critical points here than a table holds.", "choose a shorter interval")

    def found(self) -> list[critical_table.Critical]:
        """Each critical point with its kind, and the signs of the derivative on both sides."""
        chart = self.chart()
        return [(m, self._kind(i), chart.around(i)) for i, m in enumerate(chart.marks) if m.critical]

    def _kind(self, index: int) -> str:
        turn, point = self.chart().turn(index), self.chart().marks[index].point
        if turn != "end":
            return turn
        # At a jump signs tell nothing, values do.
        kinds = ("maximum", "minimum")
        held = (kind for kind in kinds if IsCritical(self.expression, self.variable, point, kind).prove().good)
        return next(held, "neither")

    def scene(self) -> dict[str, Any]:
        """The curve, the derivative, its zeros and gaps, and each point with a row of the table."""
        found = self.found()
        shown = stage.opening(self) | critical_table.picture(self, found) | critical_table.lines(self, found)
        return shown | {
            "steps": stage.paced(stage.derivation(self, max_lines=2), READING),
            "slope": stage.in_x(self.derivatives[0], self),
            "captions": {"curve": stage.graph_is(self)} | self.captions("caption", "table", "never"),
        }
