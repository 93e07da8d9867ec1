"""Hostile programs: each ends in one clear line, reaches nothing, and leaves nothing behind."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from derivanim.errors import RenderError, SandboxError
from derivanim.render import describe_limits, layers, pool, prove, render, sandbox, video
from derivanim.render.limits import DEFAULT

pytestmark = pytest.mark.skipif(not layers()["enough"], reason="no sandbox on this machine")

REFUSED = {
    "write outside": ('open("/usr/lib/evil", "w")', "Read-only|Permission|denied"),
    "write in home": ('import pathlib; pathlib.Path("/root/evil").write_text("x")', "Permission|No such|Read-only"),
    "write the system's temporary folder": ('open("/tmp/evil", "w")', "Permission|Read-only"),
    "write shared memory": ('open("/dev/shm/evil", "w")', "Permission|No such"),
    "write into site-packages": ('import manim; open(manim.__file__, "a")', "Read-only|Permission"),
    "write the renderer itself": (
        'from derivanim.render import limits; open(limits.__file__, "a")',
        "Read-only|Permission",
    ),
    "write into the interpreter": ('import os; open(os.__file__, "a")', "Read-only|Permission"),
    "delete a package": ("import manim, shutil; shutil.rmtree(manim.__path__[0])", "Read-only|Permission|denied"),
    "read shadow": ('open("/etc/shadow").read()', "Permission|No such"),
    "read passwd": ('open("/etc/passwd").read()', "Permission|No such"),
    "list the root folder": ('import os; os.listdir("/")', "Permission"),
    "list home": ('import os; os.listdir("/root")', "Permission|No such"),
    "read a secret key": ('open("/root/.ssh/id_rsa").read()', "Permission|No such"),
    "read the first process's environment": ('open("/proc/1/environ").read()', "Permission|No such"),
    "read its parent's environment": (
        'import os; open(f"/proc/{os.getppid()}/environ").read()',
        "Permission|No such",
    ),
    "read its parent's memory": ('import os; open(f"/proc/{os.getppid()}/mem", "rb").read(1)', "Permission|No such"),
    "read the kernel's memory": ('open("/dev/mem", "rb").read(1)', "Permission|No such"),
    "connect by TCP": ('import socket; socket.create_connection(("127.0.0.1", PORT), 2)', "not permitted"),
    "send by UDP": (
        'import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", PORT))',
        "not permitted",
    ),
    "connect to a unix socket": (
        'import socket; socket.socket(socket.AF_UNIX).connect("\\0abstract")',
        "not permitted",
    ),
    "listen": ('import socket; socket.socket().bind(("0.0.0.0", 0))', "not permitted"),
    "download": ('import urllib.request; urllib.request.urlopen("http://127.0.0.1:PORT/")', "not permitted"),
    "fork bomb": ("import os\nwhile True: os.fork()", "not permitted"),
    "start a shell": ('import subprocess; subprocess.run(["sh", "-c", "id"])', "not permitted"),
    "start a shell by os.system": ('import os\nif os.system("id"): raise OSError("refused")', "refused|not permitted"),
    "become another program": ('import os; os.execv("/bin/sh", ["sh"])', "not permitted|Permission"),
    "pool of processes": ("import multiprocessing as m; m.Process(target=print).start()", "not permitted"),
    "kill its parent": ("import os; os.kill(os.getppid(), 9)", "not permitted"),
    "kill everything": ("import os; os.kill(-1, 9)", "not permitted"),
    "trace its parent": (
        "import ctypes, os; c = ctypes.CDLL(None, use_errno=True)\n"
        "if c.ptrace(16, os.getppid(), 0, 0): raise OSError(ctypes.get_errno(), 'refused')",
        "refused",
    ),
    "new namespaces": (
        "import ctypes; c = ctypes.CDLL(None, use_errno=True)\n"
        "if c.unshare(0x10000000): raise OSError(ctypes.get_errno(), 'refused')",
        "refused",
    ),
    "hidden memory": ('import os; os.memfd_create("x")', "not permitted"),
    "raise its limits": (
        "import resource as r; r.setrlimit(r.RLIMIT_AS, (r.RLIM_INFINITY, r.RLIM_INFINITY))",
        "not allowed|not permitted|limit",
    ),
    "become root": ("import os; os.setuid(12345)", "not permitted|Invalid"),
    "make a device": ('import os; os.mknod("disk", 0o60666, os.makedev(254, 0))', "Permission|not permitted"),
    "link out of its folder": (
        'import os; os.symlink("/etc/shadow", "link"); open("link").read()',
        "Permission|No such",
    ),
    "hard link to a file outside": ('import os; os.link(os.__file__, "mine")', "Permission|cross-device|not permitted"),
    "eat memory": ("x = bytearray(16 << 30)", "MemoryError|memory"),
    "eat memory by and by": ("x = []\nwhile True: x.append(bytearray(64 << 20))", "memory"),
    "one huge file": (
        'f = open("big", "wb")\nf.seek((2 << 30) - 1)\nf.write(b"x")\nf.flush()',
        "too large|File size|crashed",
    ),
    "open too many files": ('x = []\nwhile True: x.append(open("/dev/null"))', "Too many open files"),
    "recursion": ("def f(): f()\nf()", "RecursionError"),
    "sys.exit": ("import sys; sys.exit(0)", "sys.exit"),
    "os._exit pretending success": ("import os; os._exit(0)", "ended its own process"),
    "crash": ("import ctypes; ctypes.string_at(0)", "crashed"),
    "abort": ("import os; os.abort()", "crashed|ended"),
    "forge a result": ('import os; os.write(3, b\'{"event": "done", "result": {"frames": 1}}\\n\')', "."),
    "garbage in the pipe": ('import os; os.write(3, b"\\xff\\xfe garbage\\n" * 10)', "pipe"),
    "endless result": ('import os\nwhile True: os.write(3, b"x" * 65536)', "too long"),
    "close everything": ("import os; os.closerange(0, 256); os._exit(0)", "ended its own process"),
}


@pytest.fixture(scope="module")
def listener() -> Iterator[int]:
    """A server on this machine that no program may reach."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.01)
        yield server.getsockname()[1]
        with pytest.raises(TimeoutError):
            server.accept()


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Path]:
    """An output path at which nothing may be when the program fails; afterwards the sandbox must be clean."""
    folder = tmp_path / "out"
    folder.mkdir()
    yield folder / "video.mp4"
    assert [] == list(folder.iterdir())
    assert [] == list(pool.process().folder.iterdir())


