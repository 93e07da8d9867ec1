"""A small finished data set, made by hand, that the tests of its description and export share."""

import json
from pathlib import Path

import pytest

from derivanim.dataset.rows import Example, write
from derivanim.dataset.splits import SPLITS

LEVELS = ("foundation", "conceptual", "application", "advanced")
NOTATIONS = ("latex", "unicode", "calculator", "python", "words", "glued")


def example(split: str, number: int) -> Example:
    """Row of a split; every eighth is a refusal."""
    group = f"{split}-{number:05d}"
    about = {
        "id": f"{group}-1", "split": split, "group": group, "level": LEVELS[number % 4], "phrasing": f"{number:012x}",
        "difficulty": (number * 7 % 10) / 10,
    }  # fmt: skip
    if number % 8 == 7:
        said = {"template": "unsupported", "reason": "Integrals are outside."}
        return Example(
            **about, request="integrate it", template="unsupported", family="", notation="none", mathematics="",
            pointers={"template": "unsupported", "reason": "integral"}, slots=said,
            program="# unsupported: integrals\n",
        )  # fmt: skip
    function = f"x**2 + {number}"
    return Example(
        **about, request=f"tangent to {function} at x = 1", template="tangent_line",
        family="root" if SPLITS[split].held_out else "polynomial", notation=NOTATIONS[number % 6], mathematics=function,
        pointers={"template": "tangent_line", "function": "E1", "point": "N1"},
        slots={"template": "tangent_line", "function": function, "point": "1"}, program="square = 1\n" * (number + 1),
    )  # fmt: skip


@pytest.fixture
def data_set(tmp_path) -> Path:
    """A folder as `dataset build` leaves it: 40 rows of training, 8 of each other split."""
    folder = tmp_path / "data"
    folder.mkdir()
    sizes = {split: 40 if split == "train" else 8 for split in SPLITS}
    for split, rows in sizes.items():
        write(folder / f"{split}.jsonl", [example(split, number) for number in range(rows)])
    about = {"name": "derivanim", "size": 80, "seed": 1, "splits": {s: {"rows": n} for s, n in sizes.items()}}
    (folder / "manifest.json").write_text(json.dumps(about | {"bank": "b", "versions": {"derivanim": "0"}}), "utf-8")
    return folder
