"""Budgets of time and memory that really end a computation: SymPy runs in a worker process that can be killed.

`call` sends a module-level function to a warm worker. Three processes take part: the caller, a *nursery* that has
SymPy imported and does nothing but fork, and the worker that the nursery forked. A worker that overruns is killed and
the next call gets a fresh fork within milliseconds; the nursery is a new interpreter (never a fork of the caller),
because forking a process with torch's threads may deadlock. When the caller ends, the nursery reads the end of its
socket, kills the worker and ends.
"""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import importlib
import os
import resource
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from typing import ParamSpec, TypeVar, cast

from derivanim.errors import BudgetError

P = ParamSpec("P")
T = TypeVar("T")

# Imported once in the nursery, so that every fork has them; a module that cannot be imported yet costs only time later.
_PRELOAD = ("sympy", "derivanim.calculus.warm")
_PAGE = resource.getpagesize()
# A worker that has grown by this much over its start (SymPy's caches) is replaced after the call.
_STALE_BYTES = 1 << 30
_GRACE = 0.05
# The worker ends itself by processor time. Where it cannot, in C code or asleep, the caller ends it after this multiple
# by the clock on the wall, which a busy machine must not reach.
_PATIENCE = 4
# What SymPy's solvers and simplifiers raise where they cannot go on, and what a soft limit raises.
GIVEN_UP = (BudgetError, ValueError, TypeError, NotImplementedError, AttributeError, ArithmeticError)
# The nursery's own start, in seconds: about one on a quiet machine. It ends itself when it takes longer.
_START_SECONDS = 60


class _Alarm(BaseException):
    """The soft limit, out of reach of the `except Exception` in libraries."""


class _State:
    """What a process knows of itself: worker or not, interrupted by a soft limit or not, still importing or not."""

    inside = False
    tainted = False
    warming = False


def call(function: Callable[P, T], *args: P.args, seconds: float = 5.0, megabytes: int = 1024, **kwargs: P.kwargs) -> T:  # type: ignore[valid-type]
    """`function(*args, **kwargs)` within `seconds` of processor time and `megabytes` of memory over SymPy's own.

    `function` is importable by name; arguments and result can be pickled. Inside of the worker it runs directly, under
    the outer limits and the soft one. Raises BudgetError when a budget ran out, else whatever the function raised.
    """
    if _State.inside:
        with soft(seconds):
            return function(*args, **kwargs)
    return cast(T, _caller.call((function, args, kwargs, seconds, megabytes), _name(function), seconds, megabytes))


def start() -> None:
    """Begin to load the nursery and return at once: what the caller itself imports then takes no time of its own."""
    if not _State.inside:
        _caller.start()


@contextlib.contextmanager
def soft(seconds: float) -> Iterator[None]:
    """Raise BudgetError in the block after `seconds` of processor time; for parts of a computation in the worker.

    What else the machine does then changes no verdict.

    Outside of the main thread there are no signals: the block then runs without this limit. So it does while the
    nursery warms up, because what an interrupt leaves behind there would be in every worker.
    """
    if _State.warming or threading.current_thread() is not threading.main_thread():
        yield
        return
    started = time.process_time()
    fired = False

    def ring(_signal: int, _frame: object) -> None:
        nonlocal fired
        fired = True
        raise _Alarm

    outer_handler = signal.signal(signal.SIGPROF, ring)
    outer_left, _ = signal.setitimer(signal.ITIMER_PROF, max(seconds, 1e-6))
    if outer_left and outer_left < seconds:  # rings here for the outer limit, and there again at once
        signal.setitimer(signal.ITIMER_PROF, outer_left)
    try:
        yield
    except _Alarm:
        if not fired:
            raise
        # SymPy leaves half-asked assumptions on its cached objects when interrupted: this worker ends after the call.
        _State.tainted = True
        raise BudgetError(
            f"the computation took longer than {seconds:g} s", "try a shorter or simpler expression"
        ) from None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, outer_handler)
        if outer_left:
            left = outer_left - (time.process_time() - started)
            signal.setitimer(signal.ITIMER_PROF, max(left, 1e-3))


def clock() -> float:
    """Seconds of what budgets are counted in: processor time in the worker, else those of the clock on the wall."""
    return time.process_time() if _State.inside else time.monotonic()


def _name(function: Callable[..., object]) -> str:
    return getattr(function, "__name__", type(function).__name__)


