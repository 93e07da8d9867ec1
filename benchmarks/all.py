"""Runs every benchmark and writes docs/measured.md; `python -m benchmarks.all`, or some of them by name behind it."""

from __future__ import annotations

import platform
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "measured.md"
SECTIONS = {
    "requests": "Hand-written requests",
    "expressions": "Expressions as they are written",
    "spine": "From the request to the video",
    "templates": "Slot objects that nobody chose",
    "render": "Rendering against plain Manim",
    "decoding": "What the constraint costs",
}
HEAD = """# What was measured

Written by `make bench`; `python -m benchmarks.NAME` runs one part. Times depend on the machine and on its other work,
so each stands beside a yardstick of the same run.
"""


def main() -> None:
    """Measure the sections named on the command line, or all, and put them into the page; the others stay."""
    names = sys.argv[1:] or list(SECTIONS)
    if unknown := [name for name in names if name not in SECTIONS]:
        sys.exit(f"no benchmark is called {', '.join(unknown)}; there are {', '.join(SECTIONS)}")
    text = PAGE.read_text("utf-8") if PAGE.is_file() else HEAD
    for name in names:
        print(f"measuring: {name}", file=sys.stderr, flush=True)
        command = [sys.executable, "-m", f"benchmarks.{name}"]
        table = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
        where = (
            f"{platform.machine()}, {len_cores()} cores, Python {platform.python_version()}, Manim {version('manim')}"
        )
        section = f"## {SECTIONS[name]}\n\n`python -m benchmarks.{name}` ({where})\n\n{table}\n"
        text = replaced(text, SECTIONS[name], section)
        PAGE.write_text(text, "utf-8")
    print(PAGE.read_text("utf-8"))


def len_cores() -> int:
    """How many cores this process may use."""
    from derivanim.render.video import cores

    return cores()


def replaced(text: str, title: str, section: str) -> str:
    """The page with a section in place of the one of the same title, or behind all others."""
    pattern = re.compile(rf"^## {re.escape(title)}$.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    if pattern.search(text):
        return pattern.sub(lambda _: section + "\n", text).rstrip() + "\n"
    return f"{text.rstrip()}\n\n{section}"


if __name__ == "__main__":
    main()
