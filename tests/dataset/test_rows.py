"""Rows of the data set on disk: written whole, read back the same, and refused where they are no rows."""

import json
from dataclasses import asdict, replace

import pytest

from derivanim.dataset.rows import Example, parse, read, write
from derivanim.errors import DerivanimError

ROW = Example(
    id="train-00000-1", split="train", group="train-00000", request="the derivative of x² − 1 → f′", template="t",
    level="foundation", difficulty=0.1, family="polynomial", notation="unicode", phrasing="0123456789ab",
    mathematics="x**2 - 1", pointers={"template": "t"}, slots={"template": "t"}, program="x = 1\n",
)  # fmt: skip


def test_rows_come_back_as_they_were(tmp_path):
    """Also characters beyond ASCII and line breaks; nothing half-written is left."""
    rows = [ROW, replace(ROW, id="train-00001-1", request="a\nb\u2028c")]
    write(tmp_path / "rows.jsonl", rows)
    assert rows == list(read(tmp_path / "rows.jsonl"))
    assert ["rows.jsonl"] == [path.name for path in tmp_path.iterdir()]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "not JSON"),
        ("[]", "this one: list"),
        ('{"id": "1"}', "this one: id"),
        (json.dumps(asdict(ROW) | {"request": 3}), "request may not be 3"),
        (json.dumps(asdict(ROW) | {"difficulty": True}), "difficulty may not be True"),
        (json.dumps(asdict(ROW) | {"more": 1}), "more"),
    ],
)
def test_what_is_no_row_is_said_with_its_place(line, message):
    """The error names the line and what is wrong with it."""
    with pytest.raises(DerivanimError, match=message) as error:
        parse(line, "train.jsonl, line 7")
    assert str(error.value).startswith("train.jsonl, line 7: ")
