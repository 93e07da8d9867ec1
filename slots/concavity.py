"""Where a curve is concave up and down, by the sign of the second derivative, and its points of inflection."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import sympy

from derivanim.calculus.claims_signs import IsInflection
from derivanim.calculus.printing import to_typst
from derivanim.slots import points, stage
from derivanim.slots.base import Level
from derivanim.slots.signed import SignedSlots, brief, label


class Concavity(SignedSlots):
    """A function whose second derivative's sign is followed along the curve."""

    LEVEL: ClassVar[Level] = "conceptual"
    SUMMARY: ClassVar[str] = "concave up and down by the sign of the second derivative, and points of inflection"
    ORDER: ClassVar[int] = 2
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "concavity", "function": "x**3 - 3*x"},
        {"template": "concavity", "function": "exp(-x**2)"},
        {"template": "concavity", "function": "sin(x)", "interval": ["0", "2*pi"]},
        {"template": "concavity", "function": "x**4 - 4*x**3"},
        {"template": "concavity", "function": "cbrt(x)"},
        {"template": "concavity", "function": "x/(x**2 - 1)"},
        {"template": "concavity", "function": "log(t)", "function_name": "g"},
        {"template": "concavity", "function": "x**2*exp(-x)"},
    )

    template: Literal["concavity"] = "concavity"

    def claims(self) -> list[Any]:
        """The derivatives, the signs, and the points of inflection."""
        return [*super().claims(), *(IsInflection(self.expression, self.variable, at) for at in self.inflections())]

    def inflections(self) -> list[sympy.Expr]:
        """The points with a tangent at which the sign changes."""
        found, tangents = self.chart(), ("zero", "no second derivative", "vertical tangent")
        return [
            mark.point
            for index, mark in enumerate(found.marks)
            if mark.cause in tangents and set(found.around(index)) == {1, -1}
        ]

    def scene(self) -> dict[str, Any]:
        """The picture with its signs, both derivatives, the intervals, and the points of inflection."""
        first, second = (stage.call_of(self, prime="'" * order) for order in (1, 2))
        turns = self.inflections()
        lines = [
            stage.line(self.say(f"{key}-line"), f"{left} = {to_typst(right)}", self.say(key), "DERIVATIVE")
            for key, left, right in zip(("first", "second"), (first, second), self.derivatives, strict=True)
        ]
        rule = self.say("zero-line", zero=f"${second} = 0$") + self.within()
        results = [self.intervals_line("up", 1, "MEASURE"), self.intervals_line("down", -1, "POINT")]
        return self.picture() | {
            "steps": stage.paced(lines if self.steps else lines[1:], 2.0),
            "places_line": self.places_line([mark.point for mark in self.chart().marks], rule, self.say("zero")),
            "result_lines": [*results, self._inflection_line(turns)],
        }

    def _inflection_line(self, turns: list[sympy.Expr]) -> dict[str, Any]:
        heights = [points.value_at(self.expression, self.symbol, point) for point in turns[:4]]
        shown = [f"({label(point)}, {label(height)})" for point, height in zip(turns, heights, strict=False)]
        formula = " , quad ".join(shown + ["..."] * (len(turns) > 4)) if turns else f'"{self.say("none")}"'
        key = "inflection" if turns else "no-inflection"
        rings = [(float(point), float(height)) for point, height in zip(turns, heights, strict=False)]
        return brief(stage.line(self.say("inflection-line"), formula, self.say(key))) | {"rings": rings}
