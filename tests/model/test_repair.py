"""Tests of programs that are written again where a check finds a mistake."""

from dataclasses import dataclass, field

import pytest

from derivanim.model.repair import problems, write_checked

GOOD = """from manim import Dot, Scene


class Shown(Scene):
    def construct(self):
        self.add(Dot())
        self.wait()
"""


@dataclass
class Scripted:
    """A writer that answers from a list for each request, and notes what it was told."""

    answers: dict[str, list[str]]
    told: list[tuple[str, str]] = field(default_factory=list)

    def write_all(self, texts, errors=()):
        """The next answer to each request."""
        self.told += zip(texts, errors or [""] * len(texts), strict=True)
        return [self.answers[text].pop(0) for text in texts]


def check(programs):
    """Nothing is wrong with what is good."""
    return ["" if program.startswith("good") else f"{program} is wrong" for program in programs]


@pytest.mark.parametrize(
    ("answers", "rounds", "expected"),
    [
        (["good 1"], 2, ("good 1", True, 0)),
        (["bad 1", "good 2"], 2, ("good 2", True, 1)),
        (["bad 1", "bad 2", "bad 3"], 2, ("bad 1", False, 2)),
        (["bad 1"], 0, ("bad 1", False, 0)),
    ],
)
def test_the_first_good_one_counts(answers, rounds, expected):
    """As many rounds as allowed, no more than needed; the first program, where none passes."""
    writer = Scripted({"a": list(answers)})
    (found,) = write_checked(writer, ["a"], rounds, check)
    assert expected == (found.program, found.passed, found.rounds)
    assert [] == writer.answers["a"]


def test_the_model_is_told_what_is_wrong():
    """Only what failed is written again, with the line of its last error."""
    writer = Scripted({"a": ["good 1"], "b": ["bad 1", "bad 2", "good 3"], "c": ["bad 4", "good 5"]})
    found = write_checked(writer, ["a", "b", "c"], 2, check)
    assert ["good 1", "good 3", "good 5"] == [one.program for one in found]
    assert ("bad 1 is wrong", "bad 2 is wrong") == found[1].errors
    again = [("b", "bad 1 is wrong"), ("c", "bad 4 is wrong"), ("b", "bad 2 is wrong")]
    assert [("a", ""), ("b", ""), ("c", ""), *again] == writer.told


def test_the_check_runs_programs():
    """What is no Python, stops or shows nothing is named in one line; what can be seen, or refuses, passes."""
    stops = GOOD.replace("Dot()", "Dot(nonsense)")
    empty = GOOD.replace("        self.add(Dot())\n", "")
    found = problems([GOOD, "class", stops, "", empty, GOOD, "# unclear: Which one?\n"])
    assert ["", "line 1: invalid syntax", "no program", "", ""] == [found[place] for place in (0, 1, 3, 5, 6)]
    assert "nonsense" in found[2]
    assert "\n" not in found[2]
    assert "nothing can be seen" == found[4]
