"""Expressions as NumPy code for generated programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sympy
from sympy.printing.precedence import PRECEDENCE, precedence

from derivanim.calculus.powers import is_odd_root
from derivanim.errors import ExpressionError

_NUMPY = {
    "sin": "np.sin", "cos": "np.cos", "tan": "np.tan", "asin": "np.arcsin", "acos": "np.arccos", "atan": "np.arctan",
    "sinh": "np.sinh", "cosh": "np.cosh", "tanh": "np.tanh", "asinh": "np.arcsinh", "acosh": "np.arccosh",
    "atanh": "np.arctanh", "exp": "np.exp", "log": "np.log", "Abs": "np.abs", "sign": "np.sign", "floor": "np.floor",
    "ceiling": "np.ceil",
}  # fmt: skip
_RECIPROCAL = {"sec": "cos", "csc": "sin", "cot": "tan", "sech": "cosh", "csch": "sinh", "coth": "tanh"}
_OF_RECIPROCAL = {"asec": "acos", "acsc": "asin", "acot": "atan", "asech": "acosh", "acsch": "asinh", "acoth": "atanh"}


class _NumpyPrinter(sympy.StrPrinter):  # type: ignore[misc]
    """Python text with `np.`; every root is the real one."""

    def _print_Symbol(self, expr: Any) -> str:
        return str(expr.name)

    def _print_Pi(self, expr: Any) -> str:
        return "np.pi"

    def _print_Exp1(self, expr: Any) -> str:
        return "np.e"

    def _print_Rational(self, expr: Any) -> str:
        return f"{expr.p} / {expr.q}"

    def _print_Half(self, expr: Any) -> str:
        return "1 / 2"

    def _print_Function(self, expr: Any) -> str:
        name = expr.func.__name__
        inside = self._print(expr.args[0])
        if name in _NUMPY:
            return f"{_NUMPY[name]}({inside})"
        if name in _RECIPROCAL:
            return f"(1 / {_NUMPY[_RECIPROCAL[name]]}({inside}))"
        if name in _OF_RECIPROCAL:
            return f"{_NUMPY[_OF_RECIPROCAL[name]]}(1 / ({inside}))"
        raise ExpressionError(f"{name} cannot be written as NumPy code")

    _print_log = _print_Abs = _print_sign = _print_floor = _print_ceiling = _print_Function

    def _print_exp(self, expr: Any) -> str:
        return f"np.exp({self._print(expr.args[0])})"

    _print_ExpBase = _print_exp

    def _print_Max(self, expr: Any) -> str:
        return self._nested("np.maximum", expr)

    def _print_Min(self, expr: Any) -> str:
        return self._nested("np.minimum", expr)

    def _nested(self, name: str, expr: Any) -> str:
        arguments = sorted(expr.args, key=sympy.default_sort_key)
        text = self._print(arguments[-1])
        for argument in reversed(arguments[:-1]):
            text = f"{name}({self._print(argument)}, {text})"
        return str(text)

    def _print_Pow(self, expr: Any, rational: bool = False) -> str:
        base, exponent = expr.args
        if base is sympy.E:
            return self._print_exp(sympy.Tuple(exponent))
        if exponent.is_Rational and exponent < 0:
            under = self._factor(self._power(base, -exponent), base**-exponent)
            return f"1 / {under}"
        return self._power(base, exponent)

    def _power(self, base: Any, exponent: Any) -> str:
        inside = self._print(base)
        if exponent == 1:
            return self.parenthesize(base, PRECEDENCE["Pow"])
        if exponent == sympy.Rational(1, 2):
            return f"np.sqrt({inside})"
        if exponent == sympy.Rational(1, 3):
            return f"np.cbrt({inside})"
        if is_odd_root(exponent) and not base.is_nonnegative:
            size = f"np.abs({inside}) ** ({exponent.p} / {exponent.q})"
            return size if exponent.p % 2 == 0 else f"np.sign({inside}) * {size}"
        shown = self._print(exponent) if exponent.is_Integer or exponent.is_Symbol else f"({self._print(exponent)})"
        return f"{self.parenthesize(base, PRECEDENCE['Pow'] + 1)} ** {shown}"

    def parenthesize(self, item: Any, level: int, strict: bool = False) -> str:
        text = str(self._print(item))
        needs = precedence(item) < level or (not strict and precedence(item) <= level)
        if item.is_Rational and not item.is_Integer:
            needs = True
        elif item.is_Pow and level >= PRECEDENCE["Mul"]:
            needs = level > PRECEDENCE["Mul"] or text.startswith("1 / ") or " * " in text
        return f"({text})" if needs and not _closed(text) else text

    def _print_Mul(self, expr: Any) -> str:
        coefficient, rest = expr.as_coeff_Mul()
        sign = "-" if coefficient < 0 else ""
        coefficient = abs(coefficient)
        over: list[str] = []
        under: list[str] = []
        if coefficient.p != 1:
            over.append(str(coefficient.p))
        if coefficient.q != 1:
            under.append(str(coefficient.q))
        for factor in rest.as_ordered_factors():
            plain = factor.is_Pow and factor.base is not sympy.E
            base, exponent = factor.args if plain else (factor, sympy.S.One)
            if exponent.is_Rational and exponent < 0:
                under.append(self._factor(self._power(base, -exponent), base**-exponent))
            elif factor is not sympy.S.One:
                over.append(self._factor(self._print(factor), factor))
        top = " * ".join(over) or "1"
        if not under:
            return sign + top
        bottom = under[0] if len(under) == 1 else f"({' * '.join(under)})"
        return f"{sign}{top} / {bottom}"

    def _factor(self, text: str, factor: Any) -> str:
        plain = factor.is_Pow and not text.startswith(("1 / ", "np.sign"))
        if plain or (factor.is_Atom and factor.is_nonnegative is not False) or _closed(text):
            return text
        return f"({text})"

    def _print_Add(self, expr: Any, order: Any = None) -> str:
        text = ""
        for term in self._as_ordered_terms(expr, order=order):
            shown = str(self._print(term))
            if term.is_Add or term.is_Piecewise:
                shown = f"({shown})" if not _closed(shown) else shown
            if not text:
                text = shown
            elif shown.startswith("-"):
                text += f" - {shown[1:]}"
            else:
                text += f" + {shown}"
        return text

    def _print_Piecewise(self, expr: Any) -> str:
        conditions = [self._print(condition) for _, condition in expr.args]
        values = [self._print(value) for value, _ in expr.args]
        default = "np.nan"
        if expr.args[-1][1] == sympy.true:
            default = values.pop()
            conditions.pop()
        return f"np.select([{', '.join(conditions)}], [{', '.join(values)}], default={default})"

    def _print_Relational(self, expr: Any) -> str:
        return f"({self._print(expr.lhs)} {expr.rel_op} {self._print(expr.rhs)})"

    def _print_And(self, expr: Any) -> str:
        return "(" + " & ".join(self._print(a) for a in sorted(expr.args, key=sympy.default_sort_key)) + ")"

    def _print_Or(self, expr: Any) -> str:
        return "(" + " | ".join(self._print(a) for a in sorted(expr.args, key=sympy.default_sort_key)) + ")"

    def emptyPrinter(self, expr: Any) -> str:
        raise ExpressionError(f"{type(expr).__name__} cannot be written as NumPy code")


def _closed(text: str) -> bool:
    """Whether the text is one name, number, call or bracket, which needs no parentheses anywhere."""
    level = 0
    for place, character in enumerate(text):
        level += {"(": 1, "[": 1, ")": -1, "]": -1}.get(character, 0)
        if level == 0 and not (character.isalnum() or character in "._)]") and place < len(text) - 1:
            return False
    return True


def to_numpy(expr: Any, variable_names: Sequence[str]) -> str:
    """A Python expression with `np.` for arrays or numbers; odd roots of negative numbers are real.

    Raises ExpressionError where the expression has a symbol that is not among `variable_names`.
    """
    expression = sympy.sympify(expr, strict=True)
    unknown = sorted(str(name) for name in expression.free_symbols if str(name) not in variable_names)
    if unknown:
        raise ExpressionError(f"the expression has variables without a value: {', '.join(unknown)}")
    return str(_NumpyPrinter().doprint(expression))
