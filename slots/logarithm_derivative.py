"""The derivative of a logarithm: the slope of e^x is its height, and in the mirror image run and rise swap places."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from derivanim.calculus.elementary import LOGARITHMS, Elementary, elementary
from derivanim.errors import MathError
from derivanim.slots import numbers, points, stage
from derivanim.slots.base import Level
from derivanim.slots.elementary import ElementarySlots
from derivanim.slots.log_growth import LogGrowth, log_growth
from derivanim.slots.log_mirror import LogMirror, log_mirror


class LogarithmDerivative(ElementarySlots):
    """The logarithm of a function, to any base, scaled and shifted."""

    LEVEL: ClassVar[Level] = "foundation"
    SUMMARY: ClassVar[str] = "the derivative of a logarithm, from its mirror image or as relative growth"
    FAMILY = LOGARITHMS
    KIND = "logarithmic"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "logarithm_derivative", "function": "log(x)", "point": "2"},
        {"template": "logarithm_derivative", "function": "log(x)/log(2)"},
        {"template": "logarithm_derivative", "function": "log(x**2 + 1)", "point": "1"},
        {"template": "logarithm_derivative", "function": "log(5*t - 3)", "variable": "t", "function_name": "g"},
        {"template": "logarithm_derivative", "function": "log(sin(x))", "pace": "fast"},
        {"template": "logarithm_derivative", "function": "log(Abs(x))", "point": "-2"},
        {"template": "logarithm_derivative", "function": "20*log(x)/log(10) + 3", "point": "1/2"},
        {"template": "logarithm_derivative", "function": "log(sqrt(x**2 + 1) + x*exp(-x))"},
    )

    template: Literal["logarithm_derivative"] = "logarithm_derivative"

    def claims(self) -> list[Any]:
        """The derivative, and what the mirror image or the inner function says about it."""
        return [*super().claims(), *self.view().claims()]

    def examine(self) -> None:
        """Refuse what is not the logarithm of a function, and a point without a slope."""
        super().examine()
        if elementary(self.expression, self.symbol, LOGARITHMS) is None:
            hint = "a sum_rule shows a sum" if self.expression.is_Add else "a chain_rule shows what is built on one"
            raise MathError(f"{numbers.plain(self.function)} is not the logarithm of one function.", hint)
        self.view()

    @property
    def form(self) -> Elementary:
        """The logarithm as c ln u + k."""
        found = elementary(self.expression, self.symbol, LOGARITHMS)
        assert found is not None  # examine() has refused the rest
        return found

    def view(self) -> LogMirror | LogGrowth:
        """The picture with the mirror image, where it can be measured there, else that of the relative growth."""
        parts = self.expression, self.symbol, self.form, self.given
        return log_mirror(*parts) or log_growth(*parts)

    def scene(self) -> dict[str, Any]:
        """A picture in which the slope can be seen, the steps to the derivative, and its value at the point."""
        view, function = self.view(), numbers.plain(self.function)
        shown = stage.opening(self, function=function) | view.picture(self)
        return shown | {
            "derivative": stage.in_x(self.slope, self),
            "steps": view.lines(self) if self.steps else stage.derivation(self),
            "slope_line": points.slope_line(self, view.at),
            "captions": self.captions(*view.CAPTIONS) | {"subject": self.say("question", function=function)},
        }
