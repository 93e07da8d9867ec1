"""The search for mathematics in a request: which runs of tokens are functions, equations, numbers, intervals, pairs."""

from __future__ import annotations

import re

import sympy

from derivanim.calculus.span_collect import Collector, Found
from derivanim.calculus.span_readings import (
    PairReading,
    combine,
    function,
    letter_name,
    letters,
)
from derivanim.calculus.span_scan import Run
from derivanim.calculus.span_words import BARE_FUNCTIONS, FUNCTIONS, WORD_FUNCTIONS, words
from derivanim.calculus.symbols import symbol
from derivanim.errors import DerivanimError, ExpressionError

_COMBINING = words("product quotient ratio sum difference composition composite")
_VALUE_NAMES = frozenset("yfgFG")
_ORDERED = re.compile(r"taylor|maclaurin|\border\b|degree|\bterms?\b|\bnth\b|higher", re.I)
_POINT_WORDS = words("where when at and , point ( with that")


class Finder(Collector):
    """Walks over the tokens of a request once."""

    def search(self) -> None:
        """Find everything."""
        index = 0
        while index < len(self.tokens):
            index = max(self.next(index), index + 1)
        self.settle()

    def next(self, index: int) -> int:
        """Look at one token; returns the index of the first token behind what was found there."""
        token = self.tokens[index]
        if token.kind == "title":
            self.found.append(Found("T", token.start, token.end, token.text))
            return index + 1
        if token.kind in {"opaque", "url", "name", "punct", "drop", "sub", "unit"} and token.text != "⟨":
            return index + 1
        if self.scan.dash(index):
            return index + 1
        if token.kind == "inverse":
            message = "an inverse function inside an expression is not read"
            return self.reject(index, index + 1, ExpressionError(message, token.text, 0))
        if token.kind == "letter" and token.text.isupper() and (named := self.numbers.pair(index + 1)):
            return self.add("P", index, named[0], named[1])  # the point P(3, 4)
        for attempt in (
            self.piecewise,
            self.differential,
            self.origin,
            self.curve,
            self.on_curve,
            self.combination,
            self.interval,
            self.pair,
            self.definition,
            self.inequality,
        ):
            if end := attempt(index):
                return end
        if token.kind == "prime" and (end := self.argument(index)):
            return end
        if token.kind in {"call", "prime"}:
            return index + 1
        return self.expression(index)

    # -- kinds

    def origin(self, index: int) -> int:
        """ "the origin" is the point (0, 0)."""
        size = 2 if self.scan.phrase(index, ("the", "origin")) else int(self.scan.low(index) == "origin")
        return self.add("P", index, index + size, PairReading(sympy.Integer(0), sympy.Integer(0))) if size else 0

    def differential(self, index: int) -> int:
        """ "d(x^3)/dx"."""
        end = self.scan.partner.get(index + 1, 0)
        if self.scan.low(index) != "d" or not end or not self.scan.phrase(end + 1, ("/",)):
            return 0
        if self.scan.low(end + 2) not in {"dx", "dt", "du"}:
            return 0
        return self.read(Run(index + 1, end + 1), index + 1, None, None)

    def interval(self, index: int) -> int:
        """Intervals in words and in brackets."""
        found = self.numbers.phrase(index) or self.numbers.bracket(index)
        return self.add("I", found[0], found[1], found[2]) if found else 0

    def curve(self, index: int) -> int:
        """A pair of functions of one parameter in brackets."""
        found = self.curves.bracket(index)
        return self.add("C", index, found[0], found[1]) if found else 0

    def argument(self, index: int) -> int:
        """The number in "f'(2)"."""
        found = self.numbers.argument(index + 1)
        return self.add("N", index + 2, found[0], found[1]) + 1 if found else 0

    def on_curve(self, index: int) -> int:
        """The point "(2, f(2))" of a curve: its abscissa."""
        found = self.numbers.on_curve(index)
        return self.add("N", index, found[0], found[1]) if found else 0

    def pair(self, index: int) -> int:
        """A pair of numbers in parentheses."""
        found = self.numbers.pair(index)
        return self.add("P", index, found[0], found[1]) if found else 0

    def inequality(self, index: int) -> int:
        """ "0 <= x <= 2" and "x > 0"."""
        found = self.numbers.inequality(index)
        return self.add("I", index, found[0], found[1]) if found else 0

    def combination(self, index: int) -> int:
        """ "the product of x^2 and sin x"."""
        scan = self.scan
        if scan.low(index + 1) == "composed" or scan.low(index + 2) == "composed" or scan.low(index + 1) == "∘":
            return self.composed(index)
        at = index + (scan.low(index) == "the")
        kind = scan.low(at)
        if kind not in _COMBINING or scan.low(at + 1) != "of":
            return 0
        at += 2
        while scan.low(at) in {"the", "two", "function", "functions", ":", "both"}:
            at += 1
        left = self.outer(at) if kind in {"composition", "composite"} else None
        run = None if left else scan.run(self.skip(at))
        if left is None and run is None:
            return 0
        middle = self.skip(left[1] if left else run.last if run else at)
        if scan.low(middle) == "," and scan.low(middle + 1) in {"and", "with"}:
            middle += 1
        if scan.low(middle) not in {"and", "with", "&", ",", "by", "of", "∘", "to"}:
            return 0
        begin = self.skip(middle + 1 + (scan.low(middle + 1) == "the" and not scan.word_function(middle + 1, True)))
        second = scan.run(begin)
        if second is None or second.broken:
            return 0
        try:
            if left:
                inner, notes = self.reader.expression(self.source(second.first, second.last))
                outer, _ = self.reader.expression(f"{left[0]}(x)")
                whole = outer.subs(symbol("x"), inner)
            else:
                assert run is not None  # one of the two is there
                first_part, notes = self.reader.expression(self.source(run.first, run.last))
                second_part, more = self.reader.expression(self.source(second.first, second.last))
                if not letters(first_part) and not letters(second_part):
                    return 0
                notes += more
                whole = combine(kind, first_part, second_part)
        except DerivanimError:
            return 0
        return self.add_function(index, self.skip(second.last), whole, notes)

    def composed(self, index: int) -> int:
        """ "sin composed with x^2"."""
        scan = self.scan
        name = BARE_FUNCTIONS.get(scan.low(index))
        at = index + 1 + (scan.low(index + 1) in {"x", "function"})
        at += 2 if scan.phrase(at, ("composed", "with")) else int(scan.low(at) == "∘")
        run = scan.run(at)
        if name is None or run is None or run.broken:
            return 0
        try:
            inner, notes = self.reader.expression(self.source(run.first, run.last))
            outer, _ = self.reader.expression(f"{name}(x)")
        except DerivanimError:
            return 0
        return self.add_function(index, run.last, outer.subs(symbol("x"), inner), notes) if letters(inner) else 0

    def outer(self, index: int) -> tuple[str, int] | None:
        """A function without its argument, as in "the composition of sine and x^2"."""
        scan = self.scan
        for size in (2, 1):
            words = tuple(scan.low(index + offset) for offset in range(size))
            name = WORD_FUNCTIONS.get(words) or (words[0] if size == 1 and words[0] in FUNCTIONS else None)
            end = index + size + (scan.low(index + size) in {"function", "x"})
            if name and scan.low(end) in {"and", "with", "∘", ","}:
                return name, end
        return None

    def definition(self, index: int) -> int:
        """ "f(x) = x^2", "y = sin x", "f of x equals x squared", "x = 1" and "y = f(x) = x^2"."""
        token, scan = self.tokens[index], self.scan
        name, variables, at = token.text, tuple[str, ...](), index + 1
        if token.kind == "call":
            if set("'′″^").intersection(token.text.split("(")[0]):
                return 0
            name, inside = token.text.rstrip(")").split("(", 1)
            name = name.strip().removesuffix("\\left").strip()
            variables = tuple(part.strip().removesuffix("\\right").strip() for part in inside.split(","))
            if not all(len(part) == 1 for part in variables):
                return 0
        elif token.kind != "letter":
            return 0
        elif scan.low(at) == "of" and (after := scan.at(at + 1)) and after.kind == "letter" and len(name) == 1:
            if name in "aAI":
                return 0
            variables, at = (after.text,), at + 2
        elif (after := scan.at(at)) and after.kind == "sub":
            at += 1
        body = self.equals(at)
        if not body and variables and scan.low(self.skip(at)) in {"is", "as", "be", "being", ":"}:
            body = self.skip(self.skip(at) + 1)
            run = scan.run(body)
            if run is None or not self.strong(run):
                return 0
        if not body:
            return 0
        # "y = f(x) = x^2": the last name before the body counts
        for _ in range(3):
            follower = scan.at(body)
            if follower and follower.kind == "call" and self.equals(body + 1):
                return self.definition_from(index, body)
            if follower and follower.kind == "letter" and self.equals(body + 1) and variables:
                body = self.equals(body + 1)
        return self.body(index, name, variables, body)

    def definition_from(self, index: int, second: int) -> int:
        """A definition that begins with another name."""
        before = len(self.found)
        end = self.definition(second)
        if end and len(self.found) > before and self.found[-1].kind in "EF":
            last = self.found.pop()
            self.found.append(Found(last.kind, self.tokens[index].start, last.end, last.reading, last.notes))
        return end

    def body(self, index: int, name: str, variables: tuple[str, ...], body: int) -> int:
        """What stands behind the equals sign of a definition."""
        if self.reader.upper:
            variables = tuple(part.lower() for part in variables)
            name = name.lower() if name in "XYT" and not variables else name
        if cases := self.piecewise(body, index, letter_name(name), letter_name(variables[0]) if variables else None):
            return cases
        run = self.scan.run(body)
        if run is None:
            return 0
        if run.broken:
            return self.unread(run, index)
        variables = tuple(letter_name(part) for part in variables)
        name = letter_name(name)
        variable = variables[0] if variables else None
        text = self.source(run.first, run.last)
        if not variables and (value := self.numbers.value(run)) is not None:
            if (variables or name in _VALUE_NAMES) and self.alone(index):
                return self.add_function(index, run.last, value, (), name, "x")
            if self.equals(run.last):
                return 0
            if name == "n" and _ORDERED.search(self.request):
                return run.last
            return self.add("N", run.first, self.numbers.degrees(run.last), self.numbers.turned(run.last, value))
        try:
            expression, notes = self.reader.expression(text, variable)
        except DerivanimError:
            return self.read(run, index, name, variable)
        if end := self.equals(run.last):
            other = self.scan.run(end)
            if other is not None and not variables and name in letters(expression):
                return 0
        names = letters(expression)
        if name == "x" and not variables and names == ("h",):
            return run.last  # "x = 1 + h": the other point of a secant
        if len(variables) > 1:
            return (
                self.add_function(index, run.last, expression, notes, name, variable)
                if len(names) < 2
                else self.add("F", index, run.last, function(expression, name, variable), notes)
            )
        if variable is None:
            if name in names:
                if len(names) != 2:
                    return 0
                return self.add_equation(index, run.last, symbol(name), expression, notes)
            if name == "x" and len(names) == 1 and names[0] == "y":
                return self.add_equation(index, run.last, symbol(name), expression, notes)
        return self.add_function(index, run.last, expression, notes, name, variable)

    def alone(self, index: int) -> bool:
        """Whether "y = 3" defines a constant function rather than a point's coordinate."""
        before = [self.scan.low(index - offset) for offset in (1, 2)]
        return before[0] not in _POINT_WORDS and not any(found.kind in "EQF" for found in self.found)

    def piecewise(
        self, index: int, first: int | None = None, name: str | None = None, variable: str | None = None
    ) -> int:
        """A definition by cases, the longest that reads, kept with the name that stands from `first` on."""
        error: DerivanimError | None = None
        ends = self.cases.ends(index)
        for end in ends:
            try:
                expression, notes = self.reader.expression(self.source(index, end), variable)
            except DerivanimError as problem:
                error = error or problem
                continue
            if letters(expression) or name:
                return self.add_function(index if first is None else first, end, expression, notes, name, variable)
        if error is not None and self.scan.low(index) in {"\\begin", "piecewise"}:
            return self.reject(index, ends[0], error)
        return 0

    # -- expressions

    def expression(self, index: int) -> int:
        """An expression, an equation or a number that begins at this token."""
        if (
            self.tokens[index].text in {"+", "-"}
            and index
            and self.tokens[index - 1].kind in {"prime", "call", "opaque"}
        ):
            return index + 1
        run = self.scan.run(index)
        if run is None:
            return self.limit(index) or self.half(index) or self.bare(index) or self.unclosed(index) or index + 1
        if run.broken:
            return self.unread(run, index)
        if not self.strong(run):
            return self.lonely(run)
        value = self.numbers.value(run)
        if value is not None:
            first, last = self.numbers.inner(run)
            end = self.equals(run.last)
            if end and self.scan.run(end) and self.sides(run, end):
                return self.sides(run, end)
            if self.numbers.accepted(run):
                self.add("N", first, self.numbers.degrees(last), self.numbers.turned(last, value))
            return run.last
        end = self.equals(run.last)
        if end and (both := self.sides(run, end)):
            return both
        return self.read(run, index, None, None)

    def limit(self, index: int) -> int:
        """ "\\to \\infty": the sign that no run of mathematics begins with."""
        number = self.numbers.number(index)
        if number is None or not number[1].is_infinite or not self.numbers.accepted(Run(index, number[0])):
            return 0
        return self.add("N", index, number[0], number[1])

    def sides(self, run: Run, end: int) -> int:
        """An equation whose left side is this run; 0 where it has not two variables."""
        other = self.scan.run(end)
        if other is None or other.broken:
            return 0
        try:
            left, notes = self.reader.expression(self.source(run.first, run.last))
            right, more = self.reader.expression(self.source(other.first, other.last))
        except DerivanimError:
            return 0
        if len({*letters(left), *letters(right)}) < 2:
            return 0
        return self.add_equation(run.first, other.last, left, right, notes + more)

    def lonely(self, run: Run) -> int:
        """A single letter: text, but for "the derivative of x" and "at e"."""
        token = self.tokens[run.first]
        place = run.first - 1
        while place > 0 and self.tokens[place].kind == "drop":
            place -= 1
        before, after = self.scan.low(place), self.scan.low(run.last)
        if run.last != run.first + 1 or (self.skip(run.last) != run.last and self.scan.low(self.skip(run.last)) == "="):
            return run.last
        if token.text == "e" and (
            before in {"at", "=", "equals"} or (before == "is" and self.scan.low(place - 1) == "x")
        ):
            return self.add("N", run.first, run.last, sympy.E)
        derived = before == "differentiate" or (
            before == "of" and self.scan.low(place - 1) in {"derivative", "slope", "tangent"}
        )
        if derived and token.text in "xt" and after not in {"with", "wrt", "-", "axis"}:
            return self.add_function(run.first, run.last, symbol(token.text), ())
        return run.last

    def settle(self) -> None:
        """Drop what overlaps something found earlier, and keep the order."""
        kept: list[Found] = []
        for item in sorted(self.found, key=lambda item: (item.start, -item.end)):
            if not kept or item.start >= kept[-1].end:
                kept.append(item)
        self.found = self.with_curves(kept)

    def with_curves(self, found: list[Found]) -> list[Found]:
        """ "x = cos t" beside "y = sin t" is one curve."""
        result: list[Found] = []
        for item in found:
            last = result[-1] if result else None
            curve = last and self.curves.joined(last.reading, item.reading, last.end, item.start)
            if last and curve:
                result[-1] = Found("C", last.start, item.end, curve, last.notes + item.notes)
            else:
                result.append(item)
        return result
