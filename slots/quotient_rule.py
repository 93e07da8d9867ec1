"""The quotient rule: the quotient is the side of a rectangle whose area and other side are known."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from derivanim.calculus import forms
from derivanim.calculus.claims import Equal, IsDerivative
from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.printing import to_typst
from derivanim.calculus.symbols import symbol
from derivanim.errors import MathError
from derivanim.slots import numbers, quotient, stage
from derivanim.slots.base import Level
from derivanim.slots.rectangle import rectangle
from derivanim.slots.rule import RuleSlots

READING = 6.0  # seconds in which all lines are read


class QuotientRule(RuleSlots):
    """A quotient u / v, also a tangent or a factor with a negative exponent."""

    LEVEL: ClassVar[Level] = "foundation"
    SUMMARY: ClassVar[str] = "the quotient rule, from a rectangle of which the quotient is a side"
    find = staticmethod(forms.quotient)
    LACKS: ClassVar[str] = "is no quotient with {x} in the denominator"
    INSTEAD: ClassVar[str] = "the constant_multiple_rule takes a number below, a derivative_overview everything else"
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

    def claims(self) -> list[Any]:
        """The derivative, the two parts with theirs, the rule with the parts in it, and the slope at the point."""
        (u, v), x = self.form, self.variable
        du, dv = (stage.derivative(part, x) for part in (u, v))
        return [
            *super().claims(),
            Equal(u / v, self.expression, slot="function"),
            *self.derivative_claims(u, v),
            IsDerivative(self.expression, x, (du * v - u * dv) / v**2, slot="function"),
            *self.slope_claims(self.given, self.expression),
        ]

    def examine(self) -> None:
        """Refuse a zero of the denominator, and what the other rules refuse."""
        parts = forms.quotient(self.expression, self.symbol)
        if parts is not None and self.given is not None and evaluate(parts[1], {self.symbol: self.given}) == 0:
            raise MathError(
                f"At {self.variable} = {numbers.plain(self.given)} the denominator {numbers.plain(parts[1])} is 0, "
                f"so {numbers.plain(self.function)} has no value there.",
                "choose a point at which the denominator is not 0, or leave the point out",
            )
        super().examine()

    def scene(self) -> dict[str, Any]:
        """The rectangle with the sides f and v, and the lines from its growth to the rule."""
        u, v, f = self.name_for("u", "w", "p"), self.name_for("v", "q"), to_typst(symbol(self.function_name))
        lines = stage.paced([*quotient.panel(self, f, u, v), *quotient.opened(self), *self.slope_lines()], READING)
        drawn = rectangle((self.expression, self.form[1]), self.symbol, self.point, (f, v), f"{u} = {f} {v}")
        said = {"function": numbers.plain(self.function), "variable": self.variable, "u": u, "v": v, "f": f}
        return drawn | {
            "note": drawn["note"] and self.say(drawn["note"]),
            "subject": self.say("subject", function=self.function),
            "heading": stage.heading(self),
            "strip_names": [f"{v} Delta {f}", f"{f} Delta {v}"],
            "panel": lines[: quotient.PANEL],
            "lines": lines[quotient.PANEL :],
            "captions": {key: self.say(key, **said) for key in ("question", "area", "grow", "strips", "shrink")},
        }
