"""Where a function is defined and yet has no derivative: corners, cusps, vertical tangents, jumps, ends.

What happens at a point is told by values at 50 digits, at steps to both sides that shrink by the same factor: what a
limit does shows in the ratio of successive differences.
"""

from __future__ import annotations

import itertools
from typing import NamedTuple

import sympy

from derivanim.calculus.breaks import zeros
from derivanim.calculus.evaluate import Value, evaluate, real
from derivanim.calculus.proving import show
from derivanim.calculus.suspects import suspects

DISCONTINUITIES = {
    "jump": "jump",
    "removable": "jump: the value is not the limit",
    "pole": "pole",
    "oscillating": "oscillation without a limit",
}
"""The kinds of places at which a function with a value is not continuous, and how they are named as reasons."""

_REASONS = DISCONTINUITIES | {
    "isolated": "isolated point of the domain",
    "end": "end of the domain",
    "oscillating slopes": "the slopes of the secants oscillate",
}
_STEPS = tuple(real.mpf(10) ** -power for power in (6, 9, 12, 15, 18))
_HUGE = real.mpf(10) ** 1000
_UNDEFINED, _OSCILLATES = "undefined", "oscillates"


class Differentiability(NamedTuple):
    """Whether a function has a derivative at a point.

    `kind` is differentiable, corner, cusp, vertical tangent, jump, removable, pole, end (of the domain), isolated,
    oscillating, oscillating slopes or undefined. `left` and `right` are the one-sided slopes: numbers, infinite ones
    included, and None where there is none.
    """

    kind: str
    left: Value | None = None
    right: Value | None = None


def kinks(
    function: sympy.Expr, variable: sympy.Symbol, within: sympy.Interval | None = None
) -> tuple[tuple[tuple[sympy.Expr, str], ...], tuple[str, ...]]:
    """((point, reason), ...) in order, and notes on what could not be listed in full.

    Kinks that repeat for ever are listed on the interval `within`, by default on two turns about the origin.
    """
    found: dict[sympy.Expr, str] = {}
    notes: list[str] = []
    for suspect in suspects(function, defined=True):
        points, complete = zeros(suspect, variable) if within is None else zeros(suspect, variable, within)
        rough = {point: reason for point in points if (reason := failure(function, variable, point))}
        if not complete and (rough or not points):
            notes.append(f"points where {suspect} = 0 are listed only near the origin")
        found |= rough
    ordered = sorted(found, key=float)
    return tuple((point, found[point]) for point in ordered), tuple(notes)


def failure(function: sympy.Expr, variable: sympy.Symbol, point: sympy.Expr) -> str | None:
    """Why the function, defined at the point, has no derivative there; None where it has one or is not defined."""
    at = evaluate(point)
    if at is None or evaluate(function, {variable: at}) is None:
        return None
    kind, left, right = differentiability_at(function, variable, point)
    if kind == "differentiable":
        return None
    if kind == "corner":
        shown = ("infinite" if real.isinf(slope) else show(slope) for slope in (left, right))
        return "corner: slope {} from the left, {} from the right".format(*shown)
    return _REASONS.get(kind, kind)


def differentiability_at(function: sympy.Expr, variable: sympy.Symbol, point: sympy.Expr) -> Differentiability:
    """Tell whether the function has a derivative at the point, and if not, what stands in the way."""
    at = evaluate(point)
    if at is None:
        return Differentiability("undefined")
    value: Value = evaluate(function, {variable: at})
    near = {sign: [evaluate(function, {variable: at + sign * step}) for step in _STEPS] for sign in (-1, 1)}
    sides = {sign: _tends(values) for sign, values in near.items()}
    kind = _broken(value, sides[-1], sides[1])
    if kind not in (None, "end"):
        return Differentiability(str(kind))
    if any(_stays_away(values, value) for values in near.values()):
        return Differentiability("jump")
    quotients = {
        sign: [None if v is None else (v - value) / (sign * step) for v, step in zip(values, _STEPS, strict=True)]
        for sign, values in near.items()
    }
    left, right = (None if sides[sign] == _UNDEFINED else _tends(quotients[sign]) for sign in (-1, 1))
    if _OSCILLATES in (left, right):
        return Differentiability("oscillating slopes")
    if kind == "end":
        return Differentiability("end", left, right)
    return Differentiability(_smooth(left, right, quotients[-1], quotients[1]), left, right)


