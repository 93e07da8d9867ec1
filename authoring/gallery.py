"""The gallery: one page of all templates, as Markdown and as HTML, with a still and a short loop of each.

Pictures are small enough to be committed: a WebP still of the last frame and a WebP loop of a few moments.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import av
from PIL import Image

from derivanim.errors import RenderError
from derivanim.render.video import render
from derivanim.slots.check import check
from derivanim.slots.registry import load, templates
from derivanim.templates.fill import fill

LEVELS = ("foundation", "conceptual", "application", "advanced")
STILL = (640, 360)
LOOP = (320, 180)
MOMENTS, PITCH = 24, 220  # frames of a loop, and milliseconds for each
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>derivanim: the gallery</title>
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; background: #12161f; color: #f2f0e9; margin: 2rem auto; max-width: 72rem;
  padding: 0 1rem }}
main {{ display: grid; grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr)); gap: 1.5rem }}
figure {{ margin: 0 }} img {{ width: 100%; border: 1px solid #2a3140 }} figcaption {{ color: #9aa3b2 }}
h2 {{ grid-column: 1 / -1; margin: 1rem 0 0 }} code {{ color: #ffc857; font-size: .85em; overflow-wrap: anywhere }}
</style></head><body><h1>The gallery</h1>
<p>Point at a picture to see it move.</p><main>
{figures}
</main></body></html>
"""
_FIGURE = """<figure><img src="{still}" alt="{summary}" loading="lazy" onmouseover="this.src='{loop}'"
 onmouseout="this.src='{still}'"><figcaption><b>{name}</b>: {summary}<br><code>{example}</code></figcaption></figure>"""


def gallery(
    folder: Path, names: list[str] | None = None, report: Callable[[str, int, int], None] | None = None
) -> list[Path]:
    """Write the pages into a folder, and the pictures of the named templates (else of all) beside them."""
    drawing = {name: schema for name, schema in templates().items() if schema.DRAWS}
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [name for name in drawing if names is None or name in names]
    for done, name in enumerate(wanted):
        if report:
            report(f"drawing {name}", done, len(wanted))
        draw(drawing[name].EXAMPLES[0], folder, name)
    groups = {level: [n for n, schema in drawing.items() if level == schema.LEVEL] for level in LEVELS}
    pages = {"README.md": _markdown(groups, drawing), "index.html": _html(groups, drawing)}
    for name, text in pages.items():
        (folder / name).write_text(text, "utf-8")
    return [folder / name for name in pages]


def draw(example: dict[str, Any], folder: Path, name: str) -> None:
    """The still and the loop of one example."""
    program = fill(check(load(example)).slots)
    with TemporaryDirectory() as work:
        done = render(program, Path(work) / "video.mp4", quality="l", captions=False)
        frames = _moments(done.path)
    frames[-1].resize(STILL, Image.Resampling.LANCZOS).save(folder / f"{name}.webp", quality=80, method=6)
    small = [frame.resize(LOOP, Image.Resampling.LANCZOS) for frame in frames]
    durations = [PITCH] * (len(small) - 1) + [6 * PITCH]
    small[0].save(
        folder / f"{name}.loop.webp",
        save_all=True,
        append_images=small[1:],
        duration=durations,
        loop=0,
        quality=45,
        method=4,
    )


def _moments(path: Path) -> list[Image.Image]:
    """Evenly spaced frames of a video, the last one among them."""
    with av.open(str(path)) as video:
        frames = [frame.to_image() for frame in video.decode(video=0)]  # type: ignore[no-untyped-call]
    if not frames:
        raise RenderError(f"{path.name} has no frames")
    last = len(frames) - 1
    return [frames[round(last * moment / (MOMENTS - 1))] for moment in range(MOMENTS)]


def _markdown(groups: dict[str, list[str]], schemas: dict[str, Any]) -> str:
    lines = [
        "# The gallery",
        "",
        "Made by `derivanim templates gallery`; [index.html](index.html) shows it moving.",
        "",
    ]
    for level, names in groups.items():
        lines += [f"## {level.capitalize()}", "", "| template | what it shows | last frame |", "|---|---|---|"]
        for name in names:
            lines.append(f"| [{name}]({name}.loop.webp) | {schemas[name].SUMMARY} | ![{name}]({name}.webp) |")
        lines.append("")
    return "\n".join(lines)


def _html(groups: dict[str, list[str]], schemas: dict[str, Any]) -> str:
    figures = []
    for level, names in groups.items():
        figures.append(f"<h2>{level.capitalize()}</h2>")
        for name in names:
            example = escape(json.dumps(schemas[name].EXAMPLES[0], ensure_ascii=False))
            summary = escape(schemas[name].SUMMARY, quote=True)
            places = {"still": f"{name}.webp", "loop": f"{name}.loop.webp"}
            figures.append(_FIGURE.format(name=name, summary=summary, example=example, **places))
    return _PAGE.format(figures="\n".join(figures))
