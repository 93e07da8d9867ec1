"""What the functions and numbers of a request say about each other: factors of one product, or the same thing twice.

"u = x^2, v = sin x, show the product rule" is about one function, the product of the two. "y = x cos x, u = x,
v = cos x" and "f(x) = x^2, f'(x) = 2x, f(1) = 1" name one function and say more about it. What only says again what is
known is taken out of the text, after it was verified; what does not hold stays, and is asked about.
"""

from __future__ import annotations

import re
from dataclasses import replace

import sympy

from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.powers import substitute
from derivanim.calculus.proving import same, slope
from derivanim.calculus.span_collect import Found
from derivanim.calculus.span_readings import (
    FunctionReading,
    PairReading,
    Reader,
    combine,
    function,
)
from derivanim.calculus.structure import split_composition, split_product
from derivanim.calculus.symbols import symbol
from derivanim.errors import DerivanimError

_PARTS = frozenset("uvw")
_PRODUCT = re.compile(
    r"\bproducts?\b|\bprod[a-z]{0,4}ct\b|\bproductrule\b|leibniz|\bu\s?[·*]?\s?v\b|\bu times v\b|\bf times g\b|"
    r"\(\s?f\s?[·*]?\s?g\s?\)|"
    r"\bf\s?(?:\(x\))?\s?[·*]\s?g\b|f\(x\)\s?g\(x\)",
    re.I,
)
_QUOTIENT = re.compile(r"\bquotients?\b|\bquotientrule\b|\bu\s?/\s?v\b|\bf(?:\(x\))?\s?/\s?g\b", re.I)
_CHAIN = re.compile(r"\bchain|compos|\binner\b|\bouter\b|\bnested\b|f\s?\(\s?g|g\s?\(\s?f|∘", re.I)
_OTHERS = re.compile(r"\b(?:sum|difference|both|each|either|separately|respectively|compare|versus|vs|or)\b", re.I)
_NESTED = re.compile(r"(?<![A-Za-z])([a-z])\s?(?:\(\s?|∘\s?|\\circ\s?)([a-z])(?:\s?\(\s?[a-z]\s?\)\s?\))?(?![A-Za-z])")
_INNER = re.compile(r"\b(?:inner|inside|innermost)\b[^.;\n]{0,20}$", re.I)
_OUTER = re.compile(r"\b(?:outer|outside|outermost)\b[^.;\n]{0,20}$", re.I)
_FACTOR = re.compile(r"\b(?:factors?|sides?)\b[^.;\n]{0,20}$", re.I)
_NAMED_DERIVATIVE = re.compile(
    r"(?P<prime>(?<![A-Za-z])(?P<name>[A-Za-z])\s?(?:['’′]|\^\{?\\prime\}?)\s?(?:\(\s?[A-Za-zθ]\s?\))?|d\s?[A-Za-z]\s?/\s?d\s?[A-Za-zθ]"
    r"|\\[dt]?frac\{d\s?[a-z]?\}\{d[a-z]\}|\bderivative(?: is)?)\s*\$?\s*(?:=|:|is)\s*\$?\s*$"
)
_VALUE = re.compile(
    r"(?<![A-Za-z])(?P<name>[A-Za-z])\s?(?P<prime>['’′]?)\s?\(\s?(?P<at>[^()=\n]{1,20})\s?\)\s*(?:=|is)\s*\$?\s*$"
)
_SLOPE = re.compile(
    r"\b(?:slope|gradient)\b[\s,]*(?:(?:should|must|will|there|then|is|be|m|of|which|equals?|=)\s*){1,4}$", re.I
)
_LEAD = re.compile(
    r"[\s,;(]*(?:\b(?:and|with|where|let|so|by|take|using|put|set|then|also|so that|mit|et)\b)?[\s,$]*$", re.I
)
_STEPS = re.compile(r"(?<![A-Za-z])(?:h|[Δ∆]\s?x|delta x|dx|steps?)(?P<told>\s*(?:=|:|of|are|is|being)*\s*)$", re.I)
_NAMES_ALONE = {symbol(a) * symbol(b) for a, b in ("uv", "fg")} | {symbol("u") / symbol("v"), symbol("f") / symbol("g")}
_PLACES = (sympy.Rational(7, 10), sympy.Rational(13, 10), sympy.Rational(-6, 11), sympy.Rational(29, 10))


