"""Copies, colours and families of mobjects, made without asking what need not be asked."""

from __future__ import annotations

import copy
import functools
import types
from typing import Any

import numpy as np

_ATOMS = frozenset(
    (int, float, str, bool, bytes, complex, type(None), type, types.FunctionType, types.BuiltinFunctionType)
) | {np.float64, np.bool_, np.int64}
# What an interpolation of colours sets.
STYLE = (
    "fill_rgbas", "stroke_rgbas", "background_stroke_rgbas", "stroke_width", "background_stroke_width",
    "sheen_direction", "sheen_factor",
)  # fmt: skip


def apply() -> None:
    """Patch Manim's mobjects."""
    _copy_quickly()
    _color_quickly()
    _gather_quickly()
    _bound_quickly()


def _copy_quickly() -> None:
    from manim import CapStyleType, LineJointType
    from manim.mobject.mobject import Mobject
    from manim.utils.color.core import ManimColor

    # A colour is never changed in place.
    atoms = _ATOMS | {ManimColor, CapStyleType, LineJointType}
    missing = object()

    def __deepcopy__(self: Any, memo: dict[int, Any]) -> Any:
        kind = self.__class__
        special = _properties(kind)
        result = kind.__new__(kind)
        memo[id(self)] = result
        mine, into = self.__dict__, result.__dict__
        into.update(mine)
        for name, value in mine.items():
            found = type(value)
            if found in atoms:
                continue
            if found is np.ndarray and value.dtype != object:
                # The same array in two places is one array in the copy, too.
                made = memo.get(id(value), missing)
                if made is missing:
                    made = memo[id(value)] = value.copy(order="K")
            elif found is list and id(value) not in memo:
                made = memo[id(value)] = []
                for item in value:
                    other = memo.get(id(item), missing)
                    made.append(copy.deepcopy(item, memo) if other is missing else other)
            elif found is dict and not value and id(value) not in memo:
                made = memo[id(value)] = {}
            else:
                made = copy.deepcopy(value, memo)
            into[name] = made
        for name in special.intersection(mine):
            setattr(result, name, into.pop(name))
        result.original_id = str(id(self))
        return result

    Mobject.__deepcopy__ = __deepcopy__


@functools.cache
def _properties(kind: type) -> frozenset[str]:
    """Names that a class handles itself when they are set."""
    return frozenset(name for base in kind.__mro__ for name, found in vars(base).items() if hasattr(found, "__set__"))


def _color_quickly() -> None:
    from manim.mobject.types.vectorized_mobject import VMobject
    from manim.utils.color import BLACK
    from manim.utils.color.core import ManimColor

    original = VMobject.update_rgbas_array
    plain = (float, int, np.float64)

    def update_rgbas_array(self: Any, array_name: str, color: Any = None, opacity: Any = None) -> Any:
        """One colour and one opacity without sheen go straight into the rows."""
        one, alpha = color, opacity
        if type(one) is list and len(one) == 1:
            one = one[0]
        if type(alpha) is np.ndarray and alpha.shape == (1,):
            alpha = alpha[0]
        simple = (one is None or type(one) is ManimColor) and (alpha is None or type(alpha) in plain)
        rows = self.__dict__.get(array_name)
        if not simple or self.get_sheen_factor() != 0 or (rows is None and hasattr(self, array_name)):
            return original(self, array_name, color, opacity)
        if rows is None:
            rows = np.empty((1, 4))
            rows[0] = (BLACK if one is None else one)._internal_value
            rows[0, 3] = 0.0 if alpha is None else alpha
            setattr(self, array_name, rows)
        elif len(rows) == 0:
            return original(self, array_name, color, opacity)
        else:
            if one is not None:
                rows[:, :3] = one._internal_value[:3]
            if alpha is not None:
                rows[:, 3] = alpha
        return self

    original_color = ManimColor.__init__

    def __init__(self: Any, value: Any, alpha: float = 1.0) -> None:
        """Arrays of floats are what a colour is inside."""
        if type(value) is np.ndarray and value.dtype == np.float64 and value.shape in ((3,), (4,)):
            inner = np.empty(4)
            inner[3] = alpha
            inner[: len(value)] = value
            self._internal_value = inner
        else:
            original_color(self, value, alpha)

    ManimColor.__init__ = __init__

    def interpolate_color(self: Any, mobject1: Any, mobject2: Any, alpha: float) -> Any:
        for name in STYLE:
            end = getattr(mobject2, name)
            if alpha == 1.0:
                setattr(self, name, end.copy() if isinstance(end, np.ndarray) else end)
            else:
                setattr(self, name, (1 - alpha) * getattr(mobject1, name) + alpha * end)
        return self

    VMobject.update_rgbas_array = update_rgbas_array
    VMobject.interpolate_color = interpolate_color


def _gather_quickly() -> None:
    from manim.animation import composition
    from manim.mobject import mobject as module
    from manim.utils import family

    original = module.Mobject.get_family
    original_update = module.Mobject.update

    def update(self: Any, dt: float = 0, recursive: bool = True) -> Any:
        """Parts without parts and updaters have nothing to do."""
        if self.updating_suspended or not recursive:
            return original_update(self, dt, recursive)
        if self.updaters:
            original_update(self, dt, recursive=False)
        for part in self.submobjects:
            if part.submobjects or part.updaters or type(part).update is not update:
                part.update(dt, recursive=recursive)
        return self

    def remove_list_redundancies(every: Any) -> list[Any]:
        """The last of equal ones stays."""
        found = list(dict.fromkeys(reversed(every)))
        found.reverse()
        return found

    def gather(mobject: Any, found: list[Any]) -> None:
        found.append(mobject)
        for part in mobject.submobjects:
            if part.submobjects:
                gather(part, found)
            else:
                found.append(part)

    def get_family(self: Any, recurse: bool = True) -> list[Any]:
        if not self.submobjects:
            return [self]
        found: list[Any] = []
        try:
            gather(self, found)
        except RecursionError:
            return list(original(self, recurse))  # A circle, which it knows how to leave.
        return found if len(set(found)) == len(found) else remove_list_redundancies(found)

    module.Mobject.get_family, module.Mobject.update = get_family, update
    for user in (module, family, composition):
        user.remove_list_redundancies = remove_list_redundancies


def _bound_quickly() -> None:
    from manim.mobject.types.vectorized_mobject import VMobject

    original = VMobject.get_points_defining_boundary
    anchors = VMobject.get_anchors

    def get_points_defining_boundary(self: Any) -> Any:
        """The ends of all curves, taken from each array at once."""
        found = []
        for mobject in self.get_family():
            if getattr(type(mobject), "get_anchors", None) is not anchors or mobject.n_points_per_cubic_curve != 4:
                return original(self)
            points = mobject.points
            if len(points) == 1:
                found.append(points)
            elif len(points) % 4 or points.shape[1] != 3:
                return original(self)
            elif len(points):
                found.append(points.reshape(-1, 4, 3)[:, ::3].reshape(-1, 3))
        return np.concatenate(found) if found else np.array(())

    VMobject.get_points_defining_boundary = get_points_defining_boundary
