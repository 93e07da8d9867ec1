"""The JSON schema of the answers to a request, for servers that hold a model to one."""

from __future__ import annotations

from functools import cache
from typing import Any

from derivanim.calculus.spans import Request
from derivanim.model.encoding import Form
from derivanim.pointing.form import Field, fields
from derivanim.slots.registry import json_schema

# What a server does not need to hold an answer to a schema.
_WORDS = frozenset({"description", "title", "default", "examples", "$schema"})


def answer_schema(form: Form, request: Request) -> dict[str, Any]:
    """A choice of one object for each template; for pointers, of those whose fields the request has spans for."""
    if form == "copy":
        return _copied()
    markers = sorted({span.marker for span in request.spans})
    choices = []
    for template, members in fields().items():
        held = {field.name: schema for field in members if (schema := _held(field, markers))}
        needed = [field.name for field in members if field.required]
        if held.keys() >= set(needed):
            choices.append({
                "type": "object",
                "properties": {"template": {"const": template}, **held},
                "required": ["template", *needed],
                "additionalProperties": False,
            })  # fmt: skip
    return {"type": "object", "anyOf": choices}


@cache
def _copied() -> dict[str, Any]:
    return {"type": "object", "anyOf": [_bare(choice) for choice in json_schema()["oneOf"]]}


def _held(field: Field, markers: list[str]) -> dict[str, Any] | None:
    """What a field may hold; None where the request has nothing for it."""
    words = [*field.words, *(marker for marker in markers if marker[0] in field.kinds)]
    pairs = [kind[0] for kind in field.kinds if len(kind) > 1]
    numbers = [marker for marker in markers if marker[0] in pairs]
    choices: list[dict[str, Any]] = [{"enum": words}] if words else []
    if len(numbers) > 1:
        choices.append({"type": "array", "items": {"enum": numbers}, "minItems": 2, "maxItems": 2})
    return {"anyOf": choices} if len(choices) > 1 else choices[0] if choices else None


def _bare(schema: Any) -> Any:
    """A schema without its words; the names of properties are not among them."""
    if isinstance(schema, list):
        return [_bare(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        name: {field: _bare(part) for field, part in value.items()} if name == "properties" else _bare(value)
        for name, value in schema.items()
        if name not in _WORDS
    }
