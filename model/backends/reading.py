"""From what a model wrote to a candidate: its JSON object, or why there is none. No text makes it raise anything."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from derivanim.calculus.spans import Request
from derivanim.errors import DerivanimError, SlotError, UnclearError
from derivanim.model.backend import Candidate
from derivanim.model.encoding import Form, Style, slots_of

LONGEST = 8000  # characters; the longest slot object of the data set has 600


def candidate(text: str, form: Form, request: Request, probability: float) -> Candidate:
    """The answer that a text holds, in words and fences or without them, with the probability that it is right."""
    try:
        found = _object(text)
        slots_of(found, Style(form=form), request)
        target = json.loads(found)
        if not all(part.isprintable() for part in _strings(target)):
            raise SlotError("the answer holds characters that are no text")
    except UnclearError:
        target = json.loads(found)  # the spans do not allow what it means, which is a question to ask
    except DerivanimError as error:
        return Candidate({}, probability, form, str(error))
    return Candidate(target, probability, form)


def _object(text: str) -> str:
    """The JSON object in a text: from its first brace to its last one."""
    if len(text) > LONGEST:
        raise SlotError(f"the answer has {len(text)} characters, at most {LONGEST} are read")
    start, end = text.find("{"), text.rfind("}")
    if start < 0 or end < start:
        raise SlotError("the answer holds no JSON object")
    return text[start : end + 1]


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield name
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)
