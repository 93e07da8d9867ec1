"""What a request says twice: "f'(x) = 2x" beside "f(x) = x^2", "(2, 4)" beside "x = 2", "the tangent is y = 4x - 4".

What only says again what is known is taken out of the text, after it was verified at 50 digits; what does not hold
stays, and is asked about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import sympy

from derivanim.calculus.evaluate import Value, evaluate
from derivanim.calculus.proving import slope
from derivanim.calculus.span_collect import Found
from derivanim.calculus.span_readings import FunctionReading, IntervalReading, PairReading, Reader
from derivanim.calculus.structure import split_composition, split_product
from derivanim.calculus.symbols import symbol

_PARTS = frozenset("uvw")
_LEIBNIZ = r"d\s?[A-Za-z]?\s?/\s?d\s?[A-Za-zθ](?:\s?\(?\s?[a-z]?\s?\)?)?|\\[dt]?frac\{d\s?[a-z]?\}\{d[a-z]\}"
_PRIME = r"(?<![A-Za-z])(?P<name>[A-Za-z])\s?(?:['’′]|\^\{?\\prime\}?)\s?(?:\(\s?[A-Za-zθ]\s?\))?"
_NAMED_DERIVATIVE = re.compile(rf"(?P<prime>{_PRIME}|{_LEIBNIZ}|\bderivative)(?P<told>\s*\$?\s*(?:=|:|is)\s*\$?\s*)$")
# "the derivative of x^2 is 2x", "answer: 2x", "I got 2x": what stands before a result
_RESULT = re.compile(
    r"(?:^\s*\)?\s?['’′]\s*)?[\s,;.:(\-]*(?:(?:\bi (?:got|get|have|think)|\bwhy|\bthat|\bis|\bare|\bequals?|\bequal to"
    r"|\bbe|\bgives?|\bgot|\bget|\bshould"
    r"|\b(?:the |my )?(?:answer|result|solution|derivative|slope|gradient|tangent(?: line)?|equation|line)\b"
    r"|\bits|\bit|\bthe|\bbecomes|\binto|\bto|\bcheck|\byou|=|:|->|→|⇒|=>|\()[\s,]*)++$",
    re.I,
)
# "(cosh x)' = sinh x": what is differentiated, not what comes out
_PRIMED = re.compile(r"\s?\)?\s?['’′]\s?=")
_CONNECTION = re.compile(
    r"[\s,;(]*(?:(?:\b(?:and )?(?:check (?:that )?)?(?:you |i )?(?:got|get|gives?)"
    r"|\b(?:the |my )?(?:answer|result|solution)|\bshould|\bis|\bbe|\bequals?|\bequal to"
    r"|\bbecomes|=|:|->|→|⇒|=>)[\s,]*)++$|[\s,;(]*$",
    re.I,
)
_ASKED = re.compile(r"deriv|differenti|['’′]|d[a-z]?/d[a-z]|slope|gradient|tangent|rule|\bfrac\{d", re.I)
_VALUE = re.compile(
    r"(?<![A-Za-z])(?P<name>[A-Za-z])\s?(?P<prime>['’′]?)\s?\(\s?(?P<at>[^()=\n]{1,20})\s?\)\s*(?:=|is)\s*\$?\s*$"
)
_SLOPE = re.compile(
    r"\b(?:slope|gradient)\b(?P<told>[\s,]*(?:(?:should|must|will|there|then|is|be|m|of|which|equals?|=)\s*){0,4})$",
    re.I,
)
_TOLD = re.compile(r"[\s,$]*(?:(?:should|must|will|has|is|to|be|equals?|=)[\s$]*){1,3}", re.I)
_ITS_SLOPE = re.compile(r"\b(?:slope|gradient|derivative|steepness|rate of change)\b[^.;?!]{0,80}$", re.I)
_STEPS = re.compile(r"(?<![A-Za-z])(?:h|[Δ∆]\s?x|delta x|dx|steps?)(?P<told>\s*(?:=|:|of|are|is|being)*\s*)$", re.I)
_UNEQUAL = re.compile(r"[(,]?\s*(?:(?:for|where|with|if)\s+)?[A-Za-zθ]\s*(?:≠|!\s?=|\\neq?|<>)\s*\$?\s*$")
_NUMBER = r"-?\d+(?:\.\d+)?|-?\d+/\d+|a|\\?pi|π"
# "set f'(x) to zero", "let the gap go to zero": no place of the curve
_ZERO_SLOPE = re.compile(
    r"(?:\b(?:derivative|slope|gradient)s?\b(?:\s+of\s+\S+)?|[A-Za-z]['’′]\s?(?:\([a-z]\))?|\bd[a-z]/d[a-z])\s*"
    r"(?:(?:there|then|must|to|be|is|are|equals?|equal to|becomes|being|=)\s*){1,3}$"
    r"|\b(?:is|are|does|makes?)\b[^.;]{0,20}\b(?:derivative|slope|gradient)(?:\s+of\s+\S+)?\s*$",
    re.I,
)
_ZERO_STEP = re.compile(
    r"\b(?:gap|distance|difference|steps?|width|interval|delta x|h)\b[^.;]{0,40}?\b(?:to|towards|equals?)\s*$", re.I
)
_EXTREMA = re.compile(
    r"\bmax|\bmin|extrem|critical|optimi|classif|stationary|turning|highest|lowest|largest|smallest", re.I
)
_PLACED = re.compile(r"(?<!interval )(?<!domain )(?<!range )\b(?:on|over|in)\s*\$?$", re.I)
_TOUCHING = re.compile(r"\btouch(?:es|ing)?\b[^.;]{1,60}\bin\s*\$?$", re.I)
_TOUCH = re.compile(r"tangent|touch|slope|point|gradient|steep", re.I)
_QUOTIENT = re.compile(
    rf"\\[dt]?frac\s?\{{\s?[fgyFhs]\s?\((?P<a>{_NUMBER})\s?\+\s?h\)\s?[-−]\s?[fgyFhs]\s?\((?P=a)\)\s?\}}\s?\{{\s?h\s?\}}"
    rf"|[\[({{]?\s?[fgyFhs]\s?\((?P<b>{_NUMBER})\s?\+\s?h\)\s?[-−]\s?[fgyFhs]\s?\((?P=b)\)\s?[\])}}]?\s?/\s?\(?h\)?"
    rf"|\\[dt]?frac\s?\{{\s?[fgyFhs]\s?\(x\)\s?[-−]\s?[fgyFhs]\s?\((?P<c>{_NUMBER})\)\s?\}}\s?\{{\s?x\s?[-−]\s?(?P=c)\s?\}}"
    rf"|[\[({{]?\s?[fgyFhs]\s?\(x\)\s?[-−]\s?[fgyFhs]\s?\((?P<d>{_NUMBER})\)\s?[\])}}]?\s?/\s?\(?\s?x\s?[-−]\s?(?P=d)\s?\)?"
)
_LEAD = re.compile(
    r"[\s,;(]*(?:\b(?:and|with|where|let|so|by|take|using|put|set|then|also|so that|mit|et)\b)?[\s,$]*$", re.I
)
_PLACES = (sympy.Rational(7, 10), sympy.Rational(13, 10), sympy.Rational(-6, 11), sympy.Rational(29, 10))


@dataclass(frozen=True)
class Dropped:
    """A stretch of the request that falls away, and what stands there instead."""

    start: int
    end: int
    text: str = ""


class Echoes:
    """The functions and numbers found in one request; `found` and `dropped` are what is left and what fell away."""

    def __init__(self, request: str, found: list[Found], reader: Reader) -> None:
        self.request = request
        self.found = found
        self.reader = reader
        self.dropped: list[Dropped] = []

    def echoes(self) -> None:
        """Find what is said twice."""
        self._coordinates()
        self._points()
        self._zeros()
        self._difference_quotients()
        self._steps()
        self._values()
        self._domains()
        self._derivatives()
        self._results()

    # -- helpers

    def functions(self) -> list[tuple[Found, FunctionReading]]:
        """The functions of one variable."""
        return [(i, i.reading) for i in self.found if i.kind == "E" and isinstance(i.reading, FunctionReading)]

    def places(self) -> list[sympy.Expr]:
        """The numbers and abscissas of the request."""
        numbers = [item.reading for item in self.found if item.kind == "N"]
        numbers += [item.reading.a for item in self.found if isinstance(item.reading, PairReading)]
        return [number for number in numbers if isinstance(number, sympy.Expr)]

    def before(self, item: Found) -> str:
        """The text between the span before an item and the item, its own name included."""
        start = max((other.end for other in self.found if other.end <= item.start), default=0)
        return self.request[start : item.start]

    def drop(self, item: Found, start: int | None = None, text: str = "") -> None:
        """Take an item out of the text, from `start` on, with the word that led to it."""
        begin = item.start if start is None else start
        floor = max((other.end for other in self.found if other.end <= begin), default=0)
        if start is None:
            lead = _LEAD.search(self.request[floor:begin])
            begin = floor + lead.start() if lead else begin
        self.found = [other for other in self.found if other is not item]
        piece = self.request[begin : item.end]
        closed = piece.count("(") > piece.count(")") and self.request[item.end : item.end + 1] == ")"
        self.dropped.append(Dropped(begin, item.end + closed, text))

    # -- places

    def _coordinates(self) -> None:
        """ "x = 1, y = 2" is one point."""
        for first, second in zip(self.found, self.found[1:], strict=False):
            if first.kind != "N" or second.kind != "N":
                continue
            lead = re.search(r"(?<![A-Za-z])x\s*=\s*\$?$", self.request[: first.start])
            between = self.request[first.end : second.start]
            if lead and re.fullmatch(r"[\s,;$]*(?:and\s+)?\$?\s*y\s*=\s*", between):
                point = PairReading(first.reading, second.reading)
                joined = Found("P", lead.start(), second.end, point, first.notes + second.notes)
                self.found = [joined if item is first else item for item in self.found if item is not second]
                return self._coordinates()
        return None

    def _points(self) -> None:
        """ "touches x^2 in (3, 9)" and a point of a surface or of an equation are no interval."""
        functions = self.functions()
        plane = not functions and any(_in_plane(item) for item in self.found)
        for number, item in enumerate(self.found):
            ends = item.reading
            if not isinstance(ends, IntervalReading) or self.request[item.start : item.start + 1] != "(":
                continue
            text = self.request[: item.start]
            if (plane and _PLACED.search(text)) or (len(functions) == 1 and _TOUCHING.search(text)):
                self.found[number] = Found("P", item.start, item.end, PairReading(ends.a, ends.b), item.notes)
            elif len(functions) == 1 and functions[0][1].variable and _TOUCH.search(self.request):
                x = symbol(functions[0][1].variable)
                if _close(evaluate(functions[0][1].expression, {x: ends.a}), evaluate(ends.b)):
                    self.found[number] = Found("P", item.start, item.end, PairReading(ends.a, ends.b), item.notes)

    def _zeros(self) -> None:
        """ "set f'(x) to zero", where extrema are looked for; "let the gap go to zero"."""
        for item in [item for item in self.found if item.kind == "N" and item.reading == 0]:
            text = self.request[: item.start]
            for other in sorted(self.found, key=lambda other: -other.start):
                if other.end <= item.start:
                    text = f"{text[: other.start]}_{text[other.end :]}"
            wanted = _ZERO_SLOPE.search(text[-90:]) and _EXTREMA.search(self.request)
            if wanted or _ZERO_STEP.search(text[-90:]):
                self.found = [other for other in self.found if other is not item]

    def _difference_quotients(self) -> None:
        """ "(f(2 + h) - f(2))/h" names the point 2; "(sin(0 + h) - sin 0)/h" is that of a function named beside it."""
        match = _QUOTIENT.search(self.request)
        if match:
            value = self.reader.number(next(group for group in match.groups() if group))
            start, end = match.span()
            self.found = [item for item in self.found if item.end <= start or item.start >= end]
            if value is not None and not self.places():
                self.dropped.append(Dropped(start, end - 1, " the difference quotient at x = "))
                self.found = sorted([*self.found, Found("N", end - 1, end, value)], key=lambda item: item.start)
            else:
                self.dropped.append(Dropped(start, end, " the difference quotient "))
        for item in list(self.found):
            reading = item.reading
            if isinstance(reading, FunctionReading) and symbol("h") in reading.expression.free_symbols:
                functions = [other for other in self.functions() if other[0] is not item]
                if functions and reading.name is None and (reading.expression - symbol("h")).is_number:
                    self.found = [other for other in self.found if other is not item]  # "from 1 to 1 + h"
                elif any(_is_quotient(reading.expression, other, self.places()) for _, other in functions):
                    self.drop(item, item.start, " the difference quotient ")

    def _steps(self) -> None:
        """ "h = 1, 0.5, 0.1" are widths of secants that a film passes through anyway."""
        numbers = [item for item in self.found if item.kind == "N"]
        for first in numbers:
            match = _STEPS.search(self.before(first))
            rest = [first]
            for item in numbers[numbers.index(first) + 1 :]:
                if re.fullmatch(r"[\s,;]*(?:and|then|or|to)?[\s,]*", self.request[rest[-1].end : item.start]):
                    rest.append(item)
                else:
                    break
            named = match is not None and "=" in match["told"] and len(self.places()) > 1
            if match and (len(rest) > 1 or named) and not any(r.variable == "h" for _, r in self.functions()):
                self.dropped.append(Dropped(first.start - len(match["told"]), rest[-1].end))
                self.found = [item for item in self.found if item not in rest]
                return

    def _values(self) -> None:
        """ "f(2) = 4", "f'(2) = 4" and "slope should be 4", where that holds."""
        for item in [item for item in self.found if item.kind == "N"]:
            before = self.before(item)
            if (match := _NAMED_DERIVATIVE.search(before)) and match["name"] and self._constant(item, match["name"]):
                self.drop(item, item.start - len(before) + match.start())
                continue
            match = _VALUE.search(before)
            if match and (at := self.reader.number(match["at"])) is not None:
                if self._holds(match["name"], bool(match["prime"]), at, item.reading):
                    self.drop(item, item.start - len(before) + match.start())
                continue
            match = _SLOPE.search(before)
            places = list(self.places())
            places.remove(item.reading)
            if match and len(places) == 1 and self._holds(None, True, places[0], item.reading):
                self.drop(item, item.start - len(match["told"]))
            elif _TOLD.fullmatch(before) and len(places) == 1 and self._its_slope(item, places[0]):
                self.drop(item, item.start - len(before))

    def _its_slope(self, item: Found, place: sympy.Expr) -> bool:
        """ "the slope of ln x + x at x = 1 should be 2"."""
        told = _ITS_SLOPE.search(self.request[: item.start])
        return told is not None and self._holds(None, True, place, item.reading)

    def _constant(self, item: Found, name: str) -> bool:
        """ "u' = 1" where u is x."""
        functions = [reading for _, reading in self.functions() if reading.name == name]
        functions += [piece for _, whole in self.functions() for piece in pieces_of(whole) if name in _PARTS]
        constant = FunctionReading(None, None, item.reading)
        return any(is_derivative(constant, reading) for reading in functions)

    def _holds(self, name: str | None, derived: bool, place: sympy.Expr, value: object) -> bool:
        functions = [reading for _, reading in self.functions() if name is None or reading.name in {name, "y", None}]
        if len(functions) != 1 or functions[0].variable is None:
            return False
        x, expression = symbol(functions[0].variable), functions[0].expression
        wanted, at = evaluate(value), evaluate(place)
        if wanted is None or at is None:
            return False
        real = slope(expression, x, at) if derived else evaluate(expression, {x: at})
        return _close(real, wanted)

    def _domains(self) -> None:
        """ "(x ≠ 1)" beside a function with a pole there."""
        for item in [item for item in self.found if item.kind == "N"]:
            before = self.before(item)
            match = _UNEQUAL.search(before)
            if match and all(_missing(reading, item.reading) for _, reading in self.functions()):
                self.drop(item, item.start - len(before) + match.start())

    # -- results

    def _derivatives(self) -> None:
        """ "f'(x) = 2x" beside "f(x) = x^2"."""
        for item, reading in self.functions():
            before = self.before(item)
            match = _NAMED_DERIVATIVE.search(before)
            if not match:
                continue
            others = [other for i, other in self.functions() if i is not item]
            part = match["name"] in _PARTS if match["name"] else False
            pieces = [piece for other in others for piece in pieces_of(other)] if part else []
            if any(is_derivative(reading, other) for other in [*others, *pieces]):
                start = item.start - len(before)
                self.drop(item, start + (match.start() if part else match.end("prime")))

    def _results(self) -> None:
        """ "the derivative of x^2 is 2x", "answer: y = 2x - 1", "the line y = 2x - 1 is tangent to y = x^2"."""
        if not _ASKED.search(self.request):
            return
        for item, reading in self.functions():
            if _PRIMED.match(self.request, item.end):
                continue
            others = [other for i, other in self.functions() if i is not item]
            match = _RESULT.search(before := self.before(item))
            line = any(is_tangent(reading, other, self.places()) for other in others)
            if line or (match and match.group().strip() and any(is_derivative(reading, other) for other in others)):
                lead = _CONNECTION.search(before)
                self.drop(item, item.start - len(before) + lead.start() if lead and match else item.start)
                return


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
        if not _close(given, real):
            return False
        agreed += 1
    return agreed >= 2


def is_tangent(line: FunctionReading, curve: FunctionReading, places: list[sympy.Expr]) -> bool:
    """Whether a function is the tangent line of another one at one of the places."""
    if curve.variable is None or line.variable != curve.variable or line.expression == curve.expression:
        return False
    x = symbol(curve.variable)
    slopes = [slope(line.expression, x, evaluate(place)) for place in _PLACES]
    if not all(_close(slopes[0], other) for other in slopes):
        return False
    for place in places:
        at = evaluate(place)
        if at is None:
            continue
        pairs = [
            (evaluate(line.expression, {x: at}), evaluate(curve.expression, {x: at})),
            (slope(line.expression, x, at), slope(curve.expression, x, at)),
        ]
        if all(_close(*pair) for pair in pairs):
            return True
    return False


def _in_plane(item: Found) -> bool:
    """Whether an equation or a function of x and y lies in a plane whose points have two coordinates."""
    if item.kind == "Q":
        return True
    return isinstance(item.reading, FunctionReading) and {"x", "y"} <= {
        name.name for name in item.reading.expression.free_symbols
    }


def _close(a: Value | None, b: Value | None) -> bool:
    """Whether two values are there and the same up to rounding."""
    return a is not None and b is not None and bool(abs(a - b) <= 1e-9 * (1 + abs(b)))


def _is_quotient(expression: sympy.Expr, function: FunctionReading, places: list[sympy.Expr]) -> bool:
    """Whether an expression in h is the difference quotient of a function, at one of the places or at x."""
    h, x = symbol("h"), symbol(str(function.variable))
    rest = expression.free_symbols - {h}
    if rest - {x}:
        return False
    for place in _PLACES[:2] if rest else places:
        agreed = 0
        for width in _PLACES:
            at = evaluate(place)
            low, high = evaluate(function.expression, {x: place}), evaluate(function.expression, {x: place + width})
            given = evaluate(expression, {h: width, x: place})
            if at is None or given is None or low is None or high is None:
                continue
            if not _close(given, (high - low) / evaluate(width)):
                return False
            agreed += 1
        if agreed >= 2:
            return True
    return False


def _missing(function: FunctionReading, place: object) -> bool:
    return evaluate(function.expression, {symbol(str(function.variable)): place}) is None


def within(place: sympy.Expr, interval: IntervalReading) -> bool:
    """Whether a number is known to lie in an interval."""
    low, high = sympy.Ge(place, interval.a), sympy.Le(place, interval.b)
    return bool(low == sympy.true and high == sympy.true)
