"""A finished file shown with the desktop's own program."""

from __future__ import annotations

import platform
import shutil
import subprocess
from pathlib import Path

from derivanim.errors import MissingError


def preview(path: Path) -> None:
    """Open `path` without waiting; MissingError where there is no program to open files with."""
    name = "open" if platform.system() == "Darwin" else "xdg-open"
    opener = shutil.which(name)
    if opener is None:
        raise MissingError(
            f"there is no {name} to show {path} with", hint="apt-get install xdg-utils, or open it yourself"
        )
    nothing = subprocess.DEVNULL
    subprocess.Popen([opener, str(path)], stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True)
