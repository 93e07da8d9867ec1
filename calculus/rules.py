"""The rules of differentiation as typed nodes, in the order in which a person would look for them.

A node knows the parts whose derivatives it leaves open (`parts`) and what becomes of them (`combine`). To add a rule,
write a node and put it into RULES.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import sympy

from derivanim.calculus.outer import OUTER
from derivanim.errors import MathError

Show = Callable[[sympy.Expr], str]
"""Writes an expression as a formula."""


def open_derivative(function: sympy.Expr, variable: sympy.Symbol) -> sympy.Expr:
    """(function)', still to be worked out; 0 and 1 for constants and the variable, which nobody writes out."""
    if not function.has(variable):
        return sympy.Integer(0)
    if function == variable:
        return sympy.Integer(1)
    return sympy.Derivative(function, variable, evaluate=False)


def factor(expression: sympy.Expr, show: Show) -> str:
    """An expression as a factor of a product: a sum or what begins with a sign stands in brackets."""
    text = show(expression)
    bare = not (expression.is_Add or isinstance(expression, sympy.Piecewise) or text.startswith("-"))
    return text if bare else f"({text})"


@dataclass(frozen=True)
class Rule(ABC):
    """One rule applied to one function."""

    name: ClassVar[str]
    function: sympy.Expr
    variable: sympy.Symbol

    @classmethod
    @abstractmethod
    def matches(cls, function: sympy.Expr, variable: sympy.Symbol) -> bool:
        """Whether this rule is the one to apply to the function."""

    @property
    def parts(self) -> tuple[sympy.Expr, ...]:
        """The inner functions whose derivatives the rule leaves open."""
        return ()

    @abstractmethod
    def combine(self, *derivatives: sympy.Expr) -> sympy.Expr:
        """The derivative, given those of the parts."""

    def apply(self) -> sympy.Expr:
        """What the rule makes of its function, with the derivatives of the parts still open."""
        return self.combine(*(open_derivative(part, self.variable) for part in self.parts))

    def written(self, derivatives: tuple[str, ...], show: Show) -> str:
        """The same as a formula, in the order in which it is taught; `show` writes an expression."""
        return show(self.combine())

    @property
    def label(self) -> str:
        """The rule's name in a list of steps."""
        return self.name

    @property
    def inner(self) -> sympy.Expr | None:
        """The inner function u where the rule sets one apart."""
        return None


class Constant(Rule):
    """c' = 0."""

    name = "constant rule"

    @classmethod
    def matches(cls, function: sympy.Expr, variable: sympy.Symbol) -> bool:  # noqa: D102
        return not function.has(variable)

    def combine(self, *derivatives: sympy.Expr) -> sympy.Expr:  # noqa: D102
        return sympy.Integer(0)


class Identity(Rule):
    """x' = 1."""

    name = "power rule"

    @classmethod
    def matches(cls, function: sympy.Expr, variable: sympy.Symbol) -> bool:  # noqa: D102
        return bool(function == variable)

    def combine(self, *derivatives: sympy.Expr) -> sympy.Expr:  # noqa: D102
        return sympy.Integer(1)


class Sum(Rule):
    """(u + v)' = u' + v'."""

    name = "sum rule"

    @classmethod
    def matches(cls, function: sympy.Expr, variable: sympy.Symbol) -> bool:  # noqa: D102
        return bool(function.is_Add)

    @property
    def parts(self) -> tuple[sympy.Expr, ...]:  # noqa: D102
        return tuple(term for term in self.function.as_ordered_terms() if term.has(self.variable))

    def combine(self, *derivatives: sympy.Expr) -> sympy.Expr:  # noqa: D102
        return sympy.Add(*derivatives)

    def written(self, derivatives: tuple[str, ...], show: Show) -> str:  # noqa: D102
        text = derivatives[0]
        for each in derivatives[1:]:
            # u' - v' instead of u' + (-v)'
            text += f" - ({each[2:]}" if each.startswith("(-") and " + " not in each else f" + {each}"
        return text


class ConstantMultiple(Rule):
    """(c u)' = c u'."""

    name = "constant multiple rule"

    @classmethod
    def matches(cls, function: sympy.Expr, variable: sympy.Symbol) -> bool:  # noqa: D102
        return bool(function.is_Mul) and function.as_independent(variable, as_Add=False)[0] != 1

    @property
    def parts(self) -> tuple[sympy.Expr, ...]:  # noqa: D102
        return (self.function.as_independent(self.variable, as_Add=False)[1],)

    def combine(self, *derivatives: sympy.Expr) -> sympy.Expr:  # noqa: D102
        constant = self.function.as_independent(self.variable, as_Add=False)[0]
        return sympy.Mul(constant, derivatives[0])

    def written(self, derivatives: tuple[str, ...], show: Show) -> str:  # noqa: D102
        constant = self.function.as_independent(self.variable, as_Add=False)[0]
        if constant == -1:
            return f"-{derivatives[0]}"
        text = show(constant) if constant.is_Mul or constant.is_Rational else factor(constant, show)
        return f"{text} dot.c {derivatives[0]}"


