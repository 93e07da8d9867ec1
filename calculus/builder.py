"""From the tree of the grammar to SymPy objects, over an allow-list of functions and under limits.

The methods run while Lark parses, from the inside out, so that no depth of the text becomes depth of recursion. SymPy
evaluates numbers eagerly; every power is therefore checked before SymPy sees it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sympy
from lark import Token, Transformer, v_args

from derivanim.calculus.powers import real_power
from derivanim.calculus.symbols import symbol
from derivanim.errors import ExpressionError, UnclearError

MAX_EXPONENT = 1000
MAX_BITS = 2000

Expr = Any  # SymPy is untyped


def _log(argument: Expr, base: Expr | None = None) -> Expr:
    return sympy.log(argument) if base is None else sympy.log(argument) / sympy.log(base)


def _root(argument: Expr, index: Expr) -> Expr:
    if not (index.is_Integer and 2 <= index <= MAX_EXPONENT):
        raise ExpressionError("the index of a root is a whole number from 2")
    return real_power(argument, sympy.Rational(1, index))


_BUILD: dict[str, Callable[..., Expr]] = {
    **{name: getattr(sympy, name) for name in (
        "sin", "cos", "tan", "cot", "sec", "csc", "asin", "acos", "atan", "acot", "asec", "acsc", "sinh", "cosh",
        "tanh", "coth", "sech", "csch", "asinh", "acosh", "atanh", "acoth", "asech", "acsch", "exp", "sign", "floor",
        "ceiling",
    )},
    "abs": sympy.Abs,
    "ln": sympy.log,
    "log": _log,
    "lg": lambda x: _log(x, sympy.Integer(10)),
    "log10": lambda x: _log(x, sympy.Integer(10)),
    "log2": lambda x: _log(x, sympy.Integer(2)),
    "sqrt": sympy.sqrt,
    "cbrt": lambda x: real_power(x, sympy.Rational(1, 3)),
    "fourthroot": lambda x: real_power(x, sympy.Rational(1, 4)),
    "root": _root,
    "square": lambda x: _checked_power(x, sympy.Integer(2)),
    "cube": lambda x: _checked_power(x, sympy.Integer(3)),
    "reciprocal": lambda x: sympy.Integer(1) / x,
    "max": sympy.Max,
    "min": sympy.Min,
}  # fmt: skip
_COUNT = {"log": (1, 2), "root": (2, 2), "max": (2, 6), "min": (2, 6)}
_INVERSES = {
    name: f"a{name}"
    for name in ("sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "sech", "csch")
}
_RELATIONS: dict[str, Callable[..., Expr]] = {
    "<": sympy.Lt, "<=": sympy.Le, "=<": sympy.Le, ">": sympy.Gt, ">=": sympy.Ge, "=": sympy.Eq, "==": sympy.Eq,
    "!=": sympy.Ne, "<>": sympy.Ne,
}  # fmt: skip
_NOT_A_NUMBER = (sympy.zoo, sympy.nan, sympy.oo, -sympy.oo)


@v_args(inline=True)
class Builder(Transformer):  # type: ignore[misc]
    """One method for each rule of the grammar; the errors carry no place, which the reader adds."""

    def number(self, token: Token) -> Expr:
        """An exact number: decimals become fractions."""
        return sympy.Rational(str(token).rstrip(".") if str(token).endswith(".") else str(token))

    def variable(self, token: Token) -> Expr:
        """A real symbol."""
        return symbol(str(token))

    def constant(self, token: Token) -> Expr:
        """Pi or e."""
        return sympy.pi if str(token) == "pi" else sympy.E

    def inside(self, *parts: Expr) -> Expr:
        """What brackets hold."""
        return next(part for part in parts if not isinstance(part, Token))

    def absolute(self, *parts: Expr) -> Expr:
        """Bars."""
        return sympy.Abs(parts[1])

    def add(self, left: Expr, _: Token, right: Expr) -> Expr:
        """A sum."""
        return left + right

    def subtract(self, left: Expr, _: Token, right: Expr) -> Expr:
        """A difference."""
        return left - right

    def multiply(self, left: Expr, _: Token, right: Expr) -> Expr:
        """A product."""
        return _scaled(left, right)

    def divide(self, left: Expr, _: Token, right: Expr) -> Expr:
        """A quotient."""
        if right.is_zero:
            raise ExpressionError("division by zero")
        return _scaled(left, 1 / right) if right.is_Rational else left / right

    def negate(self, _: Token, value: Expr) -> Expr:
        """A minus sign."""
        return -value

    def power(self, base: Expr, _: Token, exponent: Expr) -> Expr:
        """A power, refused before SymPy computes it where the number would be large."""
        return _checked_power(base, exponent)

    def order(self, value: Expr) -> Expr:
        """The power written on a function's name."""
        return value

    def arguments(self, *parts: Expr) -> tuple[Expr, ...]:
        """Arguments of a function."""
        return tuple(part for part in parts if not isinstance(part, Token))

    def absolute_argument(self, *parts: Expr) -> tuple[Expr, ...]:
        """Bars as the argument: ln|x|."""
        return (sympy.Abs(parts[1]),)

    def apply(self, name: Token, arguments: tuple[Expr, ...]) -> Expr:
        """sin(x)."""
        return _apply(str(name), arguments)

    def apply_power(self, name: Token, _: Token, order: Expr, arguments: tuple[Expr, ...]) -> Expr:
        """sin^2(x), and sin^-1(x) for the inverse."""
        if order == -1:
            if str(name) not in _INVERSES:
                raise UnclearError(f"Is {name}^(-1) the inverse function, or 1/{name}? Write one of them out.")
            return _apply(_INVERSES[str(name)], arguments)
        return _checked_power(_apply(str(name), arguments), order)

    def apply_base(self, name: Token, _: Token, base: Expr, arguments: tuple[Expr, ...]) -> Expr:
        """log_2(x)."""
        if str(name) != "log":
            raise ExpressionError(f"{name} takes no base: only log does, as in log_2(x)")
        if (not base.is_positive and not base.is_Symbol) or base == 1:
            raise ExpressionError("the base of a logarithm is a positive number other than 1")
        return _apply("log", (*arguments, base))

    def apply_base_power(
        self, name: Token, mark: Token, base: Expr, _: Token, order: Expr, arguments: tuple[Expr, ...]
    ) -> Expr:
        """log_2^3(x)."""
        return _checked_power(self.apply_base(name, mark, base, arguments), order)

    def apply_power_base(
        self, name: Token, _: Token, order: Expr, mark: Token, base: Expr, arguments: tuple[Expr, ...]
    ) -> Expr:
        """log^3_2(x)."""
        return _checked_power(self.apply_base(name, mark, base, arguments), order)

    def relation(self, left: Expr, sign: Token, right: Expr) -> Expr:
        """A comparison."""
        return _RELATIONS[str(sign)](left, right)

    def between(self, low: Expr, first: Token, middle: Expr, second: Token, high: Expr) -> Expr:
        """0 < x < 1."""
        return sympy.And(_RELATIONS[str(first)](low, middle), _RELATIONS[str(second)](middle, high))

    def always(self, _: Token) -> Expr:
        """True."""
        return sympy.true

    def both(self, left: Expr, _: Token, right: Expr) -> Expr:
        """Conditions joined by and."""
        return sympy.And(left, right)

    def either(self, left: Expr, _: Token, right: Expr) -> Expr:
        """Conditions joined by or."""
        return sympy.Or(left, right)

    def piece(self, value: Expr, _: Token, condition: Expr) -> tuple[Expr, Expr]:
        """One case."""
        return value, condition

    def branch(self, *parts: Expr) -> tuple[Expr, Expr]:
        """One case as SymPy writes it."""
        value, condition = (part for part in parts if not isinstance(part, Token))
        return value, condition

    def last_piece(self, *parts: Expr) -> tuple[Expr, Expr]:
        """The case for all that is left."""
        return next(part for part in parts if not isinstance(part, Token)), sympy.true

    def cases(self, *parts: Expr) -> Expr:
        """A function by cases."""
        return _piecewise([part for part in parts if not isinstance(part, Token)])

    pieces = cases

    def piecewise(self, *parts: Expr) -> Expr:
        """Piecewise(...)."""
        return self.inside(*parts)

    def pair(self, *parts: Expr) -> tuple[Expr, ...]:
        """(x(t), y(t))."""
        return tuple(part for part in parts if not isinstance(part, Token))

    def equation(self, left: Expr, _: Token, right: Expr) -> Expr:
        """An equation, kept as written."""
        return sympy.Eq(left, right, evaluate=False)

    def statement(self, condition: Expr) -> Expr:
        """A bare comparison, which is no expression."""
        raise ExpressionError("a comparison is not an expression: it belongs behind 'if' in a case")

    def start(self, value: Expr) -> Expr:
        """The whole text."""
        for part in value if isinstance(value, tuple) else (value,):
            check_real(part)
        return value


