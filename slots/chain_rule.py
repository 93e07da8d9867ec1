"""The chain rule as two changes in a row: x moves u, and u moves y."""

from __future__ import annotations

import math
from typing import Any, ClassVar, Literal

import sympy
from pydantic import Field

from derivanim.calculus.claims import IsComposition, SlopeAt
from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.kinks import failure
from derivanim.calculus.printing import to_typst
from derivanim.calculus.reader import read_number
from derivanim.calculus.structure import split_composition
from derivanim.errors import MathError
from derivanim.slots import points, stage
from derivanim.slots.base import DerivativeSlots, Level, Number

PLACES = ("1", "1/2", "2", "-1", "1/4", "3/4", "3/2", "3", "pi/4", "pi/6", "pi/3", "1/10", "-1/2", "-2", "4", "-3")
READING = 4.8  # seconds in which all lines are read
UNEQUAL = 10.0  # from here on changes of so different sizes cannot be drawn to scale


class ChainRule(DerivativeSlots):
    """A composition of an outer and an inner function."""

    LEVEL: ClassVar[Level] = "foundation"
    SUMMARY: ClassVar[str] = "the chain rule, as the change of the inner function handed on to the outer one"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "chain_rule", "function": "(x**2 + 1)**3"},
        {"template": "chain_rule", "function": "sin(x**2)", "point": "1"},
        {"template": "chain_rule", "function": "exp(-x**2)"},
        {"template": "chain_rule", "function": "log(x**2 + 1)"},
        {"template": "chain_rule", "function": "sqrt(1 + x**2)"},
        {"template": "chain_rule", "function": "1/(1 + x**2)"},
        {"template": "chain_rule", "function": "cos(sqrt(t))", "variable": "t", "function_name": "g"},
    )

    template: Literal["chain_rule"] = "chain_rule"
    point: Number | None = Field(None, description="where the changes are looked at; left out, it is chosen")

    def claims(self) -> list[Any]:
        """The derivative, the two parts, and the three slopes at the point."""
        (outer, inner, u), at, x = self.parts, self.at, self.variable
        first, second = self.factors
        value = points.value_at(inner, self.symbol, at)
        return [
            *super().claims(),
            IsComposition(self.expression, inner, outer, str(u)),
            SlopeAt(inner, x, at, first),
            SlopeAt(outer, str(u), value, second),
            SlopeAt(self.expression, x, at, first * second),
        ]

    def examine(self) -> None:
        """Refuse what is no composition, and a point at which one of the two functions has no derivative."""
        if split_composition(self.expression, self.variable) is None:
            raise MathError(
                f"{stage.plain(self.function)} is no function of an inner function, so it needs no chain rule.",
                "a derivative_overview shows the rules that it needs",
            )
        if self.point is not None:
            points.require_differentiable(self, read_number(self.point), "leave the point out")
        _ = self.factors  # refuses where one of them does not exist

    @property
    def parts(self) -> tuple[sympy.Expr, sympy.Expr, sympy.Symbol]:
        """The outer function in u, the inner one, and u."""
        found = split_composition(self.expression, self.variable)
        if found is None:
            raise MathError(f"{stage.plain(self.function)} is no composition.")
        return found

    @property
    def at(self) -> sympy.Expr:
        """The point: the given one, or the first one at which the changes are easy to compare."""
        if self.point is not None:
            return read_number(self.point)
        spreads = {place: _spread(self.slopes(place)) for place in map(read_number, PLACES)}
        return next((place for place, spread in spreads.items() if spread <= 4), min(spreads, key=lambda p: spreads[p]))

    @property
    def factors(self) -> tuple[sympy.Expr, sympy.Expr]:
        """The slopes of the inner and of the outer function at the point."""
        found = self.slopes(self.at)
        if found is None:
            where = f"{self.variable} = {stage.plain(self.at)}"
            raise MathError(f"The chain rule does not apply at {where}: a part has no slope.", "choose another point")
        return found

    def slopes(self, at: sympy.Expr) -> tuple[sympy.Expr, sympy.Expr] | None:
        """The slopes of the inner function at a point and of the outer one at its value; None without one of them."""
        (outer, inner, u), x = self.parts, self.symbol
        if evaluate(inner, {x: at}) is None:
            return None
        value = points.value_at(inner, x, at)
        changes = stage.derivative(inner, self.variable), stage.derivative(outer, str(u))
        if evaluate(changes[0], {x: at}) is None or evaluate(changes[1], {u: value}) is None:
            return None
        if failure(inner, x, at) or failure(outer, u, value):
            return None
        return points.value_at(changes[0], x, at), points.value_at(changes[1], u, value)

    def scene(self) -> dict[str, Any]:
        """Three number lines with the changes on them, their two factors, and the lines of the rule."""
        (outer, inner, u), x, at = self.parts, self.symbol, self.at
        first, second = self.factors
        value = points.value_at(inner, x, at)
        result = points.value_at(self.expression, x, at)
        y = sympy.Symbol("y" if self.variable != "y" else "z")
        X, U, Y = map(to_typst, (x, u, y))
        left, prime = stage.call_of(self, prime="'"), chr(39)
        du, dy = stage.derivative(inner, self.variable), stage.derivative(outer, str(u))
        opened, closed = _product(dy.subs(u, inner), du), to_typst(stage.derivative(self.expression, self.variable))
        base, sizes, to_scale = _layout(float(first), float(second))
        where = f"{self.variable} = {stage.plain(at)}"
        total = f"{_bracket(second)} dot.c {_bracket(first)}"
        lines = [
            stage.line(
                "both changes, one after the other",
                f"frac(d {Y}, d {X}) = frac(d {Y}, d {U}) dot.c frac(d {U}, d {X})",
                "The factors multiply: this is the chain rule.",
                "DERIVATIVE",
            ),
            stage.line(
                f"with ${U} = {to_typst(inner)}$",
                f"{left} = {opened}",
                f"Outer derivative at {u}, times inner derivative.",
            ),
            stage.line("simplified", f"{left} = {closed}", "That is the derivative.", "DERIVATIVE"),
        ]
        if opened == closed:
            lines = [lines[0], lines[1] | {"color": "DERIVATIVE"}]
        relation = "=" if _is_exact(first) and _is_exact(second) else "approx"
        lines.append(
            stage.line(
                f"at ${X} {_equals(at)}$",
                f"{stage.call_of(self, _number(at), prime)} {relation} {total} {_equals(first * second)}",
                f"At {where} the changes multiply to {stage.decimal(float(first * second))}.",
            )
        )
        inner_line = stage.line(
            "inner derivative",
            f"frac(d {U}, d {X}) = {to_typst(du)}",
            f"At {where}, {u} changes {stage.decimal(float(first))} times as much as {x}.",
        )
        outer_line = stage.line(
            "outer derivative",
            f"frac(d {Y}, d {U}) = {to_typst(dy)}",
            f"There {y} changes {stage.decimal(float(second))} times as much as {u}.",
        )
        for step in (inner_line, outer_line, *lines):
            step["hold"] = round(min(step["hold"], READING / (len(lines) + 2)), 1)
        return {
            "subject": f"The chain rule for {self.function}.",
            "heading": stage.heading(self, "Chain rule"),
            "rails": [
                {"name": X, "value": f"{X} {_equals(at)}", "change": f"d {X}"},
                {"name": f"{U} = {to_typst(inner)}", "value": f"{U} {_equals(value)}", "change": f"d {U}"},
                {"name": f"{Y} = {to_typst(outer)}", "value": f"{Y} {_equals(result)}", "change": f"d {Y}"},
            ],
            "base": base,
            "sizes": sizes,
            "factors": [f"frac(d {U}, d {X}) {_equals(first)}", f"frac(d {Y}, d {U}) {_equals(second)}"],
            "note": None if to_scale else "changes not to scale",
            "inner_line": inner_line,
            "outer_line": outer_line,
            "lines": lines,
            "captions": {
                "subject": f"What is the derivative of {stage.plain(self.function)}?",
                "rails": f"First {x} becomes {u}, then {u} becomes {y}.",
                "start": f"Look at {where}.",
                "nudge": f"Let {x} change a little.",
                "inner": f"The inner function hands the change on to {u}.",
                "outer": f"The outer function hands it on to {y}.",
                "again": "However small the change is, the two factors stay.",
            },
        }


