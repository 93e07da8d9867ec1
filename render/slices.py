"""One scene cut into frame slices: worker k of n draws its part of the frames of every play. Runs in a job's process.

Every worker runs the whole program, but jumps within each play to the frames that are its own. Frames are numbered
through the whole scene; what a worker draws in a row becomes one video segment, named by its first frame. Workers take
turns at being first, so that the last part of a play and the first part of the next one are the same segment.

A play whose frames depend on the frames before (updaters with dt, stop conditions, traced paths, randomness, updaters
that give something else when they are called again) is drawn by worker 0 alone, and so is everything after it: the
other workers stop there.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from derivanim.render.encode import Writer

_SERIAL_ANIMATIONS = ("PhaseFlow", "ChangeSpeed")
_SERIAL_MOBJECTS = ("TracedPath", "AnimatedBoundary", "StreamLines")


class Slice:
    """The part `index` of `parts` of a scene; `install` puts it into the Manim of this process."""

    def __init__(self, index: int, parts: int, writer: Writer) -> None:
        self.index = index
        self.parts = parts
        self.writer = writer
        self.frames = 0
        self.plays = 0
        self.serial = False

    def share(self, count: int) -> range:
        """Which of a play's `count` frames are drawn here."""
        if self.serial or self.parts == 1:
            return range(count)
        turn = self.index if self.plays % 2 == 0 else self.parts - 1 - self.index
        return range(count * turn // self.parts, count * (turn + 1) // self.parts)

    def install(self) -> None:
        """Replace Manim's loop over the frames of a play, and its writer of video files."""
        from manim.manager import Manager
        from manim.renderer.cairo_renderer import CairoRenderer
        from manim.scene.scene import Scene
        from manim.scene.scene_file_writer import SceneFileWriter

        Scene.play_internal = self._play(Scene.play_internal)
        CairoRenderer.freeze_current_frame = self._freeze()
        # It would join segments, and complain about a worker that stopped before its first play was over.
        Manager.post_construct = _nothing
        SceneFileWriter.begin_animation = _nothing
        SceneFileWriter.end_animation = _nothing
        SceneFileWriter.abort_encode_jobs = _nothing
        SceneFileWriter.add_sound = _nothing

    def _write(self, renderer: Any, offset: int, repeat: int) -> None:
        self.writer.put(self.frames + offset, renderer.camera.pixel_array, repeat, renderer.file_writer.video_encoder)

    def _freeze(self) -> Callable[[Any, float], None]:
        def freeze_current_frame(renderer: Any, duration: float) -> None:
            if renderer.skip_animations:
                return
            count = int(duration / (1 / renderer.camera.frame_rate))
            own = self.share(count)
            if own:
                self._write(renderer, own.start, len(own))
            self._advance(renderer, count)

        return freeze_current_frame

    def _play(self, original: Callable[..., None]) -> Callable[..., None]:
        def play_internal(scene: Any, skip_rendering: bool = False) -> None:
            if scene.renderer.skip_animations:
                original(scene, skip_rendering)
                return
            scene.duration = scene.get_run_time(scene.animations)
            times = np.arange(0, scene.duration, 1 / scene.camera.frame_rate)
            if self.parts > 1 and not self.serial and depends_on_history(scene):
                self._turn_serial()
            drawn = self._draw(scene, times)
            for animation in scene.animations:
                animation.finish()
                animation.clean_up_from_scene(scene)
            scene.update_mobjects(0)
            scene.renderer.static_image = None
            self._advance(scene.renderer, drawn)

        return play_internal

    def _draw(self, scene: Any, times: Any) -> int:
        """Draw this worker's frames of a play; how many frames the play has."""
        for number in self.share(len(times)):
            scene.update_to_time(times[number])
            scene.renderer.update_frame(scene, scene.moving_mobjects)
            self._write(scene.renderer, number, 1)
            if scene.stop_condition is not None and scene.stop_condition():
                return number + 1
        return len(times)

    def _advance(self, renderer: Any, count: int) -> None:
        self.frames += count
        self.plays += 1
        renderer.time += count / renderer.camera.frame_rate

    def _turn_serial(self) -> None:
        from manim.utils.exceptions import EndSceneEarlyException

        self.serial = True
        if self.index > 0:
            raise EndSceneEarlyException


def depends_on_history(scene: Any) -> bool:
    """Whether a frame of the play that begins may depend on the frames drawn before it."""
    if scene.stop_condition is not None or scene.updaters or scene.always_update_mobjects:
        return True
    if any(type(a).__name__ in _SERIAL_ANIMATIONS for a in _animations(scene.animations)):
        return True
    family = scene.get_mobject_family_members()
    if any(m.has_time_based_updater() or type(m).__name__ in _SERIAL_MOBJECTS for m in family):
        return True
    if not any(m.updaters for m in family) and not any(
        "UpdateFrom" in type(a).__name__ for a in _animations(scene.animations)
    ):
        return False
    return _changes_when_repeated(scene, family)


def _changes_when_repeated(scene: Any, family: list[Any]) -> bool:
    """Whether the first frame comes out differently when it is made once more, or uses random numbers."""
    luck = _luck()
    # Animations update their starting mobjects too, which are not in the scene.
    helpers = [m for a in _animations(scene.animations) for m in a.get_all_mobjects_to_update()]
    members = list({id(m): m for root in [*family, *helpers] for m in root.get_family()}.values())
    before = [(m, m.points.copy()) for m in members]
    scene.update_to_time(0)
    after = [m.points.copy() for m in members]
    lucky = luck == _luck()
    scene.update_to_time(0)
    if lucky and all(_same(m.points, points) for m, points in zip(members, after, strict=True)):
        return False
    # The play begins anew in a row: as if it had not been tried.
    for mobject, points in before:
        mobject.points = points
    random.setstate(luck[0])
    np.random.set_state(luck[1])
    return True


def _same(points: Any, others: Any) -> bool:
    return points.shape == others.shape and bool(np.allclose(points, others, atol=1e-6, equal_nan=True))


def _luck() -> tuple[Any, Any]:
    """The states of Python's and NumPy's global generators of random numbers, in a form that can be compared."""
    name, words, *rest = np.random.get_state(legacy=True)
    return random.getstate(), (name, tuple(np.asarray(words).tolist()), *rest)


def _animations(animations: list[Any]) -> Iterator[Any]:
    for animation in animations:
        yield animation
        yield from _animations(getattr(animation, "animations", []))


def _nothing(*args: Any, **kwargs: Any) -> None:
    """What remains of Manim's own writer, whose work is done by `Writer`."""