def _scaled(left: Expr, right: Expr) -> Expr:
    """A product; a number before a sum stays there, so that 3(x + 1) is shown as it was written."""
    for number, sum_ in ((left, right), (right, left)):
        if number.is_Rational and number > 0 and number != 1 and sum_.is_Add:
            return sympy.Mul(number, sum_, evaluate=False)
    return left * right


def _piecewise(pieces: list[tuple[Expr, Expr]]) -> Expr:
    for place, (_, condition) in enumerate(pieces[:-1], start=1):
        if condition == sympy.true:
            raise ExpressionError(f"case {place} always holds, so that the cases after it never do")
    kept = [(value, condition) for value, condition in pieces if condition != sympy.false]
    if not kept:
        raise ExpressionError("no case of the function can ever hold")
    return sympy.Piecewise(*kept)


def _apply(name: str, arguments: tuple[Expr, ...]) -> Expr:
    least, most = _COUNT.get(name, (1, 1))
    if not least <= len(arguments) <= most:
        raise ExpressionError(f"{name} takes {least if least == most else f'{least} to {most}'} argument"
                              f"{'s' if most > 1 else ''}, not {len(arguments)}")  # fmt: skip
    if name == "exp":
        _checked_power(sympy.E, arguments[0])
    if name in {"log", "ln", "log10", "log2", "lg"} and any(argument.is_zero for argument in arguments):
        raise ExpressionError("the logarithm of zero is not a number")
    return _BUILD[name](*arguments)


