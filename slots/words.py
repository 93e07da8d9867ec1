"""Words of titles, captions and rules in every language: one Fluent file a language, English where a word is missing.

A message is a template's name: its value is the title, its attributes are captions and names of rules. `shared` holds
what several templates say, `rules` the names that calculus gives to rules.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource

from derivanim.errors import TemplateError
from derivanim.slots.folders import folders

ENGLISH = "en"
SHARED, RULES = "shared", "rules"
_NOT_IN_A_NAME = re.compile(r"[^a-z]+")


@cache
def languages() -> tuple[str, ...]:
    """The codes of the languages for which there is a file of words."""
    return tuple(sorted({path.stem for path in _files("*")}))


def say(language: str, message: str, attribute: str | None = None, **values: str) -> str:
    """A title, or with an attribute a caption; TemplateError where no language knows it or a value is missing."""
    for name in (message, SHARED):
        for code in dict.fromkeys((language, ENGLISH)):
            pattern = _pattern(code, name, attribute)
            if pattern is not None:
                text, errors = _bundle(code).format_pattern(pattern, values)
                if errors:
                    raise TemplateError(f"{code}.ftl, {name}.{attribute or 'title'}: {errors[0]}")
                return str(text)
    raise TemplateError(f"en.ftl has no {message}{f' with .{attribute}' if attribute else ''}")


def rule(language: str, names: str) -> str:
    """The names that calculus gives to rules, separated by commas, in a language; names that it lacks stay."""
    return ", ".join(_rule(language, name) for name in names.split(", "))


def _rule(language: str, name: str) -> str:
    pattern = _pattern(language, RULES, _NOT_IN_A_NAME.sub("-", name.lower()).strip("-"))
    return name if pattern is None else str(_bundle(language).format_pattern(pattern, {})[0])


def _pattern(language: str, message: str, attribute: str | None) -> Any:
    bundle = _bundle(language)
    if not bundle.has_message(message):
        return None
    found = bundle.get_message(message)
    return found.value if attribute is None else found.attributes.get(attribute)


@cache
def _bundle(language: str) -> FluentBundle:
    # Isolating marks around values are invisible in captions, but Typst would draw them.
    bundle = FluentBundle([language], use_isolating=False)
    for path in _files(language):
        bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return bundle


def _files(language: str) -> list[Path]:
    return [path for folder in folders() for path in sorted((folder / "words").glob(f"{language}.ftl"))]
