"""The `derivanim` command: it parses, calls and prints, and imports nothing heavy before a command needs it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from derivanim import __version__
from derivanim.commands import animation, calculus, comparison, data, library, machine, research
from derivanim.errors import DerivanimError, ExpressionError

INTERRUPTED = 130


def main() -> None:
    """Run the command line; every end is an exit code, and every error one line on standard error."""
    try:
        sys.exit(group(standalone_mode=False))
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt) as error:
        # A command that keeps what it had done says so; click puts an Abort around it.
        kept = str(error.__cause__ or error)
        click.echo(f"derivanim: interrupted; {kept or 'nothing was written'}", err=True)
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
@click.option(
    "--templates",
    "folders",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="DIR",
    help="Also use the templates in this folder; may be given several times.",
)
def group(folders: tuple[Path, ...]) -> None:
    """One sentence about a derivative becomes a correct animation.

    derivanim animate "show the tangent line to x^2 sin x at x = 1"
    """
    if folders:
        from derivanim.slots.folders import use

        for folder in folders:
            use(folder)


for command in (
    animation.animate, animation.slots, animation.render, animation.check, animation.code, calculus.differentiate,
    library.templates, data.dataset, research.train,
    comparison.compare, machine.doctor,
):  # fmt: skip
    group.add_command(command)


if __name__ == "__main__":
    main()
