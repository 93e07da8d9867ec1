"""A program becomes a file: cached, or drawn in frame slices by warm workers, joined, and moved to its place."""

from __future__ import annotations

import contextlib
import os
import stat
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from derivanim.errors import RenderError
from derivanim.render import cache, captions
from derivanim.render.formats import FORMATS, Settings, choose
from derivanim.render.group import Group, error_for
from derivanim.render.limits import DEFAULT, Limits

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Rendered:
    """A finished file: `duration` of the video and `seconds` that it took, both in seconds; `fps` frames a second."""

    path: Path
    captions: Path | None
    frames: int
    width: int
    height: int
    fps: float
    duration: float
    seconds: float
    cached: bool


@dataclass(frozen=True)
class _Drawn:
    content: bytes
    frames: int
    width: int
    height: int
    fps: float
    captions: str


def render(
    program: str,
    output: Path,
    *,
    quality: str = "m",
    fps: float | None = None,
    format: str | None = None,
    transparent: bool = False,
    workers: int | None = None,
    captions: bool = True,
    use_cache: bool = True,
    progress: Progress | None = None,
    seconds: float = DEFAULT.seconds,
    scene: str | None = None,
    processes: bool = False,
) -> Rendered:
    """Render an ordinary Manim program with one Scene class, in the sandbox.

    `output` gets the suffix of the format where it has none of its own. `quality` is one of Manim's l, m, h, p, k.
    `progress` is called with the frames done and their total once that is known. `scene` names one scene of several.
    `processes` lets the program start others, as LaTeX has to; the other walls of the sandbox stand.
    Raises RenderError for a program that fails and SandboxError for one that meets a limit; then `output` is untouched.
    """
    began = time.monotonic()
    settings = choose(output, quality, fps, format, transparent)
    target = _target(output, settings.format)
    limits = _checked(program, seconds)
    key = cache.key(program, {**settings.to_json(), "scene": scene})
    drawn = _kept(key) if use_cache else None
    cached = drawn is not None
    if drawn is None:
        drawn = _draw(program, settings, workers or cores(), limits, {"scene": scene, "processes": processes}, progress)
        if use_cache:
            _keep(key, drawn)
    elif progress is not None:
        progress(drawn.frames, drawn.frames)
    place = _write(target, drawn, captions)
    took = time.monotonic() - began
    duration = 0.0 if settings.format == "png" else drawn.frames / drawn.fps
    return Rendered(target, place, drawn.frames, drawn.width, drawn.height, drawn.fps, duration, took, cached)


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _target(output: Path, format: str) -> Path:
    if output.is_dir():
        raise RenderError(f"{output} is a folder", hint="name a file")
    suffix = output.suffix.lower().removeprefix(".")
    target = output if suffix == format else None
    if target is None:
        target = output.with_suffix(f".{format}") if suffix in FORMATS else output.with_name(f"{output.name}.{format}")
    if not target.parent.is_dir():
        raise RenderError(f"there is no folder {target.parent}", hint="make it first, or name another place")
    return target


def _checked(program: str, seconds: float) -> Limits:
    limits = replace(DEFAULT, seconds=seconds)
    if not seconds > 0:
        raise RenderError(f"{seconds:g} seconds are not enough", hint="allow more than zero seconds")
    if len(program.encode("utf-8", errors="replace")) > limits.program:
        raise RenderError(f"the program is longer than {limits.program >> 10} KiB")
    return limits


def _draw(
    program: str, settings: Settings, workers: int, limits: Limits, options: dict[str, Any], progress: Progress | None
) -> _Drawn:
    request = {"settings": settings.to_json(), **options}
    with Group(limits) as group:
        if settings.format == "png":
            group.start("still", {**request, "kind": "still"}, program)
            job, event = group.next_event()
            if event["event"] != "done":
                raise error_for(event, limits)
            about = event["result"]
            return _finished(job.folder / "output.png", about, about, 0.0)
        about = _slices(group, request, program, workers, progress)
        folders = [str(job.folder / "segments") for job in group.jobs if job.folder.name.isdigit()]
        join = {**request, "kind": "join", "read": folders, "frame_rate": _rate(about)}
        joined = group.start("join", join)
        while True:
            job, event = group.next_event()
            if job is joined:
                break
        if event["event"] != "done":
            raise error_for(event, limits)
        if event["result"].get("frames") != about.get("frames"):
            raise RenderError("the joined video does not have the frames that were drawn")
        rate = float(Fraction(_rate(about)))
        return _finished(job.folder / f"output.{settings.format}", event["result"], about, rate)


