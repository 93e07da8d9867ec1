"""Each figure can be counted again from the lines of results."""

from derivanim.compare.output import STAGES
from derivanim.compare.report.traces import failures, lines, traces
from derivanim.compare.table import figures


def test_the_lines_behind_a_share_are_as_many_as_it_counts(results):
    """For every arm and stage, and no other lines."""
    found, held = figures(results), traces(list(lines(results)))

    for arm, one in found["arms"]["mine"].items():
        shares = {**one["funnel"], "passed": one["passed"], "refused": one["refused"]}
        assert {*STAGES, "passed", "refused"} == set(shares)
        for name, share in shares.items():
            assert round(share["value"] * share["count"]) == len(held["mine"][arm][name])
    assert [4, 5, 6, 7, 8, 9, 10] == held["mine"]["slots"]["passed"]
    assert [10] == held["mine"]["ru_les"]["passed"]


def test_failures_are_counted_and_a_few_are_shown(results):
    """The count is of all; the examples are the first ones, with their places."""
    first, second = failures(list(lines(results)), each=2)

    assert ("slots", "asked point", 3) == (first.arm, first.cause, first.count)
    assert 9 == second.count
    assert ["rows/slots--mine.jsonl:1", "rows/slots--mine.jsonl:2"] == [line.place for line in first.examples]
