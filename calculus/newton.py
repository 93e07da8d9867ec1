"""Newton's method at 50 digits, and how it ends: at a root, a level tangent, in a cycle, in growth, outside."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import sympy

from derivanim.calculus.differentiate import derivative_of
from derivanim.calculus.evaluate import Value, evaluate, real
from derivanim.calculus.roots import named

MOST_STEPS = 60
LONGEST_CYCLE = 4
_CLOSE = real.mpf(10) ** -30
_FAR = real.mpf(10) ** 6


@dataclass(frozen=True)
class Newton:
    """The places x_0, x_1, ... and how they end: converges, flat, rough, leaves, cycles, diverges or wanders.

    flat: a level tangent, rough: no tangent, leaves: the next place is outside of the domain, wanders: none of these.
    `places` holds the last one reached, also where it lies outside of the domain; `period` is that of a cycle.
    """

    places: tuple[Value, ...]
    end: str
    period: int = 0

    @property
    def root(self) -> Value | None:
        """The place that the method comes to, where it converges."""
        return self.places[-1] if self.end == "converges" else None


def newton(function: sympy.Expr, x: sympy.Symbol, start: sympy.Expr) -> Newton:
    """Newton's method from a start in the domain, for 60 steps at most."""
    slope = derivative_of(function, x)
    places: list[Value] = [evaluate(start)]
    for _ in range(MOST_STEPS):
        at = places[-1]
        height: Value = evaluate(function, {x: at})
        rate: Value = evaluate(slope, {x: at})
        if height == 0:
            return Newton(tuple(places), "converges")
        if rate is None:
            return Newton(tuple(places), "rough")
        if abs(rate) < _CLOSE * max(1, abs(height)):
            return Newton(tuple(places), "flat")
        after = at - height / rate
        places.append(after)
        if evaluate(function, {x: after}) is None:
            return Newton(tuple(places), "leaves")
        if abs(after - at) <= _CLOSE * max(1, abs(at)):
            return Newton(tuple(places), "converges")
        period = _period(places)
        if period:
            return Newton(tuple(places), "cycles", period)
        if abs(after) > _FAR * max(1, abs(places[0])):
            return Newton(tuple(places), "diverges")
    return Newton(tuple(places), _late(places))


def named_root(function: sympy.Expr, x: sympy.Symbol, root: Value) -> sympy.Expr:
    """The number with a short name that a root is, else the root as a Float of 30 digits."""
    known = named(function, x, float(root), 1e-9 * max(1.0, abs(float(root))))
    return sympy.Float(str(root), 30) if known is None else known


def _period(places: list[Value]) -> int:
    """After how many steps the last place came back; 0 where it did not."""
    last = places[-1]
    for period in range(2, LONGEST_CYCLE + 1):
        if len(places) > period and abs(last - places[-1 - period]) <= _CLOSE * max(1, abs(last)):
            return period
    return 0


def _late(places: list[Value]) -> str:
    """What 60 steps that did not settle look like: slow convergence, slow growth, or neither."""
    steps = [abs(after - before) for before, after in pairwise(places)]
    if steps[-1] < real.mpf(10) ** -8 * max(1, abs(places[-1])) and steps[-1] < steps[-2] < steps[-3]:
        return "converges"
    sizes = [abs(place) for place in places[len(places) // 2 :]]
    if all(before < after for before, after in pairwise(sizes)):
        return "diverges"
    return "wanders"
