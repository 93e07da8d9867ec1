"""Greatest and least values on a closed interval, by the candidates that a course lists."""

from __future__ import annotations

import math
from dataclasses import dataclass

import sympy
from sympy.calculus.util import continuous_domain

from derivanim.calculus.breaks import zeros
from derivanim.calculus.budget import GIVEN_UP, soft
from derivanim.calculus.differentiate import derivative_of
from derivanim.calculus.evaluate import Value, evaluate, real
from derivanim.calculus.kinks import DISCONTINUITIES, failure, kinks
from derivanim.calculus.powers import substitute
from derivanim.calculus.proving import bracketed_zero, same, show
from derivanim.calculus.singular import Break, find_breaks
from derivanim.calculus.suspects import suspects
from derivanim.calculus.symbols import symbol
from derivanim.calculus.textbook import textbook
from derivanim.calculus.verdict import Verdict, agrees, proved, refuted
from derivanim.errors import MathError

Interval = tuple[sympy.Expr, sympy.Expr]
_SAMPLES = 400


@dataclass(frozen=True)
class Candidate:
    """A point at which an extreme value may lie: 'endpoint', 'critical' or 'not differentiable'."""

    point: sympy.Expr
    value: sympy.Expr
    kind: str
    exact: bool = True


@dataclass(frozen=True)
class Candidates:
    """All candidates from left to right, and the greatest and the least (all of them where several tie)."""

    points: tuple[Candidate, ...]
    maximum: Candidate
    minimum: Candidate
    maxima: tuple[Candidate, ...]
    minima: tuple[Candidate, ...]
    derivative: sympy.Expr
    exact: bool
    constant: bool = False


@dataclass(frozen=True)
class Gap:
    """What speaks against a function on an interval, if anything; whether that was shown, or only tested at points."""

    reason: str | None
    exact: bool
    points: int = _SAMPLES


def optimize(function: sympy.Expr, variable: str, interval: Interval) -> Candidates:
    """The candidates for extreme values of a function that is continuous on the closed interval.

    MathError says why where the method does not apply. Run it in a budget.
    """
    x = symbol(variable)
    low, high = _bounds(interval)
    hole = gap(function, x, interval, continuous=True)
    if hole.reason:
        raise MathError(hole.reason, "choose an interval on which the function is continuous")
    raw = derivative_of(function, x)
    derivative = textbook(raw)
    found: list[tuple[Value, Candidate]] = []

    def add(point: sympy.Expr, kind: str, exact: bool = True) -> None:
        at = evaluate(point)
        if at is None or not low <= at <= high or any(same(at, other) for other, _ in found):
            return
        value = sympy.simplify(substitute(function, {x: point})) if exact else None
        true = evaluate(function, {x: at})
        if value is None or not value.is_number or evaluate(value) is None or not same(evaluate(value), true):
            value = sympy.Float(str(true), 30)
        found.append((at, Candidate(point, value, kind, exact)))

    for end in interval:
        add(end, "endpoint")
    for point, _ in kinks(function, x, sympy.Interval(*interval))[0]:
        add(point, "not differentiable")
    constant = derivative == 0
    exact = True
    if not constant:
        roots, exact = _critical(derivative, x, interval)
        for root, root_exact in roots:
            if failure(function, x, root) is None:
                add(root, "critical", root_exact)
    found.sort(key=lambda pair: pair[0])
    values: list[Value] = [evaluate(function, {x: at}) for at, _ in found]
    greatest, least = max(values), min(values)
    points = tuple(candidate for _, candidate in found)
    maxima = tuple(c for c, v in zip(points, values, strict=True) if same(v, greatest))
    minima = tuple(c for c, v in zip(points, values, strict=True) if same(v, least))
    return Candidates(points, maxima[0], minima[0], maxima, minima, derivative, exact, constant)


def _bounds(interval: Interval) -> tuple[Value, Value]:
    low, high = (evaluate(end) for end in interval)
    if low is None or high is None or not low < high:
        raise MathError(
            f"[{interval[0]}, {interval[1]}] is not a closed interval", "give two finite numbers, the smaller one first"
        )
    return low, high


def _critical(
    derivative: sympy.Expr, x: sympy.Symbol, interval: Interval
) -> tuple[list[tuple[sympy.Expr, bool]], bool]:
    """The zeros of the derivative in the interval as (point, exact), and whether all of them are exact.

    Exact solutions are held against changes of sign on a fine grid: what the solver missed is added numerically.
    """
    exact: list[sympy.Expr] = []
    try:
        with soft(2.0):
            solutions = sympy.solveset(derivative, x, sympy.Interval(*interval))
            if isinstance(solutions, sympy.FiniteSet):
                exact = [p for p in solutions if p.is_number and _is_zero_at(derivative, x, p)]
    except GIVEN_UP:
        pass  # then the grid alone finds them
    short = [p for p in exact if sympy.count_ops(p) <= 25]
    known = [evaluate(p) for p in short]
    low, high = _bounds(interval)
    missed = [
        root
        for root in _sign_changes(derivative, x, low, high)
        if not any(abs(root - other) < real.mpf(10) ** -12 for other in known)
    ]
    numeric = [(sympy.Float(str(root), 30), False) for root in missed]
    return [(p, True) for p in short] + numeric, not numeric


