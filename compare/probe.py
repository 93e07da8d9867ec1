"""What a running scene draws, in the coordinates of its own axes; runs inside the sandbox, appended to a program.

Nothing else can be asked of a program that a model wrote: its names mean what it likes, its picture does not. What is
found leaves the sandbox as the last caption, so that the program and the renderer stay as they are.
"""

from __future__ import annotations

import contextlib
import json
from typing import Any

MARK = "derivanim.compare.probe "
SAMPLES = 25
_MOST = 30
_FEW = 5  # points of a curve that must lie in the axes' box
_CURVE = 12  # anchors that a curve has at least: a rectangle or a line has fewer
_TINY = 1e-6


def install(names: dict[str, Any]) -> None:
    """Let each scene of a module note what it shows at the end of every play, and tell it at its end."""
    from manim import Scene

    for kind in list(names.values()):
        if isinstance(kind, type) and issubclass(kind, Scene) and kind.__module__ == names["__name__"]:
            _watch(kind)


def _watch(kind: Any) -> None:
    play, tear_down = kind.play, kind.tear_down

    def watched_play(scene: Any, *args: Any, **kwargs: Any) -> None:
        play(scene, *args, **kwargs)
        with contextlib.suppress(Exception):
            _noted(scene).note(scene.mobjects)

    def watched_tear_down(scene: Any) -> None:
        tear_down(scene)
        with contextlib.suppress(Exception):
            seen = _noted(scene)
            seen.note(scene.mobjects)
            scene.add_subcaption(MARK + json.dumps(seen.told()), duration=1e-3)

    kind.play, kind.tear_down = watched_play, watched_tear_down


def _noted(scene: Any) -> Seen:
    if not hasattr(scene, "_derivanim_seen"):
        scene._derivanim_seen = Seen()
    found: Seen = scene._derivanim_seen
    return found


class Seen:
    """What was on screen at the end of any play: the last state of each curve, line, dot and text."""

    def __init__(self) -> None:
        self.axes: dict[int, Any] = {}
        self.shapes: dict[int, tuple[str, Any]] = {}
        self.texts: dict[str, None] = {}
        self.kept: list[Any] = []  # so that no id is given twice

    def note(self, mobjects: list[Any]) -> None:
        """Look at what is on screen."""
        from manim import Axes, Line, MathTex, Text, Typst, ValueTracker
        from manim.mobject.geometry.arc import Dot
        from manim.mobject.types.vectorized_mobject import VMobject

        for mobject in mobjects:
            if isinstance(mobject, ValueTracker):
                continue
            if isinstance(mobject, Typst | Text | MathTex):
                source = getattr(mobject, "typst_code", None) or getattr(mobject, "text", None)
                self.texts.setdefault(str(source or getattr(mobject, "tex_string", ""))[:400])
                continue
            if isinstance(mobject, Axes):
                self._keep(mobject)
                self.axes[id(mobject)] = mobject
                continue
            if isinstance(mobject, Dot):
                self._shape(mobject, "dot", [mobject.get_center()])
            elif isinstance(mobject, Line):
                self._shape(mobject, "line", [mobject.get_start(), mobject.get_end()])
                continue
            elif isinstance(mobject, VMobject) and len(mobject.points) and mobject.get_stroke_width() > 0:
                anchors = mobject.get_anchors()
                if len(anchors) >= _CURVE:
                    step = max(1, (len(anchors) - 1) // SAMPLES)
                    self._shape(mobject, "curve", [*anchors[::step], anchors[-1]])
            self.note(mobject.submobjects)

    def _keep(self, mobject: Any) -> None:
        if id(mobject) not in self.axes and id(mobject) not in self.shapes:
            self.kept.append(mobject)

    def _shape(self, mobject: Any, kind: str, points: list[Any]) -> None:
        self._keep(mobject)
        self.shapes[id(mobject)] = kind, [[float(c) for c in point[:2]] for point in points]

    def told(self) -> dict[str, Any]:
        """Everything, each shape in the coordinates of the axes that it lies in; one outside of all is left out."""
        found: dict[str, Any] = {"curve": [], "line": [], "dot": [], "texts": list(self.texts)[: 4 * _MOST]}
        axes = list(self.axes.values())[:6]
        for kind, points in self.shapes.values():
            for number, pair in enumerate(axes):
                if len(found[kind]) < _MOST and (inside := _inside(pair, kind, points)):
                    found[kind].append([number, inside])
        found["windows"] = [[[float(v) for v in a.x_range[:2]], [float(v) for v in a.y_range[:2]]] for a in axes]
        return found


def _inside(axes: Any, kind: str, points: list[list[float]]) -> list[list[float]] | None:
    """The points in the coordinates of axes, if they belong to these: of a curve what lies in their box, else all."""
    placed = [[float(f"{c:.6g}") for c in axes.p2c([*point, 0.0])[:2]] for point in points]
    (left, right), (low, high) = (map(float, r[:2]) for r in (axes.x_range, axes.y_range))
    wide, tall = 0.02 * (right - left) + _TINY, 0.02 * (high - low) + _TINY

    def within(x: float, y: float) -> bool:
        return left - wide <= x <= right + wide and low - tall <= y <= high + tall

    if kind == "curve":
        kept = [point for point in placed if within(*point)]
        return kept if len(kept) >= _FEW else None
    if kind == "line":
        (a, b), (c, d) = placed
        # A tangent may leave the axes; some part of it lies in them.
        return placed if any(within(a + k / 8 * (c - a), b + k / 8 * (d - b)) for k in range(9)) else None
    return placed if within(*placed[0]) else None
