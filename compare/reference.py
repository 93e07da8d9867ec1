"""A program that follows a template, held against the program that the template writes for the slots it states.

The template's own program is right: every claim of its slots is proved, and all its numbers come from SymPy. So what is
the same is right, a function that is written otherwise must be equal, and a number that differs is wrong.
"""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from derivanim.calculus import budget
from derivanim.calculus.proving import equal
from derivanim.calculus.reader import read_expression
from derivanim.compare.statements import same_text
from derivanim.compare.structure import Program, collapsed, constant, shape, statements
from derivanim.dataset.study.expression import Translator
from derivanim.dataset.study.names import Names
from derivanim.errors import DerivanimError

# Keywords and calls whose numbers say how something looks, and nothing about mathematics.
_LOOK = frozenset({
    "run_time", "hold", "buff", "font_size", "size", "title_size", "stroke_width", "opacity", "fill_opacity",
    "stroke_opacity", "radius", "width", "height", "z_index", "dash_length", "lag_ratio", "scale", "wait", "shift",
    "plane", "Dot", "set_opacity", "set_stroke", "set_fill", "pitch",
})  # fmt: skip
# The places of arguments that are sizes of letters.
_SIZES = {"heading": (2, 3), "reason": (3,), "formula": (1,), "words": (1,), "fit": (1,)}
# Which stretches of a curve stand in the picture, and where the ticks are, is chosen and not proved.
_CHOSEN = frozenset({"graph", "low_plane", "set_points_as_corners", "linspace"})
_TICKS = frozenset({"grid"})
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
# Nobody sees a smaller difference in a picture; labels are held to their own digits.
_RELATIVE, _ABSOLUTE = 5e-3, 5e-3


@dataclass(frozen=True)
class Difference:
    """Where a program says something else than its template: a cause of the results, and both sides."""

    cause: str
    line: int
    given: str
    expected: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.given}, where the template has {self.expected}"


def strays(program: Program, reference: Program) -> str | None:
    """Where a program leaves its template, in one sentence; None where it follows it."""
    own, wanted = program.functions(), reference.functions()
    if missing := sorted(wanted.keys() - own.keys()):
        return f"the template's {', '.join(missing)} is missing"
    if more := sorted(own.keys() - wanted.keys()):
        return f"{', '.join(more)} is not in the template"
    if program.scene.name != reference.scene.name:
        return f"the scene is called {program.scene.name}, not {reference.scene.name}"
    for name, node in wanted.items():
        # A helper may hold constants of the mathematics, so only its shape must be the template's
        if formula_of(node) is None and name != "construct" and shape(own[name]) != shape(node):
            return f"{name}() is not the template's"
    first, other = ([shape(s) for s in _body(one)] for one in (program, reference))
    if collapsed(first) == collapsed(other):
        return None
    place = next((n for n, (a, b) in enumerate(zip(first, other, strict=False)) if a != b), min(len(first), len(other)))
    body = _body(program)
    line = body[place].lineno if place < len(body) else program.scene.end_lineno
    return f"construct() leaves the template in line {line}"


def differences(program: Program, reference: Program) -> Iterator[Difference]:
    """What a program that follows its template says otherwise than the template, in the order of its lines."""
    own, wanted = program.functions(), reference.functions()
    for name, node in wanted.items():
        given = own.get(name)
        if given is None or name == "construct" or dump(given) == dump(node):
            continue
        if formula_of(node) is not None:
            yield from _function(program, given, reference, node)
        elif shape(given) == shape(node):
            yield from _compared(given, node, ())
    first, other = _body(program), _body(reference)
    yield from _constants(program, reference)
    matcher = SequenceMatcher(None, [shape(s) for s in first], [shape(s) for s in other], autojunk=False)
    for kind, low, high, from_, to in matcher.get_opcodes():
        if kind == "equal":
            for mine, theirs in zip(first[low:high], other[from_:to], strict=True):
                if dump(mine) != dump(theirs):
                    yield from _compared(mine, theirs, ())
        elif kind in ("delete", "replace"):
            yield Difference("label", first[low].lineno, _short(first[low]), "nothing such")
        else:
            line = first[min(low, len(first) - 1)].lineno if first else 0
            yield Difference("label", line, "nothing", _short(other[from_]))


def _body(program: Program) -> list[ast.stmt]:
    return statements(program.construct.body) if program.construct else []


def _constants(program: Program, reference: Program) -> Iterator[Difference]:
    """The constants of the module: colours and places say nothing, arrays of numbers may."""
    mine, theirs = (
        {ast.unparse(n.targets[0]): n for n in one.tree.body if isinstance(n, ast.Assign)}
        for one in (program, reference)
    )
    for name, node in theirs.items():
        if name.isupper() or name.startswith("config."):
            continue
        if name in mine and dump(mine[name]) != dump(node):
            yield from _compared(mine[name], node, ())


def dump(node: ast.AST) -> str:
    """A part of a program without its places and docstrings."""
    if isinstance(node, ast.FunctionDef):
        return f"{ast.dump(node.args)} {[ast.dump(part) for part in statements(node.body)]}"
    return ast.dump(node)


def formula_of(node: ast.FunctionDef) -> ast.expr | None:
    """What a function returns that is nothing but a formula in its parameters; None for any other."""
    body = statements(node.body)
    if len(body) != 1 or not isinstance(body[0], ast.Return) or body[0].value is None or not node.args.args:
        return None
    allowed = {argument.arg for argument in node.args.args} | {"np", "math"}
    used = {part.id for part in ast.walk(body[0].value) if isinstance(part, ast.Name)}
    known = all(isinstance(c.func, ast.Attribute) for c in ast.walk(body[0].value) if isinstance(c, ast.Call))
    return body[0].value if used <= allowed and known and "self" not in used else None


