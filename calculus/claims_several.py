"""Claims about functions of two variables and about curves with a parameter: partial derivatives, planes, slopes."""

from __future__ import annotations

from dataclasses import dataclass, field

import sympy

from derivanim.calculus.differentiate import derivative_of
from derivanim.calculus.evaluate import Value, evaluate, real
from derivanim.calculus.powers import substitute
from derivanim.calculus.proving import same_number, show, slope
from derivanim.calculus.surface import Place, touching_failure
from derivanim.calculus.symbols import symbol
from derivanim.calculus.verdict import Status, Verdict, agrees, proved, refuted, undecided

_STEP = real.mpf(10) ** -18
_STILL = real.mpf(10) ** -12  # slower than this a point of a curve stands still
_SECANT, _NEAR = (
    real.mpf(10) ** -9,
    real.mpf(10) ** -6,
)  # a step along a curve, and how near secants come to their limit


@dataclass(frozen=True)
class _AtPlace:
    """What claims about a function of two variables at a point share."""

    function: sympy.Expr
    variables: tuple[str, str]
    point: Place
    slot: str | None = field(default="point", kw_only=True)

    @property
    def place(self) -> str:
        return f"({self.variables[0]}, {self.variables[1]}) = ({self.point[0]}, {self.point[1]})"

    @property
    def symbols(self) -> tuple[sympy.Symbol, sympy.Symbol]:
        return symbol(self.variables[0]), symbol(self.variables[1])

    def exact(self, expression: sympy.Expr) -> sympy.Expr:
        """The exact value of an expression at the point."""
        return substitute(expression, dict(zip(self.symbols, self.point, strict=True)))

    def slope(self, direction: tuple[Value, Value]) -> Value | None:
        """The slope of the surface above a direction, by the central difference quotient."""
        ends: list[Value] = []
        for sign in (1, -1):
            place = (evaluate(number) + sign * _STEP * part for number, part in zip(self.point, direction, strict=True))
            ends.append(evaluate(self.function, dict(zip(self.symbols, place, strict=True))))
        return None if None in ends else (ends[0] - ends[1]) / (2 * _STEP)

    def smooth(self) -> Verdict | None:
        """The refutation of a claim about a point at which no plane touches."""
        reason = touching_failure(self.function, self.symbols, self.point)
        return refuted("differentiability", f"{self.function} at {self.place}: {reason}") if reason else None


@dataclass(frozen=True)
class PartialAt(_AtPlace):
    """The partial derivative of `function` by one of its variables has this value at the point."""

    variable: str
    value: sympy.Expr

    @property
    def statement(self) -> str:
        """The claim in one line."""
        return f"the partial derivative of {self.function} by {self.variable} at {self.place} is {self.value}"

    def prove(self) -> Verdict:
        """Decide the claim."""
        first = self.variable == self.variables[0]
        true = self.slope((real.one, real.zero) if first else (real.zero, real.one))
        if true is None:
            return refuted("domain", f"{self.function} is not defined on both sides of {self.place}")
        exact = self.exact(derivative_of(self.function, symbol(self.variable)))
        return _near_number(self.value, true, exact, self.place)


@dataclass(frozen=True)
class IsGradient(_AtPlace):
    """The gradient of `function` at the point is this vector."""

    gradient: Place

    @property
    def statement(self) -> str:
        """The claim in one line."""
        return f"the gradient of {self.function} at {self.place} is ({self.gradient[0]}, {self.gradient[1]})"

    def prove(self) -> Verdict:
        """Decide the claim."""
        rough = self.smooth()
        if rough is not None:
            return rough
        parts = zip(self.variables, self.gradient, strict=True)
        return _weakest(
            *(PartialAt(self.function, self.variables, self.point, name, value).prove() for name, value in parts)
        )


@dataclass(frozen=True)
class DirectionalSlope(_AtPlace):
    """In the direction of a vector, which need not have length 1, `function` rises with this slope at the point."""

    direction: Place
    value: sympy.Expr

    @property
    def statement(self) -> str:
        """The claim in one line."""
        direction = f"({self.direction[0]}, {self.direction[1]})"
        return f"the directional derivative of {self.function} at {self.place} along {direction} is {self.value}"

    def prove(self) -> Verdict:
        """Decide the claim."""
        rough = self.smooth()
        if rough is not None:
            return rough
        size = sympy.sqrt(self.direction[0] ** 2 + self.direction[1] ** 2)
        length = evaluate(size)
        if not length:
            return refuted("evaluation", "the zero vector has no direction")
        across, up = (evaluate(part) / length for part in self.direction)
        true = self.slope((across, up))
        if true is None:
            return refuted("domain", f"{self.function} is not defined on both sides of {self.place}")
        slopes = [self.exact(derivative_of(self.function, name)) for name in self.symbols]
        exact = (slopes[0] * self.direction[0] + slopes[1] * self.direction[1]) / size
        return _near_number(self.value, true, exact, self.place)


