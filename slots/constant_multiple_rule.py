"""The constant multiple rule: a curve is stretched, and with its heights its slopes."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import sympy
from pydantic import Field

from derivanim.calculus import forms
from derivanim.calculus.claims import IsDerivative, IsProduct, SlopeAt
from derivanim.calculus.printing import to_typst
from derivanim.calculus.reader import read_number
from derivanim.calculus.window import Window, choose_window
from derivanim.errors import MathError
from derivanim.slots import numbers, places, plots, points, stage
from derivanim.slots.base import DerivativeSlots, Level, Number
from derivanim.slots.words import rule as in_words

READING = 7.0  # seconds in which all lines are read
LONG = 14  # characters of a function that a line cannot hold besides another one


class ConstantMultipleRule(DerivativeSlots):
    """A constant times a function."""

    LEVEL: ClassVar[Level] = "foundation"
    SUMMARY: ClassVar[str] = "the constant multiple rule, as a curve whose heights and slopes are stretched alike"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "constant_multiple_rule", "function": "3*x**2"},
        {"template": "constant_multiple_rule", "function": "-2*sin(x)", "point": "1"},
        {"template": "constant_multiple_rule", "function": "sqrt(t)/2", "variable": "t", "function_name": "g"},
        {"template": "constant_multiple_rule", "function": "5*exp(-x)"},
        {"template": "constant_multiple_rule", "function": "-log(x)", "point": "2"},
        {"template": "constant_multiple_rule", "function": "100*x**3"},
        {"template": "constant_multiple_rule", "function": "7/(4*x)"},
        {"template": "constant_multiple_rule", "function": "4*x + 6"},
        {"template": "constant_multiple_rule", "function": "pi*(x**2 + 1)*exp(-x)*cos(2*x)"},
    )

    template: Literal["constant_multiple_rule"] = "constant_multiple_rule"
    point: Number | None = Field(None, description="where the slopes are compared; left out, it is chosen")

    def claims(self) -> list[Any]:
        """The derivative, the two factors, the derivative of g, and both slopes at the point."""
        (c, g), at, x = self.factors, self.at, self.variable
        slope = points.value_at(stage.derivative(g, x), self.symbol, at)
        return [
            *super().claims(),
            IsProduct(self.expression, c, g),
            IsDerivative(g, x, stage.derivative(g, x), slot="function"),
            SlopeAt(g, x, at, slope),
            SlopeAt(self.expression, x, at, c * slope),
        ]

    def examine(self) -> None:
        """Refuse a function without a constant factor, and a point without a derivative."""
        if forms.constant_multiple(self.expression, self.symbol) is None:
            shown, varies = numbers.plain(self.function), self.expression.has(self.symbol)
            raise MathError(
                f"{shown} has no constant factor other than 1."
                if varies
                else f"{shown} does not depend on {self.variable}, so there is no function to multiply.",
                "a derivative_overview shows the rules that it needs" if varies else "ask for the constant rule",
            )
        points.require_differentiable(self, self.at, "leave the point out")

    @property
    def factors(self) -> tuple[sympy.Expr, sympy.Expr]:
        """The constant c and the function g."""
        found = forms.constant_multiple(self.expression, self.symbol)
        assert found is not None  # examine() has refused the rest
        return found

    @property
    def at(self) -> sympy.Expr:
        """The given point, or an easy one."""
        if self.point is not None:
            return read_number(self.point)
        return places.clear_place([self.expression, self.factors[1]], self.symbol, self.window(None))

    def window(self, at: sympy.Expr | None) -> Window:
        """The window of both curves."""
        return choose_window(self.expression, self.symbol, point=at, also=[self.factors[1]])

    def scene(self) -> dict[str, Any]:
        """Both curves on the same axes, a tangent that is stretched with its curve, and the lines of the rule."""
        (c, g), x, at = self.factors, self.symbol, self.at
        window = self.window(None if self.point is None else at)
        value, slope = (points.value_at(part, x, at) for part in (g, stage.derivative(g, self.variable)))
        tangents = [(value + slope * (x - at)) * factor for factor in (c, 1)]
        steeper = c if abs(float(c)) > 1 else sympy.Integer(1)
        factor, shown = numbers.decimal(float(c)), self.inner_name
        reach = max(abs(float(part * steeper)) for part in (value, slope))
        triangle = points.triangle(window, steeper * g, x, float(at), float(steeper * slope))
        across = float(at) + (triangle["run"] if triangle else 0)
        foot = float(tangents[0].subs(x, at))
        tops = [float(tangent.subs(x, across)) for tangent in tangents]
        legs = [(across, foot + share * (tops[0] - foot)) for share in (0, 0.25, 0.5, 0.75, 1)]
        clear = [*legs, (across, tops[1]), (float(at), window.origin[1])]
        return plots.plot(window, [self.expression, g, *tangents], x, float(at)) | {
            "subject": self.say("subject", function=self.function),
            "heading": stage.heading(self),
            "inner": stage.in_x(g, self),
            "factor": float(c),
            "inner_pieces": list(window.also_pieces[0]),
            "common": list(window.pieces if abs(float(c)) > 1 else window.also_pieces[0]),
            "point": float(at),
            "slope": float(slope),
            "run": triangle and triangle["run"],
            "point_label": numbers.exact(at),
            "names": places.name_places(
                [(shown, g, 0.4), (self._outer_name(), self.expression, 1.0)], tangents, x, window, clear
            ),
            "readings": [f'"{self.say(key)}"' for key in ("height-reading", "slope-reading")],
            "slots": 5 + len(str(int(reach))),
            "lines": stage.paced(self._lines(slope), READING),
            "captions": {
                "subject": self.say("question", function=numbers.plain(self.function)),
                "inner": self.say("inner", name=shown, function=numbers.plain(g)),
                "place": self.say("place", where=f"{x} = {numbers.plain(at)}"),
                "stretch": self.say("stretch", factor=factor),
                "done": self.say("done", factor=factor),
            },
        }

    @property
    def inner_name(self) -> str:
        """A name for the function without its factor."""
        return next(name for name in ("g", "h", "u") if name not in (self.function_name, self.variable))

    def _outer_name(self) -> str:
        """What the stretched curve is called: 3 g."""
        factor = _short(self.factors[0])
        return f"-{self.inner_name}" if factor == "-1" else f"{factor} {self.inner_name}"

    def _lines(self, slope: sympy.Expr) -> list[dict[str, Any]]:
        """What becomes of heights and quotients, the rule with the function in it, and the slopes at the point."""
        (c, g), x, at, g_name = self.factors, self.symbol, self.at, self.inner_name
        name, X = to_typst(sympy.Symbol(self.function_name)), to_typst(x)
        times = f"{stage.tint(_short(c), 'MEASURE')} dot.c"
        split = " , quad " if len(to_typst(g)) < LONG else " \\ "
        mark = "" if "quad" in split else "&"
        heights = f"{name}({X}) {mark}= {times} {g_name}({X}){split}{g_name}({X}) {mark}= {to_typst(g)}"
        quotient = f"frac(Delta {name}, Delta {X}) = {times} frac(Delta {g_name}, Delta {X})"
        opened = stage.product(c, stage.derivative(g, self.variable))
        closed = to_typst(stage.derivative(self.expression, self.variable))
        there, exact = _short(at), numbers.is_exact(c) and numbers.is_exact(slope)
        second = numbers.label(slope) if slope >= 0 else f"({numbers.label(slope)})"
        total = f"{stage.call_of(self, there, chr(39))} {'=' if exact else 'approx'} {times} {second} "
        return [
            stage.line(self.say("heights-line"), heights, self.say("heights")),
            stage.line(self.say("quotient-line"), quotient, self.say("quotient")),
            *stage.opened(
                self,
                in_words(self.language, "constant multiple rule"),
                closed if opened.replace(" dot.c", "") == closed else opened,
                self.say("rule"),
            ),
            stage.line(
                self.say("slopes-line", where=f"${X} = {_short(at)}$"),
                total + numbers.equals(c * slope),
                self.say("slope-is", where=f"{x} = {numbers.plain(at)}", slope=numbers.decimal(float(c * slope))),
            ),
        ]


def _short(number: sympy.Expr) -> str:
    """A factor as it is where that is short, else with decimals."""
    return numbers.exact(number) if numbers.is_short(number) else numbers.label(number)
