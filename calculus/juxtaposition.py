"""What the text leaves implied, written out as tokens before the grammar sees them.

Products without a sign, brackets that `Extents` found, and the questions that remain: how far a denominator reaches,
whether P(t) is a product, what "x plus one over x" means.
"""

from __future__ import annotations

from derivanim.calculus.brackets import CLOSING, OPENING, SIMPLE
from derivanim.calculus.extents import Extents
from derivanim.calculus.lexer import Token
from derivanim.calculus.notation import FRACTION
from derivanim.errors import UnclearError

_CALLED = frozenset("fghFGH")


class Juxtaposition(Extents):
    """One pass over the tokens of a text; `written_out` is its result."""

    def written_out(self) -> list[Token]:
        """The tokens with every product sign and bracket that was implied."""
        self._find_extents()
        self._divisions()
        result: list[Token] = []
        for index, token in enumerate(self.tokens):
            self._close(result, index, token)
            if index and index not in self._inner and self.begins(index) and self._ends_factor(index - 1):
                self._check_neighbours(index)
                result.append(Token("TIMES", "*", token.start, token.start))
            for _ in range(self._opens.get(index, 0)):
                result.append(Token("LPAR", "(", token.start, token.start))
            result.append(token)
        if self.tokens:
            self._close(result, len(self.tokens), self.tokens[-1])
        return result

    def _close(self, result: list[Token], index: int, token: Token) -> None:
        for _ in range(self._closes.get(index, 0)):
            result.append(Token("RPAR", ")", token.start, token.start))

    def _find_extents(self) -> None:
        """Visit every factor, so that arguments and exponents are bracketed, and note where none may be split."""
        self._inner: set[int] = set()
        for index, token in enumerate(self.tokens):
            self.signs_end(index)
            if token.kind == "POWER" and index and self._ends_factor(index - 1):
                self._check_spoken_power(index, self.exponent_end(self._base_start(index), index))
            touches = self.tight(index) and self.tight(index + 1)
            if token.kind == "MINUS" and touches and self.kind(index + 1) == "NUMBER":
                self._check_scientific(index - 1, f"-{self.tokens[index + 1].text}")
            if token.kind == "TIMES" and token.word and index and self._ends_factor(index - 1):
                self._check_spoken_product(index)
            if token.kind in {"FUNCTION", "PIECEWISE"}:
                self.atom_end(index)
                self._mark_inner(index)

    def _check_spoken_product(self, index: int) -> None:
        """Whether a sum comes before a product in words: "x times x plus one", "x minus one times x"."""
        start = self._factor_start(index)
        end = self.factor_end(self.signs_end(index + 1))
        before = start > 1 and self._spoken_sign(start - 1) and self._ends_factor(start - 2)
        stop = self.factor_end(end + 1) if self._spoken_sign(end) else end
        left, right = self.text(start, index), self.text(index + 1, end)
        if before and self.constant(start, index):
            sign, first = self.tokens[start - 1].text, self.text(self._factor_start(start - 1), start - 1)
            raise UnclearError(f"Is it ({first} {sign} {left})*{right} or {first} {sign} {left}*{right}?")
        if stop > end and self.constant(end, stop):
            sum_ = f"{right} {self.tokens[end].text} {self.text(end + 1, stop)}"
            if not self.constant(start, index):
                raise UnclearError(f"Is it {left}*({sum_}) or {left}*{sum_}?")
            self.note(f"{left} times {right} is read as a product that ends there")

    def _spoken_sign(self, index: int) -> bool:
        return self.kind(index) in {"PLUS", "MINUS"} and self.tokens[index].word

    def _check_spoken_power(self, power: int, end: int) -> None:
        """Where a power in words begins and ends: "e to the x plus one", "x plus two squared"."""
        start = self._factor_start(power)
        in_sum = start > 1 and self._spoken_sign(start - 1) and self._ends_factor(start - 2)
        if in_sum and self.tokens[power].word and self.kind(start) == "NUMBER":
            shown = f"{self.text(self._factor_start(start - 1), start - 1)} {self.tokens[start - 1].text}"
            number, exponent = self.text(start, power), self.text(power + 1, end)
            raise UnclearError(f"Is it ({shown} {number})^{exponent} or {shown} {number}^{exponent}?")
        spoken = self.tokens[power].word and self.kind(power + 1) != "LGROUP"
        if not spoken or self.kind(end) not in {"PLUS", "MINUS"} or not self.tokens[end].word:
            return
        stop = self.factor_end(self.signs_end(end))
        if self.constant(end, stop):
            base, exponent = self.text(self._base_start(power), power), self.text(power + 1, end)
            sign, rest = self.tokens[end].text, self.text(end + 1, stop)
            raise UnclearError(f"Is it {base}^({exponent} {sign} {rest}) or {base}^({exponent}) {sign} {rest}?")

    def _mark_inner(self, index: int) -> None:
        """The parts of a function's own notation (its power, base and bracket) are not factors beside one another."""
        at = index + 1
        self._inner.add(at)
        for _ in range(2):
            if self.kind(at) in {"POWER", "BASE"}:
                at = self.signs_end(at + 1)
                self._inner.add(at)
                at = self.match[at] + 1 if self.kind(at) in OPENING else at + 1
                self._inner.add(at)

    def _base_start(self, power: int) -> int:
        at = power - 1
        if self.kind(at) in CLOSING:
            at = next(start for start, end in self.match.items() if end == at)
            if at and self.kind(at - 1) in {"FUNCTION", "PIECEWISE"}:
                at -= 1
        return at

    def _factor_start(self, end: int) -> int:
        """Where the factor before `end` begins, with its powers."""
        start = self._base_start(end)
        before = start - 1
        while before > 0 and self.kind(before) in {"PLUS", "MINUS"} and self.kind(before - 1) == "POWER":
            before -= 1
        if before > 0 and self.kind(before) == "POWER":
            return self._factor_start(before)
        return start

    def _ends_factor(self, index: int) -> bool:
        return self.kind(index) in SIMPLE or self.kind(index) in CLOSING

    def _check_neighbours(self, index: int) -> None:
        """Refuse what is no product: x2, 2 3, f(x), 1e5, 2½."""
        before, token = self.tokens[index - 1], self.tokens[index]
        if token.kind == "NUMBER":
            if before.kind == "NUMBER":
                raise self.error(f"two numbers side by side ({before.text} {token.text}): a sign is missing", token)
            shown = self.text(self._base_start(index), index)
            self._check_scientific(index - 1, token.text)
            power, product = f"{shown}^{token.text}", f"{token.text}*{shown}"
            raise UnclearError(f"Is {shown} {token.text} a power, {power}, or a product, {product}?")
        if before.kind == "NUMBER" and token.text == FRACTION and self._plain_fraction(index):
            part = self.text(index + 1, self.match[index])
            number = before.text
            raise UnclearError(f"Is {number} {part} the sum {number} + {part} or the product {number}*{part}?")
        if before.kind == "VARIABLE" and token.kind == "LPAR" and not token.space:
            self._check_call(index, before)

    def _plain_fraction(self, index: int) -> bool:
        """Whether a fraction holds whole numbers only."""
        kinds = {token.kind for token in self.tokens[index : self.match[index]]}
        return kinds <= {"LGROUP", "RGROUP", "NUMBER", "DIVIDE"}

    def _check_scientific(self, index: int, exponent: str) -> None:
        """4e2 and 2e-3 may be floating-point numbers or products with the number e."""
        if index < 1 or not self._is_exponential(index) or not self.tight(index) or not self.tight(index + 1):
            return
        number = self.tokens[index - 1]
        if number.kind == "NUMBER":
            product = f"{number.text}*e{exponent}" if exponent[0] == "-" else f"{number.text}*e*{exponent}"
            shown = f"{number.text}e{exponent}"
            raise UnclearError(f"Is {shown} {number.text}*10^({exponent}) or {product}? Write the sign.")

    def _check_call(self, index: int, before: Token) -> None:
        name = before.text
        if name in self.variables:
            return
        inside = self.tokens[index + 1 : self.match[index]]
        if name in _CALLED:
            raise self.error(f"{name}(...) is the call of a function that is not given here", before)
        if len(inside) == 1 and inside[0].kind == "VARIABLE" and inside[0].text != name:
            raise UnclearError(f"Is {name}({inside[0].text}) the product {name}*{inside[0].text} or a function {name}?")

    # -- division

    def _divisions(self) -> None:
        for index, token in enumerate(self.tokens):
            if token.kind == "DIVIDE":
                first = self.signs_end(index + 1)
                end = self.factor_end(first)
                if token.word:
                    self._check_spoken_numerator(index, first, end)
                if end > first and self.begins(end):
                    self._division(index, first, end)
                elif token.word and self.kind(end) in {"PLUS", "MINUS"} and self.tokens[end].word:
                    self._spoken_division(index, first, end)

    def _check_spoken_numerator(self, index: int, first: int, end: int) -> None:
        """Whether a fraction in words begins before the sum: "x plus one over x"."""
        level = 0
        for at in range(index - 1, -1, -1):
            level += (self.kind(at) in CLOSING) - (self.kind(at) in OPENING)
            if level < 0:
                return
            between = at > 0 and self.kind(at) in {"PLUS", "MINUS"} and self._ends_factor(at - 1)
            if level == 0 and between and self.tokens[at].word:
                sign, under = self.tokens[at].text, self.text(first, end)
                left, right = self.text(self._base_start(at), at), self.text(at + 1, index)
                raise UnclearError(f"Is it ({left} {sign} {right})/({under}) or {left} {sign} ({right})/({under})?")

    def _spoken_division(self, index: int, first: int, end: int) -> None:
        start = self._factor_start(index)
        over = self.text(start, index)
        if self.constant(first, end) and not self.constant(start, index):
            self.note(f"{over} over {self.text(first, end)} is read as a fraction that ends there")
            return
        under, sign = self.text(first, end), self.tokens[end].text
        rest = self.text(end + 1, self.factor_end(self.signs_end(end + 1)))
        raise UnclearError(f"Is it ... {over}/({under} {sign} {rest}) or ... {over}/{under} {sign} {rest}?")

    def _division(self, index: int, first: int, end: int) -> None:
        """1/2x: the denominator may go on."""
        token = self.tokens[index]
        spaced = token.space and self.tokens[index + 1].space and not token.word
        stop = end
        while self.begins(stop) and self.tight(stop):
            stop = self.factor_end(stop)
        over = self.text(self._factor_start(index), index) if index else ""
        last = stop if stop > end else self.factor_end(end)
        whole = f"{over}/({self.text(first, last)})"
        apart = f"({over}/{self.text(first, end)})*{self.text(end, last)}"
        if stop > end and spaced:
            self.group(first, stop)
            self.note(f"the denominator is read as {self.text(first, stop)}")
        elif stop == end and not token.word and (not spaced or self.constant(first, end)):
            self.note(f"{over}/{self.text(first, last)} is read as {apart}")
        else:
            raise UnclearError(f"Is {over}/{self.text(first, last)} {whole} or {apart}? Write the parentheses.")
