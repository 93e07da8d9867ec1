"""Typst markup as LaTeX, for programs that are to use MathTex: converted by tylax, colours and line breaks by us."""

from __future__ import annotations

import re
from functools import cache

import tylax

from derivanim.errors import TemplateError

_TINT = re.compile(r'text\(fill: #rgb\("#([0-9A-Fa-f]{6})"\), ')
_SMALL = re.compile(r"text\(size: #([\d.]+)em, ")
_MATH = re.compile(r"\$([^$]*)\$")
_FLAT = re.compile(r"\\left\(([^()\\{}]*)\\right\)")  # brackets that need not grow stand closer without \left
_PLACE = re.compile(r"\\text\{ZQ(\d+)\}|\\operatorname\{ZQ(\d+)\}")


@cache
def to_latex(markup: str) -> str:
    r"""Mathematics for MathTex; tinted parts become `{\color[HTML]{...} ...}`, small ones `{\scriptstyle ...}`."""
    if smaller := _SMALL.match(markup):
        inner = to_latex(markup[smaller.end() : _closing(markup, smaller.end())])
        return rf"{{\scriptstyle {inner}}}" if float(smaller[1]) < 0.85 else inner
    parts: list[str] = []
    while found := _TINT.search(markup):
        end = _closing(markup, found.end())
        parts.append(rf"{{\color[HTML]{{{found[1]}}} {to_latex(markup[found.end() : end])}}}")
        markup = f'{markup[: found.start()]}"ZQ{len(parts) - 1}"{markup[end + 1 :]}'
    # Line by line, because tylax leaves the sign for a new line as it is.
    lines = (str(tylax.typst_to_latex(line)).strip() for line in markup.split(" \\ "))
    converted = _FLAT.sub(r"(\1)", r" \\ ".join(lines))
    return _PLACE.sub(lambda match: parts[int(match[1] or match[2])], converted)


def to_latex_text(markup: str) -> str:
    """Text for Tex: the formulas between dollar signs are converted, escapes of Typst become those of LaTeX."""
    pieces = []
    for number, piece in enumerate(_MATH.split(markup)):
        if number % 2:
            pieces.append(f"${to_latex(piece)}$")
        else:
            plain = re.sub(r"\\([\\#$*_`<>@\[\]~=/'\"-])", r"\1", piece.replace(" \\ ", "\n"))
            pieces.append(re.sub(r"([#$%&_{}])", r"\\\1", plain).replace("\n", r" \\ "))
    return "".join(pieces)


def _closing(markup: str, start: int) -> int:
    """The place of the bracket that closes what is open at `start`."""
    depth = 1
    for place in range(start, len(markup)):
        depth += {"(": 1, ")": -1}.get(markup[place], 0)
        if depth == 0:
            return place
    raise TemplateError(f"a bracket stays open in {markup!r}")
