"""The number lines of the chain rule as data: where the changes start, how long they are, and what is written there."""

from __future__ import annotations

import math
from typing import Any

import sympy

from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.kinks import failure
from derivanim.calculus.printing import to_typst
from derivanim.calculus.reader import read_number
from derivanim.slots.numbers import equals
from derivanim.slots.points import value_at
from derivanim.slots.stage import derivative

PLACES = ("1", "1/2", "2", "-1", "1/4", "3/4", "3/2", "3", "pi/4", "pi/6", "pi/3", "1/10", "-1/2", "-2", "4", "-3")
EVEN = 4.0  # changes that differ by less are easy to compare
UNEQUAL = 10.0  # from here on changes of so different sizes cannot be drawn to scale
Parts = tuple[sympy.Expr, sympy.Expr, sympy.Symbol]
"""The outer function in u, the inner function, and u."""


def slopes(parts: Parts, x: sympy.Symbol, at: sympy.Expr) -> tuple[sympy.Expr, sympy.Expr] | None:
    """The slopes of the inner function at a point and of the outer one at its value; None without one of them."""
    outer, inner, u = parts
    if evaluate(inner, {x: at}) is None:
        return None
    value = value_at(inner, x, at)
    changes = derivative(inner, str(x)), derivative(outer, str(u))
    if evaluate(changes[0], {x: at}) is None or evaluate(changes[1], {u: value}) is None:
        return None
    if failure(inner, x, at) or failure(outer, u, value):
        return None
    return value_at(changes[0], x, at), value_at(changes[1], u, value)


def even_place(parts: Parts, x: sympy.Symbol) -> sympy.Expr:
    """The first place at which the changes are easy to compare, else the one at which they differ least."""
    spreads: dict[sympy.Expr, float] = {}
    for place in map(read_number, PLACES):
        spreads[place] = _spread(slopes(parts, x, place))
        if spreads[place] <= EVEN:
            return place
    return min(spreads, key=lambda place: spreads[place])


def _spread(factors: tuple[sympy.Expr, sympy.Expr] | None) -> float:
    """The ratio of the largest to the smallest of the three changes; infinite where one is 0 or missing."""
    if factors is None:
        return math.inf
    sizes = 1.0, abs(float(factors[0])), abs(float(factors[0] * factors[1]))
    return max(sizes) / min(sizes) if min(sizes) > 1e-9 else math.inf


def rails(parts: Parts, names: tuple[sympy.Symbol, sympy.Symbol], at: sympy.Expr, note: str) -> dict[str, Any]:
    """Three lines for x, u and y with their labels, and the changes on them; `note` stays if they are not to scale."""
    (outer, inner, u), (x, y) = parts, names
    factors = slopes(parts, x, at)
    assert factors is not None  # examine() has refused the rest
    value = value_at(inner, x, at)
    places = at, value, value_at(outer, u, value)
    letters = [to_typst(letter) for letter in (x, u, y)]
    formulas = letters[0], f"{letters[1]} = {to_typst(inner)}", f"{letters[2]} = {to_typst(outer)}"
    base, sizes, to_scale = _layout(*map(float, factors))
    return {
        "rails": [
            {"name": formula, "value": f"{letter} {equals(place)}", "change": f"d {letter}"}
            for letter, formula, place in zip(letters, formulas, places, strict=True)
        ],
        "base": base,
        "sizes": sizes,
        "factors": [
            f"frac(d {below}, d {above}) {equals(factor)}"
            for above, below, factor in zip(letters, letters[1:], factors, strict=False)
        ],
        "note": None if to_scale else note,
    }


def _layout(first: float, second: float) -> tuple[float, list[float], bool]:
    """Where the changes start on their lines, how long they are there, and whether that is to scale."""
    sizes = [1.0, first, first * second]
    seen = [abs(size) for size in sizes if size]
    to_scale = max(seen) / min(seen) <= UNEQUAL
    if not to_scale:
        sizes = [1.0]
        for factor in (first, second):
            sizes.append(sizes[-1] * math.copysign(1.5 if abs(factor) > 1 else 0.6, factor) if factor else 0.0)
    right, left = max(*sizes, 0.0), -min(*sizes, 0.0)
    scale = min(4.0 / right, 5.0 / (right + left), 2.0)
    return max(-2.95, left * scale - 3.95), [size * scale for size in sizes], to_scale