def quotient_parts(function: sympy.Expr, variable: sympy.Symbol) -> tuple[sympy.Expr, sympy.Expr]:
    """Numerator and denominator as they are written: e^(-x) stays a factor above."""
    above, below = [], []
    for factor in sympy.Mul.make_args(function):
        exponent = factor.exp if factor.is_Pow else None
        if exponent is not None and exponent.is_Rational and exponent < 0 and factor.base.has(variable):
            below.append(sympy.Pow(factor.base, -exponent))
        else:
            above.append(factor)
    return sympy.Mul(*above), sympy.Mul(*below)


class Quotient(Rule):
    """(u / v)' = (u' v - u v') / v^2."""

    name = "quotient rule"

    @classmethod
    def matches(cls, function: sympy.Expr, variable: sympy.Symbol) -> bool:  # noqa: D102
        if not function.is_Mul:
            return False
        above, below = quotient_parts(function, variable)
        return bool(below != 1 and (above.has(variable) or below.is_Mul))

    @property
    def parts(self) -> tuple[sympy.Expr, ...]:  # noqa: D102
        above, below = quotient_parts(self.function, self.variable)
        return (above, below) if above.has(self.variable) else (below,)

    def combine(self, *derivatives: sympy.Expr) -> sympy.Expr:  # noqa: D102
        above, below = quotient_parts(self.function, self.variable)
        if len(derivatives) == 1:
            return -above * derivatives[0] / below**2
        return (derivatives[0] * below - above * derivatives[1]) / below**2

    def written(self, derivatives: tuple[str, ...], show: Show) -> str:  # noqa: D102
        above, below = quotient_parts(self.function, self.variable)
        if len(derivatives) == 1:
            top = f"-{factor(above, show)} dot.c {derivatives[0]}" if above != 1 else f"-{derivatives[0]}"
        else:
            top = f"{derivatives[0]} dot.c {factor(below, show)} - {factor(above, show)} dot.c {derivatives[1]}"
        return f"frac({top}, {show(sympy.Pow(below, 2, evaluate=False))})"


class Product(Rule):
    """(u v)' = u' v + u v', and likewise for more factors."""

    name = "product rule"

    @classmethod
    def matches(cls, function: sympy.Expr, variable: sympy.Symbol) -> bool:  # noqa: D102
        return bool(function.is_Mul)

    @property
    def parts(self) -> tuple[sympy.Expr, ...]:  # noqa: D102
        return tuple(self.function.as_ordered_factors())

    def combine(self, *derivatives: sympy.Expr) -> sympy.Expr:  # noqa: D102
        factors = self.parts
        return sympy.Add(
            *(sympy.Mul(*factors[:i], derivative, *factors[i + 1 :]) for i, derivative in enumerate(derivatives))
        )

    def written(self, derivatives: tuple[str, ...], show: Show) -> str:  # noqa: D102
        shown = [factor(each, show) for each in self.parts]
        terms = ([*shown[:i], each, *shown[i + 1 :]] for i, each in enumerate(derivatives))
        return " + ".join(" ".join(term) for term in terms)


class Composition(Rule):
    """F(u)' = F'(u) u', the chain rule; a bare F(x) where u is x itself."""

    name = "chain rule"
    outer_name: ClassVar[str] = ""

    @property
    def inner(self) -> sympy.Expr:  # noqa: D102
        return self.function.args[0]

    @property
    def parts(self) -> tuple[sympy.Expr, ...]:  # noqa: D102
        return () if self.inner == self.variable else (self.inner,)

    @property
    def label(self) -> str:  # noqa: D102
        return self.name if self.parts else self.outer_label

    @property
    def outer_label(self) -> str:
        """The name of the outer function's own rule."""
        return self.outer_name

    @abstractmethod
    def outer(self) -> sympy.Expr:
        """F'(u)."""

    def combine(self, *derivatives: sympy.Expr) -> sympy.Expr:  # noqa: D102
        return sympy.Mul(self.outer(), *derivatives)

    def written(self, derivatives: tuple[str, ...], show: Show) -> str:  # noqa: D102
        if not derivatives:
            return show(self.outer())
        return f"{factor(self.outer(), show)} dot.c {derivatives[0]}"


class Power(Composition):
    """(u^n)' = n u^(n-1) u', for every constant n; odd roots of negative numbers are real."""

    outer_name = "power rule"

    @classmethod
    def matches(cls, function: sympy.Expr, variable: sympy.Symbol) -> bool:  # noqa: D102
        return bool(function.is_Pow) and not function.exp.has(variable)

    def outer(self) -> sympy.Expr:  # noqa: D102
        return self.function.exp * self.function.base ** (self.function.exp - 1)


