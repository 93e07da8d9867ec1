"""Marginal analysis as data: the whole curve, what one more item changes, much larger, and the lines about both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import sympy

from derivanim.calculus.claims import IsExtremum, IsRoot, ValueAt
from derivanim.calculus.evaluate import Value, evaluate
from derivanim.calculus.powers import substitute
from derivanim.calculus.printing import to_typst
from derivanim.calculus.roots import roots
from derivanim.calculus.sampling import sampler
from derivanim.calculus.ticks import nice_step, round_ticks
from derivanim.calculus.window import Window, choose_window, find_pieces
from derivanim.slots import linear, marks, numbers, plots, points, stage
from derivanim.slots.base import FunctionSlots
from derivanim.slots.linear import typed

HALF = (7.4, 2.2)  # width and height of each of the two axes
WIDE = 7  # characters of a number that has no room beside the axis
READING = 8.5  # seconds in which all lines are read
BEFORE, BEYOND = 0.35, 1.65  # how far the lower picture reaches around the items q and q + 1


@dataclass(frozen=True)
class OneMore:
    """A number of items, the slope there, and what one more item changes: as an exact number, and to 50 digits.

    `best` is where the function is greatest on the window and its slope 0, where that is asked for.
    """

    at: sympy.Expr
    slope: sympy.Expr
    exact: sympy.Expr
    change: Value
    window: Window
    best: sympy.Expr | None


def one_more(slots: FunctionSlots, at: sympy.Expr, slope: sympy.Expr, greatest: bool) -> OneMore:
    """What one more item changes; the function has a value at both numbers."""
    function, x = slots.expression, slots.symbol
    after, before = (substitute(function, {x: place}) for place in (at + 1, at))
    values: list[Value] = [evaluate(function, {x: place}) for place in (at, at + 1)]
    derivative = stage.derivative(function, slots.variable)
    window = whole(function, derivative, x, at)
    top = best(function, derivative, x, window) if greatest else None
    return OneMore(at, slope, sympy.nsimplify(after - before), values[1] - values[0], window, top)


def claims(slots: FunctionSlots, found: OneMore) -> list[Any]:
    """What one more item changes exactly, and that the best number, if asked for, has the slope 0 and is the best."""
    function, x = slots.expression, slots.variable
    step = function.subs(slots.symbol, slots.symbol + 1) - function
    made: list[Any] = [ValueAt(step, x, found.at, found.exact)]
    if found.best is not None:
        if not found.best.has(sympy.Float):
            made.append(IsRoot(stage.derivative(function, x), x, found.best, slot="function"))
        made.append(IsExtremum(function, x, _ends(found.window), found.best, "maximum", slot="function"))
    return made


def picture(slots: FunctionSlots, found: OneMore) -> dict[str, Any]:
    """The whole curve above, the step from one number of items to the next below, and the best number."""
    function, x, at, best, window = slots.expression, slots.symbol, found.at, found.best, found.window
    upper, width = plots.axes(window, [function], x, float(at), HALF), window.x_max - window.x_min
    places = [float(place) for place in (at, best) if place is not None]
    close = best is not None and abs(float(best - at)) * plots.PICTURE[0] < width
    return {
        "upper": upper | {"x_ticks": marks.bare_near(upper["x_ticks"], places, width)},
        "lower": close_up(function, x, at, float(found.slope)),
        "at": float(at),
        "value": float(points.value_at(function, x, at)),
        "slope": float(found.slope),
        "label": typed(at),
        "bars": [linear.decimals(number, 2) for number in (found.change, float(found.slope))],
        "best": None if best is None else float(best),
        "best_label": "" if best is None or close else numbers.label(best),
    }


def lines(slots: FunctionSlots, found: OneMore, quantity: str) -> dict[str, Any]:
    """The steps to the derivative, and the lines about the two numbers, all read in a few seconds."""
    steps = stage.derivation(slots, 2)
    told = stage.paced([*steps, *_lines(slots, found, quantity)], READING)
    return {"steps": told[: len(steps)], "lines": told[len(steps) :]}


def _lines(slots: FunctionSlots, found: OneMore, quantity: str) -> list[dict[str, Any]]:
    """The marginal value, the exact change, and how near they are, or the best number of items where there is one."""
    at, following, x = typed(found.at), typed(found.at + 1), to_typst(slots.symbol)
    digits = linear.digits_apart(found.change - evaluate(found.slope))
    slope, change = (linear.decimals(value, digits) for value in (found.slope, found.change))
    step = f"{stage.call_of(slots, following)} - {stage.call_of(slots, at)}"
    marginal = stage.line(
        slots.say("marginal-line", quantity=quantity, where=f"${x} = {at}$"),
        f"{stage.call_of(slots, at, chr(39))} {linear.relation_to(found.slope, slope)} {slope}",
        slots.say("marginal-is", quantity=quantity, slope=slope),
        "DERIVATIVE",
    )
    exactly = stage.line(
        slots.say("change-line"),
        f"{step} {linear.relation_to(found.exact, change)} {change}",
        slots.say("change-is", quantity=quantity, change=change),
        "MEASURE",
    )
    if found.best is None:
        return [marginal, exactly, _apart(slots, found, slope, change)]
    zero = f"${slots.function_name}'({x}) = 0$"
    formula = f"{x} {numbers.equals(found.best)}"
    return [marginal, exactly, stage.line(slots.say("best-line", zero=zero), formula, slots.say("best-is"), "POINT")]


def _apart(slots: FunctionSlots, found: OneMore, slope: str, change: str) -> dict[str, Any]:
    """How near the slope comes to the exact change."""
    gap, minus = abs(float(found.change) - float(found.slope)), f"({slope})" if slope.startswith("-") else slope
    same = gap < 1e-12 * max(1.0, abs(float(found.change)))
    difference = "0" if same else numbers.decimal(gap)
    formula = f"abs({change} - {minus}) {'=' if difference == '0' else 'approx'} {difference}"
    said = slots.say("apart-is" if difference != "0" else "same-is", gap=difference)
    return stage.line(slots.say("apart-line"), formula, said)


def whole(function: sympy.Expr, slope: sympy.Expr, x: sympy.Symbol, at: sympy.Expr) -> Window:
    """The window from 0 to well past the point and past the next place where the slope is 0, if that is not far."""
    start = sympy.Integer(0)
    if at <= 0 or evaluate(function, {x: start}) is None or not np.isfinite(float(at)):
        return choose_window(function, x, point=at, aspect=HALF[0] / HALF[1])
    level = roots(slope, x, (start, 4 * at))
    end = max([1.7 * float(at), float(at) + 2, *(1.25 * float(place) for place in level[-1:])])
    return choose_window(function, x, interval=(0.0, end), aspect=HALF[0] / HALF[1])


def close_up(function: sympy.Expr, x: sympy.Symbol, at: sympy.Expr, marginal: float) -> dict[str, Any]:
    """The lower picture: ranges and ticks around the items q and q + 1, and the pieces of the curve there."""
    q, f = float(at), sampler(function, [x])
    left, right = q - BEFORE, q + BEYOND
    grid = np.linspace(left, right, 200)
    values = f(grid)
    known = [*values[np.isfinite(values)], float(f(q)) + marginal * (1 + 0.2 * (BEYOND - 1)), float(f(q))]
    bottom, top = min(known), max(known)
    room = 0.12 * (top - bottom) or 0.1 * max(1.0, abs(top))
    bottom, top = bottom - room, top + room
    ticks = round_ticks(bottom, top, nice_step(top - bottom, 3))
    return {
        "x_range": (left, right),
        "y_range": (bottom, top),
        "x_ticks": [(q, typed(at)), (q + 1, typed(at + 1))],
        "y_ticks": [(tick.value, tick.label if len(tick.label) < WIDE else "") for tick in ticks],
        "pieces": list(find_pieces(f, [], (left, right), (bottom, top))),
    }


def _ends(window: Window) -> tuple[sympy.Expr, sympy.Expr]:
    """The numbers of items that are seen, as exact numbers."""
    return sympy.Rational(f"{max(window.x_min, 0):.10g}"), sympy.Rational(f"{window.x_max:.10g}")


def best(function: sympy.Expr, slope: sympy.Expr, x: sympy.Symbol, window: Window) -> sympy.Expr | None:
    """Where the function is greatest on the window, if its slope is 0 there."""
    ends = _ends(window)
    values = [(evaluate(function, {x: place}), place) for place in (*ends, *roots(slope, x, ends))]
    known = [(float(value), place) for value, place in values if value is not None]
    place: sympy.Expr = max(known, key=lambda pair: pair[0])[1]
    return None if place in ends else place
