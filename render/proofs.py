"""Does a program execute, and is what it shows sane? Dry runs over warm forks, many programs one to a worker."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from derivanim.render.folders import remove_tree
from derivanim.render.formats import Settings
from derivanim.render.group import Group, error_for
from derivanim.render.limits import DEFAULT
from derivanim.render.pool import Job
from derivanim.render.video import cores

# A small picture of the right shape: nothing is painted, but camera and scene are made as for a video.
_SETTINGS = Settings("mp4", 128, 72, 15, transparent=False)


@dataclass(frozen=True)
class Proof:
    """What a dry run of a program found.

    `ok` tells whether it ran to its end, `error` in one line why not. `duration` in seconds; `captions` are start and
    end in seconds with their text;
    `finite`: all points are numbers; `visible`: something can be seen; `outside`: what leaves the frame at the end of a
    play; `overlapping`: pairs of texts that cover each other then.
    """

    ok: bool
    error: str
    scene: str
    duration: float
    captions: tuple[tuple[float, float, str], ...]
    finite: bool
    visible: bool
    outside: tuple[str, ...]
    overlapping: tuple[tuple[str, str], ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts of the captions, in order."""
        return tuple(text for _, _, text in self.captions)


def prove(
    programs: Iterable[str], *, workers: int | None = None, seconds: float = 60.0, processes: bool = False
) -> Iterator[Proof]:
    """One proof for each program, in order; programs are taken from the iterable as workers become free.

    `processes` lets the programs start others, as LaTeX has to; the other walls of the sandbox stand.
    """
    limits = replace(DEFAULT, seconds=seconds)
    most = workers or cores()
    source = enumerate(programs)
    finished: dict[int, Proof] = {}
    running: dict[str, tuple[int, Job]] = {}
    request = {"kind": "prove", "settings": _SETTINGS.to_json(), "scene": None, "processes": processes}
    with Group(limits) as group:
        for wanted in itertools.count():
            while wanted not in finished:
                # A few proofs may wait for an earlier one, so that a slow program does not stop the others.
                while len(running) < most and len(finished) < 4 * most:
                    taken = next(source, None)
                    if taken is None:
                        break
                    number, program = taken
                    if len(program.encode("utf-8", errors="replace")) > limits.program:
                        finished[number] = _failure(f"the program is longer than {limits.program >> 10} KiB")
                        continue
                    job = group.start(str(number), request, program)
                    running[job.name] = number, job
                if not running and wanted not in finished:
                    return
                while wanted not in finished:
                    job, event = group.next_event()
                    if event["event"] == "progress" or job.name not in running:
                        continue
                    number, _ = running.pop(job.name)
                    group.jobs.remove(job)
                    remove_tree(job.folder)
                    finished[number] = _proof(event, limits)
                    break
            yield finished.pop(wanted)


def _proof(event: dict[str, Any], limits: Any) -> Proof:
    found = event.get("result")
    if event["event"] != "done" or not isinstance(found, dict):
        return _failure(str(error_for(event, limits)))
    try:
        return Proof(
            ok=True,
            error="",
            scene=str(found["scene"]),
            duration=float(found["duration"]),
            captions=tuple((float(start), float(end), str(text)) for start, end, text in found["captions"]),
            finite=bool(found["finite"]),
            visible=bool(found["visible"]),
            outside=tuple(str(name) for name in found["outside"]),
            overlapping=tuple((str(a), str(b)) for a, b in found["overlapping"]),
        )
    except (KeyError, TypeError, ValueError, IndexError):
        return _failure("the program wrote into its worker's pipe")


def _failure(error: str) -> Proof:
    return Proof(False, error, "", 0.0, (), False, False, (), ())
