"""A finished data set as others take it from its folder: the manifest, and every row of every split."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from derivanim.dataset.build import MANIFEST
from derivanim.dataset.rows import Example, read
from derivanim.dataset.splits import SPLITS
from derivanim.errors import DerivanimError

_HINT = "derivanim dataset check DIR says what is wrong with it."


@dataclass(frozen=True)
class Finished:
    """The manifest of a data set and the rows of its splits, each in the order of its file."""

    about: dict[str, Any]
    splits: dict[str, list[Example]]

    @property
    def rows(self) -> list[Example]:
        """All rows, split after split."""
        return [row for rows in self.splits.values() for row in rows]


def manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a data set; DerivanimError where there is none or it cannot be read."""
    file = folder / MANIFEST
    if not file.is_file():
        raise DerivanimError(
            f"{folder} holds no finished data set: there is no {MANIFEST}",
            "Build one: derivanim dataset build --output DIR; one that was interrupted goes on.",
        )
    try:
        about: dict[str, Any] = json.loads(file.read_text("utf-8"))
        assert {"splits", "size", "seed"} <= set(about)
    except (json.JSONDecodeError, UnicodeDecodeError, AssertionError, TypeError) as error:
        raise DerivanimError(f"{file} is not the manifest of a data set") from error
    return about


def finished(folder: Path) -> Finished:
    """Read a data set; DerivanimError where there is none, a file is missing, or rows are not those of the manifest."""
    about = manifest(folder)
    splits: dict[str, list[Example]] = {}
    for split in SPLITS:
        file = folder / f"{split}.jsonl"
        if not file.is_file():
            raise DerivanimError(f"{folder} is no whole data set: {file.name} is missing", _HINT)
        try:
            splits[split] = list(read(file))
        except UnicodeDecodeError as error:
            raise DerivanimError(f"{file} is not UTF-8 text", _HINT) from error
        said = about["splits"].get(split, {}).get("rows")
        if len(splits[split]) != said:
            raise DerivanimError(f"{file} has {len(splits[split])} rows, its manifest says {said}", _HINT)
    if not any(splits.values()):
        raise DerivanimError(f"{folder} holds no rows", _HINT)
    return Finished(about, splits)
