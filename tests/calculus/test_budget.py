"""Budgets end what they say they end, and the next call works."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time

import psutil
import pytest
import sympy

from derivanim.calculus import budget
from derivanim.errors import BudgetError, ExpressionError, MathError

LONG = (10**60 + 7) * (10**61 + 57) * (10**67 + 33)
"""A number whose factors are not found in any budget."""


def busy(seconds):
    """Use a processor: budgets count its time."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def test_call_returns_the_result():
    """A function runs in the worker and its result comes back."""
    assert sympy.Integer(7) == budget.call(sympy.Add, 3, 4)


def test_call_runs_in_another_process():
    """The caller never computes by itself."""
    assert os.getpid() != budget.call(os.getpid)


def test_start_does_not_wait():
    """The nursery loads by itself, and the call after it uses that one."""
    budget._caller.end()
    budget.start()
    started = budget._caller.nursery.pid
    budget.start()
    assert os.getpid() != budget.call(os.getpid)
    assert started == budget._caller.nursery.pid


def test_symbols_come_back_equal():
    """Expressions keep their symbols' assumptions on the way."""
    x = sympy.Symbol("x", real=True)
    assert 2 * x == budget.call(sympy.diff, x**2, x)


@pytest.mark.parametrize("kind", [ZeroDivisionError, KeyError])
def test_errors_come_back_as_themselves(kind):
    """What the function raises, the caller gets."""
    function, args = {ZeroDivisionError: (divmod, (1, 0)), KeyError: (dict.__getitem__, ({}, "a"))}[kind]
    with pytest.raises(kind):
        budget.call(function, *args)


def test_house_errors_keep_their_fields():
    """An ExpressionError crosses the border with place and hint."""
    from derivanim.calculus.differentiate import differentiate

    with pytest.raises(MathError) as caught:
        budget.call(differentiate, sympy.Symbol("x", real=True), "x", order=99)
    assert "from 1 to 10" in caught.value.message
    assert issubclass(ExpressionError, ValueError)


@pytest.mark.parametrize(
    ("function", "args"),
    [
        (time.sleep, (60,)),
        (pow, (7**200000, 7**200000)),
        (sympy.factorint, (LONG,)),
    ],
    ids=["sleep", "number in C", "factoring"],
)
def test_time_ends(function, args):
    """What sleeps, what computes in C and what computes in Python all end in time, and the next call works."""
    started = time.monotonic()
    with pytest.raises(BudgetError, match=r"took longer than 0\.3 s"):
        budget.call(function, *args, seconds=0.3)
    assert time.monotonic() - started < 5
    assert budget.call(divmod, 7, 2) == (3, 1)


def test_memory_ends():
    """A call that needs more memory than allowed ends, and the next call works."""
    with pytest.raises(BudgetError, match="more than 100 MB of memory"):
        budget.call(bytearray, 300 << 20, megabytes=100)
    assert budget.call(divmod, 7, 2) == (3, 1)


def test_memory_below_the_limit_is_allowed():
    """The limit is over what the worker has already, not in all."""
    assert len(budget.call(bytes, 50 << 20, megabytes=200)) == 50 << 20


def test_worker_that_dies_is_replaced():
    """A worker killed from outside is a BudgetError once, and then there is a new one."""
    with pytest.raises(BudgetError):
        budget.call(os._exit, 1)
    assert budget.call(divmod, 7, 2) == (3, 1)


def test_result_that_cannot_be_sent_is_an_error():
    """A result that cannot be pickled raises in the caller and leaves the worker usable."""
    with pytest.raises(TypeError, match="cannot be sent"):
        budget.call(threading.Lock)
    assert budget.call(divmod, 7, 2) == (3, 1)


def test_argument_that_cannot_be_sent_is_an_error():
    """An argument that cannot be pickled raises and leaves the next call usable."""
    with pytest.raises((TypeError, AttributeError)):
        budget.call(repr, threading.Lock())
    assert budget.call(divmod, 7, 2) == (3, 1)


def test_nested_call_runs_directly():
    """Inside of the worker a call is a plain call."""
    assert (3, 1) == budget.call(budget.call, divmod, 7, 2)


def test_nested_budget_ends_too():
    """An inner budget that is smaller than the outer one ends the inner call."""
    started = time.monotonic()
    with pytest.raises(BudgetError, match=r"longer than 0.2 s"):
        budget.call(_nested_name(), LONG, seconds=50)
    assert time.monotonic() - started < 20


