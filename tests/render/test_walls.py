"""Each wall by itself, and the two lesser situations: no bubblewrap, and an ordinary user."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from derivanim.render import landlock, layers, seccomp

CODE = """
import json, sys
from pathlib import Path
from derivanim.render import layers, pool, prove, render
programs = json.loads(Path(sys.argv[1]).read_text())
done = render(programs[0], Path(sys.argv[2]), quality="l", use_cache=False)
errors = [p.error for p in prove(programs[1:])]
print(json.dumps({"frames": done.frames, "errors": errors, "bubblewrap": layers()["bubblewrap"]}))
pool.shut_down()
"""
HOSTILE = {
    "file": 'open("/usr/lib/evil", "w")',
    "shadow": 'open("/etc/shadow").read()',
    "neighbour": 'import os; os.listdir(os.path.dirname(os.path.dirname(os.environ["HOME"])))',
    "parent": 'import os; open(f"/proc/{os.getppid()}/environ").read()',
    "network": 'import socket; socket.create_connection(("127.0.0.1", 9), 2)',
    "datagram": "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
    "process": "import os; os.fork()",
    "signal": "import os; os.kill(os.getppid(), 9)",
    "limits": "import resource as r; r.setrlimit(r.RLIMIT_AS, (r.RLIM_INFINITY, r.RLIM_INFINITY))",
}


def _run(command: list[str], environment: dict[str, str], programs: list[str], folder: Path) -> dict[str, object]:
    (folder / "programs.json").write_text(json.dumps(programs))
    arguments = [*command, sys.executable, "-c", CODE, str(folder / "programs.json"), str(folder / "video.mp4")]
    found = subprocess.run(arguments, env={**os.environ, **environment}, capture_output=True, text=True, check=False)
    assert "" == found.stderr
    return dict(json.loads(found.stdout))


@pytest.fixture
def programs(scene: Callable[..., str]) -> list[str]:
    """A good program, then hostile ones."""
    return [
        scene("self.play(Create(Circle()), run_time=0.2)"),
        *(scene("self.wait(1)", code) for code in HOSTILE.values()),
    ]


@pytest.mark.skipif(not (landlock.abi() and seccomp.available()), reason="no Landlock or no seccomp on this machine")
def test_without_bubblewrap_programs_are_still_locked_in(programs: list[str], tmp_path: Path) -> None:
    """Landlock and seccomp alone refuse files, network, processes, signals and new limits."""
    found = _run([], {"PATH": str(tmp_path)}, programs, tmp_path)
    assert (3, False) == (found["frames"], found["bubblewrap"])
    errors = found["errors"]
    assert isinstance(errors, list)
    wrong = {
        n: e for n, e in zip(HOSTILE, errors, strict=True) if "PermissionError" not in e and "not allowed" not in e
    }
    assert {} == wrong


@pytest.mark.skipif(not layers()["bubblewrap"] or shutil.which("unshare") is None, reason="no bubblewrap here")
def test_ordinary_user(programs: list[str], tmp_path: Path) -> None:
    """A user without any capability of the machine gets the same walls."""
    found = _run(["unshare", "--user", "--map-user=1000", "--map-group=1000"], {}, programs, tmp_path)
    assert (3, True) == (found["frames"], found["bubblewrap"])
    errors = found["errors"]
    assert isinstance(errors, list)
    assert [True] * len(HOSTILE) == [bool(error) for error in errors]


def _in_child(action: Callable[[], object]) -> int:
    """The exit code of a forked process that does `action`: 0 done, 1 refused, 2 something else."""
    pid = os.fork()
    if pid == 0:
        code = 2
        try:
            action()
            code = 0
        except PermissionError:
            code = 1
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


@pytest.mark.skipif(not landlock.abi(), reason="no Landlock on this machine")
@pytest.mark.parametrize(
    "place, mode, expected", [("mine", "w", 0), ("mine", "r", 0), ("read", "r", 0), ("read", "a", 1), ("other", "r", 1)]
)
def test_landlock_by_itself(place: str, mode: str, expected: int, tmp_path: Path) -> None:
    """Its own folder is writable, another one readable, and no third one anything."""
    for name in ("mine", "read", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text("x")

    def action() -> None:
        landlock.restrict([tmp_path / "read"], [tmp_path / "mine"])
        with (tmp_path / place / "file").open(mode):
            pass

    assert expected == _in_child(action)


@pytest.mark.skipif(not landlock.abi(), reason="no Landlock on this machine")
def test_landlock_skips_what_is_not_there(tmp_path: Path) -> None:
    """A list of usual places may name some that this machine does not have."""
    assert 0 == _in_child(lambda: landlock.restrict([tmp_path / "nothing"], [tmp_path]))


@pytest.mark.skipif(not seccomp.available(), reason="no seccomp on this machine")
def test_seccomp_by_itself() -> None:
    """Forking is refused, threads are not."""
    import threading

    def thread() -> None:
        seccomp.install()
        started = threading.Thread(target=int)
        started.start()
        started.join()

    def fork() -> None:
        seccomp.install()
        if os.fork() == 0:
            os._exit(0)

    assert (0, 1) == (_in_child(thread), _in_child(fork))


def test_machine_without_a_known_filter(monkeypatch: pytest.MonkeyPatch) -> None:
    """On another machine the filter says that it is not there, rather than being wrong."""
    monkeypatch.setattr(seccomp.platform, "machine", lambda: "riscv64")
    assert (False, False) == (seccomp.available(), seccomp.install())
