"""The table and the paragraph for a paper."""

import shutil
import subprocess

import pytest

from derivanim.compare.report.paper import escaped, latex, paragraph
from derivanim.compare.table import figures


def test_better_is_said_where_the_corrected_test_says_so(results):
    """6 of 10 rows that only one got right: p = 0.03125."""
    found = figures(results)

    assert "slots was right more often than ru_les (6 and 0 requests" in paragraph(found, "mine")
    assert "p = 0.031" in paragraph(found, "mine")


def test_nothing_is_better_where_it_does_not(results):
    """One row less, and the same shares are not told apart."""
    found = figures(results)
    found["pairs"]["mine"][0].update(only_first=5, p=0.0625, adjusted=0.0625, better=None)

    assert "slots and ru_les could not be told apart" in paragraph(found, "mine")
    assert "more often" not in paragraph(found, "mine")


def test_what_is_not_finished_is_no_result(results):
    """An arm with fewer rows than the set is named."""
    found = figures(results)
    found["rows"]["mine"] = 11

    assert "Not finished, and so not to be read as a result: slots and ru_les." in paragraph(found, "mine")


def test_text_is_text_in_latex():
    """No command, comment or column comes from a name."""
    assert r"\textbackslash{}input\{a\} 5\% \& \_ \$ \#" == escaped("\\input{a} 5% & _ $ #")


@pytest.mark.slow
def test_latex_takes_it(results, tmp_path):
    """A document with the table becomes a page."""
    if not shutil.which("pdflatex"):
        pytest.skip("pdflatex is not installed")
    body = latex(figures(results), "mine")
    document = f"\\documentclass{{article}}\\usepackage{{booktabs}}\\begin{{document}}\n{body}\\end{{document}}\n"
    (tmp_path / "paper.tex").write_text(document)
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "paper.tex"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)

    assert 0 == done.returncode, done.stdout[-500:]
    assert (tmp_path / "paper.pdf").stat().st_size > 5000
