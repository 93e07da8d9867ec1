"""The `derivanim` command: it parses, calls and prints, and imports nothing heavy before a command needs it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from derivanim import __version__
from derivanim.errors import DerivanimError, ExpressionError

if TYPE_CHECKING:
    from derivanim.batch import Work

QUALITIES = {"l": "480p15", "m": "720p30", "h": "1080p60", "p": "1440p60", "k": "2160p60"}
FORMATS = ("mp4", "gif", "webm", "mov", "png")
INTERRUPTED = 130


def main() -> None:
    """Run the command line; every end is an exit code, and every error one line on standard error."""
    try:
        sys.exit(group(standalone_mode=False))
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("derivanim: interrupted; nothing was written", err=True)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # Who read our output went away (`| head`): no error. The closed pipe is replaced, or Python complains at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except DerivanimError as error:
        _complain(error)
        sys.exit(error.exit_code)
    except OSError as error:
        _complain(DerivanimError(f"{error.strerror or error}" + (f": {error.filename}" if error.filename else "")))
        sys.exit(1)
    except Exception as error:
        if os.environ.get("DERIVANIM_DEBUG"):
            raise
        line = f"this is a bug: {type(error).__name__}: {error}"
        _complain(DerivanimError(line, "DERIVANIM_DEBUG=1 shows where; please report it."))
        sys.exit(1)


def _complain(error: DerivanimError) -> None:
    """One line that says what was wrong and what to do; for an expression also the place, with a caret."""
    from derivanim.batch import one_line

    click.echo(click.style("derivanim: ", fg="red", bold=True) + one_line(error), err=True)
    if isinstance(error, ExpressionError) and (caret := error.caret()):
        click.echo(
            "  " + "".join(c if c.isprintable() or c == "\n" else "?" for c in caret).replace("\n", "\n  "), err=True
        )


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="derivanim")
def group() -> None:
    """One sentence about a derivative becomes a correct animation.

    derivanim animate "show the tangent line to x^2 sin x at x = 1"
    """


Command = Callable[..., Any]


def _together(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


model_options = _together(
    click.option("--model", default="embedded", show_default=True, help="Which model reads the request."),
    click.option("--seed", default=0, show_default=True, help="Same request and seed, same answer."),
)
wrong_math_option = click.option(
    "--on-wrong-math",
    type=click.Choice(["correct", "reject"]),
    default="correct",
    show_default=True,
    help="What happens to a refuted claim: put SymPy's value in its place and say so, or stop.",
)
batch_options = _together(
    click.option(
        "--batch",
        "batch",
        type=click.Path(dir_okay=False),
        help="Read rows of JSON from this file (- for standard input).",
    ),
    click.option(
        "--output",
        "batch_output",
        type=click.Path(dir_okay=False),
        help="With --batch: write the rows here (- for standard output).",
    ),
)
render_options = _together(
    click.option("-q", "--quality", type=click.Choice(list(QUALITIES)), default="m", show_default=True,
                 help=", ".join(f"{k} {v}" for k, v in QUALITIES.items()) + "."),
    click.option("--fps", type=click.IntRange(1, 120), help="Frames per second, in place of the quality's."),
    click.option("--format", "format_", type=click.Choice(FORMATS), help="By default the output's suffix, else mp4."),
    click.option("--transparent", is_flag=True, help="Without a background (mov, webm and png)."),
    click.option("--preview", is_flag=True, help="Open the file when it is done."),
    click.option("--no-cache", is_flag=True, help="Render again even if the same video was rendered before."),
)  # fmt: skip


@group.command()
@click.argument("request")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The video's path, or a folder for it.")
@model_options
@wrong_math_option
@render_options
def animate(
    request: str,
    output: Path | None,
    model: str,
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
    from derivanim.animate import preview as open_file
    from derivanim.progress import progress

    with progress() as report:
        done = make(
            _text(request),
            output,
            model=model,
            seed=seed,
            on_wrong_math=on_wrong_math,
            format=format_,
            use_cache=not no_cache,
            progress=report,
            **options,
        )
    for note in done.notes:
        click.echo(f"note: {note}", err=True)
    for path in done.files:
        click.echo(path)
    if preview:
        open_file(done.video)


@group.command()
@click.argument("request", required=False)
@model_options
@wrong_math_option
@batch_options
def slots(
    request: str | None, model: str, seed: int, on_wrong_math: str, batch: str | None, batch_output: str | None
) -> None:
    """Print the slot object that a REQUEST comes to, checked and proved.

    Ends with exit code 3 where the request cannot be shown or is unclear; the object then says why.
    """
    from derivanim import batch as rows
    from derivanim.animate import slots as answer_to

    if batch is not None:
        return _batch(batch, batch_output, rows.slots_work(model=model, seed=seed, on_wrong_math=on_wrong_math))
    answer = answer_to(_text(_required(request, "REQUEST")), model=model, seed=seed, on_wrong_math=on_wrong_math)
    for note in answer.notes:
        click.echo(f"note: {note}", err=True)
    click.echo(json.dumps(answer.slots, ensure_ascii=False, indent=2))
    if answer.status != "ok":
        raise click.exceptions.Exit(3)
    return None


@group.command()
@click.argument("source", metavar="SLOTS.json|SCENE.py|-")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The picture's path, or a folder for it.")
@wrong_math_option
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
    from derivanim.animate import preview as open_file
    from derivanim.animate import render_text
    from derivanim.progress import progress

    text, name = _source(source)
    with progress() as report:
        done = render_text(
            text,
            name,
            output,
            on_wrong_math=on_wrong_math,
            format=format_,
            use_cache=not no_cache,
            progress=report,
            **options,
        )
    for note in done.notes:
        click.echo(f"note: {note}", err=True)
    for path in done.files:
        click.echo(path)
    if preview:
        open_file(done.video)


@group.command()
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
        return _batch(batch, batch_output, rows.check_work(on_wrong_math=on_wrong_math))
    text, _ = _source(_required(source, "SLOTS.json"))
    checked = check_slots(text, on_wrong_math=on_wrong_math)
    if as_json:
        click.echo(json.dumps(rows.checked_row(checked), ensure_ascii=False, indent=2))
    else:
        from derivanim.progress import claims_table

        click.echo(claims_table(checked))
    if checked.replaced:
        raise click.exceptions.Exit(1)
    return None


@group.command()
@click.argument("source", metavar="SLOTS.json|-")
@wrong_math_option
def code(source: str, on_wrong_math: str) -> None:
    """Print the Manim program of a slot object: self-contained, for plain `manim` too."""
    from derivanim.animate import code_text

    text, _ = _source(source)
    program, notes = code_text(text, on_wrong_math=on_wrong_math)
    for note in notes:
        click.echo(f"note: {note}", err=True)
    click.echo(program, nl=False)


# An expression may begin with a minus sign, so what is no option of ours is the expression.
@group.command(context_settings={"ignore_unknown_options": True})
@click.argument("expression", required=False)
@click.option("--variable", help="The variable; by default the only one there is.")
@click.option("--order", type=click.IntRange(1, 10), default=1, show_default=True, help="1 for f', 2 for f''.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON in place of text.")
@batch_options
def differentiate(
    expression: str | None, variable: str | None, order: int, as_json: bool, batch: str | None, batch_output: str | None
) -> None:
    """Differentiate an EXPRESSION in any notation, and name the rule of each step."""
    from derivanim import batch as rows
    from derivanim.animate import differentiate as derive

    if batch is not None:
        return _batch(batch, batch_output, rows.differentiate_work())
    row = rows.derivation_row(derive(_text(_required(expression, "EXPR")), variable=variable, order=order))
    if as_json:
        click.echo(json.dumps(row, ensure_ascii=False, indent=2))
        return None
    for note in row.get("notes", ()):
        click.echo(f"note: {note}", err=True)
    for step in row["steps"]:
        click.echo(f"{step['rule']:<28} {step['after']}")
    click.echo(f"{'derivative':<28} {row['derivative']}")
    return None


@group.group()
def templates() -> None:
    """The library of templates."""


@templates.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON in place of a table.")
def templates_list(as_json: bool) -> None:
    """List the templates with their level and subject."""
    from derivanim.progress import columns
    from derivanim.slots.registry import templates as every

    found = [(name, schema.LEVEL, schema.SUMMARY) for name, schema in every().items()]
    if as_json:
        click.echo(json.dumps([{"template": n, "level": level, "summary": s} for n, level, s in found], indent=2))
    else:
        click.echo(columns(("template", "level", "summary"), found))


@templates.command("show")
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="Print the JSON schema in place of tables.")
def templates_show(name: str, as_json: bool) -> None:
    """Show one template: its slots and its examples."""
    from derivanim.progress import columns
    from derivanim.slots.registry import schema_of

    schema = schema_of(name)
    if as_json:
        click.echo(json.dumps(schema.model_json_schema(), ensure_ascii=False, indent=2))
        return
    click.echo(f"{name}: {schema.SUMMARY} ({schema.LEVEL})\n")
    fields = [
        (field, "required" if info.is_required() else "optional", info.description or "")
        for field, info in schema.model_fields.items()
        if field != "template"
    ]
    click.echo(columns(("slot", "", "what it holds"), fields))
    click.echo("\nexamples")
    for example in schema.EXAMPLES:
        click.echo("  " + json.dumps(example, ensure_ascii=False))


@group.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON in place of a table.")
def doctor(as_json: bool) -> None:
    """Say what this machine has and lacks, and the command that mends it. Exit code 4 if anything is missing."""
    from derivanim.doctor import examine
    from derivanim.progress import columns

    found = examine()
    if as_json:
        click.echo(json.dumps([finding.__dict__ for finding in found], indent=2))
    else:
        click.echo(
            columns(
                ("", "what", "found"),
                [
                    ("ok" if f.ok else "MISSING", f.subject, f.detail if f.ok else f"{f.detail}; {f.remedy}")
                    for f in found
                ],
            )
        )
    if not all(finding.ok for finding in found):
        raise click.exceptions.Exit(4)


def _batch(source: str, output: str | None, work: Work) -> None:
    from derivanim.batch import run
    from derivanim.progress import progress

    if output is None:
        raise click.UsageError("--batch needs --output FILE (or --output - for standard output)")
    with progress() as report:
        run(source, output, work, progress=report)


def _required(value: str | None, name: str) -> str:
    if value is None:
        raise click.UsageError(f"give {name}, or --batch FILE --output FILE")
    return value


def _text(argument: str) -> str:
    """An argument, or standard input where the argument is -."""
    return _read_stdin().strip() if argument == "-" else argument


def _source(argument: str) -> tuple[str, str]:
    """The text of a file or of standard input (-), and a name for what is made of it."""
    if argument == "-":
        return _read_stdin(), "animation"
    path = Path(argument)
    if not path.is_file():
        raise click.UsageError(
            f"there is no file {argument!r}; give a .json of slots, a .py program, or - for standard input"
        )
    return _decoded(path.read_bytes(), argument), path.stem


def _read_stdin() -> str:
    return _decoded(sys.stdin.buffer.read(), "standard input")


def _decoded(data: bytes, origin: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DerivanimError(f"{origin} is not UTF-8 text (byte {error.start}).", "Save it as UTF-8.") from error


if __name__ == "__main__":
    main()
