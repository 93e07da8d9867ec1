"""Where curves are compared: an easy number where a request names no point, and room for a curve's name."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice, pairwise

import numpy as np
import sympy

from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.kinks import failure
from derivanim.calculus.reader import read_number
from derivanim.calculus.sampling import sampler
from derivanim.calculus.window import Window, choose_window
from derivanim.errors import MathError
from derivanim.slots import rails
from derivanim.slots.plots import PICTURE
from derivanim.slots.stage import derivative

Way = tuple[float, float]
HIDDEN = 10.0  # what it costs a place that a curve is outside of the picture there
NAME = 0.42  # height of a name, in units of the frame
ENOUGH = 0.15  # the part of the window's height in which the shape of a curve is seen
LEVEL = 3.0  # what a level or an upright tangent costs


@lru_cache(maxsize=32)
def shared_window(curves: tuple[sympy.Expr, ...], x: sympy.Symbol, point: sympy.Expr | None = None) -> Window:
    """A window around the point, or one in which each of the curves has a shape that can be seen, if there is one."""
    first, *others = curves
    best = choose_window(first, x, point=point, also=others)
    if point is not None:
        return best
    most = _least_share(curves, x, best)
    for place in map(read_number, ("1", "2", "1/2", "-1", "4")):
        if most >= ENOUGH:
            break
        if evaluate(first, {x: place}) is None:
            continue
        window = choose_window(first, x, point=place, also=others)
        share = _least_share(curves, x, window)
        if share > most:
            best, most = window, share
    return best


def _least_share(curves: Sequence[sympy.Expr], x: sympy.Symbol, window: Window) -> float:
    """The part of the window's height that the flattest of the curves which are not constant takes."""
    places = np.linspace(window.x_min, window.x_max, 101)
    shares = []
    for curve in curves:
        heights = np.clip(sampler(curve, [x])(places), window.y_min, window.y_max)
        seen = heights[np.isfinite(heights)]
        if curve.has(x):
            shares.append(float(np.ptp(seen)) / (window.y_max - window.y_min) if seen.size else 0.0)
    return min(shares, default=1.0)


def clear_place(curves: Sequence[sympy.Expr], x: sympy.Symbol, window: Window) -> sympy.Expr:
    """The number at which the curves are best seen in the window, neither level nor steep; the first must be smooth.

    MathError where the first has no derivative at any of the numbers.
    """
    for place, _ in _by_cost(curves, x, window):
        if evaluate(curves[0], {x: place}) is not None and not failure(curves[0], x, place):
            return place
    raise MathError("There is no easy number at which the rule could be shown.", "name a point")


def smooth_places(curve: sympy.Expr, x: sympy.Symbol, window: Window, most: int) -> list[sympy.Expr]:
    """Up to `most` numbers at which the curve is seen and has a slope, the best first."""
    seen = (place for place, cost in _by_cost([curve], x, window) if cost < HIDDEN)
    return list(islice((place for place in seen if not failure(curve, x, place)), most))


def _by_cost(curves: Sequence[sympy.Expr], x: sympy.Symbol, window: Window) -> list[tuple[sympy.Expr, float]]:
    """Easy numbers inside of the window with what is against them, the best first."""
    ticks = [read_number(f"{tick.value:.12g}") for tick in window.x_ticks if abs(tick.value) < 1e5]
    width = window.x_max - window.x_min
    inside = [
        place
        for place in dict.fromkeys([*map(read_number, rails.PLACES), *ticks])
        if 0.1 < (float(place) - window.x_min) / width < 0.9
    ]
    costs = [_oddness(place, curves[0]) + sum(_cost(curve, x, place, window) for curve in curves) for place in inside]
    return sorted(zip(inside, costs, strict=True), key=lambda found: found[1])


def _oddness(place: sympy.Expr, curve: sympy.Expr) -> float:
    """What a number costs: a whole one nothing, a multiple of pi little where the curve is circular."""
    if not place.is_Rational:
        return 0.3 if curve.has(sympy.sin, sympy.cos, sympy.tan) else LEVEL
    return 0.0 if place.is_Integer else 0.2 * float(place.q)


