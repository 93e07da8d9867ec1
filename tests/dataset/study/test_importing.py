"""Tests of the import of the study's files: every line reported, files whole or not there, the same bytes each time."""

import hashlib
import json
from pathlib import Path

import pytest
import yaml

from derivanim.dataset.study import importing as study
from derivanim.dataset.study.importing import import_study
from derivanim.errors import BudgetError, DerivanimError

PROGRAMS = yaml.safe_load((Path(__file__).parent / "programs.yaml").read_text("utf-8"))
FILES = ["examples.jsonl", "manifest.json", "report.jsonl", "report.md"]


def line(case):
    """A line of the study's format."""
    return json.dumps({"instruction": f"Construct Manim code that illustrates: {case['input']}", "input": case["input"],
                       "output": case["program"]})  # fmt: skip


def rows(path):
    """The rows of a file of JSON Lines."""
    return [json.loads(text) for text in path.read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    """All sample programs and some lines that are none, imported from two files."""
    folder = tmp_path_factory.mktemp("study")
    first, second = folder / "train.jsonl", folder / "test.jsonl"
    first.write_text("".join(line(case) + "\n" for case in PROGRAMS[:9]) + "\nnot json\n", "utf-8")
    second.write_bytes("\n".join(line(case) for case in PROGRAMS[9:]).encode() + b"\n\xff\n\0\n" + b"x" * 10_000_000)
    seen = []
    report = import_study([first, second], folder / "out", lambda *args: seen.append(args))
    return folder, report, seen


def test_every_line_is_reported_in_order(imported):
    """Rows in are rows out: none is dropped, whatever it holds."""
    folder, report, seen = imported
    found = rows(folder / "out" / "report.jsonl")
    places = [("train.jsonl", n) for n in range(1, 12)] + [("test.jsonl", n) for n in range(1, 10)]
    assert places == [(row["file"], row["line"]) for row in found]
    assert [f"study-{n:05d}" for n in range(1, 21)] == [row["id"] for row in found]
    assert (20, ("rows", 20, 0)) == (report.rows, seen[-1])
    assert ["empty line", "not JSON"] == [row["problems"][0]["kind"] for row in found[9:11]]
    assert ["not UTF-8", "not JSON", "line too long"] == [row["problems"][0]["kind"] for row in found[17:]]


def test_statuses(imported):
    """What the rows of the samples are is counted."""
    _, report, _ = imported
    expected = {name: sum(case["status"] == name for case in PROGRAMS) for name in ("right", "corrected", "undecided")}
    assert expected | {"unreadable": 5} == report.statuses
    assert (15, 1) == (report.examples, report.checks["derivative"]["wrong"])
    assert list(report.problems.values()) == sorted(report.problems.values(), reverse=True)


def test_examples_are_slots(imported):
    """Each example has its place, both texts as they were, and slots that hold."""
    folder, _, _ = imported
    examples = rows(folder / "out" / "examples.jsonl")
    assert ["id", "file", "line", "instruction", "input", "slots"] == list(examples[0])
    assert [case["input"] for case in PROGRAMS] == [row["input"] for row in examples]
    assert all({"template": "derivative_overview"}.items() <= row["slots"].items() for row in examples)


def test_the_page_names_what_was_found(imported):
    """The page has the counts, the problems and examples of each status."""
    folder, report, _ = imported
    page = (folder / "out" / "report.md").read_text("utf-8")
    assert f"| right | {report.statuses['right']} |" in page
    assert "| no label of the function |" in page
    assert "## Examples: corrected" in page
    assert "at x = " in page
    assert "## Examples: unreadable" in page


def test_the_manifest_holds_the_hashes(imported):
    """Hashes of what came in and of what was written, and the version."""
    folder, _, _ = imported
    manifest = json.loads((folder / "out" / "manifest.json").read_text("utf-8"))
    for source in manifest["sources"]:
        assert hashlib.sha256((folder / source["file"]).read_bytes()).hexdigest() == source["sha256"]
    for name, digest in manifest["files"].items():
        assert hashlib.sha256((folder / "out" / name).read_bytes()).hexdigest() == digest
    assert {"format", "version", "sources", "rows", "statuses", "files"} == set(manifest)
    assert FILES == sorted(path.name for path in (folder / "out").iterdir())


def test_the_same_bytes_each_time(imported, tmp_path):
    """A second import writes the same files, wherever it writes them."""
    folder, report, _ = imported
    again = import_study([folder / "train.jsonl", folder / "test.jsonl"], tmp_path / "deep" / "out")
    assert report == again
    for name in FILES:
        assert (folder / "out" / name).read_bytes() == (tmp_path / "deep" / "out" / name).read_bytes()


def test_files_that_are_none(tmp_path):
    """A file that is not there, a folder, nothing at all, one twice: said before anything is written."""
    good = tmp_path / "good.jsonl"
    good.write_text("{}\n")
    (tmp_path / "report.jsonl").write_text("{}\n")
    for files, part in [
        ([], "no file to import"),
        ([tmp_path / "missing.jsonl"], "there is no file"),
        ([good, tmp_path], "is a folder"),
        ([good, tmp_path / "." / "good.jsonl"], "more than once"),
    ]:
        with pytest.raises(DerivanimError, match=part):
            import_study(files, tmp_path / "out")
    with pytest.raises(DerivanimError, match="is a file"):
        import_study([good], good)
    with pytest.raises(DerivanimError, match="overwritten by its own report"):
        import_study([tmp_path / "report.jsonl"], tmp_path)
    with pytest.raises(DerivanimError, match="cannot be written"):
        import_study([good], good / "out")
    assert ["good.jsonl", "report.jsonl"] == sorted(path.name for path in tmp_path.iterdir())


def test_no_lines_and_equal_names(tmp_path):
    """An empty file is a report of no rows; files with the same name are told apart by their paths."""
    files = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        files.append(tmp_path / name / "data.jsonl")
    files[0].write_text("")
    files[1].write_text("1\r\n2")
    report = import_study(files, tmp_path / "out")
    assert (2, 0) == (report.rows, report.examples)
    assert [files[1].as_posix()] * 2 == [row["file"] for row in rows(tmp_path / "out" / "report.jsonl")]


def test_an_interruption_leaves_the_old_report(tmp_path):
    """Until all files are whole, the ones of the import before stay, and nothing else is left behind."""
    source = tmp_path / "data.jsonl"
    source.write_text("1\n")
    import_study([source], tmp_path / "out")
    before = {name: (tmp_path / "out" / name).read_bytes() for name in FILES}
    source.write_text("1\n2\n")

    def stop(stage, done, total):
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_study([source], tmp_path / "out", stop)
    assert before == {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}


def test_programs_run_nowhere(tmp_path):
    """Code in a row, at the top and in a default value, is not run, and the row after it is read."""
    trap = tmp_path / "trap"
    program = f"import pathlib\npathlib.Path({str(trap)!r}).touch()\nf = lambda x: x**2\n"
    source = tmp_path / "data.jsonl"
    source.write_text("".join(line({"input": "f(x) = x^2", "program": program}) + "\n" for _ in range(2)))
    report = import_study([source], tmp_path / "out")
    assert (2, False) == (report.statuses["right"], trap.exists())


def test_a_row_that_takes_too_long_is_reported(tmp_path, monkeypatch):
    """A row beyond its budget is ended and reported; the next one is read."""
    monkeypatch.setattr(study, "SECONDS", 0.0)
    source = tmp_path / "data.jsonl"
    source.write_text(line(PROGRAMS[0]) + "\n")
    report = import_study([source], tmp_path / "out")
    assert ({"too long to decide": 1}, 1) == (report.problems, report.statuses["unreadable"])


def test_a_worker_that_does_not_start_stops_the_import(tmp_path, monkeypatch):
    """What is wrong with this machine is not said of the rows, and nothing is written."""

    def broken(function, *args, seconds):
        raise BudgetError("the process that runs SymPy does not start")

    source = tmp_path / "data.jsonl"
    source.write_text(line(PROGRAMS[0]) + "\n")
    monkeypatch.setattr(study.budget, "call", broken)
    with pytest.raises(BudgetError, match="does not start"):
        import_study([source], tmp_path / "out")
    assert [] == list((tmp_path / "out").iterdir())


def test_text_of_strangers_in_the_page(tmp_path):
    """Markup in a row does not become markup of the page."""
    source = tmp_path / "data.jsonl"
    bad = "f(x) = `|</td><script>\n# x"
    source.write_text(json.dumps({"instruction": "", "input": bad, "output": "\ud800 <b>"}) + "\n")
    import_study([source], tmp_path / "out")
    page = (tmp_path / "out" / "report.md").read_text("utf-8")
    assert "`f(x) = '" in page
    assert "\n# x" not in page
