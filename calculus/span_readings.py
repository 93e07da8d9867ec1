"""What a span of a request says: functions, equations, curves, numbers, intervals, pairs, by calculus/reader.py."""

from __future__ import annotations

import re
from dataclasses import dataclass

import sympy

from derivanim.calculus.notation import GREEK
from derivanim.calculus.reader import read_expression, read_number
from derivanim.calculus.symbols import symbol
from derivanim.errors import DerivanimError, ExpressionError


@dataclass(frozen=True)
class FunctionReading:
    """A function: its name if the request gives one, its variable, its expression; `parameters` are further letters."""

    name: str | None
    variable: str | None
    expression: sympy.Expr
    parameters: tuple[str, ...] = ()


@dataclass(frozen=True)
class EquationReading:
    """An equation in two variables."""

    equation: sympy.Eq
    variables: tuple[str, ...]


@dataclass(frozen=True)
class IntervalReading:
    """An interval from a to b, and whether its ends belong to it; an end may be infinite."""

    a: sympy.Expr
    b: sympy.Expr
    closed_left: bool = True
    closed_right: bool = True


@dataclass(frozen=True)
class PairReading:
    """A pair of numbers, such as a point of the plane."""

    a: sympy.Expr
    b: sympy.Expr


@dataclass(frozen=True)
class CurveReading:
    """A curve by its two coordinates as functions of a parameter."""

    x: sympy.Expr
    y: sympy.Expr
    parameter: str


_INFINITE = re.compile(r"\s*([-+]|minus\s+|negative\s+)?\s*(?:∞|\\infty|infinity|infty|inf|oo)\s*", re.I)
_DELIMITERS = re.compile(r"\$+|\\\(|\\\)|\\\[|\\\]|`+|\\(?:displaystyle|limits)")
_ORDER = ["x", "t", "u", "theta", *"zwsvyrnhkpqmabcd"]


class Reader:
    """Reads texts once each; `upper` says that capital X, Y and T of the request stand for x, y and t."""

    def __init__(self, upper: bool) -> None:
        self.upper = upper
        self._seen: dict[tuple[str, str | None], tuple[sympy.Expr, tuple[str, ...]] | DerivanimError] = {}

    def plain(self, text: str) -> str:
        """The text as calculus/reader.py gets it: without delimiters and without outer square brackets."""
        text = " ".join(_DELIMITERS.sub(" ", text).split())
        while len(text) > 2 and text[0] == "[" and text[-1] == "]" and "[" not in text[1:-1]:
            text = text[1:-1].strip()
        text = re.sub(r"\b(\d+)(?:st|nd|rd|th)\b(?!\s+root)(?:\s+power\b)?", r"\1", text)
        text = re.sub(r"\b(?:np|numpy|math|sp|sympy|torch)\.", "", text)
        text = re.sub(r"^\\left\s?\[(.*)\\right\s?\]$", r"\1", text)
        if self.upper:
            text = re.sub(r"(?<![A-Za-z\\])[XYT](?![A-Za-z])", lambda match: match.group().lower(), text)
            text = re.sub(r"(?<![A-Za-z])[A-Z]{2,}(?![A-Za-z])", lambda match: match.group().lower(), text)
        return text

    def expression(self, text: str, variable: str | None = None) -> tuple[sympy.Expr, tuple[str, ...]]:
        """The expression and the notes of a text; raises the reader's error."""
        key = (self.plain(text), variable)
        if key not in self._seen:
            try:
                self._seen[key] = self._read(*key)
            except DerivanimError as error:
                self._seen[key] = error
        found = self._seen[key]
        if isinstance(found, DerivanimError):
            raise found
        return found

    @staticmethod
    def _read(text: str, variable: str | None) -> tuple[sympy.Expr, tuple[str, ...]]:
        if variable is not None:
            try:
                reading = read_expression(text, variable=variable)
                return reading.expression, tuple(reading.notes)
            except ExpressionError:
                pass  # further letters are parameters, which the caller shows as such
        reading = read_expression(text)
        if not isinstance(reading.expression, sympy.Expr):
            raise ExpressionError("this is not one expression", text, 0)
        return reading.expression, tuple(reading.notes)

    def number(self, text: str) -> sympy.Expr | None:
        """The number that a text writes, or None."""
        infinite = _INFINITE.fullmatch(text)
        if infinite:
            return -sympy.oo if infinite[1] and infinite[1].strip() != "+" else sympy.oo
        negative = re.fullmatch(r"(?:minus|negative)\s+(.+ over .+)", text.strip(), re.I)
        if negative:  # the sign before a fraction in words is that of the whole
            value = self.number(negative[1])
            return None if value is None else -value
        text = re.sub(r"√(\d+)(?=\s?/)", r"√(\1)", text)  # "√3/2" is never the root of 3/2 among numbers
        try:
            value = read_number(self.plain(text))
        except DerivanimError:
            return None
        return value if value.is_real else None


def letter_name(letter: str) -> str:
    """The name that the reader gives to a variable: θ is theta."""
    return GREEK.get(letter, letter)


def letters(expression: sympy.Expr) -> tuple[str, ...]:
    """The names of the free symbols, the usual variables first."""
    names = [free.name for free in getattr(expression, "free_symbols", ())]
    return tuple(sorted(names, key=lambda name: (_ORDER.index(name) if name in _ORDER else 99, name)))


def function(expression: sympy.Expr, name: str | None = None, variable: str | None = None) -> FunctionReading:
    """The reading of an expression as a function of its variable, or of the most usual one of its letters."""
    names = letters(expression)
    chosen = variable or (names[0] if names else "x")
    return FunctionReading(name, chosen, expression, tuple(other for other in names if other != chosen))


def combine(kind: str, left: sympy.Expr, right: sympy.Expr) -> sympy.Expr:
    """The product, quotient, sum, difference or composition of two functions."""
    if kind == "product":
        return sympy.Mul(left, right)
    if kind in {"quotient", "ratio"}:
        return sympy.Mul(left, sympy.Pow(right, -1))
    if kind == "sum":
        return sympy.Add(left, right)
    if kind == "difference":
        return sympy.Add(left, -right)
    names = letters(left)
    return left.subs(symbol(names[0]), right) if names else left
