"""The texts that a program shows: titles, labels of the function and of its derivative, steps of the calculation."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from derivanim.dataset.study.names import Names, given_names, in_order

MAX_TEXT = 2000
# Stands for what a program fills in while it runs.
OPEN = "\N{HORIZONTAL ELLIPSIS}"

_CLASSES = {"MathTex", "Tex", "Text", "MarkupText", "SingleStringMathTex", "TexText", "OldTex", "Title", "MathTypst"}
_GRAPH_LABEL = "get_graph_label"
_STEP = re.compile(r"step|calc|work|expla|solution|deriv\w*_(?:lines|text)s|rules?_|reason", re.IGNORECASE)
_HEADER = re.compile(r"title|head|caption|subtitle", re.IGNORECASE)
_MOVING = re.compile(r"tracker|value|slope_|dot|live|current|readout", re.IGNORECASE)
_PRIME = r"(?:'|′|’|\^\s*\{?\s*\\prime\s*\}?|\\prime)"
_ARGUMENT = r"\s*(?:\\left)?\(\s*\\?([A-Za-z]+)\s*(?:\\right)?\)"
_FUNCTION = re.compile(rf"\s*([A-Za-z]){_ARGUMENT}\s*=(.*)", re.DOTALL)
_DERIVATIVE = re.compile(rf"\s*([A-Za-z])\s*{_PRIME}{_ARGUMENT}\s*=(.*)", re.DOTALL)
_LEIBNIZ = re.compile(
    r"\s*(?:\\d?frac\s*\{\s*d\s*([A-Za-z])\s*\}\s*\{\s*d\s*([A-Za-z])\s*\}|d([A-Za-z])/d([A-Za-z]))\s*=(.*)", re.DOTALL
)
_EQUALS = re.compile(r"(?<![<>!=:\\])=(?!=)")


@dataclass(frozen=True)
class Written:
    """A text of the program: the class that shows it, the name it is given, whether it stands among the steps."""

    text: str
    shown_by: str
    name: str
    step: bool


@dataclass(frozen=True)
class Label:
    """A text that says what a function is: `name(variable) = right = ...`."""

    name: str
    variable: str
    sides: tuple[str, ...]
    text: str


def texts(tree: ast.AST, names: Names) -> list[Written]:
    """All texts of the program in the order of the source, each of them once."""
    given = given_names(tree)
    listed = {
        id(part)
        for node in in_order(tree)
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
        if _STEP.search(given.get(id(node.value), ""))
        for part in _listed(node.value)
    }
    found = []
    for node in in_order(tree):
        name = given.get(id(node), "")
        if isinstance(node, ast.Call) and _class(node) in {*_CLASSES, _GRAPH_LABEL}:
            separator = " " if "Text" not in _class(node) else "\n"
            pieces = [string(argument, names) for argument in _shown(node)]
            text = separator.join(OPEN if piece is None else piece for piece in pieces)
            found.append(Written(text, _class(node), name, bool(_STEP.search(name) and not _HEADER.search(name))))
        elif id(node) in listed and isinstance(node, ast.expr):
            found.append(Written(string(node, names) or OPEN, "", name, True))
    return [one for one in found if one.text.strip(f" \n{OPEN}") and len(one.text) <= MAX_TEXT]


def _shown(node: ast.Call) -> list[ast.expr]:
    """The arguments that a call shows as text."""
    if _class(node) == _GRAPH_LABEL:
        return [*node.args[1:2], *(keyword.value for keyword in node.keywords if keyword.arg == "label")]
    return node.args


def _class(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def _listed(node: ast.expr) -> Iterator[ast.expr]:
    """The strings that stand in lists, not as arguments of something."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        for part in one.elts if isinstance(one, ast.List | ast.Tuple) else []:
            if isinstance(part, ast.JoinedStr) or (isinstance(part, ast.Constant) and isinstance(part.value, str)):
                yield part
            else:
                waiting.append(part)


def string(node: ast.expr, names: Names, depth: int = 0) -> str | None:
    """The text of a string expression as far as it stands in the program; None for anything else."""
    if depth > 20:
        return None
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        parts = [part.value if isinstance(part, ast.FormattedValue) else part for part in node.values]
        pieces = [string(part, names, depth + 1) for part in parts]
        return "".join(OPEN if piece is None else piece for piece in pieces)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = string(node.left, names, depth + 1), string(node.right, names, depth + 1)
        if left is None and right is None:
            return None
        return f"{OPEN if left is None else left}{OPEN if right is None else right}"
    name = names.named(node)
    if name is not None and name in names.values:
        return string(names.values[name], names, depth + 1)
    return None


def title(found: list[Written]) -> str | None:
    """The plain text that the program calls its title."""
    for one in found:
        named = "title" in one.name.lower() and not _STEP.search(one.name)
        plain = one.shown_by in {"Text", "Title", "Tex"} and not set(one.text) & set("\\$" + OPEN)
        if plain and (named or one.shown_by == "Title"):
            return " ".join(one.text.split())
    return None


def steps(found: list[Written]) -> tuple[str, ...]:
    """The texts of the calculation in order: those that stand under such a name, or else those that begin so."""
    named = [one.text for one in found if one.step and not _MOVING.search(one.name)]
    if not named:
        named = [
            one.text for one in found if re.match(r"\s*(?:\\text\{)?\s*(?:step\b|\d[.)]\s)", one.text, re.IGNORECASE)
        ]
    return tuple(dict.fromkeys(" ".join(text.split()) for text in named))


def function_labels(found: list[Written]) -> list[Label]:
    """The texts that begin as `f(x) =`."""
    return [label for one in found if (label := _label(one.text, _FUNCTION)) is not None]


def derivative_labels(found: list[Written]) -> list[Label]:
    """The texts that begin as `f'(x) =` or `dy/dx =`."""
    prime = [_label(one.text, _DERIVATIVE) or _label(one.text, _LEIBNIZ) for one in found]
    return [label for label in prime if label is not None]


def _label(text: str, pattern: re.Pattern[str]) -> Label | None:
    plain = text.replace("$", " ").replace("&", " ")
    match = pattern.fullmatch(plain)
    if match is None:
        return None
    name, variable, right = (group for group in match.groups() if group is not None)
    sides = tuple(side.strip(" \n.,;") for side in _EQUALS.split(right))
    sides = tuple(side for side in sides if side and OPEN not in side)
    return Label(name, variable, sides, " ".join(text.split())) if sides else None
