"""Requests cut into tokens: numbers, letters, function names, operators, English words, each with its place.

The tokens know whether white space stands before them and whether mathematical delimiters ($...$, \\(...\\), backticks)
surround them. Derivative operators, limits and calls of unnamed functions ("f'(x)") are tokens of their own, because
they stay text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache

from derivanim.calculus.span_names import names
from derivanim.calculus.span_words import CONSTANTS, FUNCTIONS, GLUED_ENGLISH, SHORT_ENGLISH, TITLE_WORDS


@dataclass(frozen=True, slots=True)
class Token:
    """One token; `text` is its normalised form, `start` and `end` its place in the request."""

    kind: str
    text: str
    start: int
    end: int
    gap: bool
    region: bool

    @property
    def low(self) -> str:
        """The text in lower case."""
        return self.text.lower()


_REGION = re.compile(
    r"(?P<d2>\$\$)[^$]{1,600}?\$\$|(?P<d1>\$)[^$\n]{1,400}?\$|(?P<par>\\\().{1,600}?\\\)|(?P<br>\\\[).{1,600}?\\\]"
    r"|(?P<t3>```)[^`]{1,600}```|(?P<t1>`)[^`]{1,400}`",
    re.S,
)
_CLOSING = {"d2": 2, "d1": 1, "par": 2, "br": 2, "t3": 3, "t1": 1}
_QUOTE = re.compile(
    "\"(?P<a>[^\"]{1,160})\"|“(?P<b>[^”“]{1,160})”|«(?P<c>[^»]{1,160})»|(?<![\\w)'])'(?P<d>[^']{2,160})'(?![\\w(])"
    "|‘(?P<e>[^’‘]{2,160})’"
)

_D = r"d(?:\s?\^\s?\{?[2-9n]\}?|[²³⁴]|[23](?=[a-z]))?"
_FUNCTION_NAMES = "|".join(sorted(FUNCTIONS, key=len, reverse=True))
_POWER = r"(?:\s?\^\s?(?:\{[23]\}|[23])|[²³])"
_TIME = r"(?:s(?:\^2|²)?|sec|min|h|hr|hour|minute|second|day)(?![A-Za-z^(])"
_TOKEN = re.compile(
    "|".join(
        f"(?P<{name}>{pattern})"
        for name, pattern in [
            ("drop", "\x00+"),
            ("space", r"[\s~]+"),
            (
                # "\\mathrm{ln}" and "\\operatorname{arctan}": a name in upright letters
                "wrapped",
                r"\\(?:text|mathrm|textrm|mathit|operatorname\*?)\s?\{\s?(?:" + _FUNCTION_NAMES + r"|e|x|t)\s?\}",
            ),
            (
                "opaque",
                # Leibniz notation, alone or as a LaTeX fraction
                r"\\[dt]?frac\s?\{\s?(?:\\mathrm\{d\}|\\partial|" + _D + r")\s?[A-Za-z]?(?:\([a-z]\))?\s?\}"
                r"\{\s?(?:\\mathrm\{d\}|\\partial|d)\s?[A-Za-zθ](?:\s?\^\s?\{?\d\}?)?\s?\}"
                # A difference quotient: "\\frac{f(x+h)-f(x)}{h}"
                r"|\\[dt]?frac\s?\{[fgy]\([^{}]{1,40}\}\s?\{[^{}]{1,20}\}"
                r"|(?<![A-Za-z\d])\(?(?:"
                + _D
                + r"\s?[A-Za-z]?|∂[A-Za-z]?)\s?/\s?\(?[d∂]\s?[A-Za-zθ](?![A-Za-z])(?:\s?\^\s?\d|[²³]|[23](?!\d))?\)?"
                # Steps that shrink to nothing: never a point of the curve
                r"|(?<![A-Za-z])(?:h|[Δ∆]\s?[xth]|\\Delta\s?[xth]|delta\s?[xth]|d[xt])\s?(?:->|→|\\to|\\rightarrow|=>|"
                r"(?:goes|go|tends?|gets(?: closer)?|shrinks?|going|tending|moves?|converges?)\s+(?:down\s+)?to"
                r"|approache?s|approaching|nears)\s?(?:0|zero)(?![\d.]\d)"
                # The product rule itself: "d(uv) = u dv + v du"
                r"|d\(\s?u\s?v\s?\)(?:\s?/\s?d[xt])?\s*=\s*[uvdxt+*·'’′/ ]+(?![A-Za-z(=])"
                # Limits, integrals and sums with their bounds
                r"|\\?(?:lim)(?:its?)?\s?_\s?\{[^{}]{1,30}\}|\blim\s+(?:as\s+)?[a-zθ]\s?(?:->|→|to)\s?-?[A-Za-z](?![A-Za-z])"
                r"|(?<![A-Za-z\\])\\?lim(?![A-Za-z_])"
                r"|(?:\\(?:int|sum|prod|iint|oint)(?![A-Za-z])|[∫∑∏])(?:\s?_\s?(?:\{[^{}]{1,20}\}|\w))?(?:\s?\^\s?(?:\{[^{}]{1,20}\}|\w))?"
                r"|\\text\s?\{[^{}]{1,60}\}|\\mathrm\s?\{[^{}]{1,60}\}|(?<![A-Za-z])D_\{?[a-z]\}?",
            ),
            (
                "url",
                r"\bv\d+(?:\.\d+)+|\d{1,2}/\d{1,2}/\d{2,4}(?!\d)|\d{4}-\d\d-\d\d(?!\d)|\d{1,2}:\d\d(?!\d)|https?://\S{1,200}|www\.\S{1,200}|[\w.]{1,60}@[\w.]{1,60}\.\w+|[\w/\\]{0,60}/[\w/]{1,40}\.[a-z]{2,4}\b",
            ),
            # "x0 = 4" and "the point x0": a name with a number
            (
                "name",
                r"[A-Za-z]{2,}(?:_[A-Za-z]{2,})+|w\.r\.t\.?|(?<![\w)\]])w/o?(?=\s)|(?<![A-Za-z\d])[fFgz]_\{?[xyt]{1,2}\}?(?![A-Za-z])|(?<![A-Za-z\d.^)])[xta][01](?=\s?(?:=|:=|is\b|equals\b)|\s?[,.;:!?)]|\s[a-z]{2}|$)",
            ),
            (
                # "5 m/s", "12 cm^3", "3 L/min": units with signs, which are no product of letters
                "unit",
                r"(?:(?<=\d)|(?<=\d\s)|(?<=\d-))(?:"
                rf"(?:[kcmd]?m|ft|in|mi|yd){_POWER}?\s?/\s?{_TIME}|(?:[kcmd]m|ft|in|mi|yd){_POWER}(?![\w^])"
                rf"|(?:[Ll]|gal|k?g|°[CF])\s?/\s?{_TIME})",
            ),
            (
                "call",
                r"(?<![A-Za-z\d])(?![exa]\()(?:[A-Za-zθφ](?:_\{?\w\}?|[₀-₉])?(?:[′’″]|'){0,3}(?:\^\{\(\w\)\})?)"
                r"(?:(?<=[fghFG'′])\s)?(?:\\left)?\(\s?[A-Za-zθφ](?:\s?,\s?[A-Za-z]){0,3}\s?(?:\\right)?\)"
                # "x(t) = t^2" and "\\vec{r}(t)": the coordinates of a curve
                r"|(?<![A-Za-z\d])x\([tsuwθ]\)(?=\s?(?:=|,\s?y\())"
                r"|\\(?:vec|mathbf|bm|boldsymbol|overrightarrow)\s?(?:\{\s?[a-z]\s?\}|[a-z])\s?\([a-zθ]\)"
                r"|(?<![A-Za-z\d])[fghFG](?:[′’″]|'){0,3}\((?:[^()\n]|\([^()\n]{0,40}\)){1,60}\)(?<=[A-Za-z)²]\)|\w\)|.\))",
            ),
            ("prime", r"(?<![A-Za-z\d])[A-Za-z](?:[′’″]|'){1,3}(?![A-Za-z])"),
            ("function", rf"(?:np|numpy|math|sp|sympy|torch)\.(?:{_FUNCTION_NAMES})(?![a-z])"),
            ("latex", r"\\[A-Za-z]+|\\[,;:!{}|\s]|\\\\"),
            ("number", r"\d+(?:\.\d+)?|(?<![\d.])\.\d+"),
            (
                "word",
                r"(?:[A-Za-zÀ-ÖØ-öø-ÿ]{2,}|I|i(?=['’]m(?![A-Za-z])))(?:['’](?:s|t|re|ll|ve|m|d)(?![A-Za-z]))?|[A-Za-zÀ-ÖØ-öø-ÿ]",
            ),
            ("greek", "[Α-Ωα-ωϑϕϵ]"),
            ("script", "[⁰¹²³⁴-⁹⁺⁻⁽⁾ⁿˣᵗ⁄½⅓¼¾⅔]+"),
            ("sub", r"[₀-₉]+|(?<=log)_\d+|_\{?\w{1,3}\}?"),
            ("op", r"\*\*|->|→|↦|<=|>=|=>|:=|==|\.\.+|[-+*/^=<>≤≥()\[\]{}|,;√∛∜∞∈°%]"),
            ("punct", r"."),
        ]
    ),
    re.S,
)
_NAME_OF_CALL = re.compile(r"[A-Za-zθφ](?:[′’″]|'){0,3}")
_COMPOUND = re.compile(r"[A-Za-z\d]+(?:-[A-Za-z]{3,})+(?![A-Za-z])|[A-Za-z]{3,}(?:-[A-Za-z]+)+(?![A-Za-z])")
_GLUED = re.compile(rf"(?:(?:pi|[xyztuvwke]){{0,3}}(?:{_FUNCTION_NAMES})(?:pi|[xyztuvw]{{0,2}}))+")
_SPOKEN = frozenset({"to", "the", "of", "one", "two", "six", "ten", "all", "if", "for", "and", "or", "is", "at"})
_GREEK_WORDS = {"theta": "θ", "phi": "φ"}
_MEASURES = frozenset({"foot", "feet", "meter", "metre", "inch", "mile", "yard", "kilometer", "centimeter"})
_LETTERS = re.compile(r"[abcekmnpqrstuvwxyz]{2,3}", re.I)
_STUCK = re.compile(r"(of|at|to|for|the|and|function|curve|when|let|where|is|if|by)([a-zA-Z])", re.I)
_TITLED = re.compile(r"\s?(?:[A-Z\d].*|\S+\s\S+.*)", re.S)
# What follows a title at the start: a request with mathematics in it, and not "is a word that I do not know"
_REQUESTED = re.compile(
    r"(?!\s*(?:is|was|are|means?|says|said|in|on|and|or|of|please|as|what|why|how|when|with|for|by|but|to|at|from|[.)?])(?![A-Za-z]))"
    r"(?=.*(?:\d|[\^=]|(?<![A-Za-z])(?:[xyt]|sin|cos|tan|ln|log|sqrt)(?![A-Za-z])))\s*[-:,;–—|]?\s*[A-Za-z\d]",
    re.S,
)
_SINGLES = {
    **dict.fromkeys("−﹣－‒", "-"),
    **dict.fromkeys("·×⋅∗∙＊", "*"),
    **dict.fromkeys("÷∕／", "/"),
    **dict.fromkeys("⩽≦", "≤"),
    **dict.fromkeys("⩾≧", "≥"),
    "＝": "=",
    "–": "-",
    "⌊": "(",
    "⌋": ")",
}
_KEEP = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿˣᵗ½⅓¼¾⅔₀₁₂₃₄₅₆₇₈₉…′″")


@cache
def _shadow_of(character: str) -> str:
    if character in _SINGLES:
        return _SINGLES[character]
    if character.isascii() or character in _KEEP:
        return character
    folded = unicodedata.normalize("NFKC", character)
    if len(folded) != 1 or folded == "\x00":
        return character
    return _SINGLES.get(folded, folded)


def shadow(text: str) -> str:
    """The text with italic, full-width and lookalike characters made plain, place by place, of the same length."""
    return "".join("\x01" if c == "\x00" else _shadow_of(c) for c in text)


@dataclass(frozen=True, slots=True)
class Titled:
    """A quoted text that is a title: its place with the quotation marks, and what stands between them."""

    start: int
    end: int
    text: str


# "lim_{x -> 0}": the variable and the number stand free, the brackets fall away.
_INFINITY = r"(?:∞|\\infty|infinity|oo|inf)"
_LIMIT = re.compile(
    r"(?:\\?lim(?:its?)?)(\s?_\s?[{(]?)\s?[a-gi-zθ]\s?(?:->|→|=>|\\to|\\rightarrow|to)\s?"
    rf"[-+]?(?:[\d.]+|\\?pi|π|e|{_INFINITY})(?:\s?/\s?\d+)?(?![A-Za-z])(\s?\^\s?\{{?[-+]\}}?|[⁺⁻])?\s?([}})]?)"
)


def tokenise(text: str) -> tuple[list[Token], list[Titled]]:
    """The tokens of a request, and its titles; the title's tokens are one token of the kind "title"."""
    plain = re.sub(r"(?<=[\w)])•(?=[\w(\\])", "*", shadow(text))
    chars = list(plain)
    titles: list[Titled] = []
    for match in _QUOTE.finditer(plain):
        inside = match.group(match.lastgroup or 0)
        before = re.findall(r"[A-Za-z]+", plain[max(0, match.start() - 30) : match.start()].lower())[-3:]
        if TITLE_WORDS.intersection(before) or _opens(plain, match.start(), match.end(), inside):
            shift = match.start(match.lastgroup or 0)
            titles.append(Titled(match.start(), match.end(), text[shift : shift + len(inside)].strip()))
        elif _mathematical(inside):
            chars[match.start()] = chars[match.end() - 1] = "\x00"
    for match in _LIMIT.finditer(plain):
        for group in (1, 2, 3):
            start, end = match.span(group)
            chars[start:end] = "\x00" * (end - start)
    regions: list[tuple[int, int]] = []
    for match in _REGION.finditer(plain):
        if any(title.start < match.end() and match.start() < title.end for title in titles):
            continue
        width = _CLOSING[match.lastgroup or "d1"]
        start, end = match.start() + width, match.end() - width
        if match.lastgroup == "d1" and re.match(r"\d+(?:\.\d\d)?\s+[A-Za-z]{2}", plain[start:end]):
            continue  # "$5 or $10" is money
        chars[match.start() : start] = "\x00" * width
        chars[end : match.end()] = "\x00" * width
        regions.append((start, end))
    tokens = [
        replace(token, kind="letter", text=_GREEK_WORDS[token.low]) if token.low in _GREEK_WORDS else token
        for token in _cut("".join(chars), regions, titles)
    ]
    return tokens, titles


