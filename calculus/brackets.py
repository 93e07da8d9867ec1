"""A row of tokens with its brackets matched and its bars given a direction, and how it is shown in a question."""

from __future__ import annotations

from collections.abc import Collection

from derivanim.calculus.lexer import Token
from derivanim.errors import ExpressionError

MAX_DEPTH = 25
MAX_SIGNS = 4

OPENING = {"LPAR": "RPAR", "LGROUP": "RGROUP", "LBAR": "RBAR", "LCASES": "RCASES"}
CLOSING = {close: open_ for open_, close in OPENING.items()}
SIMPLE = {"NUMBER", "VARIABLE", "CONSTANT"}
_BEGINS = {*SIMPLE, *OPENING, "FUNCTION", "PIECEWISE"}
_SHOWN = {"POWER": "^", "TIMES": "*", "DIVIDE": "/", "LGROUP": "(", "RGROUP": ")", "LBAR": "|", "RBAR": "|"}


def show(tokens: list[Token]) -> str:
    """Tokens as text for a question or a note."""
    text = before = ""
    for token in tokens:
        piece = _SHOWN.get(token.kind, token.text)
        glue = (
            token.kind in {"PLUS", "MINUS"}
            or (token.space and text and text[-1] not in "(|^/*" and token.kind in _BEGINS)
            or (text[-1:].isalpha() and piece[:1].isalpha() and (len(piece) > 1 or before == "FUNCTION"))
        )
        text += (" " if glue and text and text[-1] not in "(^ " else "") + piece
        if token.kind in {"PLUS", "MINUS"} and text != piece and not text.endswith(("(" + piece, "^" + piece)):
            text += " "
        before = token.kind
    return text


class Brackets:
    """The tokens of a text and what lies inside what; `notes` are the readings that were chosen."""

    def __init__(self, tokens: list[Token], original: str, variables: Collection[str]) -> None:
        self.original = original
        self.variables = variables
        self.notes: list[str] = []
        self.tokens = self._direct_bars(tokens)
        self.match = self._matched()
        self._opens: dict[int, int] = {}
        self._closes: dict[int, int] = {}
        self._ends: dict[int, int] = {}

    # -- structure of brackets

    def _direct_bars(self, tokens: list[Token]) -> list[Token]:
        """A bar closes where one is open at this level and something stands before it that can end."""
        levels: list[int] = [0]
        result: list[Token] = []
        for token in tokens:
            fresh = token
            if token.kind in OPENING and token.kind != "LBAR":
                levels.append(0)
            elif token.kind in CLOSING and token.kind != "RBAR" and len(levels) > 1:
                levels.pop()
            elif token.kind == "BAR":
                before = result[-1].kind if result else ""
                closes = levels[-1] > 0 and (before in SIMPLE or before in CLOSING)
                levels[-1] += -1 if closes else 1
                fresh = token.becoming("RBAR" if closes else "LBAR", "|")
            result.append(fresh)
        return result

    def _matched(self) -> dict[int, int]:
        stack: list[int] = []
        match: dict[int, int] = {}
        for index, token in enumerate(self.tokens):
            if token.kind in OPENING:
                stack.append(index)
                if len(stack) > MAX_DEPTH:
                    raise self.error(f"more than {MAX_DEPTH} brackets inside one another are not read", token)
            elif token.kind in CLOSING:
                if not stack or OPENING[self.tokens[stack[-1]].kind] != token.kind:
                    raise self.error(f"this {_SHOWN.get(token.kind, token.text)} closes nothing", token)
                match[stack.pop()] = index
        if stack:
            token = self.tokens[stack[-1]]
            raise self.error(f"this {_SHOWN.get(token.kind, token.text)} is never closed", token)
        return match

    def error(self, message: str, token: Token) -> ExpressionError:
        """An error at a token."""
        return ExpressionError(message, self.original, token.start)

    def note(self, text: str) -> None:
        """Say a reading that was chosen, once."""
        if text not in self.notes:
            self.notes.append(text)

    # -- looking at tokens

    def kind(self, index: int) -> str:
        """The kind of a token, empty behind the end."""
        return self.tokens[index].kind if index < len(self.tokens) else ""

    def begins(self, index: int) -> bool:
        """Whether a factor begins at this token."""
        return self.kind(index) in _BEGINS

    def tight(self, index: int) -> bool:
        """Whether this token touches the one before it."""
        return index < len(self.tokens) and not self.tokens[index].space

    def constant(self, start: int, end: int) -> bool:
        """Whether tokens hold no variable."""
        return not any(token.kind == "VARIABLE" for token in self.tokens[start:end])

    def text(self, start: int, end: int) -> str:
        """Tokens as text."""
        return show(self.tokens[start:end])

    def group(self, start: int, end: int) -> None:
        """Put parentheses around tokens."""
        self._opens[start] = self._opens.get(start, 0) + 1
        self._closes[end] = self._closes.get(end, 0) + 1
