"""A function and its derivatives one below the other: strips with the same x, and the ways along neighbouring ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import sympy

from derivanim.calculus.ticks import nice_step, round_ticks
from derivanim.calculus.window import Window
from derivanim.slots import plots
from derivanim.slots.slope_graph import Way, common_parts, slope_graph

STRIP = (7.4, 1.45)  # width and height of each
PARTS = 3.0  # ticks of the height, about
EDGE = 0.04  # of the height, in which a tick has no room


def strips(
    curves: Sequence[sympy.Expr], x: sympy.Symbol, ends: tuple[sympy.Expr, sympy.Expr] | None
) -> tuple[list[Window], list[list[Way]]]:
    """The windows of a function and its derivatives, and for each derivative the ways on which it can be traced."""
    graphs = [slope_graph(curves[0], curve, x, ends) for curve in curves[1:]]
    windows = [graphs[0].above, *(graph.below for graph in graphs)]
    ways: list[list[Way]] = []
    for graph, before in zip(graphs, windows, strict=False):
        ways.append(common_parts(graph.ways, before.pieces))
    return windows, ways


def axes(window: Window, curve: sympy.Expr, x: sympy.Symbol) -> dict[str, Any]:
    """The axes of one strip: few ticks upwards, bare ones along x, and the pieces of the curve."""
    height = window.y_max - window.y_min
    low, high = window.y_min + EDGE * height, window.y_max - EDGE * height
    upright = tuple(tick for tick in round_ticks(low, high, nice_step(height, PARTS)) if tick.value)
    shown = plots.axes(replace(window, y_ticks=upright), [curve], x, size=STRIP)
    return {
        "y_range": shown["y_range"],
        "x_ticks": [(tick, "") for tick, _ in shown["x_ticks"]],
        "y_ticks": shown["y_ticks"],
        "pieces": shown["pieces"],
    }
