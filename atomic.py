"""Files that are whole or not there: written beside their place, then renamed."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def replacing(file: Path) -> Iterator[Path]:
    """The path FILE.partial to write to, which becomes `file` at the end; where the writer fails, it is removed.

    Who is killed leaves FILE.partial, and the next writer overwrites it.
    """
    partial = file.with_name(f"{file.name}.partial")
    try:
        yield partial
        partial.replace(file)
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)


def write_text(file: Path, text: str) -> None:
    """Write a file of UTF-8 text, whole or not at all."""
    with replacing(file) as partial:
        partial.write_text(text, encoding="utf-8")
