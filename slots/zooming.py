"""A curve under a growing zoom as data: the views, the gap to the tangent, and that gap in a table."""

from __future__ import annotations

import math
from typing import Any

import sympy

from derivanim.calculus.sampling import sampler
from derivanim.calculus.ticks import nice_step, round_ticks
from derivanim.calculus.window import Window
from derivanim.slots import plots, points, stage
from derivanim.slots.at_point import AtPoint
from derivanim.slots.numbers import decimal, valued

ZOOMS = (1, 10, 100)
PARTS = 3.5  # ticks of a magnified axis, whose labels are long
LONGEST = (8, 5)  # characters of such a label, of x and of y
SIZE = (7.1, 5.2)  # of the picture, with room for those of y
SHARES = (0.85, 0.75, 0.65, 0.55, 0.45, 0.35, 0.25, 0.15)  # of the way to the edge, where the gap is measured
VIEW = ("x_range", "y_range", "x_ticks", "y_ticks", "foot")


def views(window: Window, function: sympy.Expr, x: sympy.Symbol, at: tuple[float, float]) -> list[dict[str, Any]]:
    """The ranges and ticks of the window, and of the window magnified about the point."""
    base = plots.axes(window, [function], x, at[0], SIZE)
    whole = {key: base[key] for key in VIEW} | {"zoom": ZOOMS[0]}
    return [whole, *(_magnified(window, at, zoom) for zoom in ZOOMS[1:])]


def _magnified(window: Window, at: tuple[float, float], zoom: int) -> dict[str, Any]:
    edges = (window.x_min, window.x_max), (window.y_min, window.y_max)
    ranges = [[place + (edge - place) / zoom for edge in ends] for place, ends in zip(at, edges, strict=True)]
    ticks = []
    for (low, high), longest in zip(ranges, LONGEST, strict=True):
        step = nice_step(high - low, PARTS)
        places = max(0, len(f"{step:.12f}".rstrip("0")) - 2)
        margin = 0.03 * (high - low)
        values = [tick.value for tick in round_ticks(low + margin, high - margin, step)]
        ticks.append([(v, text if len(text := f"{v:.{places}f}") <= longest else "") for v in values])
    return dict(zip(VIEW, [*ranges, *ticks, ranges[1][0]], strict=True)) | {"zoom": zoom}


def widest_gap(window: Window, function: sympy.Expr, x: sympy.Symbol, at: float, slope: float) -> float:
    """Where, seen from the point, the gap between curve and tangent is largest and still in the picture."""
    f = sampler(function, [x])
    y, best, widest = float(f(at)), _cut(0.3 * (window.x_max - at)), 0.0
    for share in SHARES:
        for edge in (window.x_max, window.x_min):
            offset = _cut(share * (edge - at))
            curve, line = float(f(at + offset)), y + slope * offset
            if window.y_min < min(curve, line) and max(curve, line) < window.y_max and abs(curve - line) > widest:
                best, widest = offset, abs(curve - line)
    return best


def _cut(offset: float) -> float:
    """The offset cut down to one digit."""
    size = 10.0 ** math.floor(math.log10(abs(offset)))
    return math.trunc(offset / size) * size


def gaps(slots: AtPoint, slope: float, offset: float) -> list[tuple[str, ...]]:
    """The rows of the table: for each zoom the distance from the point, the gap there, and how they compare."""
    f, at, gap_name = sampler(slots.expression, [slots.symbol]), float(slots.at), f'"{slots.say("gap-column")}"'
    rows: list[tuple[str, ...]] = [("h", gap_name, f"{gap_name} \\/ h")]
    for h in (offset / zoom for zoom in ZOOMS):
        gap = abs(float(f(at + h)) - float(f(at)) - slope * h)
        rows.append(tuple(decimal(number) for number in (abs(h), gap, gap / abs(h))))
    return rows


def slope_line(slots: AtPoint, slope: sympy.Expr) -> dict[str, Any]:
    """The line of reasoning with the slope of a curve that has a tangent."""
    told = slots.say("slope-is", where=slots.where, slope=decimal(float(slope)))
    rule = slots.say("slope-at", where=slots.there)
    return stage.line(rule, f"{slots.slope_name} {valued(slope)}", told, "DERIVATIVE")


def near_line(slots: AtPoint, slope: sympy.Expr) -> dict[str, Any]:
    """The last line: close to the point the function is nearly its tangent."""
    axes = slots.symbol, points.height_name(slots.variable)
    equation, _ = points.equation(axes, (slots.at, slots.value), slope)
    _, line = equation.split(" = " if " = " in equation else " approx ", 1)
    rule = slots.say("near-line", where=slots.there)
    return stage.line(rule, f"{stage.call_of(slots)} approx {line}", slots.say("near"), "DERIVATIVE")
