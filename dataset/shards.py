"""Work in shards: each is a pure function of its own input, done by processes of this machine or of a Ray cluster.

A shard's result is kept in a file of its own as soon as it is there, written beside its place and renamed: who is
killed goes on after the last whole shard, and nothing is done twice or half.
"""

from __future__ import annotations

import ctypes
import importlib
import logging
import multiprocessing
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from derivanim.atomic import write_text
from derivanim.errors import DerivanimError, MissingError

Report = Callable[[str, int, int], None]


class Workers(Protocol):
    """Who does the shards."""

    count: int

    def submit(self, task: str, argument: str) -> Any:
        """Begin a task, "module:function", from one text to another."""

    def first(self, running: dict[Any, int]) -> list[tuple[Any, str]]:
        """Wait until some of the running tasks are done, and give their results."""


def run(folder: Path, task: str, arguments: dict[str, str], workers: Workers, report: Report, stage: str) -> None:
    """Do the shards whose files FOLDER/NAME.jsonl are not there yet; `arguments` by name, done in their order."""
    folder.mkdir(parents=True, exist_ok=True)
    names = list(arguments)
    todo = [number for number, name in enumerate(names) if not (folder / f"{name}.jsonl").exists()]
    done = len(names) - len(todo)
    report(stage, done, len(names))
    running: dict[Any, int] = {}
    while todo or running:
        while todo and len(running) < workers.count:
            number = todo.pop(0)
            running[workers.submit(task, arguments[names[number]])] = number
        for handle, text in workers.first(running):
            name = names[running.pop(handle)]
            write_text(folder / f"{name}.jsonl", text)
            done += 1
            report(stage, done, len(names))


def call(task: str, argument: str) -> str:
    """Call the function that a task names."""
    module, _, function = task.partition(":")
    result: str = getattr(importlib.import_module(module), function)(argument)
    return result


class Local:
    """Processes of this machine, each with its own warm workers; they end with the one that started them."""

    def __init__(self, count: int) -> None:
        self.count = count
        # Started anew and not forked: a fork of a process with threads may hang.
        context = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(count, mp_context=context, initializer=_begin, initargs=(os.getpid(),))

    def submit(self, task: str, argument: str) -> Future[str]:
        """Begin a task in the next free process."""
        return self._pool.submit(call, task, argument)

    def first(self, running: dict[Any, int]) -> list[tuple[Any, str]]:
        """The tasks that are done; DerivanimError where a process was killed."""
        finished, _ = wait(running, return_when=FIRST_COMPLETED)
        try:
            return [(future, future.result()) for future in finished]
        except BrokenProcessPool as error:
            raise DerivanimError(
                "a process that did the work was killed, perhaps for want of memory",
                "Run the command again: it goes on.",
            ) from error

    def close(self) -> None:
        """End the processes; what had not begun is not done."""
        self._pool.shutdown(wait=True, cancel_futures=True)


def _begin(parent: int) -> None:
    """End with the process that started this one, also where that one was killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the one that waits, and with it these


class Cluster:
    """The processors of a Ray cluster, each a worker; a task whose machine is lost is done again by another."""

    def __init__(self, address: str) -> None:
        try:
            import ray
        except ImportError as error:
            raise MissingError("Ray is not installed", "pip install 'derivanim[cluster]'") from error
        self._ray = ray
        try:
            if ":" in address and "://" not in address:
                # Ray itself would look for a quarter of an hour and then leave without a word.
                host, _, port = address.rpartition(":")
                socket.create_connection((host, int(port)), timeout=10).close()
            ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR, ignore_reinit_error=True)
        except (ValueError, OSError, RuntimeError) as error:
            said = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise MissingError(f"no Ray cluster at {address!r}: {said}", "Start one: ray start --head") from error
        self.count = max(1, int(ray.cluster_resources().get("CPU", 1)))
        self._remote = ray.remote(max_retries=3, num_cpus=1)(call)

    def submit(self, task: str, argument: str) -> Any:
        """Begin a task somewhere in the cluster."""
        return self._remote.remote(task, argument)

    def first(self, running: dict[Any, int]) -> list[tuple[Any, str]]:
        """The tasks that are done; DerivanimError where one failed for good."""
        finished, _ = self._ray.wait(list(running), num_returns=1)
        try:
            return [(handle, self._ray.get(handle)) for handle in finished]
        except self._ray.exceptions.RayError as error:
            raise DerivanimError(
                f"the cluster gave up: {str(error).splitlines()[0]}", "Run the command again."
            ) from error

    def close(self) -> None:
        """Leave the cluster."""
        self._ray.shutdown()


@contextmanager
def workers(count: int, ray: str | None) -> Iterator[Workers]:
    """Local processes, or with an address those of a Ray cluster; closed at the end."""
    opened = Cluster(ray) if ray else Local(count)
    try:
        yield opened
    finally:
        opened.close()
