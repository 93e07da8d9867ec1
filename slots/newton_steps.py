"""The picture and the table of Newton's method: which places are seen, in which window, and with which numbers."""

from __future__ import annotations

from typing import Any

import sympy

from derivanim.calculus.evaluate import Value, evaluate
from derivanim.calculus.holding import holding
from derivanim.calculus.newton import Newton, named_root
from derivanim.calculus.powers import substitute
from derivanim.calculus.printing import to_typst
from derivanim.calculus.window import Window, choose_window
from derivanim.errors import MathError
from derivanim.slots import marks, numbers, plots, stage
from derivanim.slots.base import FunctionSlots
from derivanim.slots.plots import PICTURE

MOST_ROWS = 6
DIGITS = 7
WIDER, HIGHER = 6.0, 30.0  # growth, against the first step, past which a place is left out of the picture
READING = 5.0  # seconds in which all lines are read
APART = 0.55  # between labels, in units of the frame
LARGEST = 10**9  # value at the start that is still drawn


def require_start(slots: FunctionSlots, start: sympy.Expr) -> None:
    """Refuse a start outside of the domain or at a root, and a function that has none."""
    name, where = numbers.plain(slots.function), f"{slots.variable} = {numbers.plain(start)}"
    height = evaluate(slots.expression, {slots.symbol: start})
    if height is None:
        raise MathError(f"{name} has no real value at {where}, so Newton's method cannot start.", "move the start")
    if height == 0:
        raise MathError(f"{name} is 0 at {where}: the start is a root already.", "choose another start")
    if abs(height) > LARGEST:
        raise MathError(f"{name} is too large at {where} to be drawn.", "start nearer to a root")
    if not slots.expression.has(slots.symbol):
        raise MathError(f"{name} is constant and never 0.", "choose a function with a root")


def require_tangents(slots: FunctionSlots, found: Newton) -> None:
    """Refuse a curve without a tangent on the way."""
    if found.end == "rough":
        name, place = numbers.plain(slots.function), numbers.decimal(float(found.places[-1]))
        raise MathError(f"{name} has no tangent at {slots.variable} = {place}, where a step leads.", "move the start")


def picture(slots: FunctionSlots, found: Newton) -> dict[str, Any]:
    """The curve near the places, the places themselves with their names, and the table of all of them."""
    f, x = slots.expression, slots.symbol
    filled = rows(f, x, found)
    followed = sum(row[0] == str(number) for number, row in enumerate(filled))  # places without a gap in the table
    kept = seen(f, x, found)[:followed]
    shown = window(f, x, kept)
    names = labels(shown, to_typst(x), kept)
    plotted = plots.plot(shown, [f], x)
    plotted["x_ticks"] = marks.bare_near(plotted["x_ticks"], [p for p, _ in names], shown.x_max - shown.x_min)
    return plotted | {
        "places": [float(place) for place in kept],
        "toward": float(found.places[len(kept)] - kept[-1]) if len(kept) < followed else None,
        "end": found.end,
        "root": float(found.root) if found.root is not None and shown.x_min < found.root < shown.x_max else None,
        "labels": names,
        "header": ["n", f"{to_typst(x)}_n", stage.call_of(slots, f"{to_typst(x)}_n")],
        "rows": filled,
    }


def seen(function: sympy.Expr, x: sympy.Symbol, found: Newton) -> list[Value]:
    """The places that fit into one picture: the start, and what follows as long as it is not much farther off."""
    places = list(found.places[: MOST_ROWS if found.end != "cycles" else found.period + 1])
    kept, first = places[:1], abs(evaluate(function, {x: places[0]}) or 1)
    for place in places[1:]:
        height = evaluate(function, {x: place})
        span = max(*kept, place) - min(*kept, place)
        reach = abs(places[1] - places[0])
        if span > WIDER * reach or (height is not None and abs(height) > HIGHER * first):
            break
        kept.append(place)
    return kept


def window(function: sympy.Expr, x: sympy.Symbol, kept: list[Value]) -> Window:
    """A window that holds these places, their points of the curve, and the axis."""
    low, high = float(min(kept)), float(max(kept))
    if len(kept) < 2 or high - low < 1e-6 * max(1.0, abs(low)):
        shown = choose_window(function, x, point=sympy.Float(str(kept[0]), 17))
    else:
        room = 0.2 * (high - low)
        shown = choose_window(function, x, interval=(low - room, high + room))
    heights = [(float(place), float(evaluate(function, {x: place}) or 0)) for place in kept]
    return holding(shown, function, x, [*heights, (low, 0.0)])


