"""Test sets: splits of a data set, or requests written by hand as YAML, as rows with what was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from derivanim.dataset.rows import read
from derivanim.errors import DerivanimError

TESTS = ("test_functions", "test_phrasings", "test_families", "test_both")
_NOTHING = ("unsupported", "unclear")


@dataclass(frozen=True)
class TestRow:
    """One request of a test set; `slots` is what it stands for, `template` there may be a list of right ones."""

    __test__ = False  # no test, whatever its name

    id: str
    request: str
    slots: dict[str, Any]

    def as_dict(self) -> dict[str, Any]:
        """The row for a line of results."""
        return asdict(self)


@dataclass(frozen=True)
class TestSet:
    """The rows of a test set, its name, and the hash of the file that they are from."""

    __test__ = False

    name: str
    rows: tuple[TestRow, ...]
    sha256: str


def load_sets(
    data: Path | None, names: Sequence[str], files: Sequence[Path] = (), limit: int | None = None
) -> list[TestSet]:
    """Splits of a data set by name and files of requests; at most `limit` rows of each, spread over all of it.

    DerivanimError for a split or a file that is not there, or rows that are none.
    """
    found = [_split(data, name) for name in names] if data is not None else []
    found += [_written(file) for file in files]
    if not found:
        raise DerivanimError("there is no test set", "Give a data set, or --requests FILE.")
    if doubled := next((s.name for n, s in enumerate(found) if s.name in [o.name for o in found[:n]]), None):
        raise DerivanimError(f"two test sets are called {doubled}", "Rename one of the files.")
    return [TestSet(s.name, spread(s.rows, limit), s.sha256) for s in found]


def spread(rows: Sequence[TestRow], limit: int | None) -> tuple[TestRow, ...]:
    """At most `limit` rows at equal distances, in their order."""
    if limit is None or len(rows) <= limit:
        return tuple(rows)
    return tuple(rows[place * len(rows) // limit] for place in range(limit))


def _split(data: Path, name: str) -> TestSet:
    file = data / f"{name}.jsonl"
    if not file.is_file():
        there = ", ".join(sorted(f.stem for f in data.glob("*.jsonl"))) or "none"
        raise DerivanimError(f"{data} has no split {name!r}; it has: {there}", "Choose with --tests.")
    rows = tuple(TestRow(example.id, example.request, example.slots) for example in read(file))
    return TestSet(name, rows, _hash(file))


def _written(file: Path) -> TestSet:
    """Requests with `expect`: the fields that a request fixes, or a text where nothing may be shown."""
    try:
        cases = yaml.safe_load(file.read_text("utf-8"))
        rows = tuple(_case(number, case) for number, case in enumerate(cases, 1))
    except (yaml.YAMLError, UnicodeDecodeError, OSError, KeyError, TypeError) as error:
        raise DerivanimError(f"{file} is no list of requests with `request` and `expect`: {error}") from error
    return TestSet(file.stem, rows, _hash(file))


def _case(number: int, case: dict[str, Any]) -> TestRow:
    expected = case["expect"]
    slots = dict(expected) if isinstance(expected, dict) else {"template": list(_NOTHING)}
    return TestRow(str(case.get("id", number)), str(case["request"]), slots)


def _hash(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()
