"""Functions in LaTeX, in the styles of different people."""

from __future__ import annotations

import ast
import random
from dataclasses import dataclass

from derivanim.dataset.mathematics.trees import Tree, called, fraction

GREEK = {"theta": r"\theta", "pi": r"\pi", "E": "e"}
_NAMES = {"asin": r"\arcsin", "acos": r"\arccos", "atan": r"\arctan", "asec": r"\operatorname{arcsec}", "log": r"\ln",
          "sech": r"\operatorname{sech}", "asinh": r"\operatorname{arsinh}"}  # fmt: skip
_INVERSES = {"asin": r"\sin^{-1}", "acos": r"\cos^{-1}", "atan": r"\tan^{-1}"}
POWERED = frozenset({"sin", "cos", "tan", "sec", "sinh", "cosh", "tanh"})
ADD, MUL, POW, ATOM = 1, 2, 3, 4


@dataclass(frozen=True)
class LatexStyle:
    r"""How somebody types: `frac` is \frac, \dfrac or over; `call` says what stands around an argument."""

    frac: str
    call: str
    dot: bool
    powered: bool
    inverse: bool
    exponent: bool
    log: str


def draw_style(rng: random.Random) -> LatexStyle:
    """The habits of one person."""
    return LatexStyle(rng.choice((r"\frac", r"\frac", r"\frac", r"\dfrac", r"\tfrac", "over", "/")),
        rng.choice(("space", "space", "paren", "paren", "big")), rng.random() < 0.2, rng.random() < 0.7,
        rng.random() < 0.3, rng.random() < 0.85, rng.choice((r"\ln", r"\ln", r"\ln", r"\log")),)  # fmt: skip


def text(tree: Tree, style: LatexStyle) -> str | None:
    """The formula without delimiters."""
    return _Writer(style).write(tree)


def strength(tree: Tree) -> int:
    """How tightly an expression holds together."""
    if isinstance(tree, ast.BinOp):
        return {ast.Add: ADD, ast.Sub: ADD, ast.Pow: POW}.get(type(tree.op), MUL)
    return ADD if isinstance(tree, ast.UnaryOp | ast.IfExp) else ATOM


class _Writer:
    def __init__(self, style: LatexStyle) -> None:
        self.style = style

    def inside(self, tree: Tree, least: int) -> str:
        """With brackets where the expression is weaker than its surroundings."""
        shown = self.write(tree)
        return shown if strength(tree) >= least else self.brackets(shown)

    def brackets(self, shown: str) -> str:
        return rf"\left({shown}\right)" if self.style.call == "big" or r"\frac" in shown else f"({shown})"

    def write(self, tree: Tree) -> str:
        if isinstance(tree, ast.Constant):
            return str(tree.value)
        if isinstance(tree, ast.Name):
            return GREEK.get(tree.id, tree.id)
        if isinstance(tree, ast.UnaryOp):
            return f"-{self.inside(tree.operand, MUL)}"
        if isinstance(tree, ast.IfExp):
            return self.cases(tree)
        if isinstance(tree, ast.Call):
            return self.call(tree)
        assert isinstance(tree, ast.BinOp)
        if isinstance(tree.op, ast.Add | ast.Sub):
            sign = "+" if isinstance(tree.op, ast.Add) else "-"
            return f"{self.write(tree.left)} {sign} {self.inside(tree.right, MUL)}"
        if isinstance(tree.op, ast.Mult):
            return self.product(tree)
        if isinstance(tree.op, ast.Div):
            return self.quotient(tree)
        return self.power(tree)

    def product(self, tree: ast.BinOp) -> str:
        left, right = self.inside(tree.left, MUL), self.inside(tree.right, MUL)
        needed = right[:1].isdigit() or (isinstance(tree.right, ast.BinOp) and isinstance(tree.right.op, ast.Div))
        if needed or (self.style.dot and not isinstance(tree.left, ast.Constant)):
            return rf"{left} \cdot {right}"
        glue = "" if right[:1] in "\\(" or left[-1:].isdigit() or right[:1] == "|" else " "
        return f"{left}{glue}{right}"

    def quotient(self, tree: ast.BinOp) -> str:
        frac = self.style.frac
        simple = fraction(tree) is not None
        if frac == "over":
            return rf"{{{self.write(tree.left)} \over {self.write(tree.right)}}}"
        if frac == "/" and (simple or (strength(tree.left) == ATOM and strength(tree.right) >= POW)):
            return f"{self.inside(tree.left, MUL)}/{self.inside(tree.right, POW)}"
        frac = r"\frac" if frac == "/" else frac
        return f"{frac}{{{self.write(tree.left)}}}{{{self.write(tree.right)}}}"

    def power(self, tree: ast.BinOp) -> str:
        exponent = self.write(tree.right)
        name = called(tree.left)
        if name in POWERED and self.style.powered and fraction(tree.right) is not None:
            return self.applied(rf"{self.name(name)}^{{{exponent}}}" if len(exponent) > 1
                else rf"{self.name(name)}^{exponent}", tree.left)  # fmt: skip
        wide = isinstance(tree.left, ast.Call) and name not in ("abs", "sqrt")
        base = self.brackets(self.write(tree.left)) if wide else self.inside(tree.left, ATOM)
        return f"{base}^{exponent}" if len(exponent) == 1 else f"{base}^{{{exponent}}}"

    def name(self, name: str) -> str:
        if name == "log":
            return self.style.log
        if self.style.inverse and name in _INVERSES:
            return _INVERSES[name]
        return _NAMES.get(name, f"\\{name}")

    def call(self, tree: ast.Call) -> str:
        name, argument = called(tree), tree.args[0]
        shown = self.write(argument)
        if name == "exp":
            return (f"e^{{{shown}}}" if len(shown) > 1
                else f"e^{shown}") if self.style.exponent else rf"\exp{self.brackets(shown)}"  # fmt: skip
        if name == "sqrt":
            return rf"\sqrt{{{shown}}}"
        if name == "cbrt":
            return rf"\sqrt[3]{{{shown}}}"
        if name == "abs":
            return rf"\left|{shown}\right|" if self.style.call == "big" else f"|{shown}|"
        if len(tree.args) == 2:
            base = self.write(tree.args[1])
            return self.applied(rf"\log_{base}" if len(base) == 1 else rf"\log_{{{base}}}", tree)
        return self.applied(self.name(name), tree)

    def applied(self, head: str, tree: Tree) -> str:
        assert isinstance(tree, ast.Call)
        argument = tree.args[0]
        shown = self.write(argument)
        bare = isinstance(argument, ast.Name) or (
            isinstance(argument, ast.BinOp) and isinstance(argument.op, ast.Mult)
            and isinstance(argument.left, ast.Constant) and isinstance(argument.right, ast.Name)
        )  # fmt: skip
        if bare and self.style.call == "space":
            return f"{head} {shown}"
        return rf"{head}\left({shown}\right)" if self.style.call == "big" else f"{head}({shown})"

    def cases(self, tree: ast.IfExp) -> str:
        assert isinstance(tree.test, ast.Compare)
        signs = {ast.Lt: "<", ast.LtE: r"\le"}
        sign = signs[type(tree.test.ops[0])]
        name, at = self.write(tree.test.left), self.write(tree.test.comparators[0])
        other = {"<": r"\ge", r"\le": ">"}[sign]
        text = r"\text{if } " if self.style.dot else ""
        first = rf"{self.write(tree.body)} & {text}{name} {sign} {at}"
        second = rf"{self.write(tree.orelse)} & {text}{name} {other} {at}"
        return rf"\begin{{cases}} {first} \\ {second} \end{{cases}}"
