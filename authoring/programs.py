"""What a generated program holds that it should not: names that nothing uses, colours that no role has."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

_COLOR = re.compile(r"#[0-9A-Fa-f]{3,8}")
_ENTRY = {"construct"}  # Manim calls it


def dead_names(tree: ast.Module) -> Iterator[str]:
    """Functions, methods, constants and local names that the program binds and never reads."""
    read = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    read |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    scenes = {node.name for node in tree.body if isinstance(node, ast.ClassDef) and _is_scene(node)}
    bound: dict[str, None] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            bound[node.name] = None
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            bound[node.id] = None
        elif isinstance(node, ast.alias):
            bound[node.asname or node.name] = None
    dunder = {name for name in bound if name.startswith("_")}
    yield from sorted(set(bound) - read - scenes - _ENTRY - dunder)


def _is_scene(node: ast.ClassDef) -> bool:
    return any(isinstance(base, ast.Name) and base.id.endswith("Scene") for base in node.bases)


def stray_colors(tree: ast.Module) -> Iterator[str]:
    """Colours written out anywhere but in the constants of the roles, or inside of a formula's markup."""
    roles = {
        id(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and all(isinstance(t, ast.Name) and t.id.isupper() for t in node.targets)
    }
    constants = [n for n in tree.body if isinstance(n, ast.Assign) and id(n.value) in roles]
    known = {n.value.value for n in constants if isinstance(n.value, ast.Constant)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in roles:
            yield from (color for color in _COLOR.findall(node.value) if color not in known and len(color) in (4, 7, 9))
