"""The mathematics of a request by regular expressions: its interval, points and numbers, and the function that is left.

It takes nothing from the package's own finder of mathematics but the reader of single expressions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from derivanim.calculus.reader import read_definition, read_equation, read_number
from derivanim.errors import DerivanimError

_PI = r"(?:pi|π|\\pi)"
_DIGITS = r"\d+(?:\.\d+)?"
_OVER = r"(?:\s?/\s?\d+)?"
_ENDLESS = r"∞|infinity\b|\\infty\b"
NUMBER = rf"(?:[-−]\s?)?(?:(?:{_DIGITS}\s?\*?\s?)?{_PI}{_OVER}|{_DIGITS}{_OVER}|e\b|{_ENDLESS}|sqrt\(\d+\)|√\d+)"
_END = r"(?![\w^*(\\]|\s?[*^+/]|\.\d)"
_INTERVAL = re.compile(
    rf"\$?\[\s*(?P<a>{NUMBER})\s*[,;]\s*(?P<b>{NUMBER})\s*\]\$?"
    rf"|\b(?:from|between)\s+(?:[a-z]\s*=\s*)?(?P<c>{NUMBER})\s+(?:to|and|till|until)\s+(?:[a-z]\s*=\s*)?(?P<d>{NUMBER}){_END}"
    rf"|(?P<e>{NUMBER})\s*(?:<=?|≤|\\leq?)\s*[a-z]\s*(?:<=?|≤|\\leq?)\s*(?P<f>{NUMBER}){_END}",
    re.I,
)
_PAIR = re.compile(rf"\(\s*(?P<a>{NUMBER})\s*,\s*(?P<b>{NUMBER})\s*\)")
_PLACE = re.compile(
    rf"(?:\b(?:at|where|when|for|near|around|about|with|point|and|start\w*)\s+(?:the\s+point\s+)?)?\$?\b[a-zθ]_?0?\s*(?:=|is|equals)\s*"
    rf"(?P<value>{NUMBER})\$?{_END}",
    re.I,
)
_AT = re.compile(
    rf"\b(?:at|near|around|about|in|point|from)\s+(?:the\s+)?(?:point\s+)?\$?(?P<value>{NUMBER})\$?{_END}", re.I
)
_BARE = re.compile(rf"(?:^|[\s,;:(])(?P<value>{NUMBER})(?=[\s,;.)]|$)(?!\s*(?:times|degree|pixels))", re.I)
_FUNCTIONS = r"(?:np\.|math\.)?(?:a?(?:rc)?(?:sin|cos|tan|sec|csc|cot)h?|ln|log|exp|sqrt|abs|e)"
_SPELT = (
    r"times|over|plus|minus|divided|by|(?:co)?sine|cosine|(?:natural|square|cube|cubed|squared)|root|logarithm|power|"
    r"to|the|of|negative|half|one|two|three|four|five|six|seven|eight|nine|ten"
)
_MATHS = re.compile(
    rf"^(?:.*[\d^*/+=()√²³|\\−·].*|[-+=]|(?![ai]$)[a-z]|{_FUNCTIONS}(?:[a-z]|\(.*)?|pi|π|θ|theta|{_SPELT})$", re.I
)
_PRIME = re.compile(r"^\(?d(\^?2?y?|²)?/d[a-z](\^?2|²)?\)?$|^[a-z]'+(\([a-z]\))?$", re.I)
_HEAD = re.compile(r"^(?:[a-zA-Z]\s?'?\(\w+\)|y|r)\s*=$")


@dataclass(frozen=True)
class Found:
    """What the patterns found, in SymPy syntax; None or empty for what is not there."""

    function: str | None
    variable: str | None
    name: str | None
    equation: str | None
    interval: tuple[str, str] | None
    pair: tuple[str, str] | None
    numbers: tuple[str, ...]


def find(request: str) -> Found:
    """The mathematics of a request, the numbers first, so that they are no part of the function."""
    text = request.replace("$", " ").replace("−", "-").replace("\\(", " ").replace("\\)", " ")
    interval, text = _ends(_INTERVAL, text)
    pair, text = _ends(_PAIR, text)
    numbers: list[str] = []
    for pattern in (_PLACE, _AT):
        for match in pattern.finditer(text):
            if (value := _number(match["value"])) is not None:
                numbers.append(value)
        text = pattern.sub(" ; ", text)
    for candidate in _runs(text):
        try:
            read = read_definition(candidate)
        except DerivanimError:
            if "=" in candidate and (equation := _equation(candidate)):
                return Found(None, None, None, equation, interval, pair, tuple(numbers))
            continue
        letters = len(getattr(read.expression, "free_symbols", ()))
        if letters > 2 or (letters == 2 and pair is None):
            continue
        if letters == 0 and not _constant(candidate, read.name):
            continue
        if len(candidate) == 1:
            continue  # a letter alone is the variable that something is about
        if not numbers:
            # A number that stands alone is the place: "tangent, x^2, 1"
            rest = text.replace(candidate, " ; ")
            numbers = [value for match in _BARE.finditer(rest) if (value := _number(match["value"])) is not None]
        return Found(str(read.expression), read.variable, read.name, None, interval, pair, tuple(numbers))
    return Found(None, None, None, None, interval, pair, tuple(numbers))


def _constant(text: str, name: str | None) -> bool:
    """Whether a number is a function: it is called f(x) or y."""
    return name is not None or text.lower().startswith("y")


def _runs(text: str) -> Iterator[str]:
    """Runs of words that look like mathematics, longest first, each also without words at its ends."""
    words = re.sub(r"([,;:?!]|\.)(?=\s|$)", r" \1 ", text).split()
    runs: list[list[str]] = [[]]
    for word in words:
        if _MATHS.match(word) and not _PRIME.match(word):
            runs[-1].append(word)
        elif runs[-1]:
            runs.append([])
    for run in sorted(runs, key=lambda run: -len(" ".join(run))):
        for size in range(len(run), 0, -1):
            for start in range(len(run) - size + 1):
                candidate = " ".join(run[start : start + size])
                if not (_HEAD.match(candidate) or candidate in ("=", "+", "-")):
                    yield candidate


def _ends(pattern: re.Pattern[str], text: str) -> tuple[tuple[str, str] | None, str]:
    """The first two numbers that a pattern finds, and the text without them."""
    match = pattern.search(text)
    if match is None:
        return None, text
    first, second = (_number(part) for part in match.groups() if part is not None)
    if first is None or second is None:
        return None, text
    return (first, second), f"{text[: match.start()]} ; {text[match.end() :]}"


def _number(text: str) -> str | None:
    try:
        return str(read_number(text))
    except DerivanimError:
        return None


def _equation(text: str) -> str | None:
    """An equation in two variables, in SymPy syntax; None for a text that is none."""
    try:
        read = read_equation(text).expression
    except DerivanimError:
        return None
    return f"{read.lhs} = {read.rhs}" if len(read.free_symbols) == 2 else None
