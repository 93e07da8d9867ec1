"""What the statistics of a data set count, what they warn of, and that the plots show something."""

import json

import pytest
from click.testing import CliRunner
from PIL import Image

from derivanim.cli import group
from derivanim.dataset import stats
from derivanim.dataset.finished import finished
from derivanim.errors import DerivanimError


def test_rows_are_counted_by_kind_and_split(data_set):
    """Rows, refusals by kind, groups, families that training never sees, quartiles."""
    found = stats.describe(finished(data_set))

    assert {"train": 40, "validation": 8} == {name: found.rows[name] for name in ("train", "validation")}
    assert {"unsupported: integral": 10} == found.refusals
    assert ["root"] == found.families_held_out
    assert {"1": 80} == found.requests_for_one_animation
    assert (40, 0.0, 0.45, 0.9) == (lambda s: (s.rows, s.least, s.median, s.most))(found.difficulty["train"])


def test_lengths_are_those_of_rows_with_an_animation(data_set):
    """By default words and single signs are counted, by name."""
    found = stats.describe(finished(data_set))

    assert 70 == len(found.lengths["slots"]) == len(found.lengths["code"])
    assert 3 == found.tokens["code"].least
    assert r"\w+|\S" in found.counted_by


def test_a_notation_outside_of_its_share_is_warned_of(data_set):
    """Each of the six, and no other."""
    rare = stats.describe(finished(data_set), stats.TokenCount("characters", len))
    assert [] == rare.warnings
    data = finished(data_set)
    few = {split: [row for row in rows if row.notation != "glued"] for split, rows in data.splits.items()}
    (warning,) = stats.describe(type(data)(data.about, few)).warnings
    assert warning.startswith("0.0% of the rows are written in the notation glued")


def test_the_command_writes_tables_and_plots_that_are_not_blank(data_set, tmp_path):
    """stats.json, stats.md, and five plots as PNG and SVG; standard output carries the numbers alone."""
    done = CliRunner().invoke(group, ["dataset", "stats", str(data_set), "--json", "-o", str(tmp_path / "out")])

    assert 0 == done.exit_code, done.output
    assert 80 == sum(json.loads(done.stdout)["rows"].values())
    names = ("levels", "templates", "lengths", "families", "notations")
    wanted = {f"{name}.{suffix}" for name in names for suffix in ("png", "svg")} | {"stats.json", "stats.md"}
    assert wanted == {path.name for path in (tmp_path / "out").iterdir()}
    for name in names:
        with Image.open(tmp_path / "out" / f"{name}.png") as picture:
            assert len(picture.convert("RGB").getcolors(1 << 24)) > 20


def test_what_is_no_tokenizer_is_said(tmp_path):
    """A file of another kind."""
    (tmp_path / "t.json").write_text("{}", "utf-8")
    with pytest.raises(DerivanimError, match="no tokenizer"):
        stats.tokenizer(tmp_path / "t.json")


@pytest.mark.parametrize(
    ("harm", "message"),
    [
        (lambda folder: (folder / "manifest.json").unlink(), "holds no finished data set"),
        (lambda folder: (folder / "test_both.jsonl").unlink(), "test_both.jsonl is missing"),
        (lambda folder: (folder / "train.jsonl").write_text("", "utf-8"), "has 0 rows, its manifest says 40"),
        (lambda folder: (folder / "train.jsonl").write_text("{\n", "utf-8"), "train.jsonl, line 1: not JSON"),
        (lambda folder: (folder / "train.jsonl").write_bytes(b"\xff\n"), "not UTF-8"),
    ],
)
def test_a_bad_folder_is_said(data_set, harm, message):
    """One sentence, whatever is wrong with it."""
    harm(data_set)
    with pytest.raises(DerivanimError, match=message) as error:
        finished(data_set)
    assert "\n" not in str(error.value)
