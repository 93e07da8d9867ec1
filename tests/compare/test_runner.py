"""Comparisons that run, are interrupted and go on."""

import json

import pytest

from derivanim.compare import runner
from derivanim.compare.arms.arm import slot_output
from derivanim.compare.arms.backend import Wanted
from derivanim.compare.output import Output
from derivanim.compare.results import Lines, file_of, read_lines, read_results
from derivanim.compare.runner import Settings, compare
from derivanim.compare.sets import TestRow, TestSet
from derivanim.errors import DerivanimError

RIGHT = {"template": "unclear", "question": "Which function?"}
WRONG = {"template": "unsupported", "reason": "An integral."}
ROWS = tuple(TestRow(str(n), f"derivative of x^2, number {n}", RIGHT) for n in range(10))
SETS = [TestSet("first", ROWS[:6], "hash"), TestSet("second", ROWS[6:], "hash")]
ARMS = [Wanted("good", "rules"), Wanted("bad", "rules")]
SETTINGS = Settings(pictures=False)


class Scripted:
    """An arm that answers from its name, counts how often, and stops at one row."""

    def __init__(self, name, asked, stop=None):
        self.name, self.asked, self.stop = name, asked, stop

    def ahead(self, rows):
        """Note which rows stand side by side."""
        self.asked.append((self.name, [row.id for row in rows]))

    def answer(self, row):
        """Right, or another refusal."""
        if row.id == self.stop:
            raise KeyboardInterrupt
        self.asked.append((self.name, row.id))
        return slot_output(RIGHT if self.name == "good" else WRONG)


@pytest.fixture
def asked(monkeypatch):
    """What the arms were asked, while they are scripted."""
    calls = []
    monkeypatch.setattr(runner, "load_arm", lambda wanted, examples=None, **options: Scripted(wanted.label, calls))
    return calls


def test_every_arm_meets_every_row(tmp_path, asked):
    """A line for each arm and row, in the order of arms, test sets and rows."""
    assert 20 == compare(ARMS, SETS, tmp_path / "out", settings=SETTINGS)

    found = list(read_results(tmp_path / "out"))
    assert [(a.label, row.id) for a in ARMS for row in ROWS] == [(r.arm, r.id) for r in found]
    assert [True] * 10 + [False] * 10 == [r.verdict.passed for r in found]


def test_what_is_there_is_not_run_again(tmp_path, asked):
    """The same comparison once more asks nothing and leaves every byte."""
    compare(ARMS, SETS, tmp_path / "out", settings=SETTINGS)
    before = {file: file.read_bytes() for file in (tmp_path / "out").rglob("*.json*")}
    asked.clear()

    assert 0 == compare(ARMS, SETS, tmp_path / "out", settings=SETTINGS)
    assert [] == asked
    assert before == {file: file.read_bytes() for file in (tmp_path / "out").rglob("*.json*")}


def test_an_interruption_loses_one_row(tmp_path, monkeypatch):
    """What was answered before stays, and the run goes on with the row that was interrupted."""
    calls = []
    monkeypatch.setattr(runner, "load_arm", lambda wanted, *_, **__: Scripted(wanted.label, calls, stop="4"))
    with pytest.raises(KeyboardInterrupt):
        compare(ARMS, SETS, tmp_path / "out", settings=SETTINGS)
    calls.clear()
    monkeypatch.setattr(runner, "load_arm", lambda wanted, *_, **__: Scripted(wanted.label, calls))

    assert 16 == compare(ARMS, SETS, tmp_path / "out", settings=SETTINGS)
    # Those that stand side by side are the same as without an interruption
    assert [("good", ["0", "1", "2", "3", "4", "5"]), ("good", "4"), ("good", "5")] == calls[:3]


@pytest.mark.parametrize("torn", [b'{"arm": "good", "test_', b"{", b"\xff"])
def test_a_torn_line_is_dropped(tmp_path, asked, torn):
    """A line that was not finished is run again, and the file is whole afterwards."""
    compare(ARMS, SETS, tmp_path / "out", settings=SETTINGS)
    file = file_of(tmp_path / "out", "good", "first")
    whole = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(whole[:-1]) + torn)
    asked.clear()

    assert ["0", "1", "2", "3", "4"] == [r.id for r in read_lines(file)]
    assert 1 == compare(ARMS, SETS, tmp_path / "out", settings=SETTINGS)
    assert ("good", "5") == asked[-1]
    assert [json.loads(line)["id"] for line in file.read_bytes().splitlines()] == [row.id for row in ROWS[:6]]


def test_a_broken_line_in_the_middle_is_an_error(tmp_path, asked):
    """A whole line that is no result is not passed over."""
    compare(ARMS, SETS, tmp_path / "out", settings=SETTINGS)
    file = file_of(tmp_path / "out", "good", "first")
    file.write_bytes(b"{}\n" + file.read_bytes())

    with pytest.raises(DerivanimError, match="line 1 is no result"):
        read_lines(file)


def test_half_a_character_can_be_written(tmp_path):
    """What a model writes need not be text that UTF-8 knows."""
    result = runner.judged(Scripted("good", []), ROWS[0], "first", SETTINGS.judge)
    odd = type(result)(**{**vars(result), "output": Output("code", "\ud800")})
    with Lines(tmp_path / "rows" / "a.jsonl") as lines:
        lines.add(odd)

    assert [odd] == read_lines(tmp_path / "rows" / "a.jsonl")


def test_arms_may_be_added(tmp_path, asked):
    """A third arm goes into the same table."""
    compare(ARMS, SETS, tmp_path / "out", settings=SETTINGS)

    assert 10 == compare([Wanted("late", "rules")], SETS, tmp_path / "out", settings=SETTINGS)
    assert {"good", "bad", "late"} == {result.arm for result in read_results(tmp_path / "out")}


@pytest.mark.parametrize(
    ("arms", "sets", "settings"),
    [
        ([Wanted("good", "nearest")], SETS, SETTINGS),
        (ARMS, SETS[:1], SETTINGS),
        (ARMS, [TestSet("first", ROWS[:6], "other"), SETS[1]], SETTINGS),
        (ARMS, SETS, Settings(pictures=False, style="any")),
    ],
)
def test_another_comparison_does_not_go_into_the_same_folder(tmp_path, asked, arms, sets, settings):
    """Other rows, settings or an arm of the same name would mix what must not be mixed."""
    compare(ARMS, SETS, tmp_path / "out", settings=SETTINGS)

    with pytest.raises(DerivanimError, match="another comparison"):
        compare(arms, sets, tmp_path / "out", settings=settings, data=tmp_path)


def test_a_folder_with_something_else_is_left_alone(tmp_path, asked):
    """Results never go between a person's own files."""
    (tmp_path / "thesis.tex").write_text("mine")

    with pytest.raises(DerivanimError, match="not empty"):
        compare(ARMS, SETS, tmp_path, settings=SETTINGS)


def test_arms_need_names_of_their_own(tmp_path, asked):
    """Two arms of one name would write into one file; one that copies needs something to copy from."""
    with pytest.raises(DerivanimError, match="two arms are called good"):
        compare([ARMS[0], ARMS[0]], SETS, tmp_path / "out")
    with pytest.raises(DerivanimError, match="training split"):
        compare([Wanted("nearest", "nearest")], SETS, tmp_path / "out")
