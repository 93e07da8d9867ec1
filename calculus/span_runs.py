"""Where mathematics begins and ends in a list of tokens, by the tokens alone.

A run is the longest stretch that alternates operands and operators, in signs or in words ("the square root of x times
e to the minus x"). Whether it reads as an expression is for calculus/reader.py to say.
"""

from __future__ import annotations

from derivanim.calculus.span_scan import ARROWS, LATEX_STOPS, OPERATORS, RELATIONS, ROOTS, WEAK, Run, Scanner
from derivanim.calculus.span_tokens import Token
from derivanim.calculus.span_words import (
    FILLERS,
    FRACTION_WORDS,
    FUNCTIONS,
    MULTIPLES,
    NUMBER_WORDS,
    ORDINALS,
    POSTFIXES,
    words,
)

_SKIPPED = words("\\left \\right \\, \\; \\: \\! \\displaystyle \\limits \\big \\Big \\bigl \\bigr \\Bigl \\Bigr") | {
    "\\ "
}

_PATIENCE = 120
"""How many tokens a run may take before its first complete operand; it keeps hostile text from costing n squared."""


class Runs(Scanner):
    """The tokens of one request and the runs of mathematics in them."""

    def run(self, first: int) -> Run | None:
        """The longest run of mathematics that begins at this token."""
        if not self.starts(first):
            return None
        walk = _Walk(self, first)
        walk.go()
        return walk.result()


