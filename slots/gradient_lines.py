"""The lines of reasoning about a directional derivative: the gradient, the unit vector, and the product of both."""

from __future__ import annotations

from typing import Any

import sympy

from derivanim.calculus.printing import to_typst
from derivanim.calculus.surface import unit_vector
from derivanim.slots import numbers, stage
from derivanim.slots.surface import PLAIN, Pair, SurfaceSlots

READING = 8.0  # seconds in which all lines are read


def lines(slots: SurfaceSlots, gradient: Pair, toward: Pair, slope: sympy.Expr) -> list[dict[str, Any]]:
    """The gradient, its value, the unit vector, and the product of both."""
    f, x, y = (to_typst(name) for name in (sympy.Symbol(slots.function_name), *slots.symbols))
    general = " , ".join(to_typst(part) for part in slots.partials())
    unit, product = _unit_and_product(gradient, toward, slope)
    size = float(slope)
    sign = "flat" if abs(size) < 1e-9 else "up" if size > 0 else "down"
    here = f"{_relation(gradient)} ({_vector(gradient)})"
    made = [
        stage.line(slots.say("gradient-line"), f"nabla {f} = ({f}_{x}, {f}_{y}) = ({general})", slots.say("gradient")),
        stage.line(
            slots.say("here-line"),
            f"nabla {f}({', '.join(map(numbers.exact, slots.at))}) {here}",
            slots.say("here", where=slots.where),
            "DERIVATIVE",
        ),
        stage.line(slots.say("unit-line"), f"arrow(u) {unit}", slots.say("length")),
        stage.line(
            slots.say("product-line", formula=f"$D_(arrow(u)) {f} = nabla {f} dot arrow(u)$"),
            f"D_(arrow(u)) {f} {product}",
            slots.say(sign, slope=numbers.decimal(size)),
            "MEASURE",
        ),
    ]
    return stage.paced(made, READING)


def _unit_and_product(gradient: Pair, toward: Pair, slope: sympy.Expr) -> tuple[str, str]:
    """`= 1/5 (3, 4)`, and `= 1/5 (2 dot 3 + 4 dot 4) = 22/5`; with decimals where the exact numbers are long."""
    whole = toward
    if all(part.is_Rational for part in whole):
        scale = sympy.ilcm(*(part.q for part in whole))
        whole = whole[0] * scale, whole[1] * scale
    length = sympy.sqrt(whole[0] ** 2 + whole[1] ** 2)
    way = whole if _short((*whole, length)) else unit_vector(toward)
    factor = f"frac(1, {to_typst(length)}) " if way == whole and length != 1 else ""
    relation = _relation((*gradient, *way))
    exact = relation == "="
    terms = [" dot ".join(_factor(n, exact) for n in pair) for pair in zip(gradient, way, strict=True)]
    total = f"{factor}({' + '.join(terms)})" if factor else " + ".join(terms)
    value = numbers.valued(slope) if exact else f"approx {numbers.decimal(float(slope))}"
    return f"{_relation(way)} {factor}({_vector(way)})", f"{relation} {total} {value}"


def _short(parts: tuple[sympy.Expr, ...]) -> bool:
    return all(numbers.is_short(part) and part.count_ops() <= PLAIN for part in parts)


def _relation(parts: tuple[sympy.Expr, ...]) -> str:
    return "=" if _short(parts) else "approx"


def _vector(pair: Pair) -> str:
    """`2, 4`, or with decimals where the exact parts are long."""
    return ", ".join(numbers.exact(part) if _short(pair) else numbers.decimal(float(part)) for part in pair)


def _factor(number: sympy.Expr, exact: bool) -> str:
    """A number in a product, a negative one in brackets."""
    text = numbers.exact(number) if exact else numbers.decimal(float(number))
    return f"({text})" if text.startswith("-") or (exact and number.is_Add) else text
