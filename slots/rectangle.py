"""The rectangle of the product rule as data: sides u and v, the strips by which they grow, and their labels."""

from __future__ import annotations

from typing import Any

import sympy

from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.reader import read_number
from derivanim.slots.numbers import decimal, equals, exact
from derivanim.slots.stage import derivative

PLACES = ("1", "1/2", "2", "1/4", "3/2", "3", "3/4", "pi/6", "pi/4", "1/10", "4", "5", "pi/3")
NARROW, WIDE = 0.6, 2.0  # the proportions that still look like a rectangle with room for labels
STRIP = 0.34  # the wider strip as a share of its side
THINNEST = 0.04
SKETCH: dict[str, Any] = {"sides": [4.2, 3.0], "strips": [1.3, 1.0], "note": "sketch"}


def rectangle(
    factors: tuple[sympy.Expr, sympy.Expr],
    x: sympy.Symbol,
    point: str | None,
    names: tuple[str, str] = ("u", "v"),
    area: str = "u v",
) -> dict[str, Any]:
    """The rectangle at the point, or at the first place where both sides are positive and grow; else a mere sketch.

    `names` are those of the sides, `area` that of the rectangle; `note` is the name of the words that say what is not
    true to scale, or None.
    """
    for place in map(read_number, PLACES if point is None else (point,)):
        values = _values(factors, x, place)
        if values is not None:
            return _to_scale(values, place, names) | {"area": area}
    return SKETCH | {"names": list(names), "area": area}


def _values(factors: tuple[sympy.Expr, sympy.Expr], x: sympy.Symbol, place: sympy.Expr) -> list[float] | None:
    """The factors and their derivatives at a place; None where one is missing or not positive."""
    parts = [*factors, *(derivative(factor, str(x)) for factor in factors)]
    values = [evaluate(part, {x: place}) for part in parts]
    sizes = [float(value) for value in values if value is not None and 1e-4 < value < 1e4]
    return sizes if len(sizes) == len(parts) else None


def _to_scale(values: list[float], place: sympy.Expr, names: tuple[str, str]) -> dict[str, Any]:
    """Sides and strips in their true proportions, as far as a picture can show them; the note says where it cannot."""
    u, v, du, dv = values
    rates = du / u, dv / v
    shares = [max(THINNEST, STRIP * rate / max(rates)) for rate in rates]
    ratio = min(WIDE, max(NARROW, u / v))
    height = min(4.3 / (1 + shares[1]), 5.6 / (1 + shares[0]) / ratio)
    true = ratio == u / v and min(rates) * STRIP / max(rates) >= THINNEST
    where = decimal(float(place)) if place.is_Rational else exact(place)
    return {
        "sides": [ratio * height, height],
        "strips": [ratio * height * shares[0], height * shares[1]],
        "names": [f"{name}({where}) {equals(_number(value))}" for name, value in zip(names, (u, v), strict=True)],
        "note": None if true else "not-to-scale",
    }


def _number(value: float) -> sympy.Expr:
    """A value as the number that its label decides about: a short decimal is one exactly."""
    return sympy.Rational(f"{value:.2f}") if value == float(f"{value:.2f}") else sympy.Float(value)
