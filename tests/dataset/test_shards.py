"""Work in shards: done once, kept whole, taken up again, whoever does it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from derivanim.dataset import shards
from derivanim.errors import DerivanimError, MissingError


class Here:
    """Workers in this process, which fail where a test wants it."""

    count = 2

    def __init__(self, until=99):
        self.done, self.until = [], until

    def submit(self, task, argument):
        """Remember what was asked for."""
        return (task, argument)

    def first(self, running):
        """The last one that began is done first."""
        handle = list(running)[-1]
        if len(self.done) == self.until:
            raise DerivanimError("stopped")
        self.done.append(handle[1])
        return [(handle, handle[1].upper())]


def _arguments(count):
    return {f"part-{number}": f"text {number}" for number in range(count)}


def test_shards_that_are_there_are_not_done_again(tmp_path):
    """Stopped in the middle, the second run does the rest, and the files are those of an undisturbed run."""
    with pytest.raises(DerivanimError, match="stopped"):
        shards.run(tmp_path, "t", _arguments(7), Here(until=4), lambda *_: None, "")
    rest = Here()
    shards.run(tmp_path, "t", _arguments(7), rest, lambda *_: None, "")
    assert 3 == len(rest.done)
    assert {f"part-{n}.jsonl": f"TEXT {n}" for n in range(7)} == {p.name: p.read_text() for p in tmp_path.iterdir()}


def test_progress_counts_what_was_there(tmp_path):
    """A run that goes on begins with the shards of the one before."""
    shards.run(tmp_path, "t", _arguments(2), Here(), lambda *_: None, "")
    seen = []
    shards.run(tmp_path, "t", _arguments(4), Here(), lambda *said: seen.append(said), "stage")
    assert [("stage", 2, 4), ("stage", 3, 4), ("stage", 4, 4)] == seen


def test_processes_of_this_machine(tmp_path):
    """Each shard is a call of a function that is named."""
    with shards.workers(2, None) as pool:
        shards.run(tmp_path, "json:dumps", _arguments(3), pool, lambda *_: None, "")
    assert '"text 2"' == (tmp_path / "part-2.jsonl").read_text()


def test_a_killed_process_is_said(tmp_path):
    """Not a traceback, and what was done is kept."""
    with shards.workers(1, None) as pool, pytest.raises(DerivanimError, match="was killed"):
        shards.run(tmp_path, "os:abort", {"a": "x"}, _Aborting(pool), lambda *_: None, "")


class _Aborting:
    """Local workers whose tasks take no argument that matters."""

    def __init__(self, pool):
        self.pool, self.count = pool, pool.count

    def submit(self, task, argument):
        """End the process from within."""
        return self.pool._pool.submit(os._exit, 9)

    def first(self, running):
        """What the real workers say."""
        return self.pool.first(running)


def test_processes_end_with_their_parent(tmp_path):
    """A parent that is killed leaves no worker behind."""
    script = tmp_path / "parent.py"
    script.write_text(
        "import os, time\n"
        "from derivanim.dataset.shards import Local\n"
        'if __name__ == "__main__":\n'
        "    pool = Local(2)\n"
        "    print(pool._pool.submit(os.getpid).result(), flush=True)\n"
        "    time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as parent:
        worker = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    assert any(not _alive(worker) or time.sleep(0.1) for _ in range(100))


def _alive(pid):
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False


def test_a_cluster_that_is_not_there():
    """One line, and what to do."""
    pytest.importorskip("ray")
    with pytest.raises(MissingError, match=r"no Ray cluster at '127\.0\.0\.1:1'"):
        shards.Cluster("127.0.0.1:1")