class _Caller:
    """The caller's side: one nursery and one worker, a call at a time."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.nursery: subprocess.Popen[bytes] | None = None
        self.control: socket.socket | None = None
        self.worker: Connection | None = None
        self.worker_pid = 0

    def call(self, message: object, name: str, seconds: float, megabytes: int) -> object:
        with self.lock:
            connection = self._connection()
            finished = False
            try:
                # Connection pickles: these are objects of our own process for our own process. Text that people or
                # models wrote is never unpickled anywhere in this package.
                connection.send(message)
                if not connection.poll(_PATIENCE * seconds + _GRACE):
                    raise BudgetError(
                        f"{name} took longer than {seconds:g} s and was ended", "try a shorter or simpler expression"
                    )
                try:
                    fate, value = connection.recv()
                except (EOFError, ConnectionResetError):
                    fate, value = "memory", False
                finished = fate not in {"memory", "stale"}
            finally:
                # Also after an interrupt: an answer that nobody read must not reach the next call.
                if not finished:
                    self._end_worker()
            if fate == "memory":
                raise BudgetError(
                    f"{name} needed more than {megabytes} MB of memory and was ended",
                    "try a shorter or simpler expression",
                )
            if fate == "stale":
                fate, value = value
            if fate == "error":
                raise value
            return value

    def start(self) -> None:
        """Start the nursery, if none runs, without waiting for it."""
        with self.lock:
            if self.control is None:
                self._start_nursery()

    def _connection(self) -> Connection:
        if self.worker is None:
            for attempt in (1, 2):
                try:
                    self.worker = self._fork_worker()
                    break
                except OSError as error:  # the nursery is gone or does not answer: once more with a new one
                    self.end()
                    if attempt == 2:
                        raise BudgetError(
                            "the process that runs SymPy does not start", "run derivanim doctor"
                        ) from error
        assert self.worker is not None
        return self.worker

    def _fork_worker(self) -> Connection:
        if self.control is None:
            self._start_nursery()
        assert self.control is not None
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self.control, [b"f"], [theirs.fileno()])
        self.control.settimeout(2 * _START_SECONDS)
        answer = self.control.recv(4)
        if len(answer) != 4:
            ours.close()
            raise ConnectionResetError("the process that forks workers has ended")
        self.worker_pid = struct.unpack("i", answer)[0]
        return Connection(ours.detach())

    def _start_nursery(self) -> None:
        ours, theirs = socket.socketpair()
        # The same modules as here, the same order of sets in every run, and nothing from the current folder (-P).
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p), "PYTHONHASHSEED": "0"}
        code = f"from derivanim.calculus.budget import nurse; nurse({theirs.fileno()})"
        with theirs:
            self.nursery = subprocess.Popen(
                [sys.executable, "-P", "-c", code],
                pass_fds=[theirs.fileno()],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        self.control = ours

    def _end_worker(self) -> None:
        # The nursery reaps a worker only when it forks the next one, so this number still means our worker.
        if self.worker is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.worker_pid, signal.SIGKILL)
            self.worker.close()
            self.worker = None

    def end(self) -> None:
        """End nursery and worker."""
        self._end_worker()
        if self.control is not None:
            self.control.close()
            self.control = None
        if self.nursery is not None:
            self.nursery.kill()
            self.nursery.wait()
            self.nursery = None

    def forget(self) -> None:
        """In a fork of the caller: nursery and worker stay the parent's; only our copies of the sockets close."""
        if self.worker is not None:
            self.worker.close()
        if self.control is not None:
            self.control.close()
        if self.nursery is not None:
            self.nursery.returncode = 0  # not our child: nothing to wait for, nothing to warn of
        self.__init__()  # type: ignore[misc]


_caller = _Caller()
os.register_at_fork(after_in_child=_caller.forget)
atexit.register(_caller.end)


def nurse(descriptor: int) -> None:
    """The nursery's loop: one fork for each descriptor that arrives; ends, with its worker, when the caller ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    control = socket.socket(fileno=descriptor)
    _State.warming = True
    signal.alarm(_START_SECONDS)  # nobody else limits what is imported and warmed up here
    for module in _PRELOAD:
        with contextlib.suppress(ImportError):
            importlib.import_module(module)
    signal.alarm(0)
    _State.warming = False
    worker = 0
    while True:
        data, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        if worker:
            with contextlib.suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)
            os.waitpid(worker, 0)
        if not data:
            return
        worker = os.fork()
        if worker == 0:
            control.close()
            _serve(Connection(descriptors[0]))
            os._exit(0)
        os.close(descriptors[0])
        control.send(struct.pack("i", worker))


def _serve(connection: Connection) -> None:
    """The worker's loop: one answer for each call, until the caller hangs up or a budget ran out."""
    # The worker dies with the nursery, also in the midst of a computation.
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    _State.inside = True
    start_bytes = _present_bytes()
    while True:
        try:
            function, args, kwargs, seconds, megabytes = connection.recv()
        except EOFError:
            return
        except Exception as error:  # something that cannot be imported or rebuilt here
            connection.send(("error", error))
            continue
        answer = _limited(function, args, kwargs, seconds, megabytes)
        if answer[0] != "memory" and (_State.tainted or _present_bytes() - start_bytes > _STALE_BYTES):
            answer = ("stale", answer)
        try:
            connection.send(answer)
        except BrokenPipeError:
            return
        except Exception as error:
            connection.send(("error", TypeError(f"the result or error of {_name(function)} cannot be sent: {error!r}")))


def _limited(
    function: Callable[..., object], args: tuple[object, ...], kwargs: dict[str, object], seconds: float, megabytes: int
) -> tuple[str, object]:
    ceiling = _present_bytes() + megabytes * (1 << 20)
    resource.setrlimit(resource.RLIMIT_AS, (ceiling, resource.RLIM_INFINITY))
    try:
        with soft(seconds):
            return "value", function(*args, **kwargs)
    except MemoryError:
        return "memory", True
    except RecursionError:
        return "error", BudgetError(f"{_name(function)} met an expression that is nested too deeply")
    except Exception as error:
        return "error", error
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def _present_bytes() -> int:
    with open("/proc/self/statm", "rb") as file:  # noqa: PTH123
        return int(file.read().split()[0]) * _PAGE
