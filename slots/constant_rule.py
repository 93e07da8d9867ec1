"""The constant rule: along a level line nothing rises, so that the derivative of a constant is 0."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import sympy
from pydantic import Field

from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.printing import to_typst
from derivanim.calculus.reader import read_number
from derivanim.calculus.window import choose_window
from derivanim.errors import MathError
from derivanim.slots import numbers, plots, points, stage
from derivanim.slots.base import DerivativeSlots, Level, Number
from derivanim.slots.slope_graph import HALF

NEAR = 0.7  # room that the labels of the line and of the run need


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
        {"template": "constant_rule", "function": "1/400", "pace": "fast"},
    )

    template: Literal["constant_rule"] = "constant_rule"
    point: Number | None = Field(None, description="where the slope is read in the end; left out, none is")

    def examine(self) -> None:
        """Refuse what depends on the variable, and what is no number."""
        if self.expression.has(self.symbol):
            raise MathError(
                f"{numbers.plain(self.function)} depends on {self.variable}, so it is no constant.",
                "a derivative_overview shows the rules that it needs",
            )
        if evaluate(self.expression) is None:
            raise MathError(f"{numbers.plain(self.function)} is no real number.", "give a real constant, such as 5")

    def scene(self) -> dict[str, Any]:
        """A level line above, its slope below, and two dots whose run changes while the rise stays 0."""
        c, x = self.expression, self.symbol
        at = None if self.point is None else read_number(self.point)
        window = choose_window(c, x, point=at, aspect=HALF[0] / HALF[1])
        above, value = plots.axes(window, [c], x, size=HALF), float(c)
        unit = HALF[1] / (window.y_max - window.y_min)
        width, shown = window.x_max - window.x_min, numbers.plain(c)
        end = float(at) if at is not None else window.x_min + 0.62 * width
        return {
            "subject": self.say("subject", function=self.function),
            "heading": stage.heading(self),
            "value": value,
            "x_range": above["x_range"],
            "y_range": above["y_range"],
            "bare_ticks": [(tick, "") for tick, _ in above["x_ticks"]],
            "x_ticks": [(tick.value, tick.label) for tick in window.x_ticks],
            "y_ticks": [(tick, text if abs(tick - value) * unit > NEAR else "") for tick, text in above["y_ticks"]],
            "names": [f"{stage.call_of(self)} {self._relation()}", f"{stage.call_of(self, prime=chr(39))} = 0"],
            "runs": [round(share * width, 4) for share in (0.12, 0.3, 0.06)],
            "slots": 4 + len(str(int(0.3 * width))),
            "start": window.x_min + 0.1 * width,
            "end": end,
            "run_names": [f"Delta {to_typst(x)}", f"Delta {to_typst(sympy.Symbol(self.function_name))}"],
            "lines": self._lines(at),
            "captions": {
                "subject": self.say("question", function=shown),
                "line": self.say("line"),
                "same": self.say("same", value=shown),
                "run": self.say("run"),
                "small": self.say("small"),
                "trace": self.say("trace"),
            },
        }

    def _relation(self) -> str:
        """The value as the name of the line shows it."""
        text = to_typst(self.expression)
        return f"= {text}" if len(text) < 24 else f"approx {numbers.decimal(float(self.expression))}"

    def _lines(self, at: sympy.Expr | None) -> list[dict[str, Any]]:
        """The difference quotient, the rule, and the slope at the point."""
        c, x, name = to_typst(self.expression), to_typst(self.symbol), to_typst(sympy.Symbol(self.function_name))
        c = c if len(c) < 12 else "c"
        minus = f"({c})" if c.startswith("-") else c
        quotient = stage.line(
            self.say("quotient-line"),
            f"frac({stage.tint(f'Delta {name}', 'MEASURE')}, Delta {x}) = frac({c} - {minus}, Delta {x}) = 0",
            self.say("quotient"),
        )
        slope = [] if at is None else [points.slope_line(self, at)]
        return [quotient, *stage.derivation(self), *slope]
