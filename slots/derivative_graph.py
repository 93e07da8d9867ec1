"""The derivative's graph, traced by the slope of the function above it."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any, ClassVar, Literal

import numpy as np
import sympy
from pydantic import Field

from derivanim.calculus.claims import IsRoot
from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.printing import to_typst
from derivanim.calculus.reader import read_number
from derivanim.calculus.sampling import sampler
from derivanim.calculus.singular import find_breaks, zeros
from derivanim.calculus.window import Window, choose_window, find_pieces
from derivanim.errors import MathError
from derivanim.slots import stage
from derivanim.slots.base import DerivativeSlots, Interval, Level

HALF = (7.4, 2.3)  # width and height of each of the two axes
SWEEP = 5.0  # seconds for the way along the whole curve
MOST_FLAT = 9


class DerivativeGraph(DerivativeSlots):
    """A function above, and below it the graph of its slope."""

    LEVEL: ClassVar[Level] = "conceptual"
    SUMMARY: ClassVar[str] = "the graph of the derivative is traced below the function by its slope"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "derivative_graph", "function": "x**3 - 3*x"},
        {"template": "derivative_graph", "function": "sin(x)"},
        {"template": "derivative_graph", "function": "exp(-x**2)"},
        {"template": "derivative_graph", "function": "log(x)", "interval": ["1/4", "5"]},
        {"template": "derivative_graph", "function": "sqrt(x)"},
        {"template": "derivative_graph", "function": "1/(1 + x**2)"},
        {"template": "derivative_graph", "function": "x*cos(2*x)", "interval": ["-pi", "pi"]},
    )

    template: Literal["derivative_graph"] = "derivative_graph"
    interval: Interval | None = Field(None, description="the part of the curve to show; left out, it is chosen")

    def claims(self) -> list[Any]:
        """The derivative, and that it is 0 where the curve is said to be flat."""
        slope = stage.derivative(self.expression, self.variable)
        exact = [point for point in self.flat(self.picture()[2]) if not point.is_Float]
        return [*super().claims(), *(IsRoot(slope, self.variable, point, slot="function") for point in exact)]

    def examine(self) -> None:
        """Refuse a function with no piece of curve that has a slope."""
        if not self.picture()[2]:
            raise MathError(
                f"No part of {stage.plain(self.function)} has a slope that could be shown.",
                "choose another interval, or a function with a smooth piece",
            )

    def picture(self) -> tuple[Window, Window, list[tuple[float, float]]]:
        """The windows of the function and of its slope, and the ways on which a dot can run along both."""
        x, slope = self.symbol, stage.derivative(self.expression, self.variable)
        ends = self.interval and tuple(map(read_number, self.interval))
        above = choose_window(self.expression, x, interval=ends, aspect=HALF[0] / HALF[1])
        limits = tuple(map(float, ends)) if ends else (above.x_min, above.x_max)
        pieces = _cut(above.pieces, [limits])
        whole = (pieces[0][0], pieces[-1][1]) if pieces else limits
        margin = 0.04 * (whole[1] - whole[0])
        inner = (whole[0] + margin, whole[1] - margin)
        below, tight = (choose_window(slope, x, interval=part, aspect=HALF[0] / HALF[1]) for part in (whole, inner))
        if below.y_max - below.y_min > 3 * (tight.y_max - tight.y_min):
            below = tight  # an endless slope at an end of the domain would flatten all the rest
        sides, heights = (above.x_min, above.x_max), (below.y_min, below.y_max)
        seen = find_pieces(sampler(slope, [x]), find_breaks(slope, x, *sides), sides, heights)
        below = replace(below, x_min=sides[0], x_max=sides[1], x_ticks=above.x_ticks, pieces=seen)
        rough = sorted({*above.corners, *above.vertical_tangents})
        smooth = zip([-math.inf, *rough], [*rough, math.inf], strict=True)
        ways = _cut(_cut(pieces, seen), list(smooth))
        return replace(above, pieces=tuple(pieces)), below, ways

    def flat(self, ways: list[tuple[float, float]]) -> list[sympy.Expr]:
        """Where the slope is 0, from left to right: exact numbers where they have a short name."""
        slope = stage.derivative(self.expression, self.variable)
        g = sampler(slope, [self.symbol])
        found = sorted(root for low, high in ways for root in zeros(g, np.linspace(low, high, 602)))
        apart = [root for before, root in zip([-math.inf, *found], found, strict=False) if root - before > 1e-5]
        return [_named(root, slope, self.symbol) for root in apart]

    def scene(self) -> dict[str, Any]:
        """Two axes with the same x, the ways of the dot, the steps to the derivative, and the flat points."""
        x = self.symbol
        slope = stage.derivative(self.expression, self.variable)
        above, below, ways = self.picture()
        upper, lower = _half(above, self.expression, x), _half(below, slope, x)
        flat = self.flat(ways)
        total = sum(high - low for low, high in ways)
        name, prime = stage.call_of(self), stage.call_of(self, prime="'")
        steepest = max(abs(below.y_min), abs(below.y_max))
        return {
            "subject": f"The graph of the derivative of {self.function}.",
            "heading": stage.heading(self, "Graph of the derivative"),
            "function": stage.in_x(self.expression, self),
            "derivative": stage.in_x(slope, self),
            "x_range": upper["x_range"],
            "y_range": upper["y_range"],
            "slope_range": lower["y_range"],
            "bare_ticks": [(value, "") for value, _ in upper["x_ticks"]],
            "x_ticks": lower["x_ticks"],
            "y_ticks": upper["y_ticks"],
            "slope_ticks": lower["y_ticks"],
            "pieces": upper["pieces"],
            "ways": [(low, high, round(max(0.7, SWEEP * (high - low) / total), 1)) for low, high in ways],
            "names": [name, prime],
            "slots": 5 + len(str(int(steepest))),
            "steps": stage.derivation(self),
            "corner_line": self._corner_line(above) if above.corners else None,
            "flat": [float(point) for point in flat[:MOST_FLAT]],
            "flat_line": self._flat_line(flat) if flat else None,
            "captions": {
                "subject": f"How does the slope of {stage.plain(self.function)} change?",
                "curve": f"Above is the graph of {self.function_name}; below there is room for its slope.",
                "tangent": "The slope of the tangent is the height of the point below.",
                "trace": "Rising curve: the point is above the axis. Falling curve: it is below.",
                "flat": "Where the tangent is level, the derivative is 0.",
                "done": f"The traced curve is the graph of the derivative {self.function_name}'.",
            },
        }

    def _corner_line(self, window: Window) -> dict[str, Any]:
        places = " , quad ".join(f"{to_typst(self.symbol)} = {stage.decimal(x)}" for x in window.corners[:3])
        return stage.line("corner: no derivative at", places, "At a corner there is no tangent: the slope jumps.")

    def _flat_line(self, flat: list[sympy.Expr]) -> dict[str, Any]:
        shown = [f"{'approx' if point.is_Float else '='} {_number(point)}" for point in flat[:3]]
        places = " , ".join(f"{to_typst(self.symbol)} {value}" for value in shown) + (" , ..." if flat[3:] else "")
        return stage.line(
            f"level tangent: ${stage.call_of(self, prime=chr(39))} = 0$",
            places.replace(" , ", " , quad "),
            "There the graph of the derivative meets the axis.",
            "POINT",
        )


def _cut(pieces: Any, others: Any) -> list[tuple[float, float]]:
    """The common parts of two lists of intervals, without crumbs."""
    common = [(max(a, c), min(b, d)) for a, b in pieces for c, d in others if min(b, d) - max(a, c) > 1e-3 * (b - a)]
    return sorted(common)


def _half(window: Window, curve: sympy.Expr, x: sympy.Symbol) -> dict[str, Any]:
    """The axes of a window that is shown at half height: labels keep clear of the curve there."""
    grown = (window.y_max - window.y_min) * (stage.PICTURE[1] / HALF[1] - 1)
    tall = (
        replace(window, y_max=window.y_max + grown) if window.y_max > 0 else replace(window, y_min=window.y_min - grown)
    )
    return stage.axes(tall, [curve], x) | {"y_range": [window.y_min, window.y_max]}


def _number(value: sympy.Expr) -> str:
    return stage.decimal(float(value)) if value.is_Float else stage.exact(value)


def _named(value: float, slope: sympy.Expr, x: sympy.Symbol) -> sympy.Expr:
    """The fraction, multiple of pi, root or power of e that a zero of the slope is, else the zero as a decimal."""
    guesses = [
        sympy.Rational(value).limit_denominator(12),
        sympy.pi * sympy.Rational(value / math.pi).limit_denominator(12),
        (1 if value > 0 else -1) * sympy.sqrt(sympy.Rational(value**2).limit_denominator(12)),
        sympy.exp(sympy.Rational(math.log(abs(value) or 1)).limit_denominator(2)),
    ]
    for guess in guesses:
        if abs(float(guess) - value) < 1e-5:
            height = evaluate(slope, {x: guess})
            if height is not None and abs(height) < 1e-25:
                return guess
    return sympy.Float(value, 15)
