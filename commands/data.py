"""The data set: build, check, stats, export and import-study."""

from __future__ import annotations

import time
from pathlib import Path

import click

FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)
workers_option = click.option("--workers", type=click.IntRange(1), help="Processes that work side by side; all cores.")
ray_option = click.option(
    "--ray", metavar="ADDRESS", help="Work on the Ray cluster at this address (auto: the one that runs here)."
)


@click.group()
def dataset() -> None:
    """Requests with both targets, slots and programs: built, checked, described and exported."""


@dataset.command("build")
@click.option("--size", default=10_000, show_default=True, help="Rows over all splits.")
@click.option("--seed", default=2026, show_default=True, help="Same size and seed, same bytes.")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The folder that is written.")
@workers_option
@ray_option
def dataset_build(size: int, seed: int, output: Path, workers: int | None, ray: str | None) -> None:
    """Draw, verify and write a data set: six splits as JSON Lines, and a manifest.

    Every row is proved and executed before it counts. Interrupted, the same command goes on where it stopped.
    """
    from derivanim.dataset.build import Config, build
    from derivanim.dataset.shards import workers as opened
    from derivanim.progress import progress
    from derivanim.render.video import cores

    config = Config(size, seed)
    with progress() as report, opened(workers or cores(), ray) as pool:
        click.echo(build(config, output, pool, report))


@dataset.command("check")
@click.argument("folder", type=FOLDER)
@workers_option
@ray_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON in place of a table.")
def dataset_check(folder: Path, workers: int | None, ray: str | None, as_json: bool) -> None:
    """Verify every row of a data set again, and look for leaks between its splits; FOLDER/check.json keeps the result.

    Each row: schema, claims, grounding, pointers, program, execution; one in a hundred is rendered in full. Exit code 1
    where something is wrong.
    """
    from derivanim.dataset.check import REPORT, check
    from derivanim.dataset.shards import workers as opened
    from derivanim.progress import columns, progress
    from derivanim.render.video import cores

    began = time.monotonic()
    with progress() as report, opened(workers or cores(), ray) as pool:
        found = check(folder, pool, report)
    seconds = time.monotonic() - began
    if as_json:
        click.echo((folder / REPORT).read_text("utf-8"), nl=False)
    else:
        rows = [(name, str(count)) for name, count in found.failed.items()]
        click.echo(columns(("check", "rows that fail"), [*rows, ("leaks", str(len(found.leaks)))]))
        click.echo(f"{found.right} of {found.rows} rows are right; {found.rendered} were rendered in full")
        for sentence in [*found.files, *found.leaks[:20]]:
            click.echo(sentence)
        for name, sentences in list(found.problems.items())[:20]:
            click.echo(f"{name}: {'; '.join(sentences)}")
    click.echo(f"derivanim: {found.rows / max(seconds, 1e-9):.1f} rows a second in this run", err=True)
    if not found.good:
        raise click.exceptions.Exit(1)
