"""Tests of one line of the study's data: what it says, what is right in it, and the slots that it becomes."""

import json
from pathlib import Path

import pytest
import yaml

from derivanim.calculus.claims import Equal
from derivanim.dataset.study import row as study_row
from derivanim.dataset.study.row import assess
from derivanim.errors import BudgetError

PROGRAMS = yaml.safe_load((Path(__file__).parent / "programs.yaml").read_text("utf-8"))
BY_NAME = {case["name"]: case for case in PROGRAMS}
PLAIN = "f = lambda x: x**2\nf_prime = lambda x: 2*x\n"


def row(program=PLAIN, asked="f(x) = x^2", **more):
    """The row of a program."""
    given = {"instruction": "Create a Manim animation showing: " + str(asked), "input": asked, "output": program}
    return assess(json.dumps(given | more).encode())


@pytest.mark.parametrize("case", PROGRAMS, ids=lambda case: case["name"])
def test_rows(case):
    """Status, answers, problems, corrections and slots of a program in each style."""
    found = row(case["program"], case["input"])
    assert (case["status"], case["checks"]) == (found["status"], found["checks"])
    assert sorted(case.get("problems", [])) == sorted(problem["kind"] for problem in found["problems"])
    assert case.get("corrected", {}) == {one["claim"]: one["became"] for one in found["corrections"]}
    assert {"template": "derivative_overview", **case["slots"]} == found["slots"]


def test_a_wrong_derivative_comes_with_its_counterexample():
    """The row says at which place the derivative of the program is not the true one."""
    found = row(BY_NAME["wrong derivative"]["program"], "f(x) = x^3")
    assert found["message"].startswith("derivative: 2 * x ** 2 became 3*x**2: at x = ")
    assert "claimed" in found["message"]


def test_an_undefined_range_comes_with_the_place():
    """The row says where the function has no value."""
    found = row(BY_NAME["undefined in its own range"]["program"], "f(x) = ln(x)")
    assert "it has no real value at x = -1" in found["message"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (b"", "empty line"),
        (b"   ", "empty line"),
        (b"{", "not JSON"),
        (b'{"instruction": "a", "input": "b", "output": "c"} tail', "not JSON"),
        (b"\xff\xfe", "not UTF-8"),
        (b"[1, 2]", "not an object"),
        (b"null", "not an object"),
        (b"[" * 100_000, "not JSON"),
        (b'{"input": "f(x) = x", "output": "f = lambda x: x"}', "missing key"),
        (b'{"instruction": "a", "input": 3, "output": "c"}', "not a string"),
        (b'{"instruction": "a", "input": "b", "output": null}', "not a string"),
        (b'{"instruction": "a", "input": "b", "output": ["c"]}', "not a string"),
        (b'{"instruction": "a", "input": "b", "output": ""}', "no program"),
        (b'{"instruction": "a", "input": "f(x) = x", "output": "x = 1\\u0000"}', "syntax error"),
        (b'{"n": ' + b"9" * 5000 + b"}", "not JSON"),
    ],
    ids=range(15),
)
def test_unreadable_lines(line, kind):
    """Whatever a line holds, it has a row that says what is wrong with it."""
    found = assess(line)
    assert ("unreadable", kind, None) == (found["status"], found["problems"][0]["kind"], found["slots"])


def test_too_long_a_line():
    """A line beyond the limit is not read at all."""
    found = row("x" * study_row.LINE_LIMIT)
    assert ("unreadable", "line too long") == (found["status"], found["problems"][0]["kind"])


@pytest.mark.parametrize("text", ["a parabola", "f(x) = a*x^2", "f(x) = (x", "x^2 + y^2 = 1", "", "f(x) = \0\ud800"])
def test_an_unreadable_input(text):
    """The program is still read, and the problem said."""
    given = {"instruction": "Build it", "input": text, "output": PLAIN}
    found = assess(json.dumps(given).encode())
    assert ("right", "unreadable") == (found["status"], found["checks"]["input"])
    assert ("x**2", "2*x") == (found["slots"]["function"], found["slots"]["derivative"])


