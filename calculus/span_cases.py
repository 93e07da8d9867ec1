"""Definitions by cases in a request: "x^2 if x < 0, x otherwise", `\\begin{cases}`, `Piecewise(...)` and braces.

The whole run is one expression for calculus/reader.py; here is only where it ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from derivanim.calculus.span_numbers import Numbers
from derivanim.calculus.span_runs import Runs
from derivanim.calculus.span_scan import RELATIONS
from derivanim.calculus.span_words import words

_LIKELY = re.compile(
    r"\\begin\s?\{(?:cases|d?cases)|piecewise|\b(?:otherwise|else|elsewhere)\b"
    r"|(?:[<>≤≥≠=]|!=|\\[lg]eq?|\\neq?|less than|greater than).*?\b(?:if|for|when|where)\b"
    r"|\b(?:if|for|when|where|and|,).*?(?:[<>≤≥]|\\[lg]e).*?(?:[<>≤≥]|\\[lg]e)|\{[^{}]*[<>≤≥][^{}]*\}",
    re.S | re.I,
)
_IF = words("if for when where")
_ELSE = words("otherwise else elsewhere")
_BETWEEN = words(", ; and but or while")
_COMPARED = words("less greater more smaller bigger larger than or equal to at least most not negative positive")
_EQUALITY = words("= ==")
_UNEQUAL = words("≠ \\neq \\ne !")
_BRANCHES = 6


class Cases:
    """The places where a definition by cases may end."""

    def __init__(self, request: str, scan: Runs, numbers: Numbers) -> None:
        self.scan = scan
        self.numbers = numbers
        self.likely = bool(_LIKELY.search(request))

    def ends(self, index: int) -> list[int]:
        """Where a definition by cases that begins at this token may end, the farthest first."""
        if not self.likely:
            return []
        scan, token = self.scan, self.scan.at(index)
        if token is None:
            return []
        if token.text == "\\begin" and scan.low(index + 2) in {"cases", "dcases"}:
            return [place + 4 for place in range(index, len(scan.tokens)) if scan.low(place) == "\\end"][:1]
        if token.low == "piecewise" and scan.low(index + 1) == "(":
            return [scan.partner[index + 1] + 1] if index + 1 in scan.partner else []
        if token.text == "{" and index in scan.partner:
            end = scan.partner[index]
            told = scan.related[end] > scan.related[index] or any(scan.low(p) in _ELSE for p in range(index, end))
            return [end + 1] if told else []
        return sorted(self._inline(index), reverse=True)

    def _inline(self, index: int) -> Iterator[int]:
        scan, place, unequal = self.scan, index, False
        for number in range(_BRANCHES):
            run = scan.run(place)
            if run is None or run.broken:
                return
            place = run.last
            comma = scan.low(place) == ","
            at = place + comma
            if number and scan.low(at) in _ELSE:
                if unequal:
                    yield at + 1
                return
            if scan.low(at) not in _IF:
                return
            end = self._condition(at + 1)
            if not end:
                return
            # "x^2 for x = 1 and sin x for x = 2" are two functions at two points
            unequal = unequal or any(scan.low(p) not in _EQUALITY for p in range(at, end) if self._compares(p))
            place = end
            if number and unequal:
                yield place
            while scan.low(place) in _BETWEEN:
                place += 1
            if scan.low(place) in _ELSE:
                place += 1 + (scan.low(place + 1) in {",", ":"})
                last = scan.run(place)
                if last is None or last.broken:
                    return
                if unequal and (scan.low(last.last) not in _IF or not self._condition(last.last + 1)):
                    yield last.last
                    return

    def _compares(self, index: int) -> bool:
        low = self.scan.low(index)
        return low in RELATIONS | _EQUALITY | _UNEQUAL or low in _COMPARED - {"or", "to", "equal", "at"}

    def _condition(self, index: int) -> int:
        """The end of a condition such as "x < 0 or x > 1" that begins there; 0 for none."""
        end = self._comparison(index)
        while end and self.scan.low(end) in {"or", "and"} and (more := self._comparison(end + 1)):
            end = more
        return end

    def _comparison(self, index: int) -> int:
        scan = self.scan
        found = self.numbers.inequality(index)
        if found:
            return found[0]
        token = scan.at(index)
        if token is None or token.kind != "letter":
            return 0
        at = index + 1
        if scan.low(at) in {"=", "==", "≠", "\\neq", "\\ne"}:
            at += 1
        elif scan.low(at) == "!" and scan.low(at + 1) == "=":
            at += 2
        elif scan.low(at) == "is":
            at += 1
            while scan.low(at) in _COMPARED:
                at += 1
        else:
            return 0
        value = self.numbers.number(at)
        if value is not None:
            return value[0]
        return at if scan.low(at - 1) in {"negative", "positive"} else 0
