"""Where labels have room in a window with several curves."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import sympy

from derivanim.calculus.sampling import sampler
from derivanim.calculus.window import Window
from derivanim.slots import plots

HIGH = 0.2  # half of the height of a label
Place = tuple[float, float]


class LabelRoom:
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
