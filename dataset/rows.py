"""One example of the data set: a request with both targets that were made from the same slots, and where it is from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from derivanim.atomic import replacing
from derivanim.errors import DerivanimError


@dataclass(frozen=True)
class Example:
    """One row; the order of its fields is that of the files.

    `slots` is the slot object as its schema completes it, with the proved derivative; `pointers` says the same in
    pointing form, with the markers of the mathematics that is found in `request`; `program` is the whole Manim program,
    or one comment that says why there is none. `group` is shared by requests for the same slots in other words.
    `difficulty` runs from 0 to 1. `phrasing` names the words and `mathematics` the functions, whatever their notation.
    """

    id: str
    split: str
    group: str
    request: str
    template: str
    level: str
    difficulty: float
    family: str
    notation: str
    phrasing: str
    mathematics: str
    pointers: dict[str, Any]
    slots: dict[str, Any]
    program: str

    def line(self) -> str:
        """The row as one line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":")) + "\n"


def parse(line: str, where: str = "") -> Example:
    """The row of a line of JSON; DerivanimError naming what is missing or of another kind."""
    try:
        data = json.loads(line)
    except json.JSONDecodeError as error:
        raise DerivanimError(f"{where}: not JSON: {error.msg} at column {error.colno}") from error
    kinds: dict[str, Any] = {"difficulty": (int, float), "pointers": dict, "slots": dict}
    names = [field.name for field in fields(Example)]
    if not isinstance(data, dict) or sorted(data) != sorted(names):
        given = ", ".join(sorted(data)) if isinstance(data, dict) else type(data).__name__
        raise DerivanimError(f"{where}: a row has the fields {', '.join(names)}; this one: {given}")
    for name in names:
        if not isinstance(data[name], kinds.get(name, str)) or isinstance(data[name], bool):
            raise DerivanimError(f"{where}: {name} may not be {data[name]!r}")
    return Example(**data)


def read(file: Path) -> Iterator[Example]:
    """The rows of a file, in order; DerivanimError for a line that is no row."""
    with file.open(encoding="utf-8") as stream:
        for number, line in enumerate(stream, 1):
            yield parse(line, f"{file.name}, line {number}")


def write(file: Path, examples: Iterable[Example]) -> None:
    """Write a file of rows, whole or not at all."""
    with replacing(file) as partial, partial.open("w", encoding="utf-8") as stream:
        stream.writelines(example.line() for example in examples)
