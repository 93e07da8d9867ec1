"""Where a function is defined and yet has no derivative: corners, cusps, vertical tangents, jumps, ends."""

from __future__ import annotations

import sympy

from derivanim.calculus.breaks import suspects, zeros
from derivanim.calculus.evaluate import Value, evaluate, real
from derivanim.calculus.proving import show

_NEAR = real.mpf(10) ** -16
_NEARER = real.mpf(10) ** -20
_STEEP = 10**4


def kinks(function: sympy.Expr, variable: sympy.Symbol) -> tuple[tuple[tuple[sympy.Expr, str], ...], tuple[str, ...]]:
    """((point, reason), ...) in order, and notes on what could not be listed in full."""
    found: dict[sympy.Expr, str] = {}
    notes: list[str] = []
    for suspect in dict.fromkeys(suspects(function, variable)):
        points, complete = zeros(suspect, variable)
        if not complete:
            notes.append(f"points where {suspect} = 0 are listed only near the origin")
        for point in points:
            reason = failure(function, variable, point)
            if reason:
                found[point] = reason
    ordered = sorted(found, key=float)
    return tuple((point, found[point]) for point in ordered), tuple(notes)


def failure(function: sympy.Expr, variable: sympy.Symbol, point: sympy.Expr) -> str | None:
    """Why the function, defined at the point, has no derivative there; None where it has one or is not defined."""
    at = evaluate(point)
    value = evaluate(function, {variable: at}) if at is not None else None
    if value is None:
        return None
    left: Value = _side(function, variable, at, value, -1)
    right: Value = _side(function, variable, at, value, 1)
    if left is None and right is None:
        return "isolated point of the domain"
    if left is None or right is None:
        return "end of the domain"
    if "jump" in (left, right):
        return "jump"
    if "inf" in (left, right) or "-inf" in (left, right):
        if left == right:
            return "vertical tangent"
        return "cusp" if {left, right} == {"inf", "-inf"} else "corner"
    # A difference that dies out with the step, however slowly, is none in the limit.
    far, near = (abs(a - b) for a, b in zip(left, right, strict=True))
    if near < real.mpf(10) ** -8 * max(1, abs(left[1]), abs(right[1])) or near < far / 2:
        return None
    return f"corner: slope {show(left[1])} from the left, {show(right[1])} from the right"


def _side(function: sympy.Expr, variable: sympy.Symbol, at: Value, value: Value, sign: int) -> Value:
    """The slopes of two secants to one side; 'inf', '-inf', 'jump', or None where the function ends."""
    near: Value = evaluate(function, {variable: at + sign * _NEAR})
    nearer: Value = evaluate(function, {variable: at + sign * _NEARER})
    if near is None or nearer is None:
        return None
    slopes = [(near - value) / (sign * _NEAR), (nearer - value) / (sign * _NEARER)]
    if abs(nearer - value) > real.mpf(10) ** -6 and abs(near - nearer) < real.mpf(10) ** -3 * abs(nearer - value):
        return "jump"
    # A slope that grows as the step shrinks has no limit: like |x|^(1/3), it grows by a power of the ratio of steps.
    if abs(slopes[1]) > 3 * abs(slopes[0]) and abs(slopes[1]) > _STEEP:
        return "inf" if slopes[1] > 0 else "-inf"
    return slopes
