"""Curves in a request that are given by two functions of a parameter: "(cos t, sin t)", "x = t^2, y = t^3 - t"."""

from __future__ import annotations

import re
from collections.abc import Callable

from derivanim.calculus.span_readings import CurveReading, FunctionReading, Reader, letter_name, letters
from derivanim.calculus.span_runs import Runs
from derivanim.calculus.span_words import words
from derivanim.errors import DerivanimError

_CLOSING = {"(": ")", "[": "]", "<": ">", "⟨": "⟩", "\\langle": "\\rangle", "\\{": "\\}"}
_PARAMETERS = frozenset({"t", "s", "u", "w", "theta", "phi"})
_PLACES = words("at point points vertex vertices corner through on in over")
_BETWEEN = re.compile(r"(?:[\s,;:&$.|()\[\]{}]|\\\\|\\q?quad|\\[,;()]|\band\b|\bwith\b)*", re.I)


class Curves:
    """The curves of one request."""

    def __init__(
        self, request: str, scan: Runs, reader: Reader, source: Callable[[int, int], str], equals: Callable[[int], int]
    ) -> None:
        self.request = request
        self.scan = scan
        self.reader = reader
        self.source = source
        self.equals = equals

    def bracket(self, index: int) -> tuple[int, CurveReading] | None:
        """ "(cos t, sin t)", "r(t) = <t, t^2>" and "(x, y) = (t^2, t^3)" from this token on: the end and the curve."""
        begin, variable = self._named(index)
        parts = self._components(begin)
        if parts is None:
            return None
        end, x, y = parts
        names = tuple(dict.fromkeys([*letters(x), *letters(y)]))
        if len(names) != 1 or (variable and names[0] != variable):
            return None
        told = begin != index
        if not told and (not letters(x) or not letters(y) or names[0] not in _PARAMETERS or self._place(index)):
            return None
        return end, CurveReading(x, y, names[0])

    def _named(self, index: int) -> tuple[int, str]:
        """Where the bracket begins behind "r(t) =", "(x(t), y(t)) =" or "(x, y) =", and the parameter, if named."""
        scan, token = self.scan, self.scan.at(index)
        if token is not None and token.kind == "call":
            body = self.equals(index + 1)
            inside = token.text.rstrip(")").split("(", 1)[1].strip()
            return (body, letter_name(inside)) if body and len(inside) == 1 else (index, "")
        if scan.low(index) == "(" and scan.low(index + 2) == "," and scan.low(index + 4) == ")":
            pair = scan.low(index + 1)[:1] + scan.low(index + 3)[:1]
            body = self.equals(index + 5)
            if pair == "xy" and body:
                return body, ""
        return index, ""

    def _place(self, index: int) -> bool:
        """Whether the bracket names a place or an argument: "at (t, t^2)", "F(t, t^2)"."""
        before, opening = self.scan.at(index - 1), self.scan.tokens[index]
        if before is None:
            return False
        touching = not opening.gap and before.kind in {"letter", "function", "glued", "letters", "prime", "number"}
        return touching or before.low in _PLACES

    def _components(self, index: int) -> tuple[int, object, object] | None:
        scan = self.scan
        index += scan.low(index) == "\\left"
        closing = _CLOSING.get(scan.low(index))
        if closing is None:
            return None
        first = scan.run(index + 1)
        if first is None or first.broken or scan.low(first.last) not in {",", ";"}:
            return None
        second = scan.run(first.last + 1)
        if second is None or second.broken:
            return None
        end = second.last + (scan.low(second.last) == "\\right")
        if scan.low(end) != closing:
            return None
        try:
            x, y = (self.reader.expression(self.source(run.first, run.last))[0] for run in (first, second))
        except DerivanimError:
            return None
        return end + 1, x, y

    def joined(self, first: object, second: object, start: int, end: int) -> CurveReading | None:
        """The curve of "x = cos t" and "y = sin t", where nothing else stands between them."""
        if not isinstance(first, FunctionReading) or not isinstance(second, FunctionReading):
            return None
        parts = {first.name: first, second.name: second}
        parameter = first.variable
        if set(parts) != {"x", "y"} or second.variable != parameter or parameter in {"x", "y", None}:
            return None
        if first.parameters or second.parameters or not _BETWEEN.fullmatch(self.request[start:end]):
            return None
        assert parameter is not None  # excluded above
        return CurveReading(parts["x"].expression, parts["y"].expression, parameter)
