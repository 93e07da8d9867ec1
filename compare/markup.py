"""Formulas of pictures, in Typst or LaTeX, as text that the one reader reads."""

from __future__ import annotations

import re

from derivanim.errors import DerivanimError

_WORD = re.compile(r"[A-Za-z]{4,}")
_FUNCTIONS = frozenset({
    "arcsin", "arccos", "arctan", "arccot", "sinh", "cosh", "tanh", "coth", "sqrt", "frac", "approx", "quad", "text",
    "root", "sech", "csch", "arsinh", "arcosh", "artanh", "fill", "cdot", "left", "right", "prime", "times", "dots",
    "Delta", "theta", "alpha", "beta", "gamma", "lambda", "omega", "cases", "floor", "ceil",
})  # fmt: skip
_LATEX = re.compile(r"\\[a-zA-Z]{2,}")
_SYMBOLS = (
    (re.compile(r"\bdot\.c\b|\bdot\b|\btimes\b|\\cdot|\\times"), "*"),
    (re.compile(r"\bapprox\b|\\approx|\\simeq"), "≈"),
    (re.compile(r"\bminus\b"), "-"),
    (re.compile(r"\bplus\b"), "+"),
    (re.compile(r"\barrow(?:\.\w+)*|\\to\b|\\rightarrow|\\Rightarrow|\\implies"), "→"),
    (re.compile(r"\^\s*\{?\s*\\prime\s*\}?|′|’"), "'"),
    (
        re.compile(
            r"\\d?frac\s*\{\s*d\s*\}\s*\{\s*d\s*[A-Za-z]\s*\}\s*(?:\\left)?[\[(]([^\[\]]*?)(?:\\right)?[\])](?!\w)"
        ),
        r"(\1)'",
    ),
    (re.compile(r"\\d?frac\s*\{\s*d\s*([A-Za-z])\s*\}\s*\{\s*d\s*([A-Za-z])\s*\}"), r"((d \1)/(d \2))"),
    (re.compile(r"\\[,;!]|\\displaystyle"), " "),
)
_SEPARATOR = re.compile(r"\\quad|\\qquad|\\\\|\bquad\b|\\(?=\s|$)|;")


def plain(markup: str) -> list[str]:
    """The formulas of one text, each as the reader takes it: `frac(1, x)` becomes `((1)/(x))`.

    Words around formulas in dollar signs are left out. A part that cannot be read stays as it is.
    """
    if "$" in markup:
        inside = markup.split("$")[1::2]
        return [part for one in inside for part in plain(one)]
    text = markup.replace("&", " ")
    latex = _LATEX.search(text) is not None
    parts = []
    for part in _SEPARATOR.split(text):
        one = part
        for pattern, sign in _SYMBOLS:
            one = pattern.sub(f" {sign} " if sign != "'" else sign, one)
        if not latex:
            try:
                one = _typst(one)
            except DerivanimError:
                continue
        parts += [piece.strip(" .,") for piece in _outside_commas(one)]
    return [" ".join(part.split()) for part in parts if part]


def _typst(text: str) -> str:
    """Typst's calls of colour, fraction and root, from the inside of none to the outside of all."""
    while match := re.search(r"(?<![A-Za-z])(text|frac|root|lr)\(", text):
        end = closing(text, match.end() - 1)
        given = arguments_of(text[match.end() : end])
        if match[1] == "text":
            given = [one for one in given if not re.match(r"\s*\w+\s*:", one)]
            made = ", ".join(given)
        elif match[1] == "lr":
            made = ", ".join(given)
        elif len(given) == 2:
            first, second = given
            made = f"(({first})/({second}))" if match[1] == "frac" else f"(({second})^(1/({first})))"
        else:
            raise DerivanimError(f"{match[1]} with {len(given)} arguments")
        text = f"{text[: match.start()]} {made} {text[end + 1 :]}"
    return text


def closing(text: str, start: int) -> int:
    """The place of the bracket that closes the one at `start`; DerivanimError where there is none."""
    level, quoted = 0, False
    for place in range(start, len(text)):
        quoted ^= text[place] == '"'
        level += 0 if quoted else {"(": 1, ")": -1}.get(text[place], 0)
        if level == 0:
            return place
    raise DerivanimError("brackets that do not close")


def arguments_of(text: str) -> list[str]:
    """The arguments between the brackets of a call."""
    return _outside_commas(text)


def _outside_commas(text: str) -> list[str]:
    parts, level, start, quoted = [], 0, 0, False
    for place, character in enumerate(text):
        quoted ^= character == '"'
        level += 0 if quoted else {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(character, 0)
        if character == "," and level == 0 and not quoted:
            parts.append(text[start:place])
            start = place + 1
    return [*parts, text[start:]]


def normalised(text: str) -> str:
    """A text without differences in space and case of its first letter."""
    plain_text = "".join(text.split())
    return plain_text[:1].lower() + plain_text[1:]


def wordy(text: str) -> bool:
    """Whether a text is a sentence or a name rather than a formula."""
    return any(word not in _FUNCTIONS for word in _WORD.findall(re.sub(r'#rgb\("[^"]*"\)', "", text)))
