"""Writes docs/command_line.md from the command's own help; with --check it only says whether the page is up to date."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from derivanim.cli import group

PAGE = Path(__file__).parents[1] / "docs" / "command_line.md"


def page() -> str:
    """The whole page: a heading and the help text of each command."""
    parts = ["# The command line\n\nMade from `derivanim --help` by `make docs`.\n"]

    def add(command: click.Command, path: list[str]) -> None:
        context = click.Context(command, info_name=" ".join(path), max_content_width=110, terminal_width=110)
        parts.append(f"## {' '.join(path)}\n\n```text\n{command.get_help(context)}\n```\n")
        if isinstance(command, click.Group):
            for name in sorted(command.commands):
                add(command.commands[name], [*path, name])

    add(group, ["derivanim"])
    return "\n".join(parts)


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(0 if PAGE.read_text("utf-8") == page() else "docs/command_line.md is old: run make docs")
    PAGE.write_text(page(), "utf-8")
