"""Batch modes: one row out for each row in, whatever the row holds."""

import json

import pytest

from derivanim import batch
from derivanim.errors import DerivanimError, UnclearError, UnsupportedError


def quiet(stage, done, total):
    """Report nothing."""


def work(row):
    """Answer by what the row asks for."""
    wish = batch._field(row, "wish", str)
    if wish == "refuse":
        raise UnsupportedError("integrals are not shown")
    if wish == "ask":
        raise UnclearError("which point?")
    if wish == "fail":
        raise DerivanimError("wrong", "Do it right.")
    if wish == "bug":
        raise KeyError("x")
    return {"status": "ok", "message": wish}


def answers(tmp_path, data: bytes, work=work) -> list[dict]:
    """Run a batch over these bytes and read its rows."""
    (tmp_path / "in.jsonl").write_bytes(data)
    batch.run(str(tmp_path / "in.jsonl"), str(tmp_path / "out.jsonl"), work, progress=quiet)
    return [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]


@pytest.mark.parametrize(
    ("line", "status", "part"),
    [
        (b'{"id": 1, "wish": "hello"}', "ok", "hello"),
        (b'{"id": 1, "wish": "refuse"}', "unsupported", "integrals"),
        (b'{"id": 1, "wish": "ask"}', "unclear", "which point"),
        (b'{"id": 1, "wish": "fail"}', "error", "wrong Do it right."),
        (b'{"id": 1, "wish": "bug"}', "error", "this is a bug: KeyError"),
        (b'{"id": 1, "wish": 3}', "error", "must be a string"),
        (b'{"id": 1}', "error", "no 'wish'"),
        (b"", "error", "not JSON"),
        (b"{", "error", "not JSON"),
        (b"[1]", "error", "not list"),
        (b"null", "error", "not NoneType"),
        (b'"text"', "error", "not str"),
        (b'{"id": 1, "wish": NaN}', "error", "NaN"),
        (b"\xff\xfe", "error", "not UTF-8"),
        (b"[" * 50_000, "error", "nested too deeply"),
        (b'{"id": "' + b"a" * 200_000 + b'"}', "error", "at most 100000"),
    ],
)
def test_a_row_is_answered_and_the_next_one_too(tmp_path, line, status, part):
    """Whatever a row holds, it gets its own row out and stops nothing."""
    rows = answers(tmp_path, line + b'\n{"id": "after", "wish": "hello"}\n')

    assert [status, "ok"] == [row["status"] for row in rows]
    assert part in rows[0]["message"]
    assert "after" == rows[1]["id"]
    assert all(row["seconds"] >= 0 for row in rows)


def test_the_partial_file_becomes_the_output(tmp_path):
    """A finished run leaves the output and nothing beside it."""
    answers(tmp_path, b'{"id": 1, "wish": "a"}\n')

    assert ["in.jsonl", "out.jsonl"] == sorted(path.name for path in tmp_path.iterdir())


def test_an_interrupted_run_goes_on_where_it_stopped(tmp_path):
    """Rows that were answered before the interrupt are kept, not answered again."""
    seen = []

    def interrupted(row):
        if row["id"] == 3 and seen == [1, 2]:
            raise KeyboardInterrupt
        seen.append(row["id"])
        return {"status": "ok", "message": ""}

    data = b"".join(b'{"id": %d}\n' % n for n in (1, 2, 3, 4))
    with pytest.raises(KeyboardInterrupt):
        answers(tmp_path, data, interrupted)
    assert not (tmp_path / "out.jsonl").exists()
    with (tmp_path / "out.jsonl.partial").open("a") as partial:
        partial.write('0123456789abcdef {"id": 3, "sta')  # as a kill in the middle of a line leaves it

    rows = answers(tmp_path, data, lambda row: seen.append(row["id"]) or {"status": "ok", "message": ""})

    assert [1, 2, 3, 4] == [row["id"] for row in rows]
    assert [1, 2, 3, 4] == seen


def test_other_rows_are_not_answered_with_those_of_an_earlier_run(tmp_path):
    """A partial file of other rows is not taken for ours."""
    (tmp_path / "out.jsonl.partial").write_text('0123456789abcdef {"id": 1, "status": "ok", "message": "old"}\n')

    rows = answers(tmp_path, b'{"id": 1, "wish": "new"}\n')

    assert ["new"] == [row["message"] for row in rows]


def test_a_missing_input_is_named(tmp_path):
    """No input file: one sentence, and no output."""
    with pytest.raises(DerivanimError, match="no file"):
        batch.run(str(tmp_path / "none"), str(tmp_path / "out"), work, progress=quiet)

    assert [] == list(tmp_path.iterdir())


def test_an_error_is_one_printable_line():
    """Line breaks and terminal escapes of foreign text do not reach the terminal."""
    assert "a b ?[31mc" == batch.one_line(DerivanimError("a\nb", "\x1b[31mc"))
