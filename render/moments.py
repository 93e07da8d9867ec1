"""A scene looked at without drawing it: sampled moments of every play, and what is on screen at each play's end."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np

_MOMENTS = (0.0, 0.31, 0.69, 1.0)
_TOLERANCE = 0.02
_MOST = 20


def without_pictures() -> None:
    """Let Manim's camera paint nothing."""
    from manim.camera.camera import Camera

    Camera.capture_mobjects = _nothing


class Observer:
    """Collects what is wrong with what can be seen."""

    def __init__(self) -> None:
        self.finite = True
        self.visible = False
        self.outside: dict[str, None] = {}
        self.overlapping: dict[tuple[str, str], None] = {}

    def install(self) -> None:
        """Replace Manim's loop over the frames of a play by one over sampled moments."""
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

    def look(self, scene: Any) -> None:
        """Note what is not finite, outside of the frame or overlapping now."""
        self.finite = self.finite and _finite(scene)
        if not self.finite:
            return
        from manim import config

        half = np.array([config.frame_width / 2, config.frame_height / 2]) + _TOLERANCE
        center = np.array(getattr(scene.camera, "frame_center", np.zeros(3)))[:2]
        boxes: list[tuple[Any, Any, str]] = []
        for mobject, name, is_text in _units(scene.mobjects):
            box = _box(mobject)
            if box is None:
                continue
            self.visible = True
            low, high = box[0] - center, box[1] - center
            if (low < -half).any() or (high > half).any():
                self.outside.setdefault(name)
            if is_text:
                boxes.append((box[0], box[1], name))
        for (low, high, name), (other_low, other_high, other) in combinations(boxes, 2):
            shared = np.minimum(high, other_high) - np.maximum(low, other_low)
            same = np.allclose(low, other_low, atol=0.05) and np.allclose(high, other_high, atol=0.05)
            if (shared > _TOLERANCE).all() and not same:
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
    from manim import MathTex, Text, Typst

    for mobject in mobjects:
        if isinstance(mobject, Typst | Text | MathTex):
            source = getattr(mobject, "typst_code", None) or getattr(mobject, "text", None)
            name = source or getattr(mobject, "tex_string", "")
            yield mobject, f"{type(mobject).__name__} {str(name).strip(' $')[:60]}", True
        elif mobject.submobjects:
            yield from _units(mobject.submobjects)
        else:
            yield mobject, type(mobject).__name__, False


def _box(mobject: Any) -> tuple[Any, Any] | None:
    """The corners of what is painted of a mobject, or None where nothing is."""
    points = [m.points[:, :2] for m in mobject.family_members_with_points() if _painted(m)]
    if not points:
        return None
    every = np.concatenate(points)
    return every.min(axis=0), every.max(axis=0)


def _painted(mobject: Any) -> bool:
    try:
        filled = mobject.get_fill_opacity() > 0
        stroked = mobject.get_stroke_opacity() > 0 and mobject.get_stroke_width() > 0
    except AttributeError:
        return True
    return bool(filled or stroked)


def _finite(scene: Any) -> bool:
    return all(np.isfinite(m.points).all() for m in scene.get_mobject_family_members() if len(m.points))


def _nothing(*args: Any, **kwargs: Any) -> None:
    """Paint nothing."""
