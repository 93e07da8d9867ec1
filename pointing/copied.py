"""The inverse of `expand`: the pointing form of a slot object that a model wrote out in full.

With it, what holds for pointers holds for copies too: which spans are left over, which words rule an answer out, and
how a question describes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, permutations, product
from typing import Any

import sympy

from derivanim.calculus.printing import to_source
from derivanim.calculus.reader import read_expression, read_number
from derivanim.calculus.span_readings import (
    CurveReading,
    EquationReading,
    FunctionReading,
    IntervalReading,
    PairReading,
)
from derivanim.calculus.spans import Request, Span
from derivanim.errors import DerivanimError
from derivanim.pointing.expand import expand
from derivanim.pointing.form import TOGETHER, Field, Target, fields
from derivanim.slots.base import PRESENTATION
from derivanim.slots.registry import load, templates

# Ways to read a slot object that are tried; more mean that a request repeats its numbers in many roles.
_WAYS = 32
# What the span of a function says by the way, or a model claims beyond it.
_BESIDE = frozenset({"derivative", "function_name", *PRESENTATION})


def pointed(slots: dict[str, Any], request: Request) -> Target | None:
    """The target whose expansion is this slot object, checked and grounded; no refusal.

    None where there is none: a field holds what no span of a fitting kind says. UnclearError as from `expand`.
    """
    choices: dict[str, list[str | list[str]]] = {}
    # A default that the request says is pointed at all the same: the Taylor polynomial at 0.
    members = templates()[str(slots["template"])].model_fields
    given = {name: info.default for name, info in members.items() if isinstance(info.default, str)} | slots
    for field in fields()[str(slots["template"])]:
        names = TOGETHER.get(field.name, (field.name,))
        if not all(name in (given if field.kinds else slots) for name in names):
            continue
        values = [given[name] for name in names]
        found = list(_choices(field, values if len(values) > 1 else values[0], request))
        if found or any(name in slots for name in names):
            choices[field.name] = found
    problem = None
    for way in islice(product(*choices.values()), _WAYS):
        target: Target = {"template": str(slots["template"]), **dict(zip(choices, way, strict=True))}
        try:
            if _shown(load(expand(target, request)).as_dict()) == _shown(slots):
                return target
        except DerivanimError as error:
            problem = problem or error
    if problem is not None:
        raise problem
    return None


def _shown(slots: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in slots.items() if name not in _BESIDE}


def _choices(field: Field, value: Any, request: Request) -> Iterator[str | list[str]]:
    """What a field may hold so that it says this value."""
    if not field.kinds:
        yield str(value).lower() if isinstance(value, bool) else str(value)
        return
    spans = {span.marker: span for span in reversed(request.spans)}
    for kind in field.kinds:
        if len(kind) > 1 and isinstance(value, list):
            numbers = [span for span in spans.values() if span.kind == kind[0]]
            for one, other in permutations(numbers, 2):
                if _says(one, value[0]) and _says(other, value[1]):
                    yield [one.marker, other.marker]
        # The value that a linear approximation is of may stand there as f(c): the expansion knows.
        fitting = [span for span in spans.values() if span.kind == kind]
        yield from [span.marker for span in fitting if field.name == "target" or _says(span, value)]


def _says(span: Span, value: Any) -> bool:
    """Whether a span says a value of a slot object: a text, or a pair of them."""
    reading = span.reading
    try:
        if isinstance(reading, CurveReading | PairReading | IntervalReading) and isinstance(value, list):
            ends = (reading.x, reading.y) if isinstance(reading, CurveReading) else (reading.a, reading.b)
            read = read_expression if isinstance(reading, CurveReading) else None
            return ends == tuple(read(text).expression if read else read_number(text) for text in value)
        if isinstance(value, list):
            return False
        if isinstance(reading, FunctionReading):
            variable = None if reading.parameters else reading.variable
            return bool(read_expression(value, variable=variable).expression == reading.expression)
        if isinstance(reading, EquationReading):
            return bool(value == f"{to_source(reading.equation.lhs)} = {to_source(reading.equation.rhs)}")
        if isinstance(reading, sympy.Expr | PairReading):
            number = reading.a if isinstance(reading, PairReading) else reading
            return to_source(number) == value or bool(read_number(value) == number)
        return bool(reading == value)
    except DerivanimError:
        return False