def limits_at(function: sympy.Expr, variable: sympy.Symbol, point: sympy.Expr) -> tuple[Value | None, Value | None]:
    """The limits of the function from the left and from the right: numbers, infinities, None where there is none."""
    at = evaluate(point)
    ends = [_tends([evaluate(function, {variable: at + sign * step}) for step in _STEPS]) for sign in (-1, 1)]
    left, right = (None if end in (_UNDEFINED, _OSCILLATES) else end for end in ends)
    return left, right


def _tends(values: list[Value | None]) -> Value:
    """The limit of values at shrinking steps: a number, an infinity, "undefined" or "oscillates"."""
    if values[-1] is None:
        # Values too large to be written are left out: e^(1/x) next to 0.
        huge = [value for value in values if value is not None and abs(value) > _HUGE]
        return (real.inf if huge[-1] > 0 else -real.inf) if huge else _UNDEFINED
    known = [value for value in values if value is not None]
    if len(known) < 4:
        return known[-1]
    last = known[-1]
    changes = [after - before for before, after in itertools.pairwise(known)]
    noise = real.mpf(10) ** -14 * (1 + abs(last))
    if abs(changes[-1]) <= noise:
        return last if abs(last) > noise else real.zero
    ratio = abs(changes[-1]) / max(abs(changes[-2]), noise)
    if ratio < 0.9:
        # The differences shrink like those of a geometric series: add what is still to come.
        one_way = changes[-1] * changes[-2] > 0
        return last + changes[-1] * ratio / (1 - ratio) if one_way else last
    if changes[-1] * changes[-2] > 0 and changes[-2] * changes[-3] > 0:
        return real.inf if changes[-1] > 0 else -real.inf
    return _OSCILLATES


def _broken(value: Value | None, left: Value, right: Value) -> str | None:
    """What keeps the function from being continuous; "end" at an end of the domain, None if it is continuous."""
    sides = (left, right)
    if left == right == _UNDEFINED:
        return "undefined" if value is None else "isolated"
    if any(side in (real.inf, -real.inf) for side in sides if not isinstance(side, str)):
        return "pole"
    if _OSCILLATES in sides:
        return "oscillating" if value is not None else "undefined"
    if _UNDEFINED in sides:
        side = right if left == _UNDEFINED else left
        if value is None:
            return "undefined"
        return "end" if _close(side, value) else "jump"
    if not _close(left, right):
        return "jump"
    return None if value is not None and _close(left, value) else "removable"


def _close(a: Value, b: Value) -> bool:
    # As coarse as needed for roots of high order, which come to their limit slowly.
    return bool(abs(a - b) <= real.mpf("1e-4") * max(abs(a), abs(b)) + real.mpf("1e-4"))


def _stays_away(values: list[Value | None], value: Value) -> bool:
    """Whether values do not come closer to the value as the steps shrink, however near they are: a small jump."""
    if None in values[-2:]:
        return False
    far, near = (abs(each - value) for each in values[-2:])
    return bool(near > 0.97 * far and near > real.mpf(10) ** -30 * max(1, abs(value)))


def _smooth(left: Value, right: Value, lefts: list[Value], rights: list[Value]) -> str:
    infinite = [abs(slope) == real.inf for slope in (left, right)]
    if all(infinite):
        return "vertical tangent" if left == right else "cusp"
    if any(infinite):
        return "corner"
    if abs(left - right) <= 1e-8 * max(1, abs(left), abs(right)):
        return "differentiable"
    # A difference that dies out with the step, however slowly, is none in the limit.
    far, near = (abs(a - b) for a, b in zip(lefts[-2:], rights[-2:], strict=True))
    return "differentiable" if near < 0.9 * far else "corner"
