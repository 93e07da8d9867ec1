"""Comparison: arms on test sets, through one funnel, into a folder of results."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

TESTS = ("test_functions", "test_phrasings", "test_families", "test_both")


@click.command()
@click.argument("data", type=click.Path(path_type=Path, exists=True, file_okay=False), required=False)
@click.option(
    "--arm",
    "arms",
    multiple=True,
    metavar="ARM",
    default=("slots", "code", "rules", "nearest"),
    show_default=True,
    help="What answers: slots, slots-first, slots-free, code, code-repair, rules, nearest, "
    "nearest-code, hf:NAME[@ADAPTER] or api:NAME; LABEL=ARM names it, slots@DIR takes the weights in a "
    "folder. May be given several times.",
)
@click.option("--tests", multiple=True, metavar="SPLIT", default=TESTS, show_default=True, help="Splits of DATA.")
@click.option(
    "--requests",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    multiple=True,
    metavar="FILE",
    help="Also these requests: a YAML list of `request` and `expect`.",
)
@click.option("--rows", type=click.IntRange(1), metavar="N", help="At most N rows of each test set.  [all]")
@click.option(
    "--pictures/--no-pictures",
    default=True,
    help="Execute what was answered and look at it, or stop before that.  [pictures]",
)
@click.option(
    "--style",
    type=click.Choice(["template", "any"]),
    default="template",
    show_default=True,
    help="Which programs are valid: those that follow a template, or any of Manim.",
)
@click.option("--base-url", metavar="URL", help="With api: where the server is, such as http://127.0.0.1:8000/v1.")
@click.option("--four-bit", is_flag=True, help="With hf: load the weights in 4 bits (needs bitsandbytes).")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The folder of the results.")
def compare(
    data: Path | None, arms: tuple[str, ...], tests: tuple[str, ...], requests: tuple[Path, ...], rows: int | None,
    pictures: bool, style: Any, output: Path, **options: Any,
) -> None:  # fmt: skip
    """Compare arms on the test sets of a data set: slots, programs, and what needs no model.

    Every answer goes through one funnel: parses, valid, mathematics, executes, visible, asked, layout. OUTPUT gets a
    line for each answer, figures.json and table.md, with Wilson intervals and McNemar tests. Interrupted, the same
    command goes on where it stopped, and loses at most the answer it was at, or eight programs.
    """
    from derivanim.compare.arms.backend import wanted
    from derivanim.compare.runner import Settings
    from derivanim.compare.runner import compare as run
    from derivanim.compare.sets import load_sets
    from derivanim.compare.table import write
    from derivanim.progress import progress

    if data is None and not requests:
        raise click.UsageError("give DATA, the folder of a data set, or --requests FILE")
    chosen = [wanted(arm) for arm in arms]
    sets = load_sets(data, tests, requests, rows)
    with progress() as report:
        try:
            run(chosen, sets, output, data=data, settings=Settings(pictures, style), options=options, report=report)
        except KeyboardInterrupt:
            raise KeyboardInterrupt(f"{output} keeps what was compared; the same command goes on") from None
    click.echo(write(output), nl=False)
