"""The picture of a motion as data: the line on which the body moves, and its three graphs below it."""

from __future__ import annotations

from typing import Any

import sympy

from derivanim.calculus.motion import Interval, height_range
from derivanim.calculus.sampling import sampler
from derivanim.calculus.ticks import nice_step, round_ticks
from derivanim.calculus.window import find_pieces

BAR = 1.1  # units of the frame for the greatest velocity and the greatest acceleration


def graphs(parts: list[sympy.Expr], t: sympy.Symbol, interval: Interval) -> list[dict[str, Any]]:
    """For position, velocity and acceleration the heights, the ticks, the pieces and the scale of its bar."""
    low, high = map(float, interval)
    made = []
    for number, expression in enumerate(parts):
        bottom, top, ticks = height_range(expression, t, interval, 3.2 if number == 0 else 2.2)
        pieces = find_pieces(sampler(expression, [t]), [], (low, high), (bottom, top))
        made.append(
            {
                "y_range": (bottom, top),
                "ticks": [(tick.value, "" if "10^" in tick.label else tick.label) for tick in ticks],
                "way": max(pieces, key=lambda piece: piece[1] - piece[0]),
                "bar": BAR / max(abs(bottom), abs(top)),
            }
        )
    return made


def time_ticks(interval: Interval) -> list[tuple[float, str]]:
    """Round ticks of the common time."""
    low, high = map(float, interval)
    return [(tick.value, tick.label) for tick in round_ticks(low, high, nice_step(high - low, 6))]


def track(position: dict[str, Any]) -> dict[str, Any]:
    """The line of the places: its range, which holds all positions, and ticks."""
    low, high = position["y_range"]
    return {
        "range": (low, high),
        "ticks": [(tick.value, tick.label) for tick in round_ticks(low, high, nice_step(high - low, 6))],
    }
