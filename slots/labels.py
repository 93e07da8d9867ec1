"""Room for labels in a picture: how large each is, where it stands, and which ones would cover each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import sympy
from numpy.typing import NDArray

from derivanim.calculus.sampling import sampler

Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in units of the frame from the lower left corner of the axes."""
Points = NDArray[np.float64]
"""Points on the paper, one a row."""
Range = Sequence[float]
Side = tuple[float, float]
LEFT, RIGHT, UP, DOWN = (-1.0, 0.0), (1.0, 0.0), (0.0, 1.0), (0.0, -1.0)

TICK, SIZE = 24, 26  # font sizes of the labels of ticks and of others
HAIR = 0.01  # by which backings may cover each other
GAP = 0.14  # between a tick and its label
BACKING = 0.05  # of the ground around a label
SAMPLES = 1500
_DIGIT = 0.125  # width of a digit at font size 24; the others likewise
_WIDTHS = {".": 0.07, ",": 0.1, "'": 0.08, "-": 0.2, "+": 0.3, "=": 0.36, "approx": 0.36}
_WIDTHS |= {"thin": 0.04, "dot": 0.2, "sqrt": 0.03, "ln": 0.24, "arrow.r": 0.35}
_WIDTHS |= dict.fromkeys("()/", 0.1) | {"\\": 0.0}
_LETTERS = dict.fromkeys("mwMW", 0.21) | dict.fromkeys("iljtfr'", 0.08)
_FRACTION = re.compile(r"(-?)\(?(?:frac\((.+), (.+)\)|([^/\\]+?)\)?/(.+))")  # frac(pi, 4), pi/4, (3 pi)/4
_SMALL = re.compile(r"text\(size: #([\d.]+)em, (.*)\)")
_TOKEN = re.compile(r'"[^"]*"|[A-Za-z]+(?:\.[a-z]+)?|\^\([^()]*\)|\^\w|\d|\S')


def extent(markup: str, size: float = TICK) -> tuple[float, float]:
    """Width and height of a short formula at a font size, without its backing, to within a tenth."""
    if smaller := _SMALL.fullmatch(markup):
        return extent(smaller[2], size * float(smaller[1]))
    scale, found = size / TICK, _FRACTION.fullmatch(markup)
    if found:
        sign, *parts = found.groups()
        return scale * (_width(sign) + 0.05 + max(_width(part) for part in parts if part)), scale * 0.51
    return scale * _width(markup), scale * (0.24 if "^" in markup or '"' in markup else 0.18)


def small(markup: str, scale: float) -> str:
    """A formula at a part of the font size that it would have."""
    return f"text(size: #{scale:.2f}em, {markup})"


def _width(markup: str) -> float:
    width = 0.0
    for token in _TOKEN.findall(markup):
        if token.startswith('"'):
            width += sum(_LETTERS.get(letter, 0.125) for letter in token[1:-1])
        elif token.startswith("^"):
            width += 0.72 * _width(token[1:].strip("()"))
        else:
            width += _WIDTHS.get(token, _DIGIT if token.isdigit() else 0.14)
    return width


