"""What schemas with a point ask of it, and how a tangent there is told."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import sympy

from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.kinks import failure
from derivanim.calculus.powers import substitute
from derivanim.calculus.printing import to_typst
from derivanim.calculus.symbols import symbol
from derivanim.calculus.window import Window
from derivanim.errors import MathError
from derivanim.slots.base import FunctionSlots
from derivanim.slots.numbers import decimal, exact, is_exact, is_short, plain, valued
from derivanim.slots.stage import call_of, derivative, line

LARGEST = 20  # denominators from here on are no simpler than decimals
HUGE = 10**12  # whole numbers from here on are not simpler than what they come from


def value_at(expression: sympy.Expr, variable: sympy.Symbol, point: sympy.Expr) -> sympy.Expr:
    """The exact value, simplified where that is quick; MathError outside of the domain."""
    number = evaluate(expression, {variable: point})
    if number is None:
        raise MathError(f"{plain(expression)} has no real value at {variable} = {plain(point)}.")
    value = substitute(expression, {variable: point})
    if value.is_Rational or value.count_ops() > 60:
        return value
    simpler = sympy.simplify(value)
    # SymPy makes log(2**1048576) of 1048576 log(2), and nobody can print that.
    return simpler if simpler.is_real and _largest(simpler) <= max(_largest(value), HUGE) else value


def _largest(number: sympy.Expr) -> int:
    return max((abs(part.p) for part in number.atoms(sympy.Rational)), default=0)


def require_differentiable(slots: FunctionSlots, point: sympy.Expr, instead: str) -> None:
    """Refuse, with what to ask instead, a point outside of the domain or without a derivative."""
    where = f"{slots.variable} = {plain(point)}"
    if evaluate(slots.expression, {slots.symbol: point}) is None:
        raise MathError(
            f"{plain(slots.function)} has no real value at {where}, so there is no tangent.",
            f"choose a point of the domain; {instead}",
        )
    reason = failure(slots.expression, slots.symbol, point)
    if reason:
        raise MathError(f"{plain(slots.function)} has no tangent at {where}: {reason}.", instead)


def slope_line(slots: FunctionSlots, point: sympy.Expr) -> dict[str, Any]:
    """The line of reasoning that evaluates the derivative at a point."""
    slope = value_at(derivative(slots.expression, slots.variable), slots.symbol, point)
    where = f"{slots.variable} = {plain(point)}"
    return line(
        slots.say("slope-at", where=f"${to_typst(slots.symbol)} = {exact(point)}$"),
        f"{call_of(slots, exact(point), prime=chr(39))} {valued(slope)}",
        slots.say("slope-is", where=where, slope=decimal(float(slope))),
    )


def slide_from(window: Window, point: float) -> float:
    """Where on the same piece of the curve a dot can start its way to the point."""
    low, high = next((ends for ends in window.pieces if ends[0] <= point <= ends[1]), (point, point))
    return low if point - low > 0.15 * (window.x_max - window.x_min) or point - low > high - point else high


def glide(window: Window) -> tuple[float, float]:
    """The longest way along the curve without a corner or a vertical tangent, a little inside of its ends."""
    cuts = sorted({*window.corners, *window.vertical_tangents})
    ways: list[tuple[float, float]] = []
    for low, high in window.pieces:
        stops = [low, *(cut for cut in cuts if low < cut < high), high]
        ways += pairwise(stops)
    middle = (window.x_min + window.x_max) / 2
    low, high = max(ways, key=lambda ends: (round(ends[1] - ends[0], 6), -abs(sum(ends) / 2 - middle)))
    margin = 0.02 * (high - low)
    return low + margin, high - margin


def equation(
    variables: tuple[sympy.Symbol, sympy.Symbol], at: tuple[sympy.Expr, sympy.Expr], slope: sympy.Expr
) -> tuple[str, str]:
    """The equation of the line through a point in Typst and in words: exact where that is short, else with decimals."""
    (x, y), (point, value) = variables, at
    if all(isinstance(number, sympy.Rational) for number in (point, value, slope)):
        straight = sympy.expand(slope * (x - point) + value)
        if is_short(straight):
            return f"{to_typst(y)} = {to_typst(straight)}", f"{y} = {plain(straight)}"
    if slope == 0:
        return f"{to_typst(y)} {valued(value)}", f"{y} = {decimal(float(value))}"
    m, a, b = decimal(float(slope)), float(point), decimal(float(value))
    sign = "-" if a > 0 else "+"
    # A sum would need brackets of its own, and sin(4) is negative without a sign.
    short = is_short(point) and not point.is_Add and point.count_ops() <= 4 and not exact(abs(point)).startswith("-")
    short = short and all(part.q < LARGEST for part in point.atoms(sympy.Rational))
    typeset = exact(abs(point)) if short else decimal(abs(a))
    shift = to_typst(x) if a == 0 else f"({to_typst(x)} {sign} {typeset})"
    spoken = str(x) if a == 0 else f"({x} {sign} {decimal(abs(a))})"
    factor = {"1": "", "-1": "-"}.get(m, f"{m} ")
    constant = "" if b == "0" else f" {'-' if b.startswith('-') else '+'} {b.lstrip('-')}"
    whole = all(isinstance(part, sympy.Rational) and is_exact(part) for part in (slope, value)) and short
    relation = "=" if whole else "approx"
    return f"{to_typst(y)} {relation} {factor}{shift}{constant}", f"{y} ≈ {factor}{spoken}{constant}"


def height_name(variable: str) -> sympy.Symbol:
    """The name of the other coordinate: y, unless that is the variable."""
    return symbol("y" if variable != "y" else "z")
