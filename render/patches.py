"""Manim made faster without changing a picture: its slow spots, patched for the version they were measured on.

1. A glyph keeps its svgelements path, and each copy of the glyph copies the path deeply: the path is shared instead.
2. `Mobject.align_data` forgets `skip_point_alignment` where it recurses: redrawn groups align their points in vain.
3. `inspect.signature` runs for each updater and each frame: its answers are kept.
4. Each formula starts a Typst compiler anew, which looks for fonts: one compiler is kept.
5. Each glyph is parsed anew wherever it stands: see `glyphs`.
6. Each element of a formula's SVG gets a group, which is copied with it: see `groups`.
7. Copies look up how to copy each attribute, and colours are parsed again each time they are set, and families are
   walked by generators inside generators: see `copies`.
8. Each frame hands Cairo the outlines of all that moves, curve by curve: see `drawing`.
9. The tracer of implicit curves asks for the same places again and again: see `contours`.
10. svgelements reads Typst's SVG as if anything could be in it: see `typst_svg`.
"""

from __future__ import annotations

import inspect
import logging
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

from derivanim.render import contours, copies, drawing, glyphs, groups, typst_svg

MEASURED_ON = "0.22."
# Part of the key of cached videos: raise it when a patch changes what is drawn.
REVISION = 2


def apply() -> bool:
    """Patch the Manim of this process; False, with a logged note, where its version is not the measured one."""
    import manim

    if not manim.__version__.startswith(MEASURED_ON):
        logging.getLogger(__name__).warning("Manim %s is not patched, only %s*", manim.__version__, MEASURED_ON)
        return False
    _share_paths()
    _pass_skip_on()
    _keep_signatures()
    _keep_compiler()
    glyphs.apply()
    groups.apply()
    typst_svg.apply()
    copies.apply()
    drawing.apply()
    contours.apply()
    return True


def _share_paths() -> None:
    import svgelements

    def shared(self: Any, memo: dict[int, Any]) -> Any:
        del memo
        return self

    svgelements.Path.__deepcopy__ = shared


def _pass_skip_on() -> None:
    from manim.mobject.mobject import Mobject

    def align_data(self: Any, mobject: Any, skip_point_alignment: bool = False) -> Any:
        self.null_point_align(mobject)
        self.align_submobjects(mobject)
        if not skip_point_alignment:
            self.align_points(mobject)
        for mine, other in zip(self.submobjects, mobject.submobjects, strict=True):
            mine.align_data(other, skip_point_alignment)
        return self

    Mobject.align_data = align_data


def _keep_signatures() -> None:
    from manim.mobject import mobject as module

    kept: dict[Any, inspect.Signature] = {}

    def signature(function: Callable[..., Any]) -> inspect.Signature:
        try:
            return kept[function]
        except KeyError:
            found = kept[function] = inspect.signature(function)
            return found
        except TypeError:
            return inspect.signature(function)

    # The module's own view of `inspect` is replaced, not `inspect` itself, which others use too.
    view = types.SimpleNamespace(**{name: getattr(inspect, name) for name in dir(inspect) if not name.startswith("__")})
    view.signature = signature
    module.inspect = view


def _keep_compiler() -> None:
    import typst

    original = typst.compile
    kept = typst.Compiler(root="/")

    def compile(input: Any, *args: Any, **kwargs: Any) -> Any:
        plain = not args and kwargs.keys() <= {"format", "font_paths"} and not kwargs.get("font_paths")
        if not (plain and isinstance(input, str)):
            return original(input, *args, **kwargs)
        return kept.compile(input, format=kwargs.get("format"), root=str(Path(input).absolute().parent))

    typst.compile = compile
