"""A program's text becomes its Scene class; what it raises becomes one line. Runs inside the sandbox only."""

from __future__ import annotations

import importlib.util
import sys
import traceback
from pathlib import Path
from typing import Any

MODULE = "scene"
_MESSAGE = 300


class ProgramError(Exception):
    """A program that cannot be run as a scene; the message is one line."""


def load(path: Path, name: str | None) -> type[Any]:
    """Import the program at `path`; its Scene class, or the one called `name` where there are several."""
    from manim import Scene

    spec = importlib.util.spec_from_file_location(MODULE, path)
    if spec is None or spec.loader is None:
        raise ProgramError("the program cannot be imported")
    module = importlib.util.module_from_spec(spec)
    sys.modules[MODULE] = module
    spec.loader.exec_module(module)
    scenes: dict[str, type[Any]] = {
        key: value
        for key, value in vars(module).items()
        if isinstance(value, type) and issubclass(value, Scene) and value.__module__ == MODULE
    }
    if name is not None:
        if name not in scenes:
            raise ProgramError(f"the program has no scene {name!r}, it has: {', '.join(scenes) or 'none'}")
        return scenes[name]
    # A class that another one extends is its base, not a scene of its own.
    leaves = {k: v for k, v in scenes.items() if not any(v in w.__mro__[1:] for w in scenes.values())}
    if len(leaves) != 1:
        found = f"{len(leaves)}: {', '.join(leaves)}" if leaves else "none"
        raise ProgramError(f"the program must have one Scene class, it has {found}")
    return next(iter(leaves.values()))


def describe(error: BaseException, path: Path) -> dict[str, Any]:
    """`message` in one line, and `line` of the program where it happened, or None."""
    if isinstance(error, ProgramError):
        return {"message": str(error), "line": None}
    line = None
    if isinstance(error, SyntaxError):
        line = error.lineno
        text = f"SyntaxError: {error.msg}"
    else:
        for frame in traceback.extract_tb(error.__traceback__):
            if frame.filename == str(path):
                line = frame.lineno
        text = "".join(traceback.format_exception_only(type(error), error)).strip()
    # format_exception_only ends with the line that holds the type and the message, whatever notes come before.
    first = next((part for part in text.splitlines() if part.strip()), type(error).__name__)
    if isinstance(error, SystemExit):
        first = f"the program ended itself with sys.exit({error.code!r})"
    elif isinstance(error, MemoryError):
        first = "MemoryError: the program used more memory than it may"
    printable = "".join(c if c.isprintable() else " " for c in first)
    return {"message": printable[:_MESSAGE], "line": line}
