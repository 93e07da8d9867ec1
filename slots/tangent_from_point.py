"""The tangents to a curve through a point beside it: a line through the point turns until it touches."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import sympy
from pydantic import Field

from derivanim.calculus import tangency
from derivanim.calculus.claims_tangency import TangentsAre, TangentThrough
from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.printing import to_typst
from derivanim.calculus.proving import same
from derivanim.calculus.reader import read_number
from derivanim.calculus.symbols import symbol
from derivanim.errors import MathError
from derivanim.slots import numbers, plots, points, signed, stage
from derivanim.slots.base import DerivativeSlots, Level, Number
from derivanim.slots.label_room import LabelRoom
from derivanim.slots.marks import bare_near
from derivanim.slots.tangents import NEARER, Tangents, tangents, turns

LARGEST = 1e5  # of a coordinate of the point
LONG = 12  # operations in a function that is not written into the condition
DERIVE, READ = 2.4, 4.4  # seconds for the derivation and for the lines after it


class TangentFromPoint(DerivativeSlots):
    """A function and a point beside its curve."""

    LEVEL: ClassVar[Level] = "application"
    SUMMARY: ClassVar[str] = "the tangents to a curve from a point beside it"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "tangent_from_point", "function": "x**2", "away": "1", "height": "-3"},
        {"template": "tangent_from_point", "function": "x**3 - 3*x", "away": "2", "height": "-2"},
        {"template": "tangent_from_point", "function": "exp(x)", "away": "0", "height": "0"},
        {"template": "tangent_from_point", "function": "log(t)", "away": "0", "height": "1", "function_name": "g"},
        {"template": "tangent_from_point", "function": "sin(x)", "away": "pi/2", "height": "2"},
        {"template": "tangent_from_point", "function": "sqrt(x)", "away": "-1", "height": "1"},
        {"template": "tangent_from_point", "function": "1/x", "away": "1", "height": "-1"},
        {"template": "tangent_from_point", "function": "100*x**2", "away": "0", "height": "-4"},
        {"template": "tangent_from_point", "function": "(x**2 + 1)*exp(-x)", "away": "0.7", "height": "-1/2"},
        {"template": "tangent_from_point", "function": "atan(x)", "away": "0", "height": "1"},
    )

    template: Literal["tangent_from_point"] = "tangent_from_point"
    away: Number = Field(description="the x of the point beside the curve, a number such as 1, -2.5 or pi/4")
    height: Number = Field(description="the y of that point")

    def claims(self) -> list[Any]:
        """The derivative, each tangent, and that the window has no others."""
        found, f, name = self.found(), self.expression, self.variable
        lines = zip(found.shown, found.slopes, strict=True)
        return [
            *super().claims(),
            *(TangentThrough(f, name, t, slope, self.point) for t, slope in lines),
            TangentsAre(f, name, self.point, found.all, found.interval),
        ]

    def examine(self) -> None:
        """Refuse lines, a point of the curve, and a point from which no tangent goes, or none that can be shown."""
        told, (a, b), x = numbers.plain(self.function), self.point, self.symbol
        derivative = stage.derivative(self.expression, self.variable)
        if derivative.has(sympy.zoo, sympy.nan, sympy.Derivative):
            raise MathError(f"{told} has no derivative that can be written down.", "ask for a simpler function")
        if not derivative.has(x):
            raise MathError(f"{told} is a straight line, which is its own tangent everywhere.", "ask for a curve")
        if max(abs(float(a)), abs(float(b))) > LARGEST:
            raise MathError(f"The point {self.spoken} is too far away to be drawn.", NEARER)
        value = evaluate(self.expression, {x: a})
        if value is not None and same(value, evaluate(b)):
            raise MathError(
                f"The point {self.spoken} is on the curve of {told}: its tangent there is a tangent_line.",
                f"ask for the tangent_line at {x} = {numbers.plain(a)}, or choose a point beside the curve",
            )
        if tangency.is_straight(self.expression, x, self.point):
            raise MathError(
                f"A part of the curve of {told} is a straight line through {self.spoken}, which touches everywhere.",
                "choose another point",
            )
        self.found()

    @property
    def point(self) -> tuple[sympy.Expr, sympy.Expr]:
        """The point as SymPy numbers."""
        return read_number(self.away), read_number(self.height)

    @property
    def spoken(self) -> str:
        """The point in a caption."""
        return f"({', '.join(map(numbers.plain, self.point))})"

    def found(self) -> Tangents:
        """The tangents; MathError where there is none, or none that a picture could show."""
        return tangents(self.expression, self.symbol, self.point)

    def scene(self) -> dict[str, Any]:
        """The curve and the point, how far the line turns to each tangent, the condition and its solutions."""
        found, f, x = self.found(), self.expression, self.symbol
        window, (a, b) = found.window, map(float, self.point)
        ways = turns(found)
        touching = list(zip(map(float, found.shown), found.heights, strict=True))
        lines = [slope * (x - a) + b for slope in map(float, found.slopes)]
        label = f"({', '.join(map(signed.label, self.point))})"
        shown = plots.plot(window, [f, *lines], x)
        names = [f"{self.touch}_{i}" for i in range(1, len(touching) + 1)] if len(touching) > 1 else [self.touch]
        if shown["foot"] == window.origin[1]:
            feet = [place for place, _ in touching]
            shown["x_ticks"] = bare_near(shown["x_ticks"], feet, window.x_max - window.x_min)
        room = LabelRoom(window, [f, *lines], x, shown)
        room.taken += [(a, b), *touching]
        named = [None if room.at_foot(place) else room.side(place, 2) for place in touching]
        steps = stage.paced(stage.derivation(self, max_lines=2), DERIVE)
        return shown | {
            "subject": self.say("subject", function=self.function, point=self.spoken),
            "heading": stage.heading(self),
            "function": stage.in_x(f, self),
            "point": (a, b),
            "label": label,
            "side": room.side((a, b), len(label)),
            "start": ways[0][0],
            "touching": [(angle, seconds, *touching[i], names[i], named[i]) for angle, seconds, i in ways[1:]],
            "steps": steps,
            "lines": stage.paced(self._lines(names), READ),
            "captions": {
                "subject": self.say("caption", point=self.spoken),
                "curve": stage.graph_is(self),
                "point": self.say("point", point=self.spoken),
                "turn": self.say("turn"),
                "touch": self.say("touch"),
            },
        }

    @property
    def touch(self) -> str:
        """The name of a place at which a tangent touches."""
        return next(name for name in "tcs" if name not in (self.variable, self.function_name))

    def _lines(self, names: list[str]) -> list[dict[str, Any]]:
        """The condition, the same with this function, where tangents touch, and their equations."""
        found, f, x, t = self.found(), self.expression, self.symbol, symbol(self.touch)
        a, b = self.point
        rule = self.say("condition-line", place=f"${to_typst(x)} = {t}$")
        called = f"{stage.call_of(self, str(t))} {_step(stage.call_of(self, str(t), chr(39)), a, t)}"
        lines = [stage.line(rule, f"{called} = {numbers.exact(b)}", self.say("condition"))]
        if self.steps and f.count_ops() <= LONG:
            derivative = stage.derivative(f, self.variable).xreplace({x: t})
            factor = f"({to_typst(derivative)})" if derivative.is_Add else to_typst(derivative)
            put_in = f"{to_typst(f.xreplace({x: t}))} {_step(factor, a, t)} = {numbers.exact(b)}"
            lines.append(stage.line(self.say("inserted-line"), put_in, self.say("inserted")))
        kind = "some" if len(names) < found.seen else "one" if len(names) == 1 else "all"
        places = [f"{name} {numbers.valued(t)}" for name, t in zip(names, found.shown, strict=True)]
        told = self.say(f"touching-{kind}", number=str(found.seen))
        lines.append(stage.line(told, signed.listed(places), self.say("solved"), "POINT"))
        y = points.height_name(self.variable)
        typeset, spoken = zip(*(_equation((x, y), self.point, slope) for slope in found.slopes), strict=True)
        key = "equation" if len(names) == 1 else "equations"
        equations = typeset[0] if len(typeset) == 1 else " \\ ".join(f"& {each}" for each in typeset)
        caption = self.say(key, equations=", ".join(spoken))
        return [*lines, stage.line(self.say(f"{key}-line"), equations, caption, "DERIVATIVE")]


def _step(slope: str, a: sympy.Expr, t: sympy.Symbol) -> str:
    """`+ f'(t) dot.c (a - t)`, with the signs that a person would write."""
    minus = slope.startswith("-") != (a == 0)
    return f"{'-' if minus else '+'} {slope.removeprefix('-')} dot.c {t if a == 0 else f'({numbers.exact(a)} - {t})'}"


def _equation(
    variables: tuple[sympy.Symbol, sympy.Symbol], point: tangency.Point, slope: sympy.Expr
) -> tuple[str, str]:
    """The equation of a tangent, with its exact slope where the point is on the axis, as in y = e x."""
    (x, y), (a, b) = variables, point
    if a != 0 or slope.is_Rational or slope.is_Add or not numbers.is_short(slope):
        return points.equation(variables, point, slope)
    rest = "" if b == 0 else f" {'-' if b.is_negative else '+'} {numbers.exact(abs(b))}"
    typeset = f"{to_typst(y)} = {to_typst(slope)} {to_typst(x)}{rest}"
    return typeset, f"{y} = {numbers.plain(slope * x + b)}"
