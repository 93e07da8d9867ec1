"""Formulas measured with Typst itself, and broken so that they fit the width they have."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import typst

from derivanim.errors import TemplateError

UNITS_PER_POINT = 1 / 960  # Manim's scale for formulas: units of the frame for one Typst point at font size 1
SMALLEST = 0.7
COMFORTABLE = 0.86
_RELATIONS = ("=", "approx", "<=", ">=", "<", ">", "arrow.r", "!=")
_SIGNS = ("+", "-", "plus.minus")
_PAGE = "#set page(width: auto, height: auto, margin: 0pt, fill: none)\n#set text(size: 10pt)\n"


@dataclass(frozen=True)
class Fitted:
    """Markup with its line breaks, its font size, and whether it fits at that size."""

    markup: str
    size: int
    fits: bool


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(b"")


@cache
def measure(markup: str, size: float = 32, math: bool = True) -> tuple[float, float]:
    """Width and height, in units of the frame, of a formula (or of text) at that font size."""
    body = f"$ {markup} $" if math else markup
    try:
        svg = _compiler().compile(input=f"{_PAGE}{body}\n".encode(), format="svg")
    except typst.TypstError as error:
        raise TemplateError(f"Typst cannot typeset {markup!r}: {error}") from error
    box = re.search(rb'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg) if isinstance(svg, bytes) else None
    if box is None:
        raise TemplateError(f"Typst drew nothing for {markup!r}")
    width, height = (float(part) * size * UNITS_PER_POINT for part in box.groups())
    return width, height


@cache
def fit(markup: str, width: float, size: int = 32) -> Fitted:
    """Break a formula at its relations, then at its operators, then scale it to 70 % at least."""
    candidates = list(dict.fromkeys([markup, *_broken(markup, width, size)]))
    for smallest in (COMFORTABLE, SMALLEST):
        for candidate in candidates:
            scale = min(1.0, width / measure(candidate, size)[0])
            if scale >= smallest:
                return Fitted(candidate, int(size * scale), True)
    best = min(candidates, key=lambda candidate: measure(candidate, size)[0])
    return Fitted(best, max(12, int(size * width / measure(best, size)[0])), False)


def _broken(markup: str, width: float, size: int) -> list[str]:
    """The formula on several lines: at relations, and then at signs as well."""
    parts = _split(markup, _RELATIONS)
    if len(parts) < 2:
        return [_filled(markup, width, size)]
    left = measure(parts[0], size)[0]
    at_relations = f"{parts[0]} " + " \\ ".join(map(_aligned, _packed(parts[1:], width - left, size)))
    lines = [_aligned(_filled(part, width - left, size, indent="& quad ")) for part in parts[1:]]
    return [at_relations, " \\ ".join([f"{parts[0]} {lines[0]}", *lines[1:]])]


def _aligned(part: str) -> str:
    return f"& {part}"


def _packed(parts: list[str], width: float, size: int) -> list[str]:
    """Neighbours on one line as long as they fit there."""
    lines: list[str] = []
    for part in parts:
        if lines and measure(f"{lines[-1]} {part}", size)[0] <= width:
            lines[-1] = f"{lines[-1]} {part}"
        else:
            lines.append(part)
    return lines


def _filled(markup: str, width: float, size: int, indent: str = "") -> str:
    """Break at signs, as many terms a line as fit."""
    lines = _packed(_split(markup, _SIGNS), width, size)
    return f" \\ {indent}".join(lines)


def _split(markup: str, operators: tuple[str, ...]) -> list[str]:
    """Split before operators that stand outside of all brackets and strings, between spaces."""
    parts, depth, quoted, start = [], 0, False, 0
    for place, character in enumerate(markup):
        if character == '"' and markup[place - 1 : place] != "\\":
            quoted = not quoted
        elif quoted:
            continue
        elif character in "([{":
            depth += 1
        elif character in ")]}":
            depth -= 1
        elif character == " " and depth == 0:
            word = markup[place + 1 :].split(" ", 1)
            if len(word) == 2 and word[0] in operators and markup[start:place].strip():
                parts.append(markup[start:place].strip())
                start = place + 1
    return [*parts, markup[start:].strip()]
