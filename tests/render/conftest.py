"""What the tests of rendering share: small programs, a cache of their own, one warm sandbox for all."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from derivanim.render import shut_down


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test reads or writes the user's cache."""
    place = tmp_path / "cache"
    monkeypatch.setenv("DERIVANIM_CACHE", str(place))
    return place


@pytest.fixture(scope="session", autouse=True)
def end_sandbox() -> Iterator[None]:
    """The warm sandbox ends with the tests."""
    yield
    shut_down()


@pytest.fixture(scope="session")
def scene() -> Callable[..., str]:
    """A program whose scene's construct is the given text, with lines put before it."""

    def write(body: str, before: str = "") -> str:
        head = "from manim import *\n" + textwrap.dedent(before).strip() + "\n\n\nclass Sample(Scene):\n"
        return head + "    def construct(self):\n" + textwrap.indent(textwrap.dedent(body).strip(), " " * 8) + "\n"

    return write


@pytest.fixture(scope="session")
def moving(scene: Callable[..., str]) -> str:
    """A short scene with everything usual in it: a formula, a curve, updaters, a wait, captions."""
    return scene(
        """
        title = MathTypst("f(x) = x^2").to_edge(UP)
        axes = Axes(x_range=[-2, 2, 1], y_range=[0, 4, 1], x_length=6, y_length=4, tips=False)
        curve = axes.plot(lambda x: x**2, color=BLUE)
        t = ValueTracker(-1.5)
        dot = Dot(color=YELLOW).add_updater(lambda m: m.move_to(axes.c2p(t.get_value(), t.get_value() ** 2)))
        self.play(Write(title), run_time=0.5, subcaption="The function")
        self.play(Create(axes), Create(curve), run_time=0.5)
        self.add(dot)
        self.play(t.animate.set_value(1.5), run_time=1, subcaption="The point moves")
        self.wait(0.5)
        """
    )
