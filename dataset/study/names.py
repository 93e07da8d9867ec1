"""What the names of a Python program stand for, found in its syntax tree."""

from __future__ import annotations

import ast
from collections.abc import Iterable

Definition = ast.Lambda | ast.FunctionDef


class Names:
    """What the names of a program stand for: its functions, the values that are given once, the modules."""

    def __init__(self, tree: ast.AST) -> None:
        self.functions: dict[str, Definition] = {}
        self.values: dict[str, ast.expr] = {}
        self.modules = {"np", "numpy", "math"}
        given: set[str] = set()
        for node in in_order(tree):
            if isinstance(node, ast.FunctionDef):
                self.functions.setdefault(node.name, node)
            elif isinstance(node, ast.Import):
                self.modules |= {a.asname or a.name for a in node.names if a.name in ("numpy", "math")}
            for name, value in _bound(node):
                if isinstance(value, ast.Lambda):
                    self.functions.setdefault(name, value)
                elif name in given:
                    self.values.pop(name, None)  # it changes: no value holds everywhere
                elif value is not None:
                    self.values[name] = value
                given.add(name)

    def definition(self, node: ast.expr) -> Definition | None:
        """The function that an expression names or is: a lambda, `f`, `self.f`, `np.sin`."""
        for _ in range(10):
            if isinstance(node, ast.Lambda):
                return node
            name = self.named(node)
            if name is None:
                return self._of_module(node)
            if name in self.functions:
                return self.functions[name]
            if name not in self.values:
                return None
            node = self.values[name]
        return None

    def _of_module(self, node: ast.expr) -> Definition | None:
        if not self.module_name(node):
            return None
        x = ast.arg("x")
        arguments = ast.arguments(posonlyargs=[], args=[x], kwonlyargs=[], kw_defaults=[], defaults=[])
        return ast.Lambda(arguments, ast.Call(node, [ast.Name("x", ast.Load())], []))

    def named(self, node: ast.expr) -> str | None:
        """The name of the program that `name` or `self.name` is."""
        if isinstance(node, ast.Name):
            return node.id
        own = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")
        return node.attr if own and isinstance(node, ast.Attribute) else None

    def module_name(self, node: ast.expr) -> str | None:
        """The name behind `np.` or `math.`."""
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in self.modules:
            return node.attr
        return None


def in_order(tree: ast.AST) -> list[ast.AST]:
    """All nodes that have a place, in the order of the source."""
    placed = [node for node in ast.walk(tree) if hasattr(node, "lineno")]
    return sorted(placed, key=lambda node: (node.lineno, node.col_offset))  # type: ignore[attr-defined]


def targets(node: ast.AST) -> Iterable[ast.expr]:
    """What an assignment or a loop assigns to."""
    if isinstance(node, ast.Assign):
        return node.targets
    return [node.target] if isinstance(node, ast.AnnAssign | ast.AugAssign | ast.For) else []


def target_name(target: ast.expr) -> str | None:
    """`name` of the targets `name` and `self.name`."""
    if isinstance(target, ast.Attribute):
        return target.attr
    return target.id if isinstance(target, ast.Name) else None


def given_names(tree: ast.AST) -> dict[int, str]:
    """For each part of an assigned value, by its id, the first name that the value is given."""
    given: dict[int, str] = {}
    for node in in_order(tree):
        value = getattr(node, "value", None) if isinstance(node, ast.Assign | ast.AnnAssign) else None
        name = next((name for target in targets(node) if (name := target_name(target))), None)
        if name is not None and value is not None:
            given |= dict.fromkeys(map(id, ast.walk(value)), name)
    return given


def _bound(node: ast.AST) -> Iterable[tuple[str, ast.expr | None]]:
    value = getattr(node, "value", None) if isinstance(node, ast.Assign | ast.AnnAssign) else None
    for target in targets(node):
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
            pairs: Iterable[tuple[ast.expr, ast.expr | None]] = zip(target.elts, value.elts, strict=True)
        else:
            pairs = [(target, value)]
        yield from ((name, part) for one, part in pairs if (name := target_name(one)) is not None)


def parameters(definition: Definition) -> list[str]:
    """The names of the parameters by position, without `self`."""
    given = [argument.arg for argument in (*definition.args.posonlyargs, *definition.args.args)]
    return given[1:] if given[:1] in (["self"], ["cls"]) else given