def _cost(curve: sympy.Expr, x: sympy.Symbol, place: sympy.Expr, window: Window) -> float:
    """How badly a curve is seen at a place."""
    if not curve.has(x):
        return 0.0
    value, slope = evaluate(curve, {x: place}), evaluate(derivative(curve, str(x)), {x: place})
    if value is None or slope is None or not window.y_min < value < window.y_max:
        return HIDDEN
    width, height = window.x_max - window.x_min, window.y_max - window.y_min
    steepness = abs(float(slope)) * width / height * PICTURE[1] / PICTURE[0]
    beside = abs(float(place) - (window.x_min + 0.6 * width)) / width
    return beside + (min(LEVEL, abs(math.log(steepness / 0.8))) if steepness > 0 else LEVEL)


def common_way(pieces: Sequence[Sequence[Way]], window: Window, at: float) -> Way:
    """The stretch around a place on which all the curves are seen and smooth; of the first alone where that is none."""
    cuts = [window.x_min, *sorted({*window.corners, *window.vertical_tangents}), window.x_max]
    for curves in (pieces, pieces[:1]):
        found = [piece for piece in pairwise(cuts) if piece[0] <= at <= piece[1]]
        for each in curves:
            found = [(max(a, c), min(b, d)) for a, b in found for c, d in each if max(a, c) <= at <= min(b, d)]
        if found and found[0][1] - found[0][0] > 0.05 * (window.x_max - window.x_min):
            low, high = found[0]
            margin = 0.02 * (high - low)
            return min(low + margin, at), max(high - margin, at)
    return at, at


def name_places(
    names: Sequence[tuple[str, sympy.Expr, float]],
    others: Sequence[sympy.Expr],
    x: sympy.Symbol,
    window: Window,
    clear: Sequence[tuple[float, float]] = (),
) -> list[tuple[str, tuple[float, float] | None]]:
    """Each name with the place of its middle, beside its curve and clear of all else; None where there is no room.

    `names` are markup, curve, and width in units of the frame; `others` are curves without names, `clear` are points
    to keep away from.
    """
    found: list[tuple[str, tuple[float, float] | None]] = []
    for markup, curve, width in names:
        rest = [*(each for _, each, _ in names if each != curve), *others]
        taken = [*clear, *(place for _, place in found if place is not None)]
        found.append((markup, _name_place(curve, rest, x, window, width, taken)))
    return found


def _name_place(
    curve: sympy.Expr,
    others: Sequence[sympy.Expr],
    x: sympy.Symbol,
    window: Window,
    size: float,
    taken: list[tuple[float, float]],
) -> tuple[float, float] | None:
    x_unit, y_unit = PICTURE[0] / (window.x_max - window.x_min), PICTURE[1] / (window.y_max - window.y_min)
    width, height = size / x_unit, NAME / y_unit
    functions = [sampler(each, [x]) for each in (curve, *others)]
    across, up = window.origin
    labels = [(tick.value, up - 0.28 / y_unit, 0.25) for tick in window.x_ticks]
    labels += [(across - 0.35 / x_unit, tick.value, 0.4) for tick in window.y_ticks]
    best, least = None, HIDDEN
    for middle in np.linspace(window.x_max - width, window.x_min + width, 41):
        heights = functions[0](middle + np.linspace(-0.5, 0.5, 9) * width)
        if not np.all((heights > window.y_min) & (heights < window.y_max)) or np.ptp(heights) > 4 * height:
            continue
        for side in (1, -1):
            center = float(side * np.max(side * heights) + side * (0.5 * height + 0.1 / y_unit))
            spread = middle + np.linspace(-0.6, 0.6, 13) * width
            crossed = any(np.any(np.abs(f(spread) - center) < 0.6 * height) for f in functions)
            outside = not window.y_min < center - height / 2 < center + height / 2 < window.y_max
            full = any(abs(middle - a) < 1.2 * width and abs(center - b) < 1.1 * height for a, b in taken)
            full = full or any(
                abs(middle - a) < width / 2 + wide / x_unit and abs(center - b) < height / 2 + 0.2 / y_unit
                for a, b, wide in labels
            )
            if crossed or outside or full:
                continue
            tick_labels = abs(center - window.origin[1] + 0.25 / y_unit) < height  # below the axis
            on_axes = tick_labels + (abs(middle - window.origin[0]) < 0.5 * width + 0.5 / x_unit)
            cost = 2 * on_axes + abs((middle - window.x_min) / (window.x_max - window.x_min) - 0.8)
            if cost < least:
                best, least = (float(middle), center), cost
    return best