def _spread(slopes: tuple[sympy.Expr, sympy.Expr] | None) -> float:
    """The ratio of the largest to the smallest of the three changes; infinite where one is 0 or missing."""
    if slopes is None:
        return math.inf
    sizes = 1.0, abs(float(slopes[0])), abs(float(slopes[0] * slopes[1]))
    return max(sizes) / min(sizes) if min(sizes) > 1e-9 else math.inf


def _layout(first: float, second: float) -> tuple[float, list[float], bool]:
    """Where the changes start on their lines, how long they are there, and whether that is to scale."""
    sizes = [1.0, first, first * second]
    seen = [abs(size) for size in sizes if size]
    to_scale = max(seen) / min(seen) <= UNEQUAL
    if not to_scale:
        sizes = [1.0]
        for factor in (first, second):
            sizes.append(sizes[-1] * math.copysign(1.5 if abs(factor) > 1 else 0.6, factor) if factor else 0.0)
    right, left = max(*sizes, 0.0), -min(*sizes, 0.0)
    scale = min(4.0 / right, 5.0 / (right + left), 2.0)
    return max(-5.6, left * scale - 6.6), [size * scale for size in sizes], to_scale


def _product(outer: sympy.Expr, inner: sympy.Expr) -> str:
    """A product as the rule leaves it; a second factor with a minus has brackets."""
    text = stage.product(outer, inner)
    right = to_typst(inner)
    return f"{text.removesuffix(right)}({right})" if right.startswith("-") and not inner.is_Add else text


def _is_exact(value: sympy.Expr) -> bool:
    """Whether the short form of the number is the number: 0.25 and pi/4 are, 0.33 is not."""
    if isinstance(value, sympy.Rational):
        return float(value) == float(f"{float(value):.2f}")
    return stage.is_short(value) and value.count_ops() < 3 and not value.atoms(sympy.Function)


def _number(value: sympy.Expr) -> str:
    """A number on a label: pi/4 and sqrt(2) as they are, everything else with decimals."""
    return stage.exact(value) if _is_exact(value) and not value.is_Rational else stage.decimal(float(value))


def _equals(value: sympy.Expr) -> str:
    """`= 2` or `approx 0.54`."""
    return f"{'=' if _is_exact(value) else 'approx'} {_number(value)}"


def _bracket(value: sympy.Expr) -> str:
    return f"({_number(value)})" if _number(value).startswith("-") else _number(value)
