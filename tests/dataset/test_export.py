"""Exports: every shape, nested subsets, order by difficulty, the folder that load_dataset reads, and errors."""

import json
import sys

import pytest
from click.testing import CliRunner

from derivanim.cli import group
from derivanim.dataset.export import Choices, export
from derivanim.dataset.finished import finished
from derivanim.errors import DerivanimError, MissingError


def run(data_set, output, **choices):
    """Export quietly."""
    return export(data_set, output, Choices(**choices), lambda stage, done, total: None)


def lines(file):
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def test_every_shape_holds_the_same_rows(data_set, tmp_path):
    """As the study had them, as prompts, as chats."""
    study, prompts, chats = (
        lines(run(data_set, tmp_path / shape, shape=shape) / "train.jsonl") for shape in ("jsonl", "completion", "chat")
    )
    assert 40 == len(study)
    assert ["instruction", "input", "output"] == list(study[0])
    assert {"prompt": f"{study[0]['instruction']}\n{study[0]['input']}", "completion": study[0]["output"]} == prompts[0]
    assert ["user", "assistant"] == [message["role"] for message in chats[0]["messages"]]
    assert [study[0]["output"]] == [chats[0]["messages"][1]["content"]]


def test_subsets_are_nested_and_leave_the_tests_alone(data_set, tmp_path):
    """The first rows of training; all of the others."""
    small, large = (run(data_set, tmp_path / str(size), shape="jsonl", subset=size) for size in (5, 20))
    assert lines(small / "train.jsonl") == lines(large / "train.jsonl")[:5]
    assert (small / "test_both.jsonl").read_bytes() == (large / "test_both.jsonl").read_bytes()
    with pytest.raises(DerivanimError, match="training has 40"):
        run(data_set, tmp_path / "more", shape="jsonl", subset=41)


def test_a_curriculum_begins_with_what_is_easy(data_set, tmp_path):
    """Stable: rows as hard as each other stay in the order of the file."""
    rows = sorted(finished(data_set).splits["train"], key=lambda row: row.difficulty)
    written = lines(run(data_set, tmp_path / "out", shape="jsonl", order="curriculum") / "train.jsonl")
    assert [row.request for row in rows] == [row["input"] for row in written]


def test_load_dataset_reads_the_folder_offline(data_set, tmp_path, monkeypatch):
    """Six splits with typed features; slots and pointers as JSON; the same bytes each time."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    from datasets import ClassLabel, Value, load_dataset

    out = run(data_set, tmp_path / "out", shape="hf")
    again = run(data_set, tmp_path / "again", shape="hf")
    files = sorted(path.relative_to(out) for path in out.rglob("*") if path.is_file())
    assert [(out / file).read_bytes() for file in files] == [(again / file).read_bytes() for file in files]
    loaded = load_dataset(str(out), cache_dir=str(tmp_path / "cache"))
    data = finished(data_set)
    assert {split: len(rows) for split, rows in data.splits.items()} == {s: len(part) for s, part in loaded.items()}
    features = loaded["train"].features
    assert (Value("float64"), Value("string")) == (features["difficulty"], features["slots"])
    assert isinstance(features["level"], ClassLabel)
    first = loaded["train"][0]
    assert data.splits["train"][0].slots == json.loads(first["slots"])
    assert data.splits["train"][0].program == first["program"]


def test_what_is_there_is_not_written_over(data_set, tmp_path):
    """Nor is anything left beside it after an error."""
    run(data_set, tmp_path / "out", shape="jsonl")
    with pytest.raises(DerivanimError, match="is there already") as error:
        run(data_set, tmp_path / "out", shape="chat")
    assert "Choose another" in error.value.hint
    assert {"data", "out"} == {path.name for path in tmp_path.iterdir()}


def test_a_missing_library_is_named(data_set, tmp_path, monkeypatch):
    """With the command that installs it; no half of the export is left."""
    monkeypatch.setitem(sys.modules, "datasets", None)
    done = CliRunner().invoke(
        group, ["dataset", "export", str(data_set), "--format", "hf", "-o", str(tmp_path / "out")]
    )
    assert isinstance(done.exception, MissingError)
    assert "pip install 'derivanim[data]'" == done.exception.hint
    assert ["data"] == [path.name for path in tmp_path.iterdir()]
