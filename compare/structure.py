"""The shape of a program, from its syntax tree alone: scene, imports, the slots that it states, its skeleton."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from derivanim.compare.output import Findings, Output
from derivanim.dataset.study.program import ProgramError, parsed
from derivanim.slots.registry import templates

# What a program of a picture needs; anything else it imports is a mistake or worse.
MODULES = frozenset({"manim", "numpy", "math", "cmath", "itertools", "functools", "collections", "random", "typing",
                     "__future__", "scipy", "sympy", "fractions"})  # fmt: skip
_FENCE = re.compile(r"```[a-zA-Z]*[ \t]*\n(.*?)(?:\n```|\Z)", re.DOTALL)
_REFUSAL = re.compile(r"\s*#\s*(unsupported|unclear)\b\s*:?", re.IGNORECASE)
_STATED = re.compile(r"Drawn by derivanim from (\{.*\})\s*\Z", re.DOTALL)


@dataclass(frozen=True)
class Program:
    """A program that Python reads: its source, its tree, and the one class that is its scene."""

    source: str
    tree: ast.Module
    scene: ast.ClassDef

    @property
    def template(self) -> str | None:
        """The template that it says it follows: the one of its stated slots, or of its class name."""
        stated = self.stated or {}
        named = {"".join(word.capitalize() for word in name.split("_")): name for name in templates()}
        given = stated.get("template", named.get(self.scene.name))
        return given if isinstance(given, str) and given in templates() else None

    @property
    def stated(self) -> dict[str, Any] | None:
        """The slot object in its docstring, as it is written there."""
        match = _STATED.search(ast.get_docstring(self.tree) or "")
        try:
            found = json.loads(match[1]) if match else None
        except (ValueError, RecursionError):
            return None
        return found if isinstance(found, dict) else None

    @property
    def construct(self) -> ast.FunctionDef | None:
        """The method that draws, its own or that of a class that it extends."""
        classes = {node.name: node for node in self.tree.body if isinstance(node, ast.ClassDef)}
        waiting, seen = [self.scene], set[str]()
        while waiting:
            kind = waiting.pop(0)
            seen.add(kind.name)
            found = next((n for n in kind.body if isinstance(n, ast.FunctionDef) and n.name == "construct"), None)
            if found is not None:
                return found
            waiting += [classes[n] for n in map(_last, kind.bases) if n in classes and n not in seen]
        return None

    def functions(self) -> dict[str, ast.FunctionDef]:
        """The functions of the module and the methods of the scene by name, those of other classes by both names."""
        found = {node.name: node for node in (*self.tree.body, *self.scene.body) if isinstance(node, ast.FunctionDef)}
        others = [node for node in self.tree.body if isinstance(node, ast.ClassDef) and node is not self.scene]
        pairs = [(kind.name, node) for kind in others for node in kind.body if isinstance(node, ast.FunctionDef)]
        return found | {f"{kind}.{node.name}": node for kind, node in pairs}


def source_of(output: Output) -> str:
    """The program in an answer: given apart, in a Markdown fence, or the whole text."""
    text = output.program if output.program is not None else output.text
    fences = _FENCE.findall(text)
    return str(max(fences, key=len)) + "\n" if fences and "class " in text else text


def refusal(source: str) -> str | None:
    """`unsupported` or `unclear` where a program is nothing but the comment that says so."""
    lines = [line for line in source.strip().splitlines() if line.strip()]
    match = _REFUSAL.match(lines[0]) if lines and all(line.lstrip().startswith("#") for line in lines) else None
    return match[1].lower() if match else None


def read(source: str, findings: Findings) -> Program | None:
    """The stages parses and valid, but for the template; None where there is no scene to go on with."""
    if not source.strip():
        findings.fails("parses", "nothing", "the output is empty")
        return None
    try:
        tree = parsed(source)
    except ProgramError as error:
        findings.fails("parses", "not python", str(error))
        return None
    findings.passes("parses")
    for module in _imported(tree):
        if module.split(".")[0] not in MODULES:
            findings.fails("valid", "import", f"imports {module}")
    scenes = _scenes(tree)
    if len(scenes) != 1:
        names = ", ".join(scene.name for scene in scenes)
        findings.fails("valid", *(("several scenes", names) if scenes else ("no scene", "no class extends a Scene")))
    if not scenes:
        return None
    program = Program(source, tree, scenes[0])
    if program.construct is None:
        findings.fails("valid", "no construct", f"{scenes[0].name} has no method construct")
    return program


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "."


def _scenes(tree: ast.Module) -> list[ast.ClassDef]:
    """The classes that extend a Scene, directly or through each other, and that no other one extends."""
    classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
    bases = {name: {_last(base) for base in node.bases} for name, node in classes.items()}
    scenes = {name for name, of in bases.items() if any(base.endswith("Scene") for base in of)}
    for _ in classes:
        scenes |= {name for name, of in bases.items() if of & scenes}
    extended = {base for name in scenes for base in bases[name]}
    return [classes[name] for name in classes if name in scenes and name not in extended]


def _last(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")


def statements(body: list[ast.stmt]) -> list[ast.stmt]:
    """Statements without docstrings."""
    return [s for s in body if not (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant))]


def shape(node: ast.AST) -> str:
    """What a part of a program looks like when its constants are left out, and lists of constants with them."""
    if isinstance(node, ast.expr) and constant(node):
        return "."
    if isinstance(node, ast.FunctionDef):
        return f"def {node.name}({shape(node.args)}): {[shape(part) for part in statements(node.body)]}"
    fields: list[Any] = []
    for name, value in ast.iter_fields(node):
        if name in ("ctx", "kind", "type_comment", "type_ignores", "lineno"):
            continue
        if isinstance(value, list):
            parts = [shape(part) if isinstance(part, ast.AST) else part for part in value]
            # How many lines of reasoning, ticks or labels there are is up to the mathematics.
            fields.append(collapsed(parts) if name in ("args", "elts", "body") else parts)
        else:
            fields.append(shape(value) if isinstance(value, ast.AST) else value)
    return f"{type(node).__name__}{fields}"


def collapsed(shapes: list[Any]) -> list[Any]:
    """Shapes in order, each run of equal ones once."""
    return [one for one, _ in groupby(shapes)]


def constant(node: ast.AST) -> bool:
    """Whether a part is a constant, or a list, tuple or dictionary of constants."""
    if isinstance(node, ast.UnaryOp):
        return isinstance(node.op, ast.USub | ast.UAdd) and constant(node.operand)
    if isinstance(node, ast.List | ast.Tuple):
        return all(map(constant, node.elts))
    if isinstance(node, ast.Dict):
        return all(key is not None and constant(key) for key in node.keys) and all(map(constant, node.values))
    return isinstance(node, ast.Constant)
