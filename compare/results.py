"""The folder of a comparison: a manifest of what is compared, and a file of lines for each arm and test set.

A line is one arm's answer to one row, written and synced before the next one is begun. What is there is not run again;
a last line that was torn by an interruption is dropped.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from derivanim.atomic import write_text
from derivanim.compare.output import Output, Verdict
from derivanim.errors import DerivanimError

MANIFEST = "manifest.json"
ROWS = "rows"
# What may be more on a later run, without another comparison.
_MAY_GROW = ("arms",)


@dataclass(frozen=True)
class Result:
    """One arm's answer to one row of a test set, and its verdict; `request` and `slots` are those of the row."""

    arm: str
    test_set: str
    id: str
    request: str
    slots: dict[str, Any]
    output: Output
    verdict: Verdict

    def line(self) -> str:
        """The result as one line of JSON."""
        data = {
            "arm": self.arm, "test_set": self.test_set, "id": self.id, "request": self.request, "slots": self.slots,
            "output": self.output.as_dict(), "verdict": self.verdict.as_dict(),
        }  # fmt: skip
        # Half a surrogate pair, which a model may write, has no UTF-8; as \\u escapes it has.
        return json.dumps(data) + "\n"


def parse(line: str, where: str) -> Result:
    """The result of a line; DerivanimError naming the line that is none."""
    try:
        data = json.loads(line)
        output, verdict = Output.from_dict(data.pop("output")), Verdict.from_dict(data.pop("verdict"))
        return Result(**data, output=output, verdict=verdict)
    except (ValueError, TypeError, KeyError, AttributeError, DerivanimError) as error:
        raise DerivanimError(f"{where} is no result: {error}", "Remove the line, and that row is run again.") from error


def file_of(folder: Path, arm: str, test_set: str) -> Path:
    """Where the lines of an arm on a test set stand."""
    return folder / ROWS / f"{arm}--{test_set}.jsonl"


def read_lines(file: Path) -> list[Result]:
    """The results of a file, in order; none where there is no file; without a last line that is torn."""
    if not file.is_file():
        return []
    whole, _, _ = file.read_bytes().rpartition(b"\n")
    try:
        lines = whole.decode("utf-8").split("\n") if whole else []
    except UnicodeDecodeError as error:
        raise DerivanimError(f"{file} is not UTF-8 text (byte {error.start})") from error
    return [parse(line, f"{file.name}, line {number}") for number, line in enumerate(lines, 1)]


class Lines:
    """A file that results are added to, one by one; open it with `with`."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def __enter__(self) -> Lines:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._stream = self._file.open("a+b")
        self._stream.seek(0)
        # A torn line would spoil the one that is written behind it
        self._stream.truncate(self._stream.read().rfind(b"\n") + 1)
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def add(self, result: Result) -> None:
        """Add a line; it is on the disk when this returns."""
        self._stream.write(result.line().encode("ascii"))
        self._stream.flush()
        os.fsync(self._stream.fileno())


def start(folder: Path, about: Mapping[str, Any]) -> None:
    """Write the manifest, or hold it against the one that is there; DerivanimError where another one was begun there.

    Arms may be added. Versions may not change: figures of two versions do not stand in one table.
    """
    file = folder / MANIFEST
    wanted = json.loads(json.dumps(about))
    if file.is_file():
        there = manifest(folder)
        changed = sorted(n for n in {*there, *wanted} - {*_MAY_GROW} if there.get(n) != wanted.get(n))
        arms = {**there.get("arms", {}), **wanted.get("arms", {})}
        changed += [f"the arm {n}" for n in arms if n in there["arms"] and there["arms"][n] != arms[n]]
        if changed:
            raise DerivanimError(
                f"{folder} holds another comparison: {', '.join(changed)} differ", "Choose another folder with -o."
            )
        wanted["arms"] = arms
    elif folder.is_dir() and any(folder.iterdir()):
        raise DerivanimError(f"{folder} is not empty, and holds no comparison", "Choose another folder with -o.")
    folder.mkdir(parents=True, exist_ok=True)
    write_text(file, json.dumps(wanted, indent=2, ensure_ascii=False) + "\n")


def manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a comparison; DerivanimError where there is none."""
    try:
        about = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise DerivanimError(f"{folder} holds no comparison: there is no {MANIFEST} that can be read") from error
    if not isinstance(about, dict) or not {"arms", "test_sets"} <= about.keys():
        raise DerivanimError(f"{folder / MANIFEST} is not the manifest of a comparison")
    return about


def read_results(folder: Path) -> Iterator[Result]:
    """All results of a comparison, by arm and test set in the order of its manifest."""
    about = manifest(folder)
    for arm in about["arms"]:
        for test_set in about["test_sets"]:
            yield from read_lines(file_of(folder, arm, test_set))
