"""Which families a function belongs to, by what it is made of: polynomial, trigonometric, exponential, and so on."""

from __future__ import annotations

import sympy
from sympy.functions.elementary.hyperbolic import HyperbolicFunction
from sympy.functions.elementary.trigonometric import InverseTrigonometricFunction, TrigonometricFunction

from derivanim.calculus.reader import read_expression
from derivanim.errors import DerivanimError


def families(text: str) -> set[str]:
    """The families of a function that is given as text; a polynomial only where it is nothing else."""
    try:
        expression = read_expression(text).expression
    except DerivanimError:
        return set()
    kinds = {
        "trigonometric": expression.has(TrigonometricFunction),
        "inverse trigonometric": expression.has(InverseTrigonometricFunction),
        "hyperbolic": expression.has(HyperbolicFunction),
        "logarithmic": expression.has(sympy.log),
        "exponential": any(power.exp.free_symbols for power in _powers(expression)),
        "root": any(power.exp.is_Rational and not power.exp.is_Integer for power in _powers(expression)),
        "rational": any(power.exp.is_negative and power.base.free_symbols for power in _powers(expression)),
        "absolute value": expression.has(sympy.Abs),
        "piecewise": expression.has(sympy.Piecewise),
    }
    found = {name for name, has in kinds.items() if has}
    return found or {"polynomial" if expression.free_symbols else "constant"}


def _powers(expression: sympy.Expr) -> list[sympy.Expr]:
    """All powers, with e^u as one; each has a base and an exponent."""
    return [
        sympy.Pow(sympy.E, node.args[0], evaluate=False) if isinstance(node, sympy.exp) else node
        for node in expression.atoms(sympy.Pow, sympy.exp)
    ]
