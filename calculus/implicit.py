"""Implicit differentiation: dy/dx on the curve of an equation in x and y, with the steps of a course."""

from __future__ import annotations

from collections.abc import Iterator

import sympy

from derivanim.calculus.differentiate import derivative_of
from derivanim.calculus.display import slope_symbol, with_slope
from derivanim.calculus.evaluate import Value, evaluate, real
from derivanim.calculus.proving import Point, bracketed_zero, compare, sample, strengthen
from derivanim.calculus.textbook import textbook
from derivanim.calculus.verdict import Verdict
from derivanim.errors import MathError


def implicit_derivative(equation: sympy.Eq, x: sympy.Symbol, y: sympy.Symbol) -> tuple[sympy.Expr, list[str]]:
    """dy/dx in x and y, and the lines that lead there, each a formula in Typst. MathError where y does not occur."""
    left, right = equation.lhs, equation.rhs
    gradient_x = derivative_of(left - right, x)
    gradient_y = derivative_of(left - right, y)
    if gradient_y == 0:
        raise MathError(f"{y} does not occur in {left} = {right}", "an implicit curve needs both variables")
    result = textbook(-gradient_x / gradient_y, gain=1.0)
    prime = slope_symbol()

    def side(expression: sympy.Expr) -> sympy.Expr:
        return derivative_of(expression, x) + derivative_of(expression, y) * prime

    def tidy(expression: sympy.Expr) -> str:
        return with_slope(expression, y)

    lines = [
        f"frac(d, d {tidy(x)})({tidy(left)}) = frac(d, d {tidy(x)})({tidy(right)})",
        f"{tidy(side(left))} = {tidy(side(right))}",
    ]
    collected = f"{tidy(gradient_y * prime)} = {tidy(-gradient_x)}"
    if collected not in lines:
        lines.append(collected)
    lines.append(f"{tidy(prime)} = {tidy(result)}")
    return result, lines


def implicit_slope_verdict(equation: sympy.Eq, x: sympy.Symbol, y: sympy.Symbol, claimed: sympy.Expr) -> Verdict:
    """Whether the claim is dy/dx at the points of the curve; off the curve it may be anything."""
    relation = equation.lhs - equation.rhs
    gradient_x, gradient_y = derivative_of(relation, x), derivative_of(relation, y)
    if gradient_y == 0:
        raise MathError(f"{y} does not occur in {equation.lhs} = {equation.rhs}")
    truth = -gradient_x / gradient_y

    def true(point: Point) -> Value | None:
        steepness = evaluate(gradient_y, point)
        return evaluate(truth, point) if steepness is not None and abs(steepness) > 1e-6 else None

    numeric = compare(lambda p: evaluate(claimed, p), true, curve_points(relation, x, y))
    verdict = strengthen(numeric, truth - claimed, 1.0)
    if verdict is numeric and numeric.points:
        # Equal on the curve alone: the remainder of the difference by the curve's polynomial is 0.
        verdict = strengthen(numeric, _on_curve(truth - claimed, relation, x, y), 1.0)
    return verdict


def _on_curve(difference: sympy.Expr, relation: sympy.Expr, x: sympy.Symbol, y: sympy.Symbol) -> sympy.Expr:
    above, _ = sympy.fraction(sympy.together(difference))
    bottom = sympy.fraction(sympy.together(relation))[0]
    if not (above.is_polynomial(x, y) and bottom.is_polynomial(x, y)):
        return difference
    return sympy.rem(sympy.Poly(above, y, x), sympy.Poly(bottom, y, x)).as_expr()


def curve_points(relation: sympy.Expr, x: sympy.Symbol, y: sympy.Symbol) -> Iterator[dict[sympy.Symbol, Value]]:
    """Points of the curve relation = 0: on vertical lines at sampled x, between changes of sign."""
    for index, place in enumerate(sample((x, y), relation)):
        if index == 120:
            return
        at = place[x]

        def along(height: Value, at: Value = at) -> Value | None:
            return evaluate(relation, {x: at, y: height})

        before: tuple[Value, Value] | None = None
        for step in range(-20, 21):
            height = place[y] / 7 + real.mpf(step) / 2
            value = along(height)
            if value is not None and before is not None and value * before[1] < 0:
                root = bracketed_zero(along, before, (height, value))
                if root is not None:
                    yield {x: at, y: root}
                    if step > 0:
                        break
            before = None if value is None or value == 0 else (height, value)
