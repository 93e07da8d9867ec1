"""The bounds of a plot window from left to right: wide enough for what matters, narrow enough for it to be seen."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import sympy

from derivanim.calculus.sampling import Array, Sampler, sampler
from derivanim.calculus.singular import Break, find_breaks, zeros
from derivanim.calculus.ticks import nice_step, pi_step
from derivanim.calculus.window_height import Frame, choose_height
from derivanim.errors import MathError

_GRID = 1201
_REACHES = (12.0, 120.0, 1500.0)
_FEW = 9
_OPEN = ("infinite", "undefined", "oscillating")


@dataclass(frozen=True)
class Bounds:
    """The bounds of a window, the breaks of the function inside of it, and whether ticks count in parts of pi."""

    low: float
    high: float
    bottom: float
    top: float
    breaks: tuple[Break, ...]
    pi: bool


def choose_bounds(
    function: sympy.Expr,
    x: sympy.Symbol,
    f: Sampler,
    *,
    point: float | None,
    interval: tuple[float, float] | None,
    aspect: float,
) -> Bounds | None:
    """Return the bounds for a function, or None where it has no real values to draw."""
    omega, pure = frequency(function, x)
    pi = pure
    features: Sequence[float] = ()
    if interval is not None:
        low, high = _with_margin(*interval)
        pi = pi and high - low > 1.5
    elif point is not None:
        low, high, features = _pointed(function, x, f, point, omega, pure)
        pi = pi and high - low > 1.5
        low, high = _rounded(low, high, pi)
    else:
        bounds = _featured(function, x, f, omega)
        if bounds is None:
            return None
        low, high, features = bounds
        pi = pi and high - low > 1.5
        low, high = _rounded(low, high, pi)
    breaks = find_breaks(function, x, low, high, f)
    frame = Frame(f, breaks, low, high, point, interval, features, aspect)
    vertical = choose_height(frame)
    if vertical is None:
        return None
    if interval is None and not omega and not breaks:
        low, high = _rounded(*_visible(f, low, high, vertical, point), pi)
    return Bounds(low, high, *vertical, tuple(b for b in breaks if low <= b.x <= high), pi)


def _visible(
    f: Sampler, low: float, high: float, vertical: tuple[float, float], point: float | None
) -> tuple[float, float]:
    """Narrow the window to where the curve is, if it leaves through the top or bottom well before the sides."""
    grid = np.linspace(low, high, 401)
    values = f(grid)
    with np.errstate(invalid="ignore"):
        seen = grid[(values >= vertical[0]) & (values <= vertical[1])]
    if not seen.size or np.isnan(values).any():
        return low, high
    first, last = float(seen[0]), float(seen[-1])
    if point is not None:
        first, last = min(first, point), max(last, point)
    margin = 0.12 * (last - first)
    return max(low, first - margin), min(high, last + margin)


def frequency(function: sympy.Expr, x: sympy.Symbol) -> tuple[float, bool]:
    """Return the lowest angular frequency of the trigonometric parts (0: none), and whether pi ticks suit.

    They suit where the variable appears in trigonometric functions of a rational multiple of it, and nowhere else.
    """
    speeds: list[float] = []
    pure = True
    for node in function.atoms(sympy.functions.elementary.trigonometric.TrigonometricFunction):
        speed = node.args[0].diff(x)
        if speed.free_symbols or speed == 0:
            pure = pure and speed == 0
            continue
        speeds.append(abs(float(speed)))
        pure = pure and bool(speed.is_Rational)
    if not speeds:
        return 0.0, False
    rest = function.replace(
        lambda node: isinstance(node, sympy.functions.elementary.trigonometric.TrigonometricFunction),
        lambda node: sympy.Integer(1),
    )
    return min(speeds), pure and not rest.has(x)


def _with_margin(a: float, b: float) -> tuple[float, float]:
    length = b - a
    low, high = a - 0.08 * length, b + 0.08 * length
    return _toward_zero(low, high, 0.3)


def _toward_zero(low: float, high: float, share: float) -> tuple[float, float]:
    """Include x = 0, for the sake of the vertical axis, where that costs no more than a share of the width."""
    width = high - low
    if 0 < low <= share * width:
        low = -0.06 * high
    elif 0 < -high <= share * width:
        high = -0.06 * low
    return low, high


def _pointed(
    function: sympy.Expr, x: sympy.Symbol, f: Sampler, p: float, omega: float, pure: bool
) -> tuple[float, float, Sequence[float]]:
    """Bounds around a point; all the features where the point is one of those on which the curve is level."""
    low, high = _around(function, x, f, p, omega, pure)
    rise = np.abs(f(p + (high - low) * np.array([-1e-4, 1e-4])) - f(np.array(p)))
    near = f(p + (high - low) * np.linspace(-0.1, 0.1, 41))
    if not omega and np.all(rise < 1e-4 * np.ptp(near)):
        bounds = _featured(function, x, f, omega)
        if bounds is not None and 0.1 <= (p - bounds[0]) / (bounds[1] - bounds[0]) <= 0.9:
            return bounds
    return low, high, ()


def _around(
    function: sympy.Expr, x: sympy.Symbol, f: Sampler, p: float, omega: float, pure: bool
) -> tuple[float, float]:
    breaks = find_breaks(function, x, p - 10, p + 10, f)
    if not breaks and not np.isfinite(f(p + np.array([-10, -1, 1, 10.0]))).all():
        breaks = find_breaks(function, x, p - 0.1, p + 0.1, f)
    left = max((b for b in breaks if b.x < p and b.left.kind in _OPEN), key=lambda b: b.x, default=None)
    right = min((b for b in breaks if b.x > p and b.right.kind in _OPEN), key=lambda b: b.x, default=None)
    half = _half_width(f, p, omega, pure)
    poles = [b for b in (left, right) if b is not None and "infinite" in (b.left.kind, b.right.kind)]
    half = min([half, *(5 * abs(b.x - p) for b in poles)])
    if not omega and all(abs(b.x - p) > half for b in poles):
        half = _calmed(f, p, half)
    low, high = p - half, p + half
    start = left.x if left is not None and left.left.kind == "undefined" else -math.inf
    stop = right.x if right is not None and right.right.kind == "undefined" else math.inf
    if stop - start <= 4.5 * half:
        low, high = 2 * start - stop, 2 * stop - start
    inside = min(high, stop) - max(low, start)
    low, high = max(low, start - 0.15 * inside), min(high, stop + 0.15 * inside)
    return _toward_zero(low, high, 0.3)


def _calmed(f: Sampler, p: float, half: float) -> float:
    """Come closer to p while the curve next to it is flat against what it does further off (e^(3x), x^10)."""

    def share(width: float) -> float:
        values = f(np.linspace(p - width, p + width, 201))
        near = values[75:126]
        return float(np.nanmax(near) - np.nanmin(near)) / max(float(np.nanmax(values) - np.nanmin(values)), 1e-300)

    start = share(half) if np.isfinite(f(np.linspace(p - half, p + half, 9))).any() else 1.0
    closer = half
    for _ in range(8):
        if share(closer) >= 0.1:
            break
        closer *= 0.8
    return closer if share(closer) > 1.5 * start else half


def _half_width(f: Sampler, p: float, omega: float, pure: bool = True) -> float:
    """Half of the width at which the curve bends visibly around p without turning too often."""
    start = 1.25 * math.pi / omega if omega else 2.5
    start = start if pure else min(start, 2.5)
    half = start
    while _turns(f, p, half) > 5 and half > 1e-4:
        half /= 1.6
    if half < start or omega:
        return half
    for factor in (1, 1.6, 2.5, 4, 6, 10, 16, 25, 40, 60, 100, 250, 600):
        if _bend(f, p - factor * half, p + factor * half) >= 0.07:
            return factor * half
        if factor * half > 2 * max(abs(p), 100):
            break
    return half if abs(p) > 10 else max(half, 1.25 * abs(p))


def _turns(f: Sampler, p: float, half: float) -> int:
    values = f(np.linspace(p - half, p + half, 801))
    d = np.diff(values[np.isfinite(values)])
    size = np.ptp(values[np.isfinite(values)]) if d.size else 0.0
    d = d[np.abs(d) > 1e-9 * size]
    return int(np.count_nonzero(d[:-1] * d[1:] < 0))


def _bend(f: Sampler, low: float, high: float) -> float:
    """How far the curve is from a straight line, as a share of its height."""
    grid = np.linspace(low, high, 61)
    values = f(grid)
    good = np.isfinite(values)
    if np.count_nonzero(good) < 5:
        return 1.0
    grid, values = grid[good] - low, values[good]
    size = float(np.ptp(values))
    if size <= 1e-12 * float(np.abs(values).max(initial=0)):
        return 0.0
    slope, shift = np.polyfit(grid / (high - low), values / size, 1)
    return float(np.abs(values / size - slope * grid / (high - low) - shift).max())


def _featured(
    function: sympy.Expr, x: sympy.Symbol, f: Sampler, omega: float
) -> tuple[float, float, list[float]] | None:
    """Return bounds around the features of a function, and the features."""
    if omega:
        turn = 2 * math.pi / omega
        if np.isfinite(f(np.linspace(-turn, turn, 101))).any():
            return *_balanced(f, turn), []
    straight = function.diff(x, 2) == 0
    for reach in _REACHES:
        grid = np.linspace(-reach, reach, _GRID) + reach * 1e-5
        values = f(grid)
        breaks = find_breaks(function, x, -reach, reach, f)
        if not np.isfinite(values).any() and not breaks:
            continue
        found = _features(function, x, f, grid, breaks)
        features = sorted(found, key=lambda place: (abs(place), place))
        # Features that come closer and closer to one place (sin(1/x)): the outer ones are those that can be seen.
        dense = len(features) > 2 * _FEW and any(b.kind in ("wild", "hole") for b in breaks)
        features = features[-_FEW:] if dense else features[:_FEW]
        bent = straight or _bend(f, -reach / 4, reach / 4) >= 0.04
        if len(features) <= 1 and not bent and reach < _REACHES[-1]:
            continue
        low, high = _hull(f, features, reach, breaks)
        if _symmetric(values):
            low, high = -max(-low, high), max(-low, high)
        if not breaks:
            low, high = _shrunk(f, low, high)
        return low, high, features
    return None


def _balanced(f: Sampler, turn: float) -> tuple[float, float]:
    """Two turns of an oscillation, less of the side on which it grows out of the picture (e^(-x) sin x)."""
    grid = np.linspace(-turn, turn, 801)
    size = np.abs(f(grid))
    size[~np.isfinite(size)] = 0.0
    before, after = np.quantile(size[:400], 0.95), np.quantile(size[401:], 0.95)
    if min(before, after) == 0 or max(before, after) < 8 * min(before, after):
        return -turn, turn
    wild = grid[size > 4 * min(before, after)]
    if before > after:
        return max(-turn, float(wild[wild < 0.1 * turn].max(initial=-turn))), turn
    return -turn, min(turn, float(wild[wild > -0.1 * turn].min(initial=turn)))


def _shrunk(f: Sampler, low: float, high: float) -> tuple[float, float]:
    """Narrow the window of a curve that is flat in the middle and leaves the picture on both sides (x^10)."""
    for _ in range(8):
        values = f(np.linspace(low, high, 401))
        size, width = float(np.ptp(values)), high - low
        if not math.isfinite(size):
            low, high = low * 0.7, high * 0.7
            continue
        flat = np.count_nonzero(np.abs(values - np.median(values)) < 0.06 * size) / values.size
        if flat < 0.5 or size < 4 * width or width < 1.6:
            break
        centre = (low + high) / 2
        low, high = centre - 0.42 * width, centre + 0.42 * width
    return low, high


def _symmetric(values: Array) -> bool:
    """Whether values on a grid around 0 are those of an even or odd function, up to the shift of the grid."""
    mirrored = values[::-1]
    if (np.isfinite(values) != np.isfinite(mirrored)).sum() > 4:
        return False
    both = np.isfinite(values) & np.isfinite(mirrored)
    if not both.any():
        return False
    scale = float(np.median(np.abs(values[both]))) + 1e-300
    off = min(
        float(np.median(np.abs(values - mirrored)[both])),
        float(np.median(np.abs(values + mirrored)[both])),
    )
    return off <= 1e-3 * scale


def _features(function: sympy.Expr, x: sympy.Symbol, f: Sampler, grid: Array, breaks: Sequence[Break]) -> list[float]:
    """Roots, extrema, points of inflection and breaks along the grid."""
    found = [b.x for b in breaks]
    slope = function.diff(x)
    for expression, touching in ((function, True), (slope, False), (slope.diff(x), False)):
        try:
            g = sampler(expression, [x])
        except MathError:
            continue
        places = zeros(g, grid, touching=touching)
        if len(places) < 60:
            found += [place for place in places if np.isfinite(f(np.array(place)))]
    unique: list[float] = []
    # Where a curve is all but 0, as x^100 about 0, its zeros and those of its derivatives lie a little apart.
    apart = 1e-4 * float(grid[-1])
    for place in sorted(found):
        if not unique or place - unique[-1] > apart:
            unique.append(place)
    return unique


def _hull(f: Sampler, features: Sequence[float], reach: float, breaks: Sequence[Break]) -> tuple[float, float]:
    if not features:
        half = _half_width(f, 0.0, 0.0)
        return -half, half
    low, high = min(features), max(features)
    broken = any(b.x == features[0] for b in breaks)
    poles = any(b.kind == "pole" for b in breaks)
    width = high - low
    if width < 1e-6:
        middle = round(low, 6)
        far = f(middle + np.array([-1e7, -1e6, 1e6, 1e7]))
        level = bool(np.isfinite(far).all() and abs(far[0] - far[1]) + abs(far[2] - far[3]) < 1e-3)
        half = 3.0 if broken else min(1.2 * _half_width(f, middle, 0.0), reach)
        pad_left = pad_right = 5.0 if level and not broken else half
    else:
        pad = (
            max(0.4 * width, min(3.0, 3 * width)) if len(features) <= 2 or poles else max(0.35 * width, min(1.5, width))
        )
        pad_left = pad_right = pad
    if np.isnan(f(low - np.array([0.01, 0.1, 0.5]) * pad_left)).all():
        pad_left = 0.0
    if np.isnan(f(high + np.array([0.01, 0.1, 0.5]) * pad_right)).all():
        pad_right = 0.0
    inside = width + pad_left + pad_right
    pad_left, pad_right = pad_left or 0.12 * inside, pad_right or 0.12 * inside
    return _toward_zero(low - pad_left, high + pad_right, 0.3)


def _rounded(low: float, high: float, pi: bool) -> tuple[float, float]:
    unit = float(pi_step(high - low)) * math.pi if pi else nice_step(high - low, 12)
    below, above = math.floor(low / unit + 1e-6) * unit, math.ceil(high / unit - 1e-6) * unit
    return (below, above) if pi else (float(f"{below:.12g}") + 0.0, float(f"{above:.12g}") + 0.0)
