"""Programs that may start others, as LaTeX needs it: what is then allowed, and what stays forbidden."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from derivanim.errors import RenderError
from derivanim.render import render

START = 'import subprocess\nassert b"here" in subprocess.run(["/usr/bin/echo", "here"], capture_output=True).stdout'
DRAW = "self.add(Circle())"


def test_a_process_is_refused_and_allowed(scene: Callable[..., str], tmp_path: Path) -> None:
    """A program starts another one only where it was said to be allowed."""
    program = scene(DRAW, START)
    with pytest.raises(RenderError, match=r"not permitted|Permission"):
        render(program, tmp_path / "refused.png", quality="l", use_cache=False)
    assert not (tmp_path / "refused.png").exists()
    assert render(program, tmp_path / "allowed.png", quality="l", use_cache=False, processes=True).path.is_file()


@pytest.mark.parametrize(
    "code",
    [
        'import socket; socket.create_connection(("127.0.0.1", 9), 2)',
        'import subprocess; subprocess.run(["/usr/bin/touch", "/usr/evil"], check=True)',
        'import subprocess; subprocess.run(["/usr/bin/cat", "/etc/shadow"], check=True)',
        'import subprocess; subprocess.run(["/usr/bin/unshare", "-r", "true"], check=True)',
        'import os, shutil; shutil.copy("/usr/bin/echo", "own"); os.execv("own", ["own"])',
    ],
)
def test_the_other_walls_stand(code: str, scene: Callable[..., str], tmp_path: Path) -> None:
    """Network, files and new namespaces stay out of reach, also for what the program starts, and its own files."""
    with pytest.raises(RenderError):
        render(scene(DRAW, code), tmp_path / "a.png", quality="l", use_cache=False, processes=True)
    assert not (tmp_path / "a.png").exists()
