"""What a program may use: one frozen set of limits, and their application inside a job's process."""

from __future__ import annotations

import resource
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Limits:
    """Limits of one job. Sizes in bytes, times in seconds.

    `disk` is watched from outside while a job runs; everything else is enforced by the kernel or by the sandbox.
    """

    seconds: float = 120.0
    memory: int = 4 << 30
    file_size: int = 1 << 30
    disk: int = 2 << 30
    files: int = 20_000
    processes: int = 512
    open_files: int = 256
    program: int = 1 << 20

    def to_json(self) -> dict[str, float]:
        """All limits by name, as they travel to the sandbox."""
        return asdict(self)


DEFAULT = Limits()


def describe_limits(limits: Limits = DEFAULT) -> dict[str, str]:
    """The limits in words, for `derivanim doctor` and the documentation."""
    return {
        "time": f"{limits.seconds:g} s for each program",
        "processor": f"{cpu_seconds(limits)} s for each process of a program, all its threads together",
        "memory": f"{limits.memory >> 20} MiB of address space",
        "file size": f"{limits.file_size >> 20} MiB",
        "disk": f"{limits.disk >> 20} MiB and {limits.files} files",
        "processes": "none: a program cannot start another",
        "threads": f"{limits.processes}",
        "open files": f"{limits.open_files}",
        "program": f"{limits.program >> 10} KiB of text",
        "network": "none",
        "files": "reads the system, Python and its packages; writes its own folder alone",
    }


def cpu_seconds(limits: Limits) -> int:
    """Processor seconds: four threads may run for the whole time."""
    return int(limits.seconds * 4) + 5


def apply_rlimits(limits: Limits) -> None:
    """Set the kernel's limits for this process, for good; hard limits can only be lowered."""
    cpu = cpu_seconds(limits)
    for kind, value in (
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_FSIZE, limits.file_size),
        (resource.RLIMIT_NPROC, limits.processes),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        allowed = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (allowed, allowed))
