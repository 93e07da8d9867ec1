"""Tests of the model cards beside the weights, and of the manifest that is written with them."""

import json
import shutil
from hashlib import sha256
from pathlib import Path

import pytest
import yaml

from derivanim.model.cards import add_results, card, seal

WEIGHTS = Path(__file__).parents[2] / "model" / "weights"
SCHEDULE = {"steps": 11, "batch": 6, "rate": 0.001}


@pytest.fixture
def weights(tmp_path) -> Path:
    """A copy of the shipped weights with an adapter for programs, which here is the one for slots again."""
    folder = shutil.copytree(WEIGHTS, tmp_path / "weights")
    shutil.rmtree(folder / "code", ignore_errors=True)
    shutil.copytree(folder / "slots", folder / "code")
    return folder


@pytest.fixture
def about(weights) -> dict:
    """The manifest of a training in four stages."""
    found = json.loads((weights / "manifest.json").read_text("utf-8"))
    found["config"] |= {"both": SCHEDULE, "code": SCHEDULE}
    found["phrasings"] |= {"both": "b" * 64, "code": "c" * 64}
    return found | {"programs": "d" * 64, "tests": {}}


@pytest.mark.parametrize(
    ("part", "parts"),
    [
        ("base", ("4 layers", "| both | 11 |", "d" * 64, "`../code`")),
        ("slots", ("rank 16", "| clean | 887 |", "The package constrains")),
        ("code", ("rank 16", "| code | 11 |", "Not measured yet", "`cccccccccccccccc`", "sandbox")),
    ],
)
def test_a_card_says_what_its_weights_are(weights, about, part, parts):
    """A header that a hub reads, then architecture, stages with their data, results and limits."""
    text = card(weights, part, about)
    _, header, page = text.split("---\n", 2)
    assert "mit" == yaml.safe_load(header)["license"]
    for said in (*parts, "## Training", "## Data", "## Results", "## Limits"):
        assert said in page, said
    assert "\n\n\n" not in page


def test_the_manifest_knows_the_cards(weights, about):
    """Every file has its hash, the cards too, and the parameters are those of the files."""
    seal(weights, about)
    files = json.loads((weights / "manifest.json").read_text("utf-8"))["files"]
    assert {"base/README.md", "slots/README.md", "code/README.md"} <= set(files)
    assert "manifest.json" not in files
    assert all(digest == sha256((weights / name).read_bytes()).hexdigest() for name, digest in files.items())


def test_results_of_the_test_sets(weights, about, tmp_path):
    """A table goes into the manifest and the card of its part, and stays when another part gets one."""
    seal(weights, about)
    (tmp_path / "manifest.json").write_text("{}")
    add_results(weights, "code", tmp_path, "| a | 1 |")
    add_results(weights, "slots", tmp_path, "| b | 2 |")
    found = json.loads((weights / "manifest.json").read_text("utf-8"))["tests"]
    assert {"code": "| a | 1 |", "slots": "| b | 2 |"} == {part: one["table"] for part, one in found.items()}
    page = (weights / "code" / "README.md").read_text("utf-8")
    assert "| a | 1 |" in page
    assert "Not measured yet" not in page
    assert "| b | 2 |" in (weights / "slots" / "README.md").read_text("utf-8")
