"""Functions in one line: with Unicode signs, as on a calculator, as in a program, and glued as copied from a PDF."""

from __future__ import annotations

import ast
import random
from dataclasses import dataclass

from derivanim.dataset.mathematics.notation_latex import ATOM, MUL, POW, POWERED, strength
from derivanim.dataset.mathematics.trees import Tree, called, fraction

_RAISED = str.maketrans("-0123456789xntk+", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹ˣⁿᵗᵏ⁺")
_RAISABLE = frozenset("-0123456789xntk+")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_LONG = {"asin": "arcsin", "acos": "arccos", "atan": "arctan", "asec": "arcsec", "asinh": "arsinh", "log": "ln"}
_NUMPY = {"asin": "arcsin", "acos": "arccos", "atan": "arctan", "asinh": "arcsinh"}
_MODULE_LACKS = frozenset({"sec", "csc", "cot", "sech", "asec", "abs"})


@dataclass(frozen=True)
class PlainStyle:
    """How somebody types: spaces around signs, brackets around arguments, stars, e or exp, the module's name."""

    spaced: bool
    bare: bool
    star: bool
    exp: bool
    long: bool
    powered: bool
    bars: bool
    module: str


def plain_style(rng: random.Random) -> PlainStyle:
    """The habits of one person."""
    return PlainStyle(rng.random() < 0.6, rng.random() < 0.4, rng.random() < 0.2, rng.random() < 0.15,
        rng.random() < 0.7, rng.random() < 0.5, rng.random() < 0.7, rng.choice(("", "", "", "math.", "np.", "np.",
        "sp.")),)  # fmt: skip


def calculator(tree: Tree, style: PlainStyle) -> str:
    """2x^2 sin(3x)."""
    return _Calculator(style).write(tree)


def unicode(tree: Tree, style: PlainStyle) -> str:
    """2x² sin(3x) − √x."""
    return _Unicode(style).write(tree)


def python(tree: Tree, style: PlainStyle) -> str:
    """2*x**2*math.sin(3*x)."""
    return _Python(style).write(tree)


def glued(tree: Tree) -> str | None:
    """xsinx, x²−3x+1: without spaces, with few brackets."""
    return _Glued(PlainStyle(False, True, False, False, False, True, True, "")).write(tree)


class _Calculator:
    minus, raised = "-", False

    def __init__(self, style: PlainStyle) -> None:
        self.style = style

    def inside(self, tree: Tree, least: int) -> str:
        shown = self.write(tree)
        return shown if strength(tree) >= least else f"({shown})"

    def write(self, tree: Tree) -> str:
        if isinstance(tree, ast.Constant):
            return str(tree.value)
        if isinstance(tree, ast.Name):
            return self.letter(tree.id)
        if isinstance(tree, ast.UnaryOp):
            return f"{self.minus}{self.inside(tree.operand, MUL)}"
        if isinstance(tree, ast.IfExp):
            return self.cases(tree)
        if isinstance(tree, ast.Call):
            return self.call(tree)
        assert isinstance(tree, ast.BinOp)
        if isinstance(tree.op, ast.Add | ast.Sub):
            sign = "+" if isinstance(tree.op, ast.Add) else self.minus
            gap = " " if self.style.spaced else ""
            return f"{self.write(tree.left)}{gap}{sign}{gap}{self.inside(tree.right, MUL)}"
        if isinstance(tree.op, ast.Mult):
            return self.product(tree)
        if isinstance(tree.op, ast.Div):
            return self.quotient(tree)
        return self.power(tree)

    def letter(self, name: str) -> str:
        return "e" if name == "E" else name

    def product(self, tree: ast.BinOp) -> str:
        left, right = self.inside(tree.left, MUL), self.inside(tree.right, MUL)
        over = isinstance(tree.right, ast.BinOp) and isinstance(tree.right.op, ast.Div)
        if right[:1].isdigit() or self.style.star or over:
            return f"{left}*{right}"
        plain = isinstance(tree.left, ast.Constant) and not isinstance(tree.right, ast.Constant)
        gap = "" if plain or right[:1] == "(" or (left[-1:] == ")" and right[:1] == "(") else " "
        return f"{left}{gap}{right}"

    def quotient(self, tree: ast.BinOp) -> str:
        gap = " " if self.style.spaced and fraction(tree) is None and strength(tree.left) < ATOM else ""
        return f"{self.inside(tree.left, MUL)}{gap}/{gap}{self.inside(tree.right, POW)}"

    def power(self, tree: ast.BinOp) -> str:
        name = called(tree.left)
        if name in POWERED and self.style.powered and isinstance(tree.right, ast.Constant):
            return self.applied(f"{name}{self.exponent(tree.right)}", tree.left)
        return f"{self.inside(tree.left, ATOM)}{self.exponent(tree.right)}"

    def exponent(self, tree: Tree) -> str:
        shown = self.write(tree)
        return f"^{shown}" if strength(tree) == ATOM and not isinstance(tree, ast.Call) else f"^({shown})"

    def name(self, name: str) -> str:
        if name == "log":
            return "ln" if self.style.long or self.style.powered else "log"
        return _LONG.get(name, name) if self.style.long else name

    def call(self, tree: ast.Call) -> str:
        name = called(tree)
        if name == "exp":
            return f"exp({self.write(tree.args[0])})" if self.style.exp else f"e{self.exponent(tree.args[0])}"
        if name == "abs" and self.style.bars:
            return f"|{self.write(tree.args[0])}|"
        if len(tree.args) == 2:
            return self.applied(self.based(self.write(tree.args[1])), tree)
        return self.applied(self.name(name), tree)

    def based(self, base: str) -> str:
        return f"log_{base}"

    def applied(self, head: str, tree: Tree) -> str:
        assert isinstance(tree, ast.Call)
        shown = self.write(tree.args[0])
        bare = isinstance(tree.args[0], ast.Name) and called(tree) != "abs"
        return f"{head} {shown}" if bare and self.style.bare else f"{head}({shown})"

    def cases(self, tree: ast.IfExp) -> str:
        assert isinstance(tree.test, ast.Compare)
        sign = "<" if isinstance(tree.test.ops[0], ast.Lt) else self.at_most()
        name, at = self.write(tree.test.left), self.write(tree.test.comparators[0])
        first = f"{self.write(tree.body)} if {name} {sign} {at}"
        other = self.write(tree.orelse)
        return f"{first} else {other}" if self.style.bare else f"{first}, {other} otherwise"

    def at_most(self) -> str:
        return "<="


class _Unicode(_Calculator):
    minus = "−"

    def letter(self, name: str) -> str:
        return {"pi": "π", "theta": "θ", "E": "e"}.get(name, name)

    def exponent(self, tree: Tree) -> str:
        plain = _Calculator(PlainStyle(False, False, False, False, False, False, False, "")).write(tree)
        if set(plain) <= _RAISABLE:
            return plain.translate(_RAISED)
        return super().exponent(tree)

    def product(self, tree: ast.BinOp) -> str:
        return super().product(tree).replace("*", "·")

    def call(self, tree: ast.Call) -> str:
        name, shown = called(tree), self.write(tree.args[0])
        if name in ("sqrt", "cbrt"):
            sign = "√" if name == "sqrt" else "∛"
            return f"{sign}{shown}" if isinstance(tree.args[0], ast.Name | ast.Constant) else f"{sign}({shown})"
        return super().call(tree)

    def based(self, base: str) -> str:
        return f"log{base.translate(_LOWERED)}"

    def at_most(self) -> str:
        return "≤"


class _Glued(_Unicode):
    def applied(self, head: str, tree: Tree) -> str:
        assert isinstance(tree, ast.Call)
        shown, argument = self.write(tree.args[0]), tree.args[0]
        bare = isinstance(argument, ast.Name) or (
            isinstance(argument, ast.BinOp) and isinstance(argument.op, ast.Mult)
            and isinstance(argument.left, ast.Constant) and isinstance(argument.right, ast.Name)
        )  # fmt: skip
        return f"{head}{shown}" if bare else f"{head}({shown})"

    def name(self, name: str) -> str:
        return _LONG.get(name, name)

    def product(self, tree: ast.BinOp) -> str:
        return super().product(tree).replace(" ", "")

    def cases(self, tree: ast.IfExp) -> str:
        return super().cases(tree)


class _Python(_Calculator):
    def letter(self, name: str) -> str:
        if name == "pi":
            return f"{self.style.module}pi"
        return (f"{self.style.module}e" if self.style.module in ("np.", "math.") else "E") if name == "E" else name

    def product(self, tree: ast.BinOp) -> str:
        return f"{self.inside(tree.left, MUL)}*{self.inside(tree.right, MUL)}"

    def quotient(self, tree: ast.BinOp) -> str:
        return f"{self.inside(tree.left, MUL)}/{self.inside(tree.right, POW)}"

    def power(self, tree: ast.BinOp) -> str:
        return f"{self.inside(tree.left, ATOM)}{self.exponent(tree.right)}"

    def exponent(self, tree: Tree) -> str:
        shown = self.write(tree)
        return f"**{shown}" if strength(tree) == ATOM else f"**({shown})"

    def call(self, tree: ast.Call) -> str:
        name, module = called(tree), self.style.module
        arguments = [self.write(part) for part in tree.args]
        if len(arguments) == 2:
            if module and arguments[1] in ("2", "10"):
                return f"{module if module != 'sp.' else 'np.'}log{arguments[1]}({arguments[0]})"
            return f"log({arguments[0]}, {arguments[1]})"
        if name == "abs":
            return f"abs({arguments[0]})"
        own = module if name not in _MODULE_LACKS and not (name == "cbrt" and module == "math.") else ""
        written = _NUMPY.get(name, name) if module == "np." else name
        return f"{own}{written}({arguments[0]})"