def _children() -> set[int]:
    return {p.pid for p in psutil.Process().children(recursive=True)}


@pytest.mark.parametrize("code, message", REFUSED.values(), ids=REFUSED.keys())
def test_hostile_program_is_refused(
    code: str,
    message: str,
    scene: Callable[..., str],
    target: Path,
    listener: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The call that would harm fails, in one line, and nothing stays behind."""
    monkeypatch.setattr(video, "DEFAULT", replace(DEFAULT, memory=3 << 29))
    program = scene("self.wait(1)", code.replace("PORT", str(listener)))
    with pytest.raises(RenderError, match=message) as caught:
        render(program, target, use_cache=False, quality="l", seconds=10)
    assert 1 == len(str(caught.value).splitlines())
    assert str(pool.process().base) not in str(caught.value)


ENDLESS = {
    "loop": "while True: pass",
    "loop that catches": "while True:\n    try:\n        raise ValueError\n    except BaseException: pass",
    "sleep": "import time; time.sleep(1000)",
    "deaf to signals": "import signal, time\nfor s in (2, 15): signal.signal(s, signal.SIG_IGN)\ntime.sleep(1000)",
    "thread that never ends": "import threading as t; x = t.Thread(target=t.Event().wait); x.start(); x.join()",
    "hang in the C library": "import ctypes; ctypes.CDLL(None).pause()",
}


@pytest.mark.parametrize("code", ENDLESS.values(), ids=ENDLESS.keys())
def test_endless_program_is_ended(code: str, scene: Callable[..., str], target: Path) -> None:
    """The time limit holds whatever the program does."""
    began = time.monotonic()
    with pytest.raises(SandboxError, match="longer than 1 s"):
        render(scene("self.wait(1)", code), target, use_cache=False, quality="l", seconds=1)
    assert 10 > time.monotonic() - began


HARMLESS = {
    "sleeping at exit": "import atexit, time; atexit.register(time.sleep, 1000)",
    "a thread left running": "import threading, time; threading.Thread(target=time.sleep, args=(1000,)).start()",
    "huge output": 'print("x" * (64 << 20))',
    "reading standard input": "import sys; sys.stdin.read()",
    "closed folders left behind": 'import os; os.makedirs("a/b"); os.chmod("a/b", 0); os.chmod("a", 0)',
    "very deep folders": 'import os\nfor _ in range(3000): os.mkdir("d"); os.chdir("d")',
}


@pytest.mark.parametrize("code", HARMLESS.values(), ids=HARMLESS.keys())
def test_nuisance_is_no_harm(code: str, scene: Callable[..., str], tmp_path: Path) -> None:
    """What only annoys does not stop a video, nor outlive it."""
    program = scene("self.wait(0.2)", code + '\nimport os; os.chdir(os.environ["HOME"])')
    before = _children()
    assert 3 == render(program, tmp_path / "video.mp4", use_cache=False, quality="l").frames
    assert before >= _children() or not before
    assert [] == list(pool.process().folder.iterdir())


def test_filled_disk_is_noticed(scene: Callable[..., str], target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many files that are each small enough are ended together."""
    monkeypatch.setattr(video, "DEFAULT", replace(DEFAULT, disk=50 << 20))
    code = 'import itertools\nfor n in itertools.count(): open(f"f{n}", "wb").write(b"x" * (1 << 20))'
    with pytest.raises(SandboxError, match="wrote more than"):
        render(scene("self.wait(1)", code), target, use_cache=False, quality="l", seconds=60)


def test_environment_is_empty(scene: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No secret of the caller's environment is in the program's, and no name of its machine."""
    monkeypatch.setenv("DERIVANIM_TEST_SECRET", "hunter2")
    pool.shut_down()
    code = 'import os\nassert not [k for k, v in os.environ.items() if "SECRET" in k or "hunter2" in v], "leak"'
    proof = next(prove([scene("self.wait(1)", code)]))
    assert (True, "") == (proof.ok, proof.error)


def test_jobs_do_not_see_each_other(scene: Callable[..., str]) -> None:
    """A job cannot list or read the folders of its neighbours."""
    code = 'import os; os.listdir(os.path.dirname(os.environ["HOME"]))'
    proof = next(prove([scene("self.wait(1)", code)]))
    assert (False, True) == (proof.ok, "Permission" in proof.error)


def test_output_that_is_a_link_is_not_followed(scene: Callable[..., str], target: Path) -> None:
    """A program cannot make the renderer copy a file of its choice: forged results end as no file."""
    code = (
        'import os, json; os.symlink("/etc/shadow", "output.png"); '
        'os.write(3, json.dumps({"event": "done", "result": '
        '{"frames": 1, "width": 1, "height": 1, "frame_rate": "30", "captions": []}}).encode() + b"\\n")'
    )
    with pytest.raises(RenderError, match="no file"):
        render(scene("self.wait(1)", code), target, format="png", use_cache=False)


def test_sandbox_is_restarted_after_its_death(scene: Callable[..., str], tmp_path: Path) -> None:
    """A killed worker is replaced by the next call."""
    program = scene("self.wait(0.2)")
    render(program, tmp_path / "a.mp4", use_cache=False, quality="l")
    pool.process().close()
    assert 3 == render(program, tmp_path / "b.mp4", use_cache=False, quality="l").frames


@pytest.mark.timeout(50)  # less than the 60 s after which the limit of time would find it out
def test_worker_killed_in_the_middle_is_one_line(scene: Callable[..., str], target: Path) -> None:
    """When the whole sandbox is killed while a program runs, the caller learns it at once."""
    program = scene("self.wait(1)", "import time; time.sleep(60)")
    running = pool.process()
    running.wait_until_ready()
    killer = subprocess.Popen([sys.executable, "-c", f"import time, os; time.sleep(1); os.kill({running.pid}, 9)"])
    with pytest.raises(SandboxError, match="sandbox ended"):
        render(program, target, use_cache=False)
    killer.wait()


def test_layers_are_reported() -> None:
    """The doctor learns which walls stand, and what each limit is."""
    found = layers()
    assert found["enough"] is True
    assert "none" == found["network"]
    assert f"{DEFAULT.seconds:g} s for each program" == describe_limits()["time"]


def test_without_any_wall_nothing_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where bubblewrap, Landlock and seccomp are all missing, programs are refused with a hint."""
    monkeypatch.setattr(sandbox, "bubblewrap", lambda: (None, "bubblewrap is not installed"))
    monkeypatch.setattr(sandbox.seccomp, "available", lambda: False)
    with pytest.raises(SandboxError, match="not run without a sandbox: bubblewrap is not installed") as caught:
        sandbox.command(tmp_path)
    assert "apt-get install bubblewrap" in str(caught.value.hint)


def test_missing_bubblewrap_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason says what is missing."""
    monkeypatch.setattr(sandbox.shutil, "which", lambda name: None)
    assert (None, "bubblewrap is not installed") == sandbox.bubblewrap.__wrapped__()


def test_importing_render_does_not_import_manim() -> None:
    """Manim is imported inside the sandbox only."""
    code = "import sys, derivanim.render; sys.exit('manim' in sys.modules)"
    assert 0 == subprocess.run([sys.executable, "-c", code], check=False).returncode


def test_ended_process_leaves_no_folder(tmp_path: Path) -> None:
    """A process that ends takes its sandbox and its folder with it."""
    code = "from derivanim.render import pool; p = pool.process(); p.wait_until_ready(); print(p.base, p.pid)"
    said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert (False, False) == (Path(said[0]).exists(), psutil.pid_exists(int(said[1])))
