"""Read an expression from text as people write it: Python, calculator, LaTeX, Unicode and plain words.

Four stages, each in its file: characters (notation, latex), tokens (lexer, words, cases), what is implied
(juxtaposition), and the grammar (grammar.lark, builder). Text is never evaluated: SymPy objects are built from an
allow-list. A text with two usual readings raises UnclearError with a question, or the reading taken is in the notes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import sympy
from lark import Lark
from lark import Token as LarkToken
from lark.exceptions import UnexpectedInput, UnexpectedToken, VisitError
from lark.lexer import Lexer

from derivanim.calculus import latex
from derivanim.calculus.builder import Builder
from derivanim.calculus.cases import mark_cases
from derivanim.calculus.definitions import Head, split_head
from derivanim.calculus.juxtaposition import Juxtaposition
from derivanim.calculus.lexer import Token, resolve_names, tokenise
from derivanim.calculus.notation import normalise
from derivanim.calculus.words import spoken
from derivanim.errors import DerivanimError, ExpressionError, UnclearError

_LOG_NOTE = "log is read as the natural logarithm"
# Many courses take the values from 0 to pi.
_ACOT_NOTE = "arccot x is read as arctan(1/x), with values from -pi/2 to pi/2"
_NAMES = {
    "LPAR": "(", "RPAR": ")", "RGROUP": ")", "RBAR": "|", "PLUS": "+", "MINUS": "-", "TIMES": "*", "DIVIDE": "/",
    "POWER": "^", "COMMA": ",", "EQUALS": "=", "RELATION": "a comparison", "IF": "if", "SEP": ";", "BASE": "_",
    "OTHERWISE": "otherwise", "RCASES": "}", "TRUE": "True", "AND": "and", "OR": "or", "LBAR": "|",
}  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """What a text was read as: a SymPy expression, equation or tuple; the text; each choice that was taken."""

    expression: Any
    text: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Definition:
    """A function as it was given: its name and variable where the text says them or leaves no choice."""

    name: str | None
    variable: str | None
    expression: Any
    text: str
    notes: tuple[str, ...] = ()


class _TokenLexer(Lexer):  # type: ignore[misc]
    """Hands Lark the tokens that were made before."""

    def __init__(self, conf: Any) -> None:
        del conf

    def lex(self, data: list[Token]) -> Iterator[LarkToken]:
        """Tokens for the grammar, with their places."""
        for token in data:
            yield LarkToken(token.kind, token.text, token.start, end_pos=token.end)


@cache
def _parser() -> Lark:
    grammar = files("derivanim.calculus").joinpath("grammar.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", lexer=_TokenLexer, transformer=Builder(), maybe_placeholders=False)


def read_expression(text: str, *, variable: str | None = None, variables: Collection[str] | None = None) -> Reading:
    """Read one expression; a head such as `f(x) =` or `y =` is allowed and dropped.

    `variable` and `variables` are names that the expression may use, and no others; without them any may occur.
    Raises ExpressionError with the place, or UnclearError with a question.
    """
    allowed = {*(variables or ()), *([variable] if variable else ())}
    tokens, notes = _tokens(text, allowed)
    head, body = split_head(tokens, text)
    if head is not None and head.name is not None:
        notes.append(f"{head.name} is read as the name of the function")
    _refuse_equation(body, text)
    expression = _parse(body, text, allowed, notes)
    if variable is not None or variables is not None:
        _check_variables(expression, allowed, text, body)
    return Reading(expression, text, tuple(notes))


def read_equation(text: str) -> Reading:
    """Read an equation such as `x^2 + y^2 = 25`; the expression of the reading is an unevaluated `sympy.Eq`."""
    tokens, notes = _tokens(text, ())
    if not any(token.kind == "EQUALS" for token in tokens):
        raise ExpressionError("an equation needs the sign =", text, len(text), "Write both sides: x^2 + y^2 = 25.")
    expression = _parse(tokens, text, (), notes)
    if not isinstance(expression, sympy.Equality):
        raise ExpressionError("this is not an equation between two expressions", text, 0)
    return Reading(expression, text, tuple(notes))


def read_number(text: str) -> Any:
    """Read an exact real number such as `1/2`, `pi/3`, `-2.5` or `√2`; no variables."""
    tokens, notes = _tokens(text, ())
    expression = _parse(tokens, text, (), notes)
    symbols = getattr(expression, "free_symbols", None)
    if symbols is None or isinstance(expression, tuple) or not expression.is_number:
        names = ", ".join(sorted(str(name) for name in symbols or ()))
        raise ExpressionError(f"a number is expected here{f', without {names}' if names else ''}", text, 0)
    return expression


def read_definition(text: str) -> Definition:
    """Read `f(x) = x^2`, `y = x^2`, `f: x -> x^2` or just `x^2`."""
    tokens, notes = _tokens(text, ())
    head, body = split_head(tokens, text)
    head = head or Head(None, None)
    known = [head.variable] if head.variable else []
    _refuse_equation(body, text)
    expression = _parse(body, text, known, notes)
    symbols = sorted(str(name) for name in sympy.Tuple(expression).free_symbols)
    variable = head.variable or (symbols[0] if len(symbols) == 1 else None)
    return Definition(head.name, variable, expression, text, tuple(notes))


def _tokens(text: str, variables: Collection[str]) -> tuple[list[Token], list[str]]:
    if not text.strip():
        raise ExpressionError("the expression is empty", text, 0)
    notes: list[str] = []
    source = latex.plain(normalise(text))
    words = spoken(tokenise(source), text, notes)
    tokens = mark_cases(resolve_names(words, text, variables, notes))
    if any(_is_natural_log(tokens, index) for index in range(len(tokens))):
        notes.append(_LOG_NOTE)
    if any(token.kind == "FUNCTION" and token.text == "acot" for token in tokens):
        notes.append(_ACOT_NOTE)
    return tokens, notes


def _is_natural_log(tokens: list[Token], index: int) -> bool:
    """Whether a log stands here that says no base."""
    if tokens[index].kind != "FUNCTION" or tokens[index].text != "log":
        return False
    rest = tokens[index + 1 :]
    if any(token.kind == "BASE" for token in rest[:1]) or [t.kind for t in rest[:3:2]] == ["POWER", "BASE"]:
        return False
    level = 0
    for token in rest:
        level += {"LPAR": 1, "RPAR": -1}.get(token.kind, 0)
        if level == 1 and token.kind == "COMMA":
            return False
        if level <= 0:
            break
    return True


def _refuse_equation(tokens: list[Token], text: str) -> None:
    for token in tokens:
        if token.kind == "EQUALS":
            message = "an equation stands where an expression is expected"
            raise ExpressionError(message, text, token.start, "Write one side alone, or f(x) = ... for a function.")


def _parse(tokens: list[Token], text: str, variables: Collection[str], notes: list[str]) -> Any:
    if not tokens:
        raise ExpressionError("an expression is expected", text, len(text))
    for token in tokens:
        if token.kind in {"ARROW", "COLON"}:
            raise ExpressionError(f"{token.text!r} is not part of an expression", text, token.start)
    pass_ = Juxtaposition(tokens, text, variables)
    written = pass_.written_out()
    notes.extend(note for note in pass_.notes if note not in notes)
    try:
        return _parser().parse(written)
    except VisitError as error:
        raise _placed(error.orig_exc, text, written) from error
    except UnexpectedToken as error:
        raise _unexpected(error, text) from error
    except UnexpectedInput as error:
        raise ExpressionError("this is not an expression", text, 0) from error
    except DerivanimError as error:
        raise _placed(error, text, written) from error
    except RecursionError as error:
        raise ExpressionError("the expression is nested too deeply", text, 0) from error


def _placed(error: BaseException, text: str, tokens: list[Token]) -> Exception:
    """An error of the builder with the text it is about."""
    if isinstance(error, ExpressionError):
        return ExpressionError(error.message, text, error.position or tokens[0].start, error.hint)
    if isinstance(error, UnclearError):
        return error
    return ExpressionError("this expression has no value over the real numbers", text, tokens[0].start)


def _unexpected(error: UnexpectedToken, text: str) -> ExpressionError:
    expected = set(error.accepts or error.expected)
    if error.token.type == "$END":
        return ExpressionError("the expression ends too early", text, len(text), _allowed(expected))
    if error.token.type == "COMMA":
        message = "a comma is not expected here; decimals are written with a point, as in 1.5"
        return ExpressionError(message, text, error.token.start_pos)
    shown = _NAMES.get(error.token.type, str(error.token))
    return ExpressionError(f"{shown!r} is not expected here; {_allowed(expected)}", text, error.token.start_pos)


def _allowed(expected: set[str]) -> str:
    if "NUMBER" in expected:
        return "a number, variable, function or ( is"
    names = sorted(_NAMES[kind] for kind in expected if kind in _NAMES)
    return f"allowed: {' '.join(names)}" if names else "nothing more is"


def _check_variables(expression: Any, allowed: set[str], text: str, tokens: list[Token]) -> None:
    parts = expression if isinstance(expression, tuple) else (expression,)
    names = {str(name) for part in parts for name in part.free_symbols}
    for name in sorted(names - allowed):
        place = next((token.start for token in tokens if token.kind == "VARIABLE" and token.text == name), 0)
        listed = ", ".join(sorted(allowed)) or "none"
        raise ExpressionError(f"unknown variable {name!r}; the variables here are: {listed}", text, place)
