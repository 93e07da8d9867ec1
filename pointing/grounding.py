"""Grounding: what stands in the slots must stand in the request, and what stands in the request must be used.

Pointers are grounded by construction; the check holds for any model, also one that writes functions out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import sympy

from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.printing import to_source
from derivanim.calculus.proving import slope
from derivanim.calculus.reader import read_expression, read_number
from derivanim.calculus.span_echoes import is_derivative, pieces_of, within
from derivanim.calculus.span_readings import (
    CurveReading,
    EquationReading,
    FunctionReading,
    IntervalReading,
    PairReading,
)
from derivanim.calculus.span_roles import is_part
from derivanim.calculus.spans import Request, Span
from derivanim.calculus.symbols import symbol
from derivanim.errors import DerivanimError
from derivanim.pointing.expand import on_graph, place_of_value
from derivanim.pointing.form import QUANTITIES, Target

# Numbers that say how a picture moves, not what it shows: the step h of a difference quotient.
_STEP = r"(?:\b(?:h|dx|delta ?x|Δx|k|step|width|distance)\b[^.;]{0,24})"
# Here people name the factors or the inner function beside the whole: "x^2 sin x with u = x^2 and v = sin x".
_TEMPLATES_WITH_PARTS = ("product_rule", "chain_rule", "quotient_rule", "sum_rule", "logarithmic_differentiation")
_DERIVATIVE = re.compile(r"[A-Za-z]['’′]|derivative|differentiat|d[a-z]/d[a-z]|slope|gradient", re.IGNORECASE)
_TEMPLATES_WITH_STEPS = ("secant_limit", "tangent_line")
_EXPONENTIAL = ("exponential_derivative", "logarithm_derivative")
_HYPERBOLIC = (sympy.sinh, sympy.cosh, sympy.tanh, sympy.coth, sympy.sech, sympy.csch)
_AS_SLOPE = (
    r"(?:['’′]\s?(?:\([a-z]\)\s?)?(?:=|is)|\bd[a-z]/d[a-z] ?=|\b(?:slope|gradient)(?: is| of|,? ?=| equals)?)\s*{}\b"
)
_NUMBERS = ("point", "interval", "direction", "away", *QUANTITIES)
_INFINITIES = {"oo": sympy.oo, "-oo": -sympy.oo}


def ungrounded(slots: dict[str, Any], request: Request) -> list[str]:
    """What the slots hold and the request does not, one text for each, such as "point 2"."""
    said = _said(request)
    wrong = []
    function = slots.get("function")
    if function is not None:
        expression = read_expression(str(function), variable=slots.get("variable")).expression
        if expression not in said.functions | said.numbers:
            wrong.append(f"function {function}")
    equation = slots.get("equation")
    if equation is not None and equation not in said.equations:
        wrong.append(f"equation {equation}")
    if "x" in slots and "y" in slots:
        curve = read_expression(str(slots["x"])).expression, read_expression(str(slots["y"])).expression
        if curve not in said.curves:
            wrong.append(f"curve ({slots['x']}, {slots['y']})")
    for name in _NUMBERS:
        value = slots.get(name)
        for text in value if isinstance(value, list | tuple) else [] if value is None else [value]:
            number = _number(str(text))
            if number not in said.numbers and not (name == "target" and number in _places(slots, request)):
                wrong.append(f"{name} {text}")
    if slots.get("title") is not None and slots["title"] not in said.titles:
        wrong.append(f"title {slots['title']}")
    return wrong


def _places(slots: dict[str, Any], request: Request) -> set[sympy.Expr]:
    """The places c whose values f(c) the request writes out: 0.1 in "approximate sin(0.1)"."""
    centre = _number(str(slots.get("point")))
    if centre is None or slots.get("function") is None:
        return set()
    expression = read_expression(str(slots["function"]), variable=slots.get("variable")).expression
    functions = [
        span.reading
        for span in request.spans
        if isinstance(span.reading, FunctionReading) and span.reading.expression == expression
    ]
    places = (place_of_value(function, span, centre, request) for function in functions for span in request.spans)
    return {place for place in places if place is not None}


def _number(text: str) -> sympy.Expr | None:
    if text in _INFINITIES:
        return _INFINITIES[text]
    try:
        return read_number(text)
    except DerivanimError:
        return None


@dataclass(frozen=True)
class _Said:
    """Functions, equations, curves, numbers and titles of a request."""

    functions: set[Any] = field(default_factory=set)
    equations: set[str] = field(default_factory=set)
    curves: set[tuple[sympy.Expr, sympy.Expr]] = field(default_factory=set)
    numbers: set[sympy.Expr] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)


def _said(request: Request) -> _Said:
    said = _Said()
    for span in request.spans:
        reading = span.reading
        if isinstance(reading, FunctionReading):
            said.functions.add(reading.expression)
        elif isinstance(reading, EquationReading):
            said.equations.add(f"{to_source(reading.equation.lhs)} = {to_source(reading.equation.rhs)}")
        elif isinstance(reading, CurveReading):
            said.curves.add((reading.x, reading.y))
        elif isinstance(reading, PairReading | IntervalReading):
            said.numbers.update((reading.a, reading.b))
        elif isinstance(reading, str):
            said.titles.add(reading)
        elif isinstance(reading, sympy.Expr):
            said.numbers.add(reading)
    return said


def left_over(target: Target, request: Request) -> list[Span]:
    """Spans that the target does not use and that nothing explains: a sign that it misses what was asked for."""
    used = {item for value in target.values() for item in ([value] if isinstance(value, str) else value)}
    rest = {span.marker: span for span in request.spans if span.marker not in used and span.kind != "T"}
    return [span for span in rest.values() if not _explained(span, target, request)]


def misplaced(target: Target, request: Request) -> list[Span]:
    """Numbers that the request gives as a slope and that the target takes for a place: "u' = 1", "slope 3".

    A hyperbolic function that the target takes for an exponential one is misplaced as well.
    """
    if target["template"] in _EXPONENTIAL and isinstance(target.get("function"), str):
        span = request.lookup(str(target["function"]))
        if isinstance(span.reading, FunctionReading) and span.reading.expression.has(*_HYPERBOLIC):
            return [span]
    pointers = [target.get("point")] if isinstance(target.get("point"), str) else []
    return [
        request.lookup(str(marker))
        for marker in pointers
        if re.search(_AS_SLOPE.format(marker), request.delexicalised, re.IGNORECASE)
        and len(re.findall(rf"\b{marker}\b", request.delexicalised)) == 1
    ]


def given_excluded(probability: float, excluded: Iterable[float]) -> float:
    """The probability of an answer, given that other ones with these probabilities are impossible."""
    return min(1.0, probability / max(1.0 - sum(excluded), probability, 1e-9))


def _explained(span: Span, target: Target, request: Request) -> bool:
    """Whether a span only says more about what the target shows."""
    if span.kind == "F":
        # Letters that only name things: "u times v", "y = mx + b".
        return "function" in target or "equation" in target
    if span.kind == "E":
        return _says_more(span, target, request)
    if span.kind in "NP" and (_same_place(span, target, request) or _constant_slope(span, target, request)):
        return True
    if isinstance(span.reading, IntervalReading) and "interval" not in target:
        return _domain(span.reading, target, request)
    if span.kind == "N" and target["template"] == "optimization":
        return _critical(span, target, request)
    if span.kind == "N" and target["template"] == "newton_method":
        return _root(span, target, request)
    if span.kind == "P" and target["template"] == "secant_limit":
        whole = request.lookup(str(target["function"])).reading  # the second point of the first secant
        return (
            isinstance(whole, FunctionReading)
            and isinstance(span.reading, PairReading)
            and on_graph(whole, span.reading)
        )
    if span.kind in "NI" and target["template"] in _TEMPLATES_WITH_STEPS:
        if re.search(_STEP + rf"\b{span.marker}\b", request.delexicalised, re.IGNORECASE):
            return True
        # "from the secant between 1 and 3 to the tangent at 1" names the second point of the first secant.
        return target["template"] == "secant_limit" and span.kind == "N"
    return False


def _says_more(span: Span, target: Target, request: Request) -> bool:
    """Whether a function is the derivative of the one that is shown, or a part of it, or a part's derivative."""
    part = span.reading
    whole = request.lookup(str(target["function"])).reading if "function" in target else None
    if not isinstance(whole, FunctionReading) or not isinstance(part, FunctionReading):
        return False
    if target["template"] in _TEMPLATES_WITH_PARTS:
        functions = [other.reading for other in request.spans if isinstance(other.reading, FunctionReading)]
        if is_part(part, whole, functions) or any(is_derivative(part, piece) for piece in pieces_of(whole)):
            return not part.expression.is_Symbol
    return bool(_DERIVATIVE.search(request.delexicalised)) and is_derivative(part, whole)


