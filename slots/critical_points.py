"""The critical points of a function: where f' is 0 or fails, and whether there is a maximum, a minimum or neither."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import sympy

from derivanim.calculus.claims import IsDerivative
from derivanim.calculus.claims_signs import IsCritical
from derivanim.calculus.printing import to_typst
from derivanim.calculus.sign_chart import Mark, SignChart
from derivanim.calculus.window import Window
from derivanim.errors import MathError
from derivanim.slots import numbers, plots, points, stage
from derivanim.slots.base import Level
from derivanim.slots.marks import bare_near
from derivanim.slots.signed import READING, SignedSlots, brief, label

MOST_ROWS = 8
STUB = 0.55  # length of the coloured pieces beside a point, in units of the frame
SIGNS = {1: "+", -1: "-", 0: "0", None: '""'}


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

    def found(self) -> list[tuple[Mark, str, tuple[int | None, int | None]]]:
        """Each critical point with its kind, and the signs of the derivative on both sides."""
        chart = self.chart()
        return [(m, self._kind(chart, i), chart.around(i)) for i, m in enumerate(chart.marks) if m.critical]

    def _kind(self, chart: SignChart, index: int) -> str:
        turn, point = chart.turn(index), chart.marks[index].point
        if turn != "end":
            return turn
        # At a jump signs tell nothing, values do.
        kinds = ("maximum", "minimum")
        held = (kind for kind in kinds if IsCritical(self.expression, self.variable, point, kind).prove().good)
        return next(held, "neither")

    def scene(self) -> dict[str, Any]:
        """The curve, the derivative, its zeros and gaps, and each point with a row of the table."""
        found, window = self.found(), self.window()
        zero = f"${stage.call_of(self, prime=chr(39))} = 0$"
        level = [m.point for m, _, _ in found if m.cause == "zero"]
        rough = [m.point for m, _, _ in found if m.cause != "zero"]
        lines = [self.places_line(level, self.say("zero-line", zero=zero) + self.within(), self.say("zero"))]
        if rough:
            lines.append(self.places_line(rough, self.say("fails-line"), self.say("fails")))
        header = [to_typst(self.symbol), stage.call_of(self), stage.call_of(self, prime="'"), '""']
        return self._ticks(window) | {
            "subject": self.say("subject", function=self.function),
            "heading": stage.heading(self),
            "function": stage.in_x(self.expression, self),
            "steps": stage.paced(stage.derivation(self, max_lines=2), READING),
            "places_lines": lines,
            "header": header,
            "pitch": 0.46 if len(found) < 5 else 0.38,
            "glide": points.glide(window),
            "slope": stage.in_x(self.derivatives[0], self),
            "points": [self._point(window, *each) for each in found],
            "none_line": None
            if found
            else brief(stage.line(self.say("line"), f'"{self.say("none")}"', self.say("no"))),
            "captions": {
                "subject": self.say("caption"),
                "curve": stage.graph_is(self),
                "table": self.say("table"),
                "never": self.say("never"),
            },
        }

    def _point(self, window: Window, mark: Mark, kind: str, signs: tuple[int | None, int | None]) -> dict[str, Any]:
        place, height = float(mark.point), mark.value or 0.0
        stub = STUB * (window.x_max - window.x_min) / plots.PICTURE[0]
        pieces = [
            (max(low, place - stub), min(high, place + stub)) for low, high in window.pieces if low <= place <= high
        ]
        low, high = pieces[0] if pieces else (place, place)
        tangent = {"zero": "level", "vertical tangent": "upright"}.get(mark.cause)
        return {
            "x": place,
            "y": height,
            "tangent": tangent,
            "stubs": [(a, b, s) for (a, b), s in zip(((low, place), (place, high)), signs, strict=True) if s and a < b],
            "row": [
                _cell(mark.point),
                _cell(points.value_at(self.expression, self.symbol, mark.point)),
                f"{SIGNS[signs[0]]} arrow.r {SIGNS[signs[1]]}",
                f'"{self.say(kind)}"',
            ],
            "name": {"maximum": self.say("max"), "minimum": self.say("min")}.get(kind),
            "up": kind == "maximum",
            "caption": self.say(f"{kind}-is", place=f"{self.variable} = {numbers.plain(mark.point)}"),
        }

    def _ticks(self, window: Window) -> dict[str, Any]:
        """The plot, with labels of the axes that keep clear of the points' names."""
        plotted = plots.plot(window, [self.expression], self.symbol)
        width, height = window.x_max - window.x_min, window.y_max - window.y_min
        x_unit, y_unit = plots.PICTURE[0] / width, plots.PICTURE[1] / height
        places = [(float(mark.point), mark.value or 0.0) for mark, _, _ in self.found()]
        beside = [y for x, y in places if abs(x - window.origin[0]) * x_unit < 1.0]
        below = [x for x, y in places if abs(y - window.origin[1]) * y_unit < 0.8]
        plotted["x_ticks"] = bare_near(plotted["x_ticks"], below, width)
        plotted["y_ticks"] = bare_near(plotted["y_ticks"], beside, height, plots.PICTURE[1])
        return plotted | {"pieces": self.pieces(window)}


def _cell(value: sympy.Expr) -> str:
    """A number of the table: exact where it fits into its column, else with decimals."""
    text = label(value)
    shown = text.replace("sqrt", "").replace("\\", "").replace(" ", "")
    return text if len(shown) <= 9 else numbers.decimal(float(value))
