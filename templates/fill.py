"""From checked slots to a Manim program that anyone can run and read."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from jinja2 import TemplateError as JinjaError

from derivanim.calculus import budget
from derivanim.errors import TemplateError, UnclearError, UnsupportedError
from derivanim.slots.base import Slots
from derivanim.slots.registry import load
from derivanim.slots.unclear import Unclear
from derivanim.slots.unsupported import Unsupported
from derivanim.templates.assemble import assemble
from derivanim.templates.environment import environment, file_of
from derivanim.templates.layout import LAYOUTS
from derivanim.templates.palette import colors

SECONDS = 30.0
PACES = {"slow": 1.4, "normal": 1.0, "fast": 0.75}


def fill(slots: Slots) -> str:
    """The formatted, self-contained program of a slot object; `manim` alone renders it."""
    if isinstance(slots, Unsupported):
        raise UnsupportedError(slots.reason)
    if isinstance(slots, Unclear):
        raise UnclearError(slots.question)
    return _fill(json.dumps(slots.as_dict(), ensure_ascii=False))


@lru_cache(maxsize=64)
def _fill(text: str) -> str:
    slots = load(text)
    if file_of(slots.template) is None:
        raise TemplateError(f"the template {slots.template} has a schema but no program {slots.template}.py.j2")
    shared = common(slots, text)
    values = painted(budget.call(scene_of, text, seconds=SECONDS), shared["colors"]) | shared
    try:
        body = environment().get_template(f"{slots.template}.py.j2").render(values)
        parts = environment().get_template("parts.py.j2").render(values)
    except JinjaError as error:
        raise TemplateError(f"{slots.template}.py.j2: {error}") from error
    return assemble(body, parts)


def scene_of(text: str) -> dict[str, Any]:
    """The values of a program, from the slot object as JSON; a function of this module, so that a worker can run it."""
    return load(text).scene()


def painted(value: Any, colors: dict[str, str]) -> Any:
    """The values with real colours in their markup, where stage.tint() left the names of roles."""
    if isinstance(value, str):
        for role, color in colors.items():
            value = value.replace(f'#rgb("{role.upper()}")', f'#rgb("{color}")')
        return value
    if isinstance(value, dict):
        return {key: painted(part, colors) for key, part in value.items()}
    return type(value)(painted(part, colors) for part in value) if isinstance(value, list | tuple) else value


def common(slots: Slots, provenance: str) -> dict[str, Any]:
    """The values that the base program and the shared parts use, whatever the template."""
    data = slots.model_dump()
    return {
        "class_name": "".join(word.capitalize() for word in slots.template.split("_")),
        "summary": type(slots).SUMMARY.capitalize(),
        "provenance": provenance,
        "colors": colors(data.get("color"), data.get("theme", "dark")),
        "layout": LAYOUTS[data.get("aspect", "16:9")],
        "math": data.get("math", "typst"),
        "pace": PACES[data.get("pace", "normal")],
    }
