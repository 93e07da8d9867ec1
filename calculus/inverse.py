"""Where a function takes a value, and how far from there it stays invertible."""

from __future__ import annotations

import numpy as np
import sympy

from derivanim.calculus.roots import roots, zero_set
from derivanim.calculus.sampling import sampler

REACH = sympy.Integer(40)  # places further out are not looked for where SymPy lists none
_GRID = 4001


def preimages(function: sympy.Expr, x: sympy.Symbol, value: sympy.Expr) -> list[sympy.Expr]:
    """The places at which the function has a value, from left to right, all of them or those near the origin."""
    known = zero_set(function - value, x)
    return roots(function - value, x, (-REACH, REACH)) if known is None else sorted(known, key=float)


def branch(slope: sympy.Expr, x: sympy.Symbol, at: float, ends: tuple[float, float]) -> tuple[float, float]:
    """The largest part of an interval, around a point, on which the slope keeps its sign."""
    low, high = ends
    grid = np.linspace(low, high, _GRID)
    slopes = sampler(slope, [x])
    sign = np.sign(slopes(np.array(at)))
    with np.errstate(invalid="ignore"):
        broken = grid[~(np.sign(slopes(grid)) == sign)]
    step = grid[1] - grid[0]
    before, after = broken[broken < at], broken[broken > at]
    # The ends of the interval itself may have an endless slope; next to a level tangent the branch ends.
    left = low if not before.size or before[-1] <= low + step else float(before[-1]) + step
    right = high if not after.size or after[0] >= high - step else float(after[0]) - step
    return min(left, at), max(right, at)
