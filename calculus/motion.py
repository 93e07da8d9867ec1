"""A body on a line: how long its motion is worth watching, where it stands still, and the range that a graph needs."""

from __future__ import annotations

import numpy as np
import sympy

from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.roots import roots
from derivanim.calculus.sampling import sampler
from derivanim.calculus.singular import find_breaks
from derivanim.calculus.ticks import Tick, nice_step, round_ticks
from derivanim.calculus.window import choose_window
from derivanim.errors import MathError

Interval = tuple[sympy.Expr, sympy.Expr]
LONG = 20  # units of time in which turning points are looked for
MOST = 4  # of them that make a motion longer
LARGEST = 10**9
_GRID = 801


def duration(position: sympy.Expr, velocity: sympy.Expr, t: sympy.Symbol) -> Interval:
    """The time to watch: from 0 until a while after the last turning point, or as long as the curve suggests."""
    window = choose_window(position, t)
    start = sympy.Integer(0) if window.x_max > 0 else sympy.Rational(str(round(window.x_min, 2)))
    end = max(window.x_max, float(start) + 1)
    if evaluate(position, {t: LONG}) is not None and evaluate(position, {t: start}) is not None:
        turns = [float(place) for place in roots(velocity, t, (start, sympy.Integer(LONG)))]
        if turns and len(turns) <= MOST:
            end = max(1.35 * turns[-1], float(start) + 1)
    unit = nice_step(end - float(start), 10)
    return start, sympy.Rational(f"{np.ceil(end / unit - 1e-6) * unit:.6g}")


def require_motion(position: sympy.Expr, derivatives: list[sympy.Expr], t: sympy.Symbol, interval: Interval) -> None:
    """MathError unless the body has a position, a velocity and an acceleration at all times between the ends."""
    low, high = map(float, interval)
    inner = 1e-3 * (high - low)
    hint = "choose an interval on which the motion is smooth"
    grid = np.linspace(low + inner, high - inner, _GRID)
    for expression, what in zip((position, *derivatives), ("position", "velocity", "acceleration"), strict=True):
        values = sampler(expression, [t])(grid)
        if not np.isfinite(values).all():
            raise MathError(f"The body has no {what} at {t} = {grid[~np.isfinite(values)][0]:.3g}.", hint)
        if np.max(abs(values)) > LARGEST:
            raise MathError(f"The {what} becomes too large to be shown.", "choose a shorter interval")
        broken = [found for found in find_breaks(expression, t, low + inner, high - inner) if found.kind != "smooth"]
        if broken and what != "acceleration":
            raise MathError(f"The {what} breaks at {t} = {broken[0].x:.4g}: {broken[0].kind}.", hint)
    if np.ptp(sampler(position, [t])(grid)) == 0:
        raise MathError("The body does not move: its position is constant.", "choose a position that changes")


def height_range(
    expression: sympy.Expr, t: sympy.Symbol, interval: Interval, parts: float
) -> tuple[float, float, list[Tick]]:
    """Bottom, top and a few ticks for a low graph over the interval; what shoots up at an end is cut off."""
    low, high = map(float, interval)
    margin = 0.02 * (high - low)
    values = sampler(expression, [t])(np.linspace(low, high, _GRID))
    inner = sampler(expression, [t])(np.linspace(low + margin, high - margin, _GRID))
    seen = values if np.isfinite(values).all() and np.ptp(values) <= 4 * np.ptp(inner) + 1e-9 else inner
    bottom, top = min(0.0, float(seen.min())), max(0.0, float(seen.max()))
    if top - bottom < 1e-9:
        bottom, top = -1.0, 1.0
    room = 0.12 * (top - bottom)
    bottom, top = bottom - room, top + room
    return bottom, top, [tick for tick in round_ticks(bottom, top, nice_step(top - bottom, parts)) if tick.value]
