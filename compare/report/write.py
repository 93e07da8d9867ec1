"""Everything that a folder of results is told in, by one call."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from derivanim.atomic import write_text
from derivanim.compare import table
from derivanim.compare.report import page, paper
from derivanim.compare.report.examples import examples, with_stills
from derivanim.compare.report.traces import failures, lines, traces
from derivanim.compare.results import manifest
from derivanim.errors import DerivanimError

TRACES, PAPER = "traces.json", "report.tex"


def report(
    results: Path, output: Path, *, count: int, stills: bool, progress: Callable[[str, int, int], None]
) -> list[Path]:
    """Write figures.json and table.md beside the rows, and the pages, the table for a paper and the traces to `output`.

    The written files, the page first. DerivanimError where the folder holds no comparison, or one without an answer.
    """
    about = manifest(results)
    found = list(lines(results))
    if not found:
        raise DerivanimError(f"{results} holds no answers yet", "Run derivanim compare first; it goes on where it was.")
    table.write(results)
    figures = json.loads((results / table.FIGURES).read_text("utf-8"))
    output.mkdir(parents=True, exist_ok=True)
    shown = examples(found, count)
    if stills:
        shown = with_stills(shown, output, progress)
    name = table.ALL if table.ALL in figures["arms"] else next(iter(figures["arms"]))
    write_text(output / TRACES, json.dumps(traces(found)) + "\n")
    write_text(output / PAPER, paper.latex(figures, name))
    second = page.write_examples(output, shown, list(about["arms"]))
    first = page.write_report(output, about, figures, failures(found))
    return [first, second, output / PAPER, output / TRACES, results / table.TABLE, results / table.FIGURES]
