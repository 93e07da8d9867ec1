"""Claims of the mean value theorem and of Rolle's: the conditions, the points, and that there are no others."""

from __future__ import annotations

from dataclasses import dataclass

import sympy

from derivanim.calculus.claims_base import OnInterval
from derivanim.calculus.differentiate import derivative_of
from derivanim.calculus.evaluate import Value, evaluate, real
from derivanim.calculus.mean_value import chord_value, obstacle
from derivanim.calculus.powers import substitute
from derivanim.calculus.proving import is_zero, same, show, sign_changes, slope
from derivanim.calculus.suspects import suspects
from derivanim.calculus.symbols import symbol
from derivanim.calculus.verdict import Verdict, agrees, proved, refuted

_SAMPLES = 301
_NEAR = real.mpf(10) ** -9


@dataclass(frozen=True)
class SmoothOn(OnInterval):
    """The function is continuous on the closed interval and differentiable inside of it."""

    @property
    def statement(self) -> str:
        """The claim in one line."""
        low, high = self.interval
        return f"{self.function} is continuous on [{low}, {high}] and differentiable on ({low}, {high})"

    def prove(self) -> Verdict:
        """Decide the claim; run it in a budget."""
        reason = obstacle(self.function, symbol(self.variable), self.interval)
        if reason:
            return refuted("continuity and one-sided slopes", reason)
        if not suspects(self.function):
            return proved("an expression without breaks", _SAMPLES)
        return agrees("continuity and one-sided slopes", _SAMPLES)


@dataclass(frozen=True)
class EqualEnds(OnInterval):
    """The function has the same value at both ends of the interval."""

    @property
    def statement(self) -> str:
        """The claim in one line."""
        return f"{self.function} has the same value at {self.interval[0]} and at {self.interval[1]}"

    def prove(self) -> Verdict:
        """Decide the claim; run it in a budget."""
        x = symbol(self.variable)
        first, last = (evaluate(self.function, {x: end}) for end in self.interval)
        if first is None or last is None:
            return refuted("domain", f"{self.function} has no real value at an end of the interval")
        if not same(first, last):
            return refuted("evaluation", f"the values at the ends are {show(first)} and {show(last)}")
        values = [substitute(self.function, {x: end}) for end in self.interval]
        method = is_zero(values[0] - values[1], 0.5)
        return proved(method, 2) if method else agrees("evaluation", 2)


@dataclass(frozen=True)
class MeanValuePoints(OnInterval):
    """These are all the points strictly inside at which the tangent is parallel to the chord over the interval."""

    points: tuple[sympy.Expr, ...]

    @property
    def statement(self) -> str:
        """The claim in one line."""
        places = ", ".join(map(str, self.points))
        low, high = self.interval
        return f"on ({low}, {high}) the tangent to {self.function} is parallel to the chord exactly at {places}"

    def prove(self) -> Verdict:
        """Decide the claim; run it in a budget."""
        x, (low, high) = symbol(self.variable), self._numbers()
        chord = chord_value(self.function, x, self.interval)
        if chord is None:
            return refuted("domain", f"{self.function} has no real value at an end of the interval")
        places = [evaluate(point) for point in self.points]
        for place in places:
            if place is None or not low < place < high:
                return refuted("evaluation", f"{place} is not strictly inside of the interval")
            tangent = slope(self.function, x, place)
            if tangent is None or abs(tangent - chord) > _NEAR * max(1, abs(chord)):
                told = "there is no tangent" if tangent is None else f"the slope is {show(tangent)}"
                return refuted("difference quotient", f"at {show(place)} {told}, that of the chord {show(chord)}")
        missed = self._missed(x, chord, places)
        if missed is not None:
            return refuted("changes of sign", f"the slope is {show(chord)} at {show(missed)} as well")
        if not places:
            return refuted("mean value theorem", "no point is claimed")
        return agrees("difference quotient and changes of sign", _SAMPLES)

    def _numbers(self) -> list[Value]:
        return [evaluate(end) for end in self.interval]

    def _missed(self, x: sympy.Symbol, chord: Value, places: list[Value]) -> Value | None:
        """A point with the slope of the chord that is not claimed."""
        derivative = derivative_of(self.function, x)
        low, high = self._numbers()

        def excess(at: Value) -> Value | None:
            value = evaluate(derivative, {x: at})
            return None if value is None else value - chord

        for zero in sign_changes(excess, low, high, _SAMPLES):
            if all(abs(zero - place) > _NEAR * (high - low) for place in places):
                return zero
        return None