class Roles:
    """The functions and numbers found in one request; `found` and `dropped` are what is left and what fell away."""

    def __init__(self, request: str, found: list[Found], reader: Reader) -> None:
        self.request = request
        self.found = found
        self.reader = reader
        self.dropped: list[tuple[int, int]] = []

    def settle(self) -> None:
        """Find what is said twice, then what is one function in two parts."""
        if sum(item.kind in "EFN" for item in self.found) < 2:
            return
        self._coordinates()
        self._steps()
        self._values()
        self._derivatives()
        self._parts()
        self._whole()

    # -- helpers

    def _functions(self) -> list[tuple[Found, FunctionReading]]:
        """The functions of one variable."""
        return [(i, i.reading) for i in self.found if i.kind == "E" and isinstance(i.reading, FunctionReading)]

    def _before(self, item: Found) -> str:
        """The text between the span before an item and the item, its own name included."""
        start = max((other.end for other in self.found if other.end <= item.start), default=0)
        return self.request[start : item.start]

    def _drop(self, item: Found, start: int | None = None) -> None:
        """Take an item out of the text, from `start` on, with the word that led to it."""
        begin = item.start if start is None else start
        floor = max((other.end for other in self.found if other.end <= begin), default=0)
        if start is None:
            lead = _LEAD.search(self.request[floor:begin])
            begin = floor + lead.start() if lead else begin
        self.found.remove(item)
        self.dropped.append((begin, item.end))

    # -- the same thing twice

    def _coordinates(self) -> None:
        """ "x = 1, y = 2" is one point."""
        for first, second in zip(self.found, self.found[1:], strict=False):
            if first.kind != "N" or second.kind != "N":
                continue
            lead = re.search(r"(?<![A-Za-z])x\s*=\s*\$?$", self.request[: first.start])
            between = self.request[first.end : second.start]
            if lead and re.fullmatch(r"[\s,;$]*(?:and\s+)?\$?\s*y\s*=\s*", between):
                point = PairReading(first.reading, second.reading)  # type: ignore[arg-type]
                joined = Found("P", lead.start(), second.end, point, first.notes + second.notes)
                self.found = [joined if item is first else item for item in self.found if item is not second]
                return self._coordinates()
        return None

    def _steps(self) -> None:
        """ "h = 1, 0.5, 0.1" are widths of secants that a film passes through anyway."""
        numbers = [item for item in self.found if item.kind == "N"]
        for first in numbers:
            before = self._before(first)
            match = _STEPS.search(before)
            rest = [first]
            for item in numbers[numbers.index(first) + 1 :]:
                if re.fullmatch(r"[\s,;]*(?:and|then|or|to)?[\s,]*", self.request[rest[-1].end : item.start]):
                    rest.append(item)
                else:
                    break
            if match and len(rest) > 1:
                self.dropped.append((first.start - len(match["told"]), rest[-1].end))
                self.found = [item for item in self.found if item not in rest]
                return

    def _values(self) -> None:
        """ "f(2) = 4", "f'(2) = 4" and "slope should be 4", where that holds."""
        for item in [item for item in self.found if item.kind == "N"]:
            before = self._before(item)
            match = _VALUE.search(before)
            if match and (at := self.reader.number(match["at"])) is not None:
                if self._holds(match["name"], bool(match["prime"]), [at], item.reading):
                    self._drop(item, item.start - len(before) + match.start())
                continue
            match = _SLOPE.search(before)
            places = [i.reading for i in self.found if i.kind == "N" and i is not item]
            places += [i.reading.a for i in self.found if isinstance(i.reading, PairReading)]
            if match and len(places) == 1 and self._holds(None, True, places, item.reading):
                self._drop(item, item.start - len(before) + match.start())

    def _holds(self, name: str | None, derived: bool, places: list[object], value: object) -> bool:
        functions = [reading for _, reading in self._functions() if name is None or reading.name in {name, "y", None}]
        if len(functions) != 1 or functions[0].variable is None:
            return False
        x, expression = symbol(functions[0].variable), functions[0].expression
        wanted = evaluate(value)  # type: ignore[arg-type]
        at = evaluate(places[0])  # type: ignore[arg-type]
        if wanted is None or at is None:
            return False
        real = slope(expression, x, at) if derived else evaluate(expression, {x: at})
        return real is not None and abs(real - wanted) < 1e-9 * (1 + abs(wanted))

    def _derivatives(self) -> None:
        """ "f'(x) = 2x" beside "f(x) = x^2"."""
        for item, reading in self._functions():
            before = self._before(item)
            match = _NAMED_DERIVATIVE.search(before)
            if not match:
                continue
            others = [other for i, other in self._functions() if i is not item]
            pieces = [piece for other in others for piece in pieces_of(other)] if match["name"] in _PARTS else []
            if any(is_derivative(reading, other) for other in [*others, *pieces]):
                start = item.start - len(before)
                parts = match["name"] in _PARTS if match["name"] else False
                self._drop(item, start + (match.start() if parts else match.end("prime")))

    # -- parts of one function

    def _parts(self) -> None:
        """ "u = x, v = cos x" beside "y = x cos x", "inner 2x + 1" beside "(2x + 1)^4"."""
        functions = self._functions()
        told = bool(_PRODUCT.search(self.request) or _CHAIN.search(self.request) or _QUOTIENT.search(self.request))
        wholes = [whole for _, whole in functions if whole.name not in _PARTS and whole.variable not in _PARTS]
        parts = []
        for item, reading in functions:
            label = any(word.search(self._before(item)) for word in (_INNER, _OUTER, _FACTOR))
            if reading.name in _PARTS or label or (told and (reading.variable in _PARTS or reading.name)):
                others = [other for _, other in functions if other is not reading]
                if any(is_part(reading, whole, others) for whole in wholes):
                    parts.append(item)
        for item in parts:
            self._drop(item)

    def _whole(self) -> None:
        """Two functions that are one: a product or quotient of u and v, an outer function of an inner one."""
        functions = self._functions()
        if len(functions) != 2 or _OTHERS.search(self._plain()):
            return
        (first, one), (second, two) = functions
        expression = self._composed() or self._combined(one, two)
        if expression is None:
            return
        self.found[self.found.index(first)] = replace(
            first, reading=function(expression), notes=first.notes + second.notes
        )
        self._drop(second)
        # "u times v" itself
        self.found = [item for item in self.found if getattr(item.reading, "expression", None) not in _NAMES_ALONE]

    def _plain(self) -> str:
        """The text without its mathematics."""
        text = self.request
        for item in sorted(self.found, key=lambda item: -item.start):
            text = f"{text[: item.start]} {text[item.end :]}"
        return text

    def _composed(self) -> sympy.Expr | None:
        (first, one), (second, two) = self._functions()
        for outer, inner in ((one, two), (two, one)):
            # "y = u^5, u = 3x + 2"
            if inner.name and inner.name == outer.variable and inner.variable not in {outer.variable, outer.name, "y"}:
                if outer.variable == "x" and not _CHAIN.search(self.request):
                    return None  # "y = x^2, x = sin t" may be a curve
                return _composition(outer, inner)
        labels = [bool(_OUTER.search(self._before(first))), bool(_INNER.search(self._before(first)))]
        labels += [bool(_OUTER.search(self._before(second))), bool(_INNER.search(self._before(second)))]
        if labels in ([True, False, False, True], [True, False, False, False]) and _CHAIN.search(self.request):
            return _composition(one, two)
        if labels in ([False, True, True, False], [False, True, False, False]) and _CHAIN.search(self.request):
            return _composition(two, one)
        named = {reading.name: reading for reading in (one, two)}
        for match in _NESTED.finditer(self.request):
            if match[1] != match[2] and {match[1], match[2]} == set(named) and None not in named:
                return _composition(named[match[1]], named[match[2]])
        return None

    def _combined(self, one: FunctionReading, two: FunctionReading) -> sympy.Expr | None:
        kinds = [kind for kind, word in (("product", _PRODUCT), ("quotient", _QUOTIENT)) if word.search(self.request)]
        if len(kinds) != 1 or _CHAIN.search(self.request) or one.variable != two.variable:
            return None
        names = (one.name, two.name)
        if names not in {("u", "v"), ("f", "g"), (None, None), ("g", "h"), ("f", "h")}:
            return None
        # "the product rule for x e^x and x sin x": two exercises
        if names != ("u", "v") and (_is_product(one.expression) or _is_product(two.expression)):
            return None
        if one.expression == two.expression:
            return None
        return combine(kinds[0], one.expression, two.expression)


