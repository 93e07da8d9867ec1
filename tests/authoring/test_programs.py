"""Dead names and colours without a role are found, and nothing else is."""

import ast

import pytest

from derivanim.authoring.families import families
from derivanim.authoring.programs import dead_names, stray_colors

LIVE = """
from manim import Dot, Scene

POINT = "#FF6B5E"


def dot():
    return Dot(color=POINT)


class A(Scene):
    def construct(self):
        self.add(dot())
"""


def test_a_live_program_has_no_dead_names():
    """What is read, or is the scene that Manim calls, is alive."""
    assert [] == list(dead_names(ast.parse(LIVE)))


@pytest.mark.parametrize(
    ("more", "dead"),
    [
        ("\n\ndef unused():\n    pass\n", "unused"),
        ("\n\nUNUSED = 1\n", "UNUSED"),
        ("        left, right = 1, 2\n        self.wait(left)\n", "right"),
        ("\n    def helper(self):\n        pass\n", "helper"),
        ("        import numpy as np\n", "np"),
    ],
)
def test_dead_names(more, dead):
    """A function, a constant, a local name, a method or an import that nothing reads is dead."""
    assert [dead] == list(dead_names(ast.parse(LIVE + more)))


@pytest.mark.parametrize(("line", "found"), [("Dot(color='#123456')", ["#123456"]), ("Dot(color='#FF6B5E')", [])])
def test_colours(line, found):
    """Only the colours of roles may stand in a program."""
    assert found == list(stray_colors(ast.parse(f"{LIVE}        self.add({line})\n")))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("x^2 + 1", {"polynomial"}),
        ("7", {"constant"}),
        ("sin(x)/x", {"trigonometric", "rational"}),
        ("e^(2x) + ln(x)", {"exponential", "logarithmic"}),
        ("sqrt(x)", {"root"}),
        ("arctan(x)", {"inverse trigonometric"}),
        ("|x|", {"absolute value"}),
        ("x^x", {"exponential"}),
        ("cosh(x)", {"hyperbolic"}),
        ("((", set()),
    ],
)
def test_families(text, kinds):
    """A function is of every family of which a part is; text that is no function is of none."""
    assert kinds == families(text)
