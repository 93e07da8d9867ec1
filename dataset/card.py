"""The data card of an exported data set: what is in it, where it is from, and what it is not good for."""

from __future__ import annotations

from pathlib import Path

from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from derivanim.dataset.candidates import LEVELS
from derivanim.dataset.finished import Finished
from derivanim.dataset.splits import SPLITS
from derivanim.dataset.stats import REFUSALS, describe, tables

_PAGE = Path(__file__).with_name("card.md.j2")
_MEANINGS = {
    "train": "nothing: it is what the others are compared with",
    "validation": "phrasings and functions, of families seen in training",
    "test_functions": "functions, of families seen in training",
    "test_phrasings": "phrasings and functions, of families seen in training",
    "test_families": "families of functions",
    "test_both": "phrasings and families of functions",
}
# As the Hub names them: less than each of these.
_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
_TABLES = ("Rows by level", "Rows by template", "Rows by notation", "Length of the targets", "Difficulty")


def card(data: Finished, *, target: str, instruction: str, subset: int | None, order: str) -> str:
    """The page for these rows, with the header that `load_dataset` reads."""
    assert _MEANINGS.keys() == SPLITS.keys()
    stats = describe(data)
    rows = data.rows
    environment = SandboxedEnvironment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, autoescape=False
    )
    return environment.from_string(_PAGE.read_text("utf-8")).render(
        about=data.about,
        example=min(rows, key=lambda row: (row.template in REFUSALS, len(row.request) < 40, row.id)),
        families=len({row.family for row in rows if row.family}),
        groups=len({row.group for row in rows}),
        instruction=instruction,
        levels=LEVELS,
        meanings=_MEANINGS,
        order=order,
        size_category=next((name for size, name in _SIZES if len(rows) < size), "n>1M"),
        splits={split: len(found) for split, found in data.splits.items() if found},
        subset=subset,
        tables=[table for table in tables(stats) if table.title.startswith(_TABLES)],
        target=target,
        templates=len(stats.kinds["template"]),
        warnings=stats.warnings,
    )
