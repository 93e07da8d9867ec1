"""A function and its inverse as mirror images: in one picture, or else in two whose axes are swapped."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import sympy

from derivanim.calculus.inverse import branch
from derivanim.calculus.sampling import Array, Sampler, sampler
from derivanim.calculus.singular import find_breaks
from derivanim.calculus.window import Window, choose_window
from derivanim.slots import labels, numbers, plots
from derivanim.slots.mirror import mirror_window, mirrored_pieces
from derivanim.slots.plots import PICTURE

RUNS = (0.2, 0.5, 1.0, 2.0, 3.0, 5.0)
SEEN, FAR = 0.34, 12.0  # the shortest leg that can be read, and the largest numbers that one picture holds
SQUARE = 3.2  # side of each of two pictures
NAME = (1.2, 0.5)  # width and height of the inverse's name, in units of the frame

SIDES = ((0.3, 0), (-0.3, 0), (0, 0.3), (0, -0.3))


@dataclass(frozen=True)
class InversePicture:
    """The window of the function, the run of its triangle, and the branch that has an inverse."""

    function: sympy.Expr
    x: sympy.Symbol
    at: float
    slope: float
    window: Window
    run: float
    branch: tuple[float, float]
    single: bool

    def data(self) -> dict[str, Any]:
        """Ranges, ticks and pieces of both curves, and the labels of the legs."""
        window, x = self.window, self.x
        f = sampler(self.function, [x])
        size = PICTURE if self.single else (SQUARE, SQUARE)
        pieces = _within(window.pieces, self.branch)
        height = float(f(self.at))
        tangent = self.slope * (x - self.at) + height
        names = self._names
        drawn = plots.axes(window, [self.function, tangent], x, self.at, size=size)
        sides = {"x_range": "y_range", "y_range": "x_range", "x_ticks": "y_ticks", "y_ticks": "x_ticks"}
        shown = {key: drawn[key] for key in sides}
        swapped = {key: drawn[other] for key, other in sides.items()}
        if self.single:
            left = right = labels.Paper.under(drawn, size)
            legs = images = [*self._legs(left, height), *self._images(left, height)]
            swapped = shown
        else:
            left, right = labels.Paper.under(shown, size), labels.Paper.under(swapped, size)
            legs, images = self._legs(left, height), self._images(right, height)
        shown, swapped = left.cleared(shown, legs), right.cleared(swapped, images)
        mirrored = mirrored_pieces(window, self.function, x, self.branch) if self.single else pieces
        return shown | {
            "single": self.single,
            "swapped": None if self.single else swapped,
            "foot": drawn["foot"],
            "whole": drawn["pieces"],
            "pieces": pieces,
            "mirrored": mirrored,
            "at": self.at,
            "value": height,
            "name": self._name(f, tangent, mirrored, right, [*images, *right.tick_boxes(swapped)]),
            "slope": self.slope,
            "run": self.run,
            "labels": names,
        }

    def apart(self) -> bool:
        """Whether no label of a leg covers another one, in one picture."""
        drawn = plots.axes(self.window, [self.function], self.x, self.at, size=PICTURE)
        paper, height = labels.Paper.under(drawn, PICTURE), float(sampler(self.function, [self.x])(self.at))
        boxes = [*self._legs(paper, height), *self._images(paper, height)]
        return not any(labels.covered(box, boxes[:index]) for index, box in enumerate(boxes))

    @property
    def _names(self) -> list[str]:
        """The lengths of the legs."""
        return [numbers.decimal(abs(self.run)), numbers.decimal(abs(self.run * self.slope))]

    def _legs(self, paper: labels.Paper, height: float) -> list[labels.Box]:
        """The labels of the triangle's legs."""
        return paper.legs((self.at, height), self.run, self.run * self.slope, self._names)

    def _images(self, paper: labels.Paper, height: float) -> list[labels.Box]:
        """The labels of the legs' mirror images."""
        run, rise, names = self.run, self.run * self.slope, self._names
        beside, above = labels.LEFT if rise > 0 else labels.RIGHT, labels.UP if run > 0 else labels.DOWN
        return [
            paper.beside((height, self.at + run / 2), names[0], beside, gap=0.12),
            paper.beside((height + rise / 2, self.at + run), names[1], above, gap=0.12),
        ]

    def _name(
        self, f: Sampler, tangent: sympy.Expr, mirrored: Any, paper: labels.Paper, taken: list[labels.Box]
    ) -> list[float]:
        """Where the name of the inverse stands, on the paper of the mirror image with its labels."""
        window, line = self.window, sampler(tangent, [self.x])
        box = (window.x_min, window.y_min, window.x_max, window.y_max)
        bounds = box if self.single else (box[1], box[0], box[3], box[2])
        unit = np.array([paper.size[0] / (bounds[2] - bounds[0]), paper.size[1] / (bounds[3] - bounds[1])])
        t = np.concatenate([np.linspace(low, high, 200) for low, high in mirrored])
        wide = np.linspace(min(box), max(box), 800)
        height, corner = float(f(self.at)), (self.at + self.run, float(line(self.at + self.run)))
        legs = [(height, self.at), (height, corner[0]), (corner[1], corner[0])]
        outline = np.concatenate([np.linspace(np.array(start), np.array(end), 20) for start, end in pairwise(legs)])
        x_axis, y_axis = (
            np.stack([wide, np.clip(0 * wide, *bounds[1::2])], 1),
            np.stack([np.clip(0 * wide, *bounds[::2]), wide], 1),
        )
        # Numbers stand below and on the left of the axes, and the names of the legs beside them.
        labelled = [(x_axis, (0, -0.3)), (y_axis, (-0.3, 0)), *((outline, side) for side in SIDES)]
        curves = [
            np.stack([f(t), t], 1),
            np.stack([line(wide), wide], 1),
            *(place + side / unit for place, side in labelled),
        ]
        if self.single:
            curves += [np.stack([wide, f(wide)], 1), np.stack([wide, line(wide)], 1)]
        known = [curve[np.isfinite(curve).all(axis=1)] for curve in curves]
        return _name_place(known[0], known[1:], bounds, unit, taken)