class _Walk:
    """One pass over the tokens of a run; `good` is the end of the longest complete expression so far."""

    def __init__(self, scanner: Runs, first: int) -> None:
        self.scan = scanner
        self.first = self.index = self.good = first
        self.state = "start"
        self.open: list[int] = []
        self.bars = 0
        self.broken = False
        self.power_of = False
        # "lim x -> 0 sin x / x": the number ends where the function begins
        before = [scanner.at(first - offset) for offset in range(1, 7)]
        self.limit = scanner.low(first - 1) in ARROWS and any(t and t.text in {"lim", "\\lim"} for t in before)

    def result(self) -> Run | None:
        if self.broken and self.good < self.index:
            return Run(self.first, self.index, True)
        return Run(self.first, self.good) if self.good > self.first else None

    def go(self) -> None:
        while True:
            token = self.scan.at(self.index)
            if token is None or (self.limit and self._limited(token)):
                break
            step = self.step(token)
            if not step or (self.good == self.first and self.index - self.first > _PATIENCE):
                break
            self.index += step
            if self.state == "operand" and not self.open and not self.bars:
                self.good = self.index
        if self.open and any(place not in self.scan.partner for place in self.open):
            self.broken = True

    def _limited(self, token: Token) -> bool:
        plain = all(t.kind in {"number", "constant", "latex"} or t.text in "-+/∞" for t in self._taken())
        after = self.scan.at(self.index + 1)
        side = token.text in {"+", "-"} and not token.gap and (after is None or after.gap)  # "0+"
        apart = token.gap and token.text not in OPERATORS
        return self.state == "operand" and not self.inside and plain and (apart or side)

    def _taken(self) -> list[Token]:
        return self.scan.tokens[self.first : self.index]

    def step(self, token: Token) -> int:
        """How many tokens the run takes next; 0 where it ends."""
        if token.kind == "drop":
            return 0
        if token.kind in {"word", "letter"} and (size := self.words(token)):
            return size
        if token.kind == "op":
            return self.sign(token)
        if token.kind == "latex":
            return self.latex(token)
        if token.kind == "script":
            return self.script(token)
        if token.kind == "sub":
            return 1 if not token.gap and self.state in {"operand", "function"} else 0
        if token.kind in {"number", "constant", "letter", "letters", "glued", "function"}:
            return self.name(token)
        return 0

    @property
    def inside(self) -> bool:
        return bool(self.open) or self.bars > 0

    def operand(self) -> int:
        self.state = "operand"
        return 1

    def words(self, token: Token) -> int:
        """Operators, functions and numbers in words."""
        scan, index = self.scan, self.index
        if token.low in POSTFIXES and self.state in {"operand", "function"}:
            if self.state == "function" and scan.low(index + 1) == "of" and scan.starts(index + 2):
                return 2  # "sin squared of x"
            return self.operand()
        if self.state == "operand" and (size := scan.infix(index)):
            return self.infix(size)
        if (
            self.state == "operand"
            and token.low == "point"
            and scan.low(index - 1) in NUMBER_WORDS
            and scan.low(index + 1) in NUMBER_WORDS
        ):
            return 2
        if token.low == "of" and self.power_of and scan.starts(index + 1):
            self.power_of = False
            return 1
        if token.low == "power" and self.state == "operand" and scan.low(index - 1) not in {"the"}:
            return self.operand() if self._raised() else 0
        if (
            self.state == "operand"
            and token.low == "all"
            and (scan.infix(index + 1) or scan.low(index + 1) in POSTFIXES)
        ):
            return 1
        if self.state == "operand" and token.low in FRACTION_WORDS and scan.low(index - 1) in NUMBER_WORDS:
            return self.operand() + (scan.low(index + 1) == "of" and scan.starts(index + 2))
        if self.state == "operand" and token.low in {"th", "nd", "rd", "st"} and not token.gap and self._raised():
            return self.operand()
        if self.state == "operand":
            before = scan.low(index - 1)
            if not (token.low in NUMBER_WORDS or (token.gap and before in NUMBER_WORDS)) and not self.inside:
                size = scan.word_function(index, True)
                if size and token.low != "the" and token.low not in {"square", "cube", "root", "exponential"}:
                    self.state = "function"
                    return size
            return 0
        if token.low in MULTIPLES and (size := scan.multiple(index)):
            self.state = "operator"
            return size
        if size := scan.quantity(index):
            self.state = "operator"
            return size
        if token.low == "negative" and scan.starts(index + 1):
            self.state = "operator"
            return 1
        if token.low == "minus" and self.state in {"start", "operator", "function"} and scan.starts(index + 1):
            self.state = "operator"
            return 1
        if size := scan.word_function(index, self.state != "start"):
            self.state = "function"
            return size
        if token.low in NUMBER_WORDS or (token.low in ORDINALS and scan.low(index - 1) == "the"):
            return self.operand()
        if token.low in FILLERS and self.state != "start" and scan.starts(index + 1) and token.low != "of":
            return 1
        if token.low == "quantity" and self.state != "start":
            return 1
        return 0

    def _raised(self) -> bool:
        return any(
            self.scan.low(place) in {"to", "the"} for place in range(max(self.first, self.index - 4), self.index)
        )

    def infix(self, size: int) -> int:
        """An operator in words, where an operand follows that is not the end of an interval."""
        scan, after = self.scan, self.index + size
        low = scan.low(self.index)
        following = scan.low(after)
        if low == "over" and scan.over_interval(after):
            return 0
        if following in ORDINALS or (following == "the" and scan.low(after + 1) in ORDINALS):
            if low in {"to", "raised"}:
                self.state = "operator"
                return size
            return 0
        if scan.starts(after) or following == "negative":
            self.state = "operator"
            return size
        return 0

    def sign(self, token: Token) -> int:
        """Operators and brackets."""
        text = token.text
        if text in OPERATORS:
            return self.operator(token)
        if text in ROOTS:
            self.state = "function"
            return 1
        if text == "∞":
            return self.operand() if self.state != "operand" else 0
        if text in "([{":
            return self.opening(token)
        if text in ")]}":
            if not self.open:
                # Its partner is missing: the run is kept with it, to be asked about
                if self.index not in self.scan.partner and self.state == "operand" and not token.gap:
                    self.broken = True
                    return self.operand()
                return 0
            if self.state != "operand":
                self.broken = self.broken or not token.region
            self.open.pop()
            return self.operand()
        if text == "|":
            return self.bar(token)
        if text == "," and self.state == "operand" and self._quantity_ends():
            return 2  # "the quantity x squared plus one, cubed"
        if text in {",", ";"} and self.open:
            self.state = "operator"
            return 1
        return 0

    def _quantity_ends(self) -> bool:
        told = any(self.scan.low(place) == "quantity" for place in range(self.first, self.index))
        return told and not self.open and self.scan.low(self.index + 1) in POSTFIXES

    def operator(self, token: Token) -> int:
        scan, after = self.scan, self.scan.at(self.index + 1)
        if after is None or after.kind in {"drop", "title"}:
            return 0
        if self.state in {"start", "operator", "function"}:
            if self.state == "function" and token.text in {"^", "**"} and (size := self.scan.exponent(self.index)):
                self.power_of = True
                return size
            if token.text in {"+", "-"} or (self.state == "operator" and not token.gap) or token.text in {"^", "**"}:
                if self.state == "operator" and token.text not in {"+", "-"}:
                    self.broken = True
                self.state = "operator"
                return 1
            return 0
        if scan.starts(self.index + 1) or after.text in "+-*^(/{" or after.kind == "script":
            self.state = "operator"
            return 1
        return 0

    def opening(self, token: Token) -> int:
        scan, index = self.scan, self.index
        enclosed = scan.enclosed(index)
        if self.state == "operand":
            previous = scan.at(index - 1)
            touching = not token.gap
            if token.text == "{" and not touching and not token.region:
                return 0
            if not enclosed:
                if touching and index not in scan.partner and not self.inside and previous is not None:
                    self.broken = True
                    self.open.append(index)
                    self.state = "operator"
                    return 1
                return 0
            apart = token.text == "[" or (token.gap and not self.inside)
            if apart and scan.commas[scan.partner[index]] > scan.commas[index]:
                return 0  # a pair or an interval
        elif index == self.first and self._listed(index):
            return 0  # "tangent_line(x**2, 1)"
        elif (index not in scan.partner and self.state == "start") or (
            index in scan.partner and not enclosed and not token.region
        ):
            return 0
        self.open.append(index)
        self.state = "start" if enclosed else "operator"
        return 1

    def _listed(self, index: int) -> bool:
        """Whether a bracket holds a list: commas that are in no bracket inside of it."""
        place, end = index + 1, self.scan.partner.get(index, index)
        while place < end:
            if self.scan.low(place) in {",", ";"}:
                return True
            inner = self.scan.partner.get(place, place) if self.scan.low(place) in {"(", "[", "{"} else place
            place = max(inner, place) + 1
        return False

    def bar(self, token: Token) -> int:
        if self.bars and self.state == "operand":
            self.bars -= 1
            return self.operand()
        if self.state != "operand" or self.scan.starts(self.index + 1):
            later = any(t.text == "|" for t in self.scan.tokens[self.index + 1 : self.index + 40])
            if not later:
                return 0
            self.bars += 1
            self.state = "start"
            return 1
        return 0

    def latex(self, token: Token) -> int:
        if token.text in _SKIPPED:
            return 1
        if token.text in OPERATORS:
            self.state = "operator"
            return 1
        if token.text == "\\infty":
            return self.operand() if self.state != "operand" else 0
        if token.text in LATEX_STOPS:
            return 0
        after = self.scan.at(self.index + 1)
        name = token.text[1:]
        argument = name in FUNCTIONS or name in {"frac", "dfrac"} or (after is not None and after.text in "({[^_")
        self.state = "function" if argument or (self.scan.starts(self.index + 1) and len(name) > 2) else "operand"
        return 1

    def script(self, token: Token) -> int:
        if token.text in "½⅓¼¾⅔":
            return self.operand()
        if self.scan.raised_root(self.index) and (token.gap or self.state != "operand"):
            self.state = "function"
            return 1
        if token.gap or self.state not in {"operand", "function"}:
            return 0
        if self.state == "operand":
            return self.operand()
        return 1

    def name(self, token: Token) -> int:
        """Numbers, variables, function names and words glued from them."""
        scan, index = self.scan, self.index
        after, before = scan.at(index + 1), scan.at(index - 1)
        apart = self.state == "operand" and token.gap and not self.inside
        if token.kind == "number":
            if size := scan.numbered_root(index):
                self.state = "function"
                return size
            if apart or (self.state == "operand" and before is not None and before.kind == "number"):
                return 0
            return self.operand()
        if before is not None and before.kind in {"number", "script"} and self._counted():
            return 0
        if token.kind == "function":
            return self.function(token, after)
        if token.kind in {"constant", "letters"}:
            return self.operand()
        if token.kind == "letter":
            if token.text in WEAK and not scan.weak(index):
                return 0
            if apart and not self._implicit(token, after):
                if token.low in "ei" and not self._powered(after):
                    return 0
                if token.low in "sdpk" and before is not None and before.kind == "number":
                    return 0
                if after is not None and after.text in RELATIONS and not token.region:
                    return 0  # "x^2 x = 1": the next equation begins
            return self.operand()
        # A glued word: "xsinx" is complete, "xsin" waits for its argument.
        if apart and after is not None and after.text in RELATIONS:
            return 0
        if token.low[-1] in "xyztuvw" or token.low.endswith("pi"):
            return self.operand()
        self.state = "function"
        return 1

    def _implicit(self, token: Token, after: Token | None) -> bool:
        """Whether a letter before "=" ends the left side of an equation: "s^2 + t^2 s = 10"."""
        used = {taken.text for taken in self._taken() if taken.kind == "letter"}
        joined = after is not None and after.text == "=" and self.scan.low(self.first - 1) not in {"=", ":="}
        return joined and len(used) == 2 and token.text in used

    def _counted(self) -> bool:
        """Whether the number before is a count: "480p", but not "100 - 2p"."""
        touching = not self.scan.tokens[self.index].gap and self.index > self.first + 1
        return not self.inside and not touching and self.scan.unit(self.index)

    @staticmethod
    def _powered(after: Token | None) -> bool:
        return after is not None and (after.text in {"^", "**", "to"} or after.kind == "script")

    def function(self, token: Token, after: Token | None) -> int:
        if token.low == "log" and self.scan.low(self.index + 1) == "base" and self.scan.low(self.index + 3) == "of":
            self.state = "function"
            return 4 if self.scan.starts(self.index + 4) else 0
        follows = after is not None and (
            self.scan.starts(self.index + 1)
            or after.text in {"^", "**", "(", "{", "_"}
            or after.kind in {"script", "sub"}
            or (after.low == "of" and self.scan.starts(self.index + 2))
            or after.low in POSTFIXES
        )
        if not follows or (after is not None and after.low == "I"):
            return 0
        assert after is not None
        previous = self.scan.at(self.index - 1)
        if previous is not None and previous.kind == "number" and after.text != "(" and self.scan.unit(self.index):
            return 0  # "30 sec"
        self.state = "function"
        return 2 if after.low == "of" else 1
