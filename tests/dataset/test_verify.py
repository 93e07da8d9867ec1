"""Every check of a row can fail: a row that holds, and near misses that do not."""

from dataclasses import replace

import pytest

from derivanim.dataset.reading import program_of
from derivanim.dataset.rows import Example
from derivanim.dataset.verify import rendered, verify
from derivanim.slots.check import check
from derivanim.slots.registry import load

GROUP = "proofs"  # one worker has the warm renderer


@pytest.fixture(scope="module")
def right():
    """A row that holds."""
    slots = check(load({"template": "tangent_line", "function": "x**2*sin(x)", "point": "1"})).slots
    return Example(
        id="train-00000-1", split="train", group="train-00000", request="tangent of x² sin x at x = 1",
        template="tangent_line", level="conceptual", difficulty=0.3, family="product", notation="unicode",
        phrasing="0", mathematics="x**2*sin(x)",
        pointers={"template": "tangent_line", "function": "E1", "point": "N1"}, slots=slots.as_dict(),
        program=program_of(slots),
    )  # fmt: skip


@pytest.mark.xdist_group(GROUP)
def test_a_row_that_holds(right):
    """Nothing is wrong with it, nor with a refusal."""
    refusal = replace(
        right, template="unclear", request="draw it", pointers={"template": "unclear", "question": "no_function"},
        slots=load({"template": "unclear", "question": "no_function"}).as_dict(),
    )  # fmt: skip
    refusal = replace(refusal, program=program_of(load(refusal.slots)))
    assert [[], []] == verify([right, refusal])


CHANGES = [
    ({"slots": {"template": "tangent_line"}}, "schema"),
    ({"template": "secant_limit"}, "schema"),
    ({"request": "tangent of x² sin x at x = 2"}, "grounding"),
    ({"request": "tangent of x² cos x at x = 1"}, "grounding"),
    ({"pointers": {"template": "tangent_line", "function": "E1", "point": "N2"}}, "pointers"),
    ({"pointers": {"template": "normal_line", "function": "E1", "point": "N1"}}, "pointers"),
    ({"program": "from manim import *\n"}, "program"),
    ({"program": "def broken(:\n"}, "program"),
]


@pytest.mark.parametrize(("change", "name"), CHANGES, ids=[str(change)[:60] for change, _ in CHANGES])
def test_near_misses(right, change, name):
    """Each is found by the check whose business it is."""
    assert name in {check for check, _ in verify([replace(right, **change)], without=("executes",))[0]}


def test_a_wrong_derivative_is_refuted(right):
    """With a counterexample, as for anybody's slots."""
    wrong = replace(right, slots=right.slots | {"derivative": "2*x*sin(x) - x**2*cos(x)"})
    found = verify([wrong])[0]
    assert any(name == "claims" and "refuted" in message for name, message in found)


@pytest.mark.xdist_group(GROUP)
@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("raise ValueError('no')", "no"),
        ("self.wait(1)", "nothing can be seen"),
        ("self.add(Dot().shift(20 * RIGHT))\n        self.wait(1)", "leaves the frame"),
        ("self.add(Text('one'), Text('seven'))\n        self.wait(1)", "overlap"),
    ],
)
def test_programs_are_run(right, body, said):
    """A program that fails, shows nothing, leaves the frame or writes one text over another is no example."""
    program = f"from manim import *\n\n\nclass Shown(Scene):\n    def construct(self):\n        {body}\n"
    found = verify([replace(right, program=program)], without=("program",))[0]
    assert any(name == "executes" and said in message for name, message in found), found


@pytest.mark.slow
def test_full_renders(right):
    """A real program renders; one in which nothing moves does not pass."""
    body = "self.add(Dot())\n        self.wait(3)"
    still = f"from manim import *\n\n\nclass Still(Scene):\n    def construct(self):\n        {body}\n"
    assert [] == list(rendered(right.program))
    assert ["nothing moves"] == list(rendered(still))
