"""The pieces of `scene()` that schemas share: axes, numbers as they are shown, lines of reasoning, captions."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import Any

import numpy as np
import sympy

from derivanim.calculus.differentiate import differentiate
from derivanim.calculus.printing import to_source, to_typst
from derivanim.calculus.sampling import sampler
from derivanim.calculus.ticks import Tick
from derivanim.calculus.window import Window
from derivanim.slots.base import FunctionSlots

PICTURE = (7.4, 5.2)  # width and height of the axes, in units of the frame
READING = 5.4  # seconds in which a whole derivation is read
SHORT = 9  # operations in an exact value that is still read at a glance


# A scene asks for the same derivative several times, and a worker sees the same slots when they are checked and filled.
derived = lru_cache(maxsize=128)(differentiate)


def derivative(function: sympy.Expr, variable: str) -> sympy.Expr:
    """The derivative in its textbook form."""
    return derived(function, variable).derivative


def product(left: sympy.Expr, right: sympy.Expr) -> str:
    """A product in Typst that is left as it is, with brackets around sums."""
    return " dot.c ".join(f"({to_typst(part)})" if part.is_Add else to_typst(part) for part in (left, right))


def axes(
    window: Window, curves: list[sympy.Expr], variable: sympy.Symbol, point: float | None = None
) -> dict[str, Any]:
    """Ranges, ticks and pieces of a window; a tick whose label would meet a curve or the point's label stays bare."""
    x_unit = PICTURE[0] / (window.x_max - window.x_min)
    y_unit = PICTURE[1] / (window.y_max - window.y_min)
    x_axis, y_axis = window.origin[1], window.origin[0]
    functions = [sampler(curve, [variable]) for curve in curves]

    def free(left: float, right: float, bottom: float, top: float) -> bool:
        heights = [function(np.linspace(left, right, 25)) for function in functions]
        return not any(bool(np.any((bottom < y) & (y < top))) for y in heights)

    def x_label(tick: Tick) -> str:
        clear = point is None or abs(tick.value - point) * x_unit > 0.55
        half, depth = 0.22 / x_unit, (0.75 if "frac" in tick.label else 0.42) / y_unit
        return tick.label if clear and free(tick.value - half, tick.value + half, x_axis - depth, x_axis) else ""

    def y_label(tick: Tick) -> str:
        half, width = 0.17 / y_unit, (0.3 + 0.12 * len(tick.label)) / x_unit
        return tick.label if free(y_axis - width, y_axis, tick.value - half, tick.value + half) else ""

    return {
        "x_range": [window.x_min, window.x_max],
        "y_range": [window.y_min, window.y_max],
        "x_ticks": [(tick.value, x_label(tick)) for tick in window.x_ticks],
        "y_ticks": [(tick.value, y_label(tick)) for tick in window.y_ticks],
        "pieces": list(window.pieces),
    }


def plot(
    window: Window, curves: list[sympy.Expr], variable: sympy.Symbol, point: float | None = None
) -> dict[str, Any]:
    """What plot.j2 draws: axes for all the curves, and the first of them with its asymptotes and holes."""
    f = sampler(curves[0], [variable])
    gap = 1e-6 * (window.x_max - window.x_min)
    heights = [(hole, float(np.mean(f(np.array([hole - gap, hole + gap]))))) for hole in window.holes]
    asymptotes = {
        "upright": [x for x in window.poles if x != window.origin[0]],
        "level": [y for y in window.horizontal_asymptotes if y != window.origin[1]],
    }
    return axes(window, curves, variable, point) | {
        "asymptotes": asymptotes if any(asymptotes.values()) else None,
        "holes": [place for place in heights if window.y_min <= place[1] <= window.y_max],
    }


def decimal(value: float) -> str:
    """A number as a picture shows it: two decimals, or three significant digits where two decimals say little."""
    if value == 0 or 0.1 <= abs(value) < 1000:
        text = f"{value:.2f}".rstrip("0").rstrip(".")
    elif 0.001 <= abs(value) < 100_000:
        text = f"{value:.3g}" if abs(value) < 1 else f"{value:.0f}"
    else:
        mantissa, exponent = f"{value:.2e}".split("e")
        text = f"{mantissa.rstrip('0').rstrip('.')} dot 10^({int(exponent)})"
    return "0" if text == "-0" else text


