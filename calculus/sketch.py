"""What a curve sketch is made of: domain, intercepts, asymptotes, extrema and points of inflection."""

from __future__ import annotations

from dataclasses import dataclass

import sympy

from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.limits import limit_from, limit_of, open_sides
from derivanim.calculus.powers import substitute
from derivanim.calculus.roots import roots, zero_set
from derivanim.calculus.sign_chart import Mark, SignChart

TANGENT = ("zero", "no second derivative", "vertical tangent")  # at these marks of f'' the curve has a tangent


@dataclass(frozen=True)
class Part:
    """An interval of the domain, and whether its ends belong to it."""

    low: sympy.Expr
    high: sympy.Expr
    closed: tuple[bool, bool]


@dataclass(frozen=True)
class Asymptote:
    """`line` is the number a of an upright x = a, else the expression m x + b; `ends`: where the curve nears it.

    Of an upright one the ends are the sides (-1, 1), of another one -oo and oo.
    """

    upright: bool
    line: sympy.Expr
    ends: tuple[sympy.Expr, ...]
    limits: tuple[sympy.Expr, ...] = ()


@dataclass(frozen=True)
class Sketch:
    """All facts, from left to right."""

    domain: tuple[Part, ...]
    zeros: tuple[sympy.Expr, ...]
    height: sympy.Expr | None
    asymptotes: tuple[Asymptote, ...]
    extrema: tuple[tuple[sympy.Expr, str], ...]
    inflections: tuple[sympy.Expr, ...]


def sketch(function: sympy.Expr, x: sympy.Symbol, slopes: SignChart, bends: SignChart) -> Sketch:
    """The facts about a function from the charts of its first and second derivative. Run it in a budget."""
    domain = _domain(function, x, slopes)
    start, stop = slopes.ends
    inside = start <= 0 <= stop
    height = substitute(function, {x: sympy.S.Zero}) if inside and evaluate(function, {x: 0}) is not None else None
    extrema = [(mark.point, slopes.turn(i)) for i, mark in enumerate(slopes.marks)]
    turns = [
        mark.point for i, mark in enumerate(bends.marks) if mark.cause in TANGENT and set(bends.around(i)) == {1, -1}
    ]
    return Sketch(
        domain,
        tuple(_zeros(function, x, slopes)),
        height,
        (*_upright(function, x, slopes.marks), *_slanted(function, x, domain)),
        tuple((point, kind) for point, kind in extrema if kind in ("maximum", "minimum")),
        tuple(turns),
    )


def _zeros(function: sympy.Expr, x: sympy.Symbol, chart: SignChart) -> list[sympy.Expr]:
    if chart.endless:
        known = zero_set(function, x)
        if known is not None:
            return sorted(known, key=float)
    low, high = chart.ends
    if chart.endless:
        # A zero lies between marks, or beyond the outermost by no more than the picture shows.
        reach = max([10.0, *(2 * abs(float(mark.point)) for mark in chart.marks)])
        low, high = sympy.Rational(f"{-reach:g}"), sympy.Rational(f"{reach:g}")
    return [place for place in roots(function, x, (low, high)) if evaluate(function, {x: place}) is not None]


def _domain(function: sympy.Expr, x: sympy.Symbol, chart: SignChart) -> tuple[Part, ...]:
    def belongs(end: sympy.Expr) -> bool:
        return not end.is_infinite and evaluate(function, {x: end}) is not None

    found: list[Part] = []
    for index, part in enumerate(chart.stretches):
        if part.sign is None:
            continue
        joined = index > 0 and chart.stretches[index - 1].sign is not None and belongs(part.low)
        if joined:
            found[-1] = Part(found[-1].low, part.high, (found[-1].closed[0], belongs(part.high)))
        else:
            found.append(Part(part.low, part.high, (belongs(part.low), belongs(part.high))))
    return tuple(found)


def _upright(function: sympy.Expr, x: sympy.Symbol, marks: tuple[Mark, ...]) -> list[Asymptote]:
    found = []
    for mark in marks:
        if mark.cause not in ("pole", "undefined", "removable", "jump"):
            continue
        limits = [(side, limit_from(function, x, mark.point, side)) for side in open_sides(function, x, mark.point)]
        infinite = [(side, limit) for side, limit in limits if limit is not None and limit.is_infinite]
        if infinite:
            sides, tends = zip(*infinite, strict=True)
            found.append(Asymptote(True, mark.point, tuple(map(sympy.Integer, sides)), tuple(tends)))
    return found


def _slanted(function: sympy.Expr, x: sympy.Symbol, domain: tuple[Part, ...]) -> list[Asymptote]:
    """Level and oblique asymptotes: m is the limit of f/x, and b that of f - m x."""
    found: dict[sympy.Expr, list[sympy.Expr]] = {}
    for end in (-sympy.oo, sympy.oo):
        if not any(end in (part.low, part.high) for part in domain):
            continue
        slope = limit_of(function / x, x, end)
        if slope is None or slope.is_infinite:
            continue
        shift = limit_of(sympy.expand(function - slope * x) if slope else function, x, end)
        if shift is None or shift.is_infinite:
            continue
        line = slope * x + shift
        if sympy.simplify(function - line) != 0:  # a straight line has no asymptote but itself
            found.setdefault(line, []).append(end)
    return [Asymptote(False, line, tuple(ends)) for line, ends in found.items()]
