"""Typst's own SVG, read without svgelements.

Typst writes a small dialect: groups with a matrix, glyphs that stand as symbols in the definitions and are used, and
paths with a fill and a stroke. It is read here straight into Manim's mobjects, with the arithmetic of svgelements, so
that each number is the same. What is not of the dialect is left to svgelements.
"""

from __future__ import annotations

import copy
import functools
import re
from dataclasses import dataclass, field
from math import sqrt
from typing import Any

import numpy as np

from derivanim.render import glyphs
from derivanim.render.glyphs import Matrix, Outline
from derivanim.render.groups import Groups

_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_PAINT = ("fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width")
_UNSEEN = {"fill-rule", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-dasharray"}
_STYLE = {*_PAINT, *_UNSEEN, "stroke-dashoffset"}
_KNOWN = {
    "g": {*_STYLE, "transform", "id"},
    "use": {*_STYLE, _HREF, "x", "y"},
    "path": {*_STYLE, "transform", "d"},
    "symbol": {"id", "overflow"},
}
_PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_TRANSFORM = re.compile(r"(matrix|translate)\(([-0-9. ]+)\)")
_COLOR = re.compile(r"none|#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})")
_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
# What svgelements begins with.
_START = {"color": "black", "fill": "black", "stroke": "none"}
# The reading stands in for these; a class that has its own is read as Manim does it.
_METHODS = (
    "apply_style_to_mobject", "flip", "get_file_path", "get_mob_from_shape_element", "get_mobjects_from",
    "get_mobject_type_class", "handle_transform", "path_to_mobject", "rotate",
)  # fmt: skip
_COLORED = (
    "fill_opacity", "fill_rgbas", "stroke_opacity", "stroke_rgbas", "stroke_width", "background_stroke_color",
    "background_stroke_opacity", "background_stroke_rgbas", "background_stroke_width", "sheen_direction",
    "sheen_factor",
)  # fmt: skip


class _OtherError(Exception):
    """The document is not of the dialect."""


@dataclass
class _Leaf:
    """A path where it stands: what svgelements would know of it, its outline and its matrix."""

    values: dict[str, Any]
    outline: Outline
    matrix: Matrix
    above: tuple[str, ...]


@dataclass
class _Reading:
    """The walk through a document: its leaves in order, and the names of its elements as Manim gives them."""

    symbols: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    leaves: list[_Leaf] = field(default_factory=list)
    names: dict[str, list[Any]] = field(default_factory=lambda: {"root": []})
    unnamed: int = 0

    def name(self, element: Any) -> str:
        """The name of an element, or a number for it."""
        found = element.get("id")
        if found is None:
            found = f"numbered_group_{self.unnamed}"
            self.unnamed += 1
        if found in self.names:
            raise _OtherError(found)
        self.names[found] = []
        return str(found)

    def define(self, element: Any) -> None:
        """Keep the symbols of a `defs`."""
        for symbol in element:
            if symbol.tag != f"{_SVG}symbol" or not symbol.attrib.keys() <= _KNOWN["symbol"]:
                raise _OtherError(symbol.tag)
            paths = list(symbol)
            if any(path.tag != f"{_SVG}path" or len(path) for path in paths):
                raise _OtherError("symbol")
            self.symbols[symbol.get("id")] = [path.attrib for path in paths]

    def group(self, element: Any, above: tuple[str, ...], values: dict[str, Any], matrix: Matrix) -> None:
        """What is in a group."""
        values, matrix = _inherit("g", element.attrib, values, matrix)
        above = (*above, self.name(element))
        for child in element:
            tag = child.tag.removeprefix(_SVG)
            if tag == "g":
                self.group(child, above, values, matrix)
            elif tag == "use" and not len(child):
                self.use(child, above, values, matrix)
            elif tag == "path" and not len(child):
                self.path(child.attrib, above, values, matrix)
            elif tag != "defs":
                raise _OtherError(tag)

    def use(self, element: Any, above: tuple[str, ...], values: dict[str, Any], matrix: Matrix) -> None:
        """A symbol where it is used."""
        attributes = element.attrib
        values, matrix = _inherit("use", attributes, values, matrix)
        x, y = values.pop("x", "0"), values.pop("y", "0")
        if not (_PLAIN.fullmatch(x) and _PLAIN.fullmatch(y)):
            raise _OtherError("use")
        if float(x) or float(y):
            text = f"translate({float(x)}, {float(y)})"
            values["transform"] = f"{values.get('transform', '')} {text}"
            matrix = _times((1.0, 0.0, 0.0, 1.0, float(x), float(y)), matrix)
        target = attributes.get(_HREF, "")[1:]
        if target not in self.symbols:
            raise _OtherError("use")
        above = (*above, self.name(element))
        # For svgelements a symbol is an element beside its paths.
        self.names.setdefault(target, [])
        for path in self.symbols[target]:
            self.path(path, above, values, matrix)

    def path(self, attributes: Any, above: tuple[str, ...], values: dict[str, Any], matrix: Matrix) -> None:
        """A path."""
        values, matrix = _inherit("path", attributes, values, matrix)
        outline = glyphs.read(attributes.get("d", ""))
        if outline is None:
            raise _OtherError("path")
        self.name(attributes)
        self.leaves.append(_Leaf(values, outline, matrix, above))


def apply() -> None:
    """Patch Manim's reading and colouring of Typst's formulas."""
    from manim.mobject.svg.svg_mobject import SVGMobject
    from manim.mobject.text.typst_mobject import Typst

    original = SVGMobject.generate_mobject
    own = {name: getattr(Typst, name) for name in _METHODS}

    def generate_mobject(self: Any) -> Any:
        kind = type(self)
        usual = issubclass(kind, Typst) and not self.track_baselines and self.n_points_per_cubic_curve == 4
        if not usual or any(getattr(kind, name) is not function for name, function in own.items()):
            return original(self)
        try:
            reading = _read(self)
        except (_OtherError, RecursionError):
            return original(self)
        _fill(self, reading)
        return self

    Typst.generate_mobject = generate_mobject
    _color_once()


def _read(mobject: Any) -> _Reading:
    from xml.etree import ElementTree

    # A file that Typst wrote.
    tree = mobject.modify_xml_tree(ElementTree.parse(mobject.get_file_path()))  # noqa: S314
    root = tree.getroot()
    reading = _Reading()
    for element in root.iter(f"{_SVG}defs"):
        reading.define(element)
    if root.attrib or len(root) != 1:
        raise _OtherError("svg")
    reading.group(root[0], ("root", reading.name(root)), _START, _IDENTITY)
    return reading


def _inherit(tag: str, attributes: Any, values: dict[str, Any], matrix: Matrix) -> tuple[dict[str, Any], Matrix]:
    """The values and the matrix of an element, from its own attributes and those above it."""
    if not attributes.keys() <= _KNOWN[tag]:
        raise _OtherError(tag)
    found = {**values, **attributes, "tag": tag}
    found.pop("id", None)
    for name in ("fill", "stroke"):
        if name in attributes and not _COLOR.fullmatch(attributes[name]):
            raise _OtherError(name)
    for name in ("stroke-width", "fill-opacity", "stroke-opacity"):
        if name in attributes and not _PLAIN.fullmatch(attributes[name]):
            raise _OtherError(name)
    text = attributes.get("transform")
    if text is not None:
        if "transform" in values:
            found["transform"] = f"{values['transform']} {text}"
        matrix = _times(_matrix(text), matrix)
    return found, matrix


def _matrix(text: str) -> Matrix:
    match = _TRANSFORM.fullmatch(text)
    numbers = match[2].split() if match else []
    if not match or not all(map(_PLAIN.fullmatch, numbers)):
        raise _OtherError(text)
    found = [float(number) for number in numbers]
    if match[1] == "translate" and len(found) in (1, 2):
        return 1.0, 0.0, 0.0, 1.0, found[0], found[1] if len(found) == 2 else 0.0
    if match[1] == "matrix" and len(found) == 6:
        return found[0], found[1], found[2], found[3], found[4], found[5]
    raise _OtherError(text)


def _times(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does one and then the other, as svgelements multiplies."""
    (a, b, c, d, e, f), (ta, tb, tc, td, te, tf) = first, then
    return (
        ta * a + tc * b + te * 0,
        tb * a + td * b + tf * 0,
        ta * c + tc * d + te * 0,
        tb * c + td * d + tf * 0,
        ta * e + tc * f + te * 1,
        tb * e + td * f + tf * 1,
    )


_paints: dict[tuple[Any, ...], tuple[dict[str, Any], float, bool]] = {}
_made: dict[Any, list[tuple[str, Any]]] = {}


def _paint(values: dict[str, Any]) -> tuple[dict[str, Any], float, bool]:
    """Manim's style of svgelements' colours, the width of the stroke before its matrix, and whether it is drawn."""
    from svgelements.svgelements import GraphicObject

    key = tuple(map(values.get, _PAINT))
    if key not in _paints:
        shape = GraphicObject()
        shape.property_by_values(values)
        style = {
            "stroke_color": shape.stroke.hexrgb,
            "stroke_opacity": shape.stroke.opacity,
            "fill_color": shape.fill.hexrgb,
            "fill_opacity": shape.fill.opacity,
        }
        _paints[key] = style, shape.stroke_width, shape.stroke.value is not None
    return _paints[key]


def _fill(mobject: Any, reading: _Reading) -> None:
    """Give a formula its parts, turned upright."""
    points, ends = glyphs.placed([(leaf.outline, leaf.matrix) for leaf in reading.leaves])
    parts: list[tuple[Any, int, int]] = []
    for leaf, start, end in zip(reading.leaves, [0, *ends], ends, strict=False):
        if start == end:
            continue
        style, width, stroked = _paint(leaf.values)
        a, b, c, d, _, _ = leaf.matrix
        width *= sqrt(abs(a * d - c * b))
        part = _part(mobject, leaf, {"stroke_width": width if stroked else 0, **style}, points[start:end])
        parts.append((part, start, end))
        if mobject._preserve_svg_stroke_widths and width != 0:
            size = max(part.width, part.height)
            if size > 0:
                part._typst_reference_size, part._typst_source_stroke_width = size, width
                mobject._stroke_width_tracked_submobjects.append(part)
        for name in leaf.above:
            reading.names[name].append(part)
    mobject.add(*(part for part, _, _ in parts))
    mobject.id_to_vgroup_dict = Groups(reading.names, {})
    _flip(mobject, points, parts)


def _flip(mobject: Any, points: Any, parts: list[tuple[Any, int, int]]) -> None:
    """As `mobject.flip(RIGHT)`, all points at once."""
    from manim import ORIGIN, RIGHT, TAU
    from manim.utils.space_ops import rotate_vector, rotation_matrix

    center = np.array(mobject.get_critical_point(ORIGIN))
    turned = np.dot(points - center, rotation_matrix(TAU / 2, RIGHT).T)
    turned += center
    directions: dict[bytes, Any] = {}
    for part in (mobject, *(part for part, _, _ in parts)):
        key = part.sheen_direction.tobytes()
        if key not in directions:
            directions[key] = rotate_vector(part.sheen_direction, TAU / 2, RIGHT)
        part.sheen_direction = directions[key].copy()
    for part, start, end in parts:
        part.points = turned[start:end].copy()


def _part(mobject: Any, leaf: _Leaf, style: dict[str, Any], points: Any) -> Any:
    """A mobject of these points: as one that Manim made with this style, but for them."""
    from manim.mobject.mobject import Mobject
    from manim.mobject.svg.svg_mobject import VMobjectFromSVGPath
    from manim.mobject.types.vectorized_mobject import VMobject

    path: Any = object.__new__(_later())
    path.__dict__["_values"] = leaf.values
    config = mobject.path_string_config
    # Defaults that a program sets replace these functions.
    inits = tuple(vars(kind)["__init__"] for kind in (VMobjectFromSVGPath, VMobject, Mobject))
    key = (inits, tuple(config.items()), tuple(style.values()))
    if key not in _made:
        first = mobject.path_to_mobject(path)
        first.set_style(**style)
        _made[key] = [(n, copy.deepcopy(v)) for n, v in vars(first).items() if n not in ("path_obj", "points")]
    part = VMobjectFromSVGPath.__new__(VMobjectFromSVGPath)
    into = part.__dict__
    for name, value in _made[key]:
        fresh = type(value) is np.ndarray or type(value) is list
        into[name] = value.copy() if fresh else value
    into["path_obj"], into["points"] = path, points
    return part


@functools.cache
def _later() -> type:
    """svgelements' paths that are made when somebody looks into them."""
    from svgelements import Path

    class Later(Path):  # type: ignore[misc]  # svgelements has no types.
        def __getattr__(self, name: str) -> Any:
            values = self.__dict__.pop("_values", None)
            if values is None:
                raise AttributeError(name)
            self.__class__ = Path
            Path.__init__(self, values, pathd_loaded=True)
            self.parse(values["d"])
            self.reify()
            return getattr(self, name)

        def __setattr__(self, name: str, value: Any) -> None:
            if "_values" in self.__dict__ and name != "__class__":
                self.__getattr__("values")
            object.__setattr__(self, name, value)

    return Later


def _color_once() -> None:
    """Patch the colouring of black parts: parts that were coloured alike are alike after it."""
    from manim import BLACK, RendererType, config
    from manim.mobject.svg.svg_mobject import VMobjectFromSVGPath
    from manim.mobject.text.typst_mobject import Typst

    original = Typst.init_colors

    def init_colors(self: Any, propagate_colors: bool = True) -> Any:
        if config.renderer != RendererType.CAIRO:
            return original(self, propagate_colors)
        known: dict[Any, list[tuple[str, Any]]] = {}
        for part in self.submobjects:
            into = part.__dict__
            plain = type(part) is VMobjectFromSVGPath and not part.submobjects and not part.sheen_factor
            key = None
            if plain:
                key = tuple([v.tobytes() if type(v) is np.ndarray else v for v in map(into.get, _COLORED)])
            if key in known:
                for name, value in known[key]:
                    into[name] = value.copy() if type(value) is np.ndarray else value
                continue
            if part.color == BLACK:
                part.color = self.color
                part.init_colors(propagate_colors=propagate_colors)
            if plain:
                known[key] = [(name, into[name]) for name in _COLORED if name in into]
        return self

    Typst.init_colors = init_colors
