"""What curves with a parameter share: the point, the velocity there, the tangent, and axes whose labels keep clear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import sympy

from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.powers import substitute
from derivanim.calculus.sampling import sampler
from derivanim.calculus.ticks import Tick
from derivanim.calculus.trace import Trace, trace
from derivanim.slots import numbers
from derivanim.slots.labels import Paper
from derivanim.slots.plots import PICTURE
from derivanim.slots.stage import derivative
from derivanim.slots.triangles import HIDES, Scenery

STILL = 1e-12  # slower than this the curve stands still
LONGEST, SHORTEST = 2.1, 1.3  # of the velocity's arrow in the picture
SEEN = 0.1  # length of a leg under the velocity, in units of the frame


@dataclass(frozen=True)
class Traced:
    """A curve (x(t), y(t)) at one value of its parameter."""

    x: sympy.Expr
    y: sympy.Expr
    t: sympy.Symbol
    at: sympy.Expr
    known_rates: tuple[sympy.Expr, sympy.Expr] | None = None
    """The derivatives of both coordinates where these are known already."""

    def value(self, expression: sympy.Expr) -> sympy.Expr:
        """The exact value of an expression at the point, simplified where that is quick."""
        found = substitute(expression, {self.t: self.at})
        if found.is_Rational or found.count_ops() > 30:
            return found
        simpler = sympy.simplify(found)
        return simpler if simpler.is_real and simpler.count_ops() <= found.count_ops() else found

    @property
    def place(self) -> tuple[sympy.Expr, sympy.Expr]:
        """The exact point of the curve."""
        return self.value(self.x), self.value(self.y)

    @property
    def rates(self) -> tuple[sympy.Expr, sympy.Expr]:
        """The derivatives of both coordinates."""
        return self.known_rates or (derivative(self.x, str(self.t)), derivative(self.y, str(self.t)))

    @property
    def velocity(self) -> tuple[sympy.Expr, sympy.Expr]:
        """The exact velocity at the point."""
        return self.value(self.rates[0]), self.value(self.rates[1])

    @property
    def stands_still(self) -> bool:
        """Whether both derivatives are 0 at the point."""
        speeds = [evaluate(rate, {self.t: self.at}) for rate in self.rates]
        return all(speed is not None and abs(speed) < STILL for speed in speeds)

    @property
    def slope(self) -> sympy.Expr | None:
        """The exact slope at the point; None where the tangent is vertical."""
        (across, up), speed = self.velocity, evaluate(self.rates[0], {self.t: self.at})
        if speed is None or abs(speed) < STILL:
            return None
        return sympy.simplify(up / across) if (up / across).count_ops() < 30 else up / across

    def scene(self, *, polar: bool = False) -> tuple[Trace, dict[str, Any]]:
        """The window, and axes, pieces of the curve, point and velocity as data."""
        window = trace(self.x, self.y, self.t, self.at, aspect=PICTURE[0] / PICTURE[1], polar=polar)
        point, speed = [float(part) for part in self.place], [float(part) for part in self.velocity]
        units = [
            size / (ends[1] - ends[0]) for size, ends in zip(PICTURE, (window.x_range, window.y_range), strict=True)
        ]
        length = float(np.hypot(speed[0] * units[0], speed[1] * units[1]))
        share = min(LONGEST, max(SHORTEST, length)) / length if length > STILL else 0.0
        # The arrow ends inside of the picture.
        for place, part, ends in zip(point, speed, (window.x_range, window.y_range), strict=True):
            if part:
                share = min(share, 0.96 * max((end - place) / part for end in ends))
        whole = window.around(float(self.at))
        piece = list(whole) if self._closed(whole) else _inner(whole)
        return window, {
            "x_range": list(window.x_range),
            "y_range": list(window.y_range),
            "x_ticks": self._labels(window, 0, point),
            "y_ticks": self._labels(window, 1, point),
            "others": [_inner(ends) for ends in window.pieces if ends != whole],
            "run": piece,
            "again": piece[0] if self._closed(whole) else piece[1],
            "point": {"t": float(self.at), "x": point[0], "y": point[1]},
            "velocity": [share * part for part in speed],
        }

    def legs(self, drawn: dict[str, Any], labels: Sequence[str]) -> dict[str, Any] | None:
        """The triangle over the velocity whose labels meet least, from one of its ends; None where none can be read."""
        paper = Paper(drawn["x_range"], drawn["y_range"], PICTURE)
        (run, rise), here = drawn["velocity"], (drawn["point"]["x"], drawn["point"]["y"])
        ways = [(here, run, rise), ((here[0] + run, here[1] + rise), -run, -rise)]
        f, g = (sampler(part, [self.t]) for part in (self.x, self.y))
        times = np.concatenate([np.linspace(ends[0], ends[1], 900) for ends in (drawn["run"], *drawn["others"])])
        along = np.linspace(-50, 50, 5001)
        lines = [paper.points(f(times), g(times)), paper.points(here[0] + along * run, here[1] + along * rise)]
        around = Scenery(paper, lines, ticks=paper.tick_boxes(drawn))
        boxes = [paper.legs(*way, labels) for way in ways]
        costs = [around.cost(both) for both in boxes]
        best = costs.index(min(costs))
        shortest = min(abs(length) for length in np.subtract(paper.at(run, rise), paper.at(0, 0)))
        if costs[best] >= HIDES or shortest < SEEN:
            return None
        return {"place": ways[best][0], "run": ways[best][1], "labels": list(labels), "boxes": boxes[best]}

    def _closed(self, run: tuple[float, float]) -> bool:
        """Whether the curve ends where it began, so that a point can go on from there."""
        f, g = (sampler(part, [self.t]) for part in (self.x, self.y))
        first, last = (np.array([f(np.array(end)), g(np.array(end))]) for end in run)
        return bool(np.allclose(first, last, atol=1e-6))

    def _labels(self, window: Trace, axis: int, point: list[float]) -> list[tuple[float, str]]:
        """Ticks with labels; bare where these would meet the curve or the point, at edges and where the axes cross."""
        ranges = window.x_range, window.y_range
        units = [size / (ends[1] - ends[0]) for size, ends in zip(PICTURE, ranges, strict=True)]
        crossing = [min(max(0.0, low), high) for low, high in ranges]
        f, g = (sampler(part, [self.t]) for part in (self.x, self.y))
        times = np.concatenate([np.linspace(*piece, 600) for piece in window.pieces])
        near = np.stack([np.append(f(times), point[0]), np.append(g(times), point[1])])
        found = []
        for tick in (window.x_ticks, window.y_ticks)[axis]:
            middle = (
                [tick.value, crossing[1] - 0.28 / units[1]]
                if axis == 0
                else [crossing[0] - 0.35 / units[0], tick.value]
            )
            room = [max(0.2, 0.09 * len(tick.label)) / units[0], 0.2 / units[1]]
            meets = np.any(np.all(np.abs(near.T - middle) < room, axis=1))
            found.append(
                (tick.value, "" if meets or self._at_edge(tick, ranges[axis], ranges[1 - axis]) else tick.label)
            )
        return found

    @staticmethod
    def _at_edge(tick: Tick, ends: tuple[float, float], other: tuple[float, float]) -> bool:
        edge = 0.03 * (ends[1] - ends[0])
        crossed = tick.value == 0 and other[0] < 0 < other[1]
        return crossed or not ends[0] + edge < tick.value < ends[1] - edge


def _inner(ends: tuple[float, float]) -> list[float]:
    """A piece without its very ends: programs hold six digits, and beyond an end there may be nothing."""
    margin = 2e-6 * max(map(abs, ends))
    return [ends[0] + margin, ends[1] - margin]


def where(t: sympy.Symbol, at: sympy.Expr) -> str:
    """`t = pi/4` in words."""
    return f"{t} = {numbers.plain(at)}"
