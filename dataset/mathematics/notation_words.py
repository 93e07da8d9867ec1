"""Functions said aloud: "x squared times the sine of three x"."""

from __future__ import annotations

import ast
import random

from derivanim.dataset.mathematics.notation_latex import ADD, strength
from derivanim.dataset.mathematics.trees import Tree, called, fraction

_SMALL = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ORDINALS = {4: "fourth", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth", 9: "ninth", 10: "tenth"}
_PARTS = {2: ("half", "halves"), 3: ("third", "thirds"), 4: ("quarter", "quarters"), 5: ("fifth", "fifths")}
_SPOKEN = {"sin": ("sine",), "cos": ("cosine",), "tan": ("tangent",), "sec": ("secant",), "sqrt": ("square root",),
    "cbrt": ("cube root",), "log": ("natural log", "natural logarithm", "ln"), "abs": ("absolute value",),
    "asin": ("inverse sine", "arcsine"), "acos": ("inverse cosine", "arccosine"), "atan": ("inverse tangent",
    "arctangent"), "sinh": ("hyperbolic sine",), "cosh": ("hyperbolic cosine",), "tanh": ("hyperbolic tangent",),
    "sech": ("hyperbolic secant",),}  # fmt: skip


class _NoWords(Exception):
    """There are no usual words for an expression."""


def text(tree: Tree, rng: random.Random) -> str | None:
    """What somebody would say; None where that would be long, or where words do not say what belongs together."""
    try:
        said = _Speaker(rng).say(tree)
    except _NoWords:
        return None
    return said if len(said.split()) <= 22 else None


class _Speaker:
    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.spelt = rng.random() < 0.6
        self.article = rng.random() < 0.7

    def number(self, number: float) -> str:
        whole = int(number)
        if number == whole and whole < len(_SMALL) and self.spelt:
            return _SMALL[whole]
        return str(whole if number == whole else number)

    def say(self, tree: Tree) -> str:
        if isinstance(tree, ast.Constant):
            return self.number(tree.value)  # type: ignore[arg-type]
        if isinstance(tree, ast.Name):
            return "e" if tree.id == "E" else tree.id
        if isinstance(tree, ast.UnaryOp):
            return f"{self.rng.choice(('minus', 'minus', 'negative'))} {self.say(tree.operand)}"
        if isinstance(tree, ast.Call):
            return self.call(tree)
        if isinstance(tree, ast.IfExp):
            return self.cases(tree)
        assert isinstance(tree, ast.BinOp)
        if isinstance(tree.op, ast.Add | ast.Sub):
            return f"{self.say(tree.left)} {'plus' if isinstance(tree.op, ast.Add) else 'minus'} {self.say(tree.right)}"
        if isinstance(tree.op, ast.Mult):
            return self.product(tree)
        return self.quotient(tree) if isinstance(tree.op, ast.Div) else self.power(tree)

    def grouped(self, tree: Tree) -> str:
        if strength(tree) > ADD:
            return self.say(tree)
        if self.rng.random() < 0.5:
            return f"open parenthesis {self.say(tree)} close parenthesis"
        return f"the quantity {self.say(tree)} close quantity"

    def product(self, tree: ast.BinOp) -> str:
        left, right = self.grouped(tree.left), self.grouped(tree.right)
        number = isinstance(tree.left, ast.Constant)
        plain = isinstance(tree.right, ast.Name | ast.BinOp) and not called(_first(tree.right))
        if number and plain and self.rng.random() < 0.75:
            return f"{left} {right}"
        return f"{left} times {right}"

    def quotient(self, tree: ast.BinOp) -> str:
        part = fraction(tree)
        if part is not None and part.denominator in _PARTS and 0 < part.numerator < 10:
            name = _PARTS[part.denominator][part.numerator > 1]
            return f"{_SMALL[part.numerator]} {name}"
        word = self.rng.choice(("over", "over", "divided by"))
        return f"{self.grouped(tree.left)} {word} {self.grouped(tree.right)}"

    def power(self, tree: ast.BinOp) -> str:
        part = fraction(tree.right)
        name = called(tree.left)
        if part is None:
            return f"{self.grouped(tree.left)} {self.raised(self.grouped(tree.right))}"
        if name and part in (2, 3):
            head = _SPOKEN.get(name, (name,))[0]
            if name in ("sqrt", "cbrt", "abs", "log", "exp"):
                raise _NoWords
            if self.rng.random() < 0.4:
                return f"the {'square' if part == 2 else 'cube'} of the {head} of {self.argument(tree.left)}"
            return f"{head} {'squared' if part == 2 else 'cubed'} of {self.argument(tree.left)}"
        if name:
            raise _NoWords
        base = self.grouped(tree.left)
        if part in (2, 3):
            return f"{base} {'squared' if part == 2 else 'cubed'}"
        if part.denominator > 1 or part < 0:
            raise _NoWords
        if int(part) in _ORDINALS and self.rng.random() < 0.5:
            return f"{base} to the {_ORDINALS[int(part)]}" + self.rng.choice(("", " power"))
        return f"{base} to the power of {self.number(float(part))}"

    def raised(self, exponent: str) -> str:
        """An exponent after its base; one that starts with an article is not said after "to the"."""
        article = exponent.startswith("the ")
        return f"{'to the power of' if article or self.rng.random() < 0.35 else 'to the'} {exponent}"

    def argument(self, tree: Tree) -> str:
        assert isinstance(tree, ast.Call)
        inner = tree.args[0]
        if strength(inner) > ADD:
            return self.say(inner)
        return self.rng.choice((f"the quantity {self.say(inner)} close quantity",
            f"open parenthesis {self.say(inner)} close parenthesis"))  # fmt: skip

    def call(self, tree: ast.Call) -> str:
        name = called(tree)
        if name == "exp":
            inner = tree.args[0]
            added = isinstance(inner, ast.BinOp) and isinstance(inner.op, ast.Add | ast.Sub)
            return f"e {self.raised(self.grouped(inner) if added else self.say(inner))}"
        if len(tree.args) == 2:
            return f"log base {self.say(tree.args[1])} of {self.argument(tree)}"
        if name not in _SPOKEN:
            raise _NoWords
        head = self.rng.choice(_SPOKEN[name])
        article = "the " if self.article and head != "ln" else ""
        return f"{article}{head} of {self.argument(tree)}"

    def cases(self, tree: ast.IfExp) -> str:
        assert isinstance(tree.test, ast.Compare)
        sign = "is less than" if isinstance(tree.test.ops[0], ast.Lt) else "is at most"
        at = self.say(tree.test.comparators[0])
        return f"{self.say(tree.body)} if {self.say(tree.test.left)} {sign} {at}, {self.say(tree.orelse)} otherwise"


def _first(tree: Tree) -> Tree:
    """What a text of the expression begins with."""
    while isinstance(tree, ast.BinOp):
        tree = tree.left
    return tree
