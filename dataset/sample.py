"""Rows drawn at random for people to look at: one page with the request, the slots and a small still of each.

Pictures are small enough to be committed. The page is written last; before that, the same call goes on where an earlier
one stopped.
"""

from __future__ import annotations

import json
import random
from pathlib import Path
from tempfile import TemporaryDirectory

from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from PIL import Image

from derivanim.atomic import replacing, write_text
from derivanim.dataset.candidates import digest
from derivanim.dataset.finished import finished
from derivanim.dataset.rows import Example
from derivanim.dataset.shards import Report
from derivanim.dataset.stats import REFUSALS
from derivanim.errors import DerivanimError, RenderError
from derivanim.render.video import render

PAGE, ROWS, PICTURES = "index.html", "sample.jsonl", "pictures"
SIZE = (320, 180)
_QUALITY = 70
_TEMPLATE = Path(__file__).with_name("sample.html.j2")


def sample(folder: Path, output: Path, count: int, seed: int, report: Report) -> tuple[Path, dict[str, str]]:
    """Write index.html, sample.jsonl and the pictures; the page, and the rows whose picture failed with the reason.

    The same data set, count and seed give the same rows. DerivanimError for a folder that holds anything else.
    """
    rows = finished(folder).rows
    drawn = random.Random(seed).sample(rows, min(count, len(rows)))
    text = "".join(row.line() for row in drawn)
    if (output / PAGE).exists():
        raise DerivanimError(f"{output} holds a finished sample", "Choose another --output, or remove it.")
    begun = output / ROWS
    if begun.exists():
        if begun.read_text("utf-8") != text:
            raise DerivanimError(f"{output} was begun with other rows", "Choose another --output, or remove it.")
    elif output.exists() and any(output.iterdir()):
        raise DerivanimError(f"{output} is not empty", "Choose an empty or new folder.")
    (output / PICTURES).mkdir(parents=True, exist_ok=True)
    write_text(begun, text)
    shown: list[tuple[Example, str, str]] = []
    failed: dict[str, str] = {}
    for done, row in enumerate(drawn):
        report("drawing stills", done, len(drawn))
        picture, said = "", str(row.slots.get("reason", row.slots.get("question", "")))
        if row.template not in REFUSALS:
            picture = f"{PICTURES}/{digest(row.program)}.webp"
            try:
                still(row.program, output / picture)
            except RenderError as error:
                picture, said = "", error.message
                failed[row.id] = error.message
        shown.append((row, picture, said))
    report("drawing stills", len(drawn), len(drawn))
    environment = SandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    page = environment.from_string(_TEMPLATE.read_text("utf-8"))
    write_text(output / PAGE, page.render(rows=shown, total=len(rows), seed=seed, dumps=_dumps))
    return output / PAGE, failed


def still(program: str, file: Path) -> None:
    """The last frame of a program as a small picture, unless it is there."""
    if file.exists():
        return
    with TemporaryDirectory() as work:
        done = render(program, Path(work) / "still.png", format="png", quality="l", captions=False, use_cache=False)
        with Image.open(done.path) as opened:
            picture = opened.convert("RGB")
    # A tall picture keeps its shape: it becomes as high as a wide one is wide.
    picture.thumbnail(SIZE if picture.width >= picture.height else SIZE[::-1], Image.Resampling.LANCZOS)
    with replacing(file) as partial:
        picture.save(partial, format="WEBP", quality=_QUALITY, method=6)


def _dumps(slots: object) -> str:
    return json.dumps(slots, ensure_ascii=False)
