"""Axes as data: ranges, ticks whose labels keep clear of the curves, asymptotes and holes."""

from __future__ import annotations

from typing import Any

import numpy as np
import sympy

from derivanim.calculus.sampling import sampler
from derivanim.calculus.ticks import Tick
from derivanim.calculus.window import Window
from derivanim.slots import labels

PICTURE = (7.4, 5.2)  # width and height of the axes, in units of the frame
EDGE = 0.76  # room between the axes and the frame
SMALLEST = 0.65  # of the font size of a label for which there is too little room


def axes(
    window: Window,
    curves: list[sympy.Expr],
    variable: sympy.Symbol,
    point: float | None = None,
    size: tuple[float, float] = PICTURE,
) -> dict[str, Any]:
    """Ranges, ticks and pieces of a window; a tick whose label would meet a curve or another label stays bare.

    `foot` is the height at which the labels of x hang: the x-axis, or the lower edge where too few are free there. A
    label of y that is too wide for the room between its axis and the frame is set smaller.
    """
    x_unit = size[0] / (window.x_max - window.x_min)
    y_unit = size[1] / (window.y_max - window.y_min)
    x_axis, y_axis = window.origin[1], window.origin[0]
    functions = [sampler(curve, [variable]) for curve in curves]

    def free(left: float, right: float, bottom: float, top: float) -> bool:
        heights = [function(np.linspace(left, right, 25)) for function in functions]
        return not any(bool(np.any((bottom < y) & (y < top))) for y in heights)

    def x_label(tick: Tick) -> str:
        clear = point is None or abs(tick.value - point) * x_unit > 0.55
        crossed = window.x_min < y_axis and window.y_min < x_axis and abs(tick.value - y_axis) * x_unit < 0.2
        half, depth = 0.22 / x_unit, (0.75 if "frac" in tick.label else 0.42) / y_unit
        below = free(tick.value - half, tick.value + half, max(window.y_min, x_axis - depth), x_axis)
        return tick.label if clear and not crossed and below else ""

    def y_label(tick: Tick) -> str:
        crossed = window.x_min < y_axis and abs(tick.value - x_axis) * y_unit < 0.15
        half, width = 0.17 / y_unit, (0.3 + 0.12 * len(tick.label)) / x_unit
        beside = free(max(window.x_min, y_axis - width), y_axis, tick.value - half, tick.value + half)
        free_of_x = not labels.covered(paper.y_label(tick.value, tick.label), below)
        if not (beside and free_of_x) or crossed or room / labels.extent(tick.label)[0] < SMALLEST:
            return ""
        return tick.label if scale == 1 else labels.small(tick.label, scale)

    x_labels, foot = [x_label(tick) for tick in window.x_ticks], x_axis
    held = point is not None and any(tick.value == point for tick in window.x_ticks)  # the point's own label is there
    if held + len(list(filter(None, x_labels))) < 2 and not any("frac" in tick.label for tick in window.x_ticks):
        x_labels, foot = [tick.label for tick in window.x_ticks], window.y_min
    paper = labels.Paper((window.x_min, window.x_max), (window.y_min, window.y_max), size, foot)
    below = [paper.x_label(tick.value, label) for tick, label in zip(window.x_ticks, x_labels, strict=True) if label]
    room = (y_axis - window.x_min) * x_unit + EDGE - labels.GAP - labels.BACKING
    widths = [labels.extent(tick.label)[0] for tick in window.y_ticks]
    scale = min([1.0, *(room / width for width in widths if room / width >= SMALLEST)])
    return {
        "x_range": [window.x_min, window.x_max],
        "y_range": [window.y_min, window.y_max],
        "x_ticks": [(tick.value, label) for tick, label in zip(window.x_ticks, x_labels, strict=True)],
        "y_ticks": [(tick.value, y_label(tick)) for tick in window.y_ticks],
        "foot": foot,
        "pieces": _short_of_jumps(window),
    }


def plot(
    window: Window, curves: list[sympy.Expr], variable: sympy.Symbol, point: float | None = None
) -> dict[str, Any]:
    """What plot.j2 draws: axes for all the curves, and the first of them with its asymptotes and holes."""
    f = sampler(curves[0], [variable])
    gap = 1e-6 * (window.x_max - window.x_min)
    heights = [(hole, float(np.mean(f(np.array([hole - gap, hole + gap]))))) for hole in window.holes]
    asymptotes = {
        "upright": [x for x in window.poles if x != window.origin[0]],
        "level": [y for y in window.horizontal_asymptotes if y != window.origin[1]],
    }
    return axes(window, curves, variable, point) | {
        "asymptotes": asymptotes if any(asymptotes.values()) else None,
        "holes": [place for place in heights if window.y_min <= place[1] <= window.y_max],
    }


def _short_of_jumps(window: Window) -> list[tuple[float, float]]:
    """The pieces; one that leaves out a jump at its end stops so early that a literal of six digits says so."""
    early = 2e-4 * (window.x_max - window.x_min)

    def end(edge: float, inward: int) -> float:
        jump = next((jump for jump in window.jumps if 0 < inward * (edge - jump) < early), None)
        return edge if jump is None else jump + inward * early

    return [(end(low, 1), end(high, -1)) for low, high in window.pieces]
