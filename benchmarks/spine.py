"""Times along the one path: the help text, a request to its slots, a request to its video.

`python -m benchmarks.spine` prints a table. Each time is the median of several runs in one process, after one that
warms up, and stands beside a yardstick of the same run, since machines differ: a bare `python -c pass`.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from derivanim.animate import animate, slots

DEMO = "show the tangent line to x^2 sin x at x = 1"
REQUESTS = (
    DEMO,
    "differentiate (x^2 + 1)/(x - 1) step by step",
    "use secants to explain the slope of sqrt(x) at 4",
    "graph the derivative of x^3 - 3x",
    "the product rule for x^2 cos x, please",
    "chain rule for sin(x^2)",
    "where is x e^(-x) largest on [0, 3]?",
    "find dy/dx for x^2 + y^2 = 25 at (3, 4)",
)


def median(action: Callable[[], object], runs: int) -> float:
    """The median time in seconds of some runs."""
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        action()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def command(*arguments: str) -> Callable[[], object]:
    """A run of Python with these arguments, its output thrown away."""
    return lambda: subprocess.run([sys.executable, *arguments], check=True, capture_output=True)


def report() -> str:
    """The table of times, in Markdown."""
    python = median(command("-c", "pass"), 10)
    helped = median(command("-m", "derivanim.cli", "--help"), 10)
    cold = median(command("-m", "derivanim.cli", "slots", DEMO), 3)
    slots(DEMO)
    warm = [median(lambda request=request: slots(request), 5) for request in REQUESTS]  # type: ignore[misc]
    with tempfile.TemporaryDirectory() as folder:
        video = Path(folder) / "demo.mp4"

        def make() -> None:
            nonlocal done
            done = animate(DEMO, video, quality="l", use_cache=False)

        done = animate(DEMO, video, quality="l", use_cache=False)
        rendered = median(make, 5)
        cached = median(lambda: animate(DEMO, video, quality="l"), 3)
    rows = [
        ("`python -c pass`, the yardstick", python, ""),
        ("`derivanim --help`", helped, "under 0.2"),
        ("`derivanim slots REQUEST`, a new process", cold, ""),
        (f"request to slots, warm, median of {len(warm)} requests", statistics.median(warm), "under 1"),
        ("request to slots, warm, slowest of them", max(warm), "under 1"),
        (f"request to 480p15 video of {done.frames} frames, warm", rendered, "under 6"),
        ("the same video from the cache", cached, ""),
    ]
    lines = ["| what | seconds | times the yardstick | target, s |", "|---|---|---|---|"]
    lines += [f"| {name} | {seconds:.2f} | {seconds / python:.1f} | {target} |" for name, seconds, target in rows]
    return "\n".join(lines)


if __name__ == "__main__":
    print(report())
