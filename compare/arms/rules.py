"""The arm without a model: keywords choose the template, regular expressions fill it in.

This is the baseline that a sceptic would write before training anything. It knows all templates and their fields from
their schemas, and asks back where a field is missing.
"""

from __future__ import annotations

import re
from typing import Any

from derivanim.compare.arms.arm import Asked, slot_output, timed
from derivanim.compare.arms.keywords import goal, kind, look, order, refusal
from derivanim.compare.arms.patterns import Found, find
from derivanim.compare.output import Output
from derivanim.errors import DerivanimError
from derivanim.slots.registry import load, schema_of
from derivanim.slots.unclear import QUESTIONS
from derivanim.slots.unsupported import REASONS

# Which question is asked where a field is missing.
_QUESTIONS = {"function": "no_function", "equation": "no_equation", "interval": "no_interval"}
_PAIRED = frozenset({"implicit_differentiation", "tangent_plane", "partial_derivatives", "directional_derivative"})
_ALONG = re.compile(r"\b(along|direction|vector|towards?)\b", re.I)


class Rules:
    """Keywords and regular expressions; the reader of expressions is the package's."""

    def __init__(self, name: str = "rules") -> None:
        self.name = name

    def answer(self, row: Asked) -> Output:
        """The slots that the rules find, a question where a field is missing, a refusal where the words say so."""
        with timed() as clock:
            slots = slots_by_rules(row.request)
        return slot_output(slots, clock.seconds)


def slots_by_rules(request: str) -> dict[str, Any]:
    """The slot object for a request; its schema has accepted it."""
    if reason := refusal(request):
        return _refused("unsupported", reason=REASONS[reason])
    try:
        found = find(request)
    except RecursionError:
        return _refused("unclear", question=QUESTIONS["not_readable"])
    template = kind(request) or _by_shape(found)
    if template is None:
        if found.function is None:
            return _refused("unsupported", reason=REASONS["not_mathematics"])
        return _refused("unclear", question=QUESTIONS["which_animation"])
    if found.equation and template in ("derivative_overview", "tangent_line"):
        template = "implicit_differentiation"
    if found.function and found.variable is None and found.pair and template not in _PAIRED:
        template = "directional_derivative" if _ALONG.search(request) else "partial_derivatives"
    if template == "derivative_overview" and (found.numbers or found.pair) and found.function:
        template = "tangent_line"  # a derivative at one place is a slope there
    slots = _filled(template, found, request)
    missing = [name for name in _required(template) if name not in slots]
    if missing:
        return _refused("unclear", question=QUESTIONS[_QUESTIONS.get(missing[0], "no_point")])
    for attempt in (slots | look(request), slots):
        try:
            return load(attempt).as_dict()
        except DerivanimError:
            continue
    return _refused("unclear", question=QUESTIONS["not_readable"])


def _by_shape(found: Found) -> str | None:
    """A bare function is to be differentiated, a bare equation implicitly."""
    return "derivative_overview" if found.function else "implicit_differentiation" if found.equation else None


def _filled(template: str, found: Found, request: str) -> dict[str, Any]:
    """What was found, in the fields that the template has."""
    fields = schema_of(template).model_fields
    numbers = list(found.numbers)
    pair = list(found.pair) if found.pair else None
    interval = list(found.interval) if found.interval else None
    if interval is None and pair and template not in _PAIRED:
        # "(0, 2)" is an open interval where one is needed, else a point of the graph.
        interval, pair = (pair, None) if "interval" in _required(template) else (None, pair)
    if interval is None and "interval" in _required(template) and len(numbers) > 1:
        interval, numbers = numbers[:2], numbers[2:]
    values: dict[str, Any] = {
        "function": found.function, "variable": found.variable, "function_name": found.name,
        "equation": found.equation, "interval": interval, "order": order(request), "goal": goal(request),
    }  # fmt: skip
    if template in _PAIRED:
        values["direction"] = numbers[:2] if pair and len(numbers) > 1 else None
        values["point"] = pair or (numbers[:2] if len(numbers) > 1 else None)
        values.pop("variable")
    elif template == "tangent_from_point" and pair:
        values |= {"away": pair[0], "height": pair[1]}
    else:
        places = [*numbers, *(pair[:1] if pair else [])]
        values |= dict(zip((name for name in ("point", "start", "target") if name in fields), places, strict=False))
    if template == "newton_method":
        values["start"] = values.get("start") or values.get("point")
    return {"template": template} | {n: v for n, v in values.items() if v is not None and n in fields}


def _required(template: str) -> list[str]:
    return [name for name, field in schema_of(template).model_fields.items() if field.is_required()]


def _refused(template: str, **said: str) -> dict[str, Any]:
    return load({"template": template, **said}).as_dict()
