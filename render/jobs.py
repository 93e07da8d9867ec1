"""The kinds of job that a forked process does, after it has locked itself into its own folder. Runs in the sandbox."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

from derivanim.render.limits import Limits, apply_rlimits
from derivanim.render.program import ProgramError, describe, load

Send = Callable[[dict[str, Any]], None]
PROGRAM = "scene.py"
_BETWEEN_PROGRESS = 0.1
# Objects that come to be between two collections of a dry run, which lasts a second.
_SELDOM = (100_000, 50, 100)


def run(request: dict[str, Any], read: list[Path], send: Send) -> None:
    """Do one job and send its result; nothing that goes wrong in it leaves this function."""
    folder = Path(request["folder"])
    try:
        _lock_in(request, folder, read)
        result = _KINDS[request["kind"]](request, folder, send)
        send({"event": "done", "result": result})
    except BaseException as error:  # SystemExit and the like are a program's own doing, and its failure.
        send({"event": "failed", **describe(error, folder / PROGRAM)})


def _lock_in(request: dict[str, Any], folder: Path, read: list[Path]) -> None:
    from derivanim.render import landlock, seccomp

    os.chdir(folder)
    temporary = folder / "tmp"
    temporary.mkdir(exist_ok=True)
    os.environ.update(TMPDIR=str(temporary), HOME=str(folder))
    tempfile.tempdir = str(temporary)
    apply_rlimits(Limits(**request["limits"]))
    landlock.drop_capabilities()
    devices = [Path("/dev/null"), Path("/dev/zero"), Path("/dev/urandom"), Path("/dev/random")]
    also = [Path(p) for p in request.get("read", [])]
    processes = bool(request.get("processes"))
    landlock.restrict([*read, *also, *devices[1:]], [folder, devices[0]], execute=processes)
    seccomp.install(processes=processes)


def configure(request: dict[str, Any], folder: Path) -> None:
    """Manim's configuration for this job."""
    from manim import config

    settings = request["settings"]
    config.media_dir = str(folder / "media")
    config.pixel_width, config.pixel_height = settings["width"], settings["height"]
    config.frame_rate = settings["frame_rate"]
    config.verbosity = "CRITICAL"
    config.progress_bar = "none"
    config.disable_caching = True
    config.seed = 0
    config.transparent = settings["transparent"]


def _slice(request: dict[str, Any], folder: Path, send: Send) -> dict[str, Any]:
    from manim import config

    from derivanim.render.encode import Writer
    from derivanim.render.slices import Slice

    configure(request, folder)
    config.format = request["settings"]["format"]
    config.video_encoder_options = request["settings"]["encoder"]
    segments = folder / "segments"
    segments.mkdir()
    done, told = 0, 0.0

    def count(frames: int) -> None:
        nonlocal done, told
        done += frames
        now = time.monotonic()
        if now - told > _BETWEEN_PROGRESS:
            told = now
            send({"event": "progress", "frames": done})

    writer = Writer(segments, count)
    part = Slice(request["index"], request["parts"], writer)
    part.install()
    scene = load(folder / PROGRAM, request["scene"])()
    scene.render()
    writer.close()
    if part.frames == 0 and not part.serial:
        does = "skips everything that it plays" if scene.renderer.num_plays else "plays nothing"
        raise ProgramError(f"{scene} {does}, so there is no video in it: choose png for a picture")
    return {
        "scene": type(scene).__name__,
        "frames": part.frames,
        "frame_rate": str(Fraction(scene.camera.frame_rate).limit_denominator(1001)),
        "serial": part.serial,
        "captions": _captions(scene),
    }


def _still(request: dict[str, Any], folder: Path, send: Send) -> dict[str, Any]:
    from manim import config
    from PIL import Image

    configure(request, folder)
    config.format = "png"
    scene = load(folder / PROGRAM, request["scene"])()
    scene.render()
    target = folder / "output.png"
    picture = scene.renderer.file_writer.image_file_path
    Path(picture).replace(target)
    with Image.open(target) as image:
        width, height = image.size
    rate = str(Fraction(scene.camera.frame_rate).limit_denominator(1001))
    captions = _captions(scene)
    return {"frames": 1, "width": width, "height": height, "frame_rate": rate, "captions": captions}


def _count(request: dict[str, Any], folder: Path, send: Send) -> dict[str, Any]:
    """How many frames the scene has, found by skipping through it."""
    from manim import config
    from manim.scene.scene import Scene

    from derivanim.render.moments import without_pictures

    configure(request, folder)
    config.dry_run = True
    frames = 0
    original = Scene.compile_animation_data

    def compile_animation_data(scene: Any, *args: Any, **kwargs: Any) -> Any:
        nonlocal frames
        compiled = original(scene, *args, **kwargs)
        rate = scene.camera.frame_rate
        still = scene.is_current_animation_frozen_frame()
        if not scene.renderer.skip_animations or not scene.renderer.file_writer.sections[-1].skip_animations:
            frames += int(scene.duration / (1 / rate)) if still else -int(-scene.duration * rate // 1)
        return compiled

    Scene.compile_animation_data = compile_animation_data
    without_pictures()
    load(folder / PROGRAM, request["scene"])(skip_animations=True).render()
    return {"frames": frames}


def _prove(request: dict[str, Any], folder: Path, send: Send) -> dict[str, Any]:
    from manim import config

    from derivanim.render.moments import Observer, without_pictures

    configure(request, folder)
    config.dry_run = True
    # Mobjects hold each other in circles, and the process ends before many of them are garbage.
    gc.set_threshold(*_SELDOM)
    observer = Observer()
    observer.install()
    without_pictures()
    scene = load(folder / PROGRAM, request["scene"])()
    scene.render()
    return {
        "scene": type(scene).__name__,
        "duration": float(scene.renderer.time),
        "captions": _captions(scene),
        **observer.findings(scene),
    }


def _join(request: dict[str, Any], folder: Path, send: Send) -> dict[str, Any]:
    from derivanim.render.join import join

    settings = request["settings"]
    segments = [path for part in request["read"] for path in Path(part).iterdir() if path.stem.isdigit()]
    target = folder / f"output.{settings['format']}"
    rate = Fraction(request["frame_rate"])
    return join(segments, target, rate, settings["format"] == "gif", settings["transparent"])


def _captions(scene: Any) -> list[list[Any]]:
    found = scene.renderer.file_writer.subcaptions
    return [[s.start.total_seconds(), s.end.total_seconds(), str(s.content)] for s in found]


_KINDS: dict[str, Callable[[dict[str, Any], Path, Send], dict[str, Any]]] = {
    "slice": _slice,
    "still": _still,
    "count": _count,
    "prove": _prove,
    "join": _join,
}

sys.dont_write_bytecode = True
