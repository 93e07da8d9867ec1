"""Files are whole or not there."""

import pytest

from derivanim.atomic import replacing, write_text


def test_a_file_is_replaced_as_a_whole(tmp_path):
    """New text stands where the old one stood, and nothing is left beside it."""
    file = tmp_path / "a.json"
    write_text(file, "old")
    write_text(file, "größer\n")
    assert "größer\n" == file.read_text("utf-8")
    assert [file] == list(tmp_path.iterdir())


def test_a_writer_that_fails_leaves_what_was_there(tmp_path):
    """Neither half a file nor its beginning beside it, also where text has no UTF-8."""
    file = tmp_path / "a.json"
    write_text(file, "old")
    with pytest.raises(UnicodeEncodeError):
        write_text(file, "x" * 100_000 + "\ud800")
    with pytest.raises(ZeroDivisionError), replacing(file) as partial:
        partial.write_text("half")
        raise ZeroDivisionError
    assert "old" == file.read_text("utf-8")
    assert [file] == list(tmp_path.iterdir())


def test_what_a_killed_writer_left_is_overwritten(tmp_path):
    """A beginning that stands beside the place is no hindrance."""
    (tmp_path / "a.json.partial").write_text("killed" * 1000)
    write_text(tmp_path / "a.json", "new")
    assert "new" == (tmp_path / "a.json").read_text()
    assert ["a.json"] == [file.name for file in tmp_path.iterdir()]
