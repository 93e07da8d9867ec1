"""What this machine has: doctor."""

from __future__ import annotations

import json

import click


@click.command()
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
