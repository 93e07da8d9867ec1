"""Powers and logarithms as a calculus course means them: over the real numbers.

An odd root of a negative number is negative here, as in every textbook on derivatives. Inside an expression it is
written as the plain SymPy power `x**Rational(1, 3)`: SymPy differentiates, simplifies and compares that form well, and
its rules for odd denominators hold for the real root too. Only *numbers* must not meet SymPy's principal root, which
is complex for negative bases: so every place that puts numbers in goes through `real_power` or `substitute`, and
generated programs evaluate such powers as sign(x)**p * |x|**(p/q).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sympy


def is_odd_root(exponent: sympy.Expr) -> bool:
    """Whether the exponent is a fraction p/q in lowest terms with an odd q above 1, whose power is real everywhere."""
    return bool(exponent.is_Rational and not exponent.is_Integer and exponent.q % 2 == 1)


def real_power(base: sympy.Expr, exponent: sympy.Expr) -> sympy.Expr:
    """`base**exponent`, with the real value where the base is a negative number and the exponent an odd root."""
    if is_odd_root(exponent):
        if base.is_number and base.is_negative:
            root = sympy.Pow(-base, exponent)
            return root if exponent.p % 2 == 0 else -root
        inner = _cancelled(base, exponent)
        if inner is not None:
            return inner
    return sympy.Pow(base, exponent)


def _cancelled(base: sympy.Expr, exponent: sympy.Expr) -> sympy.Expr | None:
    """cbrt(x**3) is x for every real x; SymPy leaves it."""
    if isinstance(base, sympy.Pow) and base.exp.is_Integer and base.base.is_real and base.exp % exponent.q == 0:
        return sympy.Pow(base.base, base.exp * exponent)
    return None


def substitute(expression: sympy.Basic, values: Mapping[sympy.Symbol, sympy.Expr]) -> sympy.Basic:
    """The expression with symbols replaced and each power rebuilt by `real_power`; use it, not `.subs`, for numbers."""
    replacement: Any = values.get(expression)
    if replacement is not None:
        return sympy.sympify(replacement, strict=True)
    if not expression.args or not (expression.free_symbols & set(values)):
        return expression
    if isinstance(expression, sympy.Piecewise):
        return sympy.Piecewise(*((substitute(e, values), substitute(c, values)) for e, c in expression.args))
    arguments = [substitute(argument, values) for argument in expression.args]
    if isinstance(expression, sympy.Pow):
        return real_power(*arguments)
    return expression.func(*arguments)
