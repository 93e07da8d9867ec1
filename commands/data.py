"""The data set: build, check, stats, export, sample and import-study."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from derivanim.errors import MissingError

LIBRARIES = ("datasets", "datasketch", "matplotlib", "pyarrow")
SHAPES, TARGETS = ("jsonl", "hf", "chat", "completion"), ("slots", "pointers", "code")
FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)
workers_option = click.option("--workers", type=click.IntRange(1), help="Processes that work side by side; all cores.")
ray_option = click.option(
    "--ray", metavar="ADDRESS", help="Work on the Ray cluster at this address (auto: the one that runs here)."
)


@contextmanager
def data_libraries() -> Iterator[None]:
    """Say how to install the optional libraries, where one of them is missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        name = (error.name or "").partition(".")[0]
        if name not in LIBRARIES:
            raise
        raise MissingError(f"the library {name} is not installed", "pip install 'derivanim[data]'") from error


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
@data_libraries()
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


@dataset.command("stats")
@click.argument("folder", type=FOLDER)
@click.option("--json", "as_json", is_flag=True, help="Print JSON in place of tables.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Also write plots, Markdown and JSON into this folder.",
)
@click.option(
    "--tokenizer",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A tokenizer.json that counts tokens, in place of words and signs.",
)
@data_libraries()
def dataset_stats(folder: Path, as_json: bool, output: Path | None, tokenizer: Path | None) -> None:
    """Say what a data set consists of: splits, levels, templates, families, notations, lengths, difficulty."""
    import json

    from derivanim.dataset import stats
    from derivanim.dataset.finished import finished
    from derivanim.progress import columns

    counter = stats.tokenizer(tokenizer) if tokenizer else stats.PLAIN
    found = stats.describe(finished(folder), counter)
    if as_json:
        click.echo(json.dumps(found.as_dict(), indent=2, ensure_ascii=False))
    else:
        for table in stats.tables(found):
            click.echo(f"{table.title}\n{columns(table.header, table.rows)}\n")
    for warning in found.warnings:
        click.echo(f"derivanim: warning: {warning}", err=True)
    if output:
        from derivanim.dataset.plots import draw

        for file in [*stats.write(found, output), *draw(found, output)]:
            click.echo(f"derivanim: wrote {file}", err=True)


@dataset.command("export")
@click.argument("folder", type=FOLDER)
@click.option(
    "--format",
    "shape",
    type=click.Choice(SHAPES),
    required=True,
    help="jsonl: instruction, input, output; hf: Parquet and a card for load_dataset; "
    "chat: messages; completion: prompt, completion.",
)
@click.option(
    "--target", type=click.Choice(TARGETS), default="slots", show_default=True, help="What a model is to write."
)
@click.option(
    "--instruction",
    type=click.Choice(["one", "seven"]),
    default="one",
    show_default=True,
    help="One instruction for all rows, or the study's seven.",
)
@click.option(
    "--subset",
    type=click.IntRange(1),
    metavar="N",
    help="The first N rows of training; smaller subsets lie in larger ones.",
)
@click.option(
    "--order",
    type=click.Choice(["file", "curriculum"]),
    default="file",
    show_default=True,
    help="Training rows as they are, or the easiest first.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The folder that is written.")
@data_libraries()
def dataset_export(folder: Path, output: Path, **options: Any) -> None:
    """Write a data set in the shape that a trainer reads; the same choices give the same bytes."""
    from derivanim.dataset.export import Choices, export
    from derivanim.progress import progress

    with progress() as report:
        click.echo(export(folder, output, Choices(**options), report))


@dataset.command("sample")
@click.argument("folder", type=FOLDER)
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The folder that is written.")
@click.option("--count", type=click.IntRange(1), default=200, show_default=True, help="How many rows.")
@click.option("--seed", default=2026, show_default=True, help="Same data set and seed, same rows.")
@data_libraries()
def dataset_sample(folder: Path, output: Path, count: int, seed: int) -> None:
    """Draw rows at random for people to look at: a page with request, slots and a still of each, and sample.jsonl.

    Interrupted, the same command goes on where it stopped.
    """
    from derivanim.dataset.sample import sample
    from derivanim.progress import progress

    with progress() as report:
        page, without = sample(folder, output, count, seed, report)
    for name, reason in without.items():
        click.echo(f"derivanim: no picture of {name}: {reason}", err=True)
    click.echo(page)


@dataset.command("import-study")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The folder that is written.")
def dataset_import_study(files: tuple[Path, ...], output: Path) -> None:
    """Read the study's JSON Lines: what its programs show becomes slots, and every claim is decided.

    OUTPUT/report.jsonl says of each row what is right and what is not; rows that cannot be read are reported, and are
    no error.
    """
    from derivanim.dataset.study.importing import PAGE, import_study
    from derivanim.progress import progress

    with progress() as report:
        found = import_study(files, output, report)
    said = ", ".join(f"{count} {status}" for status, count in found.statuses.items())
    click.echo(f"derivanim: {found.rows} rows: {said}; {found.examples} became slots", err=True)
    for kind, count in list(found.problems.items())[:5]:
        click.echo(f"derivanim: {count} rows: {kind}", err=True)
    click.echo(output / PAGE)