def _nested_name():
    """A function importable in the worker that computes under an inner budget of its own."""
    from functools import partial

    return partial(budget.call, sympy.factorint, seconds=0.2)


def test_threads_take_turns():
    """Calls from several threads each get their own answer."""
    answers = {}

    def ask(number):
        answers[number] = budget.call(divmod, number, 7)

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {n: divmod(n, 7) for n in range(20)} == answers


def test_forked_child_gets_its_own_worker():
    """A fork of the caller neither uses nor ends the parent's worker."""
    mine = budget.call(os.getpid)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(writer, str(budget.call(os.getpid)).encode())
            budget._caller.end()
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    theirs = int(os.read(reader, 20))
    os.close(reader)
    os.close(writer)
    assert mine != theirs
    assert mine == budget.call(os.getpid)


@pytest.mark.parametrize("way", ["exit", "kill", "kill while busy"])
def test_worker_ends_with_its_caller(way):
    """Neither a regular end nor a SIGKILL of the caller leaves a process behind."""
    script = textwrap.dedent(
        """
        import os, sys, threading, time
        from derivanim.calculus import budget
        print(budget.call(os.getpid), budget._caller.nursery.pid, flush=True)
        if "busy" in sys.argv[1]:
            threading.Thread(target=budget.call, args=(time.sleep, 100), kwargs={"seconds": 100}, daemon=True).start()
            time.sleep(0.2)
        if "kill" in sys.argv[1]:
            os.kill(os.getpid(), 9)
        """
    )
    done = subprocess.run([sys.executable, "-c", script, way], capture_output=True, text=True, timeout=60, check=False)
    pids = [int(word) for word in done.stdout.split()]
    deadline = time.monotonic() + 5
    while any(_runs(pid) for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert [False, False] == [_runs(pid) for pid in pids]


def _runs(pid):
    """Whether a process has not ended (a zombie has); it may end between two looks at it."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_soft_limit_raises():
    """A soft limit ends a loop in this process."""
    with pytest.raises(BudgetError), budget.soft(0.05):
        busy(10)


def test_soft_limit_passes_library_handlers():
    """`except Exception` inside of a library does not swallow the limit."""
    with pytest.raises(BudgetError), budget.soft(0.05):
        try:
            busy(10)
        except Exception:
            busy(10)


def test_soft_limits_nest():
    """The outer limit still rings after an inner one was left in time."""
    with pytest.raises(BudgetError), budget.soft(0.15):
        with budget.soft(10):
            busy(0.01)
        busy(10)


def test_outer_soft_limit_rings_inside_of_an_inner_one():
    """An inner limit that is longer does not lengthen the outer one."""
    started = time.monotonic()
    with pytest.raises(BudgetError), budget.soft(0.1), budget.soft(30):
        busy(30)
    assert time.monotonic() - started < 10


def test_soft_limit_gives_the_timer_back():
    """After the block the timer and its handler are what they were."""
    outer = signal.signal(signal.SIGPROF, signal.SIG_IGN)
    left, _ = signal.setitimer(signal.ITIMER_PROF, 200)
    try:
        with budget.soft(5):
            assert signal.getitimer(signal.ITIMER_PROF)[0] < 6
        assert 100 < signal.getitimer(signal.ITIMER_PROF)[0] < 201
        assert signal.SIG_IGN == signal.getsignal(signal.SIGPROF)
    finally:
        signal.signal(signal.SIGPROF, outer)
        signal.setitimer(signal.ITIMER_PROF, left)


def test_worker_is_replaced_after_a_soft_limit():
    """SymPy's cached assumptions may be half-made after an interrupt: the next call gets a fresh worker."""
    first = budget.call(os.getpid)
    with pytest.raises(BudgetError):
        budget.call(_nested_name(), LONG)
    assert first != budget.call(os.getpid)


def test_nothing_of_the_current_folder_is_imported(tmp_path, monkeypatch):
    """A sympy.py in the folder from which the command runs is never executed."""
    (tmp_path / "sympy.py").write_text("open('ran', 'w').close()")
    code = "import os; from derivanim.calculus import budget; print(budget.call(divmod, 7, 2))"
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout == "(3, 1)\n"
    assert not (tmp_path / "ran").exists()


def test_time_asleep_is_not_counted():
    """A machine that is busy with other things changes no verdict."""
    with budget.soft(0.1):
        time.sleep(0.3)
    assert budget.call(time.sleep, 0.4, seconds=0.2) is None
