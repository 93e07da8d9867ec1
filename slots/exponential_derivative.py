"""The derivative of an exponential function: slope over height is the same number everywhere."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import sympy

from derivanim.calculus import forms
from derivanim.calculus.claims import Equal
from derivanim.slots import exponentials, points, stage
from derivanim.slots.base import Level
from derivanim.slots.rule import RuleSlots


class ExponentialDerivative(RuleSlots):
    """A constant base to the power of a function, such as 2^x, 3 e^(2 x) or e^(-x^2)."""

    LEVEL: ClassVar[Level] = "foundation"
    SUMMARY: ClassVar[str] = "the derivative of an exponential function: slope over height is the same everywhere"
    find = staticmethod(forms.exponential)
    LACKS: ClassVar[str] = "is no exponential function: a constant positive base with {x} in the exponent"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "exponential_derivative", "function": "2**x"},
        {"template": "exponential_derivative", "function": "exp(x)", "point": "1"},
        {"template": "exponential_derivative", "function": "3*exp(2*t)", "variable": "t", "function_name": "P"},
        {"template": "exponential_derivative", "function": "(1/2)**x"},
        {"template": "exponential_derivative", "function": "exp(-x**2)", "point": "1/2"},
        {"template": "exponential_derivative", "function": "10**x", "point": "0"},
        {"template": "exponential_derivative", "function": "-5*exp(-x/100)"},
        {"template": "exponential_derivative", "function": "3**sin(x)"},
        {"template": "exponential_derivative", "function": "exp(sqrt(x))", "point": "4"},
    )

    template: Literal["exponential_derivative"] = "exponential_derivative"

    def claims(self) -> list[Any]:
        """The derivative, the form of the function, and the number that slope over height is."""
        c, base, g = self.form
        drawn = self.ratio or sympy.log(base)
        slope = stage.derivative(self.shape, self.variable)
        return [
            *super().claims(),
            Equal(c * base**g, self.expression, slot="function"),
            *self.derivative_claims(self.shape),
            Equal(slope, drawn * self.shape, slot="function"),
            *self.slope_claims(self.given, self.expression),
        ]

    @property
    def ratio(self) -> sympy.Expr | None:
        """Slope over height, where that is one number: where the exponent is a line."""
        _, base, g = self.form
        rate = sympy.expand(g).diff(self.symbol)
        return None if rate.has(self.symbol) else sympy.simplify(rate * sympy.log(base))

    @property
    def shape(self) -> sympy.Expr:
        """What is drawn: the function itself, or a^u where the exponent u is no line."""
        return self.expression if self.ratio is not None else self.form[1] ** self.symbol

    def scene(self) -> dict[str, Any]:
        """The curve, the way of a dot on it, the triangle below its tangent, and the lines that lead to the rule."""
        (_, base, g), letter = self.form, self.name_for("u", "v", "w")
        inner = None if self.ratio is not None else letter
        at = self.given if inner is None or self.given is None else points.value_at(g, self.symbol, self.given)
        ratio = self.ratio or sympy.log(base)
        words = exponentials.words(self, ratio, letter)
        captions = self.captions("question", "height", "sweep", "distance", "e", "back", **words)
        shown = stage.opening(self) | exponentials.picture(self, self.shape, float(ratio), at)
        return shown | {
            "axis_name": inner,
            "lines": exponentials.lines(self, ratio, inner),
            "steps": stage.paced(stage.derivation(self, max_lines=2), 4.0),
            "last_lines": self.slope_lines(),
            "captions": captions | {"curve": self.say("outer" if inner else "curve", **words)},
        }
