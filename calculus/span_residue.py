"""What a search for mathematics left over: signs and words beside a span that say it was captured only in part.

A span that is only part of what was written ("3rd" before "root of x", "squared" behind "sine") would give a wrong
video in silence, so such text is handed on as unreadable, and the caller asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from derivanim.calculus.span_collect import Found
from derivanim.calculus.span_readings import IntervalReading
from derivanim.calculus.span_tokens import Token
from derivanim.calculus.span_words import BARE_FUNCTIONS, FUNCTIONS, NUMBER_WORDS, ORDINALS
from derivanim.errors import DerivanimError, ExpressionError

_MASKS = dict.fromkeys("EFQC", "\ue000") | {"N": "\ue001", "I": "\ue002", "P": "\ue002", "T": "\ue003"}
_OTHER, _KNOWN, _HALF_LINE = "\ue004", "\ue005", "\ue006"
_ALL = frozenset({*_MASKS.values(), _HALF_LINE})
_OF_LIMITS = frozenset("_^}⁺⁻")  # brackets and sides of "lim_{x -> 0^+}"
_MASKED = frozenset({"opaque", "call", "prime", "url", "name"})

_E, _N, _H, _I, _S = "\ue000", "\ue001", "\ue006", "[\ue002\ue006]", "[\ue000-\ue002\ue006]"
_SCRIPT = "[⁰¹²³⁴-⁹⁺⁻⁽⁾ⁿˣᵗ₀-₉]"
_SIGNS = "√∛∜⌊⌋⌈⌉"
_NUMBER = "(?:" + "|".join(sorted(NUMBER_WORDS, key=len, reverse=True)) + r")\b"
_ORDINAL = r"(?:\b\d*(?:1st|2nd|3rd|\dth)|\b(?:n-?th|" + "|".join(sorted(ORDINALS)) + r")\b)"
_NAMES = "|".join(sorted(FUNCTIONS - {"sign", "floor", "abs", "log", "sec"}, key=len, reverse=True))
_LONG_NAMES = (
    r"(?:co)?sine|arc(?:sine|cosine|tangent)|modulus|absolute value|logarithm|(?:square|cube|\w+th|third) root"
    r"|reciprocal"
)
_MATHS = rf"(?:{_S}|[xte]\b(?!-)|\d|{_NUMBER}|(?:{_NAMES})\b|(?:the )?(?:quantity|square|cube|{_LONG_NAMES})\b)"
_LAYOUT = (
    r"(?:(?:begin|end)\{(?!cases)|(?:LaTeX|to|rightarrow|Rightarrow|implies|mapsto|in|quad|qquad|text|textbf|textit|emph|item|displaystyle|ldots|dots|cdots"
    r"|n|t|mid|boxed|bf|large|Large|hspace|vspace|label|tag)(?![A-Za-z]))"
)
_FLAGS = re.compile(
    "|".join(
        (
            # signs of mathematics that belong to no span
            rf"[{_SIGNS}]\s*{_S}+",
            rf"{_S}+\s*[{_SIGNS}]+",
            rf"{_SCRIPT}+\s*{_S}+",
            rf"{_S}+{_SCRIPT}+",
            rf"\S*\^\s*{_S}+",
            rf"{_S}+\s*\^\S*",
            rf"(?<![A-Za-z{_OTHER}])\|{_E}+(?:\|)?",
            rf"{_E}+\|(?!\s|_)",
            rf"{_E}+_[\w{{]\S*",
            rf"\{{[\s$]*{_E}+",
            rf"{_E}+[\s$]*\}}",
            rf"{_S}+[•·]\s*\w+|\w+[•·]{_S}+|{_N}+\s?[•·]\w+",
            rf"(?:≠|!\s?=|\\neq?(?![A-Za-z]))\s*(?:{_S}+|\d+)",
            rf"--{_E}+",
            # "1,5", "(3|4)", "[0 2]": a number or two?
            rf"(?<![\d,{_N}]){_N}+,{_N}+(?![,{_N}])|{_N}+\|{_N}+|\[\s?{_N}+\s+{_N}+\s?\]",
            # LaTeX that is no layout
            rf"\\(?!{_LAYOUT})[A-Za-z]+\*?(?:\s?\{{[^{{}}]*\}})?[\s^_]*{_S}+",
            rf"{_S}+\s*\\(?!{_LAYOUT})[A-Za-z]+",
            r"\\operatorname\*?\s?\{\w+\}\s?\S*",
            rf"\\(?:text|mathrm|textrm|mathit)\s?\{{\s?(?:{_NAMES})\s?\}}\s?\S*",
            r"\\begin\s?\{cases\}.*",
            # words of mathematics beside a span
            rf"{_ORDINAL}\s+root\s+of\s+\S+",
            rf"{_S}+,?\s+(?:squared|cubed)\b",
            rf"{_E}+,?\s+(?:all )?(?:over(?!\s+{_I})|times|plus|minus|divided by|multiplied by)\s+{_MATHS}\w*",
            rf"{_E}+,?\s+(?:raised\b|to the (?:power\b|{_ORDINAL}|{_NUMBER}|minus\b|[xnt]\b|{_N}))",
            rf"(?:\d+|\b{_NUMBER})\s+point\s+[{_E}{_N}]+",
            rf"(?<!\d )(?<!\d)\b(?:{_NAMES}|tg|ctg|lg|arctg)\s*[({{\[]?\s*{_E}+",
            rf"\b(?:{_NAMES}|{_LONG_NAMES})\s+(?:(?:squared|cubed)\s+)?of\s+(?:the\s+)?{_E}+",
            rf"\b(?:{_NAMES}|{_LONG_NAMES})\s+(?:squared|cubed)\s+{_E}+",
            r"\b(?:c?tg|lg|arctg)\s?\(?\s?[xt]\b\)?",
            rf"{_E}+\s+e\b(?!\s*[=.'-])",
            rf"\bpower\s+(?:of\s+)?{_E}+|(?<!\w){_MATHS}\s+(?:plus|minus|times|over|divided by)\s+(?:the\s+)?{_E}+",
            rf"\blines?\s+of\s+(?:the\s+)?tangent\s+of\s+{_E}+",
            # a definition by cases in pieces
            rf"(?:{_S}|\b[xt])+,?\s+if\s+{_H}+",
            rf"(?:{_E}|\b[xt])+,?\s+(?:if|when)\s+[xt]\s+is\s+(?:less|greater|more|smaller|bigger|larger|not)\b",
            rf"{_I}+\s*[,;]?\s*(?:and\s+|or\s+|but\s+)?(?:{_E}|{_N}|\b[xt]|\d)+,?\s+(?:for|if|when)\s+{_I}+",
            rf"(?:{_S}|\b[xt]\b|\d)+,?\s+(?:otherwise|elsewhere|else)\b",
            rf"{_S}.{{0,40}}\b(?:otherwise|elsewhere|else)\b,?\s+(?:{_S}|[xt]\b|\d)+",
            r"\b[Pp]iecewise\s?\(.*",
        )
    ),
    re.S,
)
_BAR = re.compile(rf"\\?(?:left|right|big|Big|bigg|Bigg)?[|.]\s?_\s?\{{?\s?[A-Za-z]\s?=\s?{_N}+\s?\}}?")


def residue(
    request: str, tokens: list[Token], found: list[Found], unreadable: Iterable[tuple[int, int, DerivanimError]]
) -> list[tuple[int, int, DerivanimError]]:
    """The places where mathematics was captured only in part, each with its error."""
    masked = list(request)
    for token in tokens:
        limit = token.kind == "drop" and request[token.start].strip() in _OF_LIMITS
        if limit or (token.kind in _MASKED and not re.match(r"\\(?:text|mathrm)", token.text)):
            _mask(masked, token.start, token.end, _OTHER)
    for item in found:
        interval = item.reading if isinstance(item.reading, IntervalReading) else None
        half = interval is not None and not (interval.a.is_finite and interval.b.is_finite)
        _mask(masked, item.start, item.end, _HALF_LINE if half else _MASKS[item.kind])
    for start, end, _ in unreadable:
        _mask(masked, start, end, _KNOWN)
    text = _BAR.sub(lambda match: _OTHER * len(match.group()), "".join(masked))
    places = [match.span() for match in _FLAGS.finditer(text)]
    places += _halves(request, text, found)
    result: list[tuple[int, int, DerivanimError]] = []
    position = 0
    for start, end in sorted(_whole(text, *place) for place in places):
        if start < position:
            continue
        piece = request[start:end]
        message = "this was understood only in part"
        result.append((start, end, ExpressionError(message, piece, 0, hint="Write the whole expression in signs.")))
        position = end
    return result


def _mask(masked: list[str], start: int, end: int, character: str) -> None:
    masked[start:end] = character * (end - start)


def _halves(request: str, text: str, found: list[Found]) -> list[tuple[int, int]]:
    """Spans that begin or end with a word whose other half is outside."""
    places = []
    for item in found:
        piece = request[item.start : item.end].lower()
        if item.kind not in "EF":
            continue
        if piece[0] in "-−" and text[: item.start].endswith(("-", "−")):
            places.append((item.start - 1, item.end))
        if piece.startswith("root"):
            before = re.search(rf"{_ORDINAL}\s+$", text[: item.start])
            if before:
                places.append((before.start(), item.end))
        if piece in BARE_FUNCTIONS:
            after = re.match(rf"\s*(?:{_SCRIPT}|[_^]|squared\b|cubed\b)\S*", text[item.end :])
            if after:
                places.append((item.start, item.end + after.end()))
    return places


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """The place grown to whole spans, without spaces at its ends."""
    while start and text[start] in _ALL and text[start - 1] == text[start]:
        start -= 1
    while end < len(text) and text[end - 1] in _ALL and text[end] == text[end - 1]:
        end += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return start, end
