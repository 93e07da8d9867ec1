"""What a search for mathematics in a request has found so far, and how a run of tokens is read and kept."""

from __future__ import annotations

from dataclasses import dataclass

import sympy

from derivanim.calculus.span_cases import Cases
from derivanim.calculus.span_curves import Curves
from derivanim.calculus.span_numbers import Numbers
from derivanim.calculus.span_readings import (
    EquationReading,
    Reader,
    function,
    letters,
)
from derivanim.calculus.span_runs import Runs
from derivanim.calculus.span_scan import Run
from derivanim.calculus.span_tokens import tokenise
from derivanim.calculus.span_words import BARE_CONTEXT, BARE_FUNCTIONS, CONNECTIVES, COUNTED, MEASURED, words
from derivanim.errors import DerivanimError, ExpressionError, UnclearError

_EQUALS = frozenset({"=", ":=", "=="})
_EQUALS_WORDS = (("is", "equal", "to"), ("equal", "to"), ("equals",), ("equal",), ("is", "given", "by"))
_READ_WORDS = words("of differentiate derivative to for function graph curve is")


@dataclass(frozen=True)
class Found:
    """One piece of mathematics before it has its marker."""

    kind: str
    start: int
    end: int
    reading: object
    notes: tuple[str, ...] = ()


