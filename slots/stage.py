"""The words and formulas of `scene()` that schemas share: derivatives, products, lines of reasoning, the heading."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import sympy

from derivanim.calculus.differentiate import differentiate
from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.printing import to_source, to_typst
from derivanim.slots.base import FunctionSlots
from derivanim.slots.numbers import plain
from derivanim.slots.words import rule as in_words

LONG = 60  # characters of a formula that nobody wants to read twice
READING = 5.4  # seconds in which a whole derivation is read

# A scene asks for the same derivative several times, and a worker sees the same slots when they are checked and filled.
derived = lru_cache(maxsize=128)(differentiate)


def derivative(function: sympy.Expr, variable: str) -> sympy.Expr:
    """The derivative in its textbook form."""
    return derived(function, variable).derivative


def product(left: sympy.Expr, right: sympy.Expr, *, after_sign: bool = False) -> str:
    """A product in Typst as a rule leaves it: brackets around sums, a minus after a sign, a number after a number."""
    texts: list[str] = []
    for part in (left, right):
        text = to_typst(part)
        minus = text.startswith("-") and (after_sign or bool(texts))
        numbers = bool(texts) and text[0].isdigit() and texts[0][-1].isdigit()
        texts.append(f"({text})" if part.is_Add or minus or numbers else text)
    return " dot.c ".join(texts)


def reading_time(markup: str) -> float:
    """Seconds that a formula needs to be read: 1 s and a quarter for each symbol, within bounds."""
    symbols = len(re.findall(r"[A-Za-z]+|\d+(?:\.\d+)?|[-+=/]", markup))
    return round(min(2.6, 0.8 + 0.1 * symbols), 1)


def tint(markup: str, role: str = "DERIVATIVE") -> str:
    """Markup in the colour of a role, whose name stands for the colour until the program is filled."""
    return f'text(fill: #rgb("{role}"), {markup})'


def line(rule: str, formula: str, caption: str, color: str | None = None) -> dict[str, Any]:
    """One line of the reasoning panel: a rule's name over its formula, and what the caption says meanwhile."""
    made: dict[str, Any] = {"rule": rule, "formula": formula, "caption": caption, "hold": reading_time(formula)}
    return made if color is None else made | {"color": color}


def call_of(slots: FunctionSlots, argument: str | None = None, prime: str = "") -> str:
    """`f'(x)` in Typst."""
    name = to_typst(sympy.Symbol(slots.function_name))
    return f"{name}{prime}({to_typst(slots.symbol) if argument is None else argument})"


def derivation(slots: FunctionSlots, max_lines: int = 3) -> list[dict[str, Any]]:
    """The lines that lead to the derivative, or its result alone; the last one in the derivative's colour."""
    steps = derived(slots.expression, slots.variable).lines(max_lines)
    left = call_of(slots, prime="'")
    made = []
    for number, (names, right) in enumerate(steps, start=1):
        name = in_words(slots.language, names)
        made.append(line(name, f"{left} = {right}", slots.say("step", number=str(number), rule=name)))
    if not slots.steps:
        made = [made[-1] | {"rule": slots.say("derivative-line"), "caption": slots.say("result")}]
    made[-1]["formula"] += exceptions(slots)
    made[-1]["color"] = "DERIVATIVE"
    return paced(made, READING)


def opened(slots: FunctionSlots, rule: str, formula: str, caption: str) -> list[dict[str, Any]]:
    """A rule with its parts in it, and below it the textbook form where that differs."""
    left, closed = call_of(slots, prime="'"), to_typst(derivative(slots.expression, slots.variable))
    if formula == closed:
        return [line(rule, f"{left} = {closed}", caption, "DERIVATIVE")]
    if len(closed) > LONG and _symbols(formula) == _symbols(closed):  # nothing but another order
        return [line(rule, f"{left} = {formula}{exceptions(slots)}", caption, "DERIVATIVE")]
    simplified = f"{left} = {closed}{exceptions(slots)}"
    last = line(slots.say("simplified"), simplified, slots.say("result"), "DERIVATIVE")
    return [line(rule, f"{left} = {formula}", caption), last] if slots.steps else [last]


def _symbols(markup: str) -> list[str]:
    return sorted(re.findall(r"\w+|[^\w\s.]", markup.replace(" dot.c ", " ")))


def exceptions(slots: FunctionSlots) -> str:
    """The points at which the derivative's formula has a value although there is no derivative."""
    found, x = derived(slots.expression, slots.variable), slots.symbol
    missed = [(point, why) for point, why in found.fails_at if evaluate(found.derivative, {x: point}) is not None]
    if len(missed) > 2:
        return f' quad "({slots.say("not-at", kind=missed[0][1].split(":")[0])})"'
    return " quad (" + ", ".join(f"{to_typst(x)} != {to_typst(point)}" for point, _ in missed) + ")" if missed else ""


def paced(lines: list[dict[str, Any]], seconds: float) -> list[dict[str, Any]]:
    """The lines, held for that many seconds together at most."""
    share = min(1.0, seconds / sum(step["hold"] for step in lines))
    return [step | {"hold": round(step["hold"] * share, 1)} for step in lines]


def in_x(expression: sympy.Expr, slots: FunctionSlots) -> str:
    """The expression with its variable called x, as the programs call it."""
    return to_source(expression.subs(slots.symbol, sympy.Symbol("x", real=True)))


def graph_is(slots: FunctionSlots) -> str:
    """The caption of a curve."""
    return slots.say("graph", function=f"{slots.function_name}({slots.variable}) = {plain(slots.function)}")


def two_equations(names: tuple[str, str], values: tuple[sympy.Expr, sympy.Expr], room: int) -> str:
    """`u = x^2, v = sin x` on one line, or one below the other where they are longer than the room."""
    texts = [to_typst(value) for value in values]
    if sum(map(len, texts)) < room:
        return f"{names[0]} = {texts[0]} , quad {names[1]} = {texts[1]}"
    return f"{names[0]} &= {texts[0]} \\ {names[1]} &= {texts[1]}"


def places(x: sympy.Symbol, values: list[str], more: bool = False) -> str:
    """`x = -1, x approx 1.37, ...`, two to a line; each value comes with its relation."""
    texts = [f"{to_typst(x)} {value}" for value in values] + (["..."] if more else [])
    rows = [" , quad ".join(texts[start : start + 2]) for start in range(0, len(texts), 2)]
    return rows[0] if len(rows) == 1 else " , \\ ".join(f"& {row}" for row in rows)


def opening(slots: FunctionSlots, **values: str) -> dict[str, Any]:
    """What nearly every program begins with: its subject in a sentence, the title strip, and the function."""
    return headed(slots, **values) | {"function": in_x(slots.expression, slots)}


def headed(slots: FunctionSlots, **values: str) -> dict[str, Any]:
    """The subject in a sentence, and the title strip."""
    return {"subject": slots.say("subject", **{"function": slots.function} | values), "heading": heading(slots)}


def heading(slots: FunctionSlots) -> dict[str, str]:
    """The title strip: the template's title or the wished one, and the function."""
    return {"title": slots.heading(), "formula": f"{call_of(slots)} = {to_typst(slots.expression)}"}