def inverse_picture(
    function: sympy.Expr, derivative: sympy.Expr, x: sympy.Symbol, at: sympy.Expr, slope: float
) -> InversePicture:
    """One picture where the point, its mirror image and a triangle can be read in it, else two."""
    place, height = float(at), float(sampler(function, [x])(float(at)))
    if max(abs(place), abs(height)) <= FAR:
        for run in (sign * run for run in RUNS for sign in (1, -1)):
            window = mirror_window(function, x, [(0.0, 0.0), (place, height), (place + run, height + run * slope)])
            unit = PICTURE[1] / (window.y_max - window.y_min)
            legs = abs(run), abs(run * slope)
            if unit * min(legs) > SEEN and unit * max(legs) < 0.6 * PICTURE[1]:
                picture = _picture(function, derivative, x, (place, slope), window, run, True)
                if picture.apart():
                    return picture
    window = choose_window(function, x, point=at, aspect=1.0)
    width, room = window.x_max - window.x_min, (window.y_min, window.y_max)
    run = next(
        sign * run
        for run in (numbers.nice(share * width) for share in (0.35, 0.25, 0.15, 0.1, 0.05, 0.02, 1e-9))
        for sign in (1, -1)
        if run < 1e-6 * width or (room[0] < height + 1.1 * sign * run * slope < room[1])
    )
    return _picture(function, derivative, x, (place, slope), window, run, False)


def _picture(
    function: sympy.Expr,
    derivative: sympy.Expr,
    x: sympy.Symbol,
    tangent: tuple[float, float],
    window: Window,
    run: float,
    single: bool,
) -> InversePicture:
    at, slope = tangent
    # The mirror image shows heights of the function that its own window may not reach.
    low, high = min(window.x_min, window.y_min), max(window.x_max, window.y_max)
    ends = (low, high) if single else (window.x_min, window.x_max)
    cuts = [found.x for found in find_breaks(function, x, *ends) if found.kind in ("pole", "jump", "end", "wild")]
    piece = max([ends[0], *(cut for cut in cuts if cut <= at)]), min([ends[1], *(cut for cut in cuts if cut >= at)])
    part = branch(derivative, x, at, piece)
    return InversePicture(function, x, at, slope, window, run, part, single)


def _name_place(
    image: Array,
    others: list[Array],
    window: tuple[float, float, float, float],
    unit: Array,
    taken: list[labels.Box],
) -> list[float]:
    """Where beside the mirror image, in a picture of these units, a name meets no label and the fewest points."""
    low, high = np.array(window[:2]), np.array(window[2:])
    half = np.array(NAME) / 2
    drawn = np.concatenate([image, *others]) * unit

    def met(place: Array) -> tuple[float, float]:
        inside = np.all((low * unit + half < place) & (place < high * unit - half))
        left, bottom, right, top = (
            float(side) for side in (*(place - low * unit - half), *(place - low * unit + half))
        )
        box = (left, bottom, right, top)
        worse = 1e3 * (int(not inside) + int(labels.covered(box, taken)))
        return worse + np.count_nonzero(np.all(np.abs(drawn - place) < half, axis=1)), -abs(place[0])

    step = max(1, len(image) // 24)
    places = [corner * unit + [0, side] for corner in image[::step] for side in (0.4, -0.4, 0.7, -0.7)]
    return [float(value) for value in min(places, key=met) / unit]


def _within(pieces: Any, part: tuple[float, float]) -> list[tuple[float, float]]:
    found = [(max(low, part[0]), min(high, part[1])) for low, high in pieces]
    return [(low, high) for low, high in found if low < high]
