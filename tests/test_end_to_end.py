"""The main job with nothing replaced: a real request, the real weights, a real video, its pixels looked at."""

import json
import os
import signal
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
import srt

# One worker of xdist for all of them, so that the demo is rendered once.
pytestmark = pytest.mark.xdist_group("demo")

DEMO = "show the tangent line to x^2 sin x at x = 1"
BLUE, GOLD, RED, GROUND = (0x58, 0xB7, 0xF5), (0xFF, 0xC8, 0x57), (0xFF, 0x6B, 0x5E), (0x12, 0x16, 0x1F)


def frames(path: Path) -> list[np.ndarray]:
    """Every frame of a video as an array of height x width x 3."""
    with av.open(str(path)) as video:
        return [frame.to_ndarray(format="rgb24") for frame in video.decode(video=0)]


def share(frame: np.ndarray, color: tuple[int, int, int]) -> float:
    """The share of pixels that have nearly this colour."""
    return float((np.abs(frame.astype(int) - color).max(axis=2) < 40).mean())


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """The demo's video at 480p15, made by the real command in a folder of its own."""
    folder = tmp_path_factory.mktemp("demo")
    command = [sys.executable, "-m", "derivanim.cli", "animate", DEMO, "-q", "l", "-o", str(folder / "demo.mp4")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=280, check=False)
    assert 0 == done.returncode, done.stderr
    assert [str(folder / f"demo.{kind}") for kind in ("mp4", "json", "py", "srt")] == done.stdout.split()
    return folder


def test_the_slots_are_what_was_asked(made):
    """Template, function and point are those of the request, and the derivative is the right one."""
    slots = json.loads((made / "demo.json").read_text())

    assert ("tangent_line", "x**2*sin(x)", "1") == (slots["template"], slots["function"], slots["point"])
    assert "x**2*cos(x) + 2*x*sin(x)" == slots["derivative"]


def test_the_video_shows_it(made):
    """480 lines, 8 seconds or more; the curve comes first, the tangent later, and hardly a frame is empty."""
    shown = frames(made / "demo.mp4")
    first, early, last = shown[0], shown[len(shown) // 4], shown[-1]

    assert (480, 854, 3) == last.shape
    assert 8 * 15 <= len(shown) <= 30 * 15
    assert share(last, GROUND) > 0.8
    assert share(first, BLUE) < 0.0005 < share(early, BLUE) < 0.03
    assert share(early, GOLD) < 0.0005 < share(last, GOLD) < 0.03
    assert 0.0001 < share(last, RED) < 0.01
    assert sum(len(np.unique(frame)) > 2 for frame in shown) > 0.95 * len(shown)


def test_nothing_is_cut_off_at_the_edges(made):
    """The outermost pixels of the last frame, and the place of the captions, are ground."""
    last = frames(made / "demo.mp4")[-1]
    edges = [last[:4], last[-4:], last[:, :4], last[:, -4:], last[int(0.93 * last.shape[0]) :]]

    assert all(share(edge, GROUND) == 1.0 for edge in edges)


def test_the_captions_cover_the_video(made):
    """Valid subtitles, in order, from the start to the last two seconds."""
    captions = list(srt.parse((made / "demo.srt").read_text()))
    duration = len(frames(made / "demo.mp4")) / 15

    assert len(captions) >= 5
    assert captions[0].start.total_seconds() < 0.1
    assert captions[-1].end.total_seconds() > duration - 4
    assert all(a.start <= b.start for a, b in pairwise(captions))


def test_an_interrupt_leaves_nothing_behind(tmp_path):
    """Ctrl-C in the middle of a render: exit code 130, one line, no file, no process."""
    command = [
        sys.executable,
        "-m",
        "derivanim.cli",
        "animate",
        DEMO,
        "-q",
        "h",
        "--no-cache",
        "-o",
        str(tmp_path / "v.mp4"),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        for line in running.stderr:
            if "rendering" in line:
                break
        time.sleep(2)  # into the render; had it ended by then, the exit code would say so
        os.kill(running.pid, signal.SIGINT)
        out, errors = running.communicate(timeout=60)

    assert (130, "") == (running.returncode, out)
    assert "interrupted" in errors
    assert "Traceback" not in errors
    assert [] == list(tmp_path.iterdir())


@pytest.mark.slow
def test_plain_manim_renders_the_program_too(made, tmp_path):
    """The program beside the video needs nothing of ours: plain manim makes the same frames of it."""
    command = [
        sys.executable,
        "-m",
        "manim",
        "render",
        "-ql",
        "--silent",
        "--media_dir",
        str(tmp_path),
        str(made / "demo.py"),
    ]
    subprocess.run(command, check=True, capture_output=True, cwd=tmp_path, timeout=280)
    (video,) = tmp_path.rglob("TangentLine.mp4")
    plain, ours = frames(video), frames(made / "demo.mp4")

    assert len(plain) == len(ours)
    differences = [np.abs(a.astype(int) - b).mean() for a, b in zip(plain[::10], ours[::10], strict=True)]
    assert np.mean(differences) < 0.5
