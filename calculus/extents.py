"""How far functions and exponents without brackets reach in a row of tokens: sin 2x cos x, e^-2x.

Every text with two usual readings either becomes a question (UnclearError) or the reading is said in a note.
"""

from __future__ import annotations

from dataclasses import replace

import sympy

from derivanim.calculus.brackets import MAX_DEPTH, MAX_SIGNS, OPENING, SIMPLE, Brackets
from derivanim.calculus.notation import FRACTION
from derivanim.errors import ExpressionError, UnclearError


class Extents(Brackets):
    """Puts the brackets that exponents and arguments leave out."""

    def signs_end(self, index: int) -> int:
        """The index after the signs at `index`."""
        start = index
        while self.kind(index) in {"PLUS", "MINUS"}:
            index += 1
        if index - start > MAX_SIGNS:
            raise self.error("too many signs in a row", self.tokens[start])
        return index

    def atom_end(self, index: int, depth: int = 0) -> int:
        """The index after the atom (no power) that begins at `index`; `index` itself where none begins."""
        kind = self.kind(index)
        if depth > MAX_DEPTH:
            place = self.tokens[min(index, len(self.tokens) - 1)]
            raise self.error("too many functions or powers inside one another", place)
        if kind in SIMPLE:
            return index + 1
        if kind in OPENING:
            return self.match[index] + 1
        if kind == "PIECEWISE" and self.kind(index + 1) == "LPAR":
            return self.match[index + 1] + 1
        if kind == "FUNCTION":
            if index not in self._ends:
                self._ends[index] = self._application_end(index, depth + 1)
            return self._ends[index]
        return index

    def factor_end(self, index: int, depth: int = 0) -> int:
        """The index after the atom and its powers."""
        end = self.atom_end(index, depth)
        if end > index and self.kind(end) == "POWER":
            return self.exponent_end(index, end, depth + 1)
        return end

    def exponent_end(self, base: int, power: int, depth: int = 0) -> int:
        """The index after the exponent whose sign `^` is at `power`; `base` is where the base begins."""
        if power in self._ends:
            return self._ends[power]
        start = power + 1
        first = self.signs_end(start)
        end = self.factor_end(first, depth + 1)
        if end > first:
            end = self._exponent_reach(base, power, first, end, depth)
        self._ends[power] = end
        return end

    def _exponent_reach(self, base: int, power: int, first: int, end: int, depth: int) -> int:
        """How far an exponent without brackets reaches: e^-2x, x^2y, e^2x, "e to the two x"."""
        kind, signed = self.kind(first), first > power + 1
        if kind not in {"NUMBER", "VARIABLE", "CONSTANT"} or not self.begins(end):
            self._fraction_exponent(base, power, first, end)
            self._long_exponent(base, power, first, end)
            return end
        word = self.tokens[power].word
        following = self.kind(end)
        whole_base = self.tokens[base:power]
        growing = self._growing(base, power)
        if not word and not self.tight(end):
            if growing and kind == "NUMBER" and following in {"VARIABLE", "CONSTANT"}:
                self._ask_or_note_exponent(base, power, end, ask=signed)
            return end
        stop = self._run_end(end, depth, loose=word)
        if following == "FUNCTION" or (following == "LPAR" and kind != "NUMBER" and not signed):
            return end
        if following == "LPAR" and kind == "VARIABLE":
            return end
        if word and kind == "NUMBER" and stop > end:
            self.group(first, stop)
            self.note(f"the exponent is read as {self.text(power + 1, stop)}")
            return stop
        if word:
            return end
        readings = (
            f"{self.text(base, power)}^({self.text(power + 1, stop)})",
            f"({self.text(base, end)})*{self.text(end, stop)}",
        )
        if growing and signed and kind == "NUMBER" and following in {"VARIABLE", "CONSTANT"}:
            self.group(first, stop)
            self.note(f"{self.text(base, stop)} is read as {readings[0]}")
            return stop
        same = [token.text for token in whole_base] == [self.tokens[end].text]
        if not growing and not same and kind == "NUMBER":
            if signed or following == "LPAR" or len(whole_base) > 1:
                self.note(f"{self.text(base, stop)} is read as {readings[1]}")
            return end
        if stop == end:
            return end
        raise UnclearError(f"Is {self.text(base, stop)} {readings[0]} or {readings[1]}? Write the parentheses.")

    def _run_end(self, index: int, depth: int, *, loose: bool = False) -> int:
        """The end of variables, constants and brackets that touch, from `index` on."""
        while self.kind(index) in {"VARIABLE", "CONSTANT", "LPAR", "LBAR", "LGROUP"} and (loose or self.tight(index)):
            if loose and self.kind(index) not in {"VARIABLE", "CONSTANT"}:
                break
            index = self.factor_end(index, depth + 1)
        return index

    def _growing(self, base: int, power: int) -> bool:
        """Whether the base is e or a number, so that the variable belongs to the exponent."""
        return power == base + 1 and self.kind(base) in {"CONSTANT", "NUMBER"}

    def _ask_or_note_exponent(self, base: int, power: int, end: int, *, ask: bool) -> None:
        """e^2 x is a product, with a note; e^-2 x is asked about."""
        shown, exponent, rest = self.text(base, power), self.text(power + 1, end), self.text(end, end + 1)
        apart = f"({shown}^{exponent})*{rest}"
        if ask:
            raise UnclearError(f"Is {shown}^{exponent} {rest} {shown}^({exponent}*{rest}) or {apart}?")
        self.note(f"{shown}^{exponent} {rest} is read as {apart}")

    def _long_exponent(self, base: int, power: int, first: int, end: int) -> None:
        """e^-x/2, "e to the minus x over two": does the fraction belong to the exponent?"""
        if self.kind(end) != "DIVIDE" or not self._growing(base, power) or self.kind(first) != "VARIABLE":
            return
        spoken = self.tokens[power].word and self.tokens[end].word
        written = self.tokens[power].text == "^" and first > power + 1 and self.tight(end) and self.tight(end + 1)
        if spoken or (written and self.kind(end + 1) == "NUMBER"):
            shown, exponent = self.text(base, power), self.text(power + 1, end)
            under = self.text(end + 1, self.factor_end(end + 1))
            raise UnclearError(f"Is it {shown}^({exponent}/{under}) or ({shown}^({exponent}))/{under}?")

    def _fraction_exponent(self, base: int, power: int, first: int, end: int) -> None:
        """x^1/2 is asked about; x^2/3 is read as written, with a note."""
        if self.kind(end) != "DIVIDE" or self.kind(first) != "NUMBER" or self.kind(end + 1) != "NUMBER":
            return
        divide, after = self.tokens[end], end + 2
        if self.tokens[power].kind != "POWER" or divide.space or self.tokens[end + 1].space:
            return
        shown = self.text(base, power)
        exponent = self.text(power + 1, end)
        full = self.text(power + 1, after)
        if self.tokens[power].text == "**":
            return
        if self.tokens[first].text == "1":
            under = self.tokens[end + 1].text
            raise UnclearError(f"Is {shown}^{full} {shown}^({full}) or ({shown}^{exponent})/{under}?")
        ratio = sympy.Rational(self.tokens[first].text) / (sympy.Rational(self.tokens[end + 1].text) or 1)
        if ratio.is_Integer:
            return
        self.note(f"{shown}^{full} is read as ({shown}^{exponent})/{self.tokens[end + 1].text}")

    # -- functions without parentheses

    def _application_end(self, index: int, depth: int) -> int:
        """The index after a function with its argument; an argument without parentheses gets them."""
        name = self.tokens[index]
        at = index + 1
        for _ in range(2):
            if self.kind(at) in {"POWER", "BASE"} and not (self.kind(at) == "BASE" and name.text == "ln"):
                at = self.signs_end(at + 1) if self.kind(at) == "POWER" else at + 1
                if self.kind(at) not in {*SIMPLE, "LPAR", "LGROUP"}:
                    place = self.tokens[min(at, len(self.tokens) - 1)]
                    raise self.error(f"a power or base of {name.text} is expected here", place)
                at = self.match[at] + 1 if self.kind(at) in OPENING else at + 1
        if self.kind(at) == "LPAR":
            end = self.match[at] + 1
            if self.tokens[at].text == "[" and self.begins(end) and self.tight(end):
                raise UnclearError(f"Is {self.text(index, end)} a root with an index? Write root(x, 3) or cbrt(x).")
            if self.kind(end) == "POWER" and self.tokens[at].space:
                self.note(f"{self.text(index, end)}^... is read as the power of the whole {name.text}(...)")
            return end
        if self.kind(at) == "LGROUP" and self.tokens[at].text != FRACTION:
            self._call_group(at)
            return self.match[at] + 1
        if self.kind(at) == "LBAR":
            return self.match[at] + 1
        if not self.begins(self.signs_end(at)):
            place = self.tokens[at] if at < len(self.tokens) else name
            raise ExpressionError(
                f"{name.text} needs an argument, as in {name.text}(x)", self.original,
                place.start if at < len(self.tokens) else name.end,
            )  # fmt: skip
        end = self._argument_end(index, at, depth)
        if self.original[name.start] in "√∛∜":
            self._check_radical(index, at, end)
        self.group(at, end)
        self._check_after(index, at, end)
        return end

    def _check_radical(self, function: int, start: int, end: int) -> None:
        """√2x: how long is the bar of the root?"""
        first = self.factor_end(self.signs_end(start))
        if first < end:
            sign, name = self.original[self.tokens[function].start], self.tokens[function].text
            whole, apart = self.text(start, end), self.text(start, first)
            rest = self.text(first, end)
            raise UnclearError(f"Is {sign}{whole} {name}({whole}) or {name}({apart})*{rest}? Write the parentheses.")

    def _call_group(self, at: int) -> None:
        """Braces of LaTeX right behind a function are its parentheses."""
        close = self.match[at]
        self.tokens[at] = replace(self.tokens[at], kind="LPAR", text="(")
        self.tokens[close] = replace(self.tokens[close], kind="RPAR", text=")")

    def _argument_end(self, function: int, start: int, depth: int) -> int:
        name = self.tokens[function]
        at = self.signs_end(start)
        last = ""
        while True:
            kind = self.kind(at)
            if kind in {"LPAR", "LBAR"} and last == "variable":
                if self.tight(at):
                    self._ask_argument(function, start, at)
                self.note(f"{self.text(function, at)} {self.text(at, self.match[at] + 1)} is read as a product")
                return at
            end = self.factor_end(at, depth + 1)
            if kind == "FUNCTION":
                if last:
                    return at
                if self.begins(end):
                    self._ask_argument(function, start, end)
                return end
            if last == "variable" and (kind == "NUMBER" or self.tight(at) is False or self._is_exponential(at)):
                if self._is_exponential(at) and not self.tight(at):
                    return at
                self._ask_argument(function, start, at)
            if kind in {"LPAR", "LBAR"}:
                if last:
                    self.note(f"{self.text(function, end)} is read as {name.text} of the whole {self.text(start, end)}")
                return end
            if self.kind(end - 1) != "" and self._has_power(at, end):
                self.note(f"{self.text(function, end)} is read as {name.text}({self.text(start, end)})")
            last = "variable" if not self.constant(at, end) else last or "coefficient"
            at = end
            if not self.begins(at):
                return at
            if last == "coefficient" and self.kind(at) == "FUNCTION":
                return at

    def _is_exponential(self, index: int) -> bool:
        return self.kind(index) == "CONSTANT" and self.tokens[index].text == "e"

    def _has_power(self, start: int, end: int) -> bool:
        return self.atom_end(start) < end

    def _last_factor(self, start: int, end: int) -> int:
        """Where the last factor of an argument begins."""
        at = self.signs_end(start)
        while (after := self.factor_end(at)) < end:
            at = after
        return at

    def _ask_argument(self, function: int, start: int, at: int) -> None:
        name = self.tokens[function].text
        rest = self.text(at, self.factor_end(at, 1))
        inside = self.text(start, at)
        raise UnclearError(
            f"Is {self.text(function, at)} {rest} {name}({inside}*{rest}) or {name}({inside})*{rest}? "
            "Write the parentheses."
        )

    def _check_after(self, function: int, start: int, end: int) -> None:
        """sin x/2, sin pi/4, sin 2*x: does the argument go on?"""
        sign = self.kind(end)
        name = self.tokens[function]
        argument = self.text(start, end)
        if sign == "DIVIDE":
            first = self.signs_end(end + 1)
            stop = self.factor_end(first, 1)
            spaced = self.tokens[end].space and not self.tokens[end].word
            under = self.text(end + 1, stop)
            shown = f"{self.text(function, end)}/{under}"
            if self.constant(start, end) or (self.constant(first, stop) and not spaced):
                raise UnclearError(f"Is {shown} {name.text}({argument}/{under}) or {name.text}({argument})/{under}?")
            self.note(f"{shown} is read as {name.text}({argument})/{under}")
        elif sign == "TIMES" and self.constant(start, end):
            rest = self.text(end + 1, self.factor_end(self.signs_end(end + 1), 1))
            readings = f"{name.text}({argument}*{rest}) or {name.text}({argument})*{rest}"
            raise UnclearError(f"Is {self.text(function, end)}*{rest} {readings}?")
        elif sign in {"PLUS", "MINUS"} and (name.text in {"sqrt", "cbrt"} or name.word):
            stop = self.factor_end(end + 1, 1)
            shown = f"{name.text} {argument} {self.tokens[end].text} {self.text(end + 1, stop)}"
            if name.word and self.constant(end + 1, stop):
                whole = f"{argument} {self.tokens[end].text} {self.text(end + 1, stop)}"
                apart = f"{name.text}({argument}) {self.tokens[end].text} {self.text(end + 1, stop)}"
                raise UnclearError(f"Is it {name.text}({whole}) or {apart}?")
            if self._has_power(self._last_factor(start, end), end) and name.text in {"sqrt", "cbrt"}:
                raise UnclearError(f"Is {shown} the {name.text} of the whole sum? Write the parentheses.")
            self.note(f"{shown} is read as {name.text}({argument}) {self.tokens[end].text} ...")
