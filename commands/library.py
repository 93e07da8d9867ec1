"""The library of templates and its authors' tools: list, show, new, check and gallery."""

from __future__ import annotations

import json
from pathlib import Path

import click

LEVELS = ("foundation", "conceptual", "application", "advanced")


@click.group()
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
@click.option("--still", type=click.Path(path_type=Path), help="Also draw the last frame of its first example.")
def templates_show(name: str, as_json: bool, still: Path | None) -> None:
    """Show one template: its slots, its examples, and with --still a picture."""
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
    if still is not None:
        from derivanim.animate import render

        click.echo(f"\n{render(schema.EXAMPLES[0], still, format='png').video}")


@templates.command("new")
@click.argument("name")
@click.option("--level", type=click.Choice(LEVELS), help="Where in a course it stands; asked for if left out.")
@click.option("--summary", help="What it shows, in one line; asked for if left out.")
@click.option(
    "--slot",
    "slots",
    multiple=True,
    metavar="NAME:KIND",
    help="A slot: number, interval, text, name; ? if optional.",
)
def templates_new(name: str, level: str | None, summary: str | None, slots: tuple[str, ...]) -> None:
    """Write a new template that works: schema, program, words and a test, to be changed by its author.

    The function, its variable and the presentation are slots of every template. The files go into the source of
    derivanim, or with `derivanim --templates DIR templates new NAME` into that folder.
    """
    from derivanim.authoring.new import new, outside, slot

    asked = level is None or summary is None
    level = level or click.prompt("level", type=click.Choice(LEVELS), err=True)
    summary = summary or click.prompt("what it shows, in one line", err=True)
    if asked and not slots:
        slots = tuple(click.prompt("slots, such as point:number interval:interval?", default="", err=True).split())
    for path in new(name, level, summary, [slot(text) for text in slots], outside()):
        click.echo(path)
    click.echo(f"next: derivanim templates check {name}", err=True)


@templates.command("check")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--json", "as_json", is_flag=True, help="Print JSON in place of text.")
@click.option("--quick", is_flag=True, help="Leave out what runs programs.")
def templates_check(names: tuple[str, ...], as_json: bool, quick: bool) -> None:
    """Prove templates, all of them if none is named: names, examples, claims, programs and pictures.

    Exit code 1 where something is wrong.
    """
    from derivanim.authoring.contract import problems
    from derivanim.progress import progress
    from derivanim.slots.registry import schema_of
    from derivanim.slots.registry import templates as every

    wanted = [schema_of(name).model_fields["template"].default for name in names]
    wanted = wanted or [name for name, schema in every().items() if schema.DRAWS]
    wrong = 0
    with progress() as report:
        for done, name in enumerate(wanted):
            report(f"checking {name}", done, len(wanted))
            found = problems(name, pictures=not quick)
            wrong += bool(found)
            if as_json:
                click.echo(json.dumps({"template": name, "problems": [problem.__dict__ for problem in found]}))
            else:
                click.echo(f"{name}: {'right' if not found else f'{len(found)} problems'}")
                for problem in found:
                    click.echo(f"  {problem}")
    if wrong:
        raise click.exceptions.Exit(1)


@templates.command("gallery")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default="gallery", show_default=True, help="The folder."
)
def templates_gallery(names: tuple[str, ...], output: Path) -> None:
    """Draw a still and a short loop of every template, or of those named, and the pages that show them all."""
    from derivanim.authoring.gallery import gallery
    from derivanim.progress import progress
    from derivanim.slots.registry import schema_of

    for name in names:
        schema_of(name)
    with progress() as report:
        for path in gallery(output, list(names) or None, report):
            click.echo(path)
