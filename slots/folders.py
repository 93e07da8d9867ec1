"""Where templates live: the package's own folder, folders named by --templates, and those of installed packages."""

from __future__ import annotations

import os
from functools import cache
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

from derivanim.errors import TemplateError

VARIABLE = "DERIVANIM_TEMPLATES"
ENTRY_POINT = "derivanim.templates"
OWN = Path(__file__).parent


def use(folder: Path) -> None:
    """Add a folder of templates for this process and its workers; TemplateError where there is none."""
    if not folder.is_dir():
        raise TemplateError(f"{folder} is no folder of templates", "name a folder with NAME.py and NAME.py.j2 files")
    # An environment variable, because workers that are forked or started later must find the same templates.
    known = [part for part in os.environ.get(VARIABLE, "").split(os.pathsep) if part]
    os.environ[VARIABLE] = os.pathsep.join(dict.fromkeys([*known, str(folder.resolve())]))
    folders.cache_clear()


@cache
def folders() -> tuple[Path, ...]:
    """The package's folder first, then the others in the order in which they were named."""
    named = [Path(part) for part in os.environ.get(VARIABLE, "").split(os.pathsep) if part]
    return tuple(dict.fromkeys([OWN, *named, *_installed()]))


def _installed() -> list[Path]:
    """Folders of packages with the entry point `derivanim.templates`, whose value is an importable package's name."""
    found = []
    for entry in sorted(entry_points(group=ENTRY_POINT), key=lambda entry: entry.name):
        spec = find_spec(entry.value)
        if spec is None or not spec.submodule_search_locations:
            raise TemplateError(
                f"the entry point {entry.name} of {ENTRY_POINT} names {entry.value}, which is no package"
            )
        found += [Path(place) for place in spec.submodule_search_locations]
    return found
