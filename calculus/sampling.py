"""Fast numeric values of an expression over arrays, and the places where it may stop being smooth.

The tree is walked once and becomes a chain of numpy calls; nothing is printed to source and evaluated. Values are
those of real analysis: nan outside the real domain, real odd roots of negative numbers, inf only for overflow.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import sympy
from numpy.typing import NDArray
from sympy.logic.boolalg import BooleanAtom

from derivanim.calculus.symbols import symbol
from derivanim.errors import MathError

Array = NDArray[np.float64]
Sampler = Callable[..., Array]
_Node = Callable[[tuple[Array, ...]], Any]


def sampler(expression: sympy.Expr, variables: Sequence[str | sympy.Symbol]) -> Sampler:
    """Return a function of numpy arrays, one for each variable, that gives the real values of the expression.

    The result has the broadcast shape of the arguments and holds nan wherever there is no real value, a division by
    zero included. Raises MathError for a function that has no numeric form here.
    """
    names = [symbol(item) if isinstance(item, str) else item for item in variables]
    node = _compile(sympy.sympify(expression, strict=True), {name: index for index, name in enumerate(names)})

    def values(*arrays: Any) -> Array:
        arguments = tuple(np.asarray(array, dtype=float) for array in arrays)
        shape = np.broadcast_shapes(*(argument.shape for argument in arguments))
        with np.errstate(all="ignore"):
            result = np.asarray(node(arguments), dtype=float)
        return np.array(np.broadcast_to(result, shape))

    return values


def _compile(expression: sympy.Basic, places: dict[sympy.Symbol, int]) -> _Node:
    if expression.is_Symbol:
        if expression not in places:
            raise MathError(f"{expression} has no value here; only {', '.join(map(str, places))} can vary.")
        place = places[expression]
        return lambda arguments: arguments[place]
    if not expression.free_symbols and not isinstance(expression, BooleanAtom):
        constant = _constant(expression, places)
        return lambda arguments: constant
    if isinstance(expression, sympy.Piecewise):
        return _piecewise(expression, places)
    if isinstance(expression, sympy.Pow):
        return _power(expression, places)
    if isinstance(expression, BooleanAtom):
        truth = bool(expression)
        return lambda arguments: np.asarray(truth)
    children = [_compile(child, places) for child in expression.args]
    many = _MANY.get(expression.func)
    if many is not None:
        return lambda arguments: functools.reduce(many, (child(arguments) for child in children))
    one = _FUNCTIONS.get(expression.func)
    if one is not None:
        return lambda arguments: one(*(child(arguments) for child in children))
    raise MathError(f"{expression.func.__name__} cannot be plotted here.")


def _constant(expression: sympy.Basic, places: dict[sympy.Symbol, int]) -> float:
    """The value of a part without variables, by the house's real roots."""
    if expression.is_Number or expression.is_NumberSymbol:
        return float(expression) if expression.is_real else math.nan
    if expression in (sympy.I, sympy.zoo, sympy.nan):
        return math.nan
    if isinstance(expression, sympy.Pow):
        node = _power(expression, places)
    elif expression.func in _MANY:
        parts = [_constant(child, places) for child in expression.args]
        return float(functools.reduce(_MANY[expression.func], parts))
    elif expression.func in _FUNCTIONS:
        parts = [_constant(child, places) for child in expression.args]
        with np.errstate(all="ignore"):
            return float(_FUNCTIONS[expression.func](*(np.asarray(part) for part in parts)))
    else:
        value = expression.evalf()
        return float(value) if value.is_real else math.nan
    with np.errstate(all="ignore"):
        return float(node(()))


def _power(expression: sympy.Pow, places: dict[sympy.Symbol, int]) -> _Node:
    base_part, exponent_part = expression.args
    if base_part == sympy.E:
        inner = _compile(exponent_part, places)
        return lambda arguments: np.exp(inner(arguments))
    base = _compile(base_part, places)
    if exponent_part.is_Float:
        exponent_part = sympy.nsimplify(exponent_part, rational=True)
    if exponent_part.is_Rational:
        p, q = int(exponent_part.p), int(exponent_part.q)
        return lambda arguments: rational_power(base(arguments), p, q)
    exponent = _compile(exponent_part, places)
    return lambda arguments: _general_power(base(arguments), exponent(arguments))


def rational_power(base: Any, p: int, q: int) -> Any:
    """base ** (p/q) as a real number: odd roots of negatives are real, a division by zero is nan."""
    base = np.asarray(base, dtype=float)
    if p < 0:
        base = np.where(base == 0, np.nan, base)
    if q == 1:
        return base**p if abs(p) < 1 << 31 else np.power(base, float(p))
    if q % 2 == 0:
        return np.power(np.where(base < 0, np.nan, base), p / q)
    size = np.cbrt(np.abs(base)) ** p if q == 3 else np.power(np.abs(base), p / q)
    return np.where(base < 0, -size, size) if p % 2 else size


