"""Mathematics alone: differentiate."""

from __future__ import annotations

import json

import click

from derivanim.commands.options import batch_options, batched, required, text_of


# An expression may begin with a minus sign, so what is no option of ours is the expression.
@click.command(context_settings={"ignore_unknown_options": True})
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
        return batched(batch, batch_output, rows.differentiate_work())
    row = rows.derivation_row(derive(text_of(required(expression, "EXPR")), variable=variable, order=order))
    if as_json:
        click.echo(json.dumps(row, ensure_ascii=False, indent=2))
        return None
    for note in row.get("notes", ()):
        click.echo(f"note: {note}", err=True)
    for step in row["steps"]:
        click.echo(f"{step['rule']:<28} {step['after']}")
    click.echo(f"{'derivative':<28} {row['derivative']}")
    return None
