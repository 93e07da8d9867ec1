"""A Taylor polynomial as data: the table of its terms, the curves that hug the function, the error and the lines."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import sympy

from derivanim.calculus.approximation import polynomial
from derivanim.calculus.evaluate import Value, evaluate
from derivanim.calculus.printing import to_typst
from derivanim.calculus.sampling import sampler
from derivanim.calculus.symbols import symbol
from derivanim.calculus.window import Window, choose_window, find_pieces
from derivanim.errors import MathError
from derivanim.slots import marks, numbers, plots, stage
from derivanim.slots.base import FunctionSlots
from derivanim.slots.linear import typed
from derivanim.slots.plots import PICTURE

HIGHEST = 10**6  # derivative that is shown
SECONDS = 9.0  # in which all the degrees are drawn
LARGEST = 50_000  # denominator of a coefficient that is shown as a fraction: 8! is
MOST_TERMS = 5  # that are read at a glance
_FRACTION = re.compile(r"frac\(([\w ]+), ([\w ]+)\)")
CLOSE = 0.06  # units of the frame between two curves that look like one
SEEN = 0.45  # units of the frame between two curves whose gap is easily seen


@dataclass(frozen=True)
class Expansion:
    """A function about a centre: its derivatives there, the polynomial that they make, and the window around it.

    `place` is where the error is measured, None where the polynomial is the function itself; `error` is f - T there.
    """

    center: sympy.Expr
    values: list[sympy.Expr]
    polynomial: sympy.Expr
    window: Window
    place: sympy.Expr | None
    error: Value | None

    @property
    def name(self) -> str:
        """`T_3` in Typst."""
        return f"T_{len(self.values) - 1}"


def expansion(function: sympy.Expr, x: sympy.Symbol, center: sympy.Expr, values: list[sympy.Expr]) -> Expansion:
    """The polynomial with these derivatives at the centre, and where its error is measured."""
    p, shown = polynomial(values, x, center), window(function, x, center)
    same = sympy.expand(function - p) == 0
    place = None if same else error_place(function, x, center, p, shown)
    return Expansion(center, values, p, shown, place, None if place is None else evaluate(function - p, {x: place}))


def require_terms(slots: FunctionSlots, center: sympy.Expr, values: list[sympy.Expr]) -> None:
    """Refuse a constant, values that no picture holds, and a polynomial that is only the value at the centre."""
    name = numbers.plain(slots.function)
    if not slots.expression.has(slots.symbol):
        raise MathError(f"{name} is constant: every Taylor polynomial is the function itself.", "let it change")
    if max(abs(float(value)) for value in values) > HIGHEST:
        raise MathError(f"The derivatives of {name} are too large there to be shown.", "choose another centre")
    if all(value == 0 for value in values[1:]):
        where = f"{slots.variable} = {numbers.plain(center)}"
        raise MathError(f"All derivatives of {name} up to this order are 0 at {where}.", "choose a higher order")


def picture(slots: FunctionSlots, found: Expansion) -> dict[str, Any]:
    """The curve, the table of the terms, the polynomials one after the other, and the place of the error."""
    x, a, shown = slots.symbol, found.center, found.window
    plot = plots.plot(shown, [slots.expression], x, float(a))
    near = [] if found.place is None else [float(found.place)]
    hugging = curves(slots.expression, x, a, found.values, shown)
    seconds = round(min(1.6, SECONDS / len(hugging)), 2)
    at = typed(a) if "frac" not in typed(a) else "a"
    term = f"{step(x, a)} = {shift(x, a)}" if a else f'"{slots.say("term")}"'
    return plot | {
        "x_ticks": marks.bare_near(plot["x_ticks"], near, shown.x_max - shown.x_min),
        "center": float(a),
        "center_label": typed(a),
        "coefficients": [float(value / sympy.factorial(k)) for k, value in enumerate(found.values)],
        "header": ["k", stage.call_of(slots, at, "^((k))"), term],
        "rows": rows(found.values, x, a),
        "curves": hugging,
        "seconds": [seconds, round(min(0.35, seconds / 4), 2)],
        "error": None if found.place is None else float(found.place),
        "error_label": "" if found.place is None else typed(found.place),
    }


def lines(slots: FunctionSlots, found: Expansion) -> dict[str, Any]:
    """All terms together, and the error at a place, or that there is none at all."""
    x = to_typst(slots.symbol)
    text, relation = written(found.values, slots.symbol, found.center)
    final = f"{found.name}({x}) {relation} {text}"
    last = stage.line(slots.say("final-line"), final, slots.say("final-is"), "DERIVATIVE")
    return {"final_line": last, "error_line": _error_line(slots, found)}


def _error_line(slots: FunctionSlots, found: Expansion) -> dict[str, Any]:
    x = to_typst(slots.symbol)
    if found.place is None or found.error is None:
        same = f"{stage.call_of(slots)} = {found.name}({x})"
        return stage.line(slots.say("same-line"), same, slots.say("same-is"), "MEASURE")
    at, size = typed(found.place), numbers.decimal(abs(float(found.error)))
    formula = f"abs({stage.call_of(slots, at)} - {found.name}({at})) approx {size}"
    said = slots.say("error-is", where=numbers.plain(found.place), error=size)
    return stage.line(slots.say("error-line", where=f"${x} = {at}$"), formula, said, "MEASURE")


def window(function: sympy.Expr, x: sympy.Symbol, center: sympy.Expr) -> Window:
    """The function's own window, if the centre is well inside of it; else one around the centre."""
    wide = choose_window(function, x)
    room = 0.2 * (wide.x_max - wide.x_min)
    inside = wide.x_min + room < center < wide.x_max - room
    height = float(sampler(function, [x])(float(center)))
    return wide if inside and wide.y_min < height < wide.y_max else choose_window(function, x, point=center)


