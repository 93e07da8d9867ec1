"""Rendering against plain Manim, side by side in one run: times, frames, pixels, file sizes, and proofs a second.

    python benchmarks/render.py [--program SCENE.py] [--quality m] [--proofs 40] [--rounds 1] [--json]

Ratios are what counts: the times themselves depend on the machine and on what else it does.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import numpy as np

from derivanim.render import pool, prove, render, shut_down

PROGRAM = '''
import numpy as np
from manim import *


class Sample(Scene):
    """Axes, a curve, a point and a tangent that move for five seconds, four formulas: 14 seconds of video."""

    def construct(self):
        title = MathTypst("f(x) = x^2 sin x").to_edge(UP)
        axes = Axes(x_range=[-4, 4, 1], y_range=[-6, 6, 2], x_length=9, y_length=5, tips=False).shift(DOWN * 0.4)
        curve = axes.plot(self.f, color=BLUE, x_range=[-3.6, 3.6])
        self.play(Write(title), run_time=1)
        self.play(Create(axes), run_time=1)
        self.play(Create(curve), run_time=1.5)
        t = ValueTracker(-3)

        def ends():
            x, slope = t.get_value(), self.slope(t.get_value())
            d = 1.2 / np.sqrt(1 + slope**2)
            return axes.c2p(x - d, self.f(x) - slope * d), axes.c2p(x + d, self.f(x) + slope * d)

        def redraw(line):
            a, b = ends()
            line.points = np.array([a, a + (b - a) / 3, a + 2 * (b - a) / 3, b])

        dot = Dot(color=YELLOW).add_updater(lambda m: m.move_to(axes.c2p(t.get_value(), self.f(t.get_value()))))
        tangent = Line(*ends(), color=RED).add_updater(redraw)
        self.play(FadeIn(dot), FadeIn(tangent), run_time=0.5)
        self.play(t.animate.set_value(3), run_time=5, rate_func=linear)
        first = MathTypst("frac(d, d x) [x^2 sin x]").scale(0.9).to_edge(DOWN)
        second = MathTypst("2 x sin x + x^2 cos x").scale(0.9).to_edge(DOWN)
        self.play(Write(first), run_time=1)
        self.wait(0.5)
        self.play(Transform(first, second), run_time=1.5)
        self.play(Indicate(first), run_time=1)
        self.wait(1)

    @staticmethod
    def f(x):
        return x**2 * np.sin(x) / 2

    @staticmethod
    def slope(x):
        return (2 * x * np.sin(x) + x**2 * np.cos(x)) / 2
'''


def main() -> None:
    """Measure, then print a Markdown table or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=Path)
    parser.add_argument("--quality", default="m")
    parser.add_argument("--proofs", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    program = options.program.read_text() if options.program else PROGRAM
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DERIVANIM_CACHE"] = f"{folder}/cache"
        report = measure(program, options.quality, options.proofs, options.rounds, Path(folder))
    print(json.dumps(report, indent=2) if options.json else markdown(report))


def measure(program: str, quality: str, proofs: int, rounds: int, folder: Path) -> dict[str, Any]:
    """All figures of one run; the least time of `rounds` counts."""
    source = folder / "sample.py"
    source.write_text(program)
    ways = {"plain manim": [], "cold": [], "warm": [], "warm, one worker": []}
    for _ in range(rounds):
        ways["plain manim"].append(plain(source, quality, folder))
        ways["cold"].append(cold(source, quality, folder))
        pool.process().wait_until_ready()
        for name, workers in (("warm", None), ("warm, one worker", 1)):
            began = time.perf_counter()
            render(program, folder / f"{name}.mp4", quality=quality, workers=workers, use_cache=False)
            ways[name].append(time.perf_counter() - began)
    least = {name: min(times) for name, times in ways.items()}
    shut_down()
    processor = {
        name: processor_seconds(lambda way=way: way(source, quality, folder))
        for name, way in (("plain manim", plain), ("cold", cold))
    }
    reference = folder / "plain manim.mp4"
    report: dict[str, Any] = {"cores": len(os.sched_getaffinity(0)), "quality": quality, "ways": {}}
    for name, seconds in least.items():
        video = folder / f"{name}.mp4"
        frames, mean, worst = difference(reference, video)
        report["ways"][name] = {
            "seconds": round(seconds, 2),
            "times faster": round(least["plain manim"] / seconds, 2),
            "processor seconds": round(processor[name], 2) if name in processor else "",
            "frames": frames,
            "mean difference of 255": round(mean, 3),
            "worst frame's difference": round(worst, 3),
            "kilobytes": video.stat().st_size // 1000,
        }
    pool.process().wait_until_ready()  # the rate of a running worker counts, not its start
    began = time.perf_counter()
    results = list(prove([program] * proofs))
    took = time.perf_counter() - began
    report["proofs"] = {"scenes": proofs, "ok": sum(r.ok for r in results), "a second": round(proofs / took, 1)}
    shut_down()
    return report


def plain(source: Path, quality: str, folder: Path) -> float:
    """Plain `manim`, with its process start, into an empty media folder."""
    media = folder / "media"
    shutil.rmtree(media, ignore_errors=True)
    command = [sys.executable, "-m", "manim", "render", f"-q{quality}", "--silent", "--progress_bar", "none"]
    began = time.perf_counter()
    subprocess.run([*command, "--media_dir", str(media), str(source)], check=True, capture_output=True, cwd=folder)
    took = time.perf_counter() - began
    video = next(p for p in media.rglob("*.mp4") if "partial_movie_files" not in p.parts)
    shutil.copyfile(video, folder / "plain manim.mp4")
    return took


def cold(source: Path, quality: str, folder: Path) -> float:
    """Our renderer with its process start, sandbox and import of Manim."""
    code = (
        "import sys, pathlib as p; from derivanim.render import render;"
        f"render(p.Path(sys.argv[1]).read_text(), p.Path(sys.argv[2]), quality={quality!r}, use_cache=False)"
    )
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code, str(source), str(folder / "cold.mp4")], check=True)
    return time.perf_counter() - began


def processor_seconds(action: Callable[[], object]) -> float:
    """Processor time of all processes that `action` starts and waits for; it depends less on a busy machine."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    action()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def difference(reference: Path, video: Path) -> tuple[int, float, float]:
    """Frames of `video`, and its mean and its worst frame's mean difference from the reference, of 255."""
    means: list[float] = []
    with av.open(str(reference)) as a, av.open(str(video)) as b:
        for one, other in zip(a.decode(video=0), b.decode(video=0), strict=True):
            pixels = [f.to_ndarray(format="rgb24").astype(np.int16) for f in (one, other)]
            means.append(float(np.abs(pixels[0] - pixels[1]).mean()))
    return len(means), sum(means) / len(means), max(means)


def markdown(report: dict[str, Any]) -> str:
    """The report as a table."""
    ways = report["ways"]
    heads = list(next(iter(ways.values())))
    lines = ["| way | " + " | ".join(heads) + " |", "|---" * (len(heads) + 1) + "|"]
    lines += [f"| {name} | " + " | ".join(str(way[h]) for h in heads) + " |" for name, way in ways.items()]
    proofs = report["proofs"]
    lines.append(
        f"\n{report['cores']} cores. Proofs: {proofs['a second']} scenes/s, {proofs['ok']} of {proofs['scenes']} ok."
    )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
