"""The derivative of a logarithm: the slope of e^x is its height, and in the mirror image run and rise swap places."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import sympy

from derivanim.calculus.claims import Equal, IsDerivative
from derivanim.calculus.elementary import LOGARITHMS, Elementary, elementary
from derivanim.calculus.printing import to_typst
from derivanim.errors import MathError
from derivanim.slots import numbers, pairs, points, stage
from derivanim.slots.base import Level
from derivanim.slots.elementary import ElementarySlots
from derivanim.slots.growth import growth
from derivanim.slots.log_mirror import LogMirror, log_mirror
from derivanim.slots.slope_graph import SlopeGraph


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
        form, x, image = self.form, self.symbol, self.image
        if image is None:
            relative = form.factor * self.inner_slope / form.inner
            return [*super().claims(), IsDerivative(self.expression, self.variable, relative, slot=None)]
        y = points.height_name(self.variable)
        return [
            *super().claims(),
            Equal(self.expression.subs(x, image.inverse), y),
            Equal(image.inverse.diff(y), (image.inverse - image.asymptote) / form.factor),
        ]

    def examine(self) -> None:
        """Refuse what is not the logarithm of a function, and a point without a slope."""
        super().examine()
        if elementary(self.expression, self.symbol, LOGARITHMS) is None:
            hint = "a sum_rule shows a sum" if self.expression.is_Add else "a chain_rule shows what is built on one"
            raise MathError(f"{numbers.plain(self.function)} is not the logarithm of one function.", hint)
        if self.image is None and not self.graphs.ways:
            raise MathError(f"No part of {numbers.plain(self.function)} has a slope.", "choose another function")

    @property
    def form(self) -> Elementary:
        """The logarithm as c ln u + k."""
        found = elementary(self.expression, self.symbol, LOGARITHMS)
        assert found is not None  # examine() has refused the rest
        return found

    @property
    def inner_slope(self) -> sympy.Expr:
        """u'."""
        return stage.derivative(self.form.inner, self.variable)

    @property
    def image(self) -> LogMirror | None:
        """The picture with the mirror image, where it can be measured there."""
        return log_mirror(self.expression, self.symbol, self.form, self.given)

    @property
    def graphs(self) -> SlopeGraph:
        """The windows of the inner function and of its logarithm."""
        return pairs.two_graphs(self.form.inner, self.expression, self.symbol, self.given, self.expression)

    def scene(self) -> dict[str, Any]:
        """A picture in which the slope can be seen, the steps to the derivative, and its value at the point."""
        image, graphs = self.image, self.graphs
        at = self.given if self.given is not None else (image.at if image else pairs.easy_place(graphs.ways))
        steps = stage.derivation(self) if image is None or not self.steps else self._mirrored(image)
        shown = {"function": numbers.plain(self.function)}
        keys = (
            ("curve", "tangent", "flip", "swap", "slide")
            if image
            else ("inner", "logarithm", "tangents", "growth", "rest")
        )
        return {
            "subject": self.say("subject", **shown),
            "heading": stage.heading(self),
            "function": stage.in_x(self.expression, self),
            "derivative": stage.in_x(self.slope, self),
            "inner": stage.in_x(self.form.inner, self),
            "inner_slope": stage.in_x(self.inner_slope, self),
            "mirror": image and image.picture(),
            "pair": None if image else self._growth(graphs, at),
            "steps": steps,
            "slope_line": points.slope_line(self, at),
            "captions": {"subject": self.say("question", **shown)} | {key: self.say(key) for key in keys},
        }

    def _growth(self, graphs: SlopeGraph, at: sympy.Expr) -> dict[str, Any]:
        curves, slopes = (self.form.inner, self.expression), (self.inner_slope, self.slope)
        inner, x = to_typst(self.form.inner), to_typst(self.symbol)
        return growth(graphs, curves, slopes, self.symbol, at) | {
            "names": [f"u = {inner}" if len(inner) < 30 else f"u({x})", stage.call_of(self)],
            "readings": ["u", "u'", stage.call_of(self, prime="'")],
            "colors": ["INK", "FUNCTION"],
        }

    def _mirrored(self, image: LogMirror) -> list[dict[str, Any]]:
        lines = [
            stage.line(self.say(f"{key}-line"), formula, self.say(f"{key}-is"), color)
            for key, formula, color in image.lines(stage.call_of(self, prime="'"))
        ]
        return stage.paced(lines, stage.READING)
