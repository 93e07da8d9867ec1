"""The plot window of a curve given by an equation in two variables, with the same unit on both axes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import sympy
from numpy.typing import NDArray

from derivanim.calculus.sampling import Array, Sampler, sampler
from derivanim.calculus.symbols import symbol
from derivanim.calculus.ticks import nice_step, round_ticks
from derivanim.calculus.window import ASPECT, Window
from derivanim.errors import MathError

_GRID = 161
_REACHES = tuple(0.25 * 2.0**power for power in range(14))
_DEFAULT = 4.0
Box = tuple[float, float, float, float]
"""x_min, x_max, y_min, y_max."""


@np.errstate(all="ignore")
def choose_implicit_window(
    equation: sympy.Eq | sympy.Expr,
    x: str | sympy.Symbol,
    y: str | sympy.Symbol,
    *,
    point: Sequence[sympy.Expr | float] | None = None,
    aspect: float = ASPECT,
) -> Window:
    """Return the window that shows the curve of an equation: all of it if it is bounded, else its interesting part.

    A unit is equally long on both axes of a picture whose width is `aspect` times its height. `pieces` is empty.
    Raises MathError where no real curve is found.
    """
    first, second = (symbol(name) if isinstance(name, str) else name for name in (x, y))
    level = _level(equation, first, second)
    g = sampler(level, [first, second])
    at = None if point is None else (float(point[0]), float(point[1]))
    box = _whole(g, at)
    if box is None:
        box = _part(level, first, second, g, at)
    return _window(box, at, aspect)


def _level(equation: sympy.Eq | sympy.Expr, x: sympy.Symbol, y: sympy.Symbol) -> sympy.Expr:
    """The expression whose zeros are the curve, without repeated factors: they would not change its sign."""
    level = equation.lhs - equation.rhs if isinstance(equation, sympy.Eq) else equation
    if level.is_polynomial(x, y) and sympy.Poly(level, x, y).total_degree() <= 12:
        level = sympy.sqf_part(sympy.expand(level), x, y)
    return level


def curve_points(g: Sampler, box: Box) -> tuple[Array, Array]:
    """Return points of the curve g = 0 inside of a box: where it crosses the lines of a grid."""
    # Shifted a little, so that the lines miss the round numbers where equations like to have their special points.
    across = np.linspace(box[0], box[1], _GRID) + (box[1] - box[0]) * 1.37e-5
    up = np.linspace(box[2], box[3], _GRID) + (box[3] - box[2]) * 1.73e-5
    x, y = np.meshgrid(across, up)
    values = g(x, y)
    xs: list[Array] = []
    ys: list[Array] = []
    for first, second in ((np.s_[:, :-1], np.s_[:, 1:]), (np.s_[:-1, :], np.s_[1:, :])):
        crosses = values[first] * values[second] < 0
        px, py = _refined(g, x[first][crosses], y[first][crosses], x[second][crosses], y[second][crosses])
        xs.append(px)
        ys.append(py)
    return np.concatenate(xs), np.concatenate(ys)


def _refined(g: Sampler, ax: Array, ay: Array, bx: Array, by: Array) -> tuple[Array, Array]:
    """Halve the gaps at whose ends g has different signs; drop those where g jumps or has a pole."""
    start = g(ax, ay)
    bound = np.maximum(np.abs(start), np.abs(g(bx, by)))
    for _ in range(30):
        mx, my = (ax + bx) / 2, (ay + by) / 2
        same: NDArray[np.bool_] = (g(mx, my) > 0) == (start > 0)
        ax, ay = np.where(same, mx, ax), np.where(same, my, ay)
        bx, by = np.where(same, bx, mx), np.where(same, by, my)
    real = np.maximum(np.abs(g(ax, ay)), np.abs(g(bx, by))) < 1e-3 * bound
    return ax[real], ay[real]


def _bounds(x: Array, y: Array) -> Box:
    return float(x.min()), float(x.max()), float(y.min()), float(y.max())


def _whole(g: Sampler, at: tuple[float, float] | None) -> Box | None:
    """The box of a bounded curve; None for a curve that goes on and on."""
    boxes: list[Box | None] = []
    for reach in _REACHES:
        x, y = curve_points(g, (-reach, reach, -reach, reach))
        boxes.append(_bounds(x, y) if x.size else None)
    if not any(boxes):
        raise MathError("The equation has no real curve to draw near the origin.")
    for index, (reach, box) in enumerate(zip(_REACHES, boxes, strict=True)):
        if box is None or max(map(abs, box)) > 0.97 * reach:
            continue
        further = boxes[index + 1 : index + 5]
        if all(other is None or _inside(other, box, 0.03 * reach * 2**step) for step, other in enumerate(further, 1)):
            if at is not None and not (box[0] - 1 <= at[0] <= box[1] + 1 and box[2] - 1 <= at[1] <= box[3] + 1):
                continue
            x, y = curve_points(g, _grown(box, 0.05 * reach))
            return _bounds(x, y) if x.size else box
    return None


def _inside(inner: Box, outer: Box, slack: float) -> bool:
    return (
        inner[0] >= outer[0] - slack
        and inner[1] <= outer[1] + slack
        and inner[2] >= outer[2] - slack
        and inner[3] <= outer[3] + slack
    )


def _grown(box: Box, by: float) -> Box:
    return box[0] - by, box[1] + by, box[2] - by, box[3] + by


def _part(level: sympy.Expr, x: sympy.Symbol, y: sympy.Symbol, g: Sampler, at: tuple[float, float] | None) -> Box:
    """The interesting part of an unbounded curve: level and upright tangents, crossings of the axes, the point."""
    for reach in (3.0, 6.0, 12.0, 50.0, 250.0, 2000.0):
        px, py = curve_points(g, (-reach, reach, -reach, reach))
        if not px.size:
            continue
        special = _special(level, x, y, g, px, py, reach)
        if special is None and reach < 12:
            continue
        if special is None:
            nearest = float(np.hypot(px, py).min())
            half = max(min(_DEFAULT, reach), 2.5 * nearest)
            box: Box = (-half, half, -half, half)
        else:
            size = max(special[1] - special[0], special[3] - special[2], 1.0)
            box = _grown(special, max(0.4 * size, 1.0))
        return box if at is None else _with_point(box, at)
    raise MathError("The equation has no real curve to draw near the origin.")


def _with_point(box: Box, at: tuple[float, float]) -> Box:
    if _inside((at[0], at[0], at[1], at[1]), box, 0.0):
        return box
    half = max(2.0, 0.3 * max(abs(at[0]), abs(at[1])))
    far = max(abs(at[0]), abs(at[1])) > 10 * max(map(abs, box))
    own = (at[0] - half, at[0] + half, at[1] - half, at[1] + half)
    if far:
        return own
    return min(box[0], own[0]), max(box[1], own[1]), min(box[2], own[2]), max(box[3], own[3])


def _special(
    level: sympy.Expr, x: sympy.Symbol, y: sympy.Symbol, g: Sampler, px: Array, py: Array, reach: float
) -> Box | None:
    """The box of the special points of a curve within reach, None if there are none or they go on without end."""
    cell = 2 * reach / (_GRID - 1)
    found = np.zeros(px.size, dtype=bool)
    for derivative in (level.diff(x), level.diff(y)):
        try:
            slope = sampler(derivative, [x, y])
        except MathError:
            continue
        here = slope(px, py) > 0
        around = [slope(px + dx * cell, py + dy * cell) > 0 for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1))]
        found |= np.any([side != here for side in around], axis=0)
    if not found.any():
        found = (np.abs(px) < cell) | (np.abs(py) < cell)
    if not found.any() or np.count_nonzero(found) > 0.5 * px.size:
        return None
    box = _bounds(px[found], py[found])
    return box if max(map(abs, box)) < 0.9 * reach else None


def _window(box: Box, at: tuple[float, float] | None, aspect: float) -> Window:
    """Add a margin, then widen the shorter side until the units are equal."""
    if at is not None:
        box = min(box[0], at[0]), max(box[1], at[0]), min(box[2], at[1]), max(box[3], at[1])
    margin = 0.12 * max(box[1] - box[0], box[3] - box[2], 1e-6)
    x_min, x_max, y_min, y_max = _grown(box, margin)
    width, height = x_max - x_min, y_max - y_min
    if width < aspect * height:
        middle = (x_min + x_max) / 2
        x_min, x_max = middle - aspect * height / 2, middle + aspect * height / 2
    else:
        middle = (y_min + y_max) / 2
        y_min, y_max = middle - width / aspect / 2, middle + width / aspect / 2
    x_min, x_max, y_min, y_max = (float(f"{bound:.7g}") for bound in (x_min, x_max, y_min, y_max))
    step = nice_step(x_max - x_min, 5.5)
    crosses = x_min <= 0 <= x_max and y_min <= 0 <= y_max
    x_ticks, y_ticks = (
        tuple(tick for tick in round_ticks(low, high, step) if tick.value or not crosses)
        for low, high in ((x_min, x_max), (y_min, y_max))
    )
    return Window(x_min, x_max, y_min, y_max, x_ticks, y_ticks, pieces=())
