"""Differentiation in named steps, each of them proved, and the derivative in the form that a textbook prints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import sympy

from derivanim.calculus.display import condensed, primes
from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.kinks import kinks
from derivanim.calculus.proving import compare, sampled, slope, strengthen
from derivanim.calculus.rules import Rule, rule_for
from derivanim.calculus.symbols import symbol
from derivanim.calculus.textbook import textbook
from derivanim.calculus.verdict import Verdict
from derivanim.errors import MathError


@dataclass(frozen=True)
class Step:
    """One rule applied: `before` is (piece)', `after` what the rule makes of it, with inner derivatives still open.

    `whole` is the derivative of the whole function after this step, so that the wholes in a row form a chain of
    equalities. Open derivatives are unevaluated sympy.Derivative objects.
    """

    rule: str
    before: sympy.Expr
    after: sympy.Expr
    whole: sympy.Expr
    verdict: Verdict
    note: str = ""
    order: int = 1

    @property
    def formula(self) -> str:
        """The step as a formula in Typst: before = after."""
        return f"{primes(self.before)} = {primes(self.after)}"


@dataclass(frozen=True)
class Derivation:
    """A derivative with the steps that lead to it, and the points at which it does not exist."""

    function: sympy.Expr
    variable: sympy.Symbol
    order: int
    steps: tuple[Step, ...]
    derivative: sympy.Expr
    fails_at: tuple[tuple[sympy.Expr, str], ...] = ()
    notes: tuple[str, ...] = ()
    derivatives: tuple[sympy.Expr, ...] = field(default=())
    """The derivatives of every order up to this one."""

    def lines(self, max_lines: int = 4) -> list[tuple[str, str]]:
        """The derivation as a teacher would write it: (names of rules, right side in Typst), a line each.

        The outermost rule with primes on what is still open, then further rules while there is room, then everything
        evaluated, then the textbook form where that differs. Of a higher order, the last derivative is shown.
        """
        start = self.derivatives[-2] if len(self.derivatives) > 1 else self.function
        return condensed(start, self.variable, self.derivative, max_lines)


def differentiate(expression: sympy.Expr, variable: str, order: int = 1) -> Derivation:
    """The derivative of the expression in named steps; MathError where no rule applies.

    Run it in a budget (`budget.call(differentiate, ...)`): a long expression can keep SymPy busy for minutes.
    """
    if not 1 <= order <= 10:
        raise MathError(f"the order of a derivative is from 1 to 10, not {order}")
    x = symbol(variable)
    if sympy.Dummy in {type(s) for s in expression.free_symbols}:
        raise MathError("an expression to differentiate has only named symbols")
    steps: list[Step] = []
    derivatives: list[sympy.Expr] = []
    current = expression
    for number in range(1, order + 1):
        steps.extend(_steps(current, x, number))
        current = textbook(derivative_of(current, x))
        derivatives.append(current)
    fails_at, notes = _fails_at([expression, *derivatives[:-1]], x)
    return Derivation(expression, x, order, tuple(steps), current, fails_at, notes, tuple(derivatives))


def _fails_at(
    functions: list[sympy.Expr], x: sympy.Symbol
) -> tuple[tuple[tuple[sympy.Expr, str], ...], tuple[str, ...]]:
    """Where the last of these, each the derivative of the one before, has no derivative: x |x| has no second one at 0.

    A point where a lower derivative fails is named for that one.
    """
    found: dict[sympy.Expr, str] = {}
    notes: dict[str, None] = {}
    for number, function in enumerate(functions):
        points, more = kinks(function, x)
        for point, reason in points:
            found.setdefault(point, f"{reason} (of the derivative of order {number})" if number else reason)
        notes |= dict.fromkeys(more)
    return tuple((point, found[point]) for point in sorted(found, key=float)), tuple(notes)


def derivative_of(function: sympy.Expr, variable: sympy.Symbol) -> sympy.Expr:
    """The derivative by the rules alone, as they leave it."""
    rule = rule_for(function, variable)
    return rule.combine(*(derivative_of(part, variable) for part in rule.parts))


def settle(expression: sympy.Expr, known: dict[sympy.Expr, sympy.Expr]) -> sympy.Expr:
    """The expression with every open derivative that is known put in, also where it opens others that are known."""
    while (settled := expression.xreplace(known)) != expression:
        expression = settled
    return expression


def _steps(function: sympy.Expr, variable: sympy.Symbol, order: int) -> Iterator[Step]:
    whole = sympy.Derivative(function, variable, evaluate=False)
    known: dict[sympy.Expr, sympy.Expr] = {}
    waiting = [function]
    while waiting:
        piece = waiting.pop(0)
        before = sympy.Derivative(piece, variable, evaluate=False)
        if before in known:
            continue
        rule = rule_for(piece, variable)
        known[before] = after = rule.apply()
        whole = settle(whole, known)
        inner = rule.inner if rule.parts else None
        note = f"u = {inner}" if inner is not None else ""
        yield Step(rule.label, before, after, whole, _verdict(rule), note, order)
        # Depth first: a person finishes one part before the next.
        waiting[:0] = [part for part in rule.parts if part.has(variable) and part != variable]


def _verdict(rule: Rule) -> Verdict:
    """Whether the rule was applied rightly: held against difference quotients and against SymPy's own derivative."""
    x, piece = rule.variable, rule.function
    result = rule.combine(*(derivative_of(part, x) for part in rule.parts))
    return is_derivative(piece, x, result)


def is_derivative(function: sympy.Expr, x: sympy.Symbol, claimed: sympy.Expr, seconds: float = 1.0) -> Verdict:
    """Whether `claimed` is the derivative: against difference quotients first, then against SymPy's derivative."""
    names = tuple(sorted(function.free_symbols | claimed.free_symbols | {x}, key=str))

    def true(point: object) -> object:
        rest = {name: value for name, value in point.items() if name != x}  # type: ignore[attr-defined]
        fixed = function.xreplace({n: sympy.Float(str(v), 50) for n, v in rest.items()}) if rest else function
        return slope(fixed, x, point[x])  # type: ignore[index]

    numeric = compare(lambda p: evaluate(claimed, p), true, sampled(names, function, claimed))
    if not numeric.points:
        return numeric
    truth = function.diff(x)
    if truth.has(sympy.Derivative, sympy.Subs, sympy.DiracDelta):  # SymPy has no classical derivative for a step
        truth = derivative_of(function, x)
    return strengthen(numeric, truth - claimed, seconds)
