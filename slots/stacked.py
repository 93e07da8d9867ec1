"""Two curves whose heights are stacked, as data: three curves, the way of the dot, and the lines of the sum rule."""

from __future__ import annotations

from typing import Any

import sympy

from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.kinks import failure
from derivanim.calculus.printing import to_typst
from derivanim.errors import MathError
from derivanim.slots import numbers, places, plots, stage
from derivanim.slots.rule import RuleSlots

READING, STEPS = 2.2, 4.6  # seconds in which the lines about the picture and those to the derivative are read
LONG = 28  # characters of two terms that a line cannot hold side by side
Pair = tuple[sympy.Expr, sympy.Expr]


def require_slopes(slots: RuleSlots, parts: Pair, at: sympy.Expr) -> None:
    """Refuse a point at which a part has no derivative."""
    for part in parts:
        if evaluate(part, {slots.symbol: at}) is None or failure(part, slots.symbol, at):
            where = f"{slots.variable} = {numbers.plain(at)}"
            raise MathError(f"{numbers.plain(part)} has no derivative at {where}.", "choose another point")


def picture(slots: RuleSlots, parts: Pair, at: sympy.Expr, names: tuple[str, str]) -> dict[str, Any]:
    """Axes, the three curves with their names, and the way on which all of them are seen."""
    x, (u, v) = slots.symbol, names
    curves = (slots.expression, *parts)
    window = places.shared_window(curves, x, slots.given)
    named = [(u, parts[0], 0.35), (v, parts[1], 0.35), (f"{u} + {v}", slots.expression, 1.0)]
    steepness = max((window.y_max - window.y_min) / (window.x_max - window.x_min), 1.0)
    return plots.plot(window, list(curves), x, float(at)) | {
        "parts": [stage.in_x(part, slots) for part in parts],
        "slopes": [stage.in_x(stage.derivative(part, slots.variable), slots) for part in parts],
        "part_pieces": [list(pieces) for pieces in window.also_pieces],
        "seen": [any(low <= float(at) <= high for low, high in pieces) for pieces in window.also_pieces],
        "way": list(places.common_way([window.pieces, *window.also_pieces], window, float(at))),
        "point": float(at),
        "names": places.name_places(named, [], x, window),
        "readings": [f"{u}'", f"{v}'", f"{to_typst(sympy.Symbol(slots.function_name))}'"],
        "slots": 6 + len(str(int(steepness))),
    }


def lines(slots: RuleSlots, parts: Pair, names: tuple[str, str]) -> list[dict[str, Any]]:
    """The two parts, and that differences over the same run add."""
    (u, v), x, f = names, to_typst(slots.symbol), to_typst(sympy.Symbol(slots.function_name))
    first, second = map(to_typst, parts)
    mark, split = ("", " , quad ") if len(first) + len(second) <= LONG else ("&", " \\ ")
    text = f"{stage.tint(u, 'MEASURE')} {mark}= {first}{split}{v} {mark}= {second}"
    whole, left, right = (f"frac(Delta {name}, Delta {x})" for name in (f, u, v))
    made = [
        stage.line(slots.say("heights-line"), text, slots.say("heights")),
        stage.line(
            slots.say("quotient-line"), f"{whole} = {stage.tint(left, 'MEASURE')} + {right}", slots.say("quotient")
        ),
    ]
    return stage.paced(made, READING)


def steps(slots: RuleSlots, parts: Pair, at: sympy.Expr) -> list[dict[str, Any]]:
    """The lines to the derivative, and at the point the sum of the two slopes."""
    slopes = [slots.slope_of(part, at) for part in parts]
    first, second = map(numbers.label, slopes)
    second = f"({second})" if second.startswith("-") else second
    relation = "=" if all(map(numbers.is_exact, slopes)) else "approx"
    shown = f"{relation} {stage.tint(first, 'MEASURE')} + {second}"
    return stage.paced([*stage.derivation(slots, max_lines=2), slots.added(at, shown, sympy.Add(*slopes))], STEPS)
