"""Expressions as text: SymPy syntax for slots. Formulas are in typeset.py, programs in programs.py."""

from __future__ import annotations

from typing import Any

import sympy
from sympy.printing.str import StrPrinter

from derivanim.calculus.programs import to_numpy
from derivanim.calculus.typeset import to_latex, to_typst

__all__ = ["to_latex", "to_numpy", "to_source", "to_typst"]


class _SourcePrinter(StrPrinter):  # type: ignore[misc]
    """SymPy's own text, but for what the reader would read otherwise."""

    def _print_Exp1(self, expr: Any) -> str:
        return "exp(1)"

    def _print_And(self, expr: Any) -> str:
        return " and ".join(self._print(part) for part in _ordered(expr))

    def _print_Or(self, expr: Any) -> str:
        return " or ".join(self._print(part) for part in _ordered(expr))

    def _print_Relational(self, expr: Any) -> str:
        return f"{self._print(expr.lhs)} {expr.rel_op} {self._print(expr.rhs)}"


def _ordered(expr: Any) -> list[Any]:
    return sorted(expr.args, key=sympy.default_sort_key)


def to_source(expr: Any) -> str:
    """SymPy syntax on one line, such as `x**2*sin(x)`; the reader reads it back to an equal expression.

    An equation becomes `left = right`, a pair `(a, b)`.
    """
    printer = _SourcePrinter()
    if isinstance(expr, tuple | sympy.Tuple):
        return f"({', '.join(to_source(part) for part in expr)})"
    if isinstance(expr, sympy.Equality):
        return f"{printer.doprint(expr.lhs)} = {printer.doprint(expr.rhs)}"
    return str(printer.doprint(sympy.sympify(expr, strict=True)))
