"""A scene looked at without drawing it: sampled moments of every play, and what is on screen at each play's end."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np

from derivanim.render.copies import STYLE

_MOMENTS = (0.0, 0.31, 0.69, 1.0)
_TOLERANCE = 0.02
_SAME = 0.05
_MOST = 20

_Box = tuple[float, float, float, float]


def without_pictures() -> None:
    """Let Manim's camera paint nothing."""
    from manim.camera.camera import Camera
    from manim.renderer.cairo_renderer import CairoRenderer
    from manim.scene.scene import Scene

    def moving_and_static(scene: Any, animations: Any) -> tuple[list[Any], list[Any]]:
        """Only for painting: what moves is painted over a picture of what does not."""
        return [], []

    Camera.capture_mobjects = _nothing
    CairoRenderer.update_frame = CairoRenderer.save_static_frame_data = _nothing
    Scene.get_moving_and_static_mobjects = moving_and_static


class Observer:
    """Collects what is wrong with what can be seen."""

    def __init__(self) -> None:
        self.finite = True
        self.visible = False
        self.outside: dict[str, None] = {}
        self.overlapping: dict[tuple[str, str], None] = {}

    def install(self) -> None:
        """Replace Manim's loop over the frames of a play by one over sampled moments."""
        from manim.mobject.types.vectorized_mobject import VMobject
        from manim.renderer.cairo_renderer import CairoRenderer
        from manim.scene.scene import Scene

        def play_internal(scene: Any, skip_rendering: bool = False) -> None:
            scene.duration = scene.get_run_time(scene.animations)
            elapsed = scene.duration
            for part in _MOMENTS:
                scene.update_to_time(part * scene.duration)
                self.finite = self.finite and _finite(scene)
                if scene.stop_condition is not None and scene.stop_condition():
                    elapsed = part * scene.duration
                    break
            for animation in scene.animations:
                animation.finish()
                animation.clean_up_from_scene(scene)
            scene.update_mobjects(0)
            scene.renderer.static_image = None
            scene.renderer.time += elapsed
            self.look(scene)

        def freeze_current_frame(renderer: Any, duration: float) -> None:
            renderer.time += duration

        Scene.play_internal = play_internal
        CairoRenderer.freeze_current_frame = freeze_current_frame
        VMobject.interpolate_color = _interpolate_color

    def look(self, scene: Any) -> None:
        """Note what is not finite, outside of the frame or overlapping now."""
        self.finite = self.finite and _finite(scene)
        if not self.finite:
            return
        from manim import config

        width, height = config.frame_width / 2 + _TOLERANCE, config.frame_height / 2 + _TOLERANCE
        center = getattr(scene.camera, "frame_center", (0.0, 0.0))
        x, y = float(center[0]), float(center[1])
        boxes: list[tuple[_Box, str]] = []
        for mobject, name, is_text in _units(scene.mobjects):
            box = _box(mobject)
            if box is None:
                continue
            self.visible = True
            left, bottom, right, top = box
            if left - x < -width or bottom - y < -height or right - x > width or top - y > height:
                self.outside.setdefault(name)
            if is_text:
                boxes.append((box, name))
        for (box, name), (other_box, other) in combinations(boxes, 2):
            if _overlap(box, other_box):
                self.overlapping.setdefault((name, other))

    def findings(self, scene: Any) -> dict[str, Any]:
        """Everything found, as it travels."""
        self.look(scene)
        return {
            "finite": self.finite,
            "visible": self.visible,
            "outside": list(self.outside)[:_MOST],
            "overlapping": [list(pair) for pair in self.overlapping][:_MOST],
        }


def _units(mobjects: list[Any]) -> Iterator[tuple[Any, str, bool]]:
    """What a person sees as one thing: a text or formula whole, and of everything else its smallest parts."""
    from manim import MathTex, Text, Typst, ValueTracker

    for mobject in mobjects:
        # A tracker keeps its value as the place of a point that nobody sees.
        if isinstance(mobject, ValueTracker):
            continue
        if isinstance(mobject, Typst | Text | MathTex):
            source = getattr(mobject, "typst_code", None) or getattr(mobject, "text", None)
            name = source or getattr(mobject, "tex_string", "")
            yield mobject, f"{type(mobject).__name__} {str(name).strip(' $')[:60]}", True
        elif mobject.submobjects:
            yield from _units(mobject.submobjects)
        else:
            yield mobject, type(mobject).__name__, False


def _box(mobject: Any) -> _Box | None:
    """Left, bottom, right and top of what is painted of a mobject, or None where nothing is."""
    points = [m.points for m in mobject.get_family() if len(m.points) and _painted(m)]
    if not points:
        return None
    every = points[0] if len(points) == 1 else np.concatenate(points)
    (left, bottom), (right, top) = every[:, :2].min(axis=0).tolist(), every[:, :2].max(axis=0).tolist()
    return left, bottom, right, top


def _overlap(one: _Box, other: _Box) -> bool:
    """Whether two boxes cover each other, and are not one on the other as in a transformation."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return min(wide, high) > _TOLERANCE and any(abs(a - b) > _SAME for a, b in zip(one, other, strict=True))


def _painted(mobject: Any) -> bool:
    try:
        filled = mobject.get_fill_opacity() > 0
        return bool(filled or (mobject.get_stroke_opacity() > 0 and mobject.get_stroke_width() > 0))
    except AttributeError:
        return True


def _finite(scene: Any) -> bool:
    found: list[Any] = []
    try:
        _gather(scene.mobjects, found)
    except RecursionError:
        found = [m.points for root in scene.mobjects for m in root.get_family() if len(m.points)]
    return not found or bool(np.isfinite(np.concatenate(found)).all())


def _gather(mobjects: list[Any], found: list[Any]) -> None:
    for mobject in mobjects:
        points = mobject.points
        if len(points):
            found.append(points)
        if mobject.submobjects:
            _gather(mobject.submobjects, found)


def _interpolate_color(self: Any, mobject1: Any, mobject2: Any, alpha: float) -> Any:
    """As Manim's, but what begins and ends alike is not computed, which may change the last bit of a colour."""
    for name in STYLE:
        start, end = getattr(mobject1, name), getattr(mobject2, name)
        if type(end) is np.ndarray:
            same = alpha == 1.0 or (type(start) is np.ndarray and start.tobytes() == end.tobytes())
            setattr(self, name, end.copy() if same else (1 - alpha) * start + alpha * end)
        else:
            same = alpha == 1.0 or (type(start) is type(end) and start == end)
            setattr(self, name, end if same else (1 - alpha) * start + alpha * end)
    return self


def _nothing(*args: Any, **kwargs: Any) -> None:
    """Paint nothing."""
