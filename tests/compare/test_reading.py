"""Any Manim program, such as those of the study: its mathematics by syntax tree and running scene."""

import shutil

import pytest

from derivanim.compare.funnel import funnel
from derivanim.compare.output import STAGES, Output
from derivanim.render import layers

pytestmark = [
    pytest.mark.xdist_group("proofs"),
    pytest.mark.skipif(not layers()["enough"], reason="no sandbox on this machine"),
]

PROGRAM = """\
from manim import *
import numpy as np


class DerivativeVisualization(Scene):
    def construct(self):
        axes = Axes(x_range=[-6, 1, 1], y_range=[-2, 14, 2], x_length=6, y_length=5).to_edge(LEFT)

        def f(x):
            return x**2 + 5*x + 6

        def df(x):
            return 2*x + 5

        curve = axes.plot(f, color=BLUE)
        step1 = Text("f(x) = x^2 + 5x + 6", font_size=30)
        step2 = Text("f'(x) = 2x + 5", font_size=30)
        steps = VGroup(step1, step2).arrange(DOWN).to_edge(RIGHT)
        t = ValueTracker(-5)
        dot = always_redraw(lambda: Dot(axes.c2p(t.get_value(), f(t.get_value())), color=RED))

        def line():
            a, b, m = t.get_value(), f(t.get_value()), df(t.get_value())
            return Line(axes.c2p(a - 1, b - m), axes.c2p(a + 1, b + m), color=YELLOW)

        tangent = always_redraw(line)
        self.play(Create(axes), Create(curve), Write(steps), run_time=0.2)
        self.add(dot, tangent)
        self.play(t.animate.set_value(-1), run_time=0.2)
        self.wait(0.2)
"""
ASKED = {"template": "derivative_overview", "function": "x^2 + 5*x + 6"}


class Row:
    """What a request stands for."""

    def __init__(self, slots):
        self.slots = slots


def ask(program, asked=ASKED):
    """The verdict on a program of any kind."""
    return funnel(Output("code", program), Row(asked), style="any")


def test_a_right_program_passes():
    """Every stage; it is what was asked for with another writing of the function, and with a point."""
    assert dict.fromkeys(STAGES, True) == ask(PROGRAM).stages
    assert ask(PROGRAM, {"template": "tangent_line", "function": "(x + 2)*(x + 3)", "point": "-1"}).passed


@pytest.mark.parametrize(
    ("old", "new", "cause"),
    [
        ("f'(x) = 2x + 5", "f'(x) = 2x - 5", "label"),
        ("f(x) = x^2 + 5x + 6", "f(x) = x^2 - 5x + 6", "label"),
        ("return 2*x + 5", "return 2*x - 5", "derivative"),
        ("return x**2 + 5*x + 6", "return x**2 + 4*x + 6", "derivative"),
        ("axes.c2p(a + 1, b + m)", "axes.c2p(a + 1, b + 2*m)", "slope"),
        ("axes.plot(f, color=BLUE)", "axes.plot(f, color=BLUE).stretch(0.8, 1)", "curve"),
    ],
)
def test_near_misses_of_the_mathematics(old, new, cause):
    """Wrong signs in the tree, and a picture that is not what the tree says."""
    assert old in PROGRAM
    verdict = ask(PROGRAM.replace(old, new))

    assert (False, True) == (verdict.stages["mathematics"], verdict.stages["executes"])
    assert cause == verdict.cause


@pytest.mark.parametrize(
    ("asked", "cause"),
    [
        (ASKED | {"function": "x^2 - 5*x + 6"}, "asked function"),
        (ASKED | {"point": "-3"}, "asked point"),
        (ASKED | {"interval": ["-8", "0"]}, "asked interval"),
        ({"template": "unsupported"}, "not refused"),
    ],
)
def test_a_right_program_of_something_else(asked, cause):
    """Another function, point or interval is not what was asked for."""
    verdict = ask(PROGRAM, asked)

    assert (cause, True, False) == (verdict.cause, verdict.stages["mathematics"], verdict.stages["asked"])


def test_a_program_that_says_nothing_is_not_right():
    """A curve alone is no proof of anything about its derivative."""
    body = PROGRAM.split("        def df")[0] + "        self.add(axes.plot(f))\n        self.wait(0.1)\n"

    assert ("unread", True) == ((verdict := ask(body)).cause, verdict.stages["executes"])


def test_runs_but_shows_nothing():
    """Everything is there, black on black."""
    black = PROGRAM.replace("y_length=5)", 'y_length=5, axis_config={"color": BLACK})')
    for color in ("BLUE", "RED", "YELLOW"):
        black = black.replace(color, "BLACK")
    black = black.replace("font_size=30", "font_size=30, color=BLACK").replace("Write(steps)", "FadeIn(steps)")
    verdict = ask(black)

    assert ("empty", True, False) == (verdict.cause, verdict.stages["executes"], verdict.stages["visible"])


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("latex") is None, reason="no LaTeX on this machine")
def test_formulas_of_latex():
    """As the study writes them, and with a wrong sign; LaTeX runs inside the sandbox."""
    program = PROGRAM.replace('Text("f(x)', 'MathTex(r"f(x)').replace("Text(\"f'(x)", "MathTex(r\"f'(x)")
    right = ask(program)

    assert dict.fromkeys(STAGES, True) == right.stages
    assert "label" == ask(program.replace("2x + 5", "2x - 5")).cause
