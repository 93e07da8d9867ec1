"""Drawing without doing again what was done for the frame before.

Most of what moves in a frame keeps its outline: it fades, or waits for its turn. Cairo's path of an outline is kept
with its mobject, and used again while the points and the camera's matrix are the same, byte for byte. What is filled
or stroked with nothing but transparency is not painted.
"""

from __future__ import annotations

from typing import Any


class _Path:
    """A path of Cairo and what it was made of; nobody changes it, so that copies of a mobject share it."""

    __slots__ = ("matrix", "path", "points")

    def __init__(self, matrix: Any, points: bytes, path: Any) -> None:
        self.matrix = matrix
        self.points = points
        self.path = path

    def __deepcopy__(self, memo: dict[int, Any]) -> _Path:
        return self

    def __reduce__(self) -> Any:
        return _Path, (None, b"", None)


def apply() -> None:
    """Patch Manim's camera."""
    from manim.camera.camera import Camera

    original_path = Camera.set_cairo_context_path
    original_fill, original_stroke = Camera.apply_fill, Camera.apply_stroke
    plain = Camera.transform_points_pre_display

    def set_cairo_context_path(self: Any, ctx: Any, vmobject: Any) -> Any:
        points = vmobject.points
        if len(points) == 0 or type(self).transform_points_pre_display is not plain:
            return original_path(self, ctx, vmobject)
        matrix, content = ctx.get_matrix(), points.tobytes()
        kept = vmobject.__dict__.get("_drawn_path")
        if kept is not None and kept.points == content and kept.matrix == matrix:
            ctx.new_path()
            ctx.append_path(kept.path)
            return self
        original_path(self, ctx, vmobject)
        vmobject.__dict__["_drawn_path"] = _Path(matrix, content, ctx.copy_path())
        return self

    def apply_fill(self: Any, ctx: Any, vmobject: Any) -> Any:
        return original_fill(self, ctx, vmobject) if self.get_fill_rgbas(vmobject)[:, 3].any() else self

    def apply_stroke(self: Any, ctx: Any, vmobject: Any, background: bool = False) -> Any:
        if vmobject.get_stroke_width(background) == 0 or not self.get_stroke_rgbas(vmobject, background)[:, 3].any():
            return self
        return original_stroke(self, ctx, vmobject, background)

    Camera.set_cairo_context_path = set_cairo_context_path
    Camera.apply_fill, Camera.apply_stroke = apply_fill, apply_stroke
