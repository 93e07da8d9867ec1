"""LaTeX commands to plain notation: fractions, roots, brackets, names, cases. Nothing is executed or expanded."""

from __future__ import annotations

import difflib
import re

from derivanim.calculus.lexer import FUNCTIONS
from derivanim.calculus.notation import BAR, BAR_END, FRACTION, GREEK_NAMES, GROUP, GROUP_END, JOIN, Source
from derivanim.errors import ExpressionError

MAX_NESTING = 25

_COMMAND = re.compile(r"\\([A-Za-z]+\*?|.)", re.DOTALL)
_SIGNS = {
    "cdot": "*", "times": "*", "ast": "*", "div": "/", "le": "<=", "leq": "<=", "leqslant": "<=", "ge": ">=",
    "geq": ">=", "geqslant": ">=", "lt": "<", "gt": ">", "ne": "!=", "neq": "!=", "land": " and ", "wedge": " and ",
    "lor": " or ", "vee": " or ", "lvert": BAR, "rvert": BAR_END, "vert": "|", "mid": "|", "lparen": "(",
    "rparen": ")", "lbrack": "(", "rbrack": ")", "lfloor": f"{JOIN}floor(", "rfloor": ")", "lceil": f"{JOIN}ceil(",
    "rceil": ")", "to": "->", "mapsto": "->", "rightarrow": "->", "colon": ":", "{": "(", "}": ")",
    "minus": "-", "plus": "+", "e": "e",
}  # fmt: skip
_SPACES = frozenset([",", ";", ":", "!", " ", "quad", "qquad", ">", "thinspace", "enspace", "\n"])
_SILENT = frozenset(["displaystyle", "textstyle", "limits", "nolimits", "(", ")", "[", "]", "ensuremath"])
_DELIMITERS = frozenset(
    [
        "left",
        "right",
        "big",
        "Big",
        "bigg",
        "Bigg",
        "bigl",
        "bigr",
        "Bigl",
        "Bigr",
        "biggl",
        "biggr",
        "Biggl",
        "Biggr",
        "middle",
        "bigm",
    ]
)
_FONTS = frozenset(
    [
        "mathrm",
        "operatorname",
        "operatorname*",
        "text",
        "textrm",
        "mathit",
        "mathbf",
        "mathsf",
        "mathnormal",
        "mbox",
        "rm",
        "it",
        "textit",
    ]
)
_FRACTIONS = frozenset(["frac", "dfrac", "tfrac", "cfrac", "nicefrac"])
_GREEK = GREEK_NAMES | {"pi"}
_VARIANTS = {"vartheta": "theta", "varphi": "phi", "varepsilon": "epsilon", "varrho": "rho", "varsigma": "sigma"}
_REFUSED = {
    "int": "integrals are not read", "sum": "sums over an index are not read", "prod": "products over an index are "
    "not read", "lim": "limits are not read", "infty": "infinity is not a number that an expression may hold",
    "pm": "± stands for two expressions: write one of them", "mp": "∓ stands for two expressions: write one of them",
    "circ": "degrees are not read: write angles in radians", "partial": "partial derivatives are not read",
    "prime": "a prime (derivative) is not part of an expression", "ldots": "an expression has no dots",
    "dots": "an expression has no dots", "cdots": "an expression has no dots", "approx": "only exact equality is read",
    "degree": "degrees are not read: write angles in radians",
}  # fmt: skip


def plain(source: Source) -> Source:
    """The source without LaTeX commands and braces."""
    if not any(mark in source.text for mark in "\\{$"):
        return source
    converter = _Converter(source)
    converter.run(0, len(source.characters), 0)
    return converter.result


