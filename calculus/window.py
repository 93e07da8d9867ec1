"""Plot windows: the part of the plane that shows what matters of a function."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import sympy

from derivanim.calculus.sampling import Sampler, sampler
from derivanim.calculus.singular import Break, classify, find_breaks
from derivanim.calculus.symbols import symbol
from derivanim.calculus.ticks import nice_step
from derivanim.calculus.window_bounds import choose_bounds
from derivanim.calculus.window_frame import Window, find_pieces, framed
from derivanim.calculus.window_height import middle_height
from derivanim.errors import MathError

ASPECT = 8 / 5.6


@np.errstate(all="ignore")
def choose_window(
    function: sympy.Expr,
    variable: str | sympy.Symbol,
    *,
    point: sympy.Expr | float | None = None,
    interval: Sequence[sympy.Expr | float] | None = None,
    also: Sequence[sympy.Expr] = (),
    aspect: float | None = None,
) -> Window:
    """Return the window in which to show a function.

    It lies around `point`, or covers `interval` with a margin, or else shows the interesting features. The curves in
    `also` share its axes. `aspect` is width over height of the picture. Raises MathError where there is nothing real
    to draw, or the function has no value at the point.
    """
    x = symbol(variable) if isinstance(variable, str) else variable
    f = sampler(function, [x])
    at = None if point is None else float(point)
    ends = None if interval is None else (float(interval[0]), float(interval[1]))
    if at is not None and not np.isfinite(f(np.array(at))):
        raise MathError(f"The function {function} has no real value at {x} = {point}.")
    if ends is not None and not ends[0] < ends[1]:
        raise MathError(f"The interval from {ends[0]:g} to {ends[1]:g} is empty.")
    chosen = choose_bounds(function, x, f, point=at, interval=ends, aspect=aspect or ASPECT)
    if chosen is None:
        raise MathError(f"The function {function} has no real values to draw.")
    x_min, x_max, breaks = chosen.low, chosen.high, chosen.breaks
    y_min, y_max = chosen.bottom, chosen.top
    others = [_restricted(sampler(other, [x]), f) for other in also]
    also_breaks = [
        sorted([*find_breaks(other, x, x_min, x_max, g), *_classified(g, breaks, x_max - x_min)], key=lambda b: b.x)
        for other, g in zip(also, others, strict=True)
    ]
    for g in others:
        y_min, y_max = _joined((y_min, y_max), _middle_range(g, x_min, x_max, at, ends))
    y_min, y_max = _rounded(y_min, y_max)
    return replace(
        framed(f, breaks, (x_min, x_max), (y_min, y_max), pi=chosen.pi),
        horizontal_asymptotes=_asymptotes(f, (x_min, x_max), (y_min, y_max)),
        also_pieces=tuple(
            find_pieces(g, b, (x_min, x_max), (y_min, y_max)) for g, b in zip(others, also_breaks, strict=True)
        ),
    )


def _restricted(g: Sampler, f: Sampler) -> Sampler:
    """Another curve where the function itself is defined: the derivative of ln x has no part left of 0."""
    return lambda *arrays: np.where(np.isnan(f(*arrays)), np.nan, g(*arrays))


def _classified(g: Sampler, breaks: Sequence[Break], width: float) -> list[Break]:
    """What another curve does at the breaks of the function."""
    return [found for b in breaks if (found := classify(g, b.x, width)).kind != "smooth"]


def _asymptotes(f: Sampler, x_range: tuple[float, float], y_range: tuple[float, float]) -> tuple[float, ...]:
    """The limits at both infinities, where they exist, lie in the window and are no part of the curve."""
    reach = max(abs(x_range[0]), abs(x_range[1]), 1.0)
    size = y_range[1] - y_range[0]
    found: list[float] = []
    for sign in (-1, 1):
        # Three samples in each power of ten, at distances that no oscillation shares.
        far = reach * 10.0 ** np.arange(2.0, 7.0)[:, None] * np.array([1.0, 1.2345678, 1.8273645])
        v = f(sign * far)
        if not np.isfinite(v).all():
            continue
        d = np.abs(np.diff(v[:, 0]))
        if np.ptp(v[-1]) > 1e-3 * size or d[-1] > 1e-3 * size or (d[1:] > 0.7 * d[:-1] + 1e-12 * size).any():
            continue
        limit = round(float(v[-1, 0]), 6 - math.floor(math.log10(size))) + 0.0
        limit = 0.0 if abs(limit) < 1e-4 * size else limit
        # Where the curve is the line, as |x| + x is on the left, the line is no asymptote.
        edge = f(np.array(x_range[0] if sign < 0 else x_range[1]))
        reached = bool(abs(edge - limit) < 1e-9 * size)
        inside = y_range[0] < limit < y_range[1]
        if inside and not reached and all(abs(limit - other) > 1e-4 * size for other in found):
            found.append(limit)
    return tuple(found)


def _middle_range(
    g: Sampler, low: float, high: float, point: float | None, ends: tuple[float, float] | None
) -> tuple[float, float]:
    """The values of a second curve that should be seen: near the point, on the interval, else all but the tails."""
    if ends is not None:
        low, high = ends
    elif point is not None:
        low, high = point - 0.3 * (high - low), point + 0.3 * (high - low)
    values = g(np.linspace(low, high, 401) + (high - low) * 1.3e-7)
    values = values[np.isfinite(values)]
    if not values.size:
        return math.nan, math.nan
    low, high = float(values.min()), float(values.max())
    height = middle_height(values)
    if high - low <= 1.5 * height or height == 0:
        return low, high
    middle = float(np.median(values))
    return max(low, middle - height / 2), min(high, middle + height / 2)


def _joined(own: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    """Widen a y range for a second curve, as long as the first stays at a third of the picture."""
    if math.isnan(other[0]):
        return own
    size = own[1] - own[0]
    low, high = min(own[0], other[0]), max(own[1], other[1])
    if high - low <= 3 * size:
        pad = 0.05 * (high - low)
        return (low - pad if low < own[0] else low), (high + pad if high > own[1] else high)
    room = 2 * size
    below, above = own[0] - low, high - own[1]
    return own[0] - room * below / (below + above), own[1] + room * above / (below + above)


def _rounded(bottom: float, top: float) -> tuple[float, float]:
    """Move both bounds outwards to round numbers."""
    unit = nice_step(top - bottom, 20)
    return _clean(math.floor(bottom / unit + 1e-9) * unit), _clean(math.ceil(top / unit - 1e-9) * unit)


def _clean(value: float) -> float:
    return float(f"{value:.12g}") + 0.0


__all__ = ["ASPECT", "Window", "choose_window", "find_pieces"]
