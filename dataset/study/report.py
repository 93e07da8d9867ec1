"""What came of the study's data, as a page of Markdown: counts, the most frequent problems, rows as examples."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from derivanim.dataset.study.claims import CHECKS

STATUSES = ("right", "corrected", "undecided", "unreadable")
_ANSWERS = ("right", "wrong", "undecided", "unreadable", "missing")
_QUESTIONS = {
    "input": "the function of `input` is the function of the program",
    "derivative": "the derivative in the program is right",
    "range": "the function is defined on its own x range",
    "label": "the label says what the function is",
    "derivative label": "labels and steps say what the derivative is",
    "steps": "three steps or more are found",
}
_MEANINGS = {
    "right": "nothing in it was refuted",
    "corrected": "a claim was refuted, and a true one stands in its place in the slots",
    "undecided": "nothing was refuted, but a claim was neither shown nor refuted",
    "unreadable": "no slots could be made of it",
}
_EXAMPLES = 5
_MOST = 30
_WIDTH = 160


@dataclass(frozen=True)
class StudyReport:
    """What an import came to: rows in, rows by status, answers by question, problems by kind."""

    rows: int
    statuses: dict[str, int]
    checks: dict[str, dict[str, int]]
    problems: dict[str, int]

    @property
    def examples(self) -> int:
        """How many rows became slots."""
        return self.rows - self.statuses["unreadable"]


class Tally:
    """The report while it grows, a row at a time; only the first rows of each kind are kept."""

    def __init__(self) -> None:
        self.statuses: Counter[str] = Counter()
        self.checks: dict[str, Counter[str]] = {name: Counter() for name in CHECKS}
        self.problems: Counter[str] = Counter()
        self.first: dict[str, list[dict[str, Any]]] = {}

    def add(self, row: dict[str, Any]) -> None:
        """Count a row of the report."""
        self.statuses[row["status"]] += 1
        for name, answer in row["checks"].items():
            self.checks[name][answer] += 1
        kinds = dict.fromkeys(problem["kind"] for problem in row["problems"])
        self.problems.update(kinds.keys())
        for key in (f"status {row['status']}", *(f"problem {kind}" for kind in kinds)):
            kept = self.first.setdefault(key, [])
            if len(kept) < _EXAMPLES:
                kept.append(row)

    def report(self) -> StudyReport:
        """The counts, the most frequent problem first."""
        return StudyReport(
            rows=self.statuses.total(),
            statuses={name: self.statuses[name] for name in STATUSES},
            checks={name: {a: counts[a] for a in _ANSWERS} for name, counts in self.checks.items()},
            problems=dict(sorted(self.problems.items(), key=lambda item: (-item[1], item[0]))),
        )


def markdown(tally: Tally, files: list[tuple[str, int]]) -> str:
    """The report as a page; `files` are names and numbers of lines."""
    report = tally.report()
    sources = ", ".join(f"{_cell(name)} ({lines} lines)" for name, lines in files)
    parts = [
        "# The study's data, row by row",
        f"{report.rows} rows from {sources}. Each program was taken apart by its syntax tree and never run; its claims "
        "were decided as those of any slots are. `report.jsonl` has every row in order, `examples.jsonl` the rows that "
        "became slots.",
        "## Rows",
        _table(
            ("status", "rows", "share", "meaning"),
            [
                (name, str(count), _share(count, report.rows), _MEANINGS[name])
                for name, count in report.statuses.items()
            ],
        ),
        "## Questions",
        "Asked of every row that could be read.",
        _table(
            ("question", *_ANSWERS),
            [(_QUESTIONS[name], *map(str, counts.values())) for name, counts in report.checks.items()],
        ),
        "## Most frequent problems",
        _table(
            ("problem", "rows", "share", "for example"),
            [
                (kind, str(count), _share(count, report.rows), _example(kind, tally.first[f"problem {kind}"][0]))
                for kind, count in list(report.problems.items())[:_MOST]
            ],
        )
        if report.problems
        else "None.",
    ]
    for status in STATUSES:
        rows = tally.first.get(f"status {status}", [])
        if rows:
            parts += [f"## Examples: {status}", "\n".join(_line(row) for row in rows)]
    return "\n\n".join(parts) + "\n"


def _table(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [header, tuple("---" for _ in header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _share(count: int, rows: int) -> str:
    return f"{count / rows:.1%}" if rows else "-"


def _example(kind: str, row: dict[str, Any]) -> str:
    detail = next(problem["detail"] for problem in row["problems"] if problem["kind"] == kind)
    return f"{row['id']}: {_code(detail)}" if detail else row["id"]


def _line(row: dict[str, Any]) -> str:
    asked = f" {_code(row['input'])}" if row["input"] else ""
    said = _code(row["message"]) if row["message"] else ""
    return f"- {row['id']} ({_cell(row['file'])}, line {row['line']}){asked}{': ' + said if said else ''}"


def _code(text: str) -> str:
    """Text of a stranger as code, which Markdown leaves alone."""
    plain = _cell(text).replace("`", "'")
    return f"`{plain}`"


def _cell(text: str) -> str:
    plain = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    shown = plain if len(plain) <= _WIDTH else f"{plain[: _WIDTH - 3]}..."
    return shown.replace("|", "\N{DIVIDES}")
