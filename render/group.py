"""The jobs of one call: started together, watched together, and gone with their folders when the call ends."""

from __future__ import annotations

import contextlib
import signal
import tempfile
import time
from pathlib import Path
from queue import Empty, Queue
from types import TracebackType
from typing import Any, Self

from derivanim.errors import RenderError, SandboxError
from derivanim.render.folders import remove_tree, usage
from derivanim.render.limits import Limits
from derivanim.render.pool import Job, process

_POLL = 0.2
_GRACE = 5.0
_PROGRAM = "scene.py"


class Group:
    """Jobs of one call under the same limits; leaving the context ends them and removes their folders."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.process = process()
        self.process.wait_until_ready()
        self.folder = Path(tempfile.mkdtemp(dir=self.process.folder))
        self.jobs: list[Job] = []
        self.events: Queue[tuple[Job, dict[str, Any]]] = Queue()
        self._last = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            self.end([job for job in self.jobs if not job.over])
        finally:
            remove_tree(self.folder)

    def start(self, name: str, request: dict[str, Any], program: str | None = None) -> Job:
        """Start a job in a folder of its own called `name`, which holds the program."""
        folder = self.folder / name
        folder.mkdir()
        if program is not None:
            (folder / _PROGRAM).write_text(program, encoding="utf-8")
        job = self.process.submit({**request, "limits": self.limits.to_json()}, folder, self.events)
        self.jobs.append(job)
        self._last = time.monotonic()
        return job

    def next_event(self) -> tuple[Job, dict[str, Any]]:
        """The next event of any job; jobs that fill the disk are ended, and so is a worker that says nothing."""
        while True:
            with contextlib.suppress(Empty):
                found = self.events.get(timeout=_POLL)
                self._last = time.monotonic()
                return found
            size, files = usage(self.folder)
            if size > self.limits.disk or files > self.limits.files:
                running = [job for job in self.jobs if not job.over]
                self.end(running)
                return running[0], {"event": "disk"}
            # Where the outer process alone was killed, the inner one keeps the line open until it is closed from here.
            if not self.process.alive or time.monotonic() - self._last > self.limits.seconds + _GRACE:
                self.process.close()

    def end(self, jobs: list[Job]) -> None:
        """End jobs and wait until their processes are gone, so that nothing is written after the folders are."""
        for job in jobs:
            self.process.send({"cancel": job.name})
        deadline = time.monotonic() + _GRACE
        while not all(job.over for job in jobs):
            if time.monotonic() > deadline:
                self.process.close()
                return
            time.sleep(0.002)


def error_for(event: dict[str, Any], limits: Limits) -> RenderError:
    """The error, in one line, that an unhappy last event means."""
    kind = event["event"]
    if kind == "failed":
        message, line = event.get("message"), event.get("line")
        text = message if isinstance(message, str) and message else "the program failed"
        text = " ".join("".join(c if c.isprintable() else " " for c in text[:400]).split())
        return RenderError(f"{text} (line {line} of the program)" if isinstance(line, int) else text)
    if kind == "timeout":
        return SandboxError(
            f"the program ran longer than {limits.seconds:g} s and was ended",
            hint="shorten the scene, choose a lower quality, or allow more seconds",
        )
    if kind == "disk":
        return SandboxError(
            f"the program wrote more than {limits.disk >> 20} MiB or {limits.files} files and was ended"
        )
    if kind == "died":
        return _died(event)
    return SandboxError("the sandbox ended while the program ran", hint="try again: it is started anew")


def _died(event: dict[str, Any]) -> SandboxError:
    number = event.get("signal") or 0
    if number == signal.SIGXCPU:
        return SandboxError("the program used more processor time than it may and was ended")
    if number == signal.SIGKILL:
        return SandboxError("the program was ended by the system, most likely for its use of memory")
    if number:
        with contextlib.suppress(ValueError):
            return SandboxError(f"the program crashed ({signal.Signals(number).name})")
        return SandboxError(f"the program crashed (signal {number})")
    return SandboxError(f"the program ended its own process with code {event.get('code')}")
