"""Grounding: what stands in the slots must stand in the request, and what stands in the request must be used.

Pointers are grounded by construction; the check holds for any model, also one that writes functions out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import sympy

from derivanim.calculus.printing import to_source
from derivanim.calculus.reader import read_expression, read_number
from derivanim.calculus.span_readings import EquationReading, FunctionReading, IntervalReading, PairReading
from derivanim.calculus.spans import Request, Span
from derivanim.model.pointing import Target

# Numbers that say how a picture moves, not what it shows: the step h of a difference quotient.
_STEP = r"(?:\b(?:h|dx|delta ?x|Δx|k|step|width|distance)\b[^.;]{0,24})"
# Here people name the factors or the inner function beside the whole: "x^2 sin x with u = x^2 and v = sin x".
_TEMPLATES_WITH_PARTS = ("product_rule", "chain_rule")
_TEMPLATES_WITH_STEPS = ("secant_limit", "tangent_line")


def ungrounded(slots: dict[str, Any], request: Request) -> list[str]:
    """What the slots hold and the request does not, one text for each, such as "point 2"."""
    functions, equations, numbers, titles = _said(request)
    wrong = []
    function = slots.get("function")
    if function is not None:
        expression = read_expression(str(function), variable=slots.get("variable")).expression
        if expression not in functions:
            wrong.append(f"function {function}")
    equation = slots.get("equation")
    if equation is not None and equation not in equations:
        wrong.append(f"equation {equation}")
    for field in ("point", "interval"):
        value = slots.get(field)
        for text in value if isinstance(value, list | tuple) else [] if value is None else [value]:
            if read_number(str(text)) not in numbers:
                wrong.append(f"{field} {text}")
    if slots.get("title") is not None and slots["title"] not in titles:
        wrong.append(f"title {slots['title']}")
    return wrong


def _said(request: Request) -> tuple[set[Any], set[str], set[sympy.Expr], set[str]]:
    """Functions, equations, numbers and titles of the request."""
    functions: set[Any] = set()
    equations: set[str] = set()
    numbers: set[sympy.Expr] = set()
    titles: set[str] = set()
    for span in request.spans:
        reading = span.reading
        if isinstance(reading, FunctionReading):
            functions.add(reading.expression)
        elif isinstance(reading, EquationReading):
            equations.add(f"{to_source(reading.equation.lhs)} = {to_source(reading.equation.rhs)}")
        elif isinstance(reading, PairReading | IntervalReading):
            numbers |= {reading.a, reading.b}
        elif isinstance(reading, str):
            titles.add(reading)
        elif isinstance(reading, sympy.Expr):
            numbers.add(reading)
    return functions, equations, numbers, titles


def left_over(target: Target, request: Request) -> list[Span]:
    """Spans that the target does not use and that nothing explains: a sign that it misses what was asked for."""
    used = {item for value in target.values() for item in ([value] if isinstance(value, str) else value)}
    rest = {span.marker: span for span in request.spans if span.marker not in used and span.kind != "T"}
    return [span for span in rest.values() if not _explained(span, target, request)]


def given_excluded(probability: float, excluded: Iterable[float]) -> float:
    """The probability of an answer, given that other ones with these probabilities are impossible."""
    return min(1.0, probability / max(1.0 - sum(excluded), probability, 1e-9))


def _explained(span: Span, target: Target, request: Request) -> bool:
    if span.kind == "F":
        # Letters that only name things: "u times v", "y = mx + b".
        return "function" in target or "equation" in target
    if target["template"] in _TEMPLATES_WITH_PARTS and span.kind == "E":
        return _is_part(span, target, request)
    if span.kind in "NI" and target["template"] in _TEMPLATES_WITH_STEPS:
        if re.search(_STEP + rf"\b{span.marker}\b", request.delexicalised, re.IGNORECASE):
            return True
        # "from the secant between 1 and 3 to the tangent at 1" names the second point of the first secant.
        return target["template"] == "secant_limit" and span.kind == "N"
    return False


def _is_part(span: Span, target: Target, request: Request) -> bool:
    """Whether a function is a factor, an inner or the outer function of the one that the target shows."""
    whole, part = request.lookup(str(target["function"])).reading, span.reading
    if not isinstance(whole, FunctionReading) or not isinstance(part, FunctionReading):
        return False
    if part.expression.free_symbols and whole.expression.has(part.expression):
        return not part.expression.is_Symbol
    inner = (other.reading for other in request.spans if other.kind == "E" and other is not span)
    return len(part.expression.free_symbols) == 1 and any(
        isinstance(reading, FunctionReading)
        and part.expression.subs(next(iter(part.expression.free_symbols)), reading.expression) == whole.expression
        for reading in inner
    )
