"""Numbers, intervals and pairs in a request, and which numbers are mathematics: "at 3", not "grade 11"."""

from __future__ import annotations

from collections.abc import Callable

import sympy

from derivanim.calculus.span_readings import IntervalReading, PairReading, Reader
from derivanim.calculus.span_runs import Runs
from derivanim.calculus.span_scan import RELATIONS, Run
from derivanim.calculus.span_words import (
    CONNECTIVES,
    COUNTED,
    COUNTED_UNITS,
    FILMS,
    FRACTION_WORDS,
    INCHES,
    INSERTING,
    INTERVAL_WORDS,
    LENGTH_UNITS,
    LIMIT_CONTEXT,
    LIMIT_VERBS,
    MAKING,
    NUMBER_CONTEXT,
    NUMBER_WORDS,
    TIME_CONTEXT,
    TIME_UNITS,
    WORD_NUMBER_CONTEXT,
    words,
)

_LESS = words("< <= ≤ \\le \\leq \\leqslant \\lt")
_STRICT = words("< > \\lt \\gt")
_TO = words("to through thru until till upto .. ... → -")
_NUMERIC = frozenset({"number", "constant", "latex", "script", "function", "op", "word", "letter"})
_INFINITIES = frozenset({"∞", "\\infty", "infinity", "inf", "oo", "infty"})
_ANGLES = {"<": ">", "⟨": "⟩", "\\langle": "\\rangle"}
_COMMA = frozenset({",", ";"})
_PLACES = words("point points at through vertex vertices")
_DAYS = words("day week month hour minute second")
_DATED = words("on at by until after in during")
_SUBJECTS = words("constant constants derivative differentiate differentiating")
_FACTORS = words("factor factors coefficient multiplier")
_BEFORE_SUBJECT = words("of for differentiate is with on take function")


