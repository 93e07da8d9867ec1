"""Glyphs read once: the outline of a path of SVG is parsed the first time it is met, and only moved after that.

svgelements parses the letter x anew for each x of a formula, moves its segments one by one, and Manim then turns them
into curves one by one. Here a path remembers its outline and the matrices that it was multiplied with; curves come from
one array operation on both, whose arithmetic is that of svgelements and Manim, number by number. Whoever asks such a
path for its segments gets them from svgelements' own parser.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

Matrix = tuple[float, float, float, float, float, float]
_MOST = 4096
_USUAL = frozenset(("long_lines", "should_subdivide_sharp_curves", "should_remove_null_curves"))
_NEARLY = 0.0001
_SIZES = {"m": 2, "l": 2, "h": 1, "v": 1, "q": 4, "c": 6, "z": 0}
_COMMAND = re.compile(r"([MmLlHhVvQqCcZz])([-+.0-9eE, \n\t]*)")
# As svgelements reads numbers.
_NUMBER = re.compile(r"[-+]?[0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?")


@dataclass(frozen=True)
class Outline:
    """Coordinates of a path, and which of them make up its curves.

    Each row of `index` is a curve: its start, three coordinates for each of its two handles, and its end. A handle is
    the mean of its three coordinates, or the first of them where `cubic`. `closing` are the curves that are drawn only
    if they have a length.
    """

    x: Any
    y: Any
    index: Any
    cubic: Any
    closing: tuple[int, ...]


@dataclass
class _Pending:
    text: str
    outline: Outline
    matrices: tuple[Matrix, ...] = ()


_outlines: dict[str, Outline | None] = {}


def apply() -> None:
    """Patch svgelements' paths and Manim's mobjects made of them."""
    _patch_paths()
    _patch_mobjects()


def _patch_paths() -> None:
    import svgelements as se
    from svgelements import SVG, Path
    from svgelements.svgelements import GraphicObject, Transformable

    original_parse, original_reify = Path.parse, Path.reify
    original_arcs = Path.approximate_arcs_with_quads

    def segments(self: Any) -> Any:
        pending = self.__dict__.pop("_pending", None)
        if pending is not None:
            original_parse(self, pending.text)
            for numbers in pending.matrices:
                matrix = se.Matrix(*numbers)
                for segment in self._segments:
                    segment.__imul__(matrix)
        return self._kept_segments

    def set_segments(self: Any, found: Any) -> None:
        self.__dict__.pop("_pending", None)
        self._kept_segments = found

    def parse(self: Any, pathdef: Any) -> None:
        if type(pathdef) is str and type(self) is Path and "_pending" not in self.__dict__ and not self._kept_segments:
            outline = read(pathdef)
            if outline is not None:
                self._pending = _Pending(pathdef, outline)
                self._length = None
                return
        original_parse(self, pathdef)

    def reify(self: Any) -> Any:
        pending = self.__dict__.get("_pending")
        if pending is None:
            return original_reify(self)
        GraphicObject.reify(self)
        Transformable.reify(self)
        matrix = self.transform
        if isinstance(matrix, se.Matrix):
            numbers = (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
            self._pending = _Pending(pending.text, pending.outline, (*pending.matrices, numbers))
        matrix.reset()
        return self

    def approximate_arcs_with_quads(self: Any, *args: Any, **kwargs: Any) -> Any:
        # An outline has no arcs.
        return None if "_pending" in self.__dict__ else original_arcs(self, *args, **kwargs)

    original_structure = SVG._use_structure_parse

    def structure(source: Any) -> Iterator[tuple[Any, str, Any]]:
        """Symbols are read where they are used; where they are only defined, nothing would be made of them."""
        definitions = inside = 0
        for tag, event, element in original_structure(source):
            step = {"start": 1, "end": -1}.get(event, 0)
            definitions += step if tag == "defs" else 0
            symbol = tag == "symbol" and definitions > 0
            inside += step if symbol else 0
            if not inside and not symbol:
                yield tag, event, element

    SVG._use_structure_parse = staticmethod(structure)
    Path._segments = property(segments, set_segments)
    Path.parse, Path.reify, Path.approximate_arcs_with_quads = parse, reify, approximate_arcs_with_quads


def _patch_mobjects() -> None:
    from manim.mobject.mobject import Mobject
    from manim.mobject.svg.svg_mobject import SVGMobject, VMobjectFromSVGPath
    from manim.mobject.types.vectorized_mobject import VMobject

    original_commands = VMobjectFromSVGPath.handle_commands
    original_transform = SVGMobject.handle_transform

    def handle_commands(self: Any) -> Any:
        pending = self.path_obj.__dict__.get("_pending")
        if pending is None or self.n_points_per_curve != 4:
            return original_commands(self)
        self.points = _points(pending)
        return self

    def handle_transform(mobject: Any, matrix: Any) -> Any:
        return mobject if matrix.is_identity() else original_transform(mobject, matrix)

    original_init = VMobjectFromSVGPath.__init__
    kept: dict[Any, list[tuple[str, Any]]] = {}

    def __init__(self: Any, path_obj: Any, *args: Any, **kwargs: Any) -> None:
        """All glyphs begin alike, but for their points: as one that was made as Manim makes it."""
        pending = path_obj.__dict__.get("_pending")
        usual = pending is not None and not args and kwargs.keys() <= _USUAL
        if not usual or type(self) is not VMobjectFromSVGPath or not isinstance(self, VMobject):
            original_init(self, path_obj, *args, **kwargs)
            return
        # Defaults that a program sets replace these functions.
        key = (vars(VMobject)["__init__"], vars(Mobject)["__init__"], tuple(sorted(kwargs.items())))
        if key not in kept:
            original_init(self, path_obj, **kwargs)
            kept[key] = [(n, copy.deepcopy(v)) for n, v in vars(self).items() if n not in ("path_obj", "points")]
            return
        into = self.__dict__
        for name, value in kept[key]:
            fresh = type(value) is np.ndarray or type(value) is list
            into[name] = value.copy() if fresh else value
        into["path_obj"], into["points"] = path_obj, _points(pending)

    VMobjectFromSVGPath.__init__ = __init__
    VMobjectFromSVGPath.handle_commands = handle_commands
    SVGMobject.handle_transform = staticmethod(handle_transform)


def read(text: str) -> Outline | None:
    """The outline of a path, or None where it has something unusual in it; it is parsed only once."""
    try:
        return _outlines[text]
    except KeyError:
        outline = _parse(text)
        if len(_outlines) < _MOST:
            _outlines[text] = outline
        return outline


def _parse(text: str) -> Outline | None:
    pen = _Pen()
    end = 0
    for match in _COMMAND.finditer(text):
        if match.start() != end or not pen.follow(match[1], [float(n) for n in _NUMBER.findall(match[2])]):
            return None
        end = match.end()
    return pen.outline() if end == len(text) else None


class _Pen:
    """Follows the commands of a path that begin where the last one ended, relative ones made absolute."""

    def __init__(self) -> None:
        self.places: list[tuple[float, float]] = []
        self.curves: list[tuple[int, tuple[int, ...], tuple[int, ...], int, bool]] = []
        self.closing: list[int] = []
        self.start = self.last = 0
        self.open = False

    def follow(self, command: str, numbers: list[float]) -> bool:
        """Do one command with its numbers; False where it is not understood."""
        size = _SIZES[command.lower()]
        if command in "Zz":
            return not numbers and self._close()
        if not numbers or len(numbers) % size or not (self.open or command in "Mm"):
            return False
        for at in range(0, len(numbers), size):
            values = numbers[at : at + size]
            x, y = self.places[self.last] if self.places and command.islower() else (0.0, 0.0)
            if command in "Hh":
                values = [x + values[0] if command == "h" else values[0], self.places[self.last][1]]
            elif command in "Vv":
                values = [self.places[self.last][0], y + values[0] if command == "v" else values[0]]
            elif command.islower() and self.places:
                values = [v + (y if n % 2 else x) for n, v in enumerate(values)]
            first = len(self.places)
            self.places += zip(values[::2], values[1::2], strict=True)
            self._draw("M" if command in "Mm" and at == 0 else "L" if size < 4 else command.upper(), first)
        return True

    def outline(self) -> Outline | None:
        """What was drawn, if anything was."""
        if not self.curves:
            return None
        index = np.array([(start, *first, *second, end) for start, first, second, end, _ in self.curves])
        cubic = np.array([cubic for *_, cubic in self.curves])
        x, y = np.array(self.places).T
        return Outline(x, y, index, cubic, tuple(self.closing))

    def _draw(self, command: str, one: int) -> None:
        last, self.last = self.last, len(self.places) - 1
        if command == "M":
            self.start, self.open = self.last, True
        elif command == "L":
            self._line(last, self.last)
        elif command == "Q":
            self.curves.append((last, (last, one, one), (one, one, self.last), self.last, False))
        else:
            self.curves.append((last, (one,) * 3, (one + 1,) * 3, self.last, True))

    def _line(self, start: int, end: int) -> None:
        self.curves.append((start, (start, start, end), (start, end, end), end, False))

    def _close(self) -> bool:
        if not self.open:
            return False
        if self.places[self.last] != self.places[self.start]:
            self.closing.append(len(self.curves))
            self._line(self.last, self.start)
        self.last, self.open = self.start, False
        return True


def placed(outlines: list[tuple[Outline, Matrix]]) -> tuple[Any, list[int]]:
    """The points of outlines that were each moved by a matrix, one after the other, and where each of them ends."""
    if not outlines:
        return np.zeros((0, 3)), []
    every = [outline for outline, _ in outlines]
    sizes, curves = [len(outline.x) for outline in every], [len(outline.index) for outline in every]
    a, b, c, d, e, f = np.repeat(np.array([matrix for _, matrix in outlines]), sizes, axis=0).T
    x, y = np.concatenate([outline.x for outline in every]), np.concatenate([outline.y for outline in every])
    index = np.concatenate([outline.index for outline in every])
    index += np.repeat(np.cumsum([0, *sizes[:-1]]), curves)[:, None]
    cubic = np.concatenate([outline.cubic for outline in every])
    ends = np.cumsum(curves)
    points = _curves(x * a + y * c + 1 * e, x * b + y * d + 1 * f, index, cubic)
    firsts = (ends - curves).tolist()
    closing = [first + n for first, outline in zip(firsts, every, strict=True) for n in outline.closing]
    short = _short(points, closing)
    if short:
        points = np.delete(points, short, axis=0)
        ends = ends - np.searchsorted(short, ends)
    return points.reshape(-1, 3), (4 * ends).tolist()


def _points(pending: _Pending) -> Any:
    """The points of the curves, four each."""
    outline = pending.outline
    x, y = outline.x, outline.y
    for a, b, c, d, e, f in pending.matrices:
        x, y = x * a + y * c + 1 * e, x * b + y * d + 1 * f
    points = _curves(x, y, outline.index, outline.cubic)
    short = _short(points, outline.closing)
    if short:
        points = np.delete(points, short, axis=0)
    return points.reshape(-1, 3)


def _curves(x: Any, y: Any, index: Any, cubic: Any) -> Any:
    places = np.zeros((len(x), 3))
    places[:, 0], places[:, 1] = x, y
    points = np.empty((len(index), 4, 3))
    points[:, 0], points[:, 3] = places[index[:, 0]], places[index[:, 7]]
    points[:, 1], points[:, 2] = places[index[:, 1]], places[index[:, 4]]
    means = np.flatnonzero(~cubic)
    if len(means):
        some = index[means]
        points[means, 1] = (places[some[:, 1]] + places[some[:, 2]] + places[some[:, 3]]) / 3
        points[means, 2] = (places[some[:, 4]] + places[some[:, 5]] + places[some[:, 6]]) / 3
    return points


def _short(points: Any, closing: Iterable[int]) -> list[int]:
    return [n for n in closing if abs(np.linalg.norm(points[n, 0] - points[n, 3])) <= _NEARLY]
