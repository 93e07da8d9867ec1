"""The head of a definition: `f(x) =`, `y =`, `f: x ->`."""

from __future__ import annotations

from dataclasses import dataclass

from derivanim.calculus.lexer import Token

# Letters that stand for a value when alone before '=': all but the usual names of independent variables.
_INDEPENDENT = frozenset({"x", "t", "theta", "pi"})


@dataclass(frozen=True)
class Head:
    """The name of a function and of its variable, each where it is said."""

    name: str | None
    variable: str | None


def split_head(tokens: list[Token], text: str) -> tuple[Head | None, list[Token]]:
    """The head of a definition, if there is one, and the tokens of its right-hand side."""
    kinds = [token.kind for token in tokens]
    names = [token.text for token in tokens]
    letter = bool(tokens) and kinds[0] in {"VARIABLE", "CONSTANT"} and names[0] != "pi"
    if letter and kinds[1:5] == ["LPAR", "VARIABLE", "RPAR", "EQUALS"]:
        return Head(_written(tokens[0], text), names[2]), tokens[5:]
    several = _variables_end(kinds) if letter else None
    if several is not None:
        return Head(_written(tokens[0], text), None), tokens[several:]
    if letter and len(tokens) > 2 and kinds[1] == "EQUALS" and names[0] not in _INDEPENDENT:
        rest = tokens[2:]
        if all(token.text != names[0] for token in rest) and "EQUALS" not in kinds[2:]:
            return Head(_written(tokens[0], text), None), rest
    if kinds[:2] == ["VARIABLE", "ARROW"]:
        return Head(None, names[0]), tokens[2:]
    if letter and kinds[1:4] == ["COLON", "VARIABLE", "ARROW"]:
        return Head(_written(tokens[0], text), names[2]), tokens[4:]
    return None, tokens


def _variables_end(kinds: list[str]) -> int | None:
    """The index after F(x, y) =, or None."""
    if kinds[1:2] != ["LPAR"] or "RPAR" not in kinds:
        return None
    close = kinds.index("RPAR")
    inside = kinds[2:close]
    separated = set(inside[::2]) == {"VARIABLE"} and set(inside[1::2]) == {"COMMA"}
    return close + 2 if separated and kinds[close + 1 : close + 2] == ["EQUALS"] else None


def _written(token: Token, text: str) -> str:
    """The name as written: E(t) names a function E, though E alone is a number."""
    return token.text if token.kind == "VARIABLE" else text[token.start : token.end]
