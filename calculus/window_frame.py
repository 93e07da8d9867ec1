"""What a plot window of a given size holds: its ticks, and the pieces and breaks of the curve inside of it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import sympy
from numpy.typing import NDArray

from derivanim.calculus.sampling import Array, Sampler, sampler
from derivanim.calculus.singular import Break, find_breaks
from derivanim.calculus.ticks import Tick, ticks

_GRID = 1201
Range = tuple[float, float]


@dataclass(frozen=True)
class Window:
    """What to show: bounds, ticks, the intervals on which to draw, and where the curve breaks inside of them."""

    x_min: float
    x_max: float
    y_min: float
    y_max: float
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    pieces: tuple[tuple[float, float], ...]
    poles: tuple[float, ...] = ()
    jumps: tuple[float, ...] = ()
    holes: tuple[float, ...] = ()
    corners: tuple[float, ...] = ()
    vertical_tangents: tuple[float, ...] = ()
    horizontal_asymptotes: tuple[float, ...] = ()
    pi_ticks: bool = False
    also_pieces: tuple[tuple[tuple[float, float], ...], ...] = field(default=())

    @property
    def origin(self) -> tuple[float, float]:
        """Where the axes cross: the origin, or the point of the window that is nearest to it."""
        return (min(max(0.0, self.x_min), self.x_max), min(max(0.0, self.y_min), self.y_max))


def framed(f: Sampler, breaks: Sequence[Break], x_range: Range, y_range: Range, *, pi: bool) -> Window:
    """The window of these ranges around a curve with these breaks; its horizontal asymptotes are left out."""
    crosses = x_range[0] <= 0 <= x_range[1] and y_range[0] <= 0 <= y_range[1]
    return Window(
        *x_range,
        *y_range,
        x_ticks=tuple(t for t in ticks(*x_range, pi=pi) if t.value or not crosses),
        y_ticks=tuple(t for t in ticks(*y_range) if t.value or not crosses),
        pieces=find_pieces(f, breaks, x_range, y_range),
        poles=_at(breaks, "pole"),
        jumps=_at(breaks, "jump"),
        holes=_at(breaks, "hole"),
        corners=_at(breaks, "corner"),
        vertical_tangents=_at(breaks, "vertical tangent"),
        pi_ticks=pi,
    )


def resized(window: Window, function: sympy.Expr, x: sympy.Symbol, x_range: Range, y_range: Range) -> Window:
    """A window of the function with other ranges; the pieces of curves that shared its axes are left out."""
    f = sampler(function, [x])
    made = framed(f, find_breaks(function, x, *x_range, f), x_range, y_range, pi=window.pi_ticks)
    levels = tuple(y for y in window.horizontal_asymptotes if y_range[0] < y < y_range[1])
    return replace(made, horizontal_asymptotes=levels)


def find_pieces(f: Sampler, breaks: Sequence[Break], x_range: Range, y_range: Range) -> tuple[tuple[float, float], ...]:
    """Return the largest intervals on which the curve is continuous, finite and inside of the window."""
    (low, high), (bottom, top) = x_range, y_range
    width = high - low
    gap = 1e-6 * width
    slack = 1e-6 * (top - bottom)
    cutting = {b.x for b in breaks if b.kind in ("pole", "jump", "hole", "end", "wild") and low < b.x < high}
    cuts = [low, *sorted(cutting), high]
    ends_of_domain = {b.x: b for b in breaks}

    def visible(x: Array) -> NDArray[np.bool_]:
        values = f(x)
        with np.errstate(invalid="ignore"):
            return (values >= bottom - slack) & (values <= top + slack)

    result: list[tuple[float, float]] = []
    for left, right in itertools.pairwise(cuts):
        start = left + _gap(ends_of_domain.get(left), "right", gap)
        stop = right - _gap(ends_of_domain.get(right), "left", gap)
        if stop - start > 20 * gap:
            result += _runs(visible, start, stop, width)
    return tuple(result)


def _gap(found: Break | None, toward: str, gap: float) -> float:
    """How far to stay away from a cut: nothing where the curve itself reaches it."""
    if found is None:
        return 0.0
    reached = getattr(found, toward)
    close = reached.kind == "finite" and abs(found.value - reached.value) <= 1e-3 * (abs(reached.value) + 1e-9)
    return 0.0 if close and found.kind in ("end", "jump") else gap


def _runs(
    visible: Callable[[Array], NDArray[np.bool_]], start: float, stop: float, width: float
) -> list[tuple[float, float]]:
    count = max(33, int(_GRID * (stop - start) / width))
    inner = np.linspace(start, stop, count)
    # Closer and closer to both ends, where a pole or a vertical tangent may hide between two samples.
    near = (stop - start) * 2.0 ** -np.arange(10.0, 22.0)
    grid = np.unique(np.clip(np.concatenate([inner, start + near, stop - near]), start, stop))
    seen = visible(grid)
    edges = np.flatnonzero(seen[:-1] != seen[1:])
    left, right = grid[edges].copy(), grid[edges + 1].copy()
    rising = seen[edges + 1]
    for _ in range(40):
        middle = (left + right) / 2
        inside = visible(middle) == rising
        left, right = np.where(inside, left, middle), np.where(inside, middle, right)
    # The end that is inside, so that no piece holds a point that is not drawn.
    places = iter(np.where(rising, right, left))
    bounds = [start] if seen[0] else []
    bounds += [float(place) for place in places]
    bounds += [stop] if seen[-1] else []
    pairs = zip(bounds[::2], bounds[1::2], strict=True)
    return [(float(a), float(b)) for a, b in pairs if b - a > 2e-5 * width]


def _at(breaks: Sequence[Break], kind: str) -> tuple[float, ...]:
    return tuple(b.x for b in breaks if b.kind == kind)
