"""A function and its derivatives up to an order as data: a strip for each, its ways, and the lines of formulas."""

from __future__ import annotations

from typing import Any

import sympy

from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.kinks import failure
from derivanim.calculus.printing import to_source, to_typst
from derivanim.errors import MathError
from derivanim.slots import numbers, stage, strips
from derivanim.slots.base import MAX_TEXT, FunctionSlots
from derivanim.slots.slope_graph import Way

SWEEP = 6.5  # seconds for all the ways of the dot together
READING = 4.0  # seconds in which all the lines are read
FIRST, OTHERS = "FUNCTION", ("MEASURE", "DERIVATIVE")  # colours; the derivatives take turns
Derivatives = tuple[sympy.Expr, ...]
Ends = tuple[sympy.Expr, sympy.Expr] | None


def require_strips(slots: FunctionSlots, derivatives: Derivatives, ends: Ends) -> None:
    """Refuse a constant, formulas that are too long, and a function without a smooth piece."""
    shown = numbers.plain(slots.function)
    if not slots.expression.has(slots.symbol):
        hint = f"choose a function that depends on {slots.variable}, or the constant_rule"
        raise MathError(f"{shown} is a constant, so that all its derivatives are 0.", hint)
    if any(len(to_source(each)) > MAX_TEXT for each in derivatives):
        raise MathError(f"The derivatives of {shown} are too long to show.", "choose a lower order")
    _, ways = strips.strips([slots.expression, *derivatives], slots.symbol, ends)
    if not ways[0]:
        hint = "choose another interval, or a function with a smooth piece"
        raise MathError(f"No part of {shown} has a slope that could be shown.", hint)


def picture(slots: FunctionSlots, derivatives: Derivatives, ends: Ends) -> dict[str, Any]:
    """The common axis, and for each function its strip with the ways of the dot along it."""
    curves = [slots.expression, *derivatives]
    windows, ways = strips.strips(curves, slots.symbol, ends)
    shown = [
        strips.axes(window, curve, slots.symbol)
        | {
            "source": stage.in_x(curve, slots),
            "name": stage.call_of(slots, prime=_prime(k)),
            "color": _color(k),
            "ways": _timed(ways[k - 1], SWEEP / len(derivatives)) if k else [],
            "caption": slots.say("trace", name=_spoken(slots, k), before=_spoken(slots, k - 1)) if k else "",
        }
        for k, (window, curve) in enumerate(zip(windows, curves, strict=True))
    ]
    return {
        "x_range": [windows[0].x_min, windows[0].x_max],
        "x_ticks": [(tick.value, tick.label) for tick in windows[0].x_ticks],
        "strips": shown,
    }


def lines(slots: FunctionSlots, derivatives: Derivatives) -> dict[str, Any]:
    """The formula of each derivative, what a second derivative is, and that the function came back, where it did."""
    made = []
    for k, each in enumerate(derivatives, start=1):
        rule = slots.say("zero-line" if each == 0 else f"line-{k}")
        formula = f"{stage.call_of(slots, prime=_prime(k))} = {to_typst(each)}{_exceptions(slots, derivatives, k)}"
        made.append(stage.line(rule, formula, slots.say("formula", name=_spoken(slots, k)), _color(k)))
    first, second = (stage.call_of(slots, prime=_prime(k)) for k in (1, 2))
    definition = stage.line(slots.say("definition-line"), f"{second} = ({first})'", slots.say("definition"))
    return {
        "lines": stage.paced(made, READING),
        "definition_line": definition,
        "same_line": _same_line(slots, derivatives),
    }


def _exceptions(slots: FunctionSlots, derivatives: Derivatives, k: int) -> str:
    """The points at which the formula has a value although there is no derivative of that order."""
    x, curves = slots.symbol, [slots.expression, *derivatives]
    failing = [point for point, _ in stage.derived(slots.expression, slots.variable, len(derivatives)).fails_at]
    missed = [
        point
        for point in failing
        if evaluate(curves[k], {x: point}) is not None and any(failure(curve, x, point) for curve in curves[:k])
    ]
    if not missed or len(missed) > 2:
        return ""
    return " quad (" + ", ".join(f"{to_typst(x)} != {to_typst(point)}" for point in missed) + ")"


def _same_line(slots: FunctionSlots, derivatives: Derivatives) -> dict[str, Any] | None:
    """That the function itself came back, where it did."""
    same = [k for k, each in enumerate(derivatives, start=1) if each == slots.expression]
    if not same:
        return None
    formula = f"{stage.call_of(slots, prime=_prime(same[0]))} = {stage.call_of(slots)}"
    return stage.line(slots.say("same-line"), formula, slots.say("same"), "FUNCTION")


def _spoken(slots: FunctionSlots, k: int) -> str:
    """The name of the derivative of an order, in a caption."""
    return slots.function_name + ("'" * k if k < 4 else f"^({k})")


def _prime(k: int) -> str:
    """What stands between the name and the variable: f'', f^((4))."""
    return "'" * k if k < 4 else f"^(({k}))"


def _color(k: int) -> str:
    """The colour of the derivative of an order; order 0 is the function."""
    return OTHERS[k % 2] if k else FIRST


def _timed(ways: list[Way], seconds: float) -> list[tuple[float, float, float]]:
    total = sum(high - low for low, high in ways)
    return [(low, high, round(max(0.4, seconds * (high - low) / total), 1)) for low, high in ways]
