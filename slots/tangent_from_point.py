"""The tangents to a curve through a point beside it: a line through the point turns until it touches."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any, ClassVar, Literal, NamedTuple

import numpy as np
import sympy
from pydantic import Field

from derivanim.calculus import tangency
from derivanim.calculus.claims_tangency import TangentsAre, TangentThrough
from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.printing import to_typst
from derivanim.calculus.proving import same
from derivanim.calculus.reader import read_number
from derivanim.calculus.roots import Interval
from derivanim.calculus.sampling import sampler
from derivanim.calculus.symbols import symbol
from derivanim.calculus.window import Window
from derivanim.errors import MathError
from derivanim.slots import numbers, plots, points, signed, stage
from derivanim.slots.base import DerivativeSlots, Level, Number
from derivanim.slots.marks import bare_near

LARGEST = 1e5  # of a coordinate of the point
LONG = 12  # operations in a function that is not written into the condition
TURN, DERIVE, READ = 2.8, 2.4, 4.4  # seconds for the turning line, the derivation, the lines after it
HIGH = 0.2  # half of the height of a label
NEARER = "choose a point nearer to the curve"

Place = tuple[float, float]


class Tangents(NamedTuple):
    """The tangents that are shown, from left to right, and the window in which these are all, or the nearest ones."""

    window: Window
    all: tuple[sympy.Expr, ...]
    seen: int  # how many of them touch inside of the window
    shown: tuple[sympy.Expr, ...]
    slopes: tuple[sympy.Expr, ...]
    heights: tuple[float, ...]

    @property
    def interval(self) -> Interval:
        """From where to where the window reaches."""
        return sympy.Float(self.window.x_min, 15), sympy.Float(self.window.x_max, 15)


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
        return _found(self.expression, self.symbol, self.point)

    def scene(self) -> dict[str, Any]:
        """The curve and the point, how far the line turns to each tangent, the condition and its solutions."""
        found, f, x = self.found(), self.expression, self.symbol
        window, (a, b) = found.window, map(float, self.point)
        turns = _turns(found)
        touching = list(zip(map(float, found.shown), found.heights, strict=True))
        lines = [slope * (x - a) + b for slope in map(float, found.slopes)]
        label = f"({', '.join(map(signed.label, self.point))})"
        shown = plots.plot(window, [f, *lines], x)
        names = [f"{self.touch}_{i}" for i in range(1, len(touching) + 1)] if len(touching) > 1 else [self.touch]
        if shown["foot"] == window.origin[1]:
            feet = [place for place, _ in touching]
            shown["x_ticks"] = bare_near(shown["x_ticks"], feet, window.x_max - window.x_min)
        room = _Room(window, [f, *lines], x, shown)
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
            "start": turns[0][0],
            "touching": [(angle, seconds, *touching[i], names[i], named[i]) for angle, seconds, i in turns[1:]],
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


@lru_cache(maxsize=32)
def _found(function: sympy.Expr, x: sympy.Symbol, point: tangency.Point) -> Tangents:
    told, where = numbers.plain(function), f"({', '.join(map(numbers.plain, point))})"
    near = tangency.near_places(function, x, point)
    if not near:
        raise MathError(f"No tangent to the curve of {told} goes through {where}.", _other_side(function, x, point))
    window = tangency.window_around(function, x, point, near)
    if window is None:
        raise MathError(f"From {where}, a picture of the tangents to {told} would not show the curve.", NEARER)
    if any(abs(place - float(point[0])) < 1e-9 for place in window.vertical_tangents):
        raise MathError(f"{told} has a vertical tangent, which goes through {where}.", "move the point to a side")
    ends = sympy.Float(window.x_min, 15), sympy.Float(window.x_max, 15)
    places = tangency.touching_points(function, x, point, ends)
    low, high = window.y_min, window.y_max
    curve = sampler(function, [x])
    seen = [t for t in places if low <= float(curve(float(t))) <= high]
    shown = _nearest(seen, float(point[0]))
    if not shown:
        raise MathError(f"No tangent to the curve of {told} through {where} was found.", "choose another point")
    derivative = stage.derivative(function, str(x))
    slopes = [
        tangency.slope_at(derivative, x, t) if t.has(sympy.Float) else points.value_at(derivative, x, t) for t in shown
    ]
    return Tangents(
        window, tuple(places), len(seen), tuple(shown), tuple(slopes), tuple(float(curve(float(t))) for t in shown)
    )


def _nearest(places: list[sympy.Expr], at: float) -> list[sympy.Expr]:
    """The nearest places, as many as can be shown, from left to right; both or none of two that are equally far."""
    ordered = sorted(places, key=lambda t: abs(float(t) - at))
    count = tangency.MOST
    if len(ordered) > count and math.isclose(*(abs(float(t) - at) for t in ordered[count - 1 : count + 1])):
        count -= 1
    return sorted(ordered[:count], key=float)


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


def _other_side(function: sympy.Expr, x: sympy.Symbol, point: tangency.Point) -> str:
    """What to ask instead of a point from which no tangent goes: the one as far on the other side of the curve."""
    a, b = point
    if evaluate(function, {x: a}) is not None:
        mirrored = a, sympy.nsimplify(round(float(2 * function.subs(x, a) - b), 1))
        if tangency.near_places(function, x, mirrored):
            return f"choose a point on the other side of the curve, such as ({', '.join(map(numbers.plain, mirrored))})"
    return "choose a point on the other side of the curve"


def _turns(found: Tangents) -> list[tuple[float, float, int]]:
    """Angle, seconds and number of each tangent as the line turns to the left; first of all, where it starts."""
    window = found.window
    stretch = (window.x_max - window.x_min) / plots.PICTURE[0] / (window.y_max - window.y_min) * plots.PICTURE[1]
    angles = sorted((math.atan(float(slope) * stretch), i) for i, slope in enumerate(found.slopes))
    first, whole = angles[0][0], angles[-1][0] - angles[0][0]
    before = first - 0.6 * min(1.0, math.pi - whole)
    turned = [(before, 0.0, -1)]
    for angle, i in angles:
        part = (angle - turned[-1][0]) / (angles[-1][0] - before)
        turned.append((angle, round(max(0.7, TURN * part), 1), i))
    return turned


class _Room:
    """Where labels have room in a window: clear of curves, of the numbers on the axes, and of other labels."""

    def __init__(self, window: Window, curves: list[sympy.Expr], x: sympy.Symbol, shown: dict[str, Any]) -> None:
        self.window, self.curves = window, [sampler(curve, [x]) for curve in curves]
        self.x_unit = plots.PICTURE[0] / (window.x_max - window.x_min)
        self.y_unit = plots.PICTURE[1] / (window.y_max - window.y_min)
        self.taken = [(x, shown["foot"] - 0.3 / self.y_unit) for x, text in shown["x_ticks"] if text]
        self.taken += [(window.origin[0] - 0.35 / self.x_unit, y) for y, text in shown["y_ticks"] if text]

    def side(self, place: Place, length: int) -> tuple[int, int, int]:
        """The direction in which a label of so many characters stands best beside a dot, where it is then taken."""
        wide = 0.08 * length + 0.08

        def middle(side: tuple[int, int]) -> Place:
            return place[0] + side[0] * (wide + 0.2) / self.x_unit, place[1] + side[1] * (HIGH + 0.15) / self.y_unit

        sides = ((1, 0), (-1, 0), (1, 1), (-1, 1), (1, -1), (-1, -1), (0, 1), (0, -1))
        best = min(sides, key=lambda side: self._cost(*middle(side), wide))
        self.taken.append(middle(best))
        return (*best, 0)

    def at_foot(self, place: Place) -> bool:
        """Whether the name of a place has room at the axis, where it is then taken."""
        foot = place[0], self.window.origin[1] + math.copysign(0.3 / self.y_unit, -place[1])
        free = not self._crossed(*foot, 0.2) and not self._met(*foot, 0.2)
        self.taken += [foot] if free else []
        return free

    def _crossed(self, x: float, y: float, wide: float) -> float:
        spread = x + np.linspace(-wide, wide, 21) / self.x_unit
        return sum(float(np.mean(abs(curve(spread) - y) * self.y_unit < HIGH)) for curve in self.curves)

    def _met(self, x: float, y: float, wide: float) -> int:
        return sum(abs(x - p) * self.x_unit < wide + 0.2 and abs(y - q) * self.y_unit < 2 * HIGH for p, q in self.taken)

    def _cost(self, x: float, y: float, wide: float) -> float:
        window, (across, up) = self.window, self.window.origin
        outside = min(x - window.x_min, window.x_max - x) * self.x_unit < wide
        outside = outside or min(y - window.y_min, window.y_max - y) * self.y_unit < HIGH
        on_axes = (abs(x - across) * self.x_unit < wide) + (abs(y - up) * self.y_unit < HIGH)
        return self._crossed(x, y, wide) + 3 * self._met(x, y, wide) + 0.5 * on_axes + 5 * outside