def _opens(plain: str, start: int, end: int, inside: str) -> bool:
    """Whether a quoted text at the start of a request is the title of what is asked for behind it."""
    if plain[:start].strip() or _mathematical(inside) or not _TITLED.match(inside) or len(inside) > 60:
        return False
    return _REQUESTED.match(plain, end) is not None


def _mathematical(inside: str) -> bool:
    return bool(re.search(r"[\^=+*²³√\\]|\d[a-z]\b|\b[xyt]\b", inside)) and len(inside.split()) < 12


def _cut(plain: str, regions: list[tuple[int, int]], titles: list[Titled]) -> list[Token]:
    tokens: list[Token] = []
    position, gap = 0, True
    ends = {title.start: title for title in titles}
    named = names(plain)
    while position < len(plain):
        if position in ends:
            title = ends[position]
            tokens.append(Token("title", title.text, title.start, title.end, gap, False))
            position, gap = title.end, False
            continue
        if position in named:
            end, kind = named[position]
            tokens.append(Token(kind, plain[position:end], position, end, gap, False))
            position, gap = end, False
            continue
        region = any(start <= position < end for start, end in regions)
        compound = None if region else _COMPOUND.match(plain, position)
        if compound and (position == 0 or not plain[position - 1].isalnum()) and _is_compound(compound.group()):
            tokens.append(Token("word", compound.group(), position, compound.end(), gap, False))
            position, gap = compound.end(), False
            continue
        match = _TOKEN.match(plain, position)
        assert match is not None  # the last alternative takes any character
        kind, found = match.lastgroup or "punct", match.group()
        if kind == "call" and not _is_call(found):
            match = _NAME_OF_CALL.match(plain, position)
            assert match is not None  # every call starts with its name
            found = match.group()
            kind = "prime" if len(found) > 1 else "word" if found.isascii() else "greek"
        end = match.end()
        if kind == "space":
            gap = True
        elif kind == "word":
            around = plain[position - 1 : position], plain[end : end + 1]
            tokens.extend(_words(found, position, gap, region, *around))
            gap = False
        elif kind == "wrapped":
            name = found[found.index("{") + 1 : -1].strip()
            tokens.append(Token("letter" if len(name) == 1 else "function", name, position, end, gap, region))
            gap = False
        else:
            kind = ("constant" if found == "π" else "letter") if kind == "greek" else kind
            tokens.append(Token(kind, found, position, end, gap, region))
            gap = False
        position = end
    return tokens


