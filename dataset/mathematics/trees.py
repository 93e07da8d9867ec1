"""Functions as small trees: Python's own syntax trees of one expression, looked at and evaluated in plain floats.

A tree keeps what SymPy throws away, the order in which somebody would write terms and factors. It is parsed, never run.
"""

from __future__ import annotations

import ast
import copy
import math
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

Tree = ast.expr
_CONSTANTS = {"pi": math.pi, "E": math.e}
ROOTS = frozenset({"sqrt", "cbrt"})


def _log(value: float, base: float = math.e) -> float:
    return math.log(value) / math.log(base)


_CALLS: dict[str, Callable[..., float]] = {
    "sqrt": math.sqrt, "cbrt": math.cbrt, "exp": math.exp, "log": _log, "abs": abs,
    "sin": math.sin, "cos": math.cos, "tan": math.tan, "sec": lambda u: 1 / math.cos(u),
    "csc": lambda u: 1 / math.sin(u), "cot": lambda u: math.cos(u) / math.sin(u),
    "asin": math.asin, "acos": math.acos, "atan": math.atan, "asec": lambda u: math.acos(1 / u),
    "sinh": math.sinh, "cosh": math.cosh, "tanh": math.tanh, "sech": lambda u: 1 / math.cosh(u),
    "asinh": math.asinh, "acosh": math.acosh, "atanh": math.atanh,
}  # fmt: skip
FUNCTIONS = frozenset(_CALLS)


@lru_cache(maxsize=4096)
def parse(source: str) -> Tree:
    """The tree of an expression in Python's notation."""
    return ast.parse(source, mode="eval").body


def letters(tree: Tree) -> frozenset[str]:
    """The variables of an expression."""
    return _names(tree) - FUNCTIONS - _CONSTANTS.keys()


# Trees are not changed once they are made, and a node is asked about for each of those above it.
@lru_cache(maxsize=8192)
def _names(tree: ast.AST) -> frozenset[str]:
    if isinstance(tree, ast.Name):
        return frozenset((tree.id,))
    return frozenset().union(*map(_names, _parts(tree)))


def _parts(tree: ast.AST) -> list[ast.AST]:
    """The nodes right below one, without signs and contexts, which have nothing in them."""
    if isinstance(tree, ast.BinOp):
        return [tree.left, tree.right]
    if isinstance(tree, ast.Constant | ast.Name):
        return []
    return list(ast.iter_child_nodes(tree))


@lru_cache(maxsize=1024)
def _nodes(tree: ast.AST) -> list[ast.AST]:
    """A node and all below it."""
    found = [tree]
    for node in found:  # grows as it is walked
        found += _parts(node)
    return found


def value(tree: Tree, **at: float) -> float | None:
    """The value at a place; None where there is no real one."""
    try:
        found = _value(tree, at)
    except (ValueError, ZeroDivisionError, OverflowError):
        return None
    return found if isinstance(found, float | int) and math.isfinite(found) else None


def _value(tree: Tree, at: dict[str, float]) -> float:
    if isinstance(tree, ast.Constant):
        return float(tree.value)  # type: ignore[arg-type]
    if isinstance(tree, ast.Name):
        return at[tree.id] if tree.id in at else _CONSTANTS[tree.id]
    if isinstance(tree, ast.UnaryOp):
        return -_value(tree.operand, at)
    if isinstance(tree, ast.Call):
        return _CALLS[called(tree)](*(_value(part, at) for part in tree.args))
    if isinstance(tree, ast.IfExp):
        return _value(tree.body if _holds(tree.test, at) else tree.orelse, at)
    assert isinstance(tree, ast.BinOp)
    left = _value(tree.left, at)
    if isinstance(tree.op, ast.Pow):
        return _power(left, tree.right, at)
    right = _value(tree.right, at)
    if isinstance(tree.op, ast.Add):
        return left + right
    if isinstance(tree.op, ast.Sub):
        return left - right
    return left * right if isinstance(tree.op, ast.Mult) else left / right


def _power(base: float, exponent: Tree, at: dict[str, float]) -> float:
    part = fraction(exponent)
    if part is not None and part.denominator % 2 and part.denominator > 1 and base < 0:
        root = math.pow(-base, float(part))
        return -root if part.numerator % 2 else root
    return math.pow(base, _value(exponent, at))


def _holds(test: Tree, at: dict[str, float]) -> bool:
    assert isinstance(test, ast.Compare)
    left, right = _value(test.left, at), _value(test.comparators[0], at)
    return {ast.Lt: left < right, ast.LtE: left <= right, ast.Gt: left > right, ast.GtE: left >= right}[
        type(test.ops[0])
    ]


def called(tree: Tree) -> str:
    """The name of the function that a call names; empty for what is no call."""
    return tree.func.id if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name) else ""


