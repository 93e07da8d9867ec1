"""The table, the curves and the error of a Taylor polynomial."""

from __future__ import annotations

import math
import re
from typing import Any

import numpy as np
import sympy

from derivanim.calculus.approximation import polynomial
from derivanim.calculus.printing import to_typst
from derivanim.calculus.sampling import sampler
from derivanim.calculus.symbols import symbol
from derivanim.calculus.window import Window, choose_window, find_pieces
from derivanim.slots import numbers
from derivanim.slots.linear import typed
from derivanim.slots.plots import PICTURE

LARGEST = 50_000  # denominator of a coefficient that is shown as a fraction: 8! is
MOST_TERMS = 5  # that are read at a glance
_FRACTION = re.compile(r"frac\(([\w ]+), ([\w ]+)\)")
CLOSE = 0.06  # units of the frame between two curves that look like one
SEEN = 0.45  # units of the frame between two curves whose gap is easily seen


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
