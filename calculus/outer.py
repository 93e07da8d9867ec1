"""The table of elementary outer functions F(u): the name of each one's rule, and its derivative F'(u)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sympy as _s


@dataclass(frozen=True)
class Outer:
    """An outer function F(u): its name in a step and its derivative F'(u)."""

    name: str
    derivative: Callable[[Any], Any]


OUTER: dict[type, Outer] = {
    _s.exp: Outer("derivative of the exponential", _s.exp),
    _s.log: Outer("derivative of the logarithm", lambda u: 1 / u),
    _s.sin: Outer("derivative of sine", _s.cos),
    _s.cos: Outer("derivative of cosine", lambda u: -_s.sin(u)),
    _s.tan: Outer("derivative of tangent", lambda u: _s.sec(u) ** 2),
    _s.cot: Outer("derivative of cotangent", lambda u: -(_s.csc(u) ** 2)),
    _s.sec: Outer("derivative of secant", lambda u: _s.sec(u) * _s.tan(u)),
    _s.csc: Outer("derivative of cosecant", lambda u: -_s.csc(u) * _s.cot(u)),
    _s.asin: Outer("derivative of arcsine", lambda u: 1 / _s.sqrt(1 - u**2)),
    _s.acos: Outer("derivative of arccosine", lambda u: -1 / _s.sqrt(1 - u**2)),
    _s.atan: Outer("derivative of arctangent", lambda u: 1 / (1 + u**2)),
    _s.acot: Outer("derivative of arccotangent", lambda u: -1 / (1 + u**2)),
    _s.asec: Outer("derivative of arcsecant", lambda u: 1 / (_s.Abs(u) * _s.sqrt(u**2 - 1))),
    _s.acsc: Outer("derivative of arccosecant", lambda u: -1 / (_s.Abs(u) * _s.sqrt(u**2 - 1))),
    _s.sinh: Outer("derivative of hyperbolic sine", _s.cosh),
    _s.cosh: Outer("derivative of hyperbolic cosine", _s.sinh),
    _s.tanh: Outer("derivative of hyperbolic tangent", lambda u: _s.sech(u) ** 2),
    _s.coth: Outer("derivative of hyperbolic cotangent", lambda u: -(_s.csch(u) ** 2)),
    _s.sech: Outer("derivative of hyperbolic secant", lambda u: -_s.sech(u) * _s.tanh(u)),
    _s.csch: Outer("derivative of hyperbolic cosecant", lambda u: -_s.csch(u) * _s.coth(u)),
    _s.asinh: Outer("derivative of inverse hyperbolic sine", lambda u: 1 / _s.sqrt(u**2 + 1)),
    _s.acosh: Outer("derivative of inverse hyperbolic cosine", lambda u: 1 / _s.sqrt(u**2 - 1)),
    _s.atanh: Outer("derivative of inverse hyperbolic tangent", lambda u: 1 / (1 - u**2)),
    _s.acoth: Outer("derivative of inverse hyperbolic cotangent", lambda u: 1 / (1 - u**2)),
    _s.asech: Outer("derivative of inverse hyperbolic secant", lambda u: -1 / (u * _s.sqrt(1 - u**2))),
    _s.acsch: Outer("derivative of inverse hyperbolic cosecant", lambda u: -1 / (_s.Abs(u) * _s.sqrt(1 + u**2))),
    _s.Abs: Outer("derivative of the absolute value", _s.sign),
    _s.sign: Outer("derivative of a step", lambda _u: _s.Integer(0)),
    _s.floor: Outer("derivative of a step", lambda _u: _s.Integer(0)),
    _s.ceiling: Outer("derivative of a step", lambda _u: _s.Integer(0)),
    _s.Heaviside: Outer("derivative of a step", lambda _u: _s.Integer(0)),
    _s.erf: Outer("derivative of the error function", lambda u: 2 * _s.exp(-(u**2)) / _s.sqrt(_s.pi)),
}
