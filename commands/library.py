"""The library of templates and its authors' tools: list and show."""

from __future__ import annotations

import json

import click


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
