"""Mathematics written the way people write it, in six notations, and read back before anybody uses it.

A text that the reader does not read as the same expression is never returned.
"""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import lru_cache

import sympy

from derivanim.calculus.reader import read_expression, read_number
from derivanim.dataset.mathematics import notation_latex, notation_words
from derivanim.dataset.mathematics.notation_plain import PlainStyle, calculator, glued, plain_style, python, unicode
from derivanim.dataset.mathematics.trees import Tree, letters, parse, signs_out
from derivanim.errors import DerivanimError

NOTATIONS = ("latex", "unicode", "calculator", "python", "words", "glued")
_TRIES = 4
_DELIMITERS = re.compile(r"^(?:\$|\\\()\s*|\s*(?:\$|\\\))$")


@dataclass(frozen=True)
class Style:
    """A notation, with the habits of the person who writes."""

    notation: str
    latex: notation_latex.LatexStyle
    plain: PlainStyle
    dollars: str
    rng: random.Random


def draw_style(notation: str, rng: random.Random) -> Style:
    """The habits of one person."""
    dollars = rng.choice(("$", "$", "$", "", "", r"\(")) if notation == "latex" else ""
    return Style(notation, notation_latex.draw_style(rng), plain_style(rng), dollars, rng)


def delimited(text: str, style: Style) -> str:
    """LaTeX between its signs, where this person uses them."""
    return {"$": f"${text}$", r"\(": rf"\({text}\)"}.get(style.dollars, text)


def raw(tree: Tree, style: Style) -> str | None:
    """The text of a tree, not yet read back; None where the notation has no text for it."""
    if style.notation == "latex":
        return notation_latex.text(tree, style.latex)
    if style.notation == "words":
        return notation_words.text(tree, style.rng)
    if style.notation == "unicode":
        return unicode(tree, style.plain)
    if style.notation == "python":
        return python(tree, style.plain)
    return calculator(tree, style.plain) if style.notation == "calculator" else glued(tree)


def write(source: str, notation: str, rng: random.Random, variable: str = "x") -> str | None:
    """A function in a notation, without delimiters; None where no text of a few is read as the same function."""
    for _ in range(_TRIES):
        text = written(source, draw_style(notation, rng), variable)
        if text is not None:
            return text
    return None


def written(source: str, style: Style, variable: str = "x") -> str | None:
    """A function in the habits of a style, its variable x renamed; None where it is not read back."""
    text = raw(renamed(source, variable), style)
    return text if text is not None and reads_as(text, source, variable) else None


@lru_cache(maxsize=4096)
def renamed(source: str, variable: str) -> Tree:
    """The tree of a function of x, with another variable."""
    return signs_out(parse(re.sub(r"\bx\b", variable, source) if variable != "x" else source))


def reads_as(text: str, source: str, variable: str = "x") -> bool:
    """Whether the reader takes the text for the function."""
    wanted = expression(source, variable)
    names = letters(renamed(source, variable)) or {variable}
    try:
        found = read_expression(_DELIMITERS.sub("", text), variables=names).expression
    except DerivanimError:
        return False
    if found == wanted:
        return True
    if not isinstance(found, sympy.Expr):
        return False
    difference = sympy.expand(found - wanted)
    return bool(difference == 0)


@lru_cache(maxsize=4096)
def expression(source: str, variable: str = "x") -> sympy.Expr:
    """What the reader makes of the source itself."""
    text = ast.unparse(renamed(source, variable))
    return read_expression(text).expression


def write_number(source: str, style: Style, *, spelt: bool = True) -> str:
    """A number such as `pi/4`, `-1/2` or `oo` in the habits of a style; `spelt` lets words be words."""
    if source in ("oo", "-oo"):
        signs = {"latex": r"\infty", "unicode": "∞", "glued": "∞", "python": "oo"}
        return source.replace("oo", signs.get(style.notation, "infinity"))
    tree, plain = renamed(source, "x"), replace(style.plain, spaced=False, star=False)
    shown: str | None = None
    if style.notation == "latex" or (style.notation == "words" and spelt and style.rng.random() < 0.5):
        shown = raw(tree, style)
    elif style.notation in ("unicode", "glued"):
        shown = unicode(tree, plain)
    elif style.notation == "calculator":
        shown = calculator(tree, plain)
    shown = shown or source
    try:
        return shown if _is_number(shown, source) else source
    except DerivanimError:
        return source


@lru_cache(maxsize=4096)
def _is_number(text: str, source: str) -> bool:
    difference = read_number(text) - expression(source)
    return bool(difference == 0 or abs(sympy.N(difference, 20)) < 1e-12)


def write_interval(ends: tuple[str, ...], style: Style, variable: str, forms: Collection[str]) -> str:
    """An interval in one of the forms that fit into the sentence: "brackets", "words" or "inequality"."""
    rng, form = style.rng, style.rng.choice(sorted(forms))
    low, high = (write_number(end, style, spelt=form == "words") for end in ends)
    if form == "brackets":
        gap = "" if style.notation == "glued" else rng.choice((" ", " ", ""))
        big = style.notation == "latex" and rng.random() < 0.2
        return delimited(rf"\left[{low}, {high}\right]" if big else f"[{low},{gap}{high}]", style)
    if form == "words":
        first, last = delimited(low, style), delimited(high, style)
        return rng.choice((f"from {first} to {last}", f"from {first} to {last}", f"between {first} and {last}"))
    sign = {"latex": r" \le ", "unicode": " ≤ ", "glued": "≤"}.get(style.notation, " <= ")
    letter = {"latex": r"\theta", "python": "theta"}.get(style.notation, "θ") if variable == "theta" else variable
    return delimited(f"{low}{sign}{letter}{sign}{high}", style)


def write_pair(pair: tuple[str, ...], style: Style) -> str:
    """A point or a vector."""
    a, b = (write_number(part, style, spelt=False) for part in pair)
    gap = "" if style.notation == "glued" else style.rng.choice((" ", " ", ""))
    return delimited(f"({a},{gap}{b})", style)
