"""Cuts through a surface along its variables, as data: the slope of each, its lines of reasoning, and what is said."""

from __future__ import annotations

from typing import Any

import sympy

from derivanim.calculus.printing import to_typst
from derivanim.slots import numbers, stage
from derivanim.slots.surface import SurfaceSlots

COLORS = ("DERIVATIVE", "MEASURE")  # of the cut and the tangent along the first and the second variable
READING = 4.6  # seconds in which all four lines are read


def cuts(slots: SurfaceSlots) -> list[dict[str, Any]]:
    """Both cuts; all their lines together are read in a few seconds."""
    made = [_cut(slots, index, slope) for index, slope in enumerate(slots.partials())]
    lines = iter(stage.paced([cut[part] for cut in made for part in ("formula", "value")], READING))
    return [cut | {"formula": [next(lines)], "value": next(lines)} for cut in made]


def _cut(slots: SurfaceSlots, index: int, slope: sympy.Expr) -> dict[str, Any]:
    """The cut along one variable: its slope, the lines of the reasoning, and what is said."""
    x, y = slots.symbols[index], slots.symbols[1 - index]
    value, held = slots.value(slope), numbers.plain(slots.at[1 - index])
    words = {"variable": str(x), "other": str(y), "held": held, "slope": numbers.decimal(float(value))}
    name, by = to_typst(sympy.Symbol(slots.function_name)), to_typst(x)
    symbol = f"{name}_{by} = frac(partial {name}, partial {by})"
    rule, at = (slots.say(key, variable=f"${by}$", other=f"${to_typst(y)}$") for key in ("by-line", "at-line"))
    here = f"{slots.call(*slots.at, index=x)} {numbers.valued(value)}"
    return {
        "slope": float(value),
        "color": COLORS[index],
        "formula": stage.line(rule, f"{symbol} = {to_typst(slope)}", slots.say("by", **words), COLORS[index]),
        "value": stage.line(at, here, slots.say("slope", **words), COLORS[index]),
        "sheet": slots.say("sheet", **words),
        "moves": slots.say("moves", **words),
        "tangent": slots.say("tangent", **words),
    }
