"""A function and its inverse as mirror images: in one picture, or in two whose axes are swapped where one cannot hold both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy

from derivanim.calculus.inverse import branch
from derivanim.calculus.sampling import sampler
from derivanim.calculus.ticks import Tick
from derivanim.calculus.window import Window, choose_window, find_pieces
from derivanim.slots import numbers, plots
from derivanim.slots.mirror import mirror_window
from derivanim.slots.plots import PICTURE

RUNS = (1.0, 0.5, 2.0, 0.25, 3.0, 5.0)
SEEN, FAR = 0.4, 12.0  # the shortest leg that can be read, and the largest numbers that one picture holds
SQUARE = 3.2  # side of each of two pictures


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
        drawn = plots.axes(window, [self.function], x, self.at, size=size)
        sides = {"x_range": "y_range", "y_range": "x_range", "x_ticks": "y_ticks", "y_ticks": "x_ticks"}
        ends = (window.y_min, window.y_max), (window.x_min, window.x_max)
        mirrored = _within(find_pieces(f, (), *ends), self.branch) if self.single else pieces
        return {key: drawn[key] for key in sides} | {
            "single": self.single,
            "swapped": None if self.single else [drawn[other] for other in sides.values()],
            "foot": drawn["foot"],
            "whole": drawn["pieces"],
            "pieces": pieces,
            "mirrored": mirrored,
            "at": self.at,
            "value": float(f(self.at)),
            "slope": self.slope,
            "run": self.run,
            "labels": [numbers.decimal(abs(self.run)), numbers.decimal(abs(self.run * self.slope))],
        }


def inverse_picture(
    function: sympy.Expr, derivative: sympy.Expr, x: sympy.Symbol, at: sympy.Expr, slope: float
) -> InversePicture:
    """One picture where the point, its mirror image and a triangle can be read in it, else two."""
    place, height = float(at), float(sampler(function, [x])(float(at)))
    if max(abs(place), abs(height)) <= FAR:
        for run in RUNS:
            window = mirror_window(function, x, [(0.0, 0.0), (place, height), (place + run, height + run * slope)])
            unit = PICTURE[1] / (window.y_max - window.y_min)
            if SEEN < unit * min(run, abs(run * slope)) and unit * max(run, abs(run * slope)) < 0.6 * PICTURE[1]:
                return _picture(function, derivative, x, (place, slope), window, run, True)
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
    piece = next((piece for piece in window.pieces if piece[0] <= at <= piece[1]), (window.x_min, window.x_max))
    if single:  # the mirror image shows heights that the window of the function does not reach
        piece = min(window.x_min, window.y_min), max(window.x_max, window.y_max)
    part = branch(derivative, x, at, (min(piece), max(piece)), piece)
    return InversePicture(function, x, at, slope, window, run, part, single)


def _within(pieces: Any, part: tuple[float, float]) -> list[tuple[float, float]]:
    found = [(max(low, part[0]), min(high, part[1])) for low, high in pieces]
    return [(low, high) for low, high in found if low < high]
