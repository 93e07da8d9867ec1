"""What the mean value theorem and Rolle's share: conditions, chord, and the line moved until it touches."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import sympy

from derivanim.calculus.claims import ValueAt
from derivanim.calculus.claims_mean_value import MeanValuePoints, SmoothOn
from derivanim.calculus.evaluate import number
from derivanim.calculus.mean_value import chord_slope, obstacle, touching_points
from derivanim.calculus.window import choose_window
from derivanim.errors import MathError
from derivanim.slots import numbers, plots, points, stage
from derivanim.slots.base import DerivativeSlots
from derivanim.slots.interval import IntervalSlots
from derivanim.slots.marks import bare_near
from derivanim.slots.signed import brief, equals, label, listed

MOST = 6
LARGEST = 1e6
_points = lru_cache(maxsize=32)(touching_points)


class ChordSlots(IntervalSlots, DerivativeSlots):
    """A function and the interval over which its chord is drawn."""

    def claims(self) -> list[Any]:
        """The derivative, the conditions, the values at the ends, and all points that the theorem promises."""
        ends = [ValueAt(self.expression, self.variable, at, value, slot="interval") for at, value in self.heights()]
        return [
            *super().claims(),
            SmoothOn(self.expression, self.variable, self.ends),
            *ends,
            MeanValuePoints(self.expression, self.variable, self.ends, tuple(self.touching)),
        ]

    def examine(self) -> None:
        """Refuse what is not continuous on the interval or not differentiable inside, lines and wild curves."""
        told, (low, high) = numbers.plain(self.function), map(numbers.plain, self.ends)
        reason = obstacle(self.expression, self.symbol, self.ends)
        if reason:
            raise MathError(
                f"{self.heading()}: the conditions do not hold. {numbers.plain(reason)}.",
                "choose an interval on which the function is continuous, and differentiable inside",
            )
        if any(abs(float(value)) > LARGEST for _, value in self.heights()):
            raise MathError(f"{told} has values on [{low}, {high}] that are too large.", "choose a shorter interval")
        if stage.derivative(self.expression, self.variable).has(self.symbol) and not self.touching:
            raise MathError(f"No point c was found for {told} on [{low}, {high}].", "choose another interval")
        if not self.touching:
            raise MathError(
                f"{told} is a straight line, so that every point between {low} and {high} is such a point.",
                "ask for a curve",
            )
        if len(self.touching) > MOST:
            raise MathError(
                f"{told} has {len(self.touching)} such points between {low} and {high}, too many to be shown.",
                "choose a shorter interval",
            )

    @property
    def mean(self) -> sympy.Expr:
        """The slope of the chord."""
        return chord_slope(self.expression, self.symbol, self.ends)

    @property
    def touching(self) -> list[sympy.Expr]:
        """The points at which the tangent is parallel to the chord."""
        return _points(stage.derivative(self.expression, self.variable), self.mean, self.symbol, self.ends)

    def heights(self) -> list[tuple[sympy.Expr, sympy.Expr]]:
        """The ends with the function's values there."""
        return [(end, points.value_at(self.expression, self.symbol, end)) for end in self.ends]

    def conditions(self) -> dict[str, Any]:
        """The line of the conditions."""
        low, high = map(label, self.ends)
        name, said = stage.call_of(self), (self.say("continuous"), self.say("differentiable"))
        formula = f'& {name} "{said[0]}" [{low}, {high}] \\ & {name} "{said[1]}" ({low}, {high})'
        return brief(stage.line(self.say("conditions-line"), formula, self.say("conditions")))

    def points_line(self, promised: str) -> dict[str, Any]:
        """The line that names all points c."""
        shown = [f"c_{i} {equals(c)}" for i, c in enumerate(self.touching, start=1)]
        if len(shown) == 1:
            shown = [f"c {equals(self.touching[0])}"]
        return stage.line(self.say("points-line", equation=promised), listed(shown), self.say("points"), "POINT")

    def picture(self) -> dict[str, Any]:
        """What chord.j2 draws and says: curve, chord, and where the moved line touches."""
        (a, fa), (b, fb) = ((float(at), float(value)) for at, value in self.heights())
        x, slope = self.symbol, float(self.mean)
        window = choose_window(self.expression, x, interval=self.ends)
        touching = [(float(c), float(number(points.value_at(self.expression, x, c)))) for c in self.touching]
        names = [f"c_{i}" for i in range(1, len(touching) + 1)] if len(touching) > 1 else ["c"]
        lines = [fa + slope * (window.origin[0] - a), *(fc + slope * (window.origin[0] - c) for c, fc in touching)]
        plotted = plots.plot(window, [self.expression, slope * (x - a) + fa], x)
        width, height = window.x_max - window.x_min, window.y_max - window.y_min
        feet = [a, b, *(c for c, _ in touching)]
        return plotted | {
            "subject": self.say("subject", function=self.function, interval=self.spoken),
            "x_ticks": bare_near(plotted["x_ticks"], feet, width),
            "y_ticks": bare_near(plotted["y_ticks"], lines, height, plots.PICTURE[1], 0.3),
            "heading": stage.heading(self),
            "function": stage.in_x(self.expression, self),
            "inside": [(max(p, a), min(q, b)) for p, q in window.pieces if p < b and q > a],
            "ends": [(a, fa, "a"), (b, fb, "b")],
            "mean": slope,
            "touching": [
                (c, fc, fc - (slope * (c - a) + fa), name, self._crowded(feet, c, width))
                for (c, fc), name in zip(touching, names, strict=True)
            ],
            "seconds": round(max(0.8, 4.0 / (len(touching) + 1)), 1),
            "conditions": self.conditions(),
            "steps": stage.paced(stage.derivation(self, max_lines=2), 2.8),
            "captions": self.captions("ends", "chord", "move", "touch")
            | {"subject": self.say("caption", interval=self.spoken), "curve": stage.graph_is(self)},
        }

    def _crowded(self, feet: list[float], place: float, width: float) -> bool:
        """Whether a name below the axis would meet the one beside it."""
        near = [foot for foot in feet if abs(foot - place) < 0.5 * width / plots.PICTURE[0]]
        return len(near) > 1
