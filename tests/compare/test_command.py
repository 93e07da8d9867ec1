"""`derivanim compare` as people use it: arms without a model, so that it takes seconds."""

import json
import subprocess
import sys

import pytest

CASES = """
- {request: "show the tangent line to x^2 at x = 1", expect: {template: tangent_line, function: x^2, point: "1"}}
- {request: "normal line to y = x^3 at x = 2", expect: {template: normal_line, function: x^3, point: "2"}}
- {request: "bake a cake", expect: refused}
"""


@pytest.fixture
def requests(tmp_path):
    """A file of requests."""
    file = tmp_path / "mine.yaml"
    file.write_text(CASES)
    return file


def compare(*arguments):
    """Run the real command."""
    command = [sys.executable, "-m", "derivanim.cli", "compare", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def test_twice_gives_the_same_and_a_lost_line_is_run_again(tmp_path, requests):
    """The same command leaves the same figures; after an interruption in a line too."""
    options = ("--requests", requests, "--arm", "rules", "--no-pictures", "-o", tmp_path / "out")
    first = compare(*options)
    assert 0 == first.returncode, first.stderr
    figures = (tmp_path / "out" / "figures.json").read_bytes()
    lines = tmp_path / "out" / "rows" / "rules--mine.jsonl"
    assert 3 == json.loads(figures)["arms"]["mine"]["rules"]["rows"] == len(lines.read_text().splitlines())
    assert (tmp_path / "out" / "table.md").read_text() == first.stdout

    whole = lines.read_bytes()
    second = compare(*options)
    assert (first.stdout, figures, whole) == (
        second.stdout, (tmp_path / "out" / "figures.json").read_bytes(), lines.read_bytes()
    )  # fmt: skip

    lines.write_bytes(whole[: whole.rindex(b'"arm"') + 20])
    assert 0 == compare(*options).returncode
    kept = [json.loads(line) for line in lines.read_text().splitlines()]
    assert ["1", "2", "3"] == [row["id"] for row in kept]
    assert [json.loads(line)["verdict"] for line in whole.splitlines()] == [row["verdict"] for row in kept]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((), 2, "give DATA"),
        (("nowhere",), 2, "does not exist"),
        (("--requests", "nowhere.yaml"), 2, "does not exist"),
        (("--arm", "magic", "."), 1, "no arm is called 'magic'"),
        (("--arm", "rules", "."), 1, "has no split 'test_functions'"),
        (("--rows", "0", "."), 2, "0"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(tmp_path, monkeypatch, arguments, code, said):
    """No traceback, nothing written."""
    monkeypatch.chdir(tmp_path)
    done = compare(*arguments, "-o", "out")
    assert code == done.returncode
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_nearest_needs_something_to_copy(tmp_path, requests):
    """An arm that copies says that it needs a data set, before anything is run."""
    done = compare("--requests", requests, "--arm", "nearest", "-o", tmp_path / "out")
    assert 1 == done.returncode
    assert "Give a data set" in done.stderr
