"""Folders that untrusted programs write in: how much is in them, and their removal."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import subprocess
from pathlib import Path
from typing import Any

_MOST_ENTRIES = 100_000


def usage(folder: Path) -> tuple[int, int]:
    """Bytes on disk and number of entries below `folder`, counted as far as it matters."""
    size = entries = 0
    waiting = [str(folder)]
    while waiting and entries < _MOST_ENTRIES:
        with contextlib.suppress(OSError), os.scandir(waiting.pop()) as found:
            for entry in found:
                entries += 1
                with contextlib.suppress(OSError):
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    else:
                        size += entry.stat(follow_symlinks=False).st_blocks * 512
    return size, entries


def remove_tree(folder: Path) -> None:
    """Remove a folder that a program may have made hard to remove: closed folders, very deep ones."""

    def open_up(function: Any, path: str, error: Any) -> None:
        del function, error
        with contextlib.suppress(OSError):
            Path(path).parent.chmod(stat.S_IRWXU)
            Path(path).chmod(stat.S_IRWXU)

    for _ in range(3):
        with contextlib.suppress(RecursionError, OSError):
            shutil.rmtree(folder, onerror=open_up)
        if not folder.exists():
            return
    subprocess.run(["rm", "-rf", "--", str(folder)], check=False, capture_output=True)
