"""What doctor finds, and what it says when something is missing."""

import json
import subprocess
import sys

import pytest

from derivanim import doctor
from derivanim.model import shipped


def test_this_machine_is_in_order():
    """With everything installed that make setup installs, nothing that a video needs is missing."""
    assert [] == [finding.subject for finding in doctor.examine() if not finding.ok]


def test_what_is_missing_ends_with_4_and_says_what_mends_it(tmp_path):
    """Without a package, exit code 4 and the command that installs it, in one row."""
    code = "from derivanim import cli, doctor; doctor.NEEDED = ('no_such_package',); cli.main()"
    command = [sys.executable, "-c", code, "doctor", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    missing = [row for row in json.loads(done.stdout) if not row["ok"]]

    assert 4 == done.returncode
    assert ["no_such_package"] == [row["subject"] for row in missing]
    assert "pip install no_such_package" in missing[0]["remedy"]


def test_a_check_that_fails_is_a_finding(monkeypatch):
    """Something broken in a way of its own is reported, not raised."""

    def broken():
        raise OSError("the disk is gone")

    monkeypatch.setattr(doctor, "_cache", broken)

    assert ["the disk is gone"] == [finding.detail for finding in doctor.examine() if not finding.ok]


def test_the_shipped_weights_are_those_of_the_manifest():
    """Each file of the shipped model has the hash that its training wrote down."""
    assert [] == shipped.verify()


@pytest.mark.parametrize(("damage", "part"), [("change", "was changed"), ("remove", "is missing")])
def test_damaged_weights_are_named(tmp_path, monkeypatch, damage, part):
    """A file that was changed or is gone is named."""
    import shutil
    from importlib.resources import as_file, files

    with as_file(files("derivanim.model").joinpath("weights")) as folder:
        shutil.copytree(folder, tmp_path / "weights")
    name = "calibration.json"
    (tmp_path / "weights" / name).unlink() if damage == "remove" else (tmp_path / "weights" / name).write_text("{}")
    monkeypatch.setattr(shipped, "files", lambda package: tmp_path)

    assert [f"{name} {part}"] == shipped.verify()