def labels(shown: Window, variable: str, kept: list[Value]) -> list[tuple[float, str]]:
    """Names of the places beside the axis, as far as they do not meet."""
    unit, placed = PICTURE[0] / (shown.x_max - shown.x_min), list[tuple[float, str]]()
    for number, place in enumerate(map(float, kept)):
        if all(abs(place - other) * unit > APART for other, _ in placed):
            placed.append((place, f"{variable}_{number}"))
    return placed


def rows(function: sympy.Expr, x: sympy.Symbol, found: Newton) -> list[tuple[str, str, str]]:
    """Number, place and value of the first places, and of the last where the method converges; settled digits lit."""
    places = found.places
    last = len(places) - 1
    if found.root is not None:
        # Not past the row from which on nothing changes any more.
        last = next(n for n, place in enumerate(places) if abs(place - found.root) < 0.5 * 10**-DIGITS or n == last)
    count = min(last + 1, MOST_ROWS)
    shown = [*range(count - 1), last] if found.root is not None else list(range(count))
    told = [numbers.decimal(float(places[n])) if found.root is None else _lit(places[n], found.root) for n in shown]
    values = [_value(evaluate(function, {x: places[n]})) for n in shown]
    return list(zip(map(str, shown), told, values, strict=True))


def fixed(place: Value) -> str:
    """A place with all the digits of the table."""
    number = float(place)
    return f"{number:.{DIGITS}f}" if abs(number) < 1000 else numbers.decimal(number)


def _lit(place: Value, root: Value) -> str:
    text = fixed(place)
    if "dot" in text:
        return text
    target = fixed(root)
    same = next((i for i, pair in enumerate(zip(text, target, strict=False)) if pair[0] != pair[1]), len(text))
    settled = text[:same].rstrip(".-")
    return (
        f"{stage.tint(settled, 'MEASURE')} {text[len(settled) :]}".strip() if any(map(str.isdigit, settled)) else text
    )


def _value(value: Value | None) -> str:
    if value is None:
        return '"–"'
    return "0" if abs(value) < 1e-12 else numbers.decimal(float(value))


def lines(slots: FunctionSlots, found: Newton) -> list[dict[str, Any]]:
    """The derivative, the rule of a step, the first one in numbers or why there is none, and how the method ends."""
    x, start = to_typst(slots.symbol), found.places[0]
    rule = f"{x}_(n + 1) = {x}_n - frac({stage.call_of(slots, f'{x}_n')}, {stage.call_of(slots, f'{x}_n', chr(39))})"
    derivative = stage.derivative(slots.expression, slots.variable)
    values = [evaluate(part, {slots.symbol: start}) for part in (slots.expression, derivative)]
    at, height, rate = (numbers.decimal(float(value)) for value in (start, *values))
    if len(found.places) > 1:
        after = numbers.decimal(float(found.places[1]))
        exact = all(_is_shown(value) for value in (start, *values, found.places[1]))
        relation = "=" if exact else "approx"
        step = f"{x}_1 {relation} {at} - frac({height}, {rate}) {relation} {after}"
        first = stage.line(slots.say("first-line"), step, slots.say("first-is"))
    else:
        known = numbers.valued(substitute(slots.expression, {slots.symbol: sympy.nsimplify(at)}))
        first = stage.line(slots.say("height-line"), f"{stage.call_of(slots, at)} {known}", slots.say("height-is"))
    step_line = stage.line(slots.say("step-line"), rule, slots.say("step-is"))
    return stage.paced([*stage.derivation(slots, 1), step_line, first, _end(slots, found)], READING)


def _is_shown(value: Value | None) -> bool:
    """Whether two decimals are all the digits of a number."""
    return value is not None and abs(value) < 1000 and 100 * value == int(100 * value)


def _end(slots: FunctionSlots, found: Newton) -> dict[str, Any]:
    """What becomes of the places."""
    x, last = to_typst(slots.symbol), len(found.places) - 1
    place = numbers.decimal(float(found.places[last]))
    words = {"steps": str(last), "place": place, "name": slots.function_name}
    role = "MEASURE" if found.root is not None else "WRONG"
    if found.root is not None:
        root = named_root(slots.expression, slots.symbol, found.root)
        near = f"approx {fixed(found.root)}"
        exact = f"= {numbers.exact(root)}" if numbers.is_short(root) else ""
        formula = f"{x} {exact} {near if not root.is_Rational or not exact else ''}".strip()
    elif found.end == "flat":
        formula = f"{stage.call_of(slots, place, chr(39))} = 0"
    elif found.end == "cycles":
        formula = f"{x}_{last} = {x}_{last - found.period}"
    else:
        formula = f"{x}_({last}) approx {place}"
    return stage.line(slots.say(f"{found.end}-line"), formula, slots.say(f"{found.end}-is", **words), role)