def power(x: sympy.Symbol, center: sympy.Expr, exponent: int) -> str:
    """`(x - 1)^2`, or `x^2` about 0."""
    name = to_typst(x)
    base = name if not center else f"({shift(x, center)})"
    return "" if exponent == 0 else base if exponent == 1 else f"{base}^{exponent}"


def shift(x: sympy.Symbol, center: sympy.Expr) -> str:
    """`x - 1`, with fractions on the line."""
    text = _FRACTION.sub(r"\1 \\/ \2", typed(abs(center)))
    return f"{to_typst(x)} {'-' if center > 0 else '+'} {text}"


def step(x: sympy.Symbol, center: sympy.Expr) -> sympy.Symbol:
    """The name under which the table has the distance from the centre."""
    return x if not center else symbol("h" if str(x) != "h" else "u")


def number(value: sympy.Expr) -> str:
    """A derivative at the centre: exact where that is short, else a decimal."""
    return typed(value) if value.is_Rational and "frac" not in typed(value) else numbers.decimal(float(value))


def rows(values: list[sympy.Expr], x: sympy.Symbol, center: sympy.Expr) -> list[tuple[str, str, str]]:
    """Order, derivative at the centre, and the term that it gives, as `6 x^3 \\/ 3!`."""
    made = []
    for k, value in enumerate(values):
        text, way = number(value), power(step(x, center), sympy.Integer(0), k)
        if value == 0 or k == 0:
            term = text
        else:
            factor = {"1": "", "-1": "-"}.get(text, f"{text} ")
            term = f"{factor}{way}" + (f" \\/ {k}!" if k > 1 else "")
        made.append((str(k), text, term))
    return made


def written(values: list[sympy.Expr], x: sympy.Symbol, center: sympy.Expr) -> tuple[str, str]:
    """The polynomial in Typst, and whether its coefficients are exact, as `=` or `approx`."""
    terms, relation = list[str](), "="
    for k, value in enumerate(values):
        coefficient = value / sympy.factorial(k)
        if coefficient == 0:
            continue
        size, way = abs(coefficient), power(x, center, k)
        if size.is_Rational and size.p < 1000 and size.q < LARGEST:
            top = "" if size.p == 1 and way else str(size.p)
            term = f"{top} {way}".strip() if size.q == 1 else f"frac({f'{top} {way}'.strip()}, {size.q})"
        else:
            term, relation = f"{numbers.decimal(float(size))} {way}", "approx"
        sign = "-" if coefficient < 0 else "+"
        terms.append(f"{sign} {term}" if terms else f"-{term}" if sign == "-" else term)
    if len(terms) > MOST_TERMS:
        terms = [*terms[:3], "+ ...", terms[-1]]
    return " ".join(terms) or "0", relation


def curves(
    function: sympy.Expr, x: sympy.Symbol, center: sympy.Expr, values: list[sympy.Expr], shown: Window
) -> list[dict[str, Any]]:
    """For each order whose term is not 0 its pieces in the window, and where it cannot be told from the function."""
    grid = np.linspace(shown.x_min, shown.x_max, 1201)
    f, unit = sampler(function, [x])(grid), PICTURE[1] / (shown.y_max - shown.y_min)
    made = []
    for k in [0, *(k for k, value in enumerate(values) if k and value != 0)]:
        p = sampler(polynomial(values[: k + 1], x, center), [x])
        pieces = find_pieces(p, [], (shown.x_min, shown.x_max), (shown.y_min, shown.y_max))
        with np.errstate(invalid="ignore"):
            far = grid[~(abs(f - p(grid)) * unit < CLOSE)]
        left = max([place for place in far if place < center], default=shown.x_min)
        right = min([place for place in far if place > center], default=shown.x_max)
        made.append({"order": k, "pieces": list(pieces), "close": (float(left), float(right))})
    return made


def error_place(function: sympy.Expr, x: sympy.Symbol, center: sympy.Expr, p: sympy.Expr, shown: Window) -> Any:
    """A round number, as near to the centre as can be, at which the gap is seen; the farthest one where none is."""
    step = numbers.nice((shown.x_max - shown.x_min) / 15)
    unit = PICTURE[1] / (shown.y_max - shown.y_min)
    f, g = sampler(function, [x]), sampler(p, [x])
    found: list[tuple[float, float]] = []
    for index in range(1, 40):
        for side in (1, -1):
            place = (math.floor(float(center) / step + 1e-9) + index * side) * step
            heights = float(f(place)), float(g(place))
            inside = shown.x_min < place < shown.x_max
            if inside and all(shown.y_min < height < shown.y_max for height in heights) and place != float(center):
                found.append((abs(heights[0] - heights[1]) * unit, round(place, 10)))
    best = next((place for gap, place in found if gap > SEEN), max(found)[1] if found else None)
    return None if best is None else sympy.Rational(f"{best:.10g}")
