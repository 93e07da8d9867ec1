"""From the body of a program to the whole: the parts that it uses, its imports, and the formatter's hand over it."""

from __future__ import annotations

import ast
import builtins
import subprocess
from functools import lru_cache

from ruff.__main__ import find_ruff_bin  # type: ignore[import-untyped]

from derivanim.errors import TemplateError

_GIVEN = {"np", "__name__", *dir(builtins)}


def assemble(body: str, parts: str) -> str:
    """Put in front of a body the shared parts that it needs, and import from Manim what neither defines."""
    tree = _parsed(body, "the program")
    docstring, rest = _after_docstring(body, tree)
    pieces = _definitions(parts)
    wanted = _needed(tree, pieces)
    used = _free(tree).union(*(_free(node) for node, _ in wanted))
    defined = _bound_at_top(tree).union(*(_bound_at_top(ast.Module([node], [])) for node, _ in wanted))
    manim = sorted(used - defined - _GIVEN)
    imports = "import numpy as np\n" if "np" in used else ""
    imports += f"from manim import {', '.join(manim)}\n"
    constants = "\n".join(text for node, text in wanted if isinstance(node, ast.Assign))
    functions = "\n\n\n".join(text for node, text in wanted if not isinstance(node, ast.Assign))
    return formatted(f"{docstring}\n\n{imports}\n{constants}\n\n\n{functions}\n\n\n{rest}\n")


def _parsed(source: str, what: str) -> ast.Module:
    try:
        return ast.parse(source)
    except SyntaxError as error:
        line = (error.text or "").strip()
        raise TemplateError(f"{what} is not Python: {error.msg} in line {error.lineno}: {line}") from error


def _after_docstring(body: str, tree: ast.Module) -> tuple[str, str]:
    end = tree.body[0].end_lineno
    lines = body.splitlines()
    return "\n".join(lines[:end]).strip(), "\n".join(lines[end:]).strip()


# The shared parts are the same text for all programs of one look.
@lru_cache(maxsize=16)
def _definitions(parts: str) -> dict[str, tuple[ast.stmt, str]]:
    """The shared constants, functions and classes by name, with their source, comments above included."""
    found: dict[str, tuple[ast.stmt, str]] = {}
    lines = parts.splitlines()
    for node in _parsed(parts, "parts.py.j2").body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Assign):
            start = node.lineno - 1
            while start > 0 and lines[start - 1].startswith("# "):
                start -= 1
            text = "\n".join(lines[start : node.end_lineno])
            for bound in _bound_at_top(ast.Module([node], [])):
                found[bound] = (node, text)
    return found


def _needed(tree: ast.Module, pieces: dict[str, tuple[ast.stmt, str]]) -> list[tuple[ast.stmt, str]]:
    """What the body uses, directly or through another piece, in the order of the file."""
    open_names, needed = set(_free(tree) & pieces.keys()), set[str]()
    while open_names:
        bound = open_names.pop()
        needed.add(bound)
        open_names |= (_free(pieces[bound][0]) & pieces.keys()) - needed
    return list(dict.fromkeys(pieces[bound] for bound in pieces if bound in needed))


@lru_cache(maxsize=1024)
def _free(tree: ast.AST) -> frozenset[str]:
    """Names that are read and bound nowhere in the tree."""
    read: set[str] = set()
    bound: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            (read if isinstance(node.ctx, ast.Load) else bound).add(node.id)
        elif isinstance(node, ast.arg):
            bound.add(node.arg)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            bound.add(node.name)
    return frozenset(read - bound)


def _bound_at_top(tree: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            parts = [part for target in node.targets for part in ast.walk(target) if isinstance(part, ast.Name)]
            # `config.frame_width = 9` reads config and binds nothing.
            names |= {part.id for part in parts if isinstance(part.ctx, ast.Store)}
    return names


@lru_cache(maxsize=256)
def formatted(source: str) -> str:
    """The source as `ruff format` writes it, with imports sorted."""
    sort = ["check", "--select", "I", "--fix", "--quiet", "--exit-zero"]
    sort += ["--config", 'lint.isort.known-first-party=["derivanim"]']
    for arguments in (sort, ["format", "--line-length", "120"]):
        command = [find_ruff_bin(), *arguments, "--isolated", "--no-cache", "--stdin-filename", "program.py", "-"]
        done = subprocess.run(command, input=source, capture_output=True, text=True, check=False, timeout=30)
        if done.returncode != 0:
            raise TemplateError(f"the program cannot be formatted: {done.stderr.strip()}")
        source = done.stdout
    return source
