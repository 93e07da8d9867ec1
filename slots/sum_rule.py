"""The sum rule: the heights of two curves are stacked, and their slopes add."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import sympy
from pydantic import Field

from derivanim.calculus import forms
from derivanim.calculus.claims import Equal, IsDerivative, SlopeAt
from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.kinks import failure
from derivanim.calculus.printing import to_typst
from derivanim.calculus.reader import read_number
from derivanim.calculus.window import Window
from derivanim.errors import MathError
from derivanim.slots import numbers, places, plots, points, stage
from derivanim.slots.base import DerivativeSlots, Level, Number

READING = 2.2  # seconds in which the lines about the picture are read
LONG = 14  # characters of a term that a line cannot hold besides another one


class SumRule(DerivativeSlots):
    """A sum of two or more functions."""

    LEVEL: ClassVar[Level] = "foundation"
    SUMMARY: ClassVar[str] = "the sum rule, as heights that are stacked and slopes that add"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "sum_rule", "function": "x**2 + sin(x)"},
        {"template": "sum_rule", "function": "x**3 - 2*x + 1", "point": "1"},
        {"template": "sum_rule", "function": "exp(x) - x"},
        {"template": "sum_rule", "function": "sqrt(t) + 3", "variable": "t", "function_name": "s"},
        {"template": "sum_rule", "function": "x + 1/x", "point": "2"},
        {"template": "sum_rule", "function": "log(x) - x**2/4"},
        {"template": "sum_rule", "function": "x**5 - 3*x**4 + x**3 - 5*x**2 + 4*x - 7"},
        {"template": "sum_rule", "function": "2*(cos(u) + u)", "variable": "u"},
    )

    template: Literal["sum_rule"] = "sum_rule"
    point: Number | None = Field(None, description="where the slopes are added; left out, it is chosen")

    def claims(self) -> list[Any]:
        """The derivative, that the parts make the sum, the derivative of each, and the slopes at the point."""
        x, at = self.variable, self.at
        slopes = [stage.derivative(part, x) for part in self.parts]
        values = [points.value_at(slope, self.symbol, at) for slope in slopes]
        return [
            *super().claims(),
            Equal(sympy.Add(*self.parts), self.expression, slot="function"),
            *(IsDerivative(part, x, slope, slot="function") for part, slope in zip(self.parts, slopes, strict=True)),
            *(
                SlopeAt(part, x, at, value)
                for part, value in zip(self.parts, values, strict=True)
                if part.has(self.symbol)
            ),
            SlopeAt(self.expression, x, at, sympy.Add(*values)),
        ]

    def examine(self) -> None:
        """Refuse what is no sum, and a point at which the sum or a part of it has no derivative."""
        shown = numbers.plain(self.function)
        if not self.expression.has(self.symbol):
            raise MathError(f"{shown} is a constant: there are no slopes to add.", "ask for the constant rule")
        if forms.terms(self.expression, self.symbol) is None:
            raise MathError(f"{shown} is no sum of two terms.", "a derivative_overview shows the rules that it needs")
        points.require_differentiable(self, self.at, "leave the point out")
        for part in self.parts:
            if evaluate(part, {self.symbol: self.at}) is None or failure(part, self.symbol, self.at):
                raise MathError(
                    f"The sum rule does not apply at {self.variable} = {numbers.plain(self.at)}: "
                    f"{numbers.plain(part)} has no derivative there.",
                    "choose another point",
                )

    @property
    def parts(self) -> tuple[sympy.Expr, sympy.Expr]:
        """The first term u, and the sum v of the others."""
        found = forms.terms(self.expression, self.symbol)
        assert found is not None  # examine() has refused the rest
        return found[0], sympy.Add(*found[1:])

    @property
    def at(self) -> sympy.Expr:
        """The given point, or an easy one."""
        if self.point is not None:
            return read_number(self.point)
        return places.clear_place([self.expression, *self.parts], self.symbol, self.window())

    @property
    def names(self) -> tuple[str, str]:
        """The names of the parts."""
        free = [name for name in ("u", "v", "w", "p") if name not in (self.variable, self.function_name)]
        return free[0], free[1]

    def window(self) -> Window:
        """The window of the three curves."""
        at = None if self.point is None else read_number(self.point)
        return places.shared_window((self.expression, *self.parts), self.symbol, at)

    def scene(self) -> dict[str, Any]:
        """Three curves on the same axes, the way on which their heights are stacked, and the lines of the rule."""
        x, at, window, curves = self.symbol, self.at, self.window(), [self.expression, *self.parts]
        slopes = [stage.derivative(part, self.variable) for part in self.parts]
        u, v = self.names
        way = places.common_way([window.pieces, *window.also_pieces], window, float(at))
        reach = max(abs(window.y_max - window.y_min) / (window.x_max - window.x_min), 1.0)
        where, long = f"{x} = {numbers.plain(at)}", len(forms.terms(self.expression, x) or ()) > 2
        return plots.plot(window, curves, x, float(at)) | {
            "subject": self.say("subject", function=self.function),
            "heading": stage.heading(self),
            "parts": [stage.in_x(part, self) for part in self.parts],
            "slopes": [stage.in_x(slope, self) for slope in slopes],
            "part_pieces": [list(pieces) for pieces in window.also_pieces],
            "seen": [any(low <= float(at) <= high for low, high in pieces) for pieces in window.also_pieces],
            "way": list(way),
            "point": float(at),
            "names": places.name_places(
                [(u, self.parts[0], 0.35), (v, self.parts[1], 0.35), (f"{u} + {v}", self.expression, 1.0)],
                [],
                x,
                window,
                [(float(at), window.origin[1])],
            ),
            "readings": [f"{u}'", f"{v}'", f"{to_typst(sympy.Symbol(self.function_name))}'"],
            "slots": 6 + len(str(int(reach))),
            "lines": stage.paced(self._lines(), READING),
            "steps": stage.paced([*stage.derivation(self, max_lines=2), self._slope_line()], 4.6),
            "captions": {
                "subject": self.say("question", function=numbers.plain(self.function)),
                "parts": self.say("parts-rest" if long else "parts", u=u, v=v),
                "bars": self.say("bars", where=where),
                "lift": self.say("lift", v=v, u=u),
                "trace": self.say("trace"),
                "tangents": self.say("tangents"),
                "sweep": self.say("sweep"),
            },
        }

    def _lines(self) -> list[dict[str, Any]]:
        """That heights add, and that differences over the same run add."""
        (u, v), X, name = self.names, to_typst(self.symbol), to_typst(sympy.Symbol(self.function_name))
        first, second = map(to_typst, self.parts)
        text = f"{stage.tint(u, 'MEASURE')} = {first} , quad {v} = {second}"
        if len(first) + len(second) > 2 * LONG:
            text = f"{stage.tint(u, 'MEASURE')} &= {first} \\ {v} &= {second}"
        parts = [f"frac(Delta {part}, Delta {X})" for part in (name, u, v)]
        return [
            stage.line(self.say("heights-line"), text, self.say("heights")),
            stage.line(
                self.say("quotient-line"),
                f"{parts[0]} = {stage.tint(parts[1], 'MEASURE')} + {parts[2]}",
                self.say("quotient"),
            ),
        ]

    def _slope_line(self) -> dict[str, Any]:
        """The two slopes at the point, and their sum."""
        x, at = self.symbol, self.at
        values = [points.value_at(stage.derivative(part, self.variable), x, at) for part in self.parts]
        total, texts = sympy.Add(*values), [numbers.label(value) for value in values]
        second = f"({texts[1]})" if texts[1].startswith("-") else texts[1]
        exact = "=" if all(map(numbers.is_exact, values)) else "approx"
        return stage.line(
            self.say("slope-at", where=f"${to_typst(x)} {numbers.equals(at)}$"),
            f"{stage.call_of(self, numbers.label(at), chr(39))} {exact} {stage.tint(texts[0], 'MEASURE')} + {second} "
            + numbers.equals(total),
            self.say("slope-is", where=f"{x} = {numbers.plain(at)}", slope=numbers.decimal(float(total))),
        )
