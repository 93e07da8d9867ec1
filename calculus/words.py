"""English words for mathematics: "the square root of x times e to the minus x" as tokens."""

from __future__ import annotations

from collections.abc import Sequence

from derivanim.calculus.lexer import Token
from derivanim.errors import ExpressionError, UnclearError

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
_NUMBERS = {word: value for value, word in enumerate(_UNITS)} | {
    word: 10 * value
    for value, word in enumerate(
        [
            "thirty",
            "forty",
            "fifty",
            "sixty",
            "seventy",
            "eighty",
            "ninety",
            "hundred",
        ],
        3,
    )
}
_ORDINALS = {
    word: value
    for value, word in enumerate(["third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], start=3)
} | {"second": 2, "first": 1}
_PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8}
_PARTS |= {f"{word}s": value for word, value in _PARTS.items() if word not in {"half", "halves"}}

_TRIGONOMETRY = {
    "sine": "sin", "cosine": "cos", "tangent": "tan", "cotangent": "cot", "secant": "sec", "cosecant": "csc",
}  # fmt: skip
_FUNCTIONS: dict[str, str] = {
    **_TRIGONOMETRY,
    **{f"{start}{gap}{word}": f"a{name}" for word, name in _TRIGONOMETRY.items()
       for start, gap in (("arc", " "), ("arc", ""), ("inverse", " "))},
    **{f"inverse {name}": f"a{name}" for name in _TRIGONOMETRY.values()},
    **{f"hyperbolic {word}": f"{name}h" for word, name in _TRIGONOMETRY.items()},
    "square root": "sqrt", "squareroot": "sqrt", "cube root": "cbrt", "cuberoot": "cbrt", "cubic root": "cbrt",
    "root": "sqrt", "natural log": "ln",
    "natural logarithm": "ln", "logarithm": "log", "common log": "log10", "common logarithm": "log10",
    "absolute value": "abs", "modulus": "abs", "magnitude": "abs", "exponential function": "exp",
    "exponential": "exp", "square": "square", "cube": "cube", "reciprocal": "reciprocal",
}  # fmt: skip
_SIGNS: dict[str, tuple[str, str]] = {
    "plus": ("PLUS", "+"), "minus": ("MINUS", "-"), "negative": ("MINUS", "-"), "times": ("TIMES", "*"),
    "multiplied by": ("TIMES", "*"), "over": ("DIVIDE", "/"), "divided by": ("DIVIDE", "/"),
    "to the power of": ("POWER", "^"), "to the power": ("POWER", "^"), "raised to the power of": ("POWER", "^"),
    "raised to the power": ("POWER", "^"), "raised to the": ("POWER", "^"), "raised to": ("POWER", "^"),
    "to the": ("POWER", "^"), "if": ("IF", "if"), "for": ("IF", "if"), "when": ("IF", "if"), "where": ("IF", "if"),
    "otherwise": ("OTHERWISE", "otherwise"), "elsewhere": ("OTHERWISE", "otherwise"), "else": ("ELSE", "else"),
    "and": ("AND", "and"), "or": ("OR", "or"), "less than": ("RELATION", "<"), "is less than": ("RELATION", "<"),
    "greater than": ("RELATION", ">"), "is greater than": ("RELATION", ">"), "at least": ("RELATION", ">="),
    "is at least": ("RELATION", ">="), "at most": ("RELATION", "<="), "is at most": ("RELATION", "<="),
    "less than or equal to": ("RELATION", "<="), "greater than or equal to": ("RELATION", ">="),
    "is less than or equal to": ("RELATION", "<="), "is greater than or equal to": ("RELATION", ">="),
    "equals": ("EQUALS", "="), "is equal to": ("EQUALS", "="), "is": ("EQUALS", "="), "open parenthesis": ("LPAR", "("),
    "close parenthesis": ("RPAR", ")"), "open bracket": ("LPAR", "("), "close bracket": ("RPAR", ")"),
}  # fmt: skip
_ROOTS = {"2": "sqrt", "3": "cbrt", "4": "fourthroot"}
_POWERS = {"squared": 2, "cubed": 3}
_TWO_OF = {"product": ("TIMES", "*"), "sum": ("PLUS", "+"), "difference": ("MINUS", "-"), "quotient": ("DIVIDE", "/"),
           "ratio": ("DIVIDE", "/")}  # fmt: skip
_LONGEST = max(len(phrase.split()) for phrase in [*_FUNCTIONS, *_SIGNS])


def spoken(tokens: list[Token], original: str, notes: list[str]) -> list[Token]:
    """The tokens with every English phrase replaced by what it means."""
    if not any(token.kind == "WORD" and len(token.text) > 1 for token in tokens):
        return tokens
    return _Speech(tokens, original, notes).translated()


class _Speech:
    def __init__(self, tokens: list[Token], original: str, notes: list[str]) -> None:
        self.tokens = tokens
        self.original = original
        self.words = [token.text.lower() if token.kind == "WORD" else "" for token in tokens]
        self.notes = notes
        self.result: list[Token] = []

    def translated(self, start: int = 0, end: int | None = None) -> list[Token]:
        """The meaning of the tokens from `start` to `end`."""
        at = start
        stop = len(self.tokens) if end is None else end
        while at < stop:
            at = self.step(at, stop)
        return self.result

    def put(self, kind: str, text: str, at: int, last: int | None = None, *, space: bool = True) -> None:
        first, final = self.tokens[at], self.tokens[at if last is None else last]
        self.result.append(Token(kind, text, first.start, final.end, space, word=True))

    def put_group(self, pieces: Sequence[tuple[str, str]], at: int, last: int) -> None:
        self.put("LGROUP", "\ue002", at, last)
        for kind, text in pieces:
            self.put(kind, text, at, last, space=False)
        self.put("RGROUP", ")", at, last, space=False)

    def word(self, at: int, stop: int) -> str:
        return self.words[at] if at < stop else ""

    def step(self, at: int, stop: int) -> int:
        """Translate the phrase that begins at `at`; the index after it."""
        word = self.words[at]
        after_root = self.numbered_root(at, stop)
        if after_root is not None:
            return after_root
        if not word:
            self.result.append(self.tokens[at])
            return at + 1
        for handler in (self.number, self.phrase, self.postfix, self.all_of, self.two_of, self.quantity):
            after = handler(at, stop)
            if after is not None:
                return after
        if word == "of" and self.head_of_definition(at, stop):
            self.put("LPAR", "(", at, space=False)
            self.result.append(self.tokens[at + 1])
            self.put("RPAR", ")", at, space=False)
            return at + 2
        if word in {"the", "an", "quantity"} or (word == "of" and self.after_function()):
            return at + 1
        if word == "twice" or (word == "double" and at + 1 < stop):
            self.put("NUMBER", "2", at)
            return at + 1 + (self.word(at + 1, stop) == "of")
        self.result.append(self.tokens[at])
        if word in {"sin", "cos", "tan", "ln", "log", "sqrt", "exp", "abs"} and self.word(at + 1, stop) == "of":
            self.result.pop()
            self.put("FUNCTION", word, at)
            return at + 2
        return at + 1

    def head_of_definition(self, at: int, stop: int) -> bool:
        """Whether this is the 'of' in "f of x equals ..."."""
        before = self.result[-1] if self.result else None
        letters = before is not None and before.kind == "WORD" and len(before.text) == 1
        return letters and len(self.word(at + 1, stop)) == 1 and self.word(at + 2, stop) in {"equals", "is"}

    def after_function(self) -> bool:
        """Whether 'of' belongs to what stands before it: sine squared of x."""
        kinds = [token.kind for token in self.result[-5:]]
        return kinds[-1:] == ["FUNCTION"] or (kinds[:2] == ["FUNCTION", "POWER"] and kinds[-1] == "RGROUP")

    # -- numbers

    def number(self, at: int, stop: int) -> int | None:
        """two, twenty five, two point five, one half, half of, two thirds."""
        word = self.words[at]
        if word == "a" and self.word(at + 1, stop) in _PARTS:
            return self.part(at, at + 1, "1", stop)
        if word in {"half", "third", "quarter"} and self.word(at + 1, stop) in {"of", "the"} | {"x"}:
            return self.part(at, at, "1", stop)
        if word == "half":
            return self.part(at, at, "1", stop)
        if word not in _NUMBERS:
            return None
        value, last = _NUMBERS[word], at
        if value >= 20 and 0 < _NUMBERS.get(self.word(at + 1, stop), 0) < 10:
            value, last = value + _NUMBERS[self.words[at + 1]], at + 1
        text = str(value)
        if self.word(last + 1, stop) == "hundred":
            text, last = str(100 * value), last + 1
        if self.word(last + 1, stop) == "point":
            digits = ""
            place = last + 2
            while place < stop and 0 <= _NUMBERS.get(self.words[place], -1) < 10:
                digits += str(_NUMBERS[self.words[place]])
                place += 1
            if digits:
                text, last = f"{text}.{digits}", place - 1
        if self.word(last + 1, stop) in _PARTS:
            return self.part(at, last + 1, text, stop)
        self.put("NUMBER", text, at, last)
        return last + 1

    def part(self, at: int, last: int, over: str, stop: int) -> int:
        under = str(_PARTS[self.words[last]])
        self.put_group([("NUMBER", over), ("DIVIDE", "/"), ("NUMBER", under)], at, last)
        return last + 1 + (self.word(last + 1, stop) == "of")

    # -- functions and signs

    def phrase(self, at: int, stop: int) -> int | None:
        """The longest phrase that is a function or a sign."""
        for size in range(min(_LONGEST, stop - at), 0, -1):
            if not all(self.words[at : at + size]):
                continue
            text = " ".join(self.words[at : at + size])
            last = at + size - 1
            if text in _SIGNS:
                return self.sign(text, at, last, stop)
            if text in _FUNCTIONS and not (text == "root" and self.called(last + 1, stop)):
                return self.function(_FUNCTIONS[text], at, last, stop)
        if self.words[at] in {"log", "logarithm"} and self.word(at + 1, stop) == "base":
            return self.based_log(at, stop)
        return None

    def numbered_root(self, at: int, stop: int) -> int | None:
        """3rd root of, 4th root of; a fifth root has its own notation."""
        last = at + 1 if self.tokens[at].kind == "NUMBER" and self.word(at + 1, stop) in {"nd", "rd", "th"} else at
        if self.word(last + 1, stop) != "root":
            return None
        index = self.tokens[at].text if last > at else str(_ORDINALS.get(self.words[at], ""))
        if index in _ROOTS:
            return self.function(_ROOTS[index], at, last + 1, stop)
        if index:
            message = f"roots in words go up to the fourth; this one is written root(x, {index})"
            raise ExpressionError(message, self.original, self.tokens[at].start)
        return None

    def called(self, at: int, stop: int) -> bool:
        """Whether a parenthesis with a comma follows: root(x, 3)."""
        return at < stop and self.tokens[at].kind == "LPAR" and any(t.kind == "COMMA" for t in self.tokens[at:stop])

    def function(self, name: str, at: int, last: int, stop: int) -> int:
        if name == "log" and self.word(last + 1, stop) in {"base", "to"}:
            return self.based_log(last, stop)
        self.put("FUNCTION", name, at, last)
        return last + 1 + (self.word(last + 1, stop) == "of")

    def based_log(self, at: int, stop: int) -> int:
        """log base two of x."""
        place = at + 1
        while self.word(place, stop) in {"to", "the", "base"}:
            place += 1
        self.put("FUNCTION", "log", at)
        if place < stop:
            self.put("BASE", "_", at)
            place = self.step(place, stop)
        return place + (self.word(place, stop) == "of")

    def sign(self, text: str, at: int, last: int, stop: int) -> int:
        kind, sign = _SIGNS[text]
        self.put(kind, sign, at, last)
        after = last + 1
        if kind == "POWER":
            while self.word(after, stop) in {"the", "power", "of"}:
                after += 1
            word = self.word(after, stop)
            if word in _ORDINALS and self.word(after - 1, stop) != "one":
                self.put_group([("NUMBER", str(_ORDINALS[word]))], after, after)
                after += 1
                after += self.word(after, stop) == "power"
        return after

    def postfix(self, at: int, stop: int) -> int | None:
        """squared, cubed."""
        word = self.words[at]
        if word not in _POWERS:
            return None
        self.put("POWER", "^", at)
        self.put_group([("NUMBER", str(_POWERS[word]))], at, at)
        return at + 1

    # -- groups

    def all_of(self, at: int, stop: int) -> int | None:
        """all over, all squared: everything before is one unit."""
        following = self.word(at + 1, stop)
        follows = {"over", "squared", "cubed", "divided", "to", "times", "raised"}
        if self.words[at] not in {"all", "everything"} or following not in follows:
            return None
        inside, self.result = self.result, []
        self.put("LPAR", "(", at)
        self.result.extend(inside)
        self.put("RPAR", ")", at, space=False)
        return at + 1

    def two_of(self, at: int, stop: int) -> int | None:
        """the product of A and B."""
        word = self.words[at]
        if word not in _TWO_OF or self.word(at + 1, stop) != "of":
            return None
        joint = next((i for i in range(at + 2, stop) if self.words[i] == "and"), None)
        if joint is None:
            return None
        self.put("LPAR", "(", at)
        for start, end in ((at + 2, joint), (joint + 1, stop)):
            self.put("LPAR", "(", at)
            self.translated(start, end)
            self.put("RPAR", ")", at, space=False)
            if end == joint:
                self.put(*_TWO_OF[word], at)
        self.put("RPAR", ")", at, space=False)
        return stop

    def quantity(self, at: int, stop: int) -> int | None:
        """the quantity x plus one (all squared, times ...)."""
        if self.words[at] != "quantity":
            return None
        ends = {"all", "everything", "close", "end"}
        end = next((i for i in range(at + 1, stop) if self.words[i] in ends or self.tokens[i].kind == "COMMA"), stop)
        inside = [word for word in self.words[at + 1 : end] if word]
        if end == stop and any(word in {"squared", "cubed", "over", "times", "to", "divided"} for word in inside):
            raise UnclearError("Where does the quantity end? Say 'all' behind it, or write the parentheses.")
        self.put("LPAR", "(", at)
        self.translated(at + 1, end)
        self.put("RPAR", ")", at, space=False)
        closing = end < stop
        after = end + closing
        return after + (closing and self.word(after, stop) in {"quantity", "parenthesis"})
