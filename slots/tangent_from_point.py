"""The tangents to a curve from a point beside it."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field

from derivanim.calculus.claims import SlopeAt
from derivanim.calculus.reader import read_number
from derivanim.calculus.window import choose_window
from derivanim.slots import numbers, plots, points, stage
from derivanim.slots.base import DerivativeSlots, Level, Number


class TangentFromPoint(DerivativeSlots):
    """The tangents to a curve from a point beside it."""

    LEVEL: ClassVar[Level] = "application"
    SUMMARY: ClassVar[str] = "the tangents to a curve from a point beside it"
    # Awkward inputs of the subject belong here too: each example is checked, drawn and looked at.
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "tangent_from_point", "function": "x**3 - 3*x", "away": "1", "height": "1"},
        {"template": "tangent_from_point", "function": "sin(x)", "away": "1", "height": "1"},
        {"template": "tangent_from_point", "function": "exp(-x/2)", "away": "1", "height": "1"},
        {"template": "tangent_from_point", "function": "log(x)", "away": "1", "height": "1"},
        {"template": "tangent_from_point", "function": "sqrt(x)", "away": "1", "height": "1"},
        {"template": "tangent_from_point", "function": "x/(x**2 + 1)", "away": "1", "height": "1"},
        {"template": "tangent_from_point", "function": "x**2*sin(x)", "away": "1", "height": "1"},
    )

    template: Literal["tangent_from_point"] = "tangent_from_point"
    away: Number = Field(description="the away, a number")
    height: Number = Field(description="the height, a number")

    def claims(self) -> list[Any]:
        """The derivative, and the slope at the point: whatever the animation asserts is a claim."""
        return [*super().claims(), SlopeAt(self.expression, self.variable, self.at, self.slope)]

    def examine(self) -> None:
        """Refuse, with a sentence and what to ask instead, what cannot be shown."""
        points.require_differentiable(self, self.at, "choose another point")

    @property
    def at(self) -> Any:
        """Where the picture looks."""
        return read_number(self.away)

    @property
    def slope(self) -> Any:
        """The exact slope there."""
        return points.value_at(stage.derivative(self.expression, self.variable), self.symbol, self.at)

    def scene(self) -> dict[str, Any]:
        """Everything that the program uses, as plain data; the names here are the names there."""
        x, at = self.symbol, self.at
        where = f"{self.variable} = {numbers.plain(at)}"
        return plots.plot(choose_window(self.expression, x, point=at), [self.expression], x, float(at)) | {
            "subject": self.say("subject", function=self.function),
            "heading": stage.heading(self),
            "function": stage.in_x(self.expression, self),
            "point": float(at),
            "value": float(points.value_at(self.expression, x, at)),
            "point_label": numbers.exact(at),
            "steps": stage.derivation(self),
            "slope_line": points.slope_line(self, at),
            "captions": {
                "subject": self.say("caption", function=numbers.plain(self.function)),
                "curve": stage.graph_is(self),
                "point": self.say("point", where=where),
            },
        }
