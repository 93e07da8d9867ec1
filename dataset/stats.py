"""A data set in numbers: how many rows of what kind, how long they are, how hard; as tables, Markdown and JSON."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from derivanim.atomic import write_text
from derivanim.dataset.candidates import LEVELS
from derivanim.dataset.finished import Finished
from derivanim.dataset.instructions import answer
from derivanim.dataset.mathematics.notations import NOTATIONS
from derivanim.dataset.rows import Example
from derivanim.dataset.splits import SPLITS
from derivanim.errors import DerivanimError

LEAST, MOST = 0.05, 0.30
"""Between these shares of all rows each notation is to stand."""
REFUSALS = ("unsupported", "unclear")
KINDS = ("level", "template", "family", "notation")
_PIECE = re.compile(r"\w+|\S")
NO_FAMILY = "(no function)"


@dataclass(frozen=True)
class TokenCount:
    """What counts tokens, and its name for the tables."""

    name: str
    count: Callable[[str], int]


PLAIN = TokenCount(r"pieces of the pattern \w+|\S", lambda text: len(_PIECE.findall(text)))
"""Words and single signs: needs no model, and is the same everywhere."""


@dataclass(frozen=True)
class Summary:
    """Numbers in short: how many, their mean, least, quartiles and most."""

    rows: int
    mean: float
    least: float
    quarter: float
    median: float
    three_quarters: float
    most: float


@dataclass(frozen=True)
class Stats:
    """What a data set consists of.

    `kinds` counts rows by level, template, family and notation, then by split; `levels` has the level of each
    template; `families_held_out` are those that training never sees. `tokens` are the lengths of each target over the
    rows with an animation, for refusals are one sentence; `lengths` are the same one by one, for plots.
    """

    rows: dict[str, int]
    kinds: dict[str, dict[str, dict[str, int]]]
    levels: dict[str, str]
    refusals: dict[str, int]
    families_held_out: list[str]
    requests_for_one_animation: dict[str, int]
    counted_by: str
    tokens: dict[str, Summary]
    requests: dict[str, Summary]
    difficulty: dict[str, Summary]
    warnings: list[str]
    lengths: dict[str, list[int]]

    def as_dict(self) -> dict[str, object]:
        """What stats.json holds."""
        said = asdict(self)
        del said["lengths"]
        return said


def describe(data: Finished, counter: TokenCount = PLAIN) -> Stats:
    """Count everything; deterministic."""
    rows = data.rows
    # A group shares its slots and its program.
    count = lru_cache(maxsize=20_000)(counter.count)
    shown = [row for row in rows if row.template not in REFUSALS]
    lengths = {
        "slots": [count(answer(row, "slots")) for row in shown],
        "pointers": [count(answer(row, "pointers")) for row in shown],
        "code": [count(answer(row, "code")) for row in shown],
    }
    kinds = {kind: _by_split(rows, kind) for kind in KINDS}
    levels = kinds["level"]
    kinds["level"] = {name: levels[name] for name in [*LEVELS, *sorted(levels.keys() - set(LEVELS))] if name in levels}
    requests = Counter(Counter(row.group for row in rows).values())
    return Stats(
        rows={split: len(found) for split, found in data.splits.items()},
        kinds=kinds,
        levels=dict(sorted({row.template: row.level for row in rows}.items())),
        refusals=_refusals(rows),
        families_held_out=sorted({row.family for row in rows if row.family and SPLITS[row.split].held_out}),
        requests_for_one_animation={str(number): requests[number] for number in sorted(requests)},
        counted_by=counter.name,
        tokens={target: summary(numbers) for target, numbers in lengths.items() if numbers},
        requests={
            "characters": summary([len(row.request) for row in rows]),
            "tokens": summary([count(row.request) for row in rows]),
        },
        difficulty={split: summary([row.difficulty for row in found]) for split, found in data.splits.items() if found},
        warnings=_warnings(kinds["notation"], len(rows)),
        lengths=lengths,
    )


def tokenizer(file: Path) -> TokenCount:
    """The tokens of a tokenizer.json, as Hugging Face's tokenizers read it."""
    from tokenizers import Tokenizer

    try:
        # The library raises nothing more special than Exception.
        read = Tokenizer.from_file(str(file))
    except Exception as error:
        raise DerivanimError(f"{file} is no tokenizer: {error}", "Give the tokenizer.json of a model.") from error
    return TokenCount(f"tokens of {file.name}", lambda text: len(read.encode(text, add_special_tokens=False).ids))


