"""What this machine has and lacks, and the command that mends it."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass

from derivanim.errors import DerivanimError

# The distributions without which no request becomes a video.
NEEDED = ("manim", "typst", "sympy", "torch", "transformers", "llguidance", "av")


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: whether it is in order, what was found, and what mends it."""

    subject: str
    ok: bool
    detail: str
    remedy: str = ""


def examine() -> list[Finding]:
    """Look at everything; a check that fails in a way of its own is a finding too, never an error."""
    checks: tuple[Callable[[], list[Finding]], ...] = (_python, _packages, _sandbox, _cache, _weights, _viewer)
    found: list[Finding] = []
    for check in checks:
        try:
            found += check()
        except (DerivanimError, OSError, ImportError) as error:
            remedy = getattr(error, "hint", None) or "run make setup"
            found.append(Finding(check.__name__.strip("_"), False, str(error), remedy))
    return found


def _python() -> list[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    return [Finding("Python", sys.version_info >= (3, 11), version, "install Python 3.11 or newer")]


def _packages() -> list[Finding]:
    found = []
    for name in NEEDED:
        there = importlib.util.find_spec(name) is not None
        detail = importlib.metadata.version(name) if there else "not installed"
        found.append(Finding(name, there, detail, f"pip install {name}, or make setup"))
    return found


def _sandbox() -> list[Finding]:
    from derivanim.render.sandbox import layers

    found = layers()
    mend = found["hint"] or "a newer Linux kernel has it"
    walls = [
        ("bubblewrap", bool(found["bubblewrap"]), found["bubblewrap_reason"] or "active"),
        ("Landlock", bool(found["landlock"]), f"version {found['landlock']} of its interface"),
        ("seccomp", bool(found["seccomp"]), "active"),
        ("network", found["network"] == "none", f"{found['network']} for programs"),
    ]
    return [
        Finding(f"sandbox: {name}", active, detail if active else "not active", mend) for name, active, detail in walls
    ]


def _cache() -> list[Finding]:
    from derivanim.render.cache import folder

    path = folder()
    path.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(path).free / 2**30
    detail = f"{path}, {free:.0f} GiB free on its disk"
    return [Finding("cache of videos", free > 1, detail, "free some space, or set DERIVANIM_CACHE")]


def _weights() -> list[Finding]:
    from derivanim.model.shipped import verify

    wrong = verify()
    return [Finding("model weights", not wrong, "; ".join(wrong) or "hashes as shipped", "install derivanim again")]


def _viewer() -> list[Finding]:
    viewer = shutil.which("xdg-open") or shutil.which("open")
    # Nothing needs a viewer but --preview, so its absence is told and not counted.
    return [Finding("viewer for --preview", True, viewer or "none on this machine")]
