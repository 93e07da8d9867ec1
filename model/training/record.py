"""What is written beside an adapter: what it was trained with and on, so that it can go on, and can be made again."""

from __future__ import annotations

import json
from dataclasses import asdict
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from derivanim import __version__
from derivanim.atomic import write_text
from derivanim.dataset.build import MANIFEST
from derivanim.errors import DerivanimError
from derivanim.model.training.recipe import Recipe

FILE = "training.json"
_LIBRARIES = ("torch", "transformers", "peft", "accelerate", "bitsandbytes", "tokenizers")


def record(recipe: Recipe, data: Path, about: dict[str, Any], processes: int) -> dict[str, Any]:
    """Configuration, data and versions, as JSON holds them."""
    return {
        "configuration": json.loads(json.dumps(asdict(recipe))) | {"processes": processes},
        "data": {
            "name": about.get("name"), "size": about["size"], "seed": about["seed"],
            "manifest": sha256((data / MANIFEST).read_bytes()).hexdigest(),
        },
        "versions": {"derivanim": __version__, **{name: _version(name) for name in _LIBRARIES}},
    }  # fmt: skip


def claim(output: Path, wanted: dict[str, Any], begun: bool) -> bool:
    """Whether this training is finished already; else the folder becomes its own.

    `begun` tells whether a checkpoint is there: what failed before its first one does not hold the folder.
    DerivanimError where the folder holds another training, naming what differs, or anything else.
    """
    file = output / FILE
    if not file.exists():
        if output.exists() and (not output.is_dir() or any(output.iterdir())):
            raise DerivanimError(f"{output} holds something else already", "Choose another --output, or empty it.")
        output.mkdir(parents=True, exist_ok=True)
        write(output, wanted)
        return False
    there = _read(file)
    names = ("configuration", "data")
    differing = [line for name in names for line in _differing(there.get(name, {}), wanted[name], name)]
    if differing and (begun or "finished" in there):
        raise DerivanimError(
            f"{output} holds another training: {'; '.join(differing)}", "Choose another --output, or the same options."
        )
    if differing:
        for old in output.glob("*.safetensors"):
            old.unlink()
        write(output, wanted)
    return "finished" in there


def write(output: Path, found: dict[str, Any]) -> None:
    """Write the record, whole or not at all."""
    write_text(output / FILE, json.dumps(found, indent=2) + "\n")


def _read(file: Path) -> dict[str, Any]:
    try:
        there = json.loads(file.read_text(encoding="utf-8"))
    except ValueError:
        there = None
    if not isinstance(there, dict):
        raise DerivanimError(f"{file} is not the record of a training", "Choose another --output.")
    return there


def _differing(there: dict[str, Any], wanted: dict[str, Any], kind: str) -> list[str]:
    prefix = "data " if kind == "data" else ""
    return [
        f"{prefix}{name} is {there.get(name)!r} there and {wanted.get(name)!r} here"
        for name in sorted(there.keys() | wanted.keys())
        if there.get(name) != wanted.get(name)
    ]


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
