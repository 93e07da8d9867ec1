"""The picture and the table of critical points as data: each point with its tangent, its sides and its row."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import numpy as np
import sympy

from derivanim.calculus.printing import to_typst
from derivanim.calculus.sign_chart import Mark
from derivanim.calculus.window import Window
from derivanim.slots import labels, numbers, plots, points, stage
from derivanim.slots.signed import SignedSlots, brief, label
from derivanim.slots.triangles import HIDES, Scenery

STUB = 0.55  # length of the coloured pieces beside a point, in units of the frame
SIGNS = {1: "+", -1: "-", 0: "0", None: '""'}
COLUMNS = (0.7, 1.75, 3.0, 4.6)  # where those of the table end, in units of the frame
CELL, NAME = 30, 24  # font sizes
WIDEST = 0.95  # of an exact number in the table
LEAST = 0.12  # between two columns
SIDES = {"UP": (0.0, 1.0), "UR": (1.0, 1.0), "UL": (-1.0, 1.0), "RIGHT": (1.0, 0.0), "LEFT": (-1.0, 0.0)}
SIDES |= {"DOWN": (0.0, -1.0), "DR": (1.0, -1.0), "DL": (-1.0, -1.0)}
DOT = (0.2, 0.2)
Critical = tuple[Mark, str, tuple[int | None, int | None]]
"""A mark, its kind (maximum, minimum or neither), and the signs of the derivative on both sides."""


def picture(slots: SignedSlots, found: list[Critical]) -> dict[str, Any]:
    """The plot, with labels of the axes that keep clear of the points' names, and the points with their rows."""
    window, x = slots.window(), slots.symbol
    plotted = plots.plot(window, [slots.expression], x)
    paper = labels.Paper.under(plotted, plots.PICTURE)
    points_shown = [_point(slots, window, *each) for each in found]
    columns = [_cells([point["row"][column] for point in points_shown]) for column in (0, 1)]
    for point, first, second in zip(points_shown, *columns, strict=True):
        point["row"][:2] = first, second
    points_shown, names = _named(paper, points_shown, paper.curve(slots.expression, x))
    return paper.cleared(plotted, names) | {
        "pieces": slots.pieces(window),
        "columns": _columns([point["row"] for point in points_shown]),
        "pitch": 0.46 if len(found) < 5 else 0.38,
        "glide": points.glide(window),
        "points": points_shown,
    }


def _named(
    paper: labels.Paper, shown: list[dict[str, Any]], curve: labels.Points
) -> tuple[list[dict[str, Any]], list[labels.Box]]:
    """The points, each with the side on which its name meets least, and the places of the names.

    A name for which there is no room is left out: the table has it.
    """
    around = Scenery(
        paper, [curve], [labels.next_to(paper.at(point["x"], point["y"]), DOT, (0, 0), 0) for point in shown]
    )
    named: list[dict[str, Any]] = []
    taken: list[labels.Box] = []
    for point in shown:
        if point["name"] is not None:
            sides = ("UP", "UR", "UL", "RIGHT", "LEFT") if point["up"] else ("DOWN", "DR", "DL", "RIGHT", "LEFT")
            size = labels.extent(f'"{point["name"]}"', NAME)
            boxes = [labels.next_to(paper.at(point["x"], point["y"]), size, SIDES[side], 0.2) for side in sides]
            costs = [around.cost([box]) + HIDES * labels.covered(box, taken) for box in boxes]
            best = int(np.argmin(costs))
            if costs[best] < HIDES:
                taken.append(boxes[best])
            named.append(point | ({"side": sides[best]} if costs[best] < HIDES else {"name": None}))
        else:
            named.append(point)
    return named, taken


def _columns(rows: list[list[str]]) -> list[float]:
    """Where the columns of the table end: where they always do, if their cells fit, else as close as must be."""
    widths = [max((labels.extent(cell, CELL)[0] for cell in cells), default=0.0) for cells in zip(*rows, strict=True)]
    rooms = [COLUMNS[0], *(end - start - LEAST for start, end in pairwise(COLUMNS))]
    if all(width < room for width, room in zip(widths, rooms, strict=False)):
        return list(COLUMNS)
    gap = max(LEAST, (COLUMNS[-1] - sum(widths)) / (len(widths) - 1))
    return [round(float(end), 2) for end in np.cumsum(widths) + gap * np.arange(len(widths))]


def lines(slots: SignedSlots, found: list[Critical]) -> dict[str, Any]:
    """Where the tangent is level, where there is no derivative, if anywhere, and that there is no point at all."""
    slope = stage.call_of(slots, prime="'")
    level = [mark.point for mark, _, _ in found if mark.cause == "zero"]
    rough = [mark.point for mark, _, _ in found if mark.cause != "zero"]
    zero = slots.say("zero-line", zero=f"${slope} = 0$") + slots.within()
    made = [slots.places_line(level, zero, slots.say("zero"))]
    if rough:
        made.append(slots.places_line(rough, slots.say("fails-line"), slots.say("fails")))
    none = brief(stage.line(slots.say("line"), f'"{slots.say("none")}"', slots.say("no")))
    header = [to_typst(slots.symbol), stage.call_of(slots), slope, '""']
    return {"places_lines": made, "none_line": None if found else none, "header": header}


def _point(
    slots: SignedSlots, window: Window, mark: Mark, kind: str, signs: tuple[int | None, int | None]
) -> dict[str, Any]:
    """A point with its tangent, the pieces of the curve beside it in the colours of their signs, and its row."""
    place, height = float(mark.point), mark.value or 0.0
    stub = STUB * (window.x_max - window.x_min) / plots.PICTURE[0]
    pieces = [(max(low, place - stub), min(high, place + stub)) for low, high in window.pieces if low <= place <= high]
    low, high = pieces[0] if pieces else (place, place)
    value = points.value_at(slots.expression, slots.symbol, mark.point)
    change = f"{SIGNS[signs[0]]} arrow.r {SIGNS[signs[1]]}"
    return {
        "x": place,
        "y": height,
        "tangent": {"zero": "level", "vertical tangent": "upright"}.get(mark.cause),
        "stubs": [(a, b, s) for (a, b), s in zip(((low, place), (place, high)), signs, strict=True) if s and a < b],
        "row": [mark.point, value, change, f'"{slots.say(kind)}"'],
        "name": {"maximum": slots.say("max"), "minimum": slots.say("min")}.get(kind),
        "up": kind == "maximum",
        "caption": slots.say(f"{kind}-is", place=f"{slots.variable} = {numbers.plain(mark.point)}"),
    }


def _cells(values: list[sympy.Expr]) -> list[str]:
    """The numbers of a column: exact where all of them fit into it, else with decimals."""
    texts = [label(value) for value in values]
    if max((labels.extent(text, CELL)[0] for text in texts), default=0.0) < WIDEST:
        return texts
    texts = [numbers.decimal(float(value)) for value in values]
    return [f"{float(text):.4g}" if re.fullmatch(r"-?\d{3}\.\d\d", text) else text for text in texts]
