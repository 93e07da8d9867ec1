"""Which templates there are, found on disk, and slot objects read from JSON."""

from __future__ import annotations

import json
import sys
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from derivanim.errors import SlotError, TemplateError
from derivanim.slots.base import PRESENTATION, Slots
from derivanim.slots.folders import OWN, folders

MAX_CHARACTERS = 20_000
_ALL = "`derivanim templates list` shows all"


@cache
def templates() -> dict[str, type[Slots]]:
    """All schemas by name, from a sorted scan of the folders; TemplateError names the file of a malformed one."""
    return {path.stem: found for path in _files().values() if (found := _schema(path))}


@cache
def _files() -> dict[str, Path]:
    """The Python files of all folders of templates by name; TemplateError where two have the same name."""
    found: dict[str, Path] = {}
    for folder in folders():
        for path in sorted(folder.glob("*.py")):
            if path.stem == "__init__" or path.stem.startswith("test_"):
                continue
            if path.stem in found:
                raise TemplateError(
                    f"{path.stem}: there are two of that name, {found[path.stem]} and {path}",
                    "give the second one another name",
                )
            found[path.stem] = path
    return dict(sorted(found.items()))


@cache
def _schema(path: Path) -> type[Slots] | None:
    """The schema in a file; None in a file that schemas share."""
    module = _imported(path)
    schemas = [
        kind
        for kind in vars(module).values()
        if isinstance(kind, type)
        and issubclass(kind, Slots)
        and kind.__module__ == module.__name__
        # A class whose `template` is still open is a base that schemas share.
        and isinstance(kind.model_fields["template"].default, str)
    ]
    if len(schemas) > 1:
        raise TemplateError(f"{path.name}: one schema a file, not {len(schemas)}")
    return _sound(path, schemas[0]) if schemas else None


def _imported(path: Path) -> Any:
    if path.parent == OWN:
        return import_module(f"derivanim.slots.{path.stem}")
    name = f"derivanim_templates.{path.stem}"
    spec = spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None  # a .py file always has both
    module = sys.modules[name] = module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        del sys.modules[name]
        raise TemplateError(f"{path} cannot be imported: {type(error).__name__}: {error}") from error
    return module


def _sound(path: Path, schema: type[Slots]) -> type[Slots]:
    for name in ("LEVEL", "SUMMARY", "EXAMPLES"):
        if not hasattr(schema, name):
            raise TemplateError(f"{path.name}: {schema.__name__} lacks {name}")
    if schema.model_fields["template"].default != path.stem:
        raise TemplateError(f"{path.name}: the field `template` must be the literal {path.stem!r}")
    return schema


def schema_of(name: str) -> type[Slots]:
    """The schema of that name; SlotError with the nearest names where there is none."""
    # Only its own file is imported: that of all templates would take longer than everything else.
    found = _schema(_files()[name]) if name in _files() else None
    if found is None:
        raise SlotError(f"template: there is no {name!r}{_suggestion(name, templates())}; {_ALL}")
    return found


def load(source: dict[str, Any] | str) -> Slots:
    """The checked slot object of a dictionary or a JSON text; SlotError in one line otherwise."""
    data = _parse(source) if isinstance(source, str) else source
    if not isinstance(data, dict):
        raise SlotError(f"a slot object is a JSON object, not {type(data).__name__}")
    if "template" not in data:
        raise SlotError(f"template: missing, the name of a template; {_ALL}")
    if not isinstance(data["template"], str):
        raise SlotError(f"template: a name was expected, not {_shown(data['template'])}")
    schema = schema_of(data["template"])
    try:
        return schema.model_validate(data)
    except ValidationError as error:
        raise SlotError("; ".join(_line(problem, schema) for problem in error.errors())) from error
    except RecursionError as error:
        raise SlotError("the slot object is nested too deeply") from error


def _parse(text: str) -> Any:
    if len(text) > MAX_CHARACTERS:
        raise SlotError(f"a slot object has at most {MAX_CHARACTERS} characters, not {len(text)}")
    try:
        return json.loads(text, object_pairs_hook=_no_duplicates, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise SlotError(f"not JSON: {error.msg} at line {error.lineno}, column {error.colno}") from error
    except SlotError:
        raise
    except (RecursionError, ValueError) as error:
        raise SlotError("not JSON: nested too deeply, or a number too long") from error


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, value in pairs:
        if key in result:
            raise SlotError(f"{key}: given twice, as {_shown(result[key])} and as {_shown(value)}")
        result[key] = value
    return result


def _no_constant(name: str) -> None:
    raise SlotError(f"not JSON: {name} is no number of JSON")


def _line(problem: Any, schema: type[Slots]) -> str:
    field = ".".join(map(str, problem["loc"]))
    fields = list(schema.model_fields)
    if problem["type"] == "extra_forbidden":
        return f"{field}: unknown field{_suggestion(field, fields)}; allowed: {', '.join(fields)}"
    if problem["type"] == "missing":
        described = schema.model_fields[str(problem["loc"][0])].description
        return f"{field}: missing, {described or 'it is required'}"
    message = problem["msg"].removeprefix("Value error, ")
    given = f", given {_shown(problem['input'])}" if field and problem["type"] != "value_error" else ""
    return f"{field}: {message}{given}" if field else message


def _suggestion(name: str, known: Any) -> str:
    close = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f", did you mean {close[0]!r}?" if close else ""


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def json_schema() -> dict[str, Any]:
    """One JSON schema for all slot objects, as a choice by `template`; own fields first, presentation last."""
    choices = []
    for schema in templates().values():
        described = schema.model_json_schema()
        fields = described["properties"]
        last = [name for name in PRESENTATION if name in fields]
        described["properties"] = {n: fields[n] for n in ["template", *[n for n in fields if n not in last], *last]}
        described["required"] = sorted({"template", *described.get("required", [])})
        choices.append(described)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "oneOf": choices}
