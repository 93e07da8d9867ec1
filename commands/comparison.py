"""Comparison: arms on test sets, through one funnel, into a folder of results."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from click_default_group import DefaultGroup

TESTS = ("test_functions", "test_phrasings", "test_families", "test_both")


_HELP = """Compare arms on test sets, and report what was found.

`derivanim compare DATA -o RESULTS` is short for `derivanim compare run DATA -o RESULTS`.
"""
compare: click.Group = DefaultGroup("compare", help=_HELP, default="run", default_if_no_args=True)


@compare.command("run")
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
def run_arms(
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


@compare.command("report")
@click.argument("results", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The folder of the pages.  [RESULTS/report]")
@click.option(
    "--examples", type=click.IntRange(0), metavar="N", default=40, show_default=True,
    help="Requests shown side by side, those on which arms differ first.",
)  # fmt: skip
@click.option("--stills/--no-stills", default=True, help="Draw the last frame of what the examples show.  [stills]")
def report(results: Path, output: Path | None, examples: int, stills: bool) -> None:
    """Write what was found in RESULTS: pages to read, a table and a paragraph for a paper, the lines behind figures.

    The pages open from the disk. figures.json and table.md are written again beside the rows. Interrupted, the same
    command goes on with the stills that are missing.
    """
    from derivanim.compare.report.write import report as write_all
    from derivanim.progress import progress

    with progress() as tell:
        written = write_all(results, output or results / "report", count=examples, stills=stills, progress=tell)
    for file in written:
        click.echo(file)
