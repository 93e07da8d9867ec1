"""The facts of a curve sketch as lines of reasoning, each with what it adds to the picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import sympy

from derivanim.calculus.evaluate import number
from derivanim.calculus.holding import holding
from derivanim.calculus.printing import to_typst
from derivanim.calculus.sketch import Asymptote, Part
from derivanim.calculus.window import Window
from derivanim.slots import plots, points, stage
from derivanim.slots.signed import brief, label, listed

if TYPE_CHECKING:
    from derivanim.slots.curve_sketching import CurveSketching

DRAWN = 4.0  # seconds in which the curve is drawn
LONGEST = 60  # characters of a derivative that still fits above the points that it leads to
MOST_NAMED = 4


def picture(slots: CurveSketching) -> dict[str, Any]:
    """The axes, the facts one by one, and the ways on which the curve is drawn in the end."""
    shown = window(slots)
    plotted = plots.plot(shown, [slots.expression], slots.symbol)
    return plotted | {"asymptotes": None, "pieces": [], "facts": facts(slots, shown), "ways": ways(slots, shown)}


def places(slots: CurveSketching) -> list[tuple[float, float]]:
    """The points that the picture must hold."""
    found = slots.facts()
    seen = [*found.zeros, *(point for point, _ in found.extrema), *found.inflections]
    shown = [(float(point), height(slots, point)) for point in seen]
    return shown if found.height is None else [*shown, (0.0, float(found.height))]


def ways(slots: CurveSketching, shown: Window) -> list[tuple[float, float, float]]:
    """The pieces of the curve in the wished interval, each with the seconds in which it is drawn."""
    low, high = map(float, slots.ends or (-sympy.oo, sympy.oo))
    parts = [(max(a, low), min(b, high)) for a, b in slots.pieces(shown) if a < high and b > low]
    total = sum(b - a for a, b in parts)
    return [(a, b, round(max(0.5, DRAWN * (b - a) / total), 1)) for a, b in parts]


def height(slots: CurveSketching, point: sympy.Expr) -> float:
    """The function's value at a point of its domain."""
    return float(number(points.value_at(slots.expression, slots.symbol, point)))


def window(slots: CurveSketching) -> Window:
    """The function's own window, widened for points and level asymptotes."""
    first = slots.first_window()
    held = places(slots)
    size = first.y_max - first.y_min
    levels = [float(each.line) for each in slots.facts().asymptotes if not each.upright and each.line.is_number]
    held += [(first.x_max, level) for level in levels if first.y_min - size < level < first.y_max + size]
    held = [(x, y) for x, y in held if abs(x) < 1e4]
    return holding(first, slots.expression, slots.symbol, held) if held else first


def facts(slots: CurveSketching, shown: Window) -> list[dict[str, Any]]:
    """Each fact: its line, its points (x, y, name, name above), the role of their colour, and its asymptotes."""
    found = slots.facts()
    cross = [(float(zero), 0.0, None, False) for zero in found.zeros]
    if found.height is not None and found.height != 0:
        cross.append((0.0, float(found.height), None, False))
    turns = [
        (float(p), height(slots, p), slots.say("max" if kind == "maximum" else "min"), kind == "maximum")
        for p, kind in found.extrema
    ]
    bends = [(float(p), height(slots, p), None, False) for p in found.inflections]
    lines = [_segment(each, slots.symbol, shown) for each in found.asymptotes]
    extrema = [f'"{slots.say("max" if k == "maximum" else "min")}" {_pair(slots, p)}' for p, k in found.extrema]
    rows = [
        _fact(slots, "domain", [_domain(slots, found.domain)], [], "INK"),
        _fact(slots, "intercepts", _intercepts(slots), cross, "INK"),
        _fact(slots, "asymptotes", [_equation(slots, each) for each in found.asymptotes], [], "MUTED", lines),
        _fact(slots, "extrema", extrema, turns, "POINT", order=1),
        _fact(slots, "inflections", [_pair(slots, p) for p in found.inflections], bends, "MEASURE", order=2),
    ]
    return [row for row in rows if row["line"]["rule"] != slots.say("asymptotes-line") or lines]


def _fact(
    slots: CurveSketching,
    key: str,
    texts: list[str],
    dots: Sequence[tuple[float, float, str | None, bool]],
    role: str,
    lines: list[Any] | None = None,
    order: int = 0,
) -> dict[str, Any]:
    shown = texts[:MOST_NAMED] + ["..."] * (len(texts) > MOST_NAMED)
    formula = listed(shown, role if order else None) if texts else f'"{slots.say("none")}"'
    if order:
        slope = f"{stage.call_of(slots, prime=chr(39) * order)} = {to_typst(slots.derivatives[order - 1])}"
        if len(slope) < LONGEST:
            rest = formula if formula.startswith("&") else f"& {formula}"
            formula = f"& {slope} \\ {rest}"
    color = "DERIVATIVE" if order else "INK"
    rule = slots.say(f"{key}-line") + (slots.within() if key in ("domain", "intercepts") else "")
    line = brief(stage.line(rule, formula, slots.say(key), color))
    return {"line": line, "dots": dots, "role": role, "lines": lines or []}


def _domain(slots: CurveSketching, parts: tuple[Part, ...]) -> str:
    if len(parts) == 1 and parts[0].low == -sympy.oo and parts[0].high == sympy.oo:
        return f'"{slots.say("everywhere")}"'
    shown = [
        f"{'[' if part.closed[0] else '('}{label(part.low)}, {label(part.high)}{']' if part.closed[1] else ')'}"
        for part in parts
    ]
    return " union ".join(shown)


def _pair(slots: CurveSketching, point: sympy.Expr) -> str:
    value = points.value_at(slots.expression, slots.symbol, point)
    return f"({label(point)}, {label(value)})"


def _intercepts(slots: CurveSketching) -> list[str]:
    found = slots.facts()
    shown = [f"({label(zero)}, 0)" for zero in found.zeros]
    return shown if found.height in (None, 0) else [*shown, f"(0, {label(found.height)})"]


def _equation(slots: CurveSketching, line: Asymptote) -> str:
    if line.upright:
        return f"{to_typst(slots.symbol)} = {label(line.line)}"
    name = points.height_name(slots.variable)
    return f"{to_typst(name)} = {label(line.line) if line.line.is_number else to_typst(line.line)}"


def _segment(line: Asymptote, x: sympy.Symbol, shown: Window) -> list[tuple[float, float]]:
    """The two ends of an asymptote in the window."""
    if line.upright:
        return [(float(line.line), shown.y_min), (float(line.line), shown.y_max)]
    slope = float(line.line.diff(x))
    start = float(line.line.subs(x, 0))
    left, right = shown.x_min, shown.x_max
    if slope:
        edges = sorted(((shown.y_min - start) / slope, (shown.y_max - start) / slope))
        left, right = max(left, edges[0]), min(right, edges[1])
    return [(left, start + slope * left), (right, start + slope * right)]