def _general_power(base: Any, exponent: Any) -> Any:
    """Any other power: e to the exponent times the logarithm of the base, so that no negative base has one."""
    base, exponent = np.asarray(base, dtype=float), np.asarray(exponent, dtype=float)
    return np.power(np.where((base < 0) | ((base == 0) & (exponent <= 0)), np.nan, base), exponent)


def _piecewise(expression: sympy.Piecewise, places: dict[sympy.Symbol, int]) -> _Node:
    parts = [(_compile(value, places), _compile(condition, places)) for value, condition in expression.args]

    def node(arguments: tuple[Array, ...]) -> Any:
        result: Any = np.nan
        for value, condition in reversed(parts):
            result = np.where(condition(arguments), value(arguments), result)
        return result

    return node


def _log(value: Any, base: Any = None) -> Any:
    result = np.log(np.where(np.asarray(value) <= 0, np.nan, value))
    return result if base is None else result / np.log(base)


def _quotient(top: Any, bottom: Any) -> Any:
    return top / np.where(np.asarray(bottom) == 0, np.nan, bottom)


def _each(function: Callable[[float], float]) -> Callable[[Any], Any]:
    def safe(value: float) -> float:
        try:
            return function(value)
        except ValueError:
            return math.nan
        except OverflowError:
            return math.inf

    return np.vectorize(safe, otypes=[float])


_MANY: dict[Any, Callable[[Any, Any], Any]] = {
    sympy.Add: lambda a, b: a + b,
    sympy.Mul: lambda a, b: a * b,
    sympy.Max: np.maximum,
    sympy.Min: np.minimum,
    sympy.And: np.logical_and,
    sympy.Or: np.logical_or,
}

_FUNCTIONS: dict[Any, Callable[..., Any]] = {
    sympy.sin: np.sin, sympy.cos: np.cos, sympy.tan: np.tan,
    sympy.sec: lambda a: _quotient(1.0, np.cos(a)),
    sympy.csc: lambda a: _quotient(1.0, np.sin(a)),
    sympy.cot: lambda a: _quotient(np.cos(a), np.sin(a)),
    sympy.asin: np.arcsin, sympy.acos: np.arccos, sympy.atan: np.arctan, sympy.atan2: np.arctan2,
    sympy.acot: lambda a: np.where(np.asarray(a) == 0, np.pi / 2, np.arctan(_quotient(1.0, a))),
    sympy.asec: lambda a: np.arccos(_quotient(1.0, a)),
    sympy.acsc: lambda a: np.arcsin(_quotient(1.0, a)),
    sympy.sinh: np.sinh, sympy.cosh: np.cosh, sympy.tanh: np.tanh,
    sympy.sech: lambda a: 1.0 / np.cosh(a),
    sympy.csch: lambda a: _quotient(1.0, np.sinh(a)),
    sympy.coth: lambda a: _quotient(1.0, np.tanh(a)),
    sympy.asinh: np.arcsinh, sympy.acosh: np.arccosh,
    sympy.atanh: lambda a: np.arctanh(np.where(np.abs(a) >= 1, np.nan, a)),
    sympy.acoth: lambda a: np.arctanh(np.where(np.abs(a) <= 1, np.nan, _quotient(1.0, a))),
    sympy.asech: lambda a: np.arccosh(_quotient(1.0, a)), sympy.acsch: lambda a: np.arcsinh(_quotient(1.0, a)),
    sympy.exp: np.exp, sympy.log: _log,
    sympy.Abs: np.abs, sympy.sign: np.sign,
    sympy.floor: np.floor, sympy.ceiling: np.ceil, sympy.frac: lambda a: a - np.floor(a),
    sympy.Mod: lambda a, b: np.mod(a, np.where(np.asarray(b) == 0, np.nan, b)),
    sympy.Heaviside: lambda a, middle=0.5: np.heaviside(a, middle),
    sympy.DiracDelta: lambda a, order=0: np.where(np.asarray(a) == 0, np.nan, 0.0),
    sympy.sinc: lambda a: np.sinc(np.asarray(a) / np.pi),
    sympy.erf: _each(math.erf), sympy.erfc: _each(math.erfc), sympy.gamma: _each(math.gamma),
    sympy.factorial: _each(lambda a: math.gamma(a + 1)), sympy.loggamma: _each(math.lgamma),
    sympy.Gt: np.greater, sympy.Ge: np.greater_equal, sympy.Lt: np.less, sympy.Le: np.less_equal,
    sympy.Eq: np.equal, sympy.Ne: np.not_equal, sympy.Not: np.logical_not,
    sympy.re: lambda a: a, sympy.conjugate: lambda a: a, sympy.im: lambda a: 0.0 * a,
}  # fmt: skip
