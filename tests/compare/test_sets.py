"""Test sets: splits of a data set and requests written by hand."""

import pytest

from derivanim.compare.sets import TestRow, load_sets, spread
from derivanim.errors import DerivanimError

CASES = """
- {request: "tangent to x^2 at x = 1", expect: {template: tangent_line, function: x^2, point: "1"}}
- {id: cake, request: "bake a cake", expect: refused}
"""


def test_requests_written_by_hand(tmp_path):
    """What a request fixes stays; any text means that nothing may be shown; rows have a number or their own id."""
    file = tmp_path / "mine.yaml"
    file.write_text(CASES)
    (found,) = load_sets(None, (), [file])

    assert "mine" == found.name
    assert ["1", "cake"] == [row.id for row in found.rows]
    assert "tangent_line" == found.rows[0].slots["template"]
    assert {"template": ["unsupported", "unclear"]} == found.rows[1].slots


@pytest.mark.parametrize("text", ["request: alone", "- {request: x}", "- [1, 2]", "{", "- {expect: {}}", "\x00", "7"])
def test_a_file_that_is_no_list_of_requests(tmp_path, text):
    """One line says what the file should be."""
    file = tmp_path / "mine.yaml"
    file.write_text(text)
    with pytest.raises(DerivanimError, match="no list of requests with `request` and `expect`") as error:
        load_sets(None, (), [file])
    assert "Traceback" not in str(error.value)


def test_a_split_that_is_not_there(tmp_path):
    """The error names the splits that are there."""
    (tmp_path / "train.jsonl").write_text("")
    with pytest.raises(DerivanimError, match="no split 'test_all'; it has: train"):
        load_sets(tmp_path, ["test_all"])


def test_sets_need_names_of_their_own(tmp_path):
    """Two files of one name would share a file of results."""
    files = [tmp_path / folder / "mine.yaml" for folder in "ab"]
    for file in files:
        file.parent.mkdir()
        file.write_text(CASES)
    with pytest.raises(DerivanimError, match="two test sets are called mine"):
        load_sets(None, (), files)
    with pytest.raises(DerivanimError, match="there is no test set"):
        load_sets(None, ())


@pytest.mark.parametrize(("limit", "expected"), [(None, "0123456789"), (20, "0123456789"), (5, "02468"), (3, "036")])
def test_a_limit_takes_rows_from_everywhere(limit, expected):
    """A few rows are spread over all of them, in their order, and none is taken twice."""
    rows = [TestRow(str(number), "", {}) for number in range(10)]
    assert list(expected) == [row.id for row in spread(rows, limit)]
