"""Build a data set: a pure function of a size and a seed, the same bytes each time.

Numbers are drawn in shards (shards.py), each number a group of requests for one slot object, and every row is verified
before it counts. The files are put together from the shards in order; the manifest is written last, so that its
existence means that all is there.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from derivanim import __version__
from derivanim.atomic import write_text
from derivanim.dataset.candidates import Rejected, draw_examples
from derivanim.dataset.phrasings import bank_hash
from derivanim.dataset.rows import Example, parse, write
from derivanim.dataset.shards import Report, Workers, run
from derivanim.dataset.splits import SPLITS, sizes
from derivanim.dataset.verify import verify
from derivanim.errors import DerivanimError

MANIFEST = "manifest.json"
SUBSETS = (418, 1_000, 5_000)
"""Sizes of nested subsets for the study of sizes: the first rows of the training file."""
SMALLEST = 50
# Groups in a shard: what a kill can lose of a process's work, about ten seconds.
_SHARD = 24
_ATTEMPTS = 40
_SPARE = 1.04
# What drawing has found out a moment ago.
_KNOWN = ("claims", "rendered")


@dataclass(frozen=True)
class Config:
    """What a data set is made from, beside the bank of phrasings."""

    size: int = 10_000
    seed: int = 2026

    def __post_init__(self) -> None:
        if self.size < SMALLEST:
            raise DerivanimError(f"{self.size} rows are too few for six splits", f"Ask for {SMALLEST} or more.")


def build(config: Config, output: Path, workers: Workers, report: Report) -> Path:
    """Build into a folder and give its manifest; killed and started again, it goes on.

    DerivanimError for a folder that holds something else, another configuration among it.
    """
    manifest = output / MANIFEST
    parts = output / "parts"
    if manifest.exists():
        raise DerivanimError(f"{output} holds a finished data set", "Choose another --output, or remove it.")
    identity = json.dumps({"size": config.size, "seed": config.seed, "bank": bank_hash(), "version": __version__})
    started = parts / "config.json"
    if output.exists() and any(output.iterdir()) and not started.exists():
        raise DerivanimError(f"{output} is not empty", "Choose an empty or new folder.")
    if started.exists() and started.read_text("utf-8") != identity:
        raise DerivanimError(
            f"{output} was begun with another size, seed or bank", "Choose another --output, or remove it."
        )
    parts.mkdir(parents=True, exist_ok=True)
    started.write_text(identity, encoding="utf-8")

    hashes: dict[str, dict[str, object]] = {}
    rejected: Counter[str] = Counter()
    for split, wanted in sizes(config.size).items():
        rows = _rows(config, split, wanted, parts, workers, report, rejected)
        file = output / f"{split}.jsonl"
        write(file, rows)
        hashes[split] = {"rows": len(rows), "sha256": sha256(file.read_bytes()).hexdigest()}
    about = {
        "name": "derivanim",
        "size": config.size,
        "seed": config.seed,
        "splits": hashes,
        "subsets": {str(n): f"the first {n} rows of train" for n in SUBSETS if n <= sizes(config.size)["train"]},
        "bank": bank_hash(),
        "rejected_draws": dict(sorted(rejected.items())),
        "versions": {"derivanim": __version__, **{name: version(name) for name in ("sympy", "manim", "ruff")}},
    }  # fmt: skip
    write_text(manifest, json.dumps(about, indent=2, ensure_ascii=False) + "\n")
    shutil.rmtree(parts)
    return manifest


def _rows(
    config: Config, split: str, wanted: int, parts: Path, workers: Workers, report: Report, rejected: Counter[str]
) -> list[Example]:
    """The rows of a split: all first requests, then all second ones, so that any beginning is as varied as can be."""
    arguments: dict[str, str] = {}
    rows: list[Example] = []
    start = 0
    while len(rows) < wanted:
        # Rows that turn out to be there already, or whose group has fewer requests, are made up for.
        end = start + round((wanted - len(rows)) / SPLITS[split].requests * _SPARE) + 1
        for first in range(start, end, _SHARD):
            asked = {"seed": config.seed, "split": split, "start": first, "count": min(_SHARD, end - first)}
            arguments[f"{split}-{first:05d}-{asked['count']}"] = json.dumps(asked)
        start = end
        run(parts, "derivanim.dataset.build:shard", arguments, workers, report, f"drawing and verifying {split}")
        kept: dict[str, Example] = {}
        rejected_here: Counter[str] = Counter()
        for example in sorted(_read(parts, list(arguments), rejected_here), key=_turn):
            kept.setdefault(" ".join(example.request.lower().split()), example)
        rows = list(kept.values())[:wanted]
    rejected.update(rejected_here)
    return rows


def _turn(example: Example) -> int:
    """Whether it is the first, second, ... request of its group."""
    return int(example.id.rsplit("-", 1)[1])


def _read(parts: Path, names: list[str], rejected: Counter[str]) -> Iterator[Example]:
    for name in names:
        *lines, last = (parts / f"{name}.jsonl").read_text("utf-8").splitlines()
        for number, line in enumerate(lines, 1):
            yield parse(line, f"{name}, line {number}")
        rejected.update(json.loads(last))


def shard(argument: str) -> str:
    """The rows of some numbers of a split, and last the draws that led nowhere, by template and reason."""
    asked = json.loads(argument)
    numbers = range(asked["start"], asked["start"] + asked["count"])
    attempts = dict.fromkeys(numbers, 0)
    rejected: Counter[str] = Counter()
    done: dict[int, list[Example]] = {}
    while attempts:
        drawn = {}
        for number, attempt in attempts.items():
            found = draw_examples(asked["seed"], asked["split"], number, attempt)
            if isinstance(found, Rejected):
                rejected[f"{found.template}: {found.reason}"] += 1
            else:
                drawn[number] = found
        flat = [example for group in drawn.values() for example in group]
        problems = dict(zip((example.id for example in flat), verify(flat, without=_KNOWN), strict=True))
        for number, group in drawn.items():
            wrong = [problem for example in group for problem in problems[example.id]]
            if wrong:
                rejected[f"{group[0].template}: {wrong[0][0]}"] += 1
            else:
                done[number] = group
        attempts = {n: a + 1 for n, a in attempts.items() if n not in done and a + 1 < _ATTEMPTS}
    lines = [example.line() for number in numbers for example in done.get(number, ())]
    return "".join(lines) + json.dumps(dict(sorted(rejected.items()))) + "\n"
