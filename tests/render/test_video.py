"""Files of every format come out whole, with the frames that plain Manim draws, and nothing else does."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import av
import pytest
import srt
from PIL import Image

from derivanim.errors import MissingError, RenderError
from derivanim.render import layers, pool, preview, render

pytestmark = pytest.mark.skipif(not layers()["enough"], reason="no sandbox on this machine")


def _frames(path: Path) -> list[int]:
    """The presentation times of a video's frames, in order of decoding."""
    with av.open(str(path)) as file:
        return [int(frame.pts) for frame in file.decode(video=0)]


@pytest.mark.parametrize("format", ["mp4", "gif", "webm", "mov"])
@pytest.mark.parametrize("workers", [1, 3])
def test_every_format_has_all_frames(format: str, workers: int, moving: str, tmp_path: Path) -> None:
    """Two and a half seconds at 10 frames a second, evenly spaced, at the size of the quality."""
    done = render(moving, tmp_path / f"video.{format}", quality="l", fps=10, workers=workers)
    times = _frames(done.path)
    assert (25, 25, 854, 480, 2.5) == (done.frames, len(times), done.width, done.height, done.duration)
    assert times == sorted(times)
    gaps = [b - a for a, b in itertools.pairwise(times)]
    assert 1 >= max(gaps) - min(gaps)
    assert sorted(["cache", f"video.{format}", "video.srt"]) == sorted(p.name for p in tmp_path.iterdir())


@pytest.mark.parametrize("format", ["webm", "mov", "gif", "png"])
def test_transparent_formats_have_alpha(format: str, scene: Callable[..., str], tmp_path: Path) -> None:
    """The corner of a transparent picture is see-through, the middle is not."""
    program = scene("self.add(Square(fill_opacity=1, color=RED))\nself.wait(0.2)")
    done = render(program, tmp_path / f"video.{format}", quality="l", transparent=True)
    if format in {"png", "gif"}:
        with Image.open(done.path) as image:
            picture = image.convert("RGBA")
        alphas = picture.getpixel((0, 0))[3], picture.getpixel((427, 240))[3]
    else:
        with av.open(str(done.path)) as file:
            if format == "webm":
                assert "1" == {k.lower(): v for k, v in file.streams.video[0].metadata.items()}.get("alpha_mode")
            # FFmpeg's own VP9 decoder leaves alpha out; libvpx reads it.
            if format == "webm":
                decoder = av.CodecContext.create("libvpx-vp9", "r")
                frame = next(f for packet in file.demux(video=0) for f in decoder.decode(packet))
            else:
                frame = next(file.decode(video=0))
            pixels = frame.to_ndarray(format="rgba")
        alphas = int(pixels[0, 0, 3]), int(pixels[240, 427, 3])
    assert (pytest.approx(0, abs=3), pytest.approx(255, abs=3)) == alphas


def test_png_is_the_last_frame(scene: Callable[..., str], tmp_path: Path) -> None:
    """A still shows the scene's end, and has no duration."""
    program = scene(
        "s = Square(fill_opacity=1)\nself.play(s.animate.shift(3 * RIGHT))", "config.background_color=BLACK"
    )
    done = render(program, tmp_path / "last.png", quality="l")
    with Image.open(done.path) as image:
        assert (854, 480) == image.size
        shown = [image.convert("L").getpixel((x, 240)) > 0 for x in (427, 607)]
    assert [False, True] == shown
    assert (1, 0.0) == (done.frames, done.duration)


@pytest.mark.parametrize(
    "name, options, expected",
    [
        ("video", {}, "video.mp4"),
        ("video.gif", {}, "video.gif"),
        ("video.mp4", {"format": "gif"}, "video.gif"),
        ("v1.2", {"format": "webm"}, "v1.2.webm"),
        ("VIDEO.MP4", {}, "VIDEO.MP4"),
    ],
)
def test_format_decides_the_suffix(
    name: str, options: dict[str, str], expected: str, scene: Callable[..., str], tmp_path: Path
) -> None:
    """The suffix names what the file holds."""
    done = render(scene("self.wait(0.2)"), tmp_path / name, quality="l", **options)
    assert (tmp_path / expected, True) == (done.path, done.path.exists())


