"""Signs in a request that look like numbers or powers and are names: of an exercise ("5.") and of an inverse ("f⁻¹")."""

from __future__ import annotations

import re

# "5. Find", "3) y = x^2", "Problem 7. Find", at the start of the request or of a line
_LABEL = re.compile(
    r"(?:^|\n)(?P<lead>[\s*_#\x00]*(?:(?:problem|exercise|question|task|ex|no|q|nr|№|hw)\.?\s?#?\s?)?)"
    r"(?P<label>\(\s?\d{1,3}\s?[a-h]?\s?\)|\d{1,3}(?:\.\d{1,2})?[a-h]?\s?(?:\.\)|[.):])(?!\d))"
    r"(?P<after>[\s*_\x00]*)(?=(?P<next>\S))",
    re.I,
)
_ENGLISH = re.compile(r"(?!(?:sin|cos|tan|sec|csc|cot|ln|log|exp|sqrt|pi|sinh|cosh|tanh)(?![a-z]))[A-Za-z]{2}[a-z]*\s", re.I)
_DEFINED = re.compile(r"[A-Za-z]\s?(?:\(\s?[a-zθ]\s?\))?\s?:?=")
# What stands before a number that goes on there: "at\n3. Go slow"
_GOES_ON = re.compile(r"(?:[-+*/^=<>≤≥,(\[{]|\b(?:at|to|and|from|is|equals?|of|near|around|between|for|with|by|the))\s*$", re.I)

_MINUS_ONE = r"\s?(?:\^\s?(?:\{\s?-\s?1\s?\}|\(\s?-\s?1\s?\)|-\s?1(?![\d.]))|⁻¹(?![⁰¹²³⁴-⁹]))"
_PRIME = r"(?:\s?\^\s?(?:\{\s?\\prime\s?\}|\\prime(?![A-Za-z]))|\s?['’′]){1,3}"
_INVERSE = re.compile(
    rf"(?<![A-Za-z\d\\])(?P<open>(?:\\left\s?)?[(\[]\s?)?(?P<name>[A-Za-z]){_MINUS_ONE}"
    rf"(?P<inner>\s?\(\s?[a-z]\s?\))?(?(open)\s?(?:\\right\s?)?[)\]])"
    rf"(?P<prime>{_PRIME})?(?P<argument>\s?(?:\\left)?\(\s?[a-zθ]\s?(?:\\right)?\))?(?P<called>(?=\s?(?:\\left)?\())?"
)
_USUAL = "fghFGH"


def names(plain: str) -> dict[int, tuple[int, str]]:
    """The places of such names with their ends and kinds: "name", or "prime" where an argument may follow."""
    found = dict(_inverses(plain))
    for match in _LABEL.finditer(plain):
        if _is_label(plain, match):
            found[match.start("label")] = match.end("label"), "name"
    return found


def _is_label(plain: str, match: re.Match[str]) -> bool:
    before, label = plain[: match.start()], match["label"]
    if _GOES_ON.search(before) or before.count("(") > before.count(")"):
        return False
    told = bool(match["lead"].strip("\x00 \t\r\n*_#"))
    rest = plain[match.start("next") :]
    worded = _ENGLISH.match(rest) is not None
    if label.startswith("(") or (label.endswith(")") and not match["after"]) or "." in label[:-1].rstrip("."):
        return worded or told or _DEFINED.match(rest) is not None  # "(2) x^2" may be a product
    return bool(match["after"]) or worded


def _inverses(plain: str) -> list[tuple[int, tuple[int, str]]]:
    """ "f^{-1}" and "(f⁻¹)'", where the letter is the name of a function."""
    found = []
    for match in _INVERSE.finditer(plain):
        name = match["name"]
        if _is_variable(plain, name):
            continue
        called = match["inner"] or match["argument"] or match["prime"]
        defined = re.search(rf"(?<![A-Za-z\\]){name}\s?\(\s?[a-zθ]\s?\)", plain) is not None
        if name not in _USUAL and not defined:
            continue
        if name in "hH" and not called and not defined and match["called"] is None:
            continue
        found.append((match.start(), (match.end(), "prime" if match["called"] is not None else "name")))
    return found


def _is_variable(plain: str, name: str) -> bool:
    """Whether a letter is what a function depends on: "h(f) = f^{-1}", "d/df", "with respect to f"."""
    return bool(
        re.search(rf"[A-Za-z]\s?\(\s?{name}\s?\)\s?=|/\s?d\s?{name}(?![A-Za-z])", plain)
        or re.search(rf"(?:respect to|wrt|w\.r\.t\.?)\s\x00*{name}(?![A-Za-z])", plain)
    )
