"""Values of expressions over the reals at 50 digits, read the way a course reads them.

SymPy's own evaluation takes principal complex branches: (-8)**(1/3) is complex there. Here every odd root of a negative
number is the real one, what is not real is outside of the domain, and a denominator that is zero by cancellation, such
as cos(pi/2), is zero.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

import mpmath
import sympy
from sympy.logic.boolalg import And, BooleanFalse, BooleanTrue, Not, Or

DIGITS = 50
# A context of our own: nothing that others set in mpmath's global one reaches this evaluation.
real = mpmath.mp.clone()
real.dps = DIGITS
# What remains of a sum below this part of its terms is rounding.
_NOISE = real.mpf(10) ** (6 - DIGITS)
# Past these, mpmath needs memory in proportion to the number's size, and no curve is drawn there.
_LARGEST_EXPONENT = 10**7
_LARGEST_ANGLE = real.mpf(10) ** 30

Value = Any
"""An mpmath real number of the context `real`."""


class _OutsideError(ArithmeticError):
    """The expression has no real value here."""


def evaluate(expression: sympy.Expr, values: Mapping[sympy.Symbol, object] | None = None) -> Value | None:
    """The real value of the expression as an mpmath number of 50 digits; None outside of the real domain.

    `values` maps symbols to numbers: int, float, mpmath or SymPy numbers, or constant expressions.
    """
    try:
        known = {name: number(value) for name, value in (values or {}).items()}
        result = _value(expression, known)
    except (_OutsideError, ZeroDivisionError, OverflowError, ValueError):
        return None
    return result if real.isfinite(result) else None


def number(value: object) -> Value:
    """A number of any kind, or a constant expression, as an mpmath number."""
    if isinstance(value, sympy.Basic):
        return _value(value, {})
    return real.mpf(value)


def _value(node: sympy.Basic, known: Mapping[sympy.Symbol, Value]) -> Value:
    if node.is_Symbol:
        if node not in known:
            raise _OutsideError(node)
        return known[node]
    if node.is_Rational:
        return real.mpf(node.p) / node.q
    if node.is_Float or isinstance(node, sympy.NumberSymbol):
        return real.mpf(node._to_mpmath(real.prec))
    if node.is_Add:
        return _sum([_value(term, known) for term in node.args])
    if node.is_Mul:
        return real.fprod([_value(factor, known) for factor in node.args])
    if node.is_Pow:
        return _power(node.exp, _value(node.base, known), known)
    if isinstance(node, sympy.Piecewise):
        for value, condition in node.args:
            if _holds(condition, known):
                return _value(value, known)
        raise _OutsideError(node)
    function = _FUNCTIONS.get(node.func)
    if function is None:
        raise _OutsideError(node)
    return function(*(_value(argument, known) for argument in node.args))


def _sum(terms: list[Value]) -> Value:
    total = real.fsum(terms)
    if abs(total) < _NOISE * max(abs(term) for term in terms):
        return real.zero
    return total


def _power(exponent: sympy.Expr, base: Value, known: Mapping[sympy.Symbol, Value]) -> Value:
    if exponent.is_Rational:
        return _root(base, int(exponent.p), int(exponent.q))
    power = _value(exponent, known)
    if base == 0 and power > 0:
        return real.zero
    if base <= 0:
        raise _OutsideError(base)
    return _exp(power * real.log(base))


def _root(base: Value, p: int, q: int) -> Value:
    """base**(p/q) over the reals: for odd q the real root, whatever the sign of the base."""
    if base == 0:
        if p < 0:
            raise _OutsideError(base)
        return real.zero
    if abs(real.log(abs(base)) * p / q) > _LARGEST_EXPONENT:
        raise _OutsideError(base)
    if q == 1:
        return base**p
    if base < 0:
        if q % 2 == 0:
            raise _OutsideError(base)
        return real.root(-base, q) ** p * (-1 if p % 2 else 1)
    return real.root(base, q) ** p


def _exp(x: Value) -> Value:
    if abs(x) > _LARGEST_EXPONENT:
        if x < 0:
            return real.zero
        raise _OutsideError(x)
    return real.exp(x)


def _angle(function: Callable[[Value], Value]) -> Callable[[Value], Value]:
    def evaluated(x: Value) -> Value:
        if abs(x) > _LARGEST_ANGLE:
            raise _OutsideError(x)
        value = function(x)
        return real.zero if abs(value) < _NOISE * max(abs(x), 1) else value

    return evaluated


def _within(low: float, high: float, function: Callable[[Value], Value]) -> Callable[[Value], Value]:
    def evaluated(x: Value) -> Value:
        if not low <= x <= high:
            raise _OutsideError(x)
        return function(x)

    return evaluated


def _hyperbolic(function: Callable[[Value], Value]) -> Callable[[Value], Value]:
    return _within(-_LARGEST_EXPONENT, _LARGEST_EXPONENT, function)


def _log(x: Value, base: Value | None = None) -> Value:
    if x <= 0 or (base is not None and base <= 0):
        raise _OutsideError(x)
    return real.log(x) if base is None else real.log(x) / real.log(base)


def _step(x: Value, at_zero: Value | None = None) -> Value:
    if x == 0:
        return real.mpf("0.5") if at_zero is None else at_zero
    return real.mpf(1 if x > 0 else 0)


_INFINITY = float("inf")
_sin, _cos, _sinh, _cosh = _angle(real.sin), _angle(real.cos), _hyperbolic(real.sinh), _hyperbolic(real.cosh)
_FUNCTIONS: dict[type, Callable[..., Value]] = {
    sympy.exp: _exp,
    sympy.log: _log,
    sympy.sin: _sin,
    sympy.cos: _cos,
    sympy.tan: lambda x: _sin(x) / _cos(x),
    sympy.cot: lambda x: _cos(x) / _sin(x),
    sympy.sec: lambda x: 1 / _cos(x),
    sympy.csc: lambda x: 1 / _sin(x),
    sympy.sinc: lambda x: _sin(x) / x if x else real.one,
    sympy.asin: _within(-1, 1, real.asin),
    sympy.acos: _within(-1, 1, real.acos),
    sympy.atan: real.atan,
    sympy.acot: lambda x: real.atan(1 / x) if x else real.pi / 2,
    sympy.asec: lambda x: _FUNCTIONS[sympy.acos](1 / x),
    sympy.acsc: lambda x: _FUNCTIONS[sympy.asin](1 / x),
    sympy.atan2: real.atan2,
    sympy.sinh: _sinh,
    sympy.cosh: _cosh,
    sympy.tanh: real.tanh,
    sympy.coth: lambda x: 1 / real.tanh(x),
    sympy.sech: lambda x: 1 / _cosh(x),
    sympy.csch: lambda x: 1 / _sinh(x),
    sympy.asinh: real.asinh,
    sympy.acosh: _within(1, _INFINITY, real.acosh),
    sympy.atanh: _within(-1, 1, real.atanh),
    sympy.acoth: lambda x: _FUNCTIONS[sympy.atanh](1 / x),
    sympy.asech: lambda x: _FUNCTIONS[sympy.acosh](1 / x),
    sympy.acsch: lambda x: real.asinh(1 / x),
    sympy.Abs: abs,
    sympy.sign: real.sign,
    sympy.floor: real.floor,
    sympy.ceiling: real.ceil,
    sympy.frac: lambda x: x - real.floor(x),
    sympy.Max: max,
    sympy.Min: min,
    sympy.Heaviside: _step,
    sympy.erf: real.erf,
    sympy.factorial: _within(-0.5, 1000, real.factorial),
    sympy.gamma: _within(-1000, 1000, real.gamma),
    sympy.Mod: real.fmod,
    # Names for the parts of complex numbers and for guarded exponentials come out of SymPy's simplification.
    sympy.re: lambda x: x,
    sympy.im: lambda _x: real.zero,
    sympy.conjugate: lambda x: x,
}

_RELATIONS: dict[type, Callable[[Value, Value], bool]] = {
    sympy.StrictLessThan: operator.lt,
    sympy.LessThan: operator.le,
    sympy.StrictGreaterThan: operator.gt,
    sympy.GreaterThan: operator.ge,
    sympy.Equality: operator.eq,
    sympy.Unequality: operator.ne,
}


def _holds(condition: sympy.Basic, known: Mapping[sympy.Symbol, Value]) -> bool:
    if isinstance(condition, BooleanTrue | BooleanFalse):
        return bool(condition)
    if isinstance(condition, And):
        return all(_holds(part, known) for part in condition.args)
    if isinstance(condition, Or):
        return any(_holds(part, known) for part in condition.args)
    if isinstance(condition, Not):
        return not _holds(condition.args[0], known)
    relation = _RELATIONS.get(condition.func)
    if relation is None:
        raise _OutsideError(condition)
    left, right = (_value(side, known) for side in condition.args)
    return relation(left, right)
