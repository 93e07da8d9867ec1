"""What schemas with a point ask of it, and how a tangent there is shown."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import sympy

from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.kinks import failure
from derivanim.calculus.printing import to_typst
from derivanim.calculus.window import Window
from derivanim.errors import MathError
from derivanim.slots.base import FunctionSlots
from derivanim.slots.stage import PICTURE, call_of, decimal, derivative, exact, is_short, line, nice, plain, valued


def value_at(expression: sympy.Expr, variable: sympy.Symbol, point: sympy.Expr) -> sympy.Expr:
    """The exact value, simplified where that is quick; MathError outside of the domain."""
    number = evaluate(expression, {variable: point})
    if number is None:
        raise MathError(f"{plain(expression)} has no real value at {variable} = {plain(point)}.")
    value = expression.subs(variable, point)
    if value.is_Rational or value.count_ops() > 60:
        return value
    simpler = sympy.simplify(value)
    return simpler if simpler.is_real else value


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
        f"slope at ${to_typst(slots.symbol)} = {exact(point)}$",
        f"{call_of(slots, exact(point), prime=chr(39))} {valued(slope)}",
        f"At {where} the slope is {decimal(float(slope))}.",
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
    low, high = max(ways, key=lambda ends: ends[1] - ends[0])
    margin = 0.02 * (high - low)
    return low + margin, high - margin


def triangle(window: Window, x: float, y: float, slope: float) -> dict[str, Any] | None:
    """A slope triangle with a round base that is large enough to see and stays in the window; None where none does."""
    x_unit = PICTURE[0] / (window.x_max - window.x_min)
    y_unit = PICTURE[1] / (window.y_max - window.y_min)
    for side in (1, -1):
        for base in (0.3, 0.22, 0.15, 0.1, 0.06, 0.03):
            run = nice(base * (window.x_max - window.x_min))
            rise = run * slope
            end_x, end_y = x + side * run * 1.15, y + side * rise * 1.1
            inside = window.x_min < end_x < window.x_max and window.y_min < end_y < window.y_max
            if inside and abs(rise) * y_unit > 0.35 and run * x_unit > 0.15:
                return {"run": side * run, "run_label": decimal(run), "rise_label": decimal(rise)}
    return None


def equation(slots: FunctionSlots, point: sympy.Expr, value: sympy.Expr, slope: sympy.Expr) -> tuple[str, str]:
    """The tangent line's equation in Typst and in words: exact where that is short, else with decimals."""
    x = slots.symbol
    y = "y" if slots.variable != "y" else "z"
    if all(isinstance(number, sympy.Rational) for number in (point, value, slope)):
        straight = sympy.expand(slope * (x - point) + value)
        if is_short(straight):
            return f"{y} = {to_typst(straight)}", f"{y} = {plain(straight)}"
    if slope == 0:
        return f"{y} {valued(value)}", f"{y} = {decimal(float(value))}"
    m, a, b = decimal(float(slope)), float(point), decimal(float(value))
    sign = "-" if a > 0 else "+"
    typeset = exact(abs(point)) if is_short(point) else decimal(abs(a))
    shift = to_typst(x) if a == 0 else f"({to_typst(x)} {sign} {typeset})"
    spoken = slots.variable if a == 0 else f"({slots.variable} {sign} {decimal(abs(a))})"
    factor = {"1": "", "-1": "-"}.get(m, f"{m} ")
    constant = "" if b == "0" else f" {'-' if b.startswith('-') else '+'} {b.lstrip('-')}"
    return f"{y} approx {factor}{shift}{constant}", f"y is about {factor}{spoken}{constant}"
