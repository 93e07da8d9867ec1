"""The power rule: the strips of a growing square, the slabs of a growing cube, or the slopes of a curve."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import sympy
from pydantic import Field

from derivanim.calculus import forms
from derivanim.calculus.claims import Equal, SlopeAt
from derivanim.calculus.printing import to_typst
from derivanim.calculus.reader import read_number
from derivanim.calculus.window import Window
from derivanim.errors import MathError
from derivanim.slots import numbers, places, plots, points, stage
from derivanim.slots.base import DerivativeSlots, Level, Number

READING = 2.6  # seconds in which the lines about a square or a cube are read
SOLIDS = {2: "square", 3: "cube"}
ROWS = 3


class PowerRule(DerivativeSlots):
    """A power of the variable, with or without a constant factor."""

    LEVEL: ClassVar[Level] = "foundation"
    SUMMARY: ClassVar[str] = "the power rule, as a growing square or cube or by the slopes of a curve"
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
    point: Number | None = Field(None, description="where the slope is read in the end; left out, none is")

    def claims(self) -> list[Any]:
        """The derivative, the form of the function, and the slopes of the power that are read."""
        (c, n), x = self.form, self.symbol
        slopes = [
            SlopeAt(x**n, self.variable, at, points.value_at(n * x ** (n - 1), x, at), slot="function")
            for at in self.rows(self.window())
        ]
        return [*super().claims(), Equal(c * x**n, self.expression, slot="function"), *slopes]

    def examine(self) -> None:
        """Refuse what is no power of the variable, and a point without a derivative."""
        shown = numbers.plain(self.function)
        if not self.expression.has(self.symbol):
            raise MathError(f"{shown} is a constant.", "ask for the constant rule")
        if forms.power(self.expression, self.symbol) is None:
            terms = forms.terms(self.expression, self.symbol)
            raise MathError(
                f"{shown} is no single power of {self.variable}.",
                "the sum_rule takes a sum term by term" if terms else "a derivative_overview shows the rules it needs",
            )
        if self.point is not None:
            points.require_differentiable(self, read_number(self.point), "leave the point out")
        if not self.rows(self.window()):
            raise MathError(
                f"{shown} has no slope that could be read from its graph.", "choose an exponent nearer to 0"
            )

    @property
    def form(self) -> tuple[sympy.Expr, sympy.Expr]:
        """c and n of c x^n."""
        found = forms.power(self.expression, self.symbol)
        assert found is not None  # examine() has refused the rest
        return found

    @property
    def solid(self) -> str | None:
        """Which picture a power has that is an area or a volume."""
        side = None if self.point is None else read_number(self.point)
        return SOLIDS.get(self.form[1]) if side is None or side > 0 else None

    def window(self) -> Window:
        """The window of the power."""
        at = None if self.point is None else read_number(self.point)
        return places.shared_window((self.symbol ** self.form[1],), self.symbol, at)

    def rows(self, window: Window) -> list[sympy.Expr]:
        """Up to three numbers at which the slope of the power is read, the point among them."""
        x, n = self.symbol, self.form[1]
        point = [] if self.point is None else [read_number(self.point)]
        easy = places.smooth_places(x**n, x, window, 2 * ROWS)
        shown = [at for at in easy if at not in point and _is_readable(points.value_at(n * x ** (n - 1), x, at))]
        if not shown and not point and window.x_min <= 1 <= window.x_max and window.y_min <= 1 <= window.y_max:
            shown = [sympy.Integer(1)]
        return sorted([*shown[: ROWS - len(point)], *point], key=float)

    def scene(self) -> dict[str, Any]:
        """The picture of the power, its exponent as it comes down, and the lines of the rule."""
        (_, n), x, solid = self.form, self.symbol, self.solid
        X, exponent = to_typst(x), _inline(n)
        window = self.window()
        lines = stage.paced(self._lines(), READING) if solid else []
        plot = dict.fromkeys(plots.plot(window, [x**n], x)) if solid else plots.plot(window, [x**n], x)
        return plot | {
            "subject": self.say("subject", function=self.function),
            "heading": stage.heading(self),
            "function": None if solid else stage.in_x(x**n, self),
            "slope": None if solid else stage.in_x(n * x ** (n - 1), self),
            "solid": solid,
            "side": X if self.point is None else f"{X} {numbers.equals(read_number(self.point))}",
            "letter": X,
            "exponent": exponent,
            "comes_down": [f"{X}^({exponent})", f"{to_typst(n)} {X}^({exponent} - 1)"],
            "coefficient": to_typst(n),
            "exponent_rule": self.say("exponent-line"),
            "power_line": self._power_line(exponent),
            "rows": [] if solid else self._rows(window),
            "header": [X, f'"{self.say("slope")}"', f"{_inline(n)} {X}^({exponent} - 1)"],
            "lines": lines,
            "steps": stage.paced(stage.derivation(self, max_lines=2), 3.0),
            "last_line": None if self.point is None else points.slope_line(self, read_number(self.point)),
            "captions": {
                key: self.say(key, variable=str(x), function=numbers.plain(self.function), power=numbers.plain(x**n))
                for key in ("question", "square", "cube", "grow", "shrink", "curve", "row", "exponent", "down", "less")
            },
        }

    def _power_line(self, exponent: str) -> dict[str, Any] | None:
        """The function as a power, where it is not written as one: a root or a fraction."""
        c, n = self.form
        if n.is_Integer and n > 0:
            return None
        factor = "" if c == 1 else f"{to_typst(c)} dot.c "
        formula = f"{stage.call_of(self)} = {factor}{to_typst(self.symbol)}^({exponent})"
        return stage.line(self.say("power-line"), formula, self.say("power")) | {"hold": 0.6}

    def _rows(self, window: Window) -> list[dict[str, Any]]:
        """The places at which the dot stops, and the cells that are written there."""
        x, n = self.symbol, self.form[1]
        made = []
        for at in self.rows(window):
            value = points.value_at(n * x ** (n - 1), x, at)
            base = numbers.label(at) if at >= 0 else f"({numbers.label(at)})"
            text = f"{_inline(n)} dot.c {base}^({_inline(sympy.simplify(n - 1))})"
            made.append({"at": float(at), "cells": [numbers.label(at), numbers.label(value), text]})
        return made

    def _lines(self) -> list[dict[str, Any]]:
        """By what the square or the cube grows, and what is left of it in the limit."""
        n, X = int(self.form[1]), to_typst(self.symbol)
        strip = stage.tint(f"{X} Delta {X}" if n == 2 else f"{X}^2 Delta {X}")
        rest = f"(Delta {X})^2" if n == 2 else f"3 {X} (Delta {X})^2 + (Delta {X})^3"
        rest = stage.tint(rest, "MUTED")
        left = stage.tint(X if n == 2 else f"{X}^2")
        return [
            stage.line(self.say("growth-line"), f"Delta({X}^{n}) = {n} dot.c {strip} + {rest}", self.say("growth")),
            stage.line(
                self.say("limit-line", step=f"$Delta {X}$"), f"({X}^{n})' = {n} dot.c {left}", self.say("limit")
            ),
        ]


def _is_readable(slope: sympy.Expr) -> bool:
    """Whether a slope is neither so small nor so large that only a power of ten can write it."""
    return bool(slope == 0 or 0.01 <= abs(slope) < 10_000)


def _inline(exponent: sympy.Expr) -> str:
    """An exponent on one line: 1/2, -1, pi."""
    if exponent.is_Rational and not exponent.is_Integer:
        return f"{exponent.p}\\/{exponent.q}"
    return to_typst(exponent)
