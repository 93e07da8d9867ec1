"""A tangent plane as data: its two tangents, the lines that lead to its equation, and where it leaves the surface."""

from __future__ import annotations

from typing import Any

import sympy

from derivanim.calculus.printing import to_typst
from derivanim.calculus.sampling import sampler
from derivanim.slots import numbers, stage
from derivanim.slots.surface import TANGENT, Pair, SurfaceSlots, linear

COLORS = ("DERIVATIVE", "MEASURE")  # of the tangents along the first and the second variable
READING = 5.5  # seconds in which all lines are read
SHORT = 30  # characters of a partial derivative that stands beside its value


def picture(slots: SurfaceSlots, slopes: Pair, plane: sympy.Expr) -> dict[str, Any]:
    """The surface, the two tangents with what is said about them, the plane's equation and its widest gap."""
    height, along, across, *equation = _lines(slots, slopes)
    tangents = [
        {"slope": float(slope), "color": color, "line": line, "caption": slots.say("tangent", variable=name)}
        for slope, color, line, name in zip(slopes, COLORS, (along, across), slots.variables, strict=True)
    ]
    gap = _widest_gap(slots, plane)
    return slots.surface() | {"height": height, "tangents": tangents, "equation": equation, "gap": gap}


def _widest_gap(slots: SurfaceSlots, plane: sympy.Expr) -> list[int] | None:
    """In which of eight directions the plane leaves the surface most; None where the surface is that plane."""
    f, g = (sampler(height, list(slots.symbols)) for height in (slots.expression, plane))
    reach = TANGENT * slots.region().reach
    gaps = {}
    for way in ((1, 1), (1, -1), (-1, 1), (-1, -1), (1, 0), (0, 1), (-1, 0), (0, -1)):
        place = [float(at) + step * reach for at, step in zip(slots.at, way, strict=True)]
        gaps[way] = float(abs(f(*place) - g(*place)))
    widest = max(gaps, key=lambda way: gaps[way])
    return list(widest) if gaps[widest] > 1e-6 * (1 + abs(float(slots.value(slots.expression)))) else None


def _lines(slots: SurfaceSlots, slopes: Pair) -> list[dict[str, Any]]:
    """The height, both slopes, and the plane's equation in letters and in numbers."""
    value, z = slots.value(slots.expression), slots.height_name
    here = numbers.decimal(float(value))
    made = [
        stage.line(
            slots.say("height-line"),
            f"{slots.call(*slots.at)} {numbers.valued(value)}",
            slots.say("height", value=here),
            "POINT",
        )
    ]
    for name, partial, slope, color in zip(slots.symbols, slots.partials(), slopes, COLORS, strict=True):
        formula, shown = to_typst(partial), f"{slots.call(*slots.at, index=name)} {numbers.valued(slope)}"
        if len(formula) < SHORT and partial.free_symbols:
            shown = f"& {slots.call(index=name)} = {formula} \\ & {shown}"
        spoken = slots.say("slope", variable=str(name), slope=numbers.decimal(float(slope)))
        made.append(stage.line(slots.say("slope-line", variable=f"${to_typst(name)}$"), shown, spoken, color))
    markup, spoken = linear(value, slopes, slots.symbols, slots.at, ("POINT", *COLORS))
    x, y, (a, b) = *map(to_typst, slots.symbols), sympy.symbols("a b")
    name = to_typst(sympy.Symbol(slots.function_name))
    rule = f"${z} = {slots.call(a, b)} + {name}_{x} ({x} - a) + {name}_{y} ({y} - b)$"
    made.append(stage.line(rule, f"{z} {markup}", slots.say("plane-is", equation=f"{z} {spoken}")))
    return stage.paced(made, READING)