def summary(numbers: Sequence[float]) -> Summary:
    """Numbers in short; there must be one at least."""
    least, quarter, median, three_quarters, most = (
        round(float(value), 3) for value in np.percentile(numbers, (0, 25, 50, 75, 100))
    )
    return Summary(len(numbers), round(float(np.mean(numbers)), 3), least, quarter, median, three_quarters, most)


def _by_split(rows: Iterable[Example], kind: str) -> dict[str, dict[str, int]]:
    """Rows by a field and by split, the most frequent first."""
    counts = Counter((getattr(row, kind) or NO_FAMILY, row.split) for row in rows)
    totals: Counter[str] = Counter()
    for (name, _), number in counts.items():
        totals[name] += number
    names = sorted(totals, key=lambda name: (-totals[name], name))
    return {name: {split: counts[name, split] for split in SPLITS} for name in names}


def _refusals(rows: Iterable[Example]) -> dict[str, int]:
    codes = Counter(
        f"{row.template}: {row.pointers.get('reason', row.pointers.get('question'))}"
        for row in rows
        if row.template in REFUSALS
    )
    return dict(sorted(codes.items(), key=lambda item: (-item[1], item[0])))


def _warnings(notations: dict[str, dict[str, int]], rows: int) -> list[str]:
    shares = {name: sum(notations.get(name, {}).values()) / rows for name in NOTATIONS}
    return [
        f"{share:.1%} of the rows are written in the notation {name}, where {LEAST:.0%} to {MOST:.0%} are wanted"
        for name, share in shares.items()
        if not LEAST <= share <= MOST
    ]


@dataclass(frozen=True)
class Table:
    """A table with a title, its cells as text."""

    title: str
    header: tuple[str, ...]
    rows: list[tuple[str, ...]]


def tables(stats: Stats) -> list[Table]:
    """All tables, in the order in which a person reads them."""
    total = sum(stats.rows.values())
    splits = tuple(stats.rows)
    found = [Table("Rows by split", ("split", "rows", "share"), _shares(stats.rows, total))]
    for kind, counts in stats.kinds.items():
        rows = [
            (name, *(str(by[split]) for split in splits), str(sum(by.values())), f"{sum(by.values()) / total:.1%}")
            for name, by in counts.items()
        ]
        found.append(Table(f"Rows by {kind}", (kind, *splits, "all", "share"), rows))
    groups = sum(stats.requests_for_one_animation.values())
    header = ("", "rows", "mean", "least", "25 %", "median", "75 %", "most")
    return [
        *found,
        Table("Refusals and questions by kind", ("kind", "rows", "share"), _shares(stats.refusals, total)),
        Table("Groups: requests for the same slots", ("requests", "groups", "share"),
              _shares(stats.requests_for_one_animation, groups)),
        Table(f"Length of the targets: {stats.counted_by}; rows with an animation", ("target", *header[1:]),
              _summaries(stats.tokens)),
        Table("Length of the requests", ("in", *header[1:]), _summaries(stats.requests)),
        Table("Difficulty, from 0 to 1", ("split", *header[1:]), _summaries(stats.difficulty)),
    ]  # fmt: skip


def _shares(counts: dict[str, int], total: int) -> list[tuple[str, ...]]:
    return [(name, str(count), f"{count / total:.1%}") for name, count in counts.items()]


def _summaries(found: dict[str, Summary]) -> list[tuple[str, ...]]:
    return [(name, *(f"{value:g}" for value in asdict(short).values())) for name, short in found.items()]


def markdown(stats: Stats) -> str:
    """The tables as a page."""
    parts = ["# The data set in numbers", *stats.warnings]
    for table in tables(stats):
        lines = [table.header, ("---", *("---:" for _ in table.header[1:])), *table.rows]
        parts += [f"## {table.title}", "\n".join(f"| {' | '.join(line)} |" for line in lines)]
    return "\n\n".join(parts).replace(r"\w+|\S", r"`\w+|\S`") + "\n"


def write(stats: Stats, folder: Path) -> list[Path]:
    """Write stats.json and stats.md into a folder; their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {
        "stats.json": json.dumps(stats.as_dict(), indent=2, ensure_ascii=False) + "\n",
        "stats.md": markdown(stats),
    }
    for name, text in texts.items():
        write_text(folder / name, text)
    return [folder / name for name in texts]
