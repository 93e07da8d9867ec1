"""One side of a point at a time: the rule that holds there, the limit of the function, and the slope of its secants."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import sympy

from derivanim.calculus.breaks import zeros
from derivanim.calculus.differentiate import derivative_of
from derivanim.calculus.evaluate import Value, evaluate, real
from derivanim.calculus.kinks import differentiability_at, limits_at
from derivanim.calculus.powers import substitute
from derivanim.calculus.suspects import suspects
from derivanim.errors import MathError

Side = Literal["left", "right"]
SIGNS: dict[Side, int] = {"left": -1, "right": 1}
CONTINUOUS = ("differentiable", "corner", "cusp", "vertical tangent", "oscillating slopes", "end")
_NEAR = real.mpf(10) ** -9
_STEPS = (sympy.Abs, sympy.sign, sympy.Heaviside, sympy.floor, sympy.ceiling, sympy.frac, sympy.Max, sympy.Min)


@dataclass(frozen=True)
class OneSided:
    """What a function does on both sides of a point; `kind` as in `kinks.Differentiability`.

    Slopes and limits are exact where that is known, else Floats; infinite ones are sympy.oo or -sympy.oo, and None
    stands for those that do not exist.
    """

    kind: str
    value: sympy.Expr | None
    slopes: tuple[sympy.Expr | None, sympy.Expr | None]
    limits: tuple[sympy.Expr | None, sympy.Expr | None]

    @property
    def continuous(self) -> bool:
        """Whether the function is continuous at the point, at an end of the domain from its one side."""
        return self.kind in CONTINUOUS


def one_sided(function: sympy.Expr, variable: sympy.Symbol, point: sympy.Expr) -> OneSided:
    """Both sides of a point."""
    kind, *slopes = differentiability_at(function, variable, point)
    value = evaluate(function, {variable: point})
    known: list[sympy.Expr | None] = []
    reached: list[sympy.Expr | None] = []
    for side, slope, limit in zip(SIGNS, slopes, limits_at(function, variable, point), strict=True):
        rule = branch(function, variable, point, side)
        known.append(_exact(slope, _derivative(rule, variable), variable, point))
        reached.append(_exact(limit, rule, variable, point))
    exact = None if value is None else _exact(value, function, variable, point)
    return OneSided(kind, exact, (known[0], known[1]), (reached[0], reached[1]))


def branch(function: sympy.Expr, variable: sympy.Symbol, point: sympy.Expr, side: Side) -> sympy.Expr:
    """The rule that holds next to the point on one side: 2 - x for |x - 2| left of 2, without steps and cases."""
    near = {variable: evaluate(point) + SIGNS[side] * _NEAR}

    def settled(node: sympy.Basic) -> sympy.Basic:
        if not node.args or not node.has(variable):
            return node
        if isinstance(node, sympy.Piecewise):
            return next((settled(rule) for rule, condition in node.args if _holds(condition, near)), node)
        node = node.func(*map(settled, node.args))
        return _one_rule(node, near) if isinstance(node, _STEPS) and node.has(variable) else node

    return settled(function)


def _holds(condition: sympy.Basic, near: dict[sympy.Symbol, Value]) -> bool:
    return bool(evaluate(sympy.Piecewise((1, condition), (0, True), evaluate=False), near) == 1)


def _one_rule(node: sympy.Expr, near: dict[sympy.Symbol, Value]) -> sympy.Expr:
    """What a step function or an absolute value is, as far as its argument keeps its sign, or its whole part."""
    values: list[Value] = [evaluate(part, near) for part in node.args]
    if None in values:
        return node
    if isinstance(node, sympy.Max | sympy.Min):
        chosen = max(values) if isinstance(node, sympy.Max) else min(values)
        return node.args[values.index(chosen)]
    part, value = node.args[0], values[0]
    if isinstance(node, sympy.floor | sympy.ceiling):
        return sympy.Integer(int(real.floor(value) if isinstance(node, sympy.floor) else real.ceil(value)))
    if isinstance(node, sympy.frac):
        return part - int(real.floor(value))
    above = value > 0
    if isinstance(node, sympy.Abs):
        return part if above else -part
    return sympy.Integer(1 if above else 0 if isinstance(node, sympy.Heaviside) else -1)


def _derivative(rule: sympy.Expr, variable: sympy.Symbol) -> sympy.Expr | None:
    try:
        return derivative_of(rule, variable)
    except MathError:
        return None


def _exact(
    value: Value | None, formula: sympy.Expr | None, variable: sympy.Symbol, point: sympy.Expr
) -> sympy.Expr | None:
    """A number of 50 digits by its exact name: what the formula gives at the point if that is it, or a fraction."""
    if value is None:
        return None
    if real.isinf(value):
        return sympy.oo if value > 0 else -sympy.oo
    told = None if formula is None else evaluate(formula, {variable: point})
    if told is not None and _near(told, value):
        exact = substitute(formula, {variable: point})
        return exact if exact.is_Rational or exact.count_ops() > 60 else sympy.simplify(exact)
    fraction = Fraction(str(real.nstr(value, 30))).limit_denominator(100)
    if _near(real.mpf(fraction.numerator) / fraction.denominator, value):
        return sympy.Rational(fraction.numerator, fraction.denominator)
    return sympy.Float(str(real.nstr(value, 15)), 15)


def _near(a: Value, b: Value) -> bool:
    return bool(abs(a - b) <= real.mpf("1e-9") * max(1, abs(a), abs(b)))


def failing_points(function: sympy.Expr, variable: sympy.Symbol) -> list[sympy.Expr]:
    """The points at which the function has no derivative, next to 0 first, and of two as near the positive one.

    Holes and poles are among them; points around which the function has no value, and ends of its domain, are not.
    """
    candidates = {point for part in suspects(function) for point in zeros(part, variable)[0]}
    shown = ("differentiable", "undefined", "end", "isolated")
    found = [point for point in candidates if differentiability_at(function, variable, point).kind not in shown]
    return sorted(found, key=lambda point: (abs(float(point)), float(point) < 0))
