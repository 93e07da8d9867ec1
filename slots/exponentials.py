"""An exponential curve as data: the way of a dot on it, the triangle below its tangent, and the difference quotient."""

from __future__ import annotations

import math
from typing import Any

import sympy

from derivanim.calculus.printing import to_typst
from derivanim.calculus.window import Window, choose_window
from derivanim.slots import numbers, plots, stage
from derivanim.slots.rule import RuleSlots

READING = 3.0  # seconds in which the lines about the quotient are read
SMALL = 0.05  # below this, two decimals do not tell what slope over height is
AROUND = (-2.6, 1.6)  # what is shown around a point, in widths of the triangle


def picture(slots: RuleSlots, shape: sympy.Expr, ratio: float, at: sympy.Expr | None) -> dict[str, Any]:
    """Axes with the curve, where the dot goes, and whether there is room for the triangle and for the base e."""
    window = _window(shape, slots.symbol, ratio, at)
    start, end = _way(window, ratio, None if at is None else float(at))
    steepest = max(1.0, abs(ratio)) * max(abs(window.y_max), abs(window.y_min))
    digits = 2 if abs(ratio) >= SMALL else 4
    return plots.plot(window, [shape], slots.symbol) | {
        "function": stage.in_x(shape, slots),
        "ratio": ratio,
        "way": [start, end],
        "distance": numbers.decimal(abs(1 / ratio)) if _has_room(window, ratio) else None,
        "to_e": shape == slots.form[1] ** slots.symbol and ratio != 1 and _holds_e(window, ratio, end),
        "readings": [f'"{slots.say(key)}"' for key in ("height-reading", "slope-reading", "ratio-reading")],
        "places": digits,
        "slots": 3 + digits + len(str(int(steepest))),
    }


def lines(slots: RuleSlots, ratio: sympy.Expr, inner: str | None) -> list[dict[str, Any]]:
    """The difference quotient with the height as a factor, and the limit of the other factor."""
    _, base, g = slots.form
    step = slots.name_for("h", "k", "d")
    if inner:
        height, growth = to_typst(base ** sympy.Symbol(inner)), sympy.Symbol(step)
        ahead = height.removesuffix(inner) + f"({inner} + {step})"
    else:
        height, ahead = stage.call_of(slots), stage.call_of(slots, f"{to_typst(slots.symbol)} + {step}")
        growth = sympy.expand(g).diff(slots.symbol) * sympy.Symbol(step)
    factor = f"frac({to_typst(base**growth)} - 1, {step})"
    quotient = f"frac({ahead} - {height}, {step}) = {stage.tint(height, 'MEASURE')} dot.c {factor}"
    limit = f"lim_({step} -> 0) {factor} {numbers.valued(ratio)}"
    tends = slots.say("limit", ratio=numbers.decimal(float(ratio)))
    made = [
        stage.line(slots.say("quotient-line"), quotient, slots.say("quotient")),
        stage.line(slots.say("limit-line", step=f"${step}$"), limit, tends),
    ]
    return stage.paced(made, READING)


def words(slots: RuleSlots, ratio: sympy.Expr, exponent: str) -> dict[str, str]:
    """What the captions mention: the function, its base, the exponent's name, slope over height and one over it."""
    return {
        "function": numbers.plain(slots.function),
        "exponent": exponent,
        "ratio": numbers.decimal(float(ratio)),
        "distance": numbers.decimal(abs(1 / float(ratio))),
        "base": numbers.plain(slots.form[1]),
    }


def _window(shape: sympy.Expr, x: sympy.Symbol, ratio: float, at: sympy.Expr | None) -> Window:
    """The window around the point; where a tangent does not meet the axis in it, a wider one."""
    window = choose_window(shape, x, point=at)
    if _has_room(window, ratio):
        return window
    middle, unit = 0.0 if at is None else float(at), numbers.nice(1 / abs(ratio))
    ends = sorted(round((middle + share / ratio) / unit) * unit for share in AROUND)
    return choose_window(shape, x, interval=ends)


def _has_room(window: Window, ratio: float) -> bool:
    """Whether the triangle between tangent and axis, 1 / ratio wide, has room in the window to move."""
    low, high = window.pieces[0]
    return high - low - abs(1 / ratio) > 0.15 * (window.x_max - window.x_min) and window.y_min <= 0 <= window.y_max


def _holds_e(window: Window, ratio: float, end: float) -> bool:
    """Whether a^x can become e^x before our eyes: with a > 1, and e^x in the window where the dot stands."""
    return ratio > 0 and window.x_min <= 0 <= window.x_max and window.y_min < math.exp(end) < window.y_max


def _way(window: Window, ratio: float, at: float | None) -> tuple[float, float]:
    """Where the dot starts and where it stops."""
    low, high = max(window.pieces, key=lambda piece: piece[1] - piece[0])
    if _has_room(window, ratio):
        low, high = (low + 1 / ratio, high) if ratio > 0 else (low, high + 1 / ratio)
    margin = 0.04 * (high - low)
    start, end = (low + margin, high - margin) if ratio > 0 else (high - margin, low + margin)
    return start, at if at is not None and low < at < high else 0.25 * start + 0.75 * end
