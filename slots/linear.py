"""A linear approximation as data: the picture around the centre and the target, and the lines of reasoning."""

from __future__ import annotations

from typing import Any

import sympy

from derivanim.calculus.approximation import Linearization
from derivanim.calculus.evaluate import Value, real
from derivanim.calculus.holding import holding
from derivanim.calculus.printing import to_typst
from derivanim.calculus.window import Window, choose_window
from derivanim.slots import lens, marks, numbers, plots, points, stage
from derivanim.slots.base import FunctionSlots

NEAR = 0.05  # share of the window that lies between the centre and the target at least
SHORTEST = 0.0025  # half of a window whose ticks still have plain numbers
READING = 5.5  # seconds in which all lines are read
MOST_DIGITS = 12


def picture(slots: FunctionSlots, found: Linearization, a: sympy.Expr, target: sympy.Expr) -> dict[str, Any]:
    """The curve with its tangent, both places with their labels, and a glass over the gap at the target."""
    x, near = slots.symbol, (float(a), float(target))
    window, curves = _window(slots, found, a, target), [slots.expression, found.value + found.slope * (x - a)]
    ends = (float(found.true), float(found.approximation))
    shown = plots.plot(window, curves, x, near[0])
    shown["x_ticks"] = marks.bare_near(shown["x_ticks"], near, window.x_max - window.x_min, room=0.8)
    return shown | {
        "center": near[0],
        "value": float(found.value),
        "slope": float(found.slope),
        "target": near[1],
        "start": points.slide_from(window, near[0]),
        "labels": [typed(a), typed(target)],
        "lean": marks.lean(window, near[1], near[0], ends),
        "lens": lens.lens(window, curves, x, near[1], ends),
    }


def _window(slots: FunctionSlots, found: Linearization, a: sympy.Expr, target: sympy.Expr) -> Window:
    """A window around the centre that holds the target, and in which the two are some way apart."""
    function, x = slots.expression, slots.symbol
    window, apart = choose_window(function, x, point=a), abs(float(target - a))
    if apart < NEAR * (window.x_max - window.x_min):
        middle, half = float(a + target) / 2, max(apart / NEAR / 2, SHORTEST)
        window = choose_window(function, x, interval=(middle - half, middle + half))
    heights = [(float(target), float(value)) for value in (found.true, found.approximation)]
    return holding(window, function, x, [(float(a), float(found.value)), *heights])


def lines(slots: FunctionSlots, found: Linearization, a: sympy.Expr, target: sympy.Expr) -> list[dict[str, Any]]:
    """The tangent, its value at the target, the function's value there, the error, and its bound where there is one."""
    name = "L" if slots.function_name != "L" else "T"
    at, center = typed(target), typed(a)
    digits = digits_apart(found.error)
    rough, true = (decimals(value, digits) for value in (found.approximation, found.true))
    error = numbers.decimal(float(abs(found.error)))
    side = "zero" if not found.error else "large" if found.error > 0 else "small"
    known = _exact(found.value, found.slope, a)
    relation = "=" if known else "approx"
    sum_there = _put_in(found, a, target, known)
    told = [
        stage.line(
            slots.say("tangent-line", where=f"${to_typst(slots.symbol)} = {center}$"),
            f"{name}({to_typst(slots.symbol)}) {relation} {_linear(found, slots.symbol, a, known)}",
            slots.say("tangent-is", name=name),
            "DERIVATIVE",
        ),
        stage.line(
            slots.say("value-line", where=f"${to_typst(slots.symbol)} = {at}$"),
            f"{name}({at}) {relation} {sum_there} {relation_to(found.approximation, rough)} {rough}",
            slots.say("value-is", where=numbers.plain(target), value=rough),
            "DERIVATIVE",
        ),
        stage.line(
            slots.say("true-line"),
            f"{stage.call_of(slots, at)} {relation_to(found.true, true)} {true}",
            slots.say("true-is", where=numbers.plain(target), value=true),
            "FUNCTION",
        ),
        stage.line(
            slots.say(f"error-{side}-line"),
            f"abs({stage.call_of(slots, at)} - {name}({at})) {'=' if side == 'zero' else 'approx'} {error}",
            slots.say(f"error-{side}", error=error),
            "MEASURE",
        ),
    ]
    if found.largest is None or found.bound is None or not found.bound:
        return told
    second, bound = (numbers.decimal(float(number)) for number in (found.largest, found.bound))
    distance = typed(abs(target - a)) if numbers.is_short(abs(target - a)) else None
    square = f"frac({second}, 2) dot.c {_squared(distance)}" if distance else "frac(M, 2) (x - a)^2"
    curve = stage.call_of(slots, prime="''")
    bounded = stage.line(
        slots.say("bound-line", size=f"$abs({curve}) <= {second}$"),
        f'"{slots.say("error")}" <= {square} <= {bound}',
        slots.say("bound-is", bound=bound),
    )
    return [*told, bounded]


