"""The study's published JSON Lines, read as they are: what its programs show becomes slots, what is wrong is reported.

Every line in is one line of the report. Programs are never run: `program` takes them apart by their syntax tree,
`row` decides what they claim, in a process with limits of time and memory.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from derivanim import __version__
from derivanim.calculus import budget
from derivanim.dataset.study.report import StudyReport, Tally, markdown
from derivanim.dataset.study.row import LINE_LIMIT, assess, unreadable
from derivanim.errors import BudgetError, DerivanimError

__all__ = ["StudyReport", "import_study"]

SECONDS = 60.0  # for one row
_START_SECONDS = 60.0  # for a worker that only says that it is there
FORMAT = 1
EXAMPLES, REPORT, PAGE, MANIFEST = "examples.jsonl", "report.jsonl", "report.md", "manifest.json"
_CHUNK = 1 << 16
Progress = Callable[[str, int, int], None]


def _quiet(stage: str, done: int, total: int) -> None:
    """Report nothing."""


def import_study(files: Sequence[Path], output: Path, progress: Progress = _quiet) -> StudyReport:
    """Read files of the study's format into the folder `output`, and return what came of it.

    Written are examples.jsonl (a row for each example that became slots), report.jsonl (a row for each line in, in
    order), report.md, and last manifest.json. The files stand beside their places until all of them are whole. The
    same files give the same bytes. DerivanimError where a file cannot be read or the folder cannot be written.
    """
    names = _names(files, output)
    partial = {name: output / f"{name}.partial" for name in (EXAMPLES, REPORT, PAGE, MANIFEST)}
    try:
        output.mkdir(parents=True, exist_ok=True)
        tally, sources = _read(files, names, partial, progress)
        report = tally.report()
        page = markdown(tally, [(source["file"], source["lines"]) for source in sources])
        partial[PAGE].write_text(page, "utf-8")
        partial[MANIFEST].write_text(_manifest(report, sources, partial), "utf-8")
        # The manifest says that the others are whole: an old one must not stand beside new files.
        (output / MANIFEST).unlink(missing_ok=True)
        for name, written in partial.items():
            written.replace(output / name)
    except DerivanimError:
        raise
    except OSError as error:
        raise DerivanimError(
            f"{str(output)!r} cannot be written: {error.strerror or error}", "Give a folder that can be written."
        ) from error
    finally:
        for written in partial.values():
            with contextlib.suppress(OSError):
                written.unlink(missing_ok=True)
    return report


def _read(
    files: Sequence[Path], names: Sequence[str], partial: dict[str, Path], progress: Progress
) -> tuple[Tally, list[dict[str, Any]]]:
    """Write the rows of all files; what they come to, and name, hash and number of lines of each file."""
    tally = Tally()
    sources: list[dict[str, Any]] = []
    total = 0
    with partial[EXAMPLES].open("w", encoding="utf-8") as examples, partial[REPORT].open("w", encoding="utf-8") as rows:
        for path, name in zip(files, names, strict=True):
            digest = hashlib.sha256()
            number = 0
            for number, (line, whole) in enumerate(_lines(path, digest), start=1):
                total += 1
                progress("rows", total, 0)
                found = _row(line, whole)
                place = {"id": f"study-{total:05d}", "file": name, "line": number}
                slots, asked = found.pop("slots"), {key: found.pop(key) for key in ("instruction", "input")}
                tally.add(place | asked | found)
                rows.write(_json(place | {"input": _shortened(asked["input"])} | found))
                if slots is not None:
                    examples.write(_json(place | asked | {"slots": slots}))
            sources.append({"file": name, "sha256": digest.hexdigest(), "lines": number})
    return tally, sources


def _names(files: Sequence[Path], output: Path) -> list[str]:
    """The names by which the report calls the files, after all that can be known of them beforehand."""
    if not files:
        raise DerivanimError("there is no file to import.", "Give the study's JSON Lines files.")
    if output.exists() and not output.is_dir():
        raise DerivanimError(f"{str(output)!r} is a file, where a folder is expected.", "Give another folder.")
    written = {(output / name).resolve() for name in (EXAMPLES, REPORT, PAGE, MANIFEST)}
    for path in files:
        if path.is_dir():
            raise DerivanimError(f"{str(path)!r} is a folder, not a file.", "Give the JSON Lines files in it.")
        if not path.is_file():
            raise DerivanimError(f"there is no file {str(path)!r} to import.", "Give the study's JSON Lines files.")
        if path.resolve() in written:
            raise DerivanimError(f"{str(path)!r} would be overwritten by its own report.", "Give another folder.")
    twice = [str(path) for path, times in Counter(path.resolve() for path in files).items() if times > 1]
    if twice:
        raise DerivanimError(f"{twice[0]!r} is given more than once.", "Give each file once.")
    # The name alone, so that the report is the same wherever the files lie; the whole path where two share a name.
    counts = Counter(path.name for path in files)
    return [path.name if counts[path.name] == 1 else path.as_posix() for path in files]


def _lines(path: Path, digest: Any) -> Iterator[tuple[bytes, bool]]:
    """The lines of a file, each cut where it is longer than what is read, and whether it is whole."""
    try:
        with path.open("rb") as file:
            while True:
                line = file.readline(LINE_LIMIT + 1)
                digest.update(line)
                if not line:
                    return
                whole = line.endswith(b"\n") or len(line) <= LINE_LIMIT
                if not whole:
                    _skip(file, digest)
                yield line.rstrip(b"\r\n"), whole
    except OSError as error:
        raise DerivanimError(f"{str(path)!r} cannot be read: {error.strerror or error}") from error


def _skip(file: BinaryIO, digest: Any) -> None:
    """Go to the end of the line without holding it in memory."""
    while True:
        chunk = file.readline(_CHUNK)
        digest.update(chunk)
        if not chunk or chunk.endswith(b"\n"):
            return


def _row(line: bytes, whole: bool) -> dict[str, Any]:
    if not whole:
        return unreadable("line too long", f"the line is longer than the {LINE_LIMIT} bytes that are read")
    try:
        return budget.call(assess, line, seconds=SECONDS)
    except BudgetError as error:
        # The row's own fault only if the worker is well: where none starts, every row would be called unreadable.
        budget.call(abs, 0, seconds=_START_SECONDS)
        return unreadable("too long to decide", error.message)
    except (ValueError, TypeError, ArithmeticError, LookupError, AttributeError, NotImplementedError) as error:
        # A bug of ours in one row must not lose the others.
        return unreadable("a bug of the import", f"{type(error).__name__}: {error}")


def _shortened(text: str | None) -> str | None:
    return text if text is None or len(text) <= 300 else f"{text[:297]}..."


def _json(row: dict[str, Any]) -> str:
    # Only ASCII: a lone surrogate of the data has no other way into a file.
    return json.dumps(row) + "\n"


def _manifest(report: StudyReport, sources: list[dict[str, Any]], written: dict[str, Path]) -> str:
    hashes = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in written.items() if name != MANIFEST}
    manifest = {"format": FORMAT, "version": __version__, "sources": sources, "rows": report.rows}
    manifest |= {"statuses": report.statuses, "files": hashes}
    return json.dumps(manifest, indent=2) + "\n"
