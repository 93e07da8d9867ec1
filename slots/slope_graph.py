"""Two windows with the same x, for a function and for its slope, and the ways on which a dot can run along both."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import sympy

from derivanim.calculus.roots import named
from derivanim.calculus.sampling import sampler
from derivanim.calculus.singular import find_breaks, zeros
from derivanim.calculus.window import Window, choose_window, find_pieces

HALF = (7.4, 2.3)  # width and height of each of the two axes
NEAR = 1e-5  # as exactly as a zero that only touches is found
Way = tuple[float, float]


@dataclass(frozen=True)
class SlopeGraph:
    """The window of the function, the one of its slope, and the ways."""

    above: Window
    below: Window
    ways: list[Way]


def slope_graph(
    function: sympy.Expr, slope: sympy.Expr, x: sympy.Symbol, ends: tuple[sympy.Expr, sympy.Expr] | None
) -> SlopeGraph:
    """Both windows; the lower one is as high as the slope is where the function can be seen."""
    aspect = HALF[0] / HALF[1]
    above = choose_window(function, x, interval=ends, aspect=aspect)
    limits = (float(ends[0]), float(ends[1])) if ends else (above.x_min, above.x_max)
    pieces = common_parts(above.pieces, [limits])
    whole = (pieces[0][0], pieces[-1][1]) if pieces else limits
    margin = 0.04 * (whole[1] - whole[0])
    inner = (whole[0] + margin, whole[1] - margin)
    below, tight = (choose_window(slope, x, interval=part, aspect=aspect) for part in (whole, inner))
    if below.y_max - below.y_min > 3 * (tight.y_max - tight.y_min):
        below = tight  # an endless slope at an end of the domain would flatten all the rest
    sides, heights = (above.x_min, above.x_max), (below.y_min, below.y_max)
    seen = find_pieces(sampler(slope, [x]), find_breaks(slope, x, *sides), sides, heights)
    below = replace(below, x_min=sides[0], x_max=sides[1], x_ticks=above.x_ticks, pieces=seen)
    rough = sorted({*above.corners, *above.vertical_tangents})
    smooth = list(zip([-math.inf, *rough], [*rough, math.inf], strict=True))
    return SlopeGraph(replace(above, pieces=tuple(pieces)), below, common_parts(common_parts(pieces, seen), smooth))


def common_parts(pieces: Sequence[Way], others: Sequence[Way]) -> list[Way]:
    """The common parts of two lists of intervals, without crumbs."""
    common = [(max(a, c), min(b, d)) for a, b in pieces for c, d in others if min(b, d) - max(a, c) > 1e-3 * (b - a)]
    return sorted(common)


def flat_points(slope: sympy.Expr, x: sympy.Symbol, ways: list[Way]) -> list[sympy.Expr]:
    """Where the slope is 0, from left to right: exact numbers where they have a short name."""
    g = sampler(slope, [x])
    found = sorted(root for low, high in ways for root in zeros(g, np.linspace(low, high, 602)))
    apart = [root for before, root in zip([-math.inf, *found], found, strict=False) if root - before > NEAR]
    names = [named(slope, x, root, NEAR) for root in apart]
    return [sympy.Float(root, 15) if name is None else name for root, name in zip(apart, names, strict=True)]