def _checked_power(base: Expr, exponent: Expr) -> Expr:
    if exponent.is_Rational:
        if abs(exponent) > MAX_EXPONENT or exponent.q > MAX_EXPONENT:
            raise ExpressionError(f"an exponent beyond {MAX_EXPONENT} is not read")
        if base.is_Rational and max(abs(base.p), base.q).bit_length() * abs(exponent) > MAX_BITS:
            raise ExpressionError("the number that this power makes is too large")
        if base.is_zero and exponent <= 0:
            raise ExpressionError("zero to a power that is not positive is not a number")
    elif exponent.is_number and abs(exponent.evalf(10)) > MAX_EXPONENT:
        raise ExpressionError(f"an exponent beyond {MAX_EXPONENT} is not read")
    elif base.is_number and not base.is_positive:
        raise ExpressionError("a power with a variable exponent needs a positive base")
    power = real_power(base, exponent)
    if power.is_Pow and power.exp.is_Rational and abs(power.exp) > MAX_EXPONENT:
        raise ExpressionError(f"an exponent beyond {MAX_EXPONENT} is not read")
    return power


def check_real(value: Expr) -> None:
    """ExpressionError where SymPy found no real number: division by zero, a root or logarithm of a negative number."""
    if value.has(*_NOT_A_NUMBER):
        raise ExpressionError("the expression divides by zero or is infinite")
    if value.has(sympy.I):
        raise ExpressionError("the expression is not a real number: a root or logarithm of something negative")
