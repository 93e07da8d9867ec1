"""A curve that is stretched by a constant, as data: both curves, the tangent's triangle, and the lines of the rule."""

from __future__ import annotations

from typing import Any

import sympy

from derivanim.calculus.printing import to_typst
from derivanim.calculus.window import Window, choose_window
from derivanim.slots import numbers, places, plots, points, stage, triangles
from derivanim.slots.rule import RuleSlots
from derivanim.slots.words import rule as in_words

LONG = 14  # characters of a function that a line cannot hold besides another one


def window_of(curves: tuple[sympy.Expr, sympy.Expr], x: sympy.Symbol, at: sympy.Expr | None) -> Window:
    """The window of the stretched curve, in which the other one is seen as well."""
    return choose_window(curves[0], x, point=at, also=curves[1:])


def picture(slots: RuleSlots, at: sympy.Expr, name: str) -> dict[str, Any]:
    """Axes, both curves with their names, and the run of the triangle below both tangents."""
    (c, g), x = slots.form, slots.symbol
    window = window_of((slots.expression, g), x, slots.given)
    value, slope = points.value_at(g, x, at), slots.slope_of(g, at)
    tangents = [(value + slope * (x - at)) * factor for factor in (c, 1)]
    steeper = c if abs(float(c)) > 1 else sympy.Integer(1)
    place = float(at), float(steeper * value)
    triangle = triangles.triangle(window, steeper * g, x, place, float(steeper * slope), numbers.exact(at))
    run = triangle["run"] if triangle else None
    factor = _short(c)
    named = [(name, g, 0.4), (f"-{name}" if factor == "-1" else f"{factor} {name}", slots.expression, 1.0)]
    clear = [*_legs(tangents, x, float(at), run or 0.0), (float(at), window.origin[1])]
    return plots.plot(window, [slots.expression, g, *tangents], x, float(at)) | {
        "inner": stage.in_x(g, slots),
        "factor": float(c),
        "inner_pieces": list(window.also_pieces[0]),
        "common": list(window.pieces if abs(float(c)) > 1 else window.also_pieces[0]),
        "point": float(at),
        "slope": float(slope),
        "run": run,
        "point_label": numbers.exact(at),
        "names": places.name_places(named, tangents, x, window, clear),
        "readings": [f'"{slots.say(key)}"' for key in ("height-reading", "slope-reading")],
        "slots": 5 + len(str(int(max(abs(float(part * steeper)) for part in (value, slope))))),
    }


def _legs(tangents: list[sympy.Expr], x: sympy.Symbol, at: float, run: float) -> list[tuple[float, float]]:
    """Points on the upright legs of both triangles, where no name may stand."""
    foot, *tops = (
        float(tangent.subs(x, place))
        for tangent, place in zip((tangents[0], *tangents), (at, at + run, at + run), strict=True)
    )
    return [(at + run, foot + share * (tops[0] - foot)) for share in (0, 0.25, 0.5, 0.75, 1)] + [(at + run, tops[1])]


def lines(slots: RuleSlots, at: sympy.Expr, g_name: str) -> list[dict[str, Any]]:
    """What becomes of heights and quotients, the rule with the function in it, and the slopes at the point."""
    (c, g), x = slots.form, to_typst(slots.symbol)
    name, slope = to_typst(sympy.Symbol(slots.function_name)), slots.slope_of(g, at)
    times = f"{stage.tint(_short(c), 'MEASURE')} dot.c"
    split, mark = (" , quad ", "") if len(to_typst(g)) < LONG else (" \\ ", "&")
    heights = f"{name}({x}) {mark}= {times} {g_name}({x}){split}{g_name}({x}) {mark}= {to_typst(g)}"
    quotient = f"frac(Delta {name}, Delta {x}) = {times} frac(Delta {g_name}, Delta {x})"
    opened = stage.product(c, stage.derivative(g, slots.variable))
    closed = to_typst(stage.derivative(slots.expression, slots.variable))
    shown = closed if opened.replace(" dot.c", "") == closed else opened
    relation = "=" if numbers.is_exact(c) and numbers.is_exact(slope) else "approx"
    second = numbers.label(slope) if slope >= 0 else f"({numbers.label(slope)})"
    return [
        stage.line(slots.say("heights-line"), heights, slots.say("heights")),
        stage.line(slots.say("quotient-line"), quotient, slots.say("quotient")),
        *stage.opened(slots, in_words(slots.language, "constant multiple rule"), shown, slots.say("rule")),
        slots.added(at, f"{relation} {times} {second}", c * slope),
    ]


def _short(number: sympy.Expr) -> str:
    """A factor as it is where that is short, else with decimals."""
    return numbers.exact(number) if numbers.is_short(number) else numbers.label(number)
