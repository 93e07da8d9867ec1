"""Arms by name."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from derivanim.compare.arms.backend import BUILT_IN, Wanted, load_arm, shipped, wanted, writes_programs
from derivanim.compare.arms.rules import Rules
from derivanim.errors import DerivanimError
from derivanim.model.encoding import FILE, Style


@pytest.mark.parametrize("kind", list(BUILT_IN))
def test_an_arm_goes_by_its_kind(kind):
    """Without another name."""
    assert Wanted(kind, kind) == wanted(kind)
    assert Wanted("seed-1", kind) == wanted(f"seed-1={kind}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hf:org/name", Wanted("hf-org-name", "hf:org/name")),
        ("hf:/a/base@/b/adapter", Wanted("hf-a-base-b-adapter", "hf:/a/base@/b/adapter")),
        ("big=api:some/model", Wanted("big", "api:some/model")),
    ],
)
def test_names_of_models_become_names_of_files(text, expected):
    """Nothing in a label is another folder."""
    assert expected == wanted(text)
    assert "/" not in wanted(text).label


@pytest.mark.parametrize("text", ["", "slot", "rules@weights", "nearest@x", "a=b=slots", "../x=slots", "=slots"])
def test_an_arm_that_there_is_not(text):
    """The error names those that there are."""
    with pytest.raises(DerivanimError, match="no arm is called") as error:
        wanted(text)
    assert "slots-free" in f"{error.value} {error.value.hint}"


def test_weights_of_another_folder(tmp_path):
    """A folder without a base is no weights; with one it names the arm."""
    with pytest.raises(DerivanimError, match="holds no weights"):
        wanted(f"slots@{tmp_path}")
    (tmp_path / "base").mkdir()
    assert Wanted(f"slots-{tmp_path.name}", "slots", tmp_path) == wanted(f"slots@{tmp_path}")


def test_arms_are_loaded():
    """Rules need nothing, and the weights of the package are where the embedded model looks for them."""
    assert isinstance(load_arm(wanted("mine=rules")), Rules)
    assert "mine" == load_arm(wanted("mine=rules")).name
    assert (shipped() / "base").is_dir()


@pytest.mark.parametrize("target", ["slots", "code"])
def test_an_adapter_says_what_it_writes(tmp_path, target):
    """What it was trained with tells the target; a model without it fills slots."""
    assert not writes_programs(f"hf:base@{tmp_path}")
    Path(tmp_path / FILE).write_text(json.dumps(asdict(Style(target=target))))
    assert (target == "code") == writes_programs(f"hf:base@{tmp_path}")
