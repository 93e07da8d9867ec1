"""The warm worker seen from outside: started early, kept between calls, restarted after a failure, ended at exit."""

from __future__ import annotations

import atexit
import contextlib
import itertools
import json
import os
import subprocess
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from typing import Any

import psutil

from derivanim.errors import SandboxError
from derivanim.render import sandbox
from derivanim.render.folders import remove_tree

_START_SECONDS = 60
_PREFIX = "derivanim-"


@dataclass
class Job:
    """One job of the worker; its events go to `events` as (job, event)."""

    process: Process
    name: str
    folder: Path
    events: Queue[tuple[Job, dict[str, Any]]]
    over: bool = False


class Process:
    """One running worker behind its walls."""

    def __init__(self) -> None:
        self.base = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-")).resolve()
        self.folder = self.base / "jobs"
        self.folder.mkdir()
        self.layers: dict[str, Any] = {}
        self._numbers = itertools.count()
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()
        self._ready = threading.Event()
        self._errors = (self.base / "errors").open("w+b")
        parent = _open_self()
        try:
            self._process = subprocess.Popen(
                sandbox.command(self.folder),
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors,
                env=sandbox.environment(), start_new_session=True, close_fds=True,
                pass_fds=[parent] if parent is not None else [], cwd="/",
            )  # fmt: skip
        except OSError as error:
            self.remove()
            raise SandboxError(f"the sandbox does not start: {error}", hint=sandbox.HINT) from error
        except BaseException:
            self.remove()
            raise
        finally:
            if parent is not None:
                os.close(parent)
        self.pid = self._process.pid
        self.send({"read": [str(p) for p in sandbox.readable()], "parent": parent})
        self._reader = threading.Thread(target=self._read, name="derivanim-sandbox", daemon=True)
        self._reader.start()

    @property
    def alive(self) -> bool:
        """Whether the worker still runs."""
        return self._process.poll() is None

    def wait_until_ready(self) -> None:
        """Wait until Manim is imported inside; SandboxError where that fails."""
        if not self._ready.wait(_START_SECONDS) or not self.layers:
            reason = self._last_words()
            self.close()
            raise SandboxError(f"the sandbox does not start: {reason}", hint=sandbox.HINT)

    def submit(self, request: dict[str, Any], folder: Path, events: Queue[tuple[Job, dict[str, Any]]]) -> Job:
        """Start a job in its folder; its events arrive in the queue."""
        self.wait_until_ready()
        job = Job(self, str(next(self._numbers)), folder, events)
        with self._lock:
            self._jobs[job.name] = job
        self.send({**request, "id": job.name, "folder": str(folder)})
        if not self.alive:
            self._lose()
        return job

    def send(self, message: dict[str, Any]) -> None:
        """One line to the worker; a worker that is gone is found out by its reader."""
        data = (json.dumps(message) + "\n").encode()
        with self._lock, contextlib.suppress(BrokenPipeError, ValueError):
            assert self._process.stdin is not None
            self._process.stdin.write(data)
            self._process.stdin.flush()

    def close(self) -> None:
        """End the worker with everything in its sandbox, and remove its folder."""
        # A worker whose line is closed ends its jobs and itself; one that does not is killed.
        with contextlib.suppress(OSError, ValueError, subprocess.TimeoutExpired):
            assert self._process.stdin is not None
            self._process.stdin.close()
            self._process.wait(timeout=1)
        _end_tree(self._process)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError, ValueError):
                    pipe.close()
        self.remove()

    def remove(self) -> None:
        """Remove the folder, whatever modes a program gave its own."""
        self._errors.close()
        remove_tree(self.base)

    def _read(self) -> None:
        assert self._process.stdout is not None
        with contextlib.suppress(ValueError, OSError):
            for line in self._process.stdout:
                self._dispatch(json.loads(line))
        self._ready.set()
        self._lose()

    def _lose(self) -> None:
        with self._lock:
            lost, self._jobs = list(self._jobs.values()), {}
        for job in lost:
            job.over = True
            job.events.put((job, {"event": "lost"}))

    def _dispatch(self, message: dict[str, Any]) -> None:
        if message["event"] == "ready":
            self.layers = message["layers"]
            self._ready.set()
            return
        with self._lock:
            over = message["event"] != "progress"
            job = self._jobs.pop(message["id"], None) if over else self._jobs.get(message["id"])
        if job is not None:
            job.over = over
            job.events.put((job, message))

    def _last_words(self) -> str:
        with contextlib.suppress(ValueError, OSError):
            self._errors.seek(0)
            lines = self._errors.read().decode(errors="replace").strip().splitlines()
            return lines[-1] if lines else "no reason given"
        return "no reason given"


_current: Process | None = None
_guard = threading.Lock()


def warm_up() -> None:
    """Start the worker without waiting for it, so that it is ready when the first program comes."""
    process()


def process() -> Process:
    """The worker of this process, started where there is none."""
    global _current  # noqa: PLW0603  # one warm worker for the whole process is the point
    with _guard:
        if _current is not None and (not _current.alive or _current_owner != os.getpid()):
            if _current_owner == os.getpid():
                _current.close()
            _current = None
        if _current is None:
            _sweep()
            _current = _started()
        return _current


_current_owner = 0


def _started() -> Process:
    global _current_owner  # noqa: PLW0603  # a forked process must not use its parent's worker
    _current_owner = os.getpid()
    return Process()


def shut_down() -> None:
    """End the worker now; the next call starts another one."""
    global _current  # noqa: PLW0603
    with _guard:
        if _current is not None and _current_owner == os.getpid():
            _current.close()
        _current = None


atexit.register(shut_down)


def _open_self() -> int | None:
    try:
        return os.pidfd_open(os.getpid())
    except (AttributeError, OSError):
        return None


def _end_tree(running: subprocess.Popen[bytes]) -> None:
    members = []
    with contextlib.suppress(psutil.Error):
        members = psutil.Process(running.pid).children(recursive=True)
    with contextlib.suppress(ProcessLookupError):
        running.kill()
    for member in members:
        with contextlib.suppress(psutil.Error):
            member.kill()
    running.wait()


def _sweep() -> None:
    """Remove folders that an earlier process of this user left when it was killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}[0-9]*-*"):
        owner = folder.name.split("-")[1]
        with contextlib.suppress(OSError):
            if owner.isdigit() and folder.stat().st_uid == os.getuid() and not psutil.pid_exists(int(owner)):
                remove_tree(folder)
