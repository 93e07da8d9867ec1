"""Functions by cases: which 'and' joins conditions and which one separates cases, 'if', 'else', commas."""

from __future__ import annotations

from derivanim.calculus.lexer import Token


def mark_cases(tokens: list[Token]) -> list[Token]:
    """Tokens in which every separator of cases is SEP and every IF stands alone."""
    if not any(token.kind in {"IF", "OTHERWISE", "LCASES"} for token in tokens):
        return tokens
    result: list[Token] = []
    depth = 0
    for index, token in enumerate(tokens):
        depth += {"LPAR": 1, "LGROUP": 1, "RPAR": -1, "RGROUP": -1}.get(token.kind, 0)
        fresh = token
        if token.kind == "COMMA" and depth == 0 and _states_condition(tokens, index, result):
            fresh = token.becoming("IF", "if")
        elif (token.kind == "COMMA" and depth == 0) or (token.kind == "AND" and _separates(tokens, index)):
            fresh = token.becoming("SEP", ";")
        elif token.kind == "ELSE" and any(following.kind == "IF" for following in tokens[index + 1 :]):
            fresh = token.becoming("ELSE", "else if")
        elif token.kind == "EQUALS" and any(t.kind == "IF" for t in result):
            fresh = token.becoming("RELATION", "=")
        _join(result, fresh)
    while result and result[-1].kind == "SEP":
        result.pop()
    return result


def _states_condition(tokens: list[Token], index: int, before: list[Token]) -> bool:
    """Whether this comma, inside braces, stands between a value and its condition: {x^2, x < 1; ...}."""
    for token in reversed(before):
        if token.kind in {"IF", "RELATION", "OTHERWISE"}:
            return False
        if token.kind in {"SEP", "LCASES"}:
            break
    else:
        return False
    for token in tokens[index + 1 :]:
        if token.kind in {"COMMA", "SEP", "RCASES", "IF", "OTHERWISE"}:
            return False
        if token.kind in {"RELATION", "EQUALS"}:
            return True
    return False


def _separates(tokens: list[Token], index: int) -> bool:
    """Whether a case, not a comparison, follows this 'and'."""
    for token in tokens[index + 1 :]:
        if token.kind in {"IF", "OTHERWISE"}:
            return True
        if token.kind in {"RELATION", "EQUALS", "AND", "SEP"}:
            return False
    return False


def _join(result: list[Token], token: Token) -> None:
    """Add a token; 'x^2, if' has one separator too many, '; otherwise x' and 'if otherwise' too."""
    before = result[-1].kind if result else ""
    if token.kind in {"IF", "OTHERWISE"} and before in {"IF", "SEP"}:
        if before == "SEP" and token.kind == "OTHERWISE" and not _trails(result):
            result.append(token)
            return
        result.pop()
        _join(result, token)
        return
    if token.kind == "IF" and before == "OTHERWISE":
        return
    if token.kind == "SEP" and before in {"SEP", "LCASES", "OTHERWISE"}:
        return
    if token.kind == "RCASES" and before == "SEP":
        result.pop()
    if token.kind == "ELSE":
        if before != "SEP":
            result.append(token.becoming("SEP", ";"))
        if token.text == "else if":
            return
        token = token.becoming("OTHERWISE", "else")
    result.append(token)


def _trails(result: list[Token]) -> bool:
    """Whether the value of this 'otherwise' stands before it: 'x^2 if x < 0, x, otherwise'."""
    for token in reversed(result[:-1]):
        if token.kind == "IF":
            return False
        if token.kind in {"SEP", "LCASES"}:
            return True
    return False
