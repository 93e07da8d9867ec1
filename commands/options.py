"""What commands share: their options, and how they read arguments, files and standard input."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from derivanim.errors import DerivanimError

if TYPE_CHECKING:
    from derivanim.batch import Work
    from derivanim.model.backend import Backend

QUALITIES = {"l": "480p15", "m": "720p30", "h": "1080p60", "p": "1440p60", "k": "2160p60"}
FORMATS = ("mp4", "gif", "webm", "mov", "png")
COLORS = ("blue", "red", "orange", "yellow", "green", "teal", "purple", "pink", "white")
LOOK = ("title", "pace", "color", "theme", "aspect", "steps", "language", "math")

Command = Callable[..., Any]


def _together(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


model_options = _together(
    click.option("--model", default="embedded", show_default=True, metavar="MODEL",
                 help="Which model reads the request: embedded, hf:NAME[@ADAPTER] (a Hugging Face model, the folder of "
                 "an adapter), or api:NAME (a model behind an OpenAI-compatible address)."),
    click.option("--base-url", metavar="URL", help="With api: where the server is, such as http://127.0.0.1:8000/v1."),
    click.option("--four-bit", is_flag=True, help="With hf: load the weights in 4 bits (needs bitsandbytes)."),
    click.option("--examples", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DATA",
                 help="With hf and api: the data set from which a model that was not tuned is shown examples."),
    click.option("--seed", default=0, show_default=True, help="Same request and seed, same answer."),
)  # fmt: skip
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
look_options = _together(
    click.option("--title", help="A heading in place of the template's own."),
    click.option("--pace", type=click.Choice(["slow", "normal", "fast"]), help="How fast the animation goes."),
    click.option("--color", type=click.Choice(COLORS), help="The colour of the function."),
    click.option("--theme", type=click.Choice(["dark", "light", "colorblind"]), help="The colours of the picture."),
    click.option("--aspect", type=click.Choice(["16:9", "9:16", "1:1"]), help="The shape: wide, tall or square."),
    click.option("--steps/--no-steps", default=None, help="The derivation line by line, or its result alone."),
    click.option("--language", help="The language of titles and captions, such as en."),
    click.option("--math", type=click.Choice(["typst", "latex"]), help="What typesets the formulas."),
)


def look_of(options: dict[str, Any]) -> dict[str, Any]:
    """Take the options of `look_options` out of `options`; those that were given."""
    given = {name: options.pop(name) for name in LOOK}
    return {name: value for name, value in given.items() if value is not None}


def model_of(options: dict[str, Any]) -> str | Backend:
    """Take the options of the model, but for the seed, out of `options`; the model, loaded once for all requests."""
    name = str(options.pop("model"))
    given = {option: options.pop(option) for option in ("base_url", "four_bit", "examples")}
    if name == "embedded" and not any(given.values()):
        return name  # loaded where it is needed, while the renderer starts
    from derivanim.model.backend import load

    return load(name, **given)


def batched(source: str, output: str | None, work: Work) -> None:
    """Answer the rows of a file into another one, with progress."""
    from derivanim.batch import run
    from derivanim.progress import progress

    if output is None:
        raise click.UsageError("--batch needs --output FILE (or --output - for standard output)")
    with progress() as report:
        run(source, output, work, progress=report)


def required(value: str | None, name: str) -> str:
    """An argument that may only be left out with --batch."""
    if value is None:
        raise click.UsageError(f"give {name}, or --batch FILE --output FILE")
    return value


def text_of(argument: str) -> str:
    """An argument, or standard input where the argument is -."""
    return _read_stdin().strip() if argument == "-" else argument


def source_of(argument: str) -> tuple[str, str]:
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