def fraction(tree: Tree) -> Fraction | None:
    """A number written with whole numbers, a quotient and a sign; None for anything else."""
    if isinstance(tree, ast.Constant):
        return Fraction(str(tree.value))
    if isinstance(tree, ast.UnaryOp):
        inner = fraction(tree.operand)
        return None if inner is None else -inner
    if isinstance(tree, ast.BinOp) and isinstance(tree.op, ast.Div):
        above, below = fraction(tree.left), fraction(tree.right)
        return above / below if above is not None and below else None
    return None


def slope(tree: Tree, x: float) -> float | None:
    """The derivative at a place, from both sides, in floats; None where a side is missing or they disagree."""
    step = 1e-5 * max(1.0, abs(x))
    low, mid, high = (value(tree, x=x + way * step) for way in (-1, 0, 1))
    if low is None or mid is None or high is None:
        return None
    left, right = (mid - low) / step, (high - mid) / step
    if abs(left - right) > 1e-2 * max(1.0, abs(left), abs(right)):
        return None
    return (left + right) / 2


def places(a: float, b: float, count: int = 101) -> Iterator[float]:
    """Places from a to b, both included."""
    return (a + (b - a) * i / (count - 1) for i in range(count))


def smooth(tree: Tree, a: float, b: float) -> bool:
    """Whether a function has values on an interval and slopes inside, as far as one sees."""  # fmt: skip
    heights = [value(tree, x=place) for place in places(a, b)]
    if any(height is None or abs(height) > 1e5 for height in heights):
        return False
    known = [height for height in heights if height is not None]
    slopes = [slope(tree, place + 1e-7) for place in list(places(a, b))[1:-1]]
    if None in slopes:
        return False
    steep = [steepness for steepness in slopes if steepness is not None]
    # Over a pole the curve leaps against its own slopes.
    return not any(
        min(abs(p), abs(q)) > 1 and p * q > 0 and (after - before) * p < 0
        for (p, q), (before, after) in zip(pairwise(steep), pairwise(known[1:-1]), strict=True)
    )


def continuous(tree: Tree, a: float, b: float) -> bool:
    """Whether a function has values on an interval and makes no leap there, as far as one sees; corners may be."""
    heights = [value(tree, x=place) for place in places(a, b, 201)]
    if any(height is None or abs(height) > 1e5 for height in heights):
        return False
    numbers = [height for height in heights if height is not None]
    span = max(numbers) - min(numbers)
    return all(abs(q - p) <= 0.25 * span + 1e-9 for p, q in pairwise(numbers))


def size(tree: Tree) -> int:
    """How many operations, functions and variables an expression has."""
    return sum(isinstance(node, ast.BinOp | ast.Call | ast.IfExp | ast.UnaryOp) for node in _nodes(tree))


def has_root(tree: Tree) -> bool:
    """Whether a root occurs: a sign of one, or a power with a fraction as its exponent."""
    for node in _nodes(tree):
        if isinstance(node, ast.Call) and called(node) in ROOTS:
            return True
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
            part = fraction(node.right)
            if part is not None and part.denominator > 1:
                return True
    return False


@lru_cache(maxsize=8192)
def depth(tree: Tree) -> int:
    """How many functions are put into each other: 0 for x, 1 for polynomials and sin x, 2 for sin(3x), 3 for sin^2(3x).

    Sums, products and quotients are as deep as their deepest part.
    """
    if not letters(tree) or isinstance(tree, ast.Name):
        return 0
    if _is_polynomial(tree):
        return 1
    if isinstance(tree, ast.Call):
        return 1 + depth(tree.args[0])
    if isinstance(tree, ast.BinOp) and isinstance(tree.op, ast.Pow):
        if not letters(tree.right):
            return 1 + depth(tree.left)
        return max(1 + depth(tree.right), depth(tree.left))
    return max(depth(part) for part in ast.iter_child_nodes(tree) if isinstance(part, ast.expr))


def _is_polynomial(tree: Tree) -> bool:
    """Whether nothing but x, numbers, sums, products, and powers of x alone occur."""
    if isinstance(tree, ast.Constant | ast.Name):
        return True
    if isinstance(tree, ast.UnaryOp):
        return _is_polynomial(tree.operand)
    if not isinstance(tree, ast.BinOp):
        return not letters(tree)
    if isinstance(tree.op, ast.Pow):
        return isinstance(tree.left, ast.Name) and fraction(tree.right) is not None
    if isinstance(tree.op, ast.Div) and letters(tree.right):
        return False
    return _is_polynomial(tree.left) and _is_polynomial(tree.right)


def signs_out(tree: Tree) -> Tree:
    """The same expression with minus signs before products and quotients: -(2 x) in place of (-2) x."""
    return _SignsOut().visit(copy.deepcopy(tree))  # type: ignore[no-any-return]


class _SignsOut(ast.NodeTransformer):
    def visit_BinOp(self, node: ast.BinOp) -> Tree:
        self.generic_visit(node)
        if isinstance(node.op, ast.Mult | ast.Div) and isinstance(node.left, ast.UnaryOp):
            return ast.UnaryOp(ast.USub(), ast.BinOp(node.left.operand, node.op, node.right))
        return node