def meet(one: Box, other: Box) -> bool:
    """Whether two boxes cover each other by more than a hair."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return min(wide, high) > HAIR


@dataclass(frozen=True)
class Paper:
    """The axes of a picture as they are drawn: where places and labels stand on it."""

    x_range: Range
    y_range: Range
    size: tuple[float, float]
    foot: float | None = None

    @classmethod
    def under(cls, shown: dict[str, Any], size: tuple[float, float]) -> Paper:
        """The axes that plots.axes() has made."""
        return cls(shown["x_range"], shown["y_range"], size, shown.get("foot"))

    def at(self, x: float, y: float) -> tuple[float, float]:
        """A point of the plane on the paper."""
        (left, right), (low, high) = self.x_range, self.y_range
        return (x - left) / (right - left) * self.size[0], (y - low) / (high - low) * self.size[1]

    @property
    def crossing(self) -> tuple[float, float]:
        """Where the axes meet, or would at the edge."""
        x, y = (min(max(0.0, ends[0]), ends[1]) for ends in (self.x_range, self.y_range))
        return x, y

    def beside(self, place: tuple[float, float], markup: str, side: Side, size: float = SIZE, gap: float = GAP) -> Box:
        """The label next to a point of the plane, with its backing."""
        return next_to(self.at(*place), extent(markup, size), side, gap)

    def x_label(self, x: float, markup: str, size: float = TICK) -> Box:
        """The label of a tick of x, or of a point there whose size is another one."""
        return self.beside((x, self.crossing[1] if self.foot is None else self.foot), markup, DOWN, size)

    def y_label(self, y: float, markup: str) -> Box:
        """The label of a tick of y."""
        return self.beside((self.crossing[0], y), markup, LEFT, TICK)

    def mark(self, x: float, y: float, markup: str) -> Box:
        """The label at the foot of the dashed line from a point of a curve to the axis of x."""
        foot = self.crossing[1]
        return self.beside((x, foot), markup, UP if y < foot else DOWN)

    def legs(self, place: tuple[float, float], run: float, rise: float, labels: Sequence[str]) -> list[Box]:
        """The labels of the legs of a triangle under a tangent, across first."""
        (x, y), down = place, rise > 0
        across = self.beside((x + run / 2, y), labels[0], DOWN if down else UP, gap=0.12)
        return [across, self.beside((x + run, y + rise / 2), labels[1], RIGHT if run > 0 else LEFT, gap=0.12)]

    def curve(self, function: sympy.Expr, variable: sympy.Symbol) -> Points:
        """Points of a curve on the paper, one a row."""
        x = np.linspace(self.x_range[0], self.x_range[1], SAMPLES)
        return self.points(x, sampler(function, [variable])(x))

    def points(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> Points:
        """The points of the plane that are seen on the paper, one a row."""
        low, high = np.transpose([self.x_range, self.y_range])
        places = (np.stack([x, y], axis=-1) - low) / (high - low) * self.size
        return np.asarray(places[np.all((places >= 0) & (places <= self.size), axis=1)])

    def tick_boxes(self, shown: dict[str, Any]) -> list[Box]:
        """The labels of all ticks."""
        across = [self.x_label(value, label) for value, label in shown["x_ticks"] if label]
        return across + [self.y_label(value, label) for value, label in shown["y_ticks"] if label]

    def cleared(self, shown: dict[str, Any], taken: Iterable[Box]) -> dict[str, Any]:
        """What plots.axes() has made; a tick whose label one of the boxes covers stays bare."""
        boxes = list(taken)

        def kept(ticks: list[tuple[float, str]], box: Any) -> list[tuple[float, str]]:
            return [(value, label if label and not covered(box(value, label), boxes) else "") for value, label in ticks]

        return shown | {
            "x_ticks": kept(shown["x_ticks"], self.x_label),
            "y_ticks": kept(shown["y_ticks"], self.y_label),
        }


def next_to(place: tuple[float, float], extent: tuple[float, float], side: Side, gap: float) -> Box:
    """The box of a label of that extent next to a place on the paper, with its backing."""
    (x, y), (width, height) = place, extent
    x, y = x + side[0] * (width / 2 + gap), y + side[1] * (height / 2 + gap)
    across, up = width / 2 + BACKING, height / 2 + BACKING
    return x - across, y - up, x + across, y + up


def covered(box: Box, others: Iterable[Box]) -> bool:
    """Whether one of the other boxes covers the box."""
    return any(meet(box, other) for other in others)


def crossed(box: Box, points: Points) -> bool:
    """Whether a curve, as points on the paper, runs through the box."""
    left, bottom, right, top = box
    x, y = points[:, 0], points[:, 1]
    return bool(np.any((left < x) & (x < right) & (bottom < y) & (y < top)))
