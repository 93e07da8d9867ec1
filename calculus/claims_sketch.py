"""Claims of a curve sketch that no other file has: the domain, and all zeros."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import sympy

from derivanim.calculus.claims import ValueAt
from derivanim.calculus.claims_limits import HasLimit
from derivanim.calculus.claims_signs import IsCritical, IsInflection, spread
from derivanim.calculus.evaluate import Value, evaluate, number, real
from derivanim.calculus.proving import show
from derivanim.calculus.roots import Interval, roots, zero_set
from derivanim.calculus.sketch import Asymptote, Part, Sketch
from derivanim.calculus.suspects import suspects
from derivanim.calculus.symbols import symbol
from derivanim.calculus.verdict import Verdict, agrees, proved, refuted

_NEAR = real.mpf(10) ** -8
_REACH = 25  # beyond, a value may be too large to be written


@dataclass(frozen=True)
class DomainIs:
    """Between the ends, the function has real values exactly on these intervals."""

    function: sympy.Expr
    variable: str
    parts: tuple[Part, ...]
    ends: Interval
    slot: str | None = field(default="function", kw_only=True)

    @property
    def statement(self) -> str:
        """The claim in one line."""
        shown = (f"{'[' if p.closed[0] else '('}{p.low}, {p.high}{']' if p.closed[1] else ')'}" for p in self.parts)
        return f"the domain of {self.function} is {' and '.join(shown)}"

    def prove(self) -> Verdict:
        """Decide the claim; run it in a budget."""
        x, tested = symbol(self.variable), 0
        for part in self.parts:
            for at in spread((part.low, part.high)):
                tested += 1
                if evaluate(self.function, {x: at}) is None and abs(at) < _REACH:
                    return refuted("values", f"{self.function} has no real value at {self.variable} = {show(at)}")
        for place in self._doubtful(x):
            tested += 1
            if evaluate(self.function, {x: place}) is None:
                return refuted("values", f"{self.function} has no real value at {self.variable} = {place}")
        for at, inside in self._ends():
            tested += 1
            if (evaluate(self.function, {x: at}) is not None) != inside:
                told = "no real value" if inside else "a real value"
                return refuted("values", f"{self.function} has {told} at {self.variable} = {show(at)}")
        for gap in self._gaps():
            for at in spread(gap):
                tested += 1
                if evaluate(self.function, {x: at}) is not None:
                    return refuted("values", f"{self.function} has a real value at {self.variable} = {show(at)}")
        return agrees("values", tested)

    def _doubtful(self, x: sympy.Symbol) -> list[sympy.Expr]:
        """Where a part of the function is 0 strictly inside: a single point may be missing there."""
        zeros = [place for part in suspects(self.function) for place in zero_set(part, x) or ()]
        return [place for place in zeros if any(p.low < place < p.high for p in self.parts)]

    def _ends(self) -> list[tuple[Value, bool]]:
        return [
            (evaluate(end), closed)
            for part in self.parts
            for end, closed in zip((part.low, part.high), part.closed, strict=True)
            if not end.is_infinite
        ]

    def _gaps(self) -> list[Interval]:
        stops = [self.ends[0], *(end for part in self.parts for end in (part.low, part.high)), self.ends[1]]
        return [(low, high) for low, high in zip(stops[::2], stops[1::2], strict=True) if low < high]


@dataclass(frozen=True)
class ZerosAre:
    """These are all the zeros of the function on the interval."""

    function: sympy.Expr
    variable: str
    points: tuple[sympy.Expr, ...]
    interval: Interval
    slot: str | None = field(default="function", kw_only=True)

    @property
    def statement(self) -> str:
        """The claim in one line."""
        shown = ", ".join(map(str, self.points)) or "none"
        return f"the zeros of {self.function} on [{self.interval[0]}, {self.interval[1]}]: {shown}"

    def prove(self) -> Verdict:
        """Decide the claim; run it in a budget."""
        x = symbol(self.variable)
        for point in self.points:
            value = evaluate(self.function, {x: point})
            if value is None or abs(value) > _NEAR:
                told = "no real value" if value is None else f"the value {show(value)}"
                return refuted("evaluation", f"{self.function} has {told} at {self.variable} = {point}")
        known: list[Value] = [evaluate(point) for point in self.points]
        listed = zero_set(self.function, x)
        found = list(listed) if listed is not None else self._searched(x)
        numbers: list[Value] = [evaluate(place) for place in found]
        for place in numbers:
            known_one = any(abs(place - other) < _NEAR * max(1, abs(place)) for other in known)
            if not known_one and self._inside(place):
                return refuted("search", f"{self.function} is 0 at {self.variable} = {show(place)} as well")
        return proved("the solutions of the equation", len(found)) if listed is not None else agrees("search", 3001)

    def _inside(self, place: Value) -> bool:
        low, high = self.interval
        return bool((low.is_infinite or place >= number(low)) and (high.is_infinite or place <= number(high)))

    def _searched(self, x: sympy.Symbol) -> list[sympy.Expr]:
        low, high = self.interval
        far = [float(abs(point)) for point in (*self.points, low, high) if not point.is_infinite]
        reach = sympy.Integer(int(max([10.0, *far]) + 1))
        return roots(self.function, x, (-reach if low.is_infinite else low, reach if high.is_infinite else high))


def sketch_claims(function: sympy.Expr, variable: str, found: Sketch, ends: Interval) -> list[Any]:
    """Every fact of a sketch as a claim: domain, intercepts, asymptotes, extrema and points of inflection."""
    height = [] if found.height is None else [ValueAt(function, variable, sympy.S.Zero, found.height, slot="function")]
    return [
        DomainIs(function, variable, found.domain, ends),
        ZerosAre(function, variable, found.zeros, ends),
        *height,
        *(claim for line in found.asymptotes for claim in _nears(function, variable, line)),
        *(IsCritical(function, variable, point, kind) for point, kind in found.extrema),
        *(IsInflection(function, variable, point) for point in found.inflections),
    ]


def _nears(function: sympy.Expr, variable: str, near: Asymptote) -> list[HasLimit]:
    """That the curve comes as close to the asymptote as one likes, at each of its ends."""
    if near.upright:
        sides = zip(near.ends, near.limits, strict=True)
        return [HasLimit(function, variable, near.line, limit, int(side)) for side, limit in sides]
    return [HasLimit(function - near.line, variable, end, sympy.S.Zero) for end in near.ends]