class Collector:
    """The tokens of a request, and what was found in them: `found`, `unreadable` and `dropped` (delimiters)."""

    def __init__(self, request: str) -> None:
        self.request = request
        self.tokens, self.titles = tokenise(request)
        self.scan = Runs(self.tokens)
        # "T(h)" is a temperature: what stands in the brackets tells whether variables are capitals
        singles = [token.text.split("(")[-1] for token in self.tokens if token.kind in {"letter", "call", "letters"}]
        capitals = any(set("XYT").intersection(text) for text in singles)
        plain = any(set("xyt").intersection(text) for text in singles)
        self.reader = Reader(capitals and not plain)
        self.numbers = Numbers(self.scan, self.reader, self.source, bool(MEASURED.search(request)))
        self.cases = Cases(request, self.scan, self.numbers)
        self.curves = Curves(request, self.scan, self.reader, self.source, self.equals)
        self.found: list[Found] = []
        self.unreadable: list[tuple[int, int, DerivanimError]] = []
        self.dropped = [(token.start, token.end) for token in self.tokens if token.kind == "drop"]
        # Glued words come apart in the text for the model too.
        self.dropped += [
            (token.start, token.start)
            for before, token in zip(self.tokens, self.tokens[1:], strict=False)
            if token.gap and before.end == token.start and before.kind == "word"
        ]

    def source(self, first: int, last: int) -> str:
        """The text of the tokens, without delimiters in between."""
        text = ""
        for token in self.tokens[first:last]:
            text += ("" if not token.gap or not text else " ") + (
                "" if token.kind == "drop" else self.request[token.start : token.end]
            )
        return text

    def add(self, kind: str, first: int, last: int, reading: object, notes: tuple[str, ...] = ()) -> int:
        """Keep what the tokens say; returns `last`."""
        while self.tokens[last - 1].kind == "drop":
            last -= 1
        self.found.append(Found(kind, self.tokens[first].start, self.tokens[last - 1].end, reading, notes))
        return last

    def skip(self, index: int) -> int:
        """The index of the first token from there on that is no delimiter."""
        while index < len(self.tokens) and self.tokens[index].kind == "drop":
            index += 1
        return index

    def equals(self, index: int) -> int:
        """The index behind an equals sign or "equals" there; 0 for none."""
        index = self.skip(index)
        if self.scan.low(index) in _EQUALS:
            return self.skip(index + 1)
        size = next((len(phrase) for phrase in _EQUALS_WORDS if self.scan.phrase(index, phrase)), 0)
        return self.skip(index + size) if size else 0

    def add_function(
        self,
        first: int,
        last: int,
        expression: sympy.Expr,
        notes: tuple[str, ...],
        name: str | None = None,
        variable: str | None = None,
    ) -> int:
        """Keep a function: E, or F where it has further letters."""
        reading = function(expression, name, variable)
        return self.add("F" if reading.parameters else "E", first, last, reading, notes)

    def reject(self, first: int, last: int, error: DerivanimError) -> int:
        """Keep text that looks like mathematics and does not read."""
        self.unreadable.append((self.tokens[first].start, self.tokens[last - 1].end, error))
        return last

    def add_equation(self, first: int, last: int, left: sympy.Expr, right: sympy.Expr, notes: tuple[str, ...]) -> int:
        """Keep an equation: Q in two variables, F in more."""
        names = letters(left - right) if left != right else letters(left)
        names = tuple(dict.fromkeys([*names, *letters(left), *letters(right)]))
        names = tuple(sorted(names, key=lambda name: (name not in "xt", name)))
        kind = "Q" if len(names) == 2 else "F"
        return self.add(kind, first, last, EquationReading(sympy.Eq(left, right, evaluate=False), names), notes)

    def strong(self, run: Run) -> bool:
        """Whether the run is more than letters side by side."""
        tokens = self.tokens[run.first : run.last]
        if len(tokens) == 1 and tokens[0].kind == "letter":
            return False
        if len(tokens) == 2 and tokens[0].kind == "letter" and tokens[1].kind == "number":
            return tokens[0].low in "xyztuv" and not tokens[1].gap  # "Q3" is a question
        if len(tokens) == 3 and tokens[0].text == "(" and tokens[1].kind == "letter":
            return tokens[1].text in "xt" and self.scan.low(run.first - 1) in _READ_WORDS | {"="}  # "part (a)"
        kinds = [token.kind if token.kind != "op" else token.text for token in tokens]
        if kinds == ["number", "(", "letter", ")"] and tokens[1].gap and tokens[2].text in "abcdefgh":
            return False  # "question 5 (b)"
        if kinds == ["number", "letter"] and self.scan.low(run.first - 1) in COUNTED and tokens[1].text not in "xt":
            return False  # "class 11b"
        if all(token.kind in {"letter", "letters"} for token in tokens):
            before = self.scan.low(run.first - 1)
            named = before in _READ_WORDS
            if len(tokens) > 1 and (before == "=" or (named and {token.text for token in tokens} <= {"e", "x"})):
                return True
            if len(tokens) == 1 and sorted(tokens[0].text) == ["x", "y"] and self.equals(run.last):
                return True  # "xy = 12"
            return len(tokens[0].text) > 1 and (tokens[0].region or named)
        if all(token.kind == "letter" or token.text == "/" for token in tokens):
            return tokens[0].region or ({token.low for token in tokens} <= set("xyt/e") and not tokens[1].gap)
        return True

    def read(self, run: Run, first: int, name: str | None, variable: str | None) -> int:
        """Read the run, or the longest part of it that reads; what does not read is kept as such."""
        error: DerivanimError | None = None
        for part in self.parts(run):
            try:
                expression, notes = self.reader.expression(self.source(part.first, part.last), variable)
            except DerivanimError as problem:
                if isinstance(problem, UnclearError) and error is None:
                    return self.reject(run.first, run.last, problem)
                error = error or problem
                continue
            if not letters(expression) and name is None:
                return part.last
            begin = first if part.first == run.first else part.first
            return self.add_function(begin, part.last, expression, notes, name, variable)
        if error is not None and self.serious(run):
            return self.reject(run.first, run.last, error)
        return run.last

    def parts(self, run: Run) -> list[Run]:
        """The run and the shorter ones to try: cut before its last words that stand apart, or behind its first."""
        result = [run]
        cuts = [
            place
            for place in range(run.last - 1, run.first, -1)
            if self.tokens[place].gap and self.tokens[place].kind in {"letter", "letters", "word", "glued"}
        ]
        for cut in cuts[:2]:
            shorter = self.scan_until(run.first, cut)
            if shorter is not None:
                result.append(shorter)
        head = self.tokens[run.first]
        if head.kind in {"letter", "letters", "word"} and run.last > run.first + 1 and self.tokens[run.first + 1].gap:
            result.append(Run(run.first + 1, run.last))
        return result

    def scan_until(self, first: int, last: int) -> Run | None:
        """The run that begins at `first` and ends by `last`, if it is strong."""
        while last > first and (
            self.tokens[last - 1].text in {*"+-*/^=", "**"} or self.tokens[last - 1].low in {"the", "of", "to", "over"}
        ):
            last -= 1
        part = Run(first, last)
        return part if last > first and self.strong(part) else None

    def serious(self, run: Run) -> bool:
        """Whether text that does not read was surely meant as mathematics."""
        tokens = self.tokens[run.first : run.last]
        signs = sum(token.text in {"^", "**", "+", "*", "="} or token.kind in {"script", "latex"} for token in tokens)
        named = sum(token.kind in {"function", "glued"} for token in tokens)
        return signs + named > 0 and any(t.kind in {"letter", "letters", "number", "glued", "latex"} for t in tokens)

    def unread(self, run: Run, first: int) -> int:
        """A run with a bracket that has no partner."""
        text = self.source(run.first, run.last)
        try:
            expression, notes = self.reader.expression(text)
        except DerivanimError as error:
            return self.reject(run.first, run.last, error)
        if not letters(expression):
            message = "a bracket in this expression has no partner"
            return self.reject(run.first, run.last, ExpressionError(message, text, 0))
        return self.add_function(first, run.last, expression, notes)

    def unclosed(self, index: int) -> int:
        """An opening bracket without a partner right before mathematics."""
        after = self.scan.at(index + 1)
        if self.scan.low(index) not in {"(", "["} or index in self.scan.partner or after is None or after.gap:
            return 0
        run = self.scan.run(index + 1)
        if run is None or not self.serious(run):
            return 0
        message = "this bracket is never closed"
        return self.reject(index, run.last, ExpressionError(message, self.source(index, run.last), 0))

    def half(self, index: int) -> int:
        """ "at x = a half" and "at half"."""
        at = index + (self.scan.low(index) == "a")
        after = self.scan.at(at + 1)
        if self.scan.low(at) != "half" or self.scan.low(index - 1) not in {"at", "=", "equals"}:
            return 0
        if after is not None and after.kind != "punct" and after.low not in CONNECTIVES | {",", ")"}:
            return 0  # "at half speed"
        return self.add("N", index, at + 1, sympy.Rational(1, 2))

    def bare(self, index: int) -> int:
        """A function without its variable: "the derivative of sine"."""
        name = BARE_FUNCTIONS.get(self.scan.low(index))
        if name is None or self.scan.low(index - 1) not in BARE_CONTEXT or self.scan.low(index + 1) in {"(", "of"}:
            return 0
        after = self.scan.at(index + 1)
        if name == "log" and after is not None and after.kind == "word" and after.low not in CONNECTIVES:
            return 0  # "the log files"
        expression, notes = self.reader.expression(f"{name}(x)")
        return self.add_function(index, index + 1, expression, notes)
