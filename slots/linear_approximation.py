"""Linear approximation: the tangent at a centre in place of the function, and how far off it is."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import sympy
from pydantic import Field

from derivanim.calculus.approximation import Linearization, linearize, require_same_piece
from derivanim.calculus.claims import SlopeAt
from derivanim.calculus.claims_approximation import AtMost, DerivativeBound
from derivanim.calculus.holding import holding
from derivanim.calculus.powers import substitute
from derivanim.calculus.reader import read_number
from derivanim.calculus.window import Window, choose_window
from derivanim.slots import lens, linear, marks, numbers, plots, points, stage
from derivanim.slots.base import DerivativeSlots, Level, Number

NEAR = 0.05  # share of the window that lies between the centre and the target at least
SHORTEST = 0.0025  # half of a window whose ticks still have plain numbers


class LinearApproximation(DerivativeSlots):
    """A function, the centre at which its tangent touches, and the target at which the tangent stands in for it."""

    LEVEL: ClassVar[Level] = "application"
    SUMMARY: ClassVar[str] = "the tangent at a nearby point approximates the function, with the error and its bound"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "linear_approximation", "function": "sqrt(x)", "point": "4", "target": "4.1"},
        {"template": "linear_approximation", "function": "sin(x)", "point": "0", "target": "0.2"},
        {"template": "linear_approximation", "function": "exp(x)", "point": "0", "target": "0.1"},
        {"template": "linear_approximation", "function": "log(t)", "point": "1", "target": "1.5"},
        {"template": "linear_approximation", "function": "x**(1/3)", "point": "8", "target": "10"},
        {"template": "linear_approximation", "function": "1/x", "point": "2", "target": "1.9", "function_name": "g"},
        {"template": "linear_approximation", "function": "cos(x)", "point": "pi/3", "target": "1"},
        {"template": "linear_approximation", "function": "x**5 - 3*x**2 + 1", "point": "1", "target": "0.5"},
    )

    template: Literal["linear_approximation"] = "linear_approximation"
    point: Number = Field(description="the centre, where the tangent touches")
    target: Number = Field(description="the nearby number at which the function is approximated")

    def claims(self) -> list[Any]:
        """The derivative, the slope at the centre, and that the error stays below its bound."""
        found, (a, target) = self.found(), self.places
        claims = [*super().claims(), SlopeAt(self.expression, self.variable, a, found.slope)]
        if found.largest is not None:
            ends = (a, target) if a < target else (target, a)
            error = abs(substitute(self.expression, {self.symbol: target}) - found.approximation)
            claims.append(DerivativeBound(self.expression, self.variable, ends, 2, found.largest))
            claims.append(AtMost(error, found.bound, slot="target"))
        return claims

    def examine(self) -> None:
        """Refuse a centre without a tangent, and a target that the tangent cannot reach."""
        points.require_differentiable(self, self.places[0], "choose another centre")
        require_same_piece(self.expression, self.symbol, *self.places)

    @property
    def places(self) -> tuple[sympy.Expr, sympy.Expr]:
        """The centre and the target as SymPy numbers."""
        return read_number(self.point), read_number(self.target)

    def found(self) -> Linearization:
        """The approximation, the true value and the error."""
        return linearize(self.expression, self.symbol, *self.places)

    def window(self, found: Linearization) -> Window:
        """A window around the centre that holds the target, and in which the two are some way apart."""
        x, (a, target) = self.symbol, self.places
        window, apart = choose_window(self.expression, x, point=a), abs(float(target - a))
        if apart < NEAR * (window.x_max - window.x_min):
            middle, half = float(a + target) / 2, max(apart / NEAR / 2, SHORTEST)
            window = choose_window(self.expression, x, interval=(middle - half, middle + half))
        heights = [(float(target), float(value)) for value in (found.true, found.approximation)]
        return holding(window, self.expression, x, [(float(a), float(found.value)), *heights])

    def scene(self) -> dict[str, Any]:
        """The curve and its tangent, the way from the centre to the target, and a glass over the gap there."""
        found, (a, target), x = self.found(), self.places, self.symbol
        window, curves = self.window(found), [self.expression, found.value + found.slope * (x - a)]
        ends = (float(found.true), float(found.approximation))
        shown, near = plots.plot(window, curves, x, float(a)), (float(a), float(target))
        shown["x_ticks"] = marks.bare_near(shown["x_ticks"], near, window.x_max - window.x_min, room=0.8)
        steps = stage.derivation(self, 1)
        lines = stage.paced([*steps, *linear.lines(self, found, a, target)], linear.READING)
        words = {"function": self.function, "where": numbers.plain(target), "center": numbers.plain(a)}
        return shown | {
            "subject": self.say("subject", **words),
            "heading": stage.heading(self),
            "function": stage.in_x(self.expression, self),
            "center": float(a),
            "value": float(found.value),
            "slope": float(found.slope),
            "target": float(target),
            "start": points.slide_from(window, float(a)),
            "labels": [linear.typed(a), linear.typed(target)],
            "lean": marks.lean(window, float(target), float(a), ends),
            "lens": lens.lens(window, curves, x, float(target), ends),
            "steps": lines[: len(steps)],
            "lines": lines[len(steps) :],
            "captions": {
                "subject": self.say("caption", **words, name=self.function_name),
                "curve": stage.graph_is(self),
                "center": self.say("center", **words),
                "tangent": self.say("tangent"),
                "walk": self.say("walk", **words),
                "gap": self.say("gap"),
            },
        }
