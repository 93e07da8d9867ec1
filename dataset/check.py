"""Check a data set on disk: its files against the manifest, its splits against each other, and every row.

Rows are verified in shards, so that a check that was killed goes on where it stopped. What it found is in check.json,
the same bytes each time.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from derivanim.atomic import write_text
from derivanim.dataset.finished import manifest
from derivanim.dataset.leaks import leaks
from derivanim.dataset.rows import Example, parse
from derivanim.dataset.shards import Report, Workers, run
from derivanim.dataset.splits import SPLITS
from derivanim.dataset.verify import CHECKS, to_render, verify
from derivanim.errors import DerivanimError

REPORT = "check.json"
_SHARD = 48


@dataclass(frozen=True)
class Checked:
    """What a check found: rows, how many were rendered in full, how many failed each check, leaks, and bad files.

    `problems` holds a sentence for each row that failed, by its name.
    """

    rows: int
    right: int
    rendered: int
    failed: dict[str, int]
    problems: dict[str, list[str]]
    leaks: list[str]
    files: list[str]

    @property
    def good(self) -> bool:
        """Whether nothing at all is wrong."""
        return not (self.problems or self.leaks or self.files)


def check(folder: Path, workers: Workers, report: Report) -> Checked:
    """Verify every row and every file of a data set, and write what was found into check.json."""
    about = manifest(folder)
    files: list[str] = []
    splits: dict[str, list[tuple[str, Example]]] = {}
    for split in SPLITS:
        file = folder / f"{split}.jsonl"
        said = about["splits"].get(split, {})
        if not file.is_file():
            files.append(f"{file.name} is missing")
            continue
        if sha256(file.read_bytes()).hexdigest() != said.get("sha256"):
            files.append(f"{file.name} is not the file that was built: its hash is another one")
        splits[split] = list(_lines(folder, split, files))

    # The rows of a group stand together, since their program is run once.
    rows = sorted(
        ((line, row) for split in splits.values() for line, row in split), key=lambda item: (item[1].group, item[1].id)
    )
    arguments = {}
    for start in range(0, len(rows), _SHARD):
        text = "".join(line for line, _ in rows[start : start + _SHARD])
        arguments[f"{start // _SHARD:05d}-{sha256(text.encode()).hexdigest()[:16]}"] = text
    parts = folder / "parts"
    run(parts, "derivanim.dataset.check:shard", arguments, workers, report, "verifying rows")

    problems: dict[str, list[str]] = {}
    failed: Counter[str] = Counter()
    for name in arguments:
        for line in (parts / f"{name}.jsonl").read_text("utf-8").splitlines():
            found = json.loads(line)
            problems[found["id"]] = [f"{check}: {message}" for check, message in found["problems"]]
            failed.update({check for check, _ in found["problems"]})
    checked = Checked(
        rows=len(rows), right=len(rows) - len(problems), rendered=sum(to_render(row) for _, row in rows),
        failed={name: failed[name] for name in CHECKS}, problems=problems,
        leaks=leaks({split: [row for _, row in lines] for split, lines in splits.items()}), files=files,
    )  # fmt: skip
    write_text(folder / REPORT, json.dumps(asdict(checked), indent=2, ensure_ascii=False) + "\n")
    shutil.rmtree(parts)
    return checked


def _lines(folder: Path, split: str, bad: list[str]) -> Iterator[tuple[str, Example]]:
    """The lines of a file with their rows; what is no row is named in `bad`."""
    with (folder / f"{split}.jsonl").open(encoding="utf-8", errors="replace") as stream:
        for number, line in enumerate(stream, 1):
            try:
                yield line, parse(line, f"{split}.jsonl, line {number}")
            except DerivanimError as error:
                bad.append(str(error))


def shard(text: str) -> str:
    """The rows among these lines that fail, each with its problems, as JSON Lines."""
    examples = [parse(line) for line in text.splitlines()]
    found = zip(examples, verify(examples), strict=True)
    return "".join(
        json.dumps({"id": example.id, "problems": problems}, ensure_ascii=False) + "\n"
        for example, problems in found
        if problems
    )
