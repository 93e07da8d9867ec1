"""Expressions as textbook formulas: one set of rules for order, brackets and fractions, two markups.

`to_typst` is what every picture shows; `to_latex` says the same for those who use TeX.
"""

from __future__ import annotations

from typing import Any

import sympy

from derivanim.calculus.markup import LATEX, TYPST, Markup

_NAMES = {
    "asin": "arcsin", "acos": "arccos", "atan": "arctan", "acot": "arccot", "asec": "arcsec", "acsc": "arccsc",
    "asinh": "arsinh", "acosh": "arcosh", "atanh": "artanh", "acoth": "arcoth", "asech": "arsech", "acsch": "arcsch",
    "log": "ln", "sign": "sgn", "Max": "max", "Min": "min",
}  # fmt: skip
# Functions whose power is written on the name: sin^2 x.
_RAISED = frozenset(["sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "sech", "csch"])
_RELATIONS = {"==": "=", "<": "<", ">": ">", "<=": "<=", ">=": ">=", "!=": "!="}
_SUM, _PRODUCT, _POWER, _ATOM = range(4)  # how tightly a piece of markup holds together


def to_typst(expr: Any) -> str:
    """Typst math markup of an expression, equation, condition or pair: `2 x sin x + x^2 cos x`."""
    return _Typesetter(TYPST).show(_given(expr))


def to_latex(expr: Any) -> str:
    """LaTeX math markup of the same: `2 x \\sin x + x^{2} \\cos x`."""
    return _Typesetter(LATEX).show(_given(expr))


def _given(expr: Any) -> Any:
    return sympy.Tuple(*expr) if isinstance(expr, tuple) else sympy.sympify(expr, strict=True)


class _Typesetter:
    """Each `_kind` method returns markup and how tightly it holds together."""

    def __init__(self, markup: Markup) -> None:
        self.markup = markup

    def show(self, expr: Any) -> str:
        """The markup without outer brackets."""
        return self.piece(expr)[0]

    def at_least(self, expr: Any, level: int) -> str:
        """The markup, in brackets where it holds together less than `level`."""
        text, tightness = self.piece(expr)
        return text if tightness >= level else self.markup.brackets(text)

    def piece(self, expr: Any) -> tuple[str, int]:
        """The markup of any expression."""
        for kind, method in (
            (sympy.Symbol, self.symbol), (sympy.Rational, self.rational), (sympy.Float, self.decimal),
            (sympy.Add, self.sum), (sympy.Mul, self.product), (sympy.exp, self.exponential),
            (sympy.Pow, self.power), (sympy.Piecewise, self.piecewise), (sympy.Tuple, self.pair),
            (sympy.core.relational.Relational, self.relation), (sympy.And, self.conjunction),
            (sympy.Or, self.disjunction), (_BaseLog, self.base_log),
            (sympy.Function, self.function), (sympy.Max, self.function),
            (sympy.Max, self.function), (sympy.Min, self.function), (sympy.Derivative, self.derivative),
        ):  # fmt: skip
            if isinstance(expr, kind):
                return method(expr)
        constants = {sympy.pi: "pi", sympy.E: "e", sympy.oo: "infinity", -sympy.oo: "-infinity", sympy.I: "i"}
        if expr in constants:
            name = constants[expr]
            return self.markup.symbol(name.removeprefix("-"), negative=name.startswith("-")), _ATOM
        return self.markup.text(str(expr)), _ATOM

    def symbol(self, expr: Any) -> tuple[str, int]:
        return self.markup.symbol(str(expr.name)), _ATOM

    def rational(self, expr: Any) -> tuple[str, int]:
        sign = "-" if expr < 0 else ""
        tightness = _SUM if sign else _ATOM
        if expr.q == 1:
            return f"{sign}{abs(expr.p)}", tightness
        return sign + self.markup.fraction(str(abs(expr.p)), str(expr.q)), tightness if sign else _PRODUCT

    def decimal(self, expr: Any) -> tuple[str, int]:
        text = f"{float(expr):.6g}"
        return text, _SUM if text.startswith("-") else _ATOM

    # -- sums and products

    def sum(self, expr: Any) -> tuple[str, int]:
        terms = expr.as_ordered_terms()
        if _negative(terms[0]):
            first = next((term for term in terms if not _negative(term)), terms[0])
            terms = [first, *(term for term in terms if term is not first)]
        text = ""
        for term in terms:
            negative = _negative(term)
            shown = self.at_least(-term if negative else term, _PRODUCT)
            if not text:
                text = f"-{shown}" if negative else shown
            else:
                text += f" {'-' if negative else '+'} {shown}"
        return text, _SUM

    def product(self, expr: Any) -> tuple[str, int]:
        sign = "-" if _negative(expr) else ""
        over, under = _over_and_under(expr)
        over, under = _merged_roots(over), _merged_roots(under)
        base = _log_base(over, under)
        if base is not None:
            under = []
            over = [_BaseLog(factor.args[0], base) if isinstance(factor, sympy.log) else factor for factor in over]
        top = self.factors(over, alone=bool(under))
        if not under:
            return sign + top, _SUM if sign else _PRODUCT
        return sign + self.markup.fraction(top, self.factors(under, alone=True)), _SUM if sign else _PRODUCT

    def factors(self, factors: list[Any], *, alone: bool) -> str:
        """Factors side by side; one `alone` above or below a line needs no brackets."""
        if not factors:
            return "1"
        if len(factors) == 1:
            return self.show(factors[0]) if alone else self.at_least(factors[0], _PRODUCT)
        text = ""
        for factor in sorted(factors, key=_place):
            shown = self.at_least(factor, _POWER)
            if text and (shown[:1].isdigit() or (factor.is_Rational and not factor.is_Integer)):
                text += f" {self.markup.dot} {shown}"
            else:
                text += f" {shown}" if text else shown
        return text

    # -- powers and functions

    def exponential(self, expr: Any) -> tuple[str, int]:
        return self.raised(self.markup.symbol("e"), expr.args[0])

    def raised(self, base: str, exponent: Any) -> tuple[str, int]:
        return self.markup.power(base, self.inline(exponent)), _POWER

    def inline(self, exponent: Any) -> str:
        """An exponent: a fraction over a number is written with a slash, as in x^(2/3) and e^(-x^2/2)."""
        if exponent.is_Rational and exponent.q != 1:
            return f"{exponent.p}{self.markup.slash}{exponent.q}"
        if exponent.is_Mul:
            over, under = _over_and_under(exponent)
            if len(under) == 1 and under[0].is_Integer and over and not any(factor.is_Add for factor in over):
                sign = "-" if _negative(exponent) else ""
                return f"{sign}{self.factors(over, alone=True)}{self.markup.slash}{under[0]}"
        return self.show(exponent)

    def base_log(self, expr: Any) -> tuple[str, int]:
        name = self.markup.subscript(self.markup.operator("log"), self.show(expr.args[1]))
        return self.applied(name, expr.args[0])

    def power(self, expr: Any) -> tuple[str, int]:
        base, exponent = expr.args
        if base is sympy.E:
            return self.raised(self.markup.symbol("e"), exponent)
        if _below(exponent):
            return self.markup.fraction("1", self.show(sympy.Pow(base, -exponent))), _PRODUCT
        if exponent.is_Rational and exponent.p == 1 and exponent.q in (2, 3, 4, 5):
            return self.markup.root(self.show(base), exponent.q), _ATOM
        if base.func.__name__ in _RAISED and exponent.is_Integer:
            return self.applied(self.markup.power(self.name(base), str(exponent)), base.args[0])
        shown = self.at_least(base, _ATOM)
        return self.raised(shown, exponent)

    def name(self, expr: Any) -> str:
        name = expr.func.__name__
        return self.markup.operator(_NAMES.get(name, name))

    def function(self, expr: Any) -> tuple[str, int]:
        if isinstance(expr, sympy.Abs | sympy.floor | sympy.ceiling):
            return self.markup.fence(expr.func.__name__.lower(), self.show(expr.args[0])), _ATOM
        if isinstance(expr, sympy.core.function.AppliedUndef):
            inside = ", ".join(self.show(argument) for argument in expr.args)
            return f"{self.markup.symbol(expr.func.__name__)}{self.markup.brackets(inside)}", _ATOM
        if len(expr.args) != 1:
            arguments = sorted(expr.args, key=sympy.default_sort_key)
            inside = ", ".join(self.show(argument) for argument in arguments)
            return f"{self.name(expr)}{self.markup.brackets(inside)}", _POWER
        if isinstance(expr, sympy.sign):
            return f"{self.name(expr)}{self.markup.brackets(self.show(expr.args[0]))}", _POWER
        return self.applied(self.name(expr), expr.args[0])

    def applied(self, name: str, argument: Any) -> tuple[str, int]:
        """sin x, sin 2 x, but sin(x + 1), sin(x^2): an argument that could be misread stands in brackets."""
        shown = self.show(argument)
        return (f"{name} {shown}" if _bare(argument) else f"{name}{self.markup.brackets(shown)}"), _POWER

    def derivative(self, expr: Any) -> tuple[str, int]:
        variable = self.show(expr.variables[0])
        sign = self.markup.fraction("d", f"d {variable}")
        return f"{sign} {self.markup.brackets(self.show(expr.expr))}", _PRODUCT

    # -- conditions

    def piecewise(self, expr: Any) -> tuple[str, int]:
        rows = []
        for value, condition in expr.args:
            when = self.markup.text("otherwise") if condition == sympy.true else (
                f"{self.markup.text('if')} {self.markup.gap} {self.show(condition)}"
            )  # fmt: skip
            rows.append((self.show(value), when))
        return self.markup.cases(rows), _SUM

    def relation(self, expr: Any) -> tuple[str, int]:
        left, right, sign = expr.lhs, expr.rhs, expr.rel_op
        if left.is_number and not right.is_number and sign != "==":
            left, right = right, left
            sign = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}.get(sign, sign)
        return f"{self.show(left)} {self.markup.relation(_RELATIONS[sign])} {self.show(right)}", _SUM

    def conjunction(self, expr: Any) -> tuple[str, int]:
        between = _interval(expr)
        if between:
            low, first, middle, second, high = between
            signs = self.markup.relation(first), self.markup.relation(second)
            return f"{self.show(low)} {signs[0]} {self.show(middle)} {signs[1]} {self.show(high)}", _SUM
        return self.joined(expr, "and")

    def disjunction(self, expr: Any) -> tuple[str, int]:
        return self.joined(expr, "or")

    def joined(self, expr: Any, word: str) -> tuple[str, int]:
        parts = sorted(expr.args, key=sympy.default_sort_key)
        space = self.markup.gap
        return f" {space} {self.markup.text(word)} {space} ".join(self.show(part) for part in parts), _SUM

    def pair(self, expr: Any) -> tuple[str, int]:
        return self.markup.brackets(", ".join(self.show(part) for part in expr)), _ATOM


def _negative(expr: Any) -> bool:
    return bool(expr.could_extract_minus_sign() if expr.is_Mul or expr.is_Number else False)


def _below(exponent: Any) -> bool:
    """Whether a power stands below the line: x^(-2), but not 10^(-x)."""
    return bool(exponent.is_Rational and exponent < 0)


def _over_and_under(expr: Any) -> tuple[list[Any], list[Any]]:
    """The factors above and below the line, without the sign."""
    over: list[Any] = []
    under: list[Any] = []
    for factor in expr.args:
        base, exponent = factor.args if factor.is_Pow and not isinstance(factor, sympy.exp) else (factor, sympy.S.One)
        if factor.is_Rational:
            over.extend([sympy.Integer(abs(factor.p))] if abs(factor.p) != 1 else [])
            under.extend([sympy.Integer(factor.q)] if factor.q != 1 else [])
        elif base is not sympy.E and _below(exponent):
            under.append(sympy.Pow(base, -exponent))
        else:
            over.append(factor)
    return over, under


def _is_root(factor: Any) -> bool:
    return bool(factor.is_Pow and factor.exp == sympy.Rational(1, 2))


def _merged_roots(factors: list[Any]) -> list[Any]:
    """SymPy splits √(2x) into √2 √x; a textbook does not."""
    numbers = [factor for factor in factors if _is_root(factor) and factor.base.is_Integer]
    others = [factor for factor in factors if _is_root(factor) and not factor.base.is_number]
    if len(numbers) != 1 or len(others) != 1:
        return factors
    inside = sympy.Mul(numbers[0].base, others[0].base)
    merged = sympy.Pow(inside, sympy.Rational(1, 2), evaluate=False)
    return [*(factor for factor in factors if factor not in (numbers[0], others[0])), merged]


class _BaseLog(sympy.Function):  # type: ignore[misc]
    """log_b(x), which SymPy writes as a quotient of natural logarithms."""


def _log_base(over: list[Any], under: list[Any]) -> Any:
    """The base where the quotient is one logarithm over that of a whole number."""
    if len(under) != 1 or not isinstance(under[0], sympy.log) or not under[0].args[0].is_Integer:
        return None
    logs = [factor for factor in over if isinstance(factor, sympy.log) and not factor.is_number]
    return under[0].args[0] if len(logs) == 1 else None


def _place(factor: Any) -> tuple[int, Any]:
    """Where a factor stands in a product: 2 π x (x + 1) √x e^x ln x sin x."""
    base = factor.base if factor.is_Pow else factor
    root = factor.is_Pow and factor.exp.is_Rational and not factor.exp.is_Integer
    if factor.is_Rational:
        group = 0
    elif factor.is_number and not factor.has(sympy.Function):
        group = 1
    elif root and not base.is_Add:
        group = 4
    elif base.is_Symbol:
        group = 2
    elif base.is_Add:
        group = 3
    elif isinstance(factor, sympy.exp) or (factor.is_Pow and base.is_number):
        group = 5
    elif isinstance(base, sympy.Abs):
        group = 4
    else:
        group = 6 if isinstance(base, sympy.log) else 7
    return group, sympy.default_sort_key(factor)


def _bare(argument: Any) -> bool:
    """Whether an argument needs no brackets: x, 2, pi, 2 x, pi x."""
    if argument.is_Symbol or argument in (sympy.pi, sympy.E) or (argument.is_Integer and argument >= 0):
        return True
    if not argument.is_Mul:
        return False
    symbols = sum(part.is_Symbol for part in argument.args)
    return symbols < 2 and all(p.is_Symbol or p is sympy.pi or (p.is_Integer and p > 0) for p in argument.args)


def _interval(expr: Any) -> tuple[Any, str, Any, str, Any] | None:
    """0 < x and x < 1 as one chain."""
    if len(expr.args) != 2 or not all(isinstance(part, sympy.core.relational.Relational) for part in expr.args):
        return None
    low = high = None
    middle = None
    for part in expr.args:
        left, right, sign = part.lhs, part.rhs, part.rel_op
        if left.is_number:
            left, right, sign = right, left, {"<": ">", ">": "<", "<=": ">=", ">=": "<="}.get(sign, sign)
        if not right.is_number or (middle is not None and left != middle):
            return None
        middle = left
        if sign in (">", ">="):
            low = (right, sign.replace(">", "<"))
        elif sign in ("<", "<="):
            high = (right, sign)
    if low is None or high is None:
        return None
    return low[0], low[1], middle, high[1], high[0]
