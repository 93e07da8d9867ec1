"""A positive function above and its logarithm below, whose slope is the relative growth: slope over height."""

from __future__ import annotations

from typing import Any

import sympy

from derivanim.slots import pairs
from derivanim.slots.slope_graph import SlopeGraph

SWEEP = 3.8  # seconds for the way along the whole curve, which is read with three numbers


def growth(
    shown: SlopeGraph,
    curves: tuple[sympy.Expr, sympy.Expr],
    slopes: tuple[sympy.Expr, sympy.Expr],
    x: sympy.Symbol,
    at: sympy.Expr,
) -> dict[str, Any]:
    """What growth.j2 draws, names and colours apart."""
    upper, lower = curves
    return pairs.pair(shown, upper, lower, x) | {
        "ways": pairs.timed(shown.ways, at, SWEEP),
        "slots": pairs.slots_for([upper, *slopes], x, shown.ways),
        "rest": float(at),
    }
