"""The one Jinja environment: sandboxed, strict, and closed to values that no filter has printed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from derivanim.slots.folders import folders
from derivanim.templates.filters import FILTERS, TESTS, only_code

FOLDER = Path(__file__).parent


def file_of(name: str) -> Path | None:
    """The Jinja file of a template, in the package's folder or in another folder of templates."""
    places = (folder / f"{name}.py.j2" for folder in (FOLDER, *folders()[1:]))
    return next((path for path in places if path.is_file()), None)


@cache
def environment() -> SandboxedEnvironment:
    """The environment in which every program is filled."""
    made = SandboxedEnvironment(
        loader=FileSystemLoader([FOLDER, *folders()[1:]]),
        undefined=StrictUndefined,
        finalize=only_code,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    made.filters |= FILTERS
    made.tests |= TESTS
    return made
