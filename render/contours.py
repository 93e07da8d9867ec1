"""Curves of implicit functions traced without asking the function twice for the same place.

The tracer meets a corner from four cells and a centre from four edges, and connects triangles also where nothing
crosses zero. Every point that it gives stays the same number.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def apply() -> None:
    """Patch isosurfaces, and Manim's way to it."""
    from isosurfaces import isoline
    from manim.mobject.graphing import functions

    tracer: Any = isoline.Triangulator
    original_plot, original_dual = functions.plot_isoline, tracer.get_face_dual
    original_add = tracer.add_four_triangles

    def plot_isoline(fn: Callable[[Any], Any], *args: Any, **kwargs: Any) -> Any:
        known: dict[bytes, Any] = {}

        def once(place: Any) -> Any:
            key = place.tobytes()
            try:
                return known[key]
            except KeyError:
                value = known[key] = fn(place)
                return value

        return original_plot(once, *args, **kwargs)

    def get_face_dual(self: Any, quad: Any) -> Any:
        kept = quad.__dict__.get("_face_dual")
        if kept is None:
            kept = quad.__dict__["_face_dual"] = original_dual(self, quad)
        return kept

    def add_four_triangles(self: Any, triangles: Any) -> Any:
        above = [triangle.vertices[0].val > 0 for triangle in triangles]
        above.append(triangles[0].vertices[2].val > 0)
        # No edge crosses zero, so none of them is ever connected.
        if all(above) or not any(above):
            return None
        return original_add(self, triangles)

    functions.plot_isoline = plot_isoline
    tracer.get_face_dual = get_face_dual
    tracer.add_four_triangles = add_four_triangles
