"""A whole Manim program of the study, taken apart by its syntax tree alone: it is never run."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from derivanim.dataset.study.expression import Translator
from derivanim.dataset.study.names import Definition, Names, given_names, in_order, parameters
from derivanim.dataset.study.texts import Label, derivative_labels, function_labels, steps, texts, title
from derivanim.errors import DerivanimError, ExpressionError

MAX_CHARACTERS = 60_000
CLASS_NAME = "DerivativeVisualization"
Range = tuple[str, str]
T = TypeVar("T")

_FENCE = re.compile(r"```[a-zA-Z]*\n(.*?)(?:\n```|\Z)", re.DOTALL)
_AXES = {"Axes", "NumberPlane", "ThreeDAxes"}
_PLOTS = {"plot", "get_graph", "FunctionGraph"}
_DERIVATIVE = re.compile(
    r"deriv|prime|slope|gradient|dash|^d[a-z]?_?d[xtu]$|(?:^|_)d[a-z]?_d[xtu](?:_|$)|^d_?(?:f|g|y|func|function)$|^fp$",
    re.IGNORECASE,
)
_HIGHER = re.compile(r"second|third|double|2nd|ddf|d2|_2$|prime_?prime", re.IGNORECASE)
_OTHER = re.compile(r"tangent|secant|normal|line|area|asymptote|moving|helper|integral|inverse", re.IGNORECASE)
_CURVE = re.compile(r"^(?:f|g|h|y|func|function|fn|fx|f_x|curve|graph|original|main)$|func|curve|graph", re.IGNORECASE)
# A derivative that the program computes while it runs says nothing that could be checked.
_NUMERIC = {
    "get_derivative",
    "derivative",
    "slope_of_tangent",
    "gradient",
    "diff",
    "get_secant_slope_group",
    "lambdify",
}


class ProgramError(ExpressionError):
    """A program out of which no function could be taken; `kind` is a name for counting."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


@dataclass(frozen=True)
class StudyProgram:
    """What a program shows, as texts for the reader: the curve and its derivative in the variable asked for.

    `derivative` is None where the program has none or computes one, `computed` tells which. `powers` are bases of odd
    roots, of which Python has no value where they are negative. `unread` says why a part could not be read.
    """

    class_name: str | None
    function: str
    derivative: str | None
    computed: bool
    x_range: Range | None
    y_range: Range | None
    title: str | None
    labels: tuple[Label, ...]
    derivative_labels: tuple[Label, ...]
    steps: tuple[str, ...]
    powers: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class _Candidate:
    """A function of the program, the names it goes by, and the call that plots it, if one does."""

    definition: Definition
    names: tuple[str, ...]
    plot: ast.Call | None = None

    def has(self, pattern: re.Pattern[str]) -> bool:
        return any(pattern.search(name) for name in self.names)


