"""A curve F(x, y) = 0: which points lie on it, how steep it is there, and ticks whose labels keep clear of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import sympy

from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.sampling import sampler
from derivanim.calculus.ticks import nice_step, round_ticks
from derivanim.calculus.window import Window
from derivanim.slots.plots import PICTURE

Point = tuple[sympy.Expr, sympy.Expr]
NEAR = range(-6, 7)  # whole coordinates among which an easy point is looked for
SLANTS = (0.15, 6.0)  # the tangents that are neither level nor steep


LABEL = (1.3, 0.75)  # width and height of a point's label, in units of the frame
Box = tuple[float, float, float, float]
"""Left, right, bottom and top."""


@dataclass(frozen=True)
class Curve:
    """The difference of both sides of an equation in two variables."""

    relation: sympy.Expr
    x: sympy.Symbol
    y: sympy.Symbol

    def meets(self, at: Point) -> bool:
        """Whether a point lies on the curve."""
        gap = evaluate(self.relation, {self.x: at[0], self.y: at[1]})
        return gap is not None and abs(gap) < 1e-25

    def slants(self, at: Point) -> tuple[float, float] | None:
        """The partial derivatives at a point; None where one does not exist."""
        across, up = (evaluate(self.relation.diff(name), {self.x: at[0], self.y: at[1]}) for name in (self.x, self.y))
        return None if across is None or up is None else (float(across), float(up))

    def steepness(self, at: Point) -> sympy.Expr | None:
        """The exact slope at a point of the curve; None where the tangent is upright or there is none."""
        slants = self.slants(at)
        if slants is None or abs(slants[1]) <= 1e-12 * abs(slants[0]):
            return None
        across, up = (self.relation.diff(name).subs({self.x: at[0], self.y: at[1]}) for name in (self.x, self.y))
        return sympy.simplify(-across / up)

    def easy_point(self) -> Point | None:
        """A point with small whole coordinates where the tangent is neither level nor steep."""
        near = sorted(((a, b) for a in NEAR for b in NEAR), key=lambda p: (p[0] < 0, p[1] < 0, abs(p[0]) + abs(p[1])))
        for at in ((sympy.Integer(a), sympy.Integer(b)) for a, b in near):
            slants = self.slants(at) if self.meets(at) else None
            if slants and min(map(abs, slants)) > 1e-9 and SLANTS[0] < abs(slants[0] / slants[1]) < SLANTS[1]:
                return at
        return None

    def label(self, at: Point, window: Window) -> tuple[str, Box]:
        """On which side of a point its label meets neither curve nor axis, UR, UL or DR, and the room that it takes."""
        slope, (x, y) = self.steepness(at), map(float, at)
        if slope is None or slope < 0:
            side = "UR"
        else:
            side = "DR" if 0 <= x - window.origin[0] < 0.25 * (window.x_max - window.x_min) else "UL"
        width, height = (size * (window.x_max - window.x_min) / PICTURE[0] for size in LABEL)
        left, bottom = x if "R" in side else x - width, y if "U" in side else y - height
        return side, (left, left + width, bottom, bottom + height)

    def ticks(self, window: Window, axis: int, taken: Box | None) -> list[tuple[float, str]]:
        """Ticks of the x-axis (0) or the y-axis (1); one whose label would meet the curve or `taken` is bare."""
        signs, origin = sampler(self.relation, [self.x, self.y]), window.origin
        unit = PICTURE[0] / (window.x_max - window.x_min)
        ends = ((window.x_min, window.x_max), (window.y_min, window.y_max))
        found = []
        for tick in round_ticks(*ends[axis], nice_step(window.x_max - window.x_min, 8)):
            if not tick.value and all(low < 0 < high for low, high in ends):
                continue
            width = (0.16 + 0.12 * len(tick.label)) / unit
            if axis == 0:
                box = (tick.value - width, tick.value + width, origin[1] - 0.5 / unit, origin[1])
            else:
                box = (origin[0] - 2.2 * width, origin[0], tick.value - 0.25 / unit, tick.value + 0.25 / unit)
            values = np.sign(signs(*np.meshgrid(np.linspace(*box[:2], 15), np.linspace(*box[2:], 15))))
            free = np.all(values == values.flat[0]) and not (taken and _meet(box, taken))
            found.append((tick.value, tick.label if free else ""))
        return found


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]
