"""Formulas that a picture shows, read as statements: `f'(1) = cos 1 + 2 sin 1 approx 2.22` says three numbers are one.

Typst and LaTeX both become text for the one reader; known functions and their derivatives are put in by SymPy. What is
no statement about known things, as an equation to be solved, is left open and never held against a program.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

import sympy

from derivanim.calculus import budget
from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.printing import to_source
from derivanim.calculus.proving import equal
from derivanim.calculus.reader import read_expression
from derivanim.calculus.symbols import symbol
from derivanim.calculus.verdict import Status
from derivanim.compare.markup import closing, normalised, plain, wordy
from derivanim.errors import DerivanimError

Decision = Literal["right", "wrong", "open"]
SECONDS = 30.0
_ONE = 2.0  # seconds for one formula
_MOST_TEXTS = 80
_APPLIED = re.compile(r"(?<![A-Za-z_'])([A-Za-z])('{0,3})\(")
_PRIMED = re.compile(r"(?<![A-Za-z_'])([A-Za-z])('{1,3})(?!['(\w])")
_NAME = re.compile(r"[A-Za-z](?:_\w+|_\([^()]*\))?'{0,3}(?:\([^()]*\))?")
_DECIMAL = re.compile(r"\d+\.(\d+)")
# A word of a sentence that is mathematics: it has a sign or a digit, or is one letter that is no word of English.
_DATA = re.compile(r".*(?:[\d=^*/≈√<>]|\b[a-z]\(|').*|[+−-]|[b-zB-HJ-Z]")

Functions = dict[str, tuple[str, str]]
"""What is known: for the name of a function its variable and its expression, as texts of the reader."""


@dataclass(frozen=True)
class Judged:
    """A statement of the picture, and whether it is right; `message` says why not."""

    text: str
    decision: Decision
    message: str = ""


def judge(texts: Sequence[str], functions: Mapping[str, tuple[str, str]]) -> list[Judged]:
    """Decide what the formulas say, in the order in which they are shown, in a budget of time.

    A formula may define a name, such as u, that later ones use.
    """
    chosen = tuple(dict.fromkeys(texts))[:_MOST_TEXTS]
    try:
        return budget.call(decide, chosen, dict(functions), seconds=SECONDS)
    except (DerivanimError, *budget.GIVEN_UP) as error:
        return [Judged(text, "open", str(error)) for text in chosen]


def decide(texts: Sequence[str], functions: Functions) -> list[Judged]:
    """The decisions; a function of this module, so that a worker can run it."""
    found: list[Judged] = []
    for text in texts:
        for part in plain(text):
            try:
                with budget.soft(_ONE):
                    found += _decided(part, functions)
            except (DerivanimError, *budget.GIVEN_UP) as error:
                found.append(Judged(part, "open", str(error)))
    return found


def _decided(part: str, functions: Functions) -> Iterator[Judged]:
    pieces = re.split(r"\s*(=|≈)\s*", _primed(part, functions))
    sides, relations = pieces[::2], pieces[1::2]
    if len(sides) < 2 or any(sign in part for sign in "<>≤≥≠→"):
        return
    read = [_read(side, functions) for side in sides]
    if re.fullmatch(r"[A-Za-z]", sides[0]):
        read[0] = None  # u = x^2 says what u is from here on; f(x) = x^2 claims something of a function that is known
    left = sides[0].replace(" ", "")
    # What stands on the left of a statement: a name, or a derivative that is worked out
    worked_out = left.startswith("(") and left.endswith(")'")
    named = _NAME.fullmatch(left) is not None or worked_out
    _define(sides, read, functions, named)
    for (one, other), relation, (first, second) in zip(pairwise(read), relations, pairwise(sides), strict=True):
        if one is None or other is None:
            continue
        numbers = not one.free_symbols and not other.free_symbols
        # A variable is no name of what stands behind the sign: x = 2 is a place, f'(x) = 0 an equation.
        if not numbers and (not named or not (worked_out or (one.free_symbols and other.free_symbols))):
            continue
        # Near a point, f(x) ≈ 2x - 1 says nothing of other points.
        if relation == "≈" and re.fullmatch(r"[A-Za-z]\([A-Za-z]\)", first.replace(" ", "")):
            continue
        yield _judged(f"{first} {relation} {second}", one, other, relation == "≈", first, second)


def _primed(part: str, functions: Functions) -> str:
    """The formula with dy/dx written as the derivative of the function that the picture is about."""
    if not functions:
        return part
    name, (of, _) = next(iter(functions.items()))
    quotient = rf"\(?\(\s*d\s*[fy{name}]\s*\)\s*/\s*\(\s*d\s*{of}\s*\)\)?|\bd[fy{name}]/d{of}\b"
    return re.sub(quotient, f"{name}'({of})", part)


def _define(sides: list[str], read: list[sympy.Expr | None], functions: Functions, named: bool) -> None:
    """`u = x^2`, or `v(t) = 3 t^2`, makes a name known for the formulas after it."""
    match = re.fullmatch(r"([A-Za-z])(?:\(([A-Za-z])\))?", sides[0].replace(" ", ""))
    value = next((one for one in read[1:] if one is not None), None)
    if not named or match is None or value is None or match[1] in ("x", "e", "d"):
        return
    if match[2] is not None and match[1] in functions:
        return
    free = sorted(map(str, value.free_symbols))
    variable = match[2] or (free[0] if len(free) == 1 else None)
    if variable is not None and set(free) <= {variable} and variable != match[1]:
        functions[match[1]] = variable, to_source(value)


def _read(side: str, functions: Functions) -> sympy.Expr | None:
    try:
        found = read_expression(_put_in(side, functions)).expression
    except (DerivanimError, RecursionError, ValueError, TypeError, ArithmeticError):
        return None
    return found if isinstance(found, sympy.Expr) else None


def _put_in(side: str, functions: Functions, depth: int = 0) -> str:
    """The side with known functions, their values and derivatives in place of their names, and `(...)'` worked out."""
    if depth > 8:
        raise DerivanimError("functions inside functions without end")
    while match := next((m for m in _APPLIED.finditer(side) if m[1] in functions), None):
        end = closing(side, match.end() - 1)
        argument = read_expression(_put_in(side[match.end() : end], functions, depth + 1)).expression
        side = f"{side[: match.start()]} ({_value(functions[match[1]], len(match[2]), argument)}) {side[end + 1 :]}"
    while match := next((m for m in _PRIMED.finditer(side) if m[1] in functions), None):
        variable = functions[match[1]][0]
        value = _value(functions[match[1]], len(match[2]), symbol(variable))
        side = f"{side[: match.start()]} ({value}) {side[match.end() :]}"
    while match := re.search(r"\)'", side):
        start = _opening(side, match.start())
        inner = read_expression(_put_in(side[start + 1 : match.start()], functions, depth + 1)).expression
        variables = sorted(inner.free_symbols, key=str)
        if len(variables) > 1 or (start and side[start - 1].isalpha()):
            raise DerivanimError("a derivative in which variable?")
        value = to_source(sympy.diff(inner, variables[0]) if variables else sympy.Integer(0))
        side = f"{side[:start]} ({value}) {side[match.end() :]}"
    for name in re.findall(r"(?<![A-Za-z_])[A-Za-z](?![A-Za-z_])", side):
        # A name that was defined stands for its value
        if name in functions and name not in {variable for variable, _ in functions.values()}:
            side = re.sub(rf"(?<![A-Za-z_]){name}(?![A-Za-z_(])", f" ({functions[name][1]}) ", side)
    return side


def _value(function: tuple[str, str], order: int, argument: Any) -> str:
    variable = symbol(function[0])
    expression = read_expression(function[1], variable=function[0]).expression
    derived = sympy.diff(expression, variable, order) if order else expression
    return to_source(derived.subs(variable, argument))


def _opening(text: str, end: int) -> int:
    level = 0
    for place in range(end, -1, -1):
        level += {")": 1, "(": -1}.get(text[place], 0)
        if level == 0:
            return place
    raise DerivanimError("brackets that do not close")


def _judged(text: str, one: sympy.Expr, other: sympy.Expr, about: bool, first: str, second: str) -> Judged:
    if one == other:
        return Judged(text, "right")
    digits = min((len(m[1]) for side in (first, second) for m in _DECIMAL.finditer(side)), default=None)
    whole = digits is None
    if one.free_symbols or other.free_symbols:
        if not about and whole:
            verdict = equal(one, other)
            decision: Decision = "right" if verdict.good else "wrong" if verdict.status is Status.refuted else "open"
            return Judged(text, decision, "" if verdict.good else verdict.message)
        return _near(text, one, other)
    a, b = evaluate(one), evaluate(other)
    if a is None or b is None:
        return Judged(text, "open", "no real number")
    # A number is shown with the digits that it has; the last one is rounded.
    unit = 10.0 ** -(digits if digits is not None else 0) if about or not whole else 1e-9
    small = min((float(abs(v)) for v in (a, b) if v), default=1.0)
    if about and whole and small < 1:
        unit = small / 10
    gap = float(abs(a - b))
    right = gap <= 0.51 * unit + 1e-9 * max(1.0, float(abs(a))) or (about and gap <= 5e-3 * max(float(abs(a)), 0.0))
    return Judged(text, "right") if right else Judged(text, "wrong", f"{float(a):.6g} is not {float(b):.6g}")


def _near(text: str, one: sympy.Expr, other: sympy.Expr) -> Judged:
    """Two functions whose coefficients are rounded: near each other where pictures show them."""
    variables = sorted(one.free_symbols | other.free_symbols, key=str)
    if len(variables) != 1:
        return Judged(text, "open", "more than one variable")
    tested = 0
    for place in (-2.3, -1.1, -0.4, 0.3, 0.9, 1.7, 2.6):
        a, b = (evaluate(side, {variables[0]: sympy.Float(place)}) for side in (one, other))
        if a is None or b is None:
            continue
        tested += 1
        if float(abs(a - b)) > 0.02 * max(1.0, float(abs(a)), abs(place)):
            return Judged(text, "wrong", f"at {variables[0]} = {place}: {float(a):.4g} is not {float(b):.4g}")
    return Judged(text, "right" if tested else "open")


def same_text(given: str, wanted: str) -> bool:
    """Whether two texts of a picture say the same: word for word, in their numbers, or by SymPy side for side."""
    if normalised(given) == normalised(wanted):
        return True
    if wordy(given) or wordy(wanted):
        return _data(given) == _data(wanted)
    one, other = (re.split(r"\s*(?:=|≈)\s*", " ; ".join(plain(text))) for text in (given, wanted))
    return len(one) == len(other) and all(map(_same_side, one, other))


def _same_side(one: str, other: str) -> bool:
    if normalised(one) == normalised(other):
        return True
    try:
        return bool(budget.call(_equal_sides, one, other, seconds=5.0))
    except (DerivanimError, *budget.GIVEN_UP):
        return False


def _equal_sides(one: str, other: str) -> bool:
    first, second = (_read(side, {}) for side in (one, other))
    return first is not None and second is not None and (first == second or equal(first, second).good)


def _data(text: str) -> list[str]:
    """What a sentence says in numbers and formulas, in order."""
    return [word.strip(".,;:!?") for word in text.split() if _DATA.fullmatch(word.strip(".,;:!?"))]
