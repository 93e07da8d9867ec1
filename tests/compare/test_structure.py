"""What a program is, by its syntax tree alone."""

import ast

import pytest

from derivanim.compare.output import Findings, Output
from derivanim.compare.structure import constant, read, refusal, shape, source_of

SCENE = "from manim import *\n\nclass A(Scene):\n    def construct(self):\n        self.wait(1)\n"


@pytest.mark.parametrize(
    "text", [SCENE, f"```python\n{SCENE}```", f"Sure!\n\n```py\n{SCENE}```\nIt draws.", f"```\nx\n```\n```\n{SCENE}```"]
)
def test_a_program_is_found_in_an_answer(text):
    """Bare, in a fence, or between sentences; the longest fence where there are several."""
    assert ast.dump(ast.parse(SCENE)) == ast.dump(ast.parse(source_of(Output("code", text))))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("# unsupported: integrals\n", "unsupported"),
        ("# unclear: which function?\n# f or g?\n", "unclear"),
        ("# unsupported: integrals\nx = 1\n", None),
        (SCENE, None),
        ("", None),
    ],
)
def test_a_comment_alone_is_a_refusal(text, kind):
    """Code after it is a program."""
    assert kind == refusal(text)


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        (SCENE, None),
        (SCENE + "\nclass B(A):\n    pass\n", None),
        (SCENE.replace("(Scene)", "(MovingCameraScene)"), None),
        (SCENE + "\nclass B(Scene):\n    pass\n", "several scenes"),
        (SCENE.replace("construct", "build"), "no construct"),
        (SCENE.replace("(Scene)", ""), "no scene"),
        ("import socket\n" + SCENE, "import"),
        ("from . import a\n" + SCENE, "import"),
        ("class", "not python"),
        ("x = '\ud800'", "not python"),
        ("\n", "nothing"),
    ],
)
def test_what_makes_a_program(text, cause):
    """One scene that no other class extends, its method, and imports that a picture needs."""
    findings = Findings()
    read(text, findings)

    assert cause == findings.verdict().cause


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("f(1, 'a')", "f(2, 'b')", True),
        ("x = [1, 2]", "x = (3,)", True),
        ("x = -1", "x = 1", True),
        ("f(x, 1)", "f(y, 1)", False),
        ("f(1)", "g(1)", False),
        ("f(run_time=1)", "f(run_time=2)", True),
        ("x + 1", "x - 1", False),
    ],
)
def test_a_skeleton_has_no_constants(one, other, same):
    """Names, calls and operators are its bones."""
    assert same is (shape(ast.parse(one)) == shape(ast.parse(other)))


def test_constants():
    """Numbers, texts, and lists of them; no names."""
    texts = ("1", "-2.5", "'a'", "[(1, 'a'), (2, '')]", "{1: 'a'}", "x", "[x]", "f(1)", "1 + 1")

    assert [True] * 5 + [False] * 4 == [constant(ast.parse(text, mode="eval").body) for text in texts]
