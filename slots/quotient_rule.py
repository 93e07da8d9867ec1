"""The quotient rule: the quotient is the side of a rectangle whose area and other side are known."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import sympy
from pydantic import Field

from derivanim.calculus import forms
from derivanim.calculus.claims import Equal, IsDerivative, SlopeAt
from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.printing import to_typst
from derivanim.calculus.reader import read_number
from derivanim.errors import MathError
from derivanim.slots import numbers, points, stage
from derivanim.slots.base import DerivativeSlots, Level, Number
from derivanim.slots.rectangle import rectangle
from derivanim.slots.words import rule as in_words

READING = 6.0  # seconds in which all lines are read
LONG = 20  # characters of two parts that a line cannot hold side by side


class QuotientRule(DerivativeSlots):
    """A quotient u / v, also a tangent or a factor with a negative exponent."""

    LEVEL: ClassVar[Level] = "foundation"
    SUMMARY: ClassVar[str] = "the quotient rule, from a rectangle of which the quotient is a side"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "quotient_rule", "function": "x**2/(x + 1)"},
        {"template": "quotient_rule", "function": "sin(x)/x", "point": "pi/2"},
        {"template": "quotient_rule", "function": "tan(x)"},
        {"template": "quotient_rule", "function": "(x**2 - 1)/(x**2 + 1)", "point": "2"},
        {"template": "quotient_rule", "function": "x/exp(x)"},
        {"template": "quotient_rule", "function": "1/(t**2 - 4)", "variable": "t", "function_name": "g"},
        {"template": "quotient_rule", "function": "log(x)/x**3"},
        {"template": "quotient_rule", "function": "(3*x**2 - 5*x + 2)*exp(2*x)/((x + 4)*sqrt(x**2 + 1))"},
    )

    template: Literal["quotient_rule"] = "quotient_rule"
    point: Number | None = Field(None, description="where the rectangle is looked at; left out, it is chosen")

    def claims(self) -> list[Any]:
        """The derivative, the two parts with theirs, the rule with the parts in it, and the slope at the point."""
        (u, v), x = self.parts, self.variable
        du, dv = (stage.derivative(part, x) for part in (u, v))
        made = [
            *super().claims(),
            Equal(u / v, self.expression, slot="function"),
            *(IsDerivative(part, x, slope, slot="function") for part, slope in ((u, du), (v, dv))),
            IsDerivative(self.expression, x, (du * v - u * dv) / v**2, slot="function"),
        ]
        if self.point is not None:
            at = read_number(self.point)
            slope = points.value_at(stage.derivative(self.expression, x), self.symbol, at)
            made.append(SlopeAt(self.expression, x, at, slope))
        return made

    def examine(self) -> None:
        """Refuse what is no quotient, a zero of the denominator, and a point without a derivative."""
        shown, x = numbers.plain(self.function), self.variable
        if forms.quotient(self.expression, self.symbol) is None:
            raise MathError(
                f"{shown} is no quotient with {x} in the denominator.",
                "the constant_multiple_rule takes a number below, a derivative_overview everything else",
            )
        if self.point is not None:
            at = read_number(self.point)
            below = evaluate(self.parts[1], {self.symbol: at})
            if below is not None and below == 0:
                where = f"{x} = {numbers.plain(at)}"
                raise MathError(
                    f"At {where} the denominator {numbers.plain(self.parts[1])} is 0, so {shown} has no value there.",
                    "choose a point at which the denominator is not 0, or leave the point out",
                )
            points.require_differentiable(self, at, "leave the point out")

    @property
    def parts(self) -> tuple[sympy.Expr, sympy.Expr]:
        """Numerator and denominator."""
        found = forms.quotient(self.expression, self.symbol)
        assert found is not None  # examine() has refused the rest
        return found

    @property
    def names(self) -> tuple[str, str]:
        """The names of numerator and denominator."""
        free = [name for name in ("u", "v", "w", "p") if name not in (self.variable, self.function_name)]
        return free[0], free[1]

    def scene(self) -> dict[str, Any]:
        """The rectangle with the sides f and v, and the lines from its growth to the rule."""
        u, v = self.names
        f = to_typst(sympy.Symbol(self.function_name))
        panel = self._panel(f, u, v)
        lines = stage.paced([*panel, *self._lines()], READING)
        picture = rectangle((self.expression, self.parts[1]), self.symbol, self.point, (f, v), f"{u} = {f} {v}")
        return picture | {
            "note": picture["note"] and self.say(picture["note"]),
            "subject": self.say("subject", function=self.function),
            "heading": stage.heading(self),
            "strip_names": [f"{v} Delta {f}", f"{f} Delta {v}"],
            "panel": lines[: len(panel)],
            "lines": lines[len(panel) :],
            "captions": {
                "subject": self.say("question", function=numbers.plain(self.function)),
                "area": self.say("area", u=u, v=v, f=self.function_name),
                "grow": self.say("grow", variable=self.variable),
                "strips": self.say("strips", u=u),
                "shrink": self.say("shrink"),
            },
        }

    def _panel(self, f: str, u: str, v: str) -> list[dict[str, Any]]:
        """The lines that belong to moments of the picture, and the rule that they lead to."""
        wanted, known = stage.tint(f"{v} {f}'"), stage.tint(f"{f} {v}'", "MEASURE")
        above, below = self.parts
        slopes = (stage.derivative(part, self.variable) for part in self.parts)
        rule = f"{stage.tint(f + chr(39))} = frac({u}' - {known}, {v}) = frac({u}' {v} - {u} {v}', {v}^2)"
        return [
            stage.line(self.say("parts-line"), _pair(u, above, v, below), self.say("parts", f=self.function_name)),
            stage.line(
                self.say("growth-line", step=f"$Delta {to_typst(self.symbol)}$"),
                f"{u}' = {wanted} + {known}",
                self.say("growth"),
            ),
            stage.line(self.say("solve-line", wanted=f"${f}'$", below=f"${v} != 0$"), rule, self.say("solve")),
            stage.line(
                self.say("slopes-line"), _pair(f"{u}'", next(slopes), f"{v}'", next(slopes)), self.say("slopes")
            ),
        ]

    def _lines(self) -> list[dict[str, Any]]:
        """The rule with the parts in it, what it simplifies to, and the slope at the point."""
        u, v = self.parts
        du, dv = (stage.derivative(part, self.variable) for part in self.parts)
        top = f"{stage.product(du, v)} - {stage.product(u, dv, after_sign=True)}".replace("(1)", "1")
        square = f"frac({top}, {to_typst(sympy.Pow(v, 2, evaluate=False))})"
        lines = stage.opened(self, in_words(self.language, "quotient rule"), "", self.say("opened"))
        if self.steps:
            left = stage.call_of(self, prime=chr(39))
            lines[0] = stage.line(lines[0]["rule"], f"{left} = {square}", lines[0]["caption"])
        return lines if self.point is None else [*lines, points.slope_line(self, read_number(self.point))]


def _pair(first: str, left: sympy.Expr, second: str, right: sympy.Expr) -> str:
    """Two equations on one line, or one below the other where they are long."""
    texts = to_typst(left), to_typst(right)
    if sum(map(len, texts)) < LONG:
        return f"{first} = {texts[0]} , quad {second} = {texts[1]}"
    return f"{first} &= {texts[0]} \\ {second} &= {texts[1]}"
