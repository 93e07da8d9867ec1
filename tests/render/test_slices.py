"""Slices of a scene make up the scene that plain Manim draws, and what depends on its history is drawn in a row."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest

from derivanim.render import layers, render

pytestmark = pytest.mark.skipif(not layers()["enough"], reason="no sandbox on this machine")

HISTORY = {
    "updater with dt": "s = Square().add_updater(lambda m, dt: m.rotate(dt))\nself.add(s)\nself.wait(1)",
    "updater that counts": "s = Square().add_updater(lambda m: m.rotate(0.1))\nself.play(FadeIn(s), run_time=1)",
    "random updater": (
        "s = Dot().add_updater(lambda m: m.move_to([np.random.rand(), 0, 0]))\nself.play(FadeIn(s), run_time=1)"
    ),
    "traced path": (
        "d = Dot()\np = TracedPath(d.get_center)\nself.add(d, p)\n"
        "self.play(d.animate(path_arc=2).shift(2 * RIGHT), run_time=1)"
    ),
    "stop condition": (
        "t = ValueTracker(0)\nt.add_updater(lambda m, dt: m.increment_value(dt))\nself.add(t)\n"
        "self.wait_until(lambda: t.get_value() > 0.45)"
    ),
    "scene updater": (
        "s = Square()\nself.add(s)\nself.add_updater(lambda dt: s.rotate(dt))\nself.wait(1)\nself.play(FadeOut(s))"
    ),
    "change of speed": "s = Square()\nself.play(ChangeSpeed(Rotate(s, PI), speedinfo={0.3: 1, 0.6: 0.2}))",
}
PLAIN = {
    "short plays": "for n in range(5):\n    self.play(FadeIn(Dot([n, 0, 0])), run_time=0.04 + n / 10)",
    "odd waits": "self.add(Dot())\nself.wait(0.123)\nself.wait(0.31)\nself.wait(1.07)",
    "redrawn": (
        "t = ValueTracker(0)\nd = always_redraw(lambda: Dot([t.get_value(), 0, 0]))\nself.add(d)\n"
        "self.play(t.animate.set_value(3), run_time=1.3)\nself.wait(0.4)"
    ),
    "skipped section": (
        'self.play(FadeIn(Dot()), run_time=0.5)\nself.next_section("b", skip_animations=True)\n'
        'self.play(FadeIn(Square()), run_time=2)\nself.next_section("c")\nself.wait(0.5)'
    ),
    "sound": (
        "import wave\nwith wave.open('a.wav', 'wb') as w:\n    w.setparams((1, 2, 8000, 0, 'NONE', ''))\n"
        "    w.writeframes(bytes(8000))\nself.add_sound('a.wav')\nself.play(FadeIn(Dot()), run_time=0.5)"
    ),
    "transform": "s = Square()\nself.play(Create(s), run_time=0.7)\nself.play(Transform(s, Circle()), run_time=0.7)",
}


def _pixels(path: Path) -> np.ndarray:
    with av.open(str(path)) as file:
        return np.stack([frame.to_ndarray(format="gray") for frame in file.decode(video=0)]).astype(np.int16)


def _plain(program: str, folder: Path) -> Path:
    """The program's video as plain Manim makes it, at low quality."""
    (folder / "scene.py").write_text(program)
    command = [sys.executable, "-m", "manim", "render", "-ql", "--silent", "--progress_bar", "none", "--seed", "0"]
    subprocess.run([*command, "--media_dir", "media", "scene.py"], check=True, capture_output=True, cwd=folder)
    return next(p for p in (folder / "media").rglob("*.mp4") if "partial_movie_files" not in p.parts)


@pytest.mark.parametrize("body", HISTORY.values(), ids=HISTORY.keys())
def test_history_is_drawn_in_a_row(body: str, scene: Callable[..., str], tmp_path: Path) -> None:
    """Three workers give the very frames that one gives."""
    program = scene(body, "import numpy as np")
    one, three = (render(program, tmp_path / f"{n}.mp4", quality="l", workers=n, use_cache=False) for n in (1, 3))
    assert one.frames == three.frames
    assert 0.2 > np.abs(_pixels(one.path) - _pixels(three.path)).mean(axis=(1, 2)).max()


@pytest.mark.parametrize("body", PLAIN.values(), ids=PLAIN.keys())
def test_slices_make_up_the_scene(body: str, scene: Callable[..., str], tmp_path: Path) -> None:
    """Frame by frame, four workers draw what one draws."""
    program = scene(body)
    one, four = (render(program, tmp_path / f"{n}.mp4", quality="l", workers=n, use_cache=False) for n in (1, 4))
    assert one.frames == four.frames
    assert 0.5 > np.abs(_pixels(one.path) - _pixels(four.path)).mean(axis=(1, 2)).max()


@pytest.mark.slow
@pytest.mark.parametrize("body", [*PLAIN.values(), *HISTORY.values()], ids=[*PLAIN, *HISTORY])
def test_same_frames_as_plain_manim(body: str, scene: Callable[..., str], tmp_path: Path) -> None:
    """As many frames as `manim` draws, each within half a step of 255 on average."""
    program = scene(body, "import numpy as np")
    plain = _pixels(_plain(program, tmp_path))
    ours = _pixels(render(program, tmp_path / "ours.mp4", quality="l", workers=2, use_cache=False).path)
    assert plain.shape == ours.shape
    assert 0.5 > np.abs(plain - ours).mean(axis=(1, 2)).max()


def test_formula_scene_is_that_of_plain_manim(moving: str, tmp_path: Path) -> None:
    """The patches and the slices change no picture of a usual scene."""
    plain = _pixels(_plain(moving, tmp_path))
    ours = _pixels(render(moving, tmp_path / "ours.mp4", quality="l", workers=2, use_cache=False).path)
    assert plain.shape == ours.shape
    assert 0.5 > np.abs(plain - ours).mean(axis=(1, 2)).max()
