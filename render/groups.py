"""The groups of an SVG's elements, made when they are asked for.

Manim makes a group for each element of an SVG file, four for each glyph of a formula, and copies them all whenever the
formula is copied. Hardly a scene asks for one.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, MutableMapping
from typing import Any

Base = MutableMapping[str, Any]


class Groups(Base):
    """Names and what is in them, as `SVGMobject.id_to_vgroup_dict`: a group is made at the first look at it."""

    def __init__(self, names: dict[str, list[Any]], made: dict[str, Any]) -> None:
        self.names = names
        self.made = made

    def __getitem__(self, name: str) -> Any:
        if name not in self.made:
            from manim import VGroup

            self.made[name] = VGroup(*self.names[name])
        return self.made[name]

    def __setitem__(self, name: str, group: Any) -> None:
        self.names.setdefault(name, [])
        self.made[name] = group

    def __delitem__(self, name: str) -> None:
        del self.names[name]
        self.made.pop(name, None)

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    def __deepcopy__(self, memo: dict[int, Any]) -> Groups:
        copied = Groups({}, {})
        memo[id(self)] = copied
        known = memo.get
        for name, members in self.names.items():
            copied.names[name] = [known(id(m)) or copy.deepcopy(m, memo) for m in members]
        copied.made = {name: copy.deepcopy(group, memo) for name, group in self.made.items()}
        return copied


def apply() -> None:
    """Patch Manim's reading of SVG elements; the names and the order of its own are kept."""
    import svgelements as se
    from manim.mobject.svg import svg_mobject

    shapes = (se.Path, se.SimpleLine, se.Rect, se.Circle, se.Ellipse, se.Polygon, se.Polyline, se.Text)

    def get_mobjects_from(self: Any, svg: Any) -> tuple[list[Any], Groups]:
        found: list[Any] = []
        stack: list[tuple[Any, int]] = [(svg, 1)]
        names: dict[str, list[Any]] = {"root": []}
        above = ["root"]
        unnamed = 0
        while stack:
            element, depth = stack.pop()
            above = above[:depth]
            try:
                name = str(element.values["id"])
            except Exception:  # As Manim does: elements without values or without a name.
                name = f"numbered_group_{unnamed}"
                unnamed += 1
            above.append(name)
            names[name] = []
            if isinstance(element, se.Group | se.Use):
                stack.extend((child, depth + 1) for child in element[::-1])
            try:
                mobject = self.get_mob_from_shape_element(element) if isinstance(element, shapes) else None
                if mobject is not None:
                    found.append(mobject)
                    for parent in above[:-1]:
                        names[parent].append(mobject)
            except Exception as error:
                svg_mobject.logger.error(f"Exception occurred in 'get_mobjects_from'. Details: {error}")
        return found, Groups(names, {})

    svg_mobject.SVGMobject.get_mobjects_from = get_mobjects_from