class Exponential(Composition):
    """(a^u)' = a^u ln(a) u', for a constant a > 0."""

    outer_name = "derivative of the exponential"

    @classmethod
    def matches(cls, function: sympy.Expr, variable: sympy.Symbol) -> bool:  # noqa: D102
        return bool(function.is_Pow) and not function.base.has(variable) and function.base.is_positive is not False

    @property
    def inner(self) -> sympy.Expr:  # noqa: D102
        return self.function.exp

    def outer(self) -> sympy.Expr:  # noqa: D102
        return self.function * sympy.log(self.function.base)


class Elementary(Composition):
    """F(u)' = F'(u) u', for every F of the table OUTER."""

    @classmethod
    def matches(cls, function: sympy.Expr, variable: sympy.Symbol) -> bool:  # noqa: D102
        return function.func in OUTER and len(function.args) == 1

    @property
    def outer_label(self) -> str:  # noqa: D102
        return OUTER[self.function.func].name

    def outer(self) -> sympy.Expr:  # noqa: D102
        return OUTER[self.function.func].derivative(self.inner)


class Logarithmic(Rule):
    """(u^v)' = u^v (v ln u)'."""

    name = "logarithmic differentiation"

    @classmethod
    def matches(cls, function: sympy.Expr, variable: sympy.Symbol) -> bool:  # noqa: D102
        return bool(function.is_Pow) and function.base.has(variable) and function.exp.has(variable)

    @property
    def parts(self) -> tuple[sympy.Expr, ...]:  # noqa: D102
        return (self.function.exp * sympy.log(self.function.base),)

    def combine(self, *derivatives: sympy.Expr) -> sympy.Expr:  # noqa: D102
        return self.function * derivatives[0]

    def written(self, derivatives: tuple[str, ...], show: Show) -> str:  # noqa: D102
        return f"{factor(self.function, show)} dot.c {derivatives[0]}"


class Pieces(Rule):
    """A function by cases is differentiated case by case; at the joints its slopes are compared."""

    name = "case by case"

    @classmethod
    def matches(cls, function: sympy.Expr, variable: sympy.Symbol) -> bool:  # noqa: D102
        return isinstance(function, sympy.Piecewise)

    @property
    def parts(self) -> tuple[sympy.Expr, ...]:  # noqa: D102
        return tuple(value for value, _ in self.function.args)

    def combine(self, *derivatives: sympy.Expr) -> sympy.Expr:  # noqa: D102
        conditions = [condition for _, condition in self.function.args]
        return sympy.Piecewise(*zip(derivatives, conditions, strict=True))

    def written(self, derivatives: tuple[str, ...], show: Show) -> str:  # noqa: D102
        places = [sympy.Symbol(chr(0xE100 + index)) for index in range(len(derivatives))]
        text = show(self.combine(*places))
        for place, derivative in zip(places, derivatives, strict=True):
            text = text.replace(show(place), derivative)
        return text


class Extreme(Rule):
    """max(u, v)' is u' where u > v and v' where v > u; likewise for min."""

    name = "case by case"

    @classmethod
    def matches(cls, function: sympy.Expr, variable: sympy.Symbol) -> bool:  # noqa: D102
        return isinstance(function, sympy.Max | sympy.Min)

    @property
    def parts(self) -> tuple[sympy.Expr, ...]:  # noqa: D102
        *first, last = sorted(self.function.args, key=sympy.default_sort_key)
        wins = sympy.Ge if isinstance(self.function, sympy.Max) else sympy.Le
        cases = [(one, sympy.And(*(wins(one, other) for other in (*first, last) if other != one))) for one in first]
        return (sympy.Piecewise(*cases, (last, True)),)

    def combine(self, *derivatives: sympy.Expr) -> sympy.Expr:  # noqa: D102
        return derivatives[0]

    def written(self, derivatives: tuple[str, ...], show: Show) -> str:  # noqa: D102
        return derivatives[0]


RULES: tuple[type[Rule], ...] = (
    Constant,
    Identity,
    Sum,
    ConstantMultiple,
    Quotient,
    Product,
    Power,
    Exponential,
    Logarithmic,
    Elementary,
    Pieces,
    Extreme,
)


def rule_for(function: sympy.Expr, variable: sympy.Symbol) -> Rule:
    """The rule to apply to the function; MathError for a function that none covers."""
    for kind in RULES:
        if kind.matches(function, variable):
            return kind(function, variable)
    raise MathError(
        f"no rule differentiates {function} with respect to {variable}",
        "allowed are powers, roots, exp, ln, trigonometric, hyperbolic and inverse functions, |x| and cases",
    )