def exact(value: sympy.Expr) -> str:
    """An exact number in Typst; fractions of a power of ten, as people type them, as decimals."""
    if isinstance(value, sympy.Rational) and value.q > 5 and _is_short_decimal(value):
        return f"{float(value):g}"
    return to_typst(value)


def _is_short_decimal(value: sympy.Rational) -> bool:
    return (10**3 * value).is_integer is True and abs(value) < 10**6


def is_short(value: sympy.Expr) -> bool:
    """Whether an exact value is better shown as it is than as a decimal."""
    return value.count_ops() <= SHORT and all(abs(part.p) < 1000 > part.q for part in value.atoms(sympy.Rational))


def valued(value: sympy.Expr) -> str:
    """`exact approx decimal`, or one of both where the other says nothing new; begins with its relation."""
    rounded = decimal(float(value))
    if isinstance(value, sympy.Rational) and is_short(value) and float(value) == float(f"{float(value):.2f}"):
        return f"= {exact(value)}"
    if not is_short(value):
        return f"approx {rounded}"
    return f"= {exact(value)} approx {rounded}"


def plain(value: sympy.Expr | str) -> str:
    """Mathematics inside a caption: x^2 sin(x)."""
    if isinstance(value, sympy.Rational) and value.q > 5 and _is_short_decimal(value):
        return f"{float(value):g}"
    text = value if isinstance(value, str) else to_source(value)
    return re.sub(r"(?<=[\w)])\*(?=[\w(])", " ", text.replace("**", "^"))


def reading_time(markup: str) -> float:
    """Seconds that a formula needs to be read: 1 s and a quarter for each symbol, within bounds."""
    symbols = len(re.findall(r"[A-Za-z]+|\d+(?:\.\d+)?|[-+=/]", markup))
    return round(min(2.6, 0.8 + 0.1 * symbols), 1)


def line(rule: str, formula: str, caption: str, color: str | None = None) -> dict[str, Any]:
    """One line of the reasoning panel: a rule's name over its formula, and what the caption says meanwhile."""
    made: dict[str, Any] = {"rule": rule, "formula": formula, "caption": caption, "hold": reading_time(formula)}
    return made if color is None else made | {"color": color}


def call_of(slots: FunctionSlots, argument: str | None = None, prime: str = "") -> str:
    """`f'(x)` in Typst."""
    name = to_typst(sympy.Symbol(slots.function_name))
    return f"{name}{prime}({to_typst(slots.symbol) if argument is None else argument})"


def derivation(slots: FunctionSlots, max_lines: int = 3) -> list[dict[str, Any]]:
    """The lines that lead to the derivative; the last one in the derivative's colour."""
    steps = derived(slots.expression, slots.variable).lines(max_lines)
    left = call_of(slots, prime="'")
    made = [line(rule, f"{left} = {right}", f"Step {i}: {rule}.") for i, (rule, right) in enumerate(steps, start=1)]
    made[-1]["color"] = "DERIVATIVE"
    total = sum(step["hold"] for step in made)
    for step in made:
        step["hold"] = round(step["hold"] * min(1.0, READING / total), 1)
    return made


def in_x(expression: sympy.Expr, slots: FunctionSlots) -> str:
    """The expression with its variable called x, as the programs call it."""
    return to_source(expression.subs(slots.symbol, sympy.Symbol("x", real=True)))


def nice(value: float) -> float:
    """The largest of 1, 2, 5 times a power of ten that is not above the value."""
    power = 10.0 ** math.floor(math.log10(value))
    return max(step * power for step in (1, 2, 5) if step * power <= value * (1 + 1e-9))


def heading(slots: FunctionSlots, title: str) -> dict[str, str]:
    """The title strip: the template's title or the wished one, and the function."""
    return {"title": slots.title or title, "formula": f"{call_of(slots)} = {to_typst(slots.expression)}"}
