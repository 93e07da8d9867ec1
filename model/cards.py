"""Model cards beside the shipped weights, made from their manifest and their files alone."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from math import prod
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from safetensors import safe_open

from derivanim.model.llama import BASE_CONFIG, BASE_FILE, LORA_CONFIG, LORA_FILE

CARD, MANIFEST = "README.md", "manifest.json"
STAGES_OF = {"base": ("base", "both"), "slots": ("slots",), "code": ("code",)}
"""The parts of the weights that get a card, and the stages of training that made each."""

_PAGE = Path(__file__).with_name("card.md.j2")
# What the configuration calls a stage that is named otherwise in the manifest.
_SCHEDULES = {"slots": "adapter"}


def write_cards(weights: Path, about: dict[str, Any]) -> None:
    """Write a card into the folder of each part that is there; `about` is the manifest, its hashes apart."""
    for part in _parts(weights):
        (weights / part / CARD).write_text(card(weights, part, about), encoding="utf-8")


def card(weights: Path, part: str, about: dict[str, Any]) -> str:
    """The card of one part: "base", "slots" or "code"."""
    folder = weights / part
    environment = SandboxedEnvironment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, autoescape=False
    )
    parameters, dtype = _tensors(folder / (BASE_FILE if part == "base" else LORA_FILE))
    text = environment.from_string(_PAGE.read_text("utf-8")).render(
        about=about,
        dtype=dtype,
        parameters=parameters,
        part=part,
        parts=_parts(weights),
        shape=json.loads((folder / (BASE_CONFIG if part == "base" else LORA_CONFIG)).read_text("utf-8")),
        stages=[
            about["config"][_SCHEDULES.get(name, name)] | {"name": name, "phrasings": about["phrasings"][name]}
            for name in STAGES_OF[part]
            if name in about["phrasings"]
        ],
        tests=about.get("tests", {}).get(part),
    )
    return re.sub(r"\n{3,}", "\n\n", text)


def _parts(weights: Path) -> list[str]:
    return [part for part in STAGES_OF if (weights / part).is_dir()]


def _tensors(file: Path) -> tuple[int, str]:
    """The number of parameters in a file of tensors, and the kind of most of them."""
    with safe_open(file, "numpy") as tensors:
        slices = [tensors.get_slice(name) for name in tensors.keys()]  # noqa: SIM118 (no mapping)
        kinds = [one.get_dtype() for one in slices]
        return sum(prod(one.get_shape()) for one in slices), max(set(kinds), key=kinds.count)


def hashes(weights: Path) -> dict[str, str]:
    """The SHA-256 of every file of the weights but the manifest, which holds them."""
    return {
        str(path.relative_to(weights)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(weights.rglob("*"))
        if path.is_file() and path != weights / MANIFEST
    }


def seal(weights: Path, about: dict[str, Any]) -> None:
    """Write the cards, then the manifest with the hashes of all files: last, so that with it all is there."""
    write_cards(weights, about)
    text = json.dumps(about | {"files": hashes(weights)}, indent=2) + "\n"
    (weights / MANIFEST).write_text(text, encoding="utf-8")


def add_results(weights: Path, part: str, data: Path, table: str) -> None:
    """Put a table of results on the test sets of a data set into the manifest, and the cards with it."""
    about: dict[str, Any] = json.loads((weights / MANIFEST).read_text("utf-8"))
    measured = {"data": sha256((data / "manifest.json").read_bytes()).hexdigest(), "table": table}
    seal(weights, about | {"tests": about.get("tests", {}) | {part: measured}})
