"""Imported once where workers are forked from: SymPy's lazily loaded parts, and ours, are then there from the start."""

from __future__ import annotations

import sympy

from derivanim.calculus.claims import IsDerivative, SlopeAt
from derivanim.calculus.differentiate import differentiate
from derivanim.calculus.symbols import symbol

_x = symbol("x")
_f = _x**2 * sympy.sin(_x)
_slope = differentiate(_f, "x").derivative
IsDerivative(_f, "x", _slope).prove()
SlopeAt(_f, "x", sympy.Integer(1), _slope.subs(_x, 1)).prove()
sympy.solveset(_x**2 - 1, _x, sympy.Reals)