def _same_place(span: Span, target: Target, request: Request) -> bool:
    """Whether a point and a number are the same place of the curve: "at (2, 4), where x = 2"."""
    if not isinstance(target.get("point"), str) or "function" not in target:
        return False
    chosen, other = request.lookup(str(target["point"])).reading, span.reading
    whole = request.lookup(str(target["function"])).reading
    if isinstance(other, PairReading) and isinstance(chosen, sympy.Expr) and isinstance(whole, FunctionReading):
        return other.a == chosen and on_graph(whole, other)
    return isinstance(chosen, PairReading) and isinstance(other, sympy.Expr) and other == chosen.a


def _constant_slope(span: Span, target: Target, request: Request) -> bool:
    """Whether a number is the derivative everywhere: "the derivative of 2x + 1 is 2"."""
    whole = request.lookup(str(target["function"])).reading if "function" in target else None
    if not isinstance(whole, FunctionReading) or not isinstance(span.reading, sympy.Expr):
        return False
    return bool(_DERIVATIVE.search(request.delexicalised)) and is_derivative(
        FunctionReading(None, None, span.reading), whole
    )


def _domain(interval: IntervalReading, target: Target, request: Request) -> bool:
    """Whether an interval says for which values the function is meant, or where the first secant begins and ends."""
    chosen = request.lookup(str(target["point"])).reading if isinstance(target.get("point"), str) else None
    at = chosen.a if isinstance(chosen, PairReading) else chosen
    half = interval.a.is_infinite or interval.b.is_infinite
    if target["template"] == "secant_limit":
        return at in (interval.a, interval.b) or (half and isinstance(at, sympy.Expr) and within(at, interval))
    return bool(half) and (at is None or (isinstance(at, sympy.Expr) and within(at, interval)))


def _critical(span: Span, target: Target, request: Request) -> bool:
    """Whether a number is a place where the slope is zero: one that the animation finds by itself."""
    whole = request.lookup(str(target["function"])).reading
    if not isinstance(whole, FunctionReading) or not isinstance(span.reading, sympy.Expr):
        return False
    at = evaluate(span.reading)
    found = None if at is None else slope(whole.expression, symbol(str(whole.variable)), at)
    return found is not None and bool(abs(found) < 1e-9)


def _root(span: Span, target: Target, request: Request) -> bool:
    """Whether a number is a root of the function: "approximate √5 by Newton's method on x² − 5"."""
    whole = request.lookup(str(target["function"])).reading
    if not isinstance(whole, FunctionReading) or not isinstance(span.reading, sympy.Expr):
        return False
    value = evaluate(whole.expression, {symbol(str(whole.variable)): span.reading})
    return value is not None and bool(abs(value) < 1e-9)
