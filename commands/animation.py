"""From a request to a video: animate, slots, render, check and code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from derivanim.commands.options import (
    batch_options,
    batched,
    look_of,
    look_options,
    model_of,
    model_options,
    render_options,
    required,
    source_of,
    text_of,
    wrong_math_option,
)

if TYPE_CHECKING:
    from derivanim.animate import Animation


@click.command()
@click.argument("request")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The video's path, or a folder for it.")
@model_options
@wrong_math_option
@look_options
@render_options
def animate(
    request: str,
    output: Path | None,
    seed: int,
    on_wrong_math: str,
    format_: str | None,
    preview: bool,
    no_cache: bool,
    **options: Any,
) -> None:
    """Turn a REQUEST into a video, and write its slots (.json), program (.py) and captions (.srt) beside it.

    REQUEST is one sentence; - reads it from standard input.
    """
    from derivanim.animate import animate as make
    from derivanim.progress import progress

    model = model_of(options)
    with progress() as report:
        done = make(
            text_of(request),
            output,
            model=model,
            seed=seed,
            on_wrong_math=on_wrong_math,
            look=look_of(options),
            format=format_,
            use_cache=not no_cache,
            progress=report,
            **options,
        )
    _made(done, preview)


def _made(done: Animation, preview: bool) -> None:
    """Say what was written, and show the video if that is wished."""
    from derivanim.animate import preview as open_file

    for note in done.notes:
        click.echo(f"note: {note}", err=True)
    for path in done.files:
        click.echo(path)
    if preview:
        open_file(done.video)


@click.command()
@click.argument("request", required=False)
@click.option("--edit", "edited", metavar="SLOTS.json|-", help="Change these slots; REQUEST says what is to be other.")
@model_options
@wrong_math_option
@batch_options
def slots(
    request: str | None,
    edited: str | None,
    seed: int,
    on_wrong_math: str,
    batch: str | None,
    batch_output: str | None,
    **options: Any,
) -> None:
    """Print the slot object that a REQUEST comes to, checked and proved.

    With --edit, REQUEST changes the slots of a file, as in "same, at x = 2, in blue"; what it does not name stays as
    it is. Ends with exit code 3 where the request cannot be shown or is unclear; the object then says why.
    """
    from derivanim import batch as rows
    from derivanim.animate import edit
    from derivanim.animate import slots as answer_to

    model = model_of(options)
    if edited is not None and (batch is not None or edited == request == "-"):
        raise click.UsageError("--edit takes one object and one REQUEST; only one of them can be standard input")
    if batch is not None:
        return batched(batch, batch_output, rows.slots_work(model=model, seed=seed, on_wrong_math=on_wrong_math))
    text = text_of(required(request, "REQUEST"))
    if edited is None:
        answer = answer_to(text, model=model, seed=seed, on_wrong_math=on_wrong_math)
    else:
        answer = edit(source_of(edited)[0], text, model=model, seed=seed, on_wrong_math=on_wrong_math)
    for note in answer.notes:
        click.echo(f"note: {note}", err=True)
    click.echo(json.dumps(answer.slots, ensure_ascii=False, indent=2))
    if answer.status != "ok":
        raise click.exceptions.Exit(3)
    return None


@click.command()
@click.argument("source", metavar="SLOTS.json|SCENE.py|-")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The picture's path, or a folder for it.")
@wrong_math_option
@look_options
@render_options
def render(
    source: str,
    output: Path | None,
    on_wrong_math: str,
    format_: str | None,
    preview: bool,
    no_cache: bool,
    **options: Any,
) -> None:
    """Render a slot object or a Manim program; a program always runs in the sandbox."""
    from derivanim.animate import render_text
    from derivanim.progress import progress

    text, name = source_of(source)
    with progress() as report:
        done = render_text(
            text,
            name,
            output,
            on_wrong_math=on_wrong_math,
            look=look_of(options),
            format=format_,
            use_cache=not no_cache,
            progress=report,
            **options,
        )
    _made(done, preview)


@click.command()
@click.argument("source", metavar="SLOTS.json|-", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON in place of a table.")
@wrong_math_option
@batch_options
def check(source: str | None, as_json: bool, on_wrong_math: str, batch: str | None, batch_output: str | None) -> None:
    """Check a slot object: its schema, and every claim that its animation makes.

    Exit code 0: nothing is wrong. 1: a claim is refuted or the object is malformed.
    """
    from derivanim import batch as rows
    from derivanim.animate import check as check_slots

    if batch is not None:
        return batched(batch, batch_output, rows.check_work(on_wrong_math=on_wrong_math))
    text, _ = source_of(required(source, "SLOTS.json"))
    checked = check_slots(text, on_wrong_math=on_wrong_math)
    if as_json:
        click.echo(json.dumps(rows.checked_row(checked), ensure_ascii=False, indent=2))
    else:
        from derivanim.progress import claims_table

        click.echo(claims_table(checked))
    if checked.replaced:
        raise click.exceptions.Exit(1)
    return None


@click.command()
@click.argument("source", metavar="SLOTS.json|-")
@wrong_math_option
@look_options
def code(source: str, on_wrong_math: str, **options: Any) -> None:
    """Print the Manim program of a slot object: self-contained, for plain `manim` too."""

    from derivanim.animate import code_text

    text, _ = source_of(source)
    program, notes = code_text(text, on_wrong_math=on_wrong_math, look=look_of(options))
    for note in notes:
        click.echo(f"note: {note}", err=True)
    click.echo(program, nl=False)
