"""What a person sees while something runs, and tables for what came of it; all of rich that the project uses."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import StringIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from derivanim.animate import Report
    from derivanim.slots.check import Checked


@contextmanager
def progress() -> Iterator[Report]:
    """A report that draws a bar on standard error, or prints one line a stage where that is no terminal."""
    if not sys.stderr.isatty():
        seen: list[str] = []

        def line(stage: str, done: int, total: int) -> None:
            if not seen or seen[-1] != stage:
                seen.append(stage)
                print(f"derivanim: {stage}", file=sys.stderr, flush=True)

        yield line
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    shown = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*shown, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=None)

        def draw(stage: str, done: int, total: int) -> None:
            bar.update(task, description=stage, completed=done, total=total or None)

        yield draw


def columns(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A plain table as text, as wide as the terminal, or 120 columns where there is none."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in header:
        table.add_column(name, overflow="fold")
    for row in rows:
        # As Text, so that brackets in a value are never read as rich's markup.
        table.add_row(*(Text(str(cell)) for cell in row))
    out = StringIO()
    Console(file=out, width=None if sys.stdout.isatty() else 120).print(table)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()).strip("\n")


def claims_table(checked: Checked) -> str:
    """The claims of a checked slot object, a row each, and what was replaced."""
    rows = [
        (str(verdict.status), claim.statement, verdict.counterexample or verdict.message or verdict.method)
        for claim, verdict in checked.results
    ]
    return "\n".join([columns(("verdict", "claim", "how"), rows), *(f"replaced: {line}" for line in checked.replaced)])
