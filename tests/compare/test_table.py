"""The figures of a results folder."""

import json

from derivanim.compare.arms.arm import slot_output
from derivanim.compare.of_slots import REFUSALS
from derivanim.compare.output import Findings, Output
from derivanim.compare.results import Lines, Result, file_of, start
from derivanim.compare.table import figures, markdown, write

SLOTS = {"template": "derivative_overview", "function": "x**2"}
CAUSES = {"valid": "schema", "asked": "asked function"}


def result(arm, number, failed=None, output=None):
    """An answer that fails one stage, or none."""
    findings = Findings()
    if failed:
        findings.fails(failed, CAUSES[failed])
    findings.passes("parses", "valid", "mathematics", "asked")
    return Result(arm, "first", str(number), "request", SLOTS, output or slot_output(SLOTS, 0.5, 7), findings.verdict())


def folder_of(folder, good=8, bad=0):
    """Ten rows each of two arms, of which so many pass."""
    settings = {"pictures": False}
    start(folder, {"settings": settings, "arms": {"one": {}, "other": {}}, "test_sets": {"first": {"rows": 10}}})
    for arm, passed in (("one", good), ("other", bad)):
        with Lines(file_of(folder, arm, "first")) as lines:
            for number in range(10):
                lines.add(result(arm, number, None if number < passed else "valid" if number == 9 else "asked"))
    return folder


def test_the_funnel_counts_what_is_still_in_it(tmp_path):
    """A stage counts the rows that failed none up to it; what was not asked has no figure."""
    found = figures(folder_of(tmp_path / "out"))["arms"]["first"]["one"]

    assert (1.0, 0.9, 0.8) == tuple(found["funnel"][stage]["value"] for stage in ("parses", "valid", "asked"))
    assert 0.8 == found["passed"]["value"]
    assert found["funnel"]["executes"] is None
    assert {"asked function": 1, "schema": 1} == found["causes"]


def test_pairs_are_tested(tmp_path):
    """Eight of ten against none is no chance, and the table says who is better."""
    found = figures(folder_of(tmp_path / "out"))

    assert ["one"] == [pair["better"] for pair in found["pairs"]["first"]]
    assert (8, 0) == (found["pairs"]["first"][0]["only_first"], found["pairs"]["first"][0]["only_second"])
    assert "| one, other | 10 | 8 | 0 | 0.0078 | 0.0078 | one |" in markdown(found)


def test_a_difference_of_chance_is_not_told(tmp_path):
    """Nothing is called better whose test says otherwise."""
    assert "not told apart" in markdown(figures(folder_of(tmp_path / "out", good=5, bad=4)))


def test_figures_are_the_same_again(tmp_path):
    """The same rows give the same bytes, in both files."""
    folder = folder_of(tmp_path / "out")
    first = write(folder), (folder / "figures.json").read_bytes()

    assert first == (write(folder), (folder / "figures.json").read_bytes())
    assert 10 == json.loads(first[1])["arms"]["first"]["one"]["rows"]


def test_an_arm_that_is_not_finished_is_named(tmp_path):
    """A table of a comparison that was interrupted says so."""
    folder = folder_of(tmp_path / "out")
    file = file_of(folder, "other", "first")
    file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:3]))

    assert "Not finished: other, of 10 rows." in markdown(figures(folder))


def test_an_arm_without_rows_has_no_share(tmp_path):
    """Before its first row nothing is known of an arm."""
    folder = folder_of(tmp_path / "out")
    file_of(folder, "other", "first").unlink()

    assert "| other | 0 | - |" in markdown(figures(folder))


def test_refusals_and_unknown_tokens(tmp_path):
    """An arm that counts no tokens has none; refusals are a share of all rows."""
    folder = tmp_path / "out"
    start(folder, {"arms": {"one": {}}, "test_sets": {"first": {"rows": 1}}})
    refused = Output("slots", "{}", {"template": sorted(REFUSALS)[0]}, None, True)
    with Lines(file_of(folder, "one", "first")) as lines:
        lines.add(result("one", 1, "asked", refused))
    found = figures(folder)["arms"]["first"]["one"]

    assert found["tokens"] is None
    assert 1.0 == found["refused"]["value"]


def test_a_stage_that_no_answer_reached_counts_none(tmp_path):
    """An arm whose answers all fail early has 0 % behind that, not an empty cell."""
    folder = tmp_path / "out"
    start(folder, {"settings": {"pictures": True}, "arms": {"one": {}}, "test_sets": {"first": {"rows": 1}}})
    with Lines(file_of(folder, "one", "first")) as lines:
        lines.add(result("one", 1, "valid"))

    assert 0.0 == figures(folder)["arms"]["first"]["one"]["funnel"]["executes"]["value"]
