"""The walls around programs: which there are on this machine, and the command that starts a worker behind them.

Outside stands bubblewrap: own network, process, user, IPC and mount namespaces, a read-only system, an empty /tmp and
an empty environment. Inside, each job's process gives up its capabilities and locks itself in with Landlock, seccomp
and rlimits (`jobs`), so that jobs are kept from each other and from the worker. Where bubblewrap is missing or
namespaces are refused, Landlock and seccomp together still keep a program from files, network and other processes;
without all of them nothing is run.
"""

from __future__ import annotations

import functools
import importlib.util
import platform
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from derivanim.errors import SandboxError
from derivanim.render import landlock, seccomp

_SYSTEM = ("/usr", "/lib", "/lib32", "/lib64", "/bin", "/nix/store")
_SETTINGS = ("/etc/fonts", "/etc/ld.so.cache", "/etc/localtime", "/etc/alternatives", "/var/cache/fontconfig")
_LATEX = ("/etc/texmf", "/var/lib/texmf")
_ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "PATH": "/usr/bin:/bin",
    # Manim asks for a home; this one holds nobody's settings.
    "HOME": "/nonexistent",
    # One thread each: threads do not survive the fork, and the cores are shared by workers already.
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "RAYON_NUM_THREADS": "1",
    # Pictures are kept on the heap and used again: the first touch of a fresh page costs more than the drawing on it.
    "MALLOC_MMAP_THRESHOLD_": str(32 << 20),
    "MALLOC_TRIM_THRESHOLD_": str(1 << 30),
    "MALLOC_ARENA_MAX": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
    "NO_COLOR": "1",
}
HINT = "install bubblewrap (Debian, Ubuntu: apt-get install bubblewrap) or use Linux 5.19 or newer with Landlock"


def readable() -> list[Path]:
    """What a program may read: the system's libraries, Python, its packages, and this folder of derivanim."""
    here = Path(__file__).resolve().parent
    package = [here.parent / "__init__.py", here.parent / "errors.py", here]
    prefixes = {Path(p).absolute() for p in (sys.prefix, sys.base_prefix, sys.exec_prefix)}
    spec = importlib.util.find_spec("manim")
    if spec is not None and spec.origin is not None:
        prefixes.add(Path(spec.origin).parent.parent)
    # The interpreter of a virtual environment is a link, whose target may stand outside of every prefix.
    prefixes.add(Path(sys.executable).resolve())
    system = [Path(p) for p in (*_SYSTEM, *_SETTINGS, *_LATEX)]
    return [p for p in (*system, *sorted(prefixes), *package) if p.exists()]


@functools.cache
def bubblewrap() -> tuple[str | None, str]:
    """The path of a bubblewrap that works here, or None; and why it does not."""
    if platform.system() != "Linux":
        return None, f"bubblewrap needs Linux, this is {platform.system()}"
    found = shutil.which("bwrap")
    if found is None:
        return None, "bubblewrap is not installed"
    try:
        probe = subprocess.run(
            [found, "--unshare-all", "--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev", "true"],
            capture_output=True, text=True, timeout=10, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        return None, f"bubblewrap does not start: {error}"
    if probe.returncode != 0:
        return None, f"bubblewrap is refused here: {probe.stderr.strip().splitlines()[-1:] or probe.returncode}"
    return found, ""


def layers() -> dict[str, Any]:
    """Which walls stand on this machine, for `derivanim doctor`; `enough` tells whether programs are run at all."""
    path, reason = bubblewrap()
    version, filtered = (landlock.abi(), seccomp.available()) if platform.system() == "Linux" else (0, False)
    return {
        "bubblewrap": path is not None,
        "bubblewrap_reason": reason,
        "landlock": version,
        "seccomp": filtered,
        "rlimits": platform.system() == "Linux",
        "network": "none" if path is not None or filtered else "open",
        "enough": path is not None or (version > 0 and filtered),
        "hint": "" if path is not None else HINT,
    }


def environment() -> dict[str, str]:
    """The whole environment of a worker; nothing of the caller's own goes in."""
    return dict(_ENVIRONMENT)


def command(jobs: Path) -> list[str]:
    """The command that starts a worker, which may write below `jobs` alone."""
    interpreter = [sys.executable, "-I", "-m", "derivanim.render.worker"]
    path, reason = bubblewrap()
    if path is None:
        if not layers()["enough"]:
            raise SandboxError(f"programs are not run without a sandbox: {reason}", hint=HINT)
        return interpreter
    walls = [path, "--unshare-all", "--unshare-user", "--new-session", "--hostname", "derivanim"]
    walls += ["--uid", "65534", "--gid", "65534", "--cap-drop", "ALL", "--clearenv"]
    for name, value in environment().items():
        walls += ["--setenv", name, value]
    walls += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"]  # noqa: S108  # a new one, inside
    for place in readable():
        if place.is_symlink():
            walls += ["--symlink", str(place.readlink()), str(place)]
        else:
            walls += ["--ro-bind", str(place), str(place)]
    walls += ["--bind", str(jobs), str(jobs), "--chdir", "/tmp", "--remount-ro", "/"]  # noqa: S108
    return [*walls, *interpreter]
