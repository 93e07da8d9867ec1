"""A new template works as it was written, wherever it stands, and a bad name or slot writes nothing."""

import os
import subprocess
import sys

import pytest

from derivanim.authoring.new import new, slot
from derivanim.errors import DerivanimError

SUMMARY = "the slope at a point, watched"


def run(*arguments, data=None):
    """The command in a process of its own, since folders of templates are for a whole process."""
    command = [sys.executable, "-m", "derivanim.cli", *map(str, arguments)]
    return subprocess.run(command, input=data, capture_output=True, text=True, check=False, timeout=280)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("slots", [[], ["point:number", "stretch:interval?"], ["place:number?", "note:text?"]])
def test_a_new_template_keeps_the_contract(slots, tmp_path):
    """The files that `new` writes are a template that `check` finds right and `code` can use."""
    options = [part for text in slots for part in ("--slot", text)]
    made = run(
        "--templates",
        tmp_path,
        "templates",
        "new",
        "slope_watch",
        "--level",
        "conceptual",
        "--summary",
        SUMMARY,
        *options,
    )
    assert 0 == made.returncode, made.stderr
    assert 4 == len(made.stdout.splitlines())
    found = run("--templates", tmp_path, "templates", "check", "slope_watch")
    assert (0, "slope_watch: right\n") == (found.returncode, found.stdout), found.stderr
    point = '"point": "2", ' if "point:number" in slots else ""
    filled = run("--templates", tmp_path, "code", "-", data=f'{{"template": "slope_watch", {point}"function": "x^2"}}')
    assert 0 == filled.returncode, filled.stderr
    assert "class SlopeWatch(Scene)" in filled.stdout


def test_questions_are_asked(tmp_path):
    """Level, summary and slots that no option gives are asked for on standard error."""
    answers = f"advanced\n{SUMMARY}\npoint:number\n"
    made = run("--templates", tmp_path, "templates", "new", "asked", data=answers)
    assert 0 == made.returncode, made.stderr
    assert 'LEVEL: ClassVar[Level] = "advanced"' in (tmp_path / "asked.py").read_text("utf-8")
    assert all(line.startswith(str(tmp_path)) for line in made.stdout.splitlines())


@pytest.mark.parametrize(
    ("name", "level", "summary", "message"),
    [
        ("Slope", "conceptual", SUMMARY, "is no name for a template"),
        ("../slope", "conceptual", SUMMARY, "is no name for a template"),
        ("tangent_line", "conceptual", SUMMARY, "there is a template tangent_line already"),
        ("slope", "hard", SUMMARY, "is no level; allowed: foundation"),
        ("slope", "conceptual", 'a "quoted" one', "the summary is one line"),
        ("slope", "conceptual", " ", "the summary is one line"),
    ],
)
def test_bad_names_write_nothing(name, level, summary, message, tmp_path):
    """What cannot be a template is refused in one line, and no file is written."""
    with pytest.raises(DerivanimError, match=message):
        new(name, level, summary, [], tmp_path)
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Point:number", "no NAME:KIND"),
        ("point:integer", "allowed: number"),
        ("title:text", "already"),
        ("", "no NAME"),
    ],
)
def test_bad_slots(text, message):
    """A slot has a name of its own and a kind that there is."""
    with pytest.raises(DerivanimError, match=message):
        slot(text)


def test_a_name_that_shadows_is_refused(tmp_path):
    """A template outside of the package cannot take the place of one inside."""
    (tmp_path / "tangent_line.py").write_text('"""Mine."""\n', "utf-8")
    found = run("--templates", tmp_path, "templates", "list")
    assert 1 == found.returncode
    assert "tangent_line: there are two of that name" in found.stderr
    assert 1 == len(found.stderr.splitlines())


def test_a_broken_file_is_named(tmp_path):
    """A schema that cannot be imported is an error with its file, in one line."""
    (tmp_path / "broken.py").write_text("import nothing_of_that_name\n", "utf-8")
    found = run("--templates", tmp_path, "templates", "list")
    assert 1 == found.returncode
    assert "broken.py cannot be imported: ModuleNotFoundError" in found.stderr


def test_a_folder_that_is_not_there():
    """A folder that does not exist is an error, not an empty library."""
    found = run("--templates", os.devnull, "templates", "list")
    assert (1, "") == (found.returncode, found.stdout)
    assert "is no folder of templates" in found.stderr