def _slices(
    group: Group, request: dict[str, Any], program: str, workers: int, progress: Progress | None
) -> dict[str, Any]:
    """Draw all slices; what worker 0, which saw every play to its end, says about the scene."""
    parts = [
        group.start(str(k), {**request, "kind": "slice", "index": k, "parts": workers}, program)
        for k in range(max(1, workers))
    ]
    counter = group.start("count", {**request, "kind": "count"}, program) if progress is not None else None
    done = dict.fromkeys((job.name for job in parts), 0)
    about: dict[str, Any] = {}
    total = 0
    waiting = {job.name for job in parts}
    while waiting:
        job, event = group.next_event()
        if job is counter:
            # A scene that cannot be counted can still be drawn, or fails there with a better message.
            counted = event.get("result") if event["event"] == "done" else None
            total = counted.get("frames", 0) if isinstance(counted, dict) else 0
        elif event["event"] == "progress":
            done[job.name] = event["frames"] if isinstance(event["frames"], int) else 0
        elif event["event"] == "done" and isinstance(event["result"], dict):
            waiting.discard(job.name)
            if job is parts[0]:
                about = event["result"]
        else:
            raise error_for(event, group.limits)
        if progress is not None and total > 0:
            progress(min(sum(done.values()), total), total)
    frames = about.get("frames")
    if progress is not None and isinstance(frames, int):
        progress(frames, frames)
    return about


def _rate(about: dict[str, Any]) -> str:
    rate = about.get("frame_rate")
    try:
        if isinstance(rate, str) and 0 < Fraction(rate) <= 1000:
            return rate
    except (ValueError, ZeroDivisionError):
        pass
    raise RenderError("the program has no frame rate that a video can have")


def _finished(path: Path, file: dict[str, Any], about: dict[str, Any], rate: float) -> _Drawn:
    numbers = [file.get(name) for name in ("frames", "width", "height")]
    if not all(isinstance(n, int) and n > 0 for n in numbers):
        raise RenderError("the program gave no picture")
    frames, width, height = (int(str(n)) for n in numbers)
    said = about.get("captions")
    text = captions.compose(said if isinstance(said, list) else [], frames / rate if rate else 0.0)
    return _Drawn(_read(path), frames, width, height, rate, text)


def _read(path: Path) -> bytes:
    """The bytes of a file in a job's folder, which must be a file and not a link that a program put there."""
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        raise RenderError("the program gave no file") from error
    with os.fdopen(fd, "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise RenderError("the program gave no file")
        return file.read()


def _write(target: Path, drawn: _Drawn, wanted: bool) -> Path | None:
    """Write beside the target, then rename, so that a file at the target is always a whole one."""
    place = captions.beside(target) if wanted and drawn.captions else None
    files = [(target, drawn.content)]
    if place is not None:
        files.insert(0, (place, drawn.captions.encode()))
    parts = [(path.with_name(f".{path.name}.{os.getpid()}.part"), path, content) for path, content in files]
    replaced = target.exists()
    try:
        for part, _, content in parts:
            part.write_bytes(content)
        for part, path, _ in parts:
            part.replace(path)
        if place is None and replaced:
            # Captions that lie there are those of the video that was here before.
            captions.beside(target).unlink(missing_ok=True)
    except OSError as error:
        raise RenderError(f"{target} cannot be written: {error.strerror}") from error
    finally:
        for part, _, _ in parts:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
    return place


def _kept(key: str) -> _Drawn | None:
    kept = cache.get(key)
    if kept is None:
        return None
    try:
        about = kept.about
        return _Drawn(
            kept.content, about["frames"], about["width"], about["height"], about["fps"], str(about["captions"])
        )
    except KeyError:
        return None


def _keep(key: str, drawn: _Drawn) -> None:
    about = {"frames": drawn.frames, "width": drawn.width, "height": drawn.height, "fps": drawn.fps}
    cache.put(key, cache.Kept(drawn.content, {**about, "captions": drawn.captions}))