@pytest.mark.parametrize(
    "name, options, message",
    [
        ("video.mp4", {"transparent": True}, "mp4 has no transparency"),
        ("video.avi", {}, "unknown format 'avi'"),
        ("video.mp4", {"quality": "x"}, "unknown quality 'x'"),
        ("video.mp4", {"fps": 0.5}, "cannot be drawn"),
        ("video.mp4", {"seconds": 0.0}, "not enough"),
        ("nowhere/video.mp4", {}, "there is no folder"),
        ("", {}, "is a folder"),
    ],
)
def test_wishes_that_cannot_be_are_refused(name: str, options: dict[str, object], message: str, tmp_path: Path) -> None:
    """Before anything is drawn, and in words."""
    with pytest.raises(RenderError, match=message):
        render("", tmp_path / name, **options)


@pytest.mark.parametrize(
    "program, message",
    [
        ("x = 1", "must have one Scene class, it has none"),
        ("from manim import *\nclass A(Scene): pass\nclass B(Scene): pass", "it has 2: A, B"),
        ("from manim import *\n\n\nx = (1,", r"SyntaxError: .* \(line 4 of the program\)"),
        ("from manim import *\nclass A(Scene):\n    def construct(self):\n        nope()", r"NameError.*line 4 of"),
        ("import nothing_like_it", "ModuleNotFoundError.*line 1"),
        ("from manim import *\nclass A(Scene):\n    def construct(self): self.add(Dot())", "plays nothing"),
        ("from manim import *\nclass A(Scene):\n  def construct(self): self.add(MathTypst('frac(1'))", "line 3"),
        ("raise ValueError('two\\nlines')", r"ValueError: two \(line 1 of the program\)"),
        ("\0", "null bytes|source code"),
        ("(" * 5000, "SyntaxError|MemoryError|Recursion"),
        ("", "it has none"),
    ],
)
def test_broken_program_is_one_line(program: str, message: str, tmp_path: Path) -> None:
    """What went wrong, and the line of the program where it did; no file is left."""
    with pytest.raises(RenderError, match=message) as caught:
        render(program, tmp_path / "video.mp4", quality="l")
    assert 1 == len(str(caught.value).splitlines())
    assert not (tmp_path / "video.mp4").exists()


def test_one_scene_of_several_by_name(tmp_path: Path) -> None:
    """A file with two scenes renders the one that is named."""
    program = "from manim import *\nclass A(Scene):\n    def construct(self): self.wait(0.2)\nclass B(A): pass\n"
    assert 3 == render(program, tmp_path / "a.mp4", quality="l", scene="A").frames
    with pytest.raises(RenderError, match="no scene 'C', it has: A, B"):
        render(program, tmp_path / "c.mp4", quality="l", scene="C")


def test_captions_are_valid_and_in_step(moving: str, tmp_path: Path) -> None:
    """Times are those of the whole video, whatever slice a worker drew."""
    done = render(moving, tmp_path / "video.mp4", quality="l", workers=2)
    assert done.captions is not None
    found = [
        (s.start.total_seconds(), s.end.total_seconds(), s.content)
        for s in srt.parse(done.captions.read_text(encoding="utf-8"))
    ]
    expected = [(0.0, 8 / 15, "The function"), (16 / 15, 31 / 15, "The point moves")]
    assert [pytest.approx(e[:2], abs=1e-3) for e in expected] == [f[:2] for f in found]
    assert [e[2] for e in expected] == [f[2] for f in found]


@pytest.mark.parametrize(("before", "expected"), [(True, False), (False, True)], ids=["of a video", "alone"])
def test_captions_of_an_earlier_video_go_with_it(
    before: bool, expected: bool, scene: Callable[..., str], tmp_path: Path
) -> None:
    """A new video without captions takes those of the one it replaces away, but no file that lay there alone."""
    target = tmp_path / "video.mp4"
    target.with_suffix(".srt").write_text("1\n00:00:00,000 --> 00:00:01,000\nOld\n")
    if before:
        target.write_bytes(b"the last one")
    render(scene("self.add(Dot())\nself.wait(0.2)"), target, quality="l", use_cache=False)
    assert expected == target.with_suffix(".srt").exists()


