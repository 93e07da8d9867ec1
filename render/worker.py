"""The warm process inside the sandbox: imports Manim once, then forks one process for each job.

It speaks JSON lines on its standard input and output and runs no program itself. In comes its set-up, then requests and
`{"cancel": id}`; out goes `{"event": "ready"}`, then events of jobs, each with the job's id. What a job's process says
is not trusted: it is parsed, its size is limited, and it can only speak about itself.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import selectors
import shutil
import signal
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from derivanim.render import jobs, landlock, patches, seccomp

_LINE = 4 << 20
_CHUNK = 1 << 16


@dataclass
class _Child:
    id: str
    pid: int
    deadline: float
    received: bytearray = field(default_factory=bytearray)
    finished: bool = False


class Worker:
    """The loop: requests from outside, events from the forked processes, and their deadlines."""

    def __init__(self, read: list[Path], source: int, target: int) -> None:
        self.read = read
        self.source = source
        self.target = target
        self.selector = selectors.DefaultSelector()
        self.children: dict[int, _Child] = {}
        self.pending = bytearray()

    def loop(self, parent: int | None) -> None:
        """Work until the other side closes the line or its process (a pidfd) ends."""
        self.selector.register(self.source, selectors.EVENT_READ)
        if parent is not None:
            self.selector.register(parent, selectors.EVENT_READ)
        while True:
            for key, _ in self.selector.select(self._patience()):
                if key.fd == parent or (key.fd == self.source and not self._requests()):
                    return
                if key.fd in self.children:
                    self._listen(key.fd)
            for fd, child in list(self.children.items()):
                if time.monotonic() > child.deadline:
                    self._end(fd, {"event": "timeout"})

    def tell(self, message: dict[str, Any]) -> None:
        """One line to the outside."""
        data = (json.dumps(message) + "\n").encode()
        while data:
            data = data[os.write(self.target, data) :]

    def _patience(self) -> float | None:
        if not self.children:
            return None
        return max(0.0, min(child.deadline for child in self.children.values()) - time.monotonic()) + 0.01

    def _requests(self) -> bool:
        data = os.read(self.source, _CHUNK)
        self.pending += data
        while (end := self.pending.find(b"\n")) >= 0:
            message = json.loads(self.pending[:end])
            del self.pending[: end + 1]
            if "cancel" in message:
                for fd, child in list(self.children.items()):
                    if child.id == message["cancel"]:
                        self._end(fd, {"event": "cancelled"})
            else:
                self._fork(message)
        return bool(data)

    def _fork(self, request: dict[str, Any]) -> None:
        reader, writer = os.pipe()
        pid = os.fork()
        if pid == 0:
            try:
                self._become(request, writer)
            finally:
                # Neither the interpreter's exit handlers nor the program's may run: the result is already sent.
                os._exit(0)
        os.close(writer)
        os.set_blocking(reader, False)
        self.children[reader] = _Child(request["id"], pid, time.monotonic() + request["limits"]["seconds"])
        self.selector.register(reader, selectors.EVENT_READ)

    def _become(self, request: dict[str, Any], writer: int) -> None:
        """In the forked process: keep the pipe alone of all open files, then do the job."""
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        null = os.open(os.devnull, os.O_RDWR)
        for fd in range(3):
            os.dup2(null, fd)
        os.dup2(writer, 3)
        os.closerange(4, 1 << 16)

        def send(message: dict[str, Any]) -> None:
            data = (json.dumps(message) + "\n").encode()
            while data:
                data = data[os.write(3, data) :]

        jobs.run(request, self.read, send)

    def _listen(self, fd: int) -> None:
        child = self.children[fd]
        try:
            data = os.read(fd, _CHUNK)
        except BlockingIOError:
            return
        child.received += data
        while (end := child.received.find(b"\n")) >= 0:
            line = bytes(child.received[:end])
            del child.received[: end + 1]
            self._forward(fd, child, line)
            if fd not in self.children:
                return
        if not data:
            self._end(fd, {"event": "died"})
        elif len(child.received) > _LINE:
            self._end(fd, {"event": "failed", "message": "the program's result is too long", "line": None})

    def _forward(self, fd: int, child: _Child, line: bytes) -> None:
        try:
            message = json.loads(line)
            event = message["event"]
        except (ValueError, KeyError, TypeError, RecursionError):
            self._end(fd, {"event": "failed", "message": "the program wrote into its worker's pipe", "line": None})
            return
        if event == "progress":
            self.tell({"id": child.id, "event": "progress", "frames": message.get("frames")})
        elif event == "done":
            self._end(fd, {"event": "done", "result": message.get("result")})
        else:
            self._end(fd, {"event": "failed", "message": message.get("message"), "line": message.get("line")})

    def _end(self, fd: int, message: dict[str, Any]) -> None:
        child = self.children.pop(fd)
        self.selector.unregister(fd)
        os.close(fd)
        # A process that has said its last word is not waited for: threads and exit handlers end with it.
        if message["event"] != "died":
            os.kill(child.pid, signal.SIGKILL)
        _, status = os.waitpid(child.pid, 0)
        if message["event"] == "died":
            message["signal"] = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
            message["code"] = os.WEXITSTATUS(status) if os.WIFEXITED(status) else 0
        self.tell({"id": child.id, **message})


# The letters and signs of our formulas: their outlines are then known, and Typst has its fonts open.
_LETTERS = "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789 .,:;!?()'-–"
_FORMULAS = (
    "a b c d e f g h i j k l m n o p q r s t u v w x y z",
    "f'(x) = lim_(h -> 0) frac(f(x + h) - f(x), h) approx 1 2 3 4 5 6 7 8 9 0 . , + - dot times plus.minus",
    "frac(d y, d x) = cos u dot (d u)/(d x), sin^2 x, tan x, ln x, e^(-x^2 / 2), sqrt(x), root(3, x), abs(x), pi",
    "x^(a b c d n + 1 - 2 3 4 5 6 7 8 9 0 x y u) <= [y]_0^1 >= infinity != Delta A B C D F g'' quad",
)


def warm(folder: Path) -> None:
    """Run a scene like ours, so that forked processes find imported and cached what every scene needs.

    Typst itself runs in a process of its own: after a fork its threads are gone, and text of several pages would wait
    for them for ever. Manim finds the files that it left.
    """
    import manim as m
    from manim.mobject.svg.svg_mobject import SVG_HASH_TO_MOB_MAP

    class Warm(m.Scene):  # type: ignore[misc]  # Manim has no types.
        def construct(self) -> None:
            axes = m.Axes(x_range=[0, 2, 1], y_range=[0, 2, 1], tips=False)
            curve = axes.plot(lambda x: x)
            corners = m.VMobject(stroke_color="#58B7F5").set_points_as_corners([m.ORIGIN, m.RIGHT, m.UP])
            words = m.VGroup(*(m.Typst(text, font_size=20, color="#9AA3B2") for text in _LETTERS))
            formulas = m.VGroup(*(m.MathTypst(text, font_size=20) for text in _FORMULAS))
            words.arrange(m.DOWN, buff=0.1, aligned_edge=m.LEFT).to_corner(m.UL)
            formulas[0].add_background_rectangle(color="#12161F", opacity=0.8)
            tracker = m.ValueTracker(0)
            dot = m.Dot(z_index=2).add_updater(lambda mobject: mobject.set_x(tracker.get_value()), call_updater=True)
            self.play(m.Create(axes), m.FadeIn(words[0]), run_time=0.1, subcaption="warm", subcaption_duration=0.1)
            self.play(m.Create(curve), m.Write(formulas[2][:5]), m.FadeIn(corners), run_time=0.1)
            self.add(dot, m.DashedLine(m.LEFT, m.RIGHT), m.Line(m.LEFT, m.RIGHT))
            self.play(tracker.animate.set_value(1), words[0].animate.shift(m.UP), run_time=0.1)
            self.play(m.Transform(curve, m.Square()), m.FadeOut(words[0]), run_time=0.1)
            self.play(m.ReplacementTransform(formulas[1][:3], formulas[3][:4]), run_time=0.1)
            self.wait(0.1)

    settings = {"media_dir": str(folder), "dry_run": True, "verbosity": "CRITICAL", "progress_bar": "none"}
    m.config.pixel_width, m.config.pixel_height = 128, 72
    with m.tempconfig(settings):
        pid = os.fork()
        if pid == 0:
            try:
                for text in _LETTERS:
                    m.Typst(text)
                for text in _FORMULAS:
                    m.MathTypst(text)
            finally:
                os._exit(0)
        os.waitpid(pid, 0)
        Warm().render()
    # Nobody may find these formulas: Manim's own copies of them have bars of another thickness.
    SVG_HASH_TO_MOB_MAP.clear()


def main() -> None:
    """Set up, warm up, and loop."""
    source, target = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    for fd in (source, target):
        os.set_inheritable(fd, False)
    setup = json.loads(_first_line(source))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    import manim  # noqa: F401
    from manim.mobject.text import typst_mobject  # noqa: F401

    patched = patches.apply()
    folder = Path(tempfile.mkdtemp())
    try:
        warm(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    gc.collect()
    gc.freeze()
    worker = Worker([Path(p) for p in setup["read"]], source, target)
    layers = {"landlock": landlock.abi(), "seccomp": seccomp.available(), "patched": patched}
    worker.tell({"event": "ready", "layers": layers})
    worker.loop(setup["parent"])
    for child in worker.children.values():
        with contextlib.suppress(ProcessLookupError):
            os.kill(child.pid, signal.SIGKILL)


def _first_line(source: int) -> bytes:
    line = bytearray()
    while not line.endswith(b"\n"):
        byte = os.read(source, 1)
        if not byte:
            sys.exit(1)
        line += byte
    return bytes(line)


if __name__ == "__main__":
    main()
