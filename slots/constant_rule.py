"""The constant rule: along a level line nothing rises, so that the derivative of a constant is 0."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field

from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.reader import read_number
from derivanim.errors import MathError
from derivanim.slots import level, numbers, points, stage
from derivanim.slots.base import DerivativeSlots, Level, Number


class ConstantRule(DerivativeSlots):
    """A function whose value is the same everywhere."""

    LEVEL: ClassVar[Level] = "foundation"
    SUMMARY: ClassVar[str] = "the constant rule, as a level line with rise 0 over any run"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "constant_rule", "function": "5"},
        {"template": "constant_rule", "function": "-3/2", "point": "2"},
        {"template": "constant_rule", "function": "pi**2", "variable": "t", "function_name": "s"},
        {"template": "constant_rule", "function": "0"},
        {"template": "constant_rule", "function": "1000000", "point": "-4"},
        {"template": "constant_rule", "function": "exp(2) + sqrt(3)", "variable": "theta", "function_name": "g"},
        {"template": "constant_rule", "function": "log(1/400)", "pace": "fast"},
    )

    template: Literal["constant_rule"] = "constant_rule"
    point: Number | None = Field(None, description="where the slope is read in the end; left out, none is")

    def examine(self) -> None:
        """Refuse what depends on the variable, and what is no number."""
        shown = numbers.plain(self.function)
        if self.expression.has(self.symbol):
            raise MathError(
                f"{shown} depends on {self.variable}, so it is no constant.",
                "a derivative_overview shows the rules that it needs",
            )
        if evaluate(self.expression) is None:
            raise MathError(f"{shown} is no real number.", "give a real constant, such as 5")

    def scene(self) -> dict[str, Any]:
        """A level line above, its slope below, and two dots whose run changes while the rise stays 0."""
        at = None if self.point is None else read_number(self.point)
        slope = [] if at is None else [points.slope_line(self, at)]
        shown = numbers.plain(self.function)
        said = {"function": shown, "value": shown}
        return level.picture(self, at) | {
            "subject": self.say("subject", function=self.function),
            "heading": stage.heading(self),
            "lines": [level.quotient(self), *stage.derivation(self), *slope],
            "captions": {key: self.say(key, **said) for key in ("question", "line", "same", "run", "small", "trace")},
        }
