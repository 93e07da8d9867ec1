"""The commands about data that end differently: unreadable rows are no error, a missing file is one."""

import subprocess
import sys

from click.testing import CliRunner

from derivanim.cli import group
from derivanim.errors import DerivanimError


def test_the_commands_import_nothing_heavy():
    """Neither the libraries of the data set nor what it is built with."""
    look = (
        "import sys, derivanim.commands.data\n"
        "print([n for n in ('datasets', 'matplotlib', 'datasketch', 'pyarrow', 'sympy', 'numpy') if n in sys.modules])"
    )
    assert "[]\n" == subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True).stdout


def test_unreadable_rows_of_the_study_are_reported_and_no_error(tmp_path):
    """Exit code 0, a summary on standard error, the path of the report on standard output."""
    (tmp_path / "in.jsonl").write_text("{\n", "utf-8")
    out = tmp_path / "out"
    done = CliRunner().invoke(group, ["dataset", "import-study", str(tmp_path / "in.jsonl"), "-o", str(out)])

    assert (0, f"{out / 'report.md'}\n") == (done.exit_code, done.stdout)
    assert "1 rows: 0 right, 0 corrected, 0 undecided, 1 unreadable" in done.stderr


def test_a_missing_file_of_the_study_is_an_error(tmp_path):
    """With exit code 1, and nothing is written."""
    out = tmp_path / "out"
    done = CliRunner().invoke(group, ["dataset", "import-study", str(tmp_path / "no.jsonl"), "-o", str(out)])

    assert isinstance(done.exception, DerivanimError)
    assert 1 == done.exception.exit_code
    assert not out.exists()