def test_the_function_behind_the_instruction():
    """Where the input is empty, the function stands behind the instruction."""
    found = row(asked="", instruction="Write a complete Manim scene that demonstrates: f(x) = x^2 + 1")
    assert ("corrected", "wrong") == (found["status"], found["checks"]["input"])
    assert "x**2 + 1" == found["slots"]["function"]


def test_wrong_twice():
    """Another function and a wrong derivative are two corrections; the derivative is held against its own function."""
    found = row("f = lambda x: x**3\ndf = lambda x: x**2\n")
    assert {"function": "x**2", "derivative": "3*x**2"} == {c["claim"]: c["became"] for c in found["corrections"]}
    assert ("x**2", "2*x") == (found["slots"]["function"], found["slots"]["derivative"])


def test_the_notation_of_the_request_is_kept():
    """The same function in another form is right, and the slots hold the form that was asked for."""
    found = row("f = lambda x: 2*np.sin(x)*np.cos(x)", "f(x) = sin(2x)")
    assert ("right", "sin(2*x)") == (found["checks"]["input"], found["slots"]["function"])


@pytest.mark.parametrize(
    ("ends", "problem"),
    [
        ("[3, -3]", "x range is no interval"),
        ("[0, 1e300]", "x range is no interval"),
        ("[low, 3]", "x range not readable"),
    ],
)
def test_ranges_that_are_none(ends, problem):
    """An x range that is none is a problem, not the end of the row."""
    found = row(PLAIN + f"Axes(x_range={ends}).plot(f)\n")
    assert problem in [one["kind"] for one in found["problems"]]
    assert "interval" not in found["slots"]


def test_long_titles_and_other_names():
    """A title that no slot can hold is left out; the name of the function is kept."""
    found = row(PLAIN + f"title = Text({'long ' * 20!r})\n", "height(x) = x^2")
    assert "title too long" in [problem["kind"] for problem in found["problems"]]
    assert "title" not in found["slots"]
    assert "height" == row(asked="height(x) = x^2")["slots"].get("function_name", "height")


def test_labels_in_other_notations():
    """Chains of equalities, prime marks and other letters are read; rules and readouts are not taken for claims."""
    labels = [
        "f(x) = x^2 = x \\cdot x", "g(x) = x^5", "f(2) = 4", "f'(x) = 2x^{2-1} = 2x", "f^{\\prime}(x) = 2x",
        "f'(x) = nx^{n-1}", "f'(x) = \\lim_{h \\to 0} \\frac{f(x+h)-f(x)}{h}", "f'(2) = 4", "\\frac{dy}{dx} = 2x",
        "f''(x) = 2",
    ]  # fmt: skip
    found = row(PLAIN + "".join(f"MathTex({label!r})\n" for label in labels))
    assert ("right", "right") == (found["checks"]["label"], found["checks"]["derivative label"])


def test_what_cannot_be_shown_is_unreadable():
    """A function without a real value has no picture, and so no slots; what else was found is still said."""
    found = row("f = lambda x: np.sqrt(-1 - x**2)\nAxes(x_range=[-1, 1])\n", "f(x) = sqrt(-1-x^2)")
    assert ("unreadable", None) == (found["status"], found["slots"])
    assert {"cannot be shown", "undefined on its x range"} <= {problem["kind"] for problem in found["problems"]}


def test_what_was_neither_shown_nor_refuted_is_undecided(monkeypatch):
    """A claim that runs out of time is no right one and no wrong one."""

    def late(claim):
        raise BudgetError("too late")

    monkeypatch.setattr(Equal, "prove", late)
    found = row()
    assert ("undecided", "undecided", "x**2") == (found["status"], found["checks"]["input"], found["slots"]["function"])
