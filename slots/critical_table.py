"""The picture and the table of critical points as data: each point with its tangent, its sides and its row."""

from __future__ import annotations

from typing import Any

import sympy

from derivanim.calculus.printing import to_typst
from derivanim.calculus.sign_chart import Mark
from derivanim.calculus.window import Window
from derivanim.slots import numbers, plots, points, stage
from derivanim.slots.marks import bare_near
from derivanim.slots.signed import SignedSlots, brief, label

STUB = 0.55  # length of the coloured pieces beside a point, in units of the frame
SIGNS = {1: "+", -1: "-", 0: "0", None: '""'}
Critical = tuple[Mark, str, tuple[int | None, int | None]]
"""A mark, its kind (maximum, minimum or neither), and the signs of the derivative on both sides."""


def picture(slots: SignedSlots, found: list[Critical]) -> dict[str, Any]:
    """The plot, with labels of the axes that keep clear of the points' names, and the points with their rows."""
    window = slots.window()
    plotted = plots.plot(window, [slots.expression], slots.symbol)
    width, height = window.x_max - window.x_min, window.y_max - window.y_min
    x_unit, y_unit = plots.PICTURE[0] / width, plots.PICTURE[1] / height
    places = [(float(mark.point), mark.value or 0.0) for mark, _, _ in found]
    beside = [y for x, y in places if abs(x - window.origin[0]) * x_unit < 1.0]
    below = [x for x, y in places if abs(y - window.origin[1]) * y_unit < 0.8]
    return plotted | {
        "x_ticks": bare_near(plotted["x_ticks"], below, width),
        "y_ticks": bare_near(plotted["y_ticks"], beside, height, plots.PICTURE[1]),
        "pieces": slots.pieces(window),
        "pitch": 0.46 if len(found) < 5 else 0.38,
        "glide": points.glide(window),
        "points": [_point(slots, window, *each) for each in found],
    }


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
        "row": [_cell(mark.point), _cell(value), change, f'"{slots.say(kind)}"'],
        "name": {"maximum": slots.say("max"), "minimum": slots.say("min")}.get(kind),
        "up": kind == "maximum",
        "caption": slots.say(f"{kind}-is", place=f"{slots.variable} = {numbers.plain(mark.point)}"),
    }


def _cell(value: sympy.Expr) -> str:
    """A number of the table: exact where it fits into its column, else with decimals."""
    text = label(value)
    shown = text.replace("sqrt", "").replace("\\", "").replace(" ", "")
    return text if len(shown) <= 9 else numbers.decimal(float(value))
