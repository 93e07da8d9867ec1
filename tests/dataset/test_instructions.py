"""What a trainer sees of a row: one instruction or seven, the request, a target."""

from collections import Counter

import pytest

from derivanim.dataset.instructions import ONE, SEVEN, TARGETS, asked, prompt, study_instruction
from derivanim.dataset.rows import read


@pytest.fixture
def row(data_set):
    """A row of training."""
    return next(row for row in read(data_set / "train.jsonl") if row.mathematics == "x**2 + 1")


def test_the_seven_have_the_shares_of_the_study():
    """Within two percent of all rows; the same row always has the same one."""
    names = [f"train-{number:05d}-1" for number in range(5_000)]
    counts = Counter(map(study_instruction, names))
    for text, wanted in SEVEN.items():
        assert wanted / sum(SEVEN.values()) == pytest.approx(counts[text] / 5_000, abs=0.02)
    assert study_instruction(names[0]) == study_instruction(names[0])


@pytest.mark.parametrize("target", TARGETS)
def test_both_formats_differ_in_the_instruction_alone(row, target):
    """The same rows, so that formats can be compared."""
    one, seven = asked(row, target), asked(row, target, "seven")
    assert ONE[target] == one["instruction"]
    assert seven["instruction"] in SEVEN
    assert (one["input"], one["output"]) == (seven["input"], seven["output"])
    assert f"{one['instruction']}\n{one['input']}" == prompt(one)


def test_pointers_come_with_what_they_point_at(row):
    """A line for each marker, below the request."""
    found = asked(row, "pointers")
    assert [row.request, "E1: x**2 + 1", "N1: 1"] == found["input"].splitlines()
    assert '{"template":"tangent_line","function":"E1","point":"N1"}' == found["output"]
    assert row.program == asked(row, "code")["output"]
