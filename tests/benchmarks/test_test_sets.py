"""Tests of how answers to the test sets are judged and counted."""

import pytest

from benchmarks.of_slots import Judged, judge, judged
from benchmarks.test_sets import of_code_table, of_slots_table
from derivanim.dataset.rows import Example
from derivanim.model.backend import Candidate

REQUEST = "show the tangent line to x^2 + 1 at x = 1 in red"
SLOTS = {"template": "tangent_line", "function": "x**2 + 1", "derivative": "2*x", "point": "1", "color": "red"}
ANSWER = {"template": "tangent_line", "function": "E1", "point": "N1", "color": "red"}


class Scripted:
    """A model with one answer to everything."""

    threshold = 0.5

    def __init__(self, target, probability=0.9):
        self.candidate = Candidate(target, probability)

    def propose(self, request, candidates=4, seed=0):
        """The one answer."""
        return [self.candidate]


def row(request=REQUEST, slots=SLOTS) -> Example:
    """A row of a test set."""
    return Example(
        "t", "test_both", "t", request, slots["template"], "foundation", 0.1, "f", "n", "p", "m", {}, slots, ""
    )


@pytest.mark.parametrize(
    ("target", "probability", "changed", "expected"),
    [
        (ANSWER, 0.9, {}, ("right", True)),
        (ANSWER, 0.9, {"function": "1 + x*x"}, ("right", True)),
        (ANSWER, 0.9, {"color": "blue"}, ("look", True)),
        (ANSWER, 0.9, {"point": "2"}, ("wrong video", True)),
        (ANSWER, 0.9, {"point": "2", "color": "blue"}, ("wrong video", True)),
        (ANSWER, 0.2, {}, ("refused", True)),
        ({"template": "unsupported", "reason": "integral"}, 0.9, {}, ("refused", True)),
        ({"template": "optimization", "function": "E1", "point": "N1"}, 0.9, {}, ("refused", False)),
    ],
)
def test_verdicts(target, probability, changed, expected):
    """Every slot counts, up to equality; a colour alone is no wrong video; the derivative was not asked for."""
    found = judged(row(slots=SLOTS | changed), Scripted(target, probability))
    assert expected == (found.verdict, found.valid)
    assert not found.refusal


@pytest.mark.parametrize(
    ("target", "expected"), [(ANSWER, "wrong video"), ({"template": "unclear", "question": "which_animation"}, "right")]
)
def test_refusals(target, expected):
    """Where nothing may be shown, a refusal of either kind is right and a video is wrong."""
    found = judged(row(slots={"template": "unsupported", "reason": "integral"}), Scripted(target))
    assert (True, expected) == (found.refusal, found.verdict)


def test_the_shipped_model_on_rows():
    """The embedded model answers every row, in order."""
    other = row("product rule for x sin x", {"template": "product_rule", "function": "x*sin(x)"})
    found = list(judge([row(), other], "embedded"))
    assert [REQUEST, "product rule for x sin x"] == [one.request for one in found]
    assert ["right", "right"] == [one.verdict for one in found]


def test_tables():
    """Refusals are counted apart; a set without any has a dash; the last line counts all."""

    def one(verdict, refusal=False):
        return Judged("r", refusal, True, verdict, (), {}, None, 0.1, 0.1)

    table = of_slots_table({"a": [one("right"), one("wrong video"), one("right", True)], "b": [one("refused")]})
    first, second, every = table.splitlines()[2:]
    assert first.startswith("| a | 2 | 100.0 %")
    assert "| 50.0 %" in first
    assert second.endswith("| 0 | - |")
    assert every.startswith("| all | 3 |")
    names = ("parses", "lints", "passes", "same", "repaired", "repaired_same")
    lines = of_code_table({"a": [dict.fromkeys(names, True)]}, 2).splitlines()
    assert 8 == lines[0].count("|") - 1
    assert lines[0].count("|") == lines[1].count("|") == lines[2].count("|")
    assert 6 == of_code_table({"a": [dict.fromkeys(names, True)]}, 0).splitlines()[0].count("|") - 1