class _Converter:
    def __init__(self, source: Source) -> None:
        self.text = source.text
        self.places = source.places
        self.original = source.original
        self.result = Source(source.original)

    def put(self, characters: str, at: int) -> None:
        self.result.put(characters, self.places[min(at, len(self.places) - 1)])

    def error(self, message: str, at: int) -> ExpressionError:
        return ExpressionError(message, self.original, self.places[min(at, len(self.places) - 1)])

    def run(self, start: int, end: int, depth: int) -> None:
        """Convert the text between two places."""
        if depth > MAX_NESTING:
            raise self.error(f"more than {MAX_NESTING} braces inside one another are not read", start)
        over = self._over(start, end)
        if over is not None:
            self.put(FRACTION + GROUP, start)
            self.run(start, over, depth + 1)
            self.put(f"{GROUP_END}/{GROUP}", over)
            self.run(over + 5, end, depth + 1)
            self.put(GROUP_END + GROUP_END, end - 1)
            return
        at = start
        while at < end:
            at = self.unit(at, end, depth)

    def _over(self, start: int, end: int) -> int | None:
        """Where this group is cut by \\over, or None."""
        level = 0
        for at in range(start, end):
            level += {"{": 1, "}": -1}.get(self.text[at], 0)
            if level == 0 and self.text.startswith("\\over", at) and not self.text[at + 5 : at + 6].isalpha():
                return at
        return None

    def unit(self, at: int, end: int, depth: int) -> int:
        """Convert one character, group or command; the index after it."""
        character = self.text[at]
        if character == "\\":
            return self.command(at, end, depth)
        if character == "{":
            return self.braces(at, end, depth)
        if character == "}":
            raise self.error("this } closes nothing", at)
        if character not in "$~":
            self.put(character, at)
        elif character == "~":
            self.put(" ", at)
        return at + 1

    def closing(self, at: int, end: int) -> int:
        """The index of the brace that closes the one at `at`."""
        level = 0
        for place in range(at, end):
            if self.text[place] == "\\":
                continue
            escaped = place > at and self.text[place - 1] == "\\"
            if not escaped:
                level += {"{": 1, "}": -1}.get(self.text[place], 0)
            if level == 0:
                return place
        raise self.error("this { is never closed", at)

    def braces(self, at: int, end: int, depth: int) -> int:
        close = self.closing(at, end)
        inside = self.text[at + 1 : close]
        by_cases = re.search(r"(?<![A-Za-z])(if|for|when|otherwise|else)(?![A-Za-z])|,|;", inside)
        self.put("{" if by_cases else GROUP, at)
        self.run(at + 1, close, depth + 1)
        self.put("}" if by_cases else GROUP_END, close)
        return close + 1

    def argument(self, at: int, end: int, depth: int, command: int) -> int:
        """One argument as TeX takes it: a group, a command or one character; put as a group."""
        at = self.skip(at, end)
        if at >= end:
            raise self.error("this command needs an argument", command)
        self.put(GROUP, at)
        if self.text[at] == "{":
            close = self.closing(at, end)
            self.run(at + 1, close, depth + 1)
            at = close + 1
        else:
            if depth > MAX_NESTING:
                raise self.error("too many commands inside one another", at)
            at = self.unit(at, end, depth + 1)
        self.put(GROUP_END, at - 1)
        return at

    def skip(self, at: int, end: int) -> int:
        while at < end and self.text[at] == " ":
            at += 1
        return at

    def command(self, at: int, end: int, depth: int) -> int:
        match = _COMMAND.match(self.text, at, end)
        if match is None:
            raise self.error("a backslash must begin a LaTeX command", at)
        name, after = match[1], match.end()
        if name in _REFUSED:
            raise self.error(_REFUSED[name], at)
        if name in _SPACES:
            self.put(" ", at)
            return after
        if name == "\\":
            self.put(" ; ", at)
            return after
        if name in _SILENT:
            return after
        if name in _DELIMITERS:
            return self.delimiter(name, after, end)
        if name in _SIGNS:
            self.put(_SIGNS[name], at)
            return self.skip(after, end)
        if name in _FRACTIONS:
            self.put(FRACTION, at)
            after = self.argument(after, end, depth, at)
            self.put("/", at)
            after = self.argument(after, end, depth, at)
            self.put(GROUP_END, after - 1)
            return after
        if name == "sqrt":
            return self.root(at, after, end, depth)
        if name == "begin":
            return self.environment(at, after, end, depth)
        if name in _FONTS:
            return self.font(name, after, end, depth, at)
        return self.name(name, at, after, end)

    def name(self, name: str, at: int, after: int, end: int) -> int:
        name = _VARIANTS.get(name, name)
        if name not in FUNCTIONS and name not in _GREEK:
            close = difflib.get_close_matches(name, [*FUNCTIONS, *_GREEK, "frac", "cdot", "operatorname"], 1, 0.6)
            suffix = f" (did you mean \\{close[0]}?)" if close else ""
            raise self.error(f"the LaTeX command \\{name} is not part of an expression{suffix}", at)
        self.put(f"{JOIN}{name}{JOIN}", at)
        return self.skip(after, end)

    def delimiter(self, name: str, at: int, end: int) -> int:
        at = self.skip(at, end)
        bars = {"|", "\\vert", "\\lvert", "\\rvert"}
        found = next((mark for mark in sorted(bars, key=len) if self.text.startswith(mark, at)), None)
        opening = name == "left" or name.endswith("l")
        if at < end and self.text[at] == ".":
            return at + 1
        if found and (name in {"left", "right"} or name.endswith(("l", "r"))):
            self.put(BAR if opening else BAR_END, at)
            return at + len(found)
        return at

    def root(self, at: int, after: int, end: int, depth: int) -> int:
        after = self.skip(after, end)
        if after < end and self.text[after] == "[":
            close = self.text.find("]", after, end)
            if close < 0:
                raise self.error("this [ is never closed", after)
            self.put(f"{JOIN}root(", at)
            rest = self.argument(close + 1, end, depth, at)
            self.put(",", after)
            self.run(after + 1, close, depth + 1)
            self.put(")", rest - 1)
            return rest
        self.put(f"{JOIN}sqrt", at)
        return self.argument(after, end, depth, at)

    def font(self, name: str, after: int, end: int, depth: int, at: int) -> int:
        after = self.skip(after, end)
        if after >= end or self.text[after] != "{":
            return after
        close = self.closing(after, end)
        gap = " " if "text" in name or name == "mbox" else JOIN
        self.put(gap, after)
        self.run(after + 1, close, depth + 1)
        self.put(gap, close)
        return self.skip(close + 1, end) if gap == JOIN else close + 1

    def environment(self, at: int, after: int, end: int, depth: int) -> int:
        match = re.compile(r"\s*\{(cases|dcases)\}").match(self.text, after, end)
        if match is None:
            raise self.error("only \\begin{cases} is read", at)
        finish = f"\\end{{{match[1]}}}"
        close = self.text.find(finish, match.end(), end)
        if close < 0:
            raise self.error(f"{finish} is missing", at)
        self.put("{", at)
        start = match.end()
        for place in [*self._ampersands(start, close), close]:
            self.run(start, place, depth + 1)
            if place < close:
                self.put(" if ", place)
            start = place + 1
        self.put("}", close)
        return close + len(finish)

    def _ampersands(self, start: int, end: int) -> list[int]:
        return [place for place in range(start, end) if self.text[place] == "&"]
