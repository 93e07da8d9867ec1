"""Programs executed and looked at: what a scene draws, and whether anything can be seen of it."""

import numpy as np
import pytest

from derivanim.compare.drawn import compared
from derivanim.compare.scene import Drawn, has_content, limited, look, painted
from derivanim.render import layers

pytestmark = [
    pytest.mark.xdist_group("proofs"),
    pytest.mark.skipif(not layers()["enough"], reason="no sandbox on this machine"),
]
HEAD = "from manim import *\n\n\nclass Sample(Scene):\n    def construct(self):\n"


def scene(*lines):
    """A program with these lines in construct()."""
    return HEAD + "".join(f"        {line}\n" for line in lines)


GRAPH = (
    "axes = Axes([-2, 2], [-1, 4])",
    "self.play(Create(axes), run_time=0.1)",
    "self.add(axes.plot(lambda x: x**2), Dot(axes.c2p(1, 1)))",
    "self.add(Line(axes.c2p(0, -1), axes.c2p(2, 3)), Text('x'))",
)


def test_what_a_scene_draws():
    """Curves, dots and lines in the coordinates of the axes, and the captions left as they were."""
    shown = look(scene(*GRAPH, "self.add_subcaption('hello', duration=1)"))

    assert (True, ("hello",)) == (shown.proof.ok, shown.proof.texts)
    assert ((((-2.0, 2.0), (-1.0, 4.0)),), ("x",)) == (shown.windows, shown.texts)
    assert [(1.0, 1.0)] == [pytest.approx(dot.points[0]) for dot in shown.dots]
    assert all(y == pytest.approx(x**2, abs=1e-3) for curve in shown.curves for x, y in curve.points)
    assert [(0.0, -1.0, 2.0, 3.0)] == [pytest.approx(sum(line.points, ())) for line in shown.lines]


def test_what_left_the_screen_was_drawn_too():
    """A scene that clears itself has shown what it showed."""
    shown = look(scene(*GRAPH, "self.wait(0.1)", "self.play(*map(FadeOut, self.mobjects), run_time=0.1)"))

    assert (1, 1, 1) == (len(shown.curves), len(shown.dots), len(shown.lines))


def test_a_scene_that_hides_itself_is_still_proved():
    """What cannot be looked into runs as it would alone."""
    shown = look(scene("self.mobjects = [Dot()]", "self.add_subcaption('derivanim.compare.probe [1', duration=1)"))

    assert (True, (), ()) == (shown.proof.ok, shown.curves, shown.dots)


@pytest.mark.parametrize(
    ("line", "error", "limit"),
    [
        ("1 / 0", "ZeroDivisionError", False),
        ("import os; os._exit(3)", "ended its own process", False),
        ("while True: pass", "longer than 2 s", True),
    ],
)
def test_programs_that_fail(line, error, limit):
    """By their own fault, or at a wall of the sandbox."""
    proof = look(scene(line), seconds=2).proof

    assert error in proof.error
    assert limit is limited(proof)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("self.add(Dot())", "self.wait(0.1)"), True),
        (("self.add(Dot(color=BLACK), Text('x^2', color=BLACK))", "self.wait(0.1)"), False),
        (("self.add(Circle().shift(20 * UP))", "self.wait(0.1)"), False),
        (("self.camera.background_color = WHITE", "self.add(Square(color=WHITE))", "self.wait(0.1)"), False),
        (("self.play(FadeIn(Square()), run_time=0.6)", "self.clear()", "self.wait(0.1)"), True),
    ],
)
def test_whether_anything_can_be_seen(lines, expected):
    """Black on black runs and shows nothing; what is cleared at the end was seen before."""
    assert expected is painted(scene(*lines))


def test_a_picture_of_one_colour_is_empty():
    """Noise of compression is no content, a short line is."""
    picture = np.full((480, 854, 3), 20, np.uint8)
    noisy = picture + np.arange(854, dtype=np.uint8)[None, :, None] % 3
    line = picture.copy()
    line[100, 100:300] = 255

    assert [False, False, True] == [has_content(one) for one in (picture, noisy, line)]


X = np.linspace(-2, 2, 26)
CURVE = Drawn(0, tuple((float(x), float(x**2)) for x in X))


@pytest.mark.parametrize(
    ("function", "graph", "touched"), [("x**2", True, (1.0,)), ("-x**2", False, ()), ("x**2 + 1/4", False, ())]
)
def test_a_picture_held_against_a_function(function, graph, touched):
    """The graph is that of the function or is not, and a dot lies on it or does not."""
    found = compared(function, "x", [CURVE], [Drawn(0, ((1.0, 1.0),))], [], [5.0])

    assert ((graph,), touched) == (found.graphs, tuple(dot.place for dot in found.touched))


@pytest.mark.parametrize(("end", "slope"), [(3.0, 2.0), (-1.0, -2.0)])
def test_slopes_of_lines_through_a_dot(end, slope):
    """The slope of the line and of the curve stand beside each other."""
    line = Drawn(0, ((1.0, 1.0), (2.0, end)))
    found = compared("x**2", "x", [CURVE], [Drawn(0, ((1.0, 1.0),))], [line], [5.0])

    assert (((slope,), 2.0),) == tuple((dot.lines, dot.slope) for dot in found.touched)
