"""Signs in a request that look like numbers or powers and are names: "5." of an exercise, "f⁻¹" of an inverse."""

from __future__ import annotations

import re

from derivanim.calculus.span_phrases import phrases
from derivanim.calculus.span_words import BARE_FUNCTIONS, FUNCTIONS, NUMBER_WORDS

# "5. Find", "3) y = x^2", "Problem 7. Find", at the start of the request or of a line
_LABEL = re.compile(
    r"(?:^|\n)(?P<lead>[\s*_#\x00]*(?:(?:problem|exercise|question|task|ex|no|q|nr|№|hw)\.?\s?#?\s?)?)"
    r"(?P<label>\(\s?[1-9]\d{0,2}\s?[a-h]?\s?\)|[1-9]\d{0,2}(?:\.\d{1,2})?[a-h]?\s?(?:\.\)|[.):])(?!\d))"
    r"(?P<after>[\s*_\x00]*)(?=(?P<next>\S))",
    re.I,
)
_WORD = re.compile(r"(?![xyztuv]+\s)([A-Za-z]{3,}|if|do|by|in|let)\s", re.I)
_SIGNS = frozenset({"times", "plus", "minus", "over", "divided"}) | NUMBER_WORDS | FUNCTIONS | {*BARE_FUNCTIONS}
_DEFINED = re.compile(r"[A-Za-z]\s?(?:\(\s?[a-zθ]\s?\))?\s?:?=")
# What stands before a number that goes on there: "at\n3. Go slow"
_GOES_ON = re.compile(r"(?:[-+*/^=<>≤≥,(\[{]|\b(?:at|to|and|from|is|equals?|near|around|between))\s*$", re.I)

_MINUS_ONE = r"\s?(?:\^\s?(?:\{\s?-\s?1\s?\}|\(\s?-\s?1\s?\)|-\s?1(?![\d.]))|⁻¹(?![⁰¹²³⁴-⁹]))"
_PRIME = r"(?:\s?\^\s?(?:\{\s?\\prime\s?\}|\\prime(?![A-Za-z]))|\s?['’′]){1,3}"
_INVERSE = re.compile(
    rf"(?<![A-Za-z\d\\])(?P<open>(?:\\left\s?)?[(\[]\s?)?(?P<name>[A-Za-z]){_MINUS_ONE}"
    rf"(?P<inner>\s?\(\s?[a-z]\s?\))?(?(open)\s?(?:\\right\s?)?[)\]])"
    rf"(?P<prime>{_PRIME})?(?P<argument>\s?(?:\\left)?\(\s?[a-zθ]\s?(?:\\right)?\))?(?P<called>(?=\s?(?:\\left)?\())?"
)
_USUAL = "fgFG"


# An operator or a factor on either side: the inverse is only part of an expression.
_JOINED_BEFORE = re.compile(r"(?:[-+*/^·]|(?<![A-Za-z])[b-zB-Z\d)²³]|\^\s?\{[^{}]*\})[ \x00]?$")
_JOINED_AFTER = re.compile(r"\s?(?:[*/^+]|-\s?[\dA-Za-z(])")


def names(plain: str) -> dict[int, tuple[int, str]]:
    """The places of such names with their ends and kinds.

    The kind is "name", "prime" where an argument may follow, or "inverse" for one inside a longer expression.
    """
    found = {match.start(): (match.end(), kind) for match in _INVERSE.finditer(plain) if (kind := _kind(plain, match))}
    for match in _LABEL.finditer(plain):
        if _is_label(plain, match):
            found[match.start("label")] = match.end("label"), "name"
    return {start: (end, "name") for start, end in phrases(plain).items()} | found


def inverse_named(text: str) -> str | None:
    """The inverse function that a text names first, such as "f^{-1}"; None where there is none."""
    return next((match.group() for match in _INVERSE.finditer(text) if _kind(text, match)), None)


def _is_label(plain: str, match: re.Match[str]) -> bool:
    before, label = plain[: match.start()], match["label"]
    if _GOES_ON.search(before) or before.count("(") > before.count(")"):
        return False
    rest = plain[match.start("next") :]
    word = _WORD.match(rest)
    worded = word is not None and word[1].lower() not in _SIGNS
    if worded or match["lead"].strip("\x00 \t\r\n*_#") or _DEFINED.match(rest):
        return True
    if label.startswith("(") or re.search(r"\.\d", label) or not match["after"]:
        return False  # "(2) x^2" may be a product
    return label.endswith(")") or not rest[0].isdigit()  # "2. 5 x" may be a decimal


def _kind(plain: str, match: re.Match[str]) -> str:
    """ "f^{-1}" and "(f⁻¹)'", where the letter is the name of a function; "" where it is not."""
    name, called = match["name"], match["called"] is not None
    defined = re.search(rf"(?<![A-Za-z\\]){name}\s?\(\s?[a-zθ]\s?\)", plain) is not None
    if _is_variable(plain, name) or not (defined or name in _USUAL):
        return ""
    if not match["prime"] and (
        _JOINED_BEFORE.search(plain[: match.start()]) or (not called and _JOINED_AFTER.match(plain, match.end()))
    ):
        return "inverse"
    return "prime" if called else "name"


def _is_variable(plain: str, name: str) -> bool:
    """Whether a letter is what a function depends on: "h(f) = f^{-1}", "d/df", "with respect to f"."""
    return bool(
        re.search(rf"[A-Za-z]\s?\(\s?{name}\s?\)\s?=|/\s?d\s?{name}(?![A-Za-z])", plain)
        or re.search(rf"(?:respect to|wrt|w\.r\.t\.?)\s\x00*{name}(?![A-Za-z])", plain)
    )