def test_captions_can_be_left_out(moving: str, tmp_path: Path) -> None:
    """No .srt file is written where none is wanted."""
    assert None is render(moving, tmp_path / "video.mp4", quality="l", captions=False).captions
    assert not (tmp_path / "video.srt").exists()


def test_progress_ends_at_the_total(moving: str, tmp_path: Path) -> None:
    """Progress never goes back, has one total, and ends with it."""
    told: list[tuple[int, int]] = []
    done = render(moving, tmp_path / "video.mp4", quality="l", progress=lambda a, b: told.append((a, b)))
    assert (done.frames, done.frames) == told[-1]
    assert {done.frames} == {total for _, total in told}
    assert told == sorted(told)


def test_second_time_comes_from_the_cache(moving: str, tmp_path: Path) -> None:
    """The same program and settings give the same bytes without drawing; another setting is drawn."""
    first = render(moving, tmp_path / "a.mp4", quality="l")
    again = render(moving, tmp_path / "b.mp4", quality="l")
    other = render(moving, tmp_path / "c.mp4", quality="l", fps=10)
    assert [False, True, False] == [first.cached, again.cached, other.cached]
    assert first.path.read_bytes() == again.path.read_bytes()
    assert (tmp_path / "a.srt").read_bytes() == (tmp_path / "b.srt").read_bytes()
    assert (first.frames, first.fps, first.width) == (again.frames, again.fps, again.width)


def test_existing_file_survives_a_failure(scene: Callable[..., str], tmp_path: Path) -> None:
    """A program that fails does not touch the video of the last one."""
    target = tmp_path / "video.mp4"
    target.write_bytes(b"the last one")
    with pytest.raises(RenderError):
        render(scene("self.wait(1)\nnope()"), target, quality="l")
    assert (b"the last one", ["video.mp4"]) == (
        target.read_bytes(),
        sorted(p.name for p in tmp_path.iterdir() if p.name != "cache"),
    )


def test_interrupted_render_leaves_nothing(scene: Callable[..., str], tmp_path: Path) -> None:
    """Ctrl-C in the middle: no output, no part of it, no folder of the sandbox."""
    (tmp_path / "scene.py").write_text(scene("self.wait(1)", "import time; time.sleep(60)"))
    code = (
        "import sys, pathlib as p; from derivanim.render import render, pool; r = pool.process();"
        "r.wait_until_ready(); print(r.base, flush=True);"
        "render(p.Path(sys.argv[1]).read_text(), p.Path(sys.argv[2]))"
    )
    out = tmp_path / "out"
    out.mkdir()
    arguments = [sys.executable, "-c", code, str(tmp_path / "scene.py"), str(out / "video.mp4")]
    running = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert running.stdout is not None
    base = Path(running.stdout.readline().strip())
    deadline = time.monotonic() + 20
    while not any((base / "jobs").iterdir()) and time.monotonic() < deadline:
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    running.stdout.close()
    assert 0 != running.wait(timeout=60)
    assert ([], False) == (list(out.iterdir()), base.exists())


def test_folder_of_a_killed_process_is_swept(tmp_path: Path) -> None:
    """SIGKILL leaves no process, and the next start removes the folder."""
    code = (
        "from derivanim.render import pool; import time; r = pool.process(); r.wait_until_ready();"
        "print(r.base, flush=True); time.sleep(60)"
    )
    running = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert running.stdout is not None
    base = Path(running.stdout.readline().strip())
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    running.stdout.close()
    pool.shut_down()
    pool.process().wait_until_ready()
    assert not base.exists()


def test_preview_without_a_desktop_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where nothing can open files, the error names what is missing."""
    monkeypatch.setenv("PATH", "")
    with pytest.raises(MissingError, match=r"there is no (xdg-)?open"):
        preview(tmp_path / "video.mp4")