def _function(
    program: Program, given: ast.FunctionDef, reference: Program, node: ast.FunctionDef
) -> Iterator[Difference]:
    mine, theirs = (ast.unparse(statements(one.body)[0]).removeprefix("return ") for one in (given, node))
    found = Difference("function", given.lineno, f"{given.name} is {mine}", theirs)
    try:
        same = _equal_functions(program, given, reference, node)
    except (DerivanimError, *budget.GIVEN_UP) as error:
        yield Difference("unread", given.lineno, f"{given.name} is {mine} ({error})", theirs)
        return
    if not same:
        yield found


def _equal_functions(program: Program, given: ast.FunctionDef, reference: Program, node: ast.FunctionDef) -> bool:
    arguments = [a.arg for a in given.args.args]
    if arguments != [a.arg for a in node.args.args]:
        return False
    # Of more than one variable the formula is read as it stands; of one, calls of the program's own functions too
    texts = [_text(one, of) for one, of in ((given, program), (node, reference))]
    return bool(budget.call(equal_texts, *texts, seconds=10.0))


def _text(node: ast.FunctionDef, of: Program) -> str:
    body = formula_of(node)
    if len(node.args.args) > 1 and body is not None:
        return ast.unparse(body).replace("np.", "")
    return Translator(Names(of.tree), node.args.args[0].arg).function(node)


def equal_texts(first: str, other: str) -> bool:
    """Whether two texts are the same function; a function of this module, so that a worker can run it."""
    one, two = read_expression(first).expression, read_expression(other).expression
    return bool(one == two or equal(one, two).good)


def _compared(mine: ast.AST, theirs: ast.AST, inside: tuple[str, ...]) -> Iterator[Difference]:
    """The differences of two parts of one shape; `inside` are the calls and keywords around them."""
    if isinstance(mine, ast.expr) and isinstance(theirs, ast.expr) and constant(mine) and constant(theirs):
        yield from _values(mine, theirs, inside)
        return
    if isinstance(mine, ast.keyword):
        inside = (*inside, mine.arg or "")
    parts, others = _parts(mine), _parts(theirs)
    if len(parts) != len(others):
        if not {*inside} & (_LOOK | _CHOSEN | _TICKS):
            yield Difference("label", getattr(mine, "lineno", 0), _short(mine), _short(theirs))
        return
    for (name, one), (_, other) in zip(parts, others, strict=True):
        yield from _compared(one, other, (*inside, name) if name else inside)


def _parts(node: ast.AST) -> list[tuple[str, ast.AST]]:
    """The parts of a node, each with the name of what it is: the call that it is given to, or a parameter."""
    if isinstance(node, ast.Call):
        callee = _callee(node)
        sizes = _SIZES.get(callee, ())
        given = [("size" if place in sizes else callee, one) for place, one in enumerate(node.args)]
        return [("", node.func), *given, *((callee, one) for one in node.keywords)]
    if isinstance(node, ast.arguments):
        names = [argument.arg for argument in node.args][len(node.args) - len(node.defaults) :]
        return list(zip(names, node.defaults, strict=True))
    return [("", child) for child in ast.iter_child_nodes(node)]


def _callee(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def _values(mine: ast.expr, theirs: ast.expr, inside: tuple[str, ...]) -> Iterator[Difference]:
    if {*inside} & (_LOOK | _CHOSEN):
        return
    try:
        given, wanted = ast.literal_eval(mine), ast.literal_eval(theirs)
        ticks = bool({*inside} & _TICKS)
        cause = _difference(given, wanted) if not ticks else None if _ticks_right(given) else "number"
    except (ValueError, TypeError, OverflowError):  # no value of Python, or one too large to compare
        cause = "number"
    if cause:
        yield Difference(cause, mine.lineno, _short(mine), _short(theirs))


def _difference(given: Any, wanted: Any) -> str | None:
    """`number`, `label` or None for two constants or lists of them."""
    if isinstance(given, list | tuple) and isinstance(wanted, list | tuple):
        if len(given) != len(wanted):
            return "number"
        return next((cause for a, b in zip(given, wanted, strict=True) if (cause := _difference(a, b))), None)
    if isinstance(given, dict) and isinstance(wanted, dict):
        return _difference([*given, *given.values()], [*wanted, *wanted.values()])
    if isinstance(given, str) and isinstance(wanted, str):
        return None if same_text(given, wanted) else "label"
    if isinstance(given, bool) or isinstance(wanted, bool) or given is None or wanted is None:
        return None if given == wanted else "number"
    if isinstance(given, int | float) and isinstance(wanted, int | float):
        return None if math.isclose(given, wanted, rel_tol=_RELATIVE, abs_tol=_ABSOLUTE) else "number"
    return "number"


def _ticks_right(ticks: Any) -> bool:
    """Whether the labels of ticks, pairs of value and label, say their values; names of values are not decided."""
    pairs = [t for t in ticks if isinstance(t, tuple) and len(t) == 2] if isinstance(ticks, list | tuple) else []
    named = [(value, label) for value, label in pairs if isinstance(label, str) and _NUMBER.fullmatch(label)]
    return all(math.isclose(float(b), float(a), rel_tol=_RELATIVE, abs_tol=_ABSOLUTE) for a, b in named)


def _short(node: ast.AST) -> str:
    try:
        text = " ".join(ast.unparse(node).split())
    except ValueError:  # a number with too many digits to write
        text = type(node).__name__
    return text if len(text) <= 80 else f"{text[:77]}..."
