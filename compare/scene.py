"""A program executed in the sandbox and looked at: does it run, what does it draw, can anything be seen of it?"""

from __future__ import annotations

import inspect
import json
import re
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import av
import numpy as np
from PIL import Image

from derivanim.compare import probe
from derivanim.compare.probe import MARK
from derivanim.errors import DerivanimError, SandboxError
from derivanim.render.proofs import Proof, prove
from derivanim.render.video import render

SECONDS = 60.0
_TRIES = 3
# A picture whose pixels differ by less than this of 255 is one colour.
_CONTRAST = 24
# The share of the pixels that must not be background: a short word in a picture of 854 x 480.
_PAINTED = 2e-4

# The sandbox holds no more of this package than rendering takes, so the probe travels as text. A scene that it cannot
# look into runs as it would without it.
_SUFFIX = f"""

try:
    _probe = {{"__name__": "probe"}}
    exec({inspect.getsource(probe)!r}, _probe)
    _probe["install"](globals())
except Exception:
    pass
"""

_LATEX = re.compile(
    r"\b(?:Math)?Tex\b|\bTitle\(|get_graph_label|include_numbers|add_coordinates|DecimalNumber|Integer\("
)

Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Drawn:
    """One curve, line or dot, in the coordinates of the axes with this number."""

    axes: int
    points: Points


@dataclass(frozen=True)
class Shown:
    """What a program showed: the proof of its dry run, and its shapes in the coordinates of its axes.

    `windows` holds the x range and the y range of each pair of axes. Where the scene could not be looked into,
    everything but the proof is empty.
    """

    proof: Proof
    curves: tuple[Drawn, ...] = ()
    lines: tuple[Drawn, ...] = ()
    dots: tuple[Drawn, ...] = ()
    texts: tuple[str, ...] = ()
    windows: tuple[Points, ...] = ()


def look(program: str, *, seconds: float = SECONDS) -> Shown:
    """A dry run of a program; SandboxError where the sandbox itself gives up, which says nothing of the program."""
    for _ in range(_TRIES):
        proof = next(prove([program + _SUFFIX], workers=1, seconds=seconds, processes=needs_latex(program)))
        if not proof.error.startswith("the sandbox ended"):
            return _shown(proof)
    raise SandboxError("the sandbox ended again and again while a program ran", "free memory, and run it again")


def needs_latex(program: str) -> bool:
    """Whether a program has formulas that LaTeX sets, which is a process of its own."""
    return _LATEX.search(program) is not None and shutil.which("latex") is not None


def _shown(proof: Proof) -> Shown:
    told = [text for text in proof.texts if text.startswith(MARK)]
    proof = replace(proof, captions=tuple(caption for caption in proof.captions if not caption[2].startswith(MARK)))
    try:
        found = json.loads(told[-1].removeprefix(MARK)) if told else {}
        curves, lines, dots = (tuple(_drawn(one) for one in found.get(k, ())) for k in ("curve", "line", "dot"))
        return Shown(
            proof,
            curves,
            lines,
            dots,
            tuple(str(text) for text in found.get("texts", ())),
            tuple(_points(window) for window in found.get("windows", ())),
        )
    except (TypeError, ValueError, AttributeError, IndexError, KeyError):
        # A program may say what it likes; then its scene is not to be read, as one without axes is not.
        return Shown(proof)


def _drawn(one: Any) -> Drawn:
    return Drawn(int(one[0]), _points(one[1]))


def _points(pairs: Any) -> Points:
    return tuple((float(x), float(y)) for x, y in pairs)


def limited(proof: Proof) -> bool:
    """Whether a program that did not run to its end met a limit of the sandbox."""
    return not proof.ok and any(word in proof.error for word in ("was ended", "crashed", "longer than", "MemoryError"))


def painted(program: str, *, seconds: float = SECONDS) -> bool | None:
    """Whether a rendering at 480p15 has anything but background; None where it fails.

    The last frame says so at once; only a scene that clears itself at its end is rendered in full.
    """
    with tempfile.TemporaryDirectory() as folder:
        try:
            still = render(
                program, Path(folder) / "still.png", quality="l", use_cache=False, captions=False, workers=1,
                seconds=seconds, processes=needs_latex(program),
            )  # fmt: skip
            with Image.open(still.path) as image:
                if has_content(np.asarray(image.convert("RGB"))):
                    return True
            video = render(
                program, Path(folder) / "video.mp4", quality="l", use_cache=False, captions=False, workers=1,
                seconds=2 * seconds, processes=needs_latex(program),
            )  # fmt: skip
            with av.open(str(video.path)) as opened:
                frames = (f.to_ndarray(format="rgb24") for n, f in enumerate(opened.decode(video=0)) if n % 8 == 0)
                return any(map(has_content, frames))
        except SandboxError:
            return None
        except DerivanimError:
            return False


def has_content(picture: np.ndarray[Any, Any]) -> bool:
    """Whether a picture, an array of height x width x 3 bytes, has more than one colour."""
    pixels = picture.reshape(-1, picture.shape[-1]).astype(int)
    background = np.median(pixels, axis=0)
    return bool((abs(pixels - background).max(axis=1) >= _CONTRAST).mean() >= _PAINTED)