class Numbers:
    """The numeric spans of one request."""

    def __init__(self, scan: Runs, reader: Reader, source: Callable[[int, int], str], measured: bool) -> None:
        self.scan = scan
        self.reader = reader
        self.source = source
        self._measured = measured

    def value(self, run: Run) -> sympy.Expr | None:
        """The number that a run writes, or None."""
        tokens = self.scan.tokens[run.first : run.last]
        if any(token.kind not in _NUMERIC or (token.kind == "letter" and token.text != "e") for token in tokens):
            return None
        return self.reader.number(self.source(*self.inner(run)))

    def inner(self, run: Run) -> tuple[int, int]:
        """The run without parentheses around the whole."""
        first, last = run.first, run.last
        if self.scan.low(first) == "(" and self.scan.partner.get(first) == last - 1:
            return first + 1, last - 1
        return first, last

    def number(self, index: int) -> tuple[int, sympy.Expr] | None:
        """The end and the value of the number that begins there."""
        token = self.scan.at(index)
        if token is None:
            return None
        for sign in ("-", "+", "minus", "negative"):
            if token.low == sign and (infinite := self._infinite(index + 1)):
                return infinite, sympy.oo if sign == "+" else -sympy.oo
        if end := self._infinite(index):
            return end, sympy.oo
        if token.kind == "letter" and token.text == "e":
            after = self.scan.at(index + 1)
            if after is None or after.text not in {"^", "**"}:
                return index + 1, sympy.E
        run = self.scan.run(index)
        if run is None or run.broken:
            half = self.scan.phrase(index, ("a", "half")) or self.scan.phrase(index, ("a", "third"))
            return (index + 2, sympy.Rational(1, FRACTION_WORDS[self.scan.low(index + 1)])) if half else None
        value = self.value(run)
        return None if value is None else (run.last, value)

    def finite(self, run: Run) -> bool:
        """Whether the run is no infinity, which only an interval may hold."""
        return not any(token.low in _INFINITIES for token in self.scan.tokens[run.first : run.last])

    def _infinite(self, index: int) -> int:
        return index + 1 if self.scan.low(index) in _INFINITIES else 0

    def _named(self, index: int) -> int:
        """The index behind "x =" there, or the same index."""
        token = self.scan.at(index)
        if token is not None and token.kind == "letter" and self.scan.low(index + 1) in {"=", "equals", "is"}:
            return index + 2
        return index

    # -- intervals

    def phrase(self, index: int) -> tuple[int, int, IntervalReading] | None:
        """ "from 0 to 2", "between x = 0 and x = 2", "on 0 to 2"."""
        scan = self.scan
        lead = scan.low(index)
        led = lead in {"from", "between", "btw", "betwen", "frm", "form"}
        begin = index + led
        if not led:
            before = scan.low(index - 1)
            named = self._named(index) != index
            if not named and self._behind(index):
                named = True  # "sin(2x) 0 to pi"
            if not named and before not in {*INTERVAL_WORDS, "for", "x", "t", "=", ",", ";", ":", "(", ""}:
                return None
        while led and scan.low(begin) in {"the", "values", "points", "numbers", "about"}:
            begin += 1
        if led and scan.low(begin) in {"x", "t"} and scan.low(begin + 1) not in {"=", "equals", "is"}:
            begin += 1
        first = self.number(self._named(begin))
        if first is None:
            return self._dash(index, begin, led)
        at = first[0]
        if scan.low(at) == "up" and scan.low(at + 1) == "to":
            at += 1
        if lead == "between" and scan.low(at) not in {"and", "to", "&"}:
            return None
        if scan.low(at) not in _TO and not (led and scan.low(at) in {"and", "&"}):
            return self._dash(index, begin, led)
        second = self.number(self._named(at + 1))
        counted = second is not None and scan.unit(second[0]) and not self._measured
        if second is None or counted or scan.low(second[0]) in {"speed"}:
            return None
        return index, second[0], interval(first[1], second[1])

    def _behind(self, index: int) -> bool:
        """Whether a plain number and "to" stand right behind mathematics."""
        before, token = self.scan.at(index - 1), self.scan.at(index)
        ended = before is not None and (before.text == ")" or before.kind in {"letter", "letters", "script", "glued"})
        at = index + 1 + (token is not None and token.text == "-")
        plain = token is not None and token.gap and (token.kind == "number" or token.text == "-")
        return ended and plain and self.scan.low(at) == "to"

    def _dash(self, index: int, begin: int, led: bool) -> tuple[int, int, IntervalReading] | None:
        """ "from 0-2": two plain numbers with a dash."""
        scan = self.scan
        kinds = [token.kind if (token := scan.at(begin + offset)) else "" for offset in range(3)]
        if kinds != ["number", "op", "number"] or scan.low(begin + 1) != "-" or scan.unit(begin + 3):
            return None
        if not led and scan.low(index - 1) not in INTERVAL_WORDS:
            return None
        first, second = (self.reader.number(scan.tokens[place].text) for place in (begin, begin + 2))
        if first is None or second is None or not less(first, second):
            return None
        return index, begin + 3, interval(first, second)

    def _bracketed(self, index: int) -> tuple[int, sympy.Expr, sympy.Expr, str, str] | None:
        scan = self.scan
        start = index + (scan.low(index) == "\\left")
        opening = scan.at(start)
        if opening is None or opening.kind != "op" or opening.text not in {"(", "[", "]"}:
            return None
        before = scan.at(index - 1)
        named = before is not None and before.kind == "letter" and before.text.isupper()  # the point A(1, 2)
        if (
            before is not None
            and not opening.gap
            and start == index
            and not named
            and before.kind in {"letter", "function", "number", "glued", "letters", "prime", "script"}
        ):
            return None
        first = self.number(self._inside(start + 1))
        # "[0..2]", and the point "P(3|0)" as German schools write it
        dots = {"..", "..."} if opening.text == "[" else {"|"} if opening.text == "(" else set()
        if first is None or scan.low(first[0]) not in _COMMA | dots:
            return None
        second = self.number(self._inside(first[0] + 1))
        if second is None:
            return None
        at = second[0] + (scan.low(second[0]) == "\\right")
        closing = scan.low(at)
        if closing not in {")", "]", "["}:
            return None
        return at + 1, first[1], second[1], opening.text, closing

    def _inside(self, index: int) -> int:
        return self._named(index)

    def bracket(self, index: int) -> tuple[int, int, IntervalReading] | None:
        """ "[0, 2]", "(0, 2]", "]0, 2[", and "(0, 2)" behind a word such as "on"."""
        found = self._bracketed(index)
        if found is None:
            return None
        end, a, b, opening, closing = found
        if opening == "(" and closing == ")":
            before = self.scan.low(index - 1)
            infinite = a in {sympy.oo, -sympy.oo} or b in {sympy.oo, -sympy.oo}
            if before not in INTERVAL_WORDS and not infinite:
                return None
            if not less(a, b):
                return None
        elif opening == "]" and closing == ")":
            return None
        return index, end, interval(a, b, opening == "[", closing == "]")

    def pair(self, index: int) -> tuple[int, PairReading] | None:
        """ "(3, 4)" and the vector "<3, 4>"."""
        if closing := _ANGLES.get(self.scan.low(index)):
            return self._vector(index, closing)
        found = self._bracketed(index)
        if found is None or (found[3], found[4]) != ("(", ")"):
            return self._spoken(index)
        return found[0], PairReading(found[1], found[2])

    def _spoken(self, index: int) -> tuple[int, PairReading] | None:
        """ "the point one comma three"."""
        first = self.number(index) if self.scan.low(index - 1) in _PLACES else None
        if first is None or self.scan.low(first[0]) != "comma":
            return None
        second = self.number(first[0] + 1)
        return (second[0], PairReading(first[1], second[1])) if second else None

    def argument(self, index: int) -> tuple[int, sympy.Expr] | None:
        """The end and the value of a finite number in brackets that open there: the end is that of the number."""
        number = self.number(index + 1) if self.scan.low(index) == "(" else None
        if number is None or self.scan.low(number[0]) != ")" or number[1].is_infinite:
            return None
        return number

    def on_curve(self, index: int) -> tuple[int, sympy.Expr] | None:
        """ "(2, f(2))": the end and the abscissa."""
        first = self.number(index + 1) if self.scan.low(index) == "(" else None
        if first is None or first[1].is_infinite or self.scan.low(first[0]) != ",":
            return None
        name, second = self.scan.at(first[0] + 1), self.argument(first[0] + 2)
        if name is None or name.text not in "yfgh" or second is None or second[1] != first[1]:
            return None
        return (second[0] + 2, first[1]) if self.scan.low(second[0] + 1) == ")" else None

    def _vector(self, index: int, closing: str) -> tuple[int, PairReading] | None:
        first = self.number(index + 1)
        if first is None or self.scan.low(first[0]) not in _COMMA:
            return None
        second = self.number(first[0] + 1)
        end = second[0] + (self.scan.low(second[0]) == "\\right") if second else 0
        if second is None or self.scan.low(end) != closing:
            return None
        return end + 1, PairReading(first[1], second[1])

    def inequality(self, index: int) -> tuple[int, IntervalReading] | None:
        """ "0 <= x <= 2", "2 > x > 0" and "x > 0"."""
        scan = self.scan
        token = scan.at(index)
        if token is not None and token.kind == "letter" and self._relation(index + 1):
            bound = self.number(index + 2)
            if bound is None or ((after := scan.low(bound[0])) in RELATIONS and after != "="):
                return None
            strict = scan.low(index + 1) in _STRICT
            again = bound[0] + (scan.low(bound[0]) in {"and", ","})
            follower = scan.at(again)
            if again > bound[0] and follower is not None and follower.text == token.text and self._relation(again + 1):
                other = self.number(again + 2)
                if other is not None and (scan.low(again + 1) in _LESS) != (scan.low(index + 1) in _LESS):
                    other_strict = scan.low(again + 1) in _STRICT
                    if scan.low(index + 1) in _LESS:
                        return other[0], interval(other[1], bound[1], not other_strict, not strict)
                    return other[0], interval(bound[1], other[1], not strict, not other_strict)
            if scan.low(index + 1) in _LESS:
                return bound[0], IntervalReading(-sympy.oo, bound[1], False, not strict)
            return bound[0], IntervalReading(bound[1], sympy.oo, not strict, False)
        first = self.number(index)
        if first is None or not self._relation(first[0]):
            return None
        letter = scan.at(first[0] + 1)
        if letter is None or letter.kind != "letter" or not self._relation(first[0] + 2):
            return None
        second = self.number(first[0] + 3)
        if second is None:
            return None
        left, right = scan.low(first[0]), scan.low(first[0] + 2)
        if (left in _LESS) != (right in _LESS):
            return None
        closed = left not in _STRICT, right not in _STRICT
        if left in _LESS:
            return second[0], interval(first[1], second[1], *closed)
        return second[0], interval(second[1], first[1], closed[1], closed[0])

    def _relation(self, index: int) -> bool:
        return self.scan.low(index) in RELATIONS - {"=", "==", ":="}

    # -- numbers

    def degrees(self, last: int) -> int:
        """The index behind a number with its degrees."""
        return last + (self.scan.low(last) in {"°", "degrees", "degree", "deg"})

    def turned(self, last: int, value: sympy.Expr) -> sympy.Expr:
        """The value in radians where it is given in degrees."""
        return value * sympy.pi / 180 if self.degrees(last) != last else value

    def accepted(self, run: Run) -> bool:
        """Whether a number is mathematics by what stands around it."""
        scan, first, last = self.scan, run.first, run.last
        tokens = scan.tokens[first:last]
        before, after = scan.low(first - 1), scan.low(last)
        degrees = self.degrees(last) != last
        if not self.finite(run):
            return before in LIMIT_CONTEXT or (before == "to" and scan.low(first - 2) in LIMIT_VERBS)
        if self._measured and (measure := self._measure(run)) is not None:
            return measure
        if (scan.unit(last) and not degrees) or (after == "-" and scan.unit(last + 1)):
            return False
        if degrees:
            return before in {"at", "=", "equals", "is"}
        following = scan.at(last)
        if all(token.kind == "word" for token in tokens):
            noun = following is not None and following.kind == "word" and after not in CONNECTIVES
            plain = len(tokens) == 1 and tokens[0].low in NUMBER_WORDS
            return before in WORD_NUMBER_CONTEXT and not (noun and (plain or after == "point"))
        if before == "the" or (before in _FACTORS or (before == "of" and scan.low(first - 2) in _FACTORS)):
            return False  # "the 4 stays", "a factor of 4"
        if tokens[0].region:
            return True
        if self._subject(run) or (before in INSERTING and after in {"into", "in", "for"}):
            return True
        if before in COUNTED or (before in {".", "#"} and not tokens[0].gap) or after == "%":
            return False
        if before == ":" or (before == "-" and not tokens[0].gap and scan.at(first - 2) is not None):
            return before == ":" and (following is None or following.gap or after in {".", ",", "}", "]"})
        if following is not None and not following.gap and following.kind in {"word", "letter", "letters"}:
            return after in CONNECTIVES
        if before in NUMBER_CONTEXT:
            return True
        if following is not None and following.kind == "word" and after not in CONNECTIVES:
            return False
        plain_digits = len(tokens) == 3 and tokens[1].text == "/" and tokens[0].kind == tokens[2].kind == "number"
        return not plain_digits or not (before and scan.tokens[first - 1].kind == "word")

    def _measure(self, run: Run) -> bool | None:
        """Whether a number with a unit measures what the request is about; None for a number without one."""
        scan = self.scan
        at = run.last + (scan.low(run.last) == "-")
        token, after = scan.at(at), scan.low(at + 1)
        before = scan.low(run.first - 1)
        if token is None:
            return True if before in _DAYS and scan.low(run.first - 2) in _DATED else None
        if before in _DAYS and scan.low(run.first - 2) in _DATED:
            return token.kind != "word" or token.low in CONNECTIVES or None  # "on day 2", but "in week 3 homework"
        if token.low == "in":
            return True if after in INCHES or not after else None
        if token.kind == "unit" or token.low in LENGTH_UNITS:
            return token.kind == "unit" or token.low != "m" or scan.unit(at)
        if token.low in TIME_UNITS:
            return before in TIME_CONTEXT and after not in FILMS
        things = token.kind == "word" and token.low.endswith("s") and len(token.low) > 3 and not scan.unit(at)
        return True if token.low in COUNTED_UNITS or (things and before in MAKING) else None

    def _subject(self, run: Run) -> bool:
        """Whether a number is what is differentiated: "the constant rule for the number 3"."""
        scan, first = self.scan, run.first
        if scan.phrase(first - 2, ("derivative", "of")) and scan.low(run.last) in {"zero", "0", "equal", "vanishing"}:
            return True  # "why is the derivative of 12 zero"
        if scan.low(first - 1) != "number" or scan.low(first - 2) not in {"the", "plain", "constant", "single"}:
            return False
        after = scan.at(run.last)
        ended = after is None or after.kind != "word" or after.low in (CONNECTIVES | {"zero"}) - {"of", "from"}
        about = any(token.low in _SUBJECTS for token in scan.tokens)
        return about and ended and scan.low(first - 3) in _BEFORE_SUBJECT


def less(a: sympy.Expr, b: sympy.Expr) -> bool:
    """Whether a < b is known."""
    return bool(sympy.Lt(a, b) == sympy.true)


def interval(a: sympy.Expr, b: sympy.Expr, left: bool = True, right: bool = True) -> IntervalReading:
    """The interval between two numbers, the smaller one first."""
    if less(b, a):
        a, b, left, right = b, a, right, left
    return IntervalReading(a, b, left and a != -sympy.oo, right and b != sympy.oo)