def _is_compound(found: str) -> bool:
    """Whether "x-axis" or "step-by-step" is one English word and no subtraction."""
    first, *rest = found.lower().split("-")
    if first.isdigit() and rest[0] in _MEASURES:
        return False  # "a 13-foot ladder"
    mathematics = [part in FUNCTIONS or part in CONSTANTS or _word_kind(part, "") == "glued" for part in rest]
    return not any(mathematics) and first not in FUNCTIONS and not _GLUED.fullmatch(first)


def _is_call(found: str) -> bool:
    """Whether "f(x)" calls a function without a body: not a product such as "x(t)" could be, not a value "f(2)"."""
    inside = found[found.index("(") + 1 : -1]
    if found[0] == "\\":
        return True
    if found[0] == inside.strip():
        return False
    return bool(re.search(r"[A-Za-zθφ]", re.sub(r"\\?(?:pi|sqrt|ln|sin|cos|tan|exp|frac)|e", "", inside)))


def _word_kind(word: str, following: str) -> str:
    low = word.lower()
    if low in FUNCTIONS:
        return "function"
    if low in CONSTANTS:
        return "constant"
    if len(word) == 1:
        return "letter"
    if low in GLUED_ENGLISH or low in SHORT_ENGLISH:
        # "at^2" is a product of letters, whatever English says
        return "letters" if len(low) == 2 and low[1] in "xyt" and following and following in "^²³" else "word"
    if _GLUED.fullmatch(low) and (low[-1] in "xyztuvwi" or following in "(^{|" or following.isdigit()):
        return "glued"
    if low.startswith("pi") and len(low) == 3 and low[2] in "xyzt":
        return "glued"
    if _LETTERS.fullmatch(low) and (any(letter in "xyztuvw" for letter in low) or following in {"^", "²", "³"}):
        return "letters"
    return "word"


def _words(found: str, position: int, gap: bool, region: bool, preceding: str, following: str) -> list[Token]:
    """The token of a word, or two where text was glued: "ofx^2"."""
    stuck = _STUCK.fullmatch(found)
    if stuck and following and following in "^=(²³" and found.lower() not in FUNCTIONS:
        middle = position + len(stuck[1])
        return [
            Token("word", stuck[1], position, middle, gap, region),
            Token("letter", stuck[2], middle, position + len(found), True, region),
        ]
    kind = _word_kind(found, following)
    low = found.lower()
    if kind == "word" and preceding and preceding in "^*+/)²³" and _GLUED.fullmatch(low):
        kind = "glued"  # "e^xcos x"
    elif kind == "word" and preceding.isdigit() and low in {"ex", "xx", "xe"}:
        kind = "letters"
    elif low == "root" and following == "(":
        kind = "function"
    if kind == "word" and region and found.isascii() and found.isalpha() and len(found) <= 3 and low not in _SPOKEN:
        kind = "letters"
    return [Token(kind, found, position, position + len(found), gap, region)]
