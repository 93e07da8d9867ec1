"""All pages of a comparison by one call."""

import json
from html.parser import HTMLParser

import pytest

from derivanim.compare.report.write import report
from derivanim.errors import DerivanimError


class Elements(HTMLParser):
    """The elements of a page, and the text of its data."""

    def __init__(self, text):
        super().__init__()
        self.names, self.data, self._inside = [], "", False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        """An element begins."""
        self.names.append(tag)
        self._inside = ("id", "data") in attrs

    def handle_data(self, data):
        """Text inside of it."""
        if self._inside:
            self.data += data

    def handle_endtag(self, tag):
        """It ends."""
        self._inside = False


def quiet(*_):
    """No progress."""


def test_pages_say_what_was_found_and_run_nothing_of_it(results, tmp_path):
    """What models and people wrote is text in both pages, also where it looks like a script."""
    written = report(results, tmp_path / "out", count=5, stills=False, progress=quiet)

    assert all(file.is_file() for file in written)
    assert "report.html" == written[0].name
    page = Elements((tmp_path / "out" / "report.html").read_text("utf-8"))
    assert "script" not in page.names
    assert 2 == page.names.count("svg")
    assert "alert(1)&lt;/script&gt;" in (tmp_path / "out" / "report.html").read_text("utf-8")
    second = Elements((tmp_path / "out" / "examples.html").read_text("utf-8"))
    assert 2 == second.names.count("script")
    examples = json.loads(second.data)
    assert 5 == len(examples)
    # Rows 3 to 8 are those on which the arms differ, and come first.
    assert ["3", "4", "5", "6", "7"] == [one["id"] for one in examples]
    assert [(True, ""), (False, "asked point")] == [(a["passed"], a["cause"]) for a in examples[0]["answers"]]
    assert "from manim import" in examples[0]["answers"][0]["program"]


def test_the_same_results_give_the_same_pages(results, tmp_path):
    """Byte for byte."""
    first = report(results, tmp_path / "one", count=2, stills=False, progress=quiet)
    second = report(results, tmp_path / "two", count=2, stills=False, progress=quiet)

    assert [file.read_bytes() for file in first] == [file.read_bytes() for file in second]


def test_an_example_has_its_still(results, tmp_path):
    """The last frame of the program that the slots become, drawn once for both arms."""
    report(results, tmp_path / "out", count=1, stills=True, progress=quiet)

    page = Elements((tmp_path / "out" / "examples.html").read_text("utf-8"))
    stills = {answer["still"] for one in json.loads(page.data) for answer in one["answers"]}
    assert 1 == len(stills)
    assert (tmp_path / "out" / stills.pop()).stat().st_size > 1000


def test_without_answers_there_is_no_report(results, tmp_path):
    """One line, and nothing is written."""
    for file in (results / "rows").iterdir():
        file.unlink()
    with pytest.raises(DerivanimError, match="holds no answers yet"):
        report(results, tmp_path / "out", count=1, stills=False, progress=quiet)

    assert not (tmp_path / "out").exists()