@dataclass(frozen=True)
class IsTangentPlane(_AtPlace):
    """The plane z = `plane`, an expression in both variables, touches the surface of `function` at the point."""

    plane: sympy.Expr

    @property
    def statement(self) -> str:
        """The claim in one line."""
        return f"the plane z = {self.plane} touches z = {self.function} at {self.place}"

    def prove(self) -> Verdict:
        """Decide the claim."""
        rough = self.smooth()
        if rough is not None:
            return rough
        if any(self.plane.diff(one, other) != 0 for one in self.symbols for other in self.symbols):
            return refuted("expansion", f"z = {self.plane} is no plane")
        known = dict(zip(self.symbols, self.point, strict=True))
        height = same_number(
            self.exact(self.plane), evaluate(self.function, known), self.exact(self.function), self.place
        )
        slopes = (
            PartialAt(self.function, self.variables, self.point, str(name), self.exact(self.plane.diff(name))).prove()
            for name in self.symbols
        )
        return _weakest(height, *slopes)


@dataclass(frozen=True)
class CurveSlope:
    """The curve (x(t), y(t)) has this slope at the point, or with None a vertical tangent.

    Where both derivatives are 0 the slope is the limit of the slopes of secants, if both sides have the same.
    """

    x: sympy.Expr
    y: sympy.Expr
    parameter: str
    point: sympy.Expr
    slope: sympy.Expr | None
    slot: str | None = field(default="point", kw_only=True)

    @property
    def statement(self) -> str:
        """The claim in one line."""
        has = "a vertical tangent" if self.slope is None else f"the slope {self.slope}"
        return f"the curve ({self.x}, {self.y}) has {has} at {self.parameter} = {self.point}"

    def prove(self) -> Verdict:
        """Decide the claim."""
        t, place = symbol(self.parameter), f"{self.parameter} = {self.point}"
        at: Value = evaluate(self.point)
        across, up = (slope(part, t, at) for part in (self.x, self.y))
        if across is None or up is None:
            return refuted("domain", f"the curve is not defined on both sides of {place}")
        if real.hypot(across, up) < _STILL:
            return self._limit(place)
        if abs(across) < _STILL * abs(up):
            if self.slope is None:
                return agrees("difference quotient", 1)
            return refuted("difference quotient", f"at {place}: claimed {self.slope}, but the tangent is vertical")
        if self.slope is None:
            return refuted("difference quotient", f"at {place} the slope is {show(up / across)}, not vertical")
        rates = [substitute(derivative_of(part, t), {t: self.point}) for part in (self.x, self.y)]
        return _near_number(self.slope, up / across, rates[1] / rates[0], place)

    def _limit(self, place: str) -> Verdict:
        """Whether the secants to both sides of a point at which the curve stands still tend to the claimed slope."""
        seen = self._secants()
        if seen is None:
            return undecided("secants", f"the curve stands still about {place}")
        claimed = None if self.slope is None else evaluate(self.slope)
        for across, up in seen:
            miss = across if claimed is None else (across * claimed - up) / real.hypot(1, claimed)
            if abs(miss) > _NEAR:
                true = show(up / across) if abs(across) > _NEAR else "vertical"
                told = "vertical" if claimed is None else show(claimed)
                return refuted("secants", f"at {place}: claimed {told}, true {true}")
        return agrees("secants", len(seen))

    def _secants(self) -> list[tuple[Value, Value]] | None:
        """The directions, of length 1, from the point to the curve a step before and behind it; None outside of it."""
        t = symbol(self.parameter)
        at: Value = evaluate(self.point)
        middle: list[Value] = [evaluate(part, {t: at}) for part in (self.x, self.y)]
        found: list[tuple[Value, Value]] = []
        for sign in (1, -1):
            end: list[Value] = [evaluate(part, {t: at + sign * _SECANT}) for part in (self.x, self.y)]
            if None in middle or None in end:
                return None
            across, up = (after - before for after, before in zip(end, middle, strict=True))
            length = real.hypot(across, up)
            if length == 0:
                return None
            found.append((across / length, up / length))
        return found


def _near_number(claimed: sympy.Expr, true: Value, exact: sympy.Expr, place: str) -> Verdict:
    """Whether a claimed slope is the true one: the rules' own value where the difference quotient bears it out."""
    known = evaluate(exact)
    if known is not None and abs(known - true) < 1e-9 * max(1, abs(true)):
        return same_number(claimed, known, exact, place)
    return same_number(claimed, true, exact, place)


def _weakest(*verdicts: Verdict) -> Verdict:
    """A refutation where there is one, else what is least certain; a proof if all are proofs."""
    for verdict in verdicts:
        if not verdict.good:
            return verdict
    points = sum(verdict.points or 0 for verdict in verdicts)
    if all(verdict.status is Status.proved for verdict in verdicts):
        return proved(", ".join(dict.fromkeys(verdict.method for verdict in verdicts)), points)
    return agrees("evaluation", points)
