"""The power rule: the strips of a growing square, the slabs of a growing cube, or the slopes of a curve."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from derivanim.calculus import forms
from derivanim.calculus.claims import Equal
from derivanim.calculus.printing import to_typst
from derivanim.errors import MathError
from derivanim.slots import numbers, powers, stage
from derivanim.slots.base import Level
from derivanim.slots.rule import RuleSlots


class PowerRule(RuleSlots):
    """A power of the variable, with or without a constant factor."""

    LEVEL: ClassVar[Level] = "foundation"
    SUMMARY: ClassVar[str] = "the power rule, as a growing square or cube or by the slopes of a curve"
    find = staticmethod(forms.power)
    LACKS: ClassVar[str] = "is no single power of {x}"
    INSTEAD: ClassVar[str] = "the sum_rule takes a sum, the chain_rule a power of something else"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "power_rule", "function": "x**2"},
        {"template": "power_rule", "function": "x**3"},
        {"template": "power_rule", "function": "x**5", "point": "1"},
        {"template": "power_rule", "function": "sqrt(x)"},
        {"template": "power_rule", "function": "1/x", "point": "2"},
        {"template": "power_rule", "function": "4*t**2", "variable": "t", "point": "3", "function_name": "s"},
        {"template": "power_rule", "function": "x**(-2/3)"},
        {"template": "power_rule", "function": "x", "point": "-2"},
        {"template": "power_rule", "function": "x**pi/2"},
        {"template": "power_rule", "function": "-3*theta**3", "variable": "theta"},
    )

    template: Literal["power_rule"] = "power_rule"

    def claims(self) -> list[Any]:
        """The derivative, the form of the function, and the slopes of the power that are read."""
        (c, n), x = self.form, self.symbol
        rows = [claim for at in powers.rows(self) for claim in self.slope_claims(at, x**n)]
        return [*super().claims(), Equal(c * x**n, self.expression, slot="function"), *rows]

    def examine(self) -> None:
        """Refuse what is no power of the variable, a point without a derivative, and a power that is all steep."""
        super().examine()
        if not powers.rows(self):
            shown = numbers.plain(self.function)
            raise MathError(
                f"{shown} has no slope that could be read from its graph.", "choose an exponent nearer to 0"
            )

    def scene(self) -> dict[str, Any]:
        """The picture of the power, its exponent as it comes down, and the lines of the rule."""
        (_, n), x = self.form, self.symbol
        letter, exponent = to_typst(x), powers.inline(n)
        said = {"variable": str(x), "function": numbers.plain(self.function), "power": numbers.plain(x**n)}
        captions = "question", "square", "cube", "grow", "shrink", "curve", "row", "exponent", "down", "less"
        return powers.picture(self) | {
            "subject": self.say("subject", function=self.function),
            "heading": stage.heading(self),
            "letter": letter,
            "comes_down": [f"{letter}^({exponent})", f"{to_typst(n)} {letter}^({exponent} - 1)"],
            "coefficient": to_typst(n),
            "exponent_rule": self.say("exponent-line"),
            "steps": stage.paced(stage.derivation(self, max_lines=2), 3.0),
            "last_lines": self.slope_lines(),
            "captions": {key: self.say(key, **said) for key in captions},
        }
