"""The two markups of formulas, Typst and LaTeX, piece by piece."""

from __future__ import annotations

from typing import Protocol

from derivanim.calculus.notation import GREEK_NAMES

_TYPST_OPERATORS = frozenset(
    [
        "sin",
        "cos",
        "tan",
        "cot",
        "sec",
        "csc",
        "arcsin",
        "arccos",
        "arctan",
        "sinh",
        "cosh",
        "tanh",
        "coth",
        "sech",
        "csch",
        "ln",
        "log",
        "max",
        "min",
    ]
)
_LATEX_OPERATORS = _TYPST_OPERATORS - {"sech", "csch"}


class Markup(Protocol):
    """What a formula is made of."""

    dot: str
    slash: str
    gap: str

    def symbol(self, name: str, *, negative: bool = False) -> str:
        """A variable or constant."""

    def operator(self, name: str) -> str:
        """The upright name of a function."""

    def text(self, words: str) -> str:
        """Words inside a formula."""

    def brackets(self, inside: str) -> str:
        """Parentheses that grow."""

    def fence(self, kind: str, inside: str) -> str:
        """abs, floor or ceiling."""

    def fraction(self, over: str, under: str) -> str:
        """A fraction."""

    def root(self, inside: str, index: int) -> str:
        """A root."""

    def power(self, base: str, exponent: str) -> str:
        """A power."""

    def subscript(self, base: str, index: str) -> str:
        """An index."""

    def cases(self, rows: list[tuple[str, str]]) -> str:
        """Cases with their conditions."""

    def relation(self, sign: str) -> str:
        """A comparison."""


def _indexed(name: str) -> tuple[str, str]:
    base, _, index = name.partition("_")
    return (base, index) if base and index else (name, "")


class _Typst:
    dot = "dot"
    slash = "\\/"
    gap = "med"

    def symbol(self, name: str, *, negative: bool = False) -> str:
        base, index = _indexed(name)
        known = len(base) == 1 or base in GREEK_NAMES or base in {"pi", "infinity"}
        shown = {"infinity": "infinity"}.get(base, base) if known else f'"{base}"'
        if index:
            shown += f"_{index}" if len(index) == 1 else f'_"{index}"'
        return f"-{shown}" if negative else shown

    def operator(self, name: str) -> str:
        return name if name in _TYPST_OPERATORS else f'op("{name}")'

    def text(self, words: str) -> str:
        escaped = words.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'

    def brackets(self, inside: str) -> str:
        return f"({inside})"

    def fence(self, kind: str, inside: str) -> str:
        return f"{ {'ceiling': 'ceil'}.get(kind, kind) }({inside})"

    def fraction(self, over: str, under: str) -> str:
        return f"frac({over}, {under})"

    def root(self, inside: str, index: int) -> str:
        return f"sqrt({inside})" if index == 2 else f"root({index}, {inside})"

    def power(self, base: str, exponent: str) -> str:
        return f"{base}^{exponent}" if len(exponent) == 1 or exponent.isalnum() else f"{base}^({exponent})"

    def subscript(self, base: str, index: str) -> str:
        return f"{base}_{index}" if len(index) == 1 else f"{base}_({index})"

    def cases(self, rows: list[tuple[str, str]]) -> str:
        return f"cases({', '.join(f'{value} quad &{when}' for value, when in rows)})"

    def relation(self, sign: str) -> str:
        return sign


class _Latex:
    dot = r"\cdot"
    slash = "/"
    gap = r"\;"

    def symbol(self, name: str, *, negative: bool = False) -> str:
        base, index = _indexed(name)
        if base in GREEK_NAMES or base == "pi":
            shown = f"\\{base}"
        elif base == "infinity":
            shown = r"\infty"
        else:
            shown = base if len(base) == 1 else f"\\mathrm{{{base}}}"
        if index:
            shown += f"_{{{index}}}" if index.isdigit() or len(index) == 1 else f"_{{\\mathrm{{{index}}}}}"
        return f"-{shown}" if negative else shown

    def operator(self, name: str) -> str:
        return f"\\{name}" if name in _LATEX_OPERATORS else f"\\operatorname{{{name}}}"

    def text(self, words: str) -> str:
        escaped = "".join(f"\\{c}" if c in "#$%&_{}" else c for c in words if c not in "\\^~")
        return f"\\text{{{escaped}}}"

    def brackets(self, inside: str) -> str:
        return f"\\left({inside}\\right)"

    def fence(self, kind: str, inside: str) -> str:
        left, right = {"abs": ("|", "|"), "floor": (r"\lfloor ", r"\rfloor"), "ceiling": (r"\lceil ", r"\rceil")}[kind]
        return f"\\left{left}{inside}\\right{right}"

    def fraction(self, over: str, under: str) -> str:
        return f"\\frac{{{over}}}{{{under}}}"

    def root(self, inside: str, index: int) -> str:
        return f"\\sqrt{{{inside}}}" if index == 2 else f"\\sqrt[{index}]{{{inside}}}"

    def power(self, base: str, exponent: str) -> str:
        return f"{base}^{{{exponent}}}"

    def subscript(self, base: str, index: str) -> str:
        return f"{base}_{{{index}}}"

    def cases(self, rows: list[tuple[str, str]]) -> str:
        inside = r" \\ ".join(f"{value} & {when}" for value, when in rows)
        return f"\\begin{{cases}} {inside} \\end{{cases}}"

    def relation(self, sign: str) -> str:
        return {"<=": r"\le", ">=": r"\ge", "!=": r"\ne"}.get(sign, sign)


TYPST: Markup = _Typst()
LATEX: Markup = _Latex()