def _is_zero_at(expression: sympy.Expr, x: sympy.Symbol, point: sympy.Expr) -> bool:
    at = evaluate(point)
    value = evaluate(expression, {x: at}) if at is not None else None
    return value is not None and abs(value) < real.mpf(10) ** -25


def _sign_changes(expression: sympy.Expr, x: sympy.Symbol, low: Value, high: Value) -> list[Value]:
    """Zeros by bisection between neighbours of opposite sign on a grid."""
    width = (high - low) / _SAMPLES
    roots = []
    before: tuple[Value, Value] | None = None
    for index in range(_SAMPLES + 1):
        at = low + index * width
        value = evaluate(expression, {x: at})
        if value is not None and before is not None and value * before[1] < 0:
            root = bracketed_zero(lambda place: evaluate(expression, {x: place}), before, (at, value))
            if root is not None:
                roots.append(root)
        if value == 0:
            roots.append(at)
        before = None if value is None or value == 0 else (at, value)
    return roots


def gap(function: sympy.Expr, x: sympy.Symbol, interval: Interval, *, continuous: bool = False) -> Gap:
    """Whether the function is defined (and continuous, if asked) on all of the closed interval."""
    low, high = _bounds(interval)
    where = f"[{interval[0]}, {interval[1]}]"
    for index in range(_SAMPLES + 1):
        at = low + (high - low) * index / _SAMPLES
        if evaluate(function, {x: at}) is None:
            return Gap(f"{function} is not defined on all of {where}: it has no real value at {x} = {show(at)}", True)
    if continuous:
        for point, reason in kinks(function, x, sympy.Interval(*interval))[0]:
            at = evaluate(point)
            if reason in DISCONTINUITIES.values() and low <= at <= high:
                how = "it jumps" if reason.startswith("jump") else reason
                return Gap(f"{function} is not continuous on {where}: {how} at {x} = {point}", True)
    try:
        with soft(1.0):
            inside = sympy.Interval(*interval).is_subset(continuous_domain(function, x, sympy.Interval(*interval)))
    except GIVEN_UP:
        inside = None
    if inside:
        return Gap(None, True)
    for point in (point for part in suspects(function) for point in zeros(part, x, sympy.Interval(*interval))[0]):
        at = evaluate(point)
        if at is not None and low <= at <= high and evaluate(function, {x: at}) is None:
            return Gap(f"{function} is not defined on all of {where}: it has no real value at {x} = {point}", True)
    for found in _breaks(function, x, float(low), float(high)):
        at = show(real.mpf(found.x))
        if found.kind == "pole" or (found.kind == "hole" and math.isnan(found.value)):
            return Gap(f"{function} is not defined on all of {where}: it has no real value near {x} = {at}", True)
        if continuous and found.kind in ("jump", "hole"):
            return Gap(f"{function} is not continuous on {where}: it jumps at {x} = {at}", True)
    return Gap(None, False)


def _breaks(function: sympy.Expr, x: sympy.Symbol, low: float, high: float) -> list[Break]:
    try:
        return [found for found in find_breaks(function, x, low, high) if low <= found.x <= high]
    except MathError:
        return []  # a function without a fast numeric form: the samples alone speak


def extremum_verdict(function: sympy.Expr, variable: str, interval: Interval, point: sympy.Expr, kind: str) -> Verdict:
    """Whether the function is greatest ('maximum') or least ('minimum') on the interval at the point."""
    if kind not in ("maximum", "minimum"):
        raise MathError(f"an extremum is a maximum or a minimum, not {kind!r}")
    x = symbol(variable)
    try:
        candidates = optimize(function, variable, interval)
    except MathError as error:
        return refuted("candidates", error.message)
    low, high = _bounds(interval)
    at = evaluate(point)
    if at is None or not low <= at <= high:
        return refuted("candidates", f"{variable} = {point} is not in [{interval[0]}, {interval[1]}]")
    best = candidates.maximum if kind == "maximum" else candidates.minimum
    value, true = evaluate(function, {x: at}), evaluate(function, {x: evaluate(best.point)})
    if not same(value, true):
        place = f"at {variable} = {show(evaluate(best.point))} the value is {show(true)}"
        return refuted("candidates", f"{place}, at {variable} = {show(at)} only {show(value)}")
    count = len(candidates.points)
    return proved("comparison of all candidates", count) if candidates.exact else agrees("candidates", count)