def read_program(source: str, variable: str = "x") -> StudyProgram:
    """Take a program apart; ProgramError where it is no Python or holds no function that can be read."""
    tree = parsed(source)
    scene = _scene(tree)
    others = [node for node in tree.body if isinstance(node, ast.ClassDef) and node is not scene]
    tree.body = [node for node in tree.body if scene is None or node not in others]
    names = Names(tree)
    candidates = _candidates(tree, names)
    curve, function, translator = _curve(candidates, names, variable)
    unread: list[tuple[str, str]] = []

    def attempt(kind: str, read: Callable[[], T]) -> T | None:
        try:
            return read()
        except DerivanimError as error:
            unread.append((kind, str(error)))
            return None

    slopes = [
        c for c in candidates if c.has(_DERIVATIVE) and not c.has(_HIGHER) and c.definition is not curve.definition
    ]
    written = next((c for c in slopes if not _computed(c.definition, names)), None)
    derivative = attempt(
        "derivative not readable", lambda: Translator(names, variable).function(written.definition) if written else None
    )
    axes = next((n for n in in_order(tree) if isinstance(n, ast.Call) and _callee(n) in _AXES), None)
    x_range = attempt("x range not readable", lambda: _range(curve.plot, "x", names) or _range(axes, "x", names))
    y_range = attempt("y range not readable", lambda: _range(axes, "y", names))
    found = texts(tree, names)
    calls = {_callee(node) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    return StudyProgram(
        class_name=scene.name if scene else None,
        function=function,
        derivative=derivative,
        computed=written is None and bool(slopes or calls & _NUMERIC),
        x_range=x_range,
        y_range=y_range,
        title=title(found),
        labels=tuple(function_labels(found)),
        derivative_labels=tuple(derivative_labels(found)),
        steps=steps(found),
        powers=tuple(dict.fromkeys(translator.powers)),
        notes=tuple(dict.fromkeys(translator.notes)),
        unread=tuple(unread),
    )


def parsed(source: str) -> ast.Module:
    """The syntax tree of a program, also of one in a Markdown fence; ProgramError where there is none."""
    if len(source) > MAX_CHARACTERS:
        raise ProgramError("program too long", f"the program has {len(source)} characters; {MAX_CHARACTERS} are read")
    fence = _FENCE.match(source.strip())
    text = fence[1] if fence else source
    if not text.strip():
        raise ProgramError("no program", "the output is empty")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about escapes such as "\d"
            return ast.parse(text)
    except SyntaxError as error:
        where = f" in line {error.lineno}" if error.lineno else ""
        raise ProgramError("syntax error", f"the program is no Python: {error.msg}{where}") from error
    except (RecursionError, MemoryError) as error:
        raise ProgramError("nested too deeply", "the program is nested too deeply to be read") from error
    except ValueError as error:  # null bytes, lone surrogates
        raise ProgramError("syntax error", f"the program is no Python: {error.__class__.__name__}: {error}") from error


def _scene(tree: ast.Module) -> ast.ClassDef | None:
    """The class that is rendered: the study's own name, or the first scene."""
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    scenes = [node for node in classes if any((_last(base) or "").endswith("Scene") for base in node.bases)]
    return next((node for node in scenes if node.name == CLASS_NAME), scenes[0] if scenes else None)


def _last(node: ast.expr) -> str | None:
    return node.id if isinstance(node, ast.Name) else getattr(node, "attr", None)


def _callee(node: ast.Call) -> str | None:
    return _last(node.func)


def _argument(node: ast.Call, place: int, *keywords: str) -> ast.expr | None:
    named = next((k.value for k in node.keywords if k.arg in keywords), None)
    return named if named is not None or len(node.args) <= place else node.args[place]


def _candidates(tree: ast.Module, names: Names) -> list[_Candidate]:
    """The functions that are plotted, then the others of one parameter, each in the order of the source."""
    given = given_names(tree)
    plotted: list[_Candidate] = []
    for node in in_order(tree):
        if isinstance(node, ast.Call) and _callee(node) in _PLOTS:
            argument = _argument(node, 0, "function", "func")
            definition = names.definition(argument) if argument is not None else None
            if definition is not None and argument is not None:
                called = (given.get(id(node)), names.named(argument))
                plotted.append(_Candidate(definition, tuple(name for name in called if name), node))
    free = [
        _Candidate(definition, (name,))
        for name, definition in names.functions.items()
        if len(parameters(definition)) - len(definition.args.defaults) == 1
    ]
    return plotted + free


def _curve(candidates: list[_Candidate], names: Names, variable: str) -> tuple[_Candidate, str, Translator]:
    """The function that the program is about, its text, and what was noted while it was read."""
    usable = [c for c in candidates if not (c.has(_DERIVATIVE) or c.has(_OTHER))]
    # The plot of a curve whose name says what it is comes before any other plot, and a plot before a mere function.
    ranked = sorted(usable, key=lambda c: (not (c.plot and c.has(_CURVE)), not c.plot, not c.has(_CURVE)))
    first: DerivanimError | None = None
    for candidate in ranked:
        translator = Translator(names, variable)
        try:
            return candidate, translator.function(candidate.definition), translator
        except DerivanimError as error:
            first = first or error
            if candidate.has(_CURVE):
                break  # this is the curve: whatever comes after it is another one
    if first is None:
        raise ProgramError("no function found", "the program has no function of one variable")
    raise ProgramError("function not readable", f"the function of the program cannot be read: {first}") from first


def _computed(definition: Definition, names: Names) -> bool:
    """Whether a derivative is a difference quotient or asked of a library."""
    body = definition.body if isinstance(definition.body, list) else [definition.body]
    calls = [node for part in body for node in ast.walk(part) if isinstance(node, ast.Call)]
    if any(_callee(call) in _NUMERIC for call in calls):
        return True
    own = [name for call in calls if (name := names.named(call.func)) in names.functions]
    divides = any(isinstance(node, ast.Div) for part in body for node in ast.walk(part))
    return divides and any(own.count(name) > 1 for name in own)


def _range(call: ast.Call | None, axis: str, names: Names) -> Range | None:
    """The ends of `x_range=[low, high, step]`, or of `x_min=..., x_max=...`, as texts of numbers."""
    if call is None:
        return None
    positional = {"x": 0, "y": 1}[axis] if _callee(call) in _AXES else 1
    node = _argument(call, positional, f"{axis}_range")
    for _ in range(5):  # a name of a name of a list
        name = names.named(node) if node is not None else None
        node = names.values.get(name) if name is not None else node
    ends: list[ast.expr] = []
    if isinstance(node, ast.Call) and node.args:  # np.array([...])
        node = node.args[0]
    if isinstance(node, ast.List | ast.Tuple):
        ends = node.elts[:2]
    elif node is None:
        low, high = (_argument(call, 99, f"{axis}_{end}") for end in ("min", "max"))
        ends = [end for end in (low, high) if end is not None]
    if len(ends) != 2:
        return None
    low_text, high_text = (Translator(names).number(end) for end in ends)
    return low_text, high_text
