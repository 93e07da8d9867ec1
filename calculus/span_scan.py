"""Where mathematics may begin and what cannot stand in it, by the tokens of a request alone."""

from __future__ import annotations

from dataclasses import dataclass

from derivanim.calculus.span_tokens import Token
from derivanim.calculus.span_words import (
    INFIXES,
    INTERVAL_WORDS,
    MULTIPLES,
    NEEDS_OF,
    NUMBER_CONTEXT,
    NUMBER_WORDS,
    ONLY_INSIDE,
    POSTFIXES,
    RATES,
    SPEED_WORDS,
    UNITS,
    WORD_FUNCTIONS,
    WORD_MATHS,
    words,
)

RELATIONS = words("= == := < > <= >= ≤ ≥ \\le \\leq \\leqslant \\ge \\geq \\geqslant \\lt \\gt")
OPERATORS = words("+ - * / ^ ** \\cdot \\times \\div \\ast")
ROOTS = frozenset("√∛∜")
ARROWS = words("-> → ↦ => \\to \\rightarrow \\mapsto")
LATEX_STOPS = (
    ARROWS
    | RELATIONS
    | words("\\in \\quad \\qquad \\text \\\\ \\textbf \\begin \\end \\infty \\ldots \\dots \\item \\langle \\rangle")
)
WEAK = frozenset("aAI")
_SIGNED = (
    NUMBER_CONTEXT
    | INTERVAL_WORDS
    | WORD_MATHS
    | words(
        "and for the with differentiate derive function functions graph plot draw sketch show curve by expression "
        "animate let take use than less greater times plus minus over integrate maximise maximize minimise minimize "
        "is not only gives"
    )
)
_BEFORE_TANGENT = frozenset({("of", "derivative"), ("of", "graph"), ("to", "line"), ("is", "y")})


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens `first` to `last` (exclusive); `broken` where a parenthesis has no partner."""

    first: int
    last: int
    broken: bool = False


class Scanner:
    """The tokens of one request, with the partners of brackets and counts of what cannot stand in mathematics."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.partner = self._partners()
        self.foreign = [0]
        self.related = [0]
        self.commas = [0]
        for token in tokens:
            bad = token.kind in {"punct", "opaque", "title", "url", "name", "prime", "drop", "unit"} or (
                token.kind == "word" and token.low not in WORD_MATHS
            )
            self.foreign.append(self.foreign[-1] + bad)
            self.related.append(self.related[-1] + (token.text in RELATIONS or token.text in ARROWS))
            self.commas.append(self.commas[-1] + (token.text == ","))

    def _partners(self) -> dict[int, int]:
        partner: dict[int, int] = {}
        stack: list[int] = []
        for index, token in enumerate(self.tokens):
            if token.kind != "op":
                continue
            if token.text in "([{":
                stack.append(index)
            elif token.text in ")]}" and stack:
                top = stack[-1]
                if (self.tokens[top].text == "{") == (token.text == "}"):
                    stack.pop()
                    partner[top], partner[index] = index, top
        return partner

    def at(self, index: int) -> Token | None:
        """The token there, or None beyond the ends."""
        return self.tokens[index] if 0 <= index < len(self.tokens) else None

    def low(self, index: int) -> str:
        """The lower-case text of the token there, or the empty string."""
        token = self.at(index)
        return token.low if token else ""

    def phrase(self, index: int, phrase: tuple[str, ...]) -> bool:
        """Whether these words stand there."""
        return all(self.low(index + offset) == word for offset, word in enumerate(phrase))

    def dash(self, index: int) -> bool:
        """Whether "-" there is a dash: "tangent line - x^2 at 1"."""
        sign, before, after = self.at(index), self.at(index - 1), self.at(index + 1)
        if sign is None or before is None or after is None or sign.text != "-" or not (sign.gap and after.gap):
            return False
        # "value - 3" is a number
        if after.kind == "number" and not self.starts(index + 2) and self.low(index + 2) not in {"^", "**", "*", "/"}:
            return False
        return before.kind == "title" or (
            before.kind == "word" and len(before.low) > 2 and before.low not in _SIGNED - {"tangent"}
        )

    def infix(self, index: int) -> int:
        """How many tokens an operator in words takes there; 0 for none."""
        return next((len(phrase) for phrase in INFIXES if self.phrase(index, phrase)), 0)

    def word_function(self, index: int, inside: bool) -> int:
        """How many tokens a function in words takes there, with "the" before and "of" behind; 0 for none."""
        begin = index + (self.low(index) == "the")
        for size in (2, 1):
            named = tuple(self.low(begin + offset) for offset in range(size))
            if named not in WORD_FUNCTIONS:
                continue
            end = begin + size
            if self.low(end) in POSTFIXES and (self.low(end + 1) == "of" or self.starts(end + 1)):
                end += 1  # "sine squared of x"
            of = self.low(end) == "of"
            if not of and size == 1 and named[-1] in NEEDS_OF and not self.multiplied(index, end):
                return 0
            if named[-1] in ONLY_INSIDE and not inside and not self.meant(index):
                return 0
            end += of
            if of and self.low(end) == "the" and self.low(end + 1) == "quantity":
                end += 2
            elif of and self.low(end) == "the" and not self.word_function(end, True):
                return 0
            if not self.starts(end):
                return 0
            return end - index
        return 0

    def multiplied(self, index: int, end: int) -> bool:
        """Whether "secant" there is the function without "of": "x times secant x"."""
        after = self.at(end)
        signed = self.low(index - 1) in {"times", "plus", "minus", "*", "+"}
        return signed and self.low(end - 1) in ONLY_INSIDE and after is not None and after.kind in {"letter", "number"}

    def meant(self, index: int) -> bool:
        """Whether "the tangent of x" there is the function: "differentiate the tangent of x"."""
        before = self.low(index - 1)
        operator = self.at(index - 1 - (before == "("))
        if operator is not None and operator.kind == "opaque" and ("/" in operator.text or "frac" in operator.text):
            return True  # "d/dx (the tangent of x)"
        return before in {"differentiate", "function", "="} or (before, self.low(index - 2)) in _BEFORE_TANGENT

    def numbered_root(self, index: int) -> int:
        """How many tokens "3rd root of" takes there; 0 for none."""
        number, ending = self.at(index), self.at(index + 1)
        if number is None or ending is None or number.kind != "number" or ending.gap:
            return 0
        named = ending.low in {"st", "nd", "rd", "th"} and self.phrase(index + 2, ("root", "of"))
        return 4 if named and self.starts(index + 4) else 0

    def raised_root(self, index: int) -> bool:
        """Whether the raised figures there are the degree of a root: "³√x"."""
        token, root = self.at(index), self.at(index + 1)
        return token is not None and root is not None and token.kind == "script" and root.text == "√" and not root.gap

    def starts(self, index: int) -> bool:
        """Whether an operand can begin at this token."""
        token = self.at(index)
        if token is None or token.text in RELATIONS:
            return False
        if token.kind in {"number", "glued", "function", "constant"} or token.text in ROOTS or token.text == "∞":
            return True
        if token.kind == "letter":
            return token.text not in WEAK or self.weak(index)
        if token.kind == "letters":
            return True
        if token.kind == "latex":
            return token.text not in LATEX_STOPS and token.text not in OPERATORS
        if token.text in "([{" and token.kind == "op":
            return self.enclosed(index)
        if token.text in {"-", "+"} or token.low in {"minus", "negative"}:
            after = self.at(index + 1)
            return after is not None and after.text not in "+-" and self.starts(index + 1)
        if token.text == "|":
            behind = index + 1 + (self.low(index + 1) == "|")  # "||x| - 1|"
            return self.low(behind) != "|" and self.starts(behind)
        if token.low in NUMBER_WORDS:
            return True
        if token.low in MULTIPLES:
            return self.multiple(index) > 0
        if token.low in {"the", "quantity"} and self.quantity(index):
            return True
        if self.raised_root(index):
            return True
        return (token.kind == "script" and token.text in "½⅓¼¾⅔") or bool(self.word_function(index, True))

    def multiple(self, index: int) -> int:
        """How many tokens "half" or "half of" takes before what it multiplies; 0 where that is no mathematics."""
        size = 1 + (self.low(index + 1) == "of")
        after = self.at(index + size)
        plain = after is not None and (after.kind in {"letter", "glued", "function"} or after.text == "(")
        return size if plain and self.starts(index + size) else 0

    def quantity(self, index: int) -> int:
        """How many tokens "the quantity" takes before mathematics; 0 for none."""
        size = 1 + (self.low(index) == "the")
        return size if self.low(index + size - 1) == "quantity" and self.starts(index + size) else 0

    def over_interval(self, after: int) -> bool:
        """Whether "over" is followed by an interval, as in "x^2 over [0, 2]" and "sin x over 0 to 2pi"."""
        token = self.at(after)
        if token is None or token.text == "[":
            return True
        if token.text == "(":
            return self.commas[self.partner.get(after, after)] > self.commas[after]
        if token.low in {"the", "an"}:
            return not self.word_function(after, True) and not self.quantity(after)
        if token.kind == "letter":
            return self.low(after + 1) in {"in", "∈", "\\in"}
        after += token.text == "-" or token.low in {"minus", "negative"}
        number = self.at(after)
        nearby = {self.low(after + 1), self.low(after + 2)}
        plain = number is not None and (number.kind in {"number", "constant"} or number.low in NUMBER_WORDS)
        if not plain:
            return False
        places = [place for place in (after + 1, after + 2) if self.low(place) in {"to", "and", "through"}]
        return any(self.starts(place + 1) for place in places) or bool((RELATIONS - {"="}) & nearby)

    def exponent(self, index: int) -> int:
        """How many tokens the exponent of a function takes that has its argument behind: "sin^2 2x"."""
        place = index + 1
        end = self.partner.get(place, 0) + 1 if self.low(place) == "{" else place + 1 + (self.low(place) == "-")
        last = self.at(end - 1)
        if last is None or (last.kind != "number" and last.text != "}") or end <= place:
            return 0
        follows = self.starts(end) or (self.low(end) == "of" and self.starts(end + 1))
        return end - index if follows else 0

    def enclosed(self, index: int) -> bool:
        """Whether the bracket there has a partner and holds nothing but mathematics without relations."""
        end = self.partner.get(index, -1)
        return end > index + 1 and self.foreign[end] == self.foreign[index] and self.related[end] == self.related[index]

    def weak(self, index: int) -> bool:
        """Whether "a" or "I" is a variable there: it touches an operator, a number or a delimiter."""
        token, before, after = self.tokens[index], self.at(index - 1), self.at(index + 1)
        if token.region:
            return True
        joined = after is not None and (
            (after.kind == "op" and after.text in "^*/+)=" and (not after.gap or after.text in "*^=+/"))
            or (after.kind in {"script", "sub"} and not after.gap)
        )
        if token.text == "I":
            return joined and not (after is not None and after.gap)
        behind = before is not None and (
            (
                (before.text in OPERATORS or before.text in {"=", "("})
                and not (after is not None and after.kind == "word" and after.gap)
            )
            or (before.kind == "number" and not token.gap)
        )
        # "= a x^2": a variable between an equals sign and a variable
        product = (
            before is not None
            and before.text in {"=", "+", "-", "*"}
            and after is not None
            and after.kind in {"letter", "function", "glued", "letters"}
        )
        return joined or behind or product

    def unit(self, index: int) -> bool:
        """Whether the token there is a unit or a counted noun behind a number."""
        token = self.at(index)
        if token is None or token.kind not in {"word", "letter", "function", "letters", "glued", "unit"}:
            return False
        if token.kind == "unit":
            return True
        low = token.low.split("-")[0] if len(token.text) > 1 else token.low
        if low in RATES and self.low(index + 1) == "/" and self.low(index + 2) in {"s", "sec", "h", "second", "min"}:
            return True
        if low not in UNITS and token.low not in UNITS:
            return False
        after = self.at(index + 1)
        if low == "times":  # "3 times x" multiplies, "3 times slower" counts
            return not self.starts(index + 1) and self.low(index + 1) != "the"
        if len(token.text) == 1 or token.kind == "function":
            mathematical = after is not None and (
                after.text in OPERATORS
                or after.kind in {"script", "sub"}
                or after.text in {"(", "=", "^"}
                or (token.kind == "function" and self.starts(index + 1))
            )
            if low == "x":
                return after is not None and after.low in SPEED_WORDS
            return not mathematical and low != "t"
        return True
