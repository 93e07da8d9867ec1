"""The weights that ship with the package, held against the hashes in their manifest."""

from __future__ import annotations

import json
from hashlib import sha256
from importlib.resources import as_file, files


def verify() -> list[str]:
    """What is wrong with the shipped weights, one text for each file; empty where all is as it was shipped."""
    with as_file(files("derivanim.model").joinpath("weights")) as folder:
        manifest = folder / "manifest.json"
        if not manifest.is_file():
            return ["manifest.json is missing"]
        wrong = []
        for name, digest in json.loads(manifest.read_text(encoding="utf-8"))["files"].items():
            path = folder / name
            if not path.is_file():
                wrong.append(f"{name} is missing")
            elif sha256(path.read_bytes()).hexdigest() != digest:
                wrong.append(f"{name} was changed")
        return wrong