def _composition(outer: FunctionReading, inner: FunctionReading) -> sympy.Expr | None:
    try:
        whole = substitute(outer.expression, {symbol(str(outer.variable)): inner.expression})
    except (DerivanimError, ArithmeticError, ValueError):
        return None
    return whole if isinstance(whole, sympy.Expr) and whole != inner.expression else None


def _is_product(expression: sympy.Expr) -> bool:
    return bool(expression.is_Mul and sum(bool(factor.free_symbols) for factor in expression.args) > 1)


def is_part(part: FunctionReading, whole: FunctionReading, others: list[FunctionReading]) -> bool:
    """Whether a function is a factor, an inner or the outer function of another one."""
    if part is whole or part.expression == whole.expression or not part.expression.free_symbols:
        return False
    if part.expression.is_Symbol:
        return whole.expression.is_Mul and part.expression in whole.expression.args
    if whole.expression.has(part.expression):
        return True
    return any(
        _composition(part, inner) == whole.expression
        for inner in others
        if inner is not part and inner is not whole and inner.variable == whole.variable
    )


def pieces_of(whole: FunctionReading) -> list[FunctionReading]:
    """The factors of a product, and the inner and the outer function of a composition."""
    if whole.variable is None or whole.parameters:
        return []
    pieces = [
        FunctionReading(None, whole.variable, factor)
        for factor in split_product(whole.expression, whole.variable) or ()
    ]
    if composition := split_composition(whole.expression, whole.variable):
        outer, inner, u = composition
        pieces += [FunctionReading(None, whole.variable, inner), FunctionReading(None, u.name, outer)]
    return pieces


def is_derivative(derivative: FunctionReading, original: FunctionReading) -> bool:
    """Whether one function is the derivative of the other at the places where both have a value."""
    if original.variable is None or derivative.expression.free_symbols - {symbol(original.variable)}:
        return False
    x, agreed = symbol(original.variable), 0
    for place in _PLACES:
        given = evaluate(derivative.expression, {x: place})
        real = slope(original.expression, x, evaluate(place))
        if given is None or real is None:
            continue
        if not same(given, real) and abs(given - real) > 1e-9 * (1 + abs(real)):
            return False
        agreed += 1
    return agreed >= 2