def typed(number: sympy.Expr) -> str:
    """A number as people type it: 0.75 rather than 3/4, but pi/4 and 1/3 as they are."""
    text = f"{float(number):.4f}".rstrip("0").rstrip(".")
    return text if number.is_Rational and sympy.Rational(text) == number else numbers.exact(number)


def _exact(*parts: sympy.Expr) -> bool:
    """Whether all the numbers of the tangent are read at a glance as they are: sqrt(3)/2 and ln 2 are, sin(6/5) not."""
    return all(numbers.is_short(part) and not part.atoms(sympy.Function) - part.atoms(sympy.log) for part in parts)


def _text(number: sympy.Expr, known: bool) -> str:
    return typed(number) if known or numbers.is_exact(number) else numbers.decimal(float(number))


def _linear(found: Linearization, x: sympy.Symbol, a: sympy.Expr, known: bool) -> str:
    """`2 + 1/4 (x - 4)`, without what is 0 or 1."""
    if not found.slope:
        return _text(found.value, known)
    shift = to_typst(x) if not a else f"({to_typst(x)} {'-' if a > 0 else '+'} {_text(abs(a), known)})"
    factor = {"1": "", "-1": ""}.get(text := _text(abs(found.slope), known), f"{text} ")
    start = _text(found.value, known) if found.value else ""
    sign = "-" if found.slope < 0 else "+" if start else ""
    return f"{start} {sign} {factor}{shift}".strip()


def _put_in(found: Linearization, a: sympy.Expr, target: sympy.Expr, known: bool) -> str:
    """The same with the numbers of the target in it: `2 + 1/4 dot 0.1`."""
    step = target - a
    size = _text(abs(step), known and numbers.is_short(step))
    sign = "-" if (found.slope < 0) != (step < 0) else "+"
    if not found.slope:
        return _text(found.value, known)
    factor = {"1": ""}.get(text := _text(abs(found.slope), known), f"{text} dot.c ")
    size = f"({size})" if factor and (" - " in size or " + " in size) else size
    start = _text(found.value, known) if found.value else ""
    return f"{start} {sign if start or sign == '-' else ''} {factor}{size}".strip()


def _squared(distance: str) -> str:
    return f"{distance}^2" if distance.replace(".", "").isdigit() else f"({distance})^2"


def digits_apart(difference: Value) -> int:
    """So many decimals that a difference can be seen with three of its digits."""
    if not difference:
        return 4
    return min(MOST_DIGITS, max(2, 2 - int(real.floor(real.log10(abs(difference))))))


def decimals(value: Any, digits: int) -> str:
    """A number with so many decimals, without zeros at its end."""
    number = float(value)
    return numbers.decimal(number) if abs(number) >= 10**5 else (f"{number:.{digits}f}".rstrip("0").rstrip(".") or "0")


def relation_to(value: Any, shown: str) -> str:
    """`=` where all of the number's decimals are shown."""
    exact = isinstance(value, sympy.Rational) and "dot" not in shown and sympy.Rational(shown) == value
    return "=" if exact else "approx"
