"""Plain text to tokens: numbers, names, functions, signs. Letters that touch are split into known names only."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from derivanim.calculus.notation import BAR, BAR_END, FRACTION, GREEK_NAMES, GROUP, GROUP_END, JOIN, Source
from derivanim.errors import ExpressionError, UnclearError

MAX_DIGITS = 25

FUNCTIONS = {
    "sin": "sin", "cos": "cos", "tan": "tan", "tg": "tan", "cot": "cot", "cotan": "cot", "ctg": "cot", "sec": "sec",
    "csc": "csc", "cosec": "csc", "arcsin": "asin", "asin": "asin", "arccos": "acos", "acos": "acos",
    "arctan": "atan", "atan": "atan", "arctg": "atan", "arccot": "acot", "acot": "acot", "arcsec": "asec",
    "asec": "asec", "arccsc": "acsc", "acsc": "acsc", "sinh": "sinh", "cosh": "cosh", "tanh": "tanh",
    "coth": "coth", "sech": "sech", "csch": "csch", "arcsinh": "asinh", "arsinh": "asinh", "asinh": "asinh",
    "arccosh": "acosh", "arcosh": "acosh", "acosh": "acosh", "arctanh": "atanh", "artanh": "atanh",
    "atanh": "atanh", "acoth": "acoth", "asech": "asech", "acsch": "acsch", "exp": "exp", "ln": "ln", "log": "log",
    "lg": "lg", "sqrt": "sqrt", "cbrt": "cbrt", "fourthroot": "fourthroot", "root": "root", "real_root": "root",
    "abs": "abs", "Abs": "abs", "sign": "sign", "sgn": "sign", "floor": "floor", "ceil": "ceiling",
    "ceiling": "ceiling", "max": "max", "Max": "max", "min": "min", "Min": "min",
}  # fmt: skip
# A name with digits is one name only with its parenthesis: log2(x), but log 2x.
DIGIT_FUNCTIONS = {"log10": "log10", "log2": "log2"}
CONSTANTS = {"pi": "pi", "Pi": "pi", "e": "e", "E": "e"}
# Letters that may stand side by side for a product, as in xy or ax; others side by side are a misspelt word.
_PRODUCT_LETTERS = frozenset("abceghijklmnpqrstuvwxyzABCKLMNPRSTV")
_TRIPLE_LETTERS = frozenset("abceknmxyzt")
# Two letters that are a word before they are a product.
_SHORT_WORDS = frozenset(
    [
        "an",
        "as",
        "at",
        "be",
        "by",
        "hi",
        "he",
        "it",
        "in",
        "is",
        "me",
        "my",
        "no",
        "pi",
        "so",
        "to",
        "up",
        "us",
        "we",
    ]
)
_TOKEN = re.compile(
    r"(?P<number>\d+\.\d+|\d+\.(?![a-zA-Z.])|\.\d+|\d+)|(?P<letters>[A-Za-z]+)|(?P<sign>\*\*|<=|>=|==|!=|<>|=<|->|.)",
)
_SIGNS = {
    "+": "PLUS", "-": "MINUS", "*": "TIMES", "/": "DIVIDE", "^": "POWER", "**": "POWER", "_": "BASE", "=": "EQUALS",
    "==": "RELATION", "<": "RELATION", ">": "RELATION", "<=": "RELATION", "=<": "RELATION", ">=": "RELATION",
    "!=": "RELATION", "<>": "RELATION", "(": "LPAR", ")": "RPAR", "[": "LPAR", "]": "RPAR", "{": "LCASES",
    "}": "RCASES", "|": "BAR", ",": "COMMA", ";": "SEP", "&": "AND", GROUP: "LGROUP", FRACTION: "LGROUP",
    GROUP_END: "RGROUP", BAR: "LBAR", BAR_END: "RBAR", "->": "ARROW", ":": "COLON",
}  # fmt: skip
_REFUSED = {
    "!": "factorials are not read",
    "'": "a prime (derivative) is not part of an expression: write the function itself",
    "%": "percentages are not read: write 0.05 for 5%",
    "~": "only exact expressions are read",
    "\\": "a backslash must begin a LaTeX command",
}


@dataclass(frozen=True, slots=True)
class Token:
    """One token: its grammar kind, its value, its place in the original text, and whether a gap stands before it."""

    kind: str
    text: str
    start: int
    end: int
    space: bool = False
    word: bool = False  # written as an English word

    def becoming(self, kind: str, text: str, *, word: bool = False) -> Token:
        """The same place with another meaning."""
        return replace(self, kind=kind, text=text, word=word or self.word)


def tokenise(source: Source) -> list[Token]:
    """Tokens of the source; letters stay whole words (kind WORD) until `resolve_names`."""
    text, places = source.text, source.places
    tokens: list[Token] = []
    index, space = 0, False
    while index < len(text):
        if text[index] in " " + JOIN:
            space = space or text[index] == " "
            index += 1
            continue
        match = _TOKEN.match(text, index)
        assert match is not None
        token = Token("WORD", match[0], places[index], places[match.end() - 1] + 1, space)
        if match["number"]:
            _check_number(token, source)
            token = token.becoming("NUMBER", match[0])
        elif match["sign"]:
            token = token.becoming(_sign_kind(token, source), match[0])
        tokens.append(token)
        index, space = match.end(), False
    return tokens


def _sign_kind(token: Token, source: Source) -> str:
    kind = _SIGNS.get(token.text)
    if kind is None:
        reason = _REFUSED.get(token.text, f"{token.text!r} is not part of an expression")
        raise ExpressionError(reason, source.original, token.start)
    return kind


def _check_number(token: Token, source: Source) -> None:
    if len(token.text) > MAX_DIGITS:
        message = f"a number with more than {MAX_DIGITS} digits is not read"
        raise ExpressionError(message, source.original, token.start)


def resolve_names(tokens: list[Token], original: str, variables: Collection[str], notes: list[str]) -> list[Token]:
    """WORD tokens become functions, constants and variables; `variables` are names that the caller knows."""
    result: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        index += 1
        if token.kind != "WORD":
            result.append(token)
            continue
        if following is not None and following.kind == "NUMBER" and not following.space:
            joined = DIGIT_FUNCTIONS.get(token.text + following.text)
            after = tokens[index + 1] if index + 1 < len(tokens) else None
            if joined and after is not None and after.kind == "LPAR":
                result.append(replace(token.becoming("FUNCTION", joined), end=following.end))
                index += 1
                continue
            if joined:
                raise UnclearError(
                    f"Is {token.text}{following.text} the logarithm to base {following.text}, or ln of "
                    f"{following.text} times something? Write log_{following.text}(x) or log({following.text}*x)."
                )
        if following is not None and following.kind == "BASE" and not _is_function(token.text, variables):
            index = _indexed(tokens, index, token, original, result, variables)
            continue
        touched = result[-1:] and result[-1].kind in {"NUMBER", "RGROUP"} and not token.space
        if token.text in _SHORT_WORDS and (touched or (following is not None and following.kind == "POWER")):
            pieces = _split(token, original, [*variables, *(c for c in token.text if c not in CONSTANTS)])
        else:
            pieces = _split(token, original, variables)
        powered = following is not None and following.kind == "POWER"
        if len(pieces) > 1 and any(p.kind == "CONSTANT" and p.text == "e" for p in pieces[: -1 if powered else None]):
            notes.append(f"{token.text} is read as {'*'.join(p.text for p in pieces)}, with the number e")
        if pieces[-1].kind == "FUNCTION" and following is not None and following.kind == "NUMBER":
            _check_lost_exponent(pieces[-1], following, tokens[index + 1 : index + 2], original)
        result.extend(pieces)
    for first, sign, last in zip(result, result[1:], result[2:], strict=False):
        glued = not (sign.space or last.space)
        if glued and (first.kind, first.text, sign.kind, last.kind) == ("CONSTANT", "e", "MINUS", "VARIABLE"):
            notes.append(f"e-{last.text} is read as a difference; the power is written e^(-{last.text})")
    return result


def _check_lost_exponent(function: Token, number: Token, after: list[Token], original: str) -> None:
    """Ask about `sin2 x`, which is what a PDF leaves of sin² x."""
    touching = original[number.start - 1].isalpha()  # the space in \sin 2 x ends the command, and leaves no gap
    if touching and after and after[0].kind == "WORD" and after[0].space:
        f, n, x = function.text, number.text, after[0].text
        raise UnclearError(f"Is it {f}({n}*{x}) or {f}({x})^{n}? Write it in that way.")


def _is_function(text: str, variables: Collection[str]) -> bool:
    name, _ = _last_piece(text, variables)
    return name in FUNCTIONS and name not in variables


def _last_piece(text: str, variables: Collection[str]) -> tuple[str, list[str]]:
    pieces = split_letters(text, variables) or [text]
    return pieces[-1], pieces


def _indexed(
    tokens: list[Token], index: int, token: Token, original: str, result: list[Token], variables: Collection[str]
) -> int:
    """A name with an index, x_1 or v_0, is one variable; returns the index of the first token after it."""
    at = index + 1
    inside = at < len(tokens) and tokens[at].kind == "LGROUP"
    at += inside
    label = tokens[at] if at < len(tokens) else None
    closed = not inside or (at + 1 < len(tokens) and tokens[at + 1].kind == "RGROUP")
    if label is None or label.kind not in {"NUMBER", "WORD"} or len(label.text) > 6 or not closed:
        raise ExpressionError("an index is a number or a letter, as in x_1", original, tokens[index].start)
    end = tokens[at + inside]
    if len(token.text) > 1 and token.text not in GREEK_NAMES:
        pieces = _split(token, original, variables)
        result.extend(pieces[:-1])
        token = pieces[-1]
    result.append(replace(token, kind="VARIABLE", text=f"{token.text}_{label.text}", end=end.end))
    return at + inside + 1


def _split(token: Token, original: str, variables: Collection[str]) -> list[Token]:
    """A run of letters as the names in it, or ExpressionError."""
    names = split_letters(token.text, variables)
    if names is None:
        raise unknown_name(token, original)
    result, offset = [], 0
    width = token.end - token.start
    exact = width == len(token.text)
    for name in names:
        start = token.start + offset if exact else token.start
        end = start + len(name) if exact else token.end
        kind, text = _meaning(name, variables)
        result.append(Token(kind, text, start, end, token.space and offset == 0, token.word))
        offset += len(name)
    return result


def _meaning(name: str, variables: Collection[str]) -> tuple[str, str]:
    if name in variables:
        return "VARIABLE", name
    if name in {"True", "true"}:
        return "TRUE", name
    if name == "Piecewise":
        return "PIECEWISE", name
    if name in CONSTANTS:
        return "CONSTANT", CONSTANTS[name]
    if name in FUNCTIONS:
        return "FUNCTION", FUNCTIONS[name]
    return "VARIABLE", name


def split_letters(text: str, variables: Collection[str] = ()) -> list[str] | None:
    """The names in a run of letters: the longest known one first, then single letters; None for an unknown word."""
    if text in variables or text in FUNCTIONS or text in CONSTANTS or text in GREEK_NAMES or len(text) == 1:
        return [text]
    if text in {"True", "true", "Piecewise"}:
        return [text]
    if text.lower() in FUNCTIONS:  # Sin, LN, Exp
        return [text.lower()]
    names: list[str] = []
    index = 0
    while index < len(text):
        size = next((n for n in range(10, 1, -1) if _known(text[index : index + n], n, variables)), 1)
        names.append(text[index : index + size])
        index += size
    return names if _plausible(names, variables) else None


def _known(piece: str, size: int, variables: Collection[str]) -> bool:
    if len(piece) != size:
        return False
    return piece in variables or piece in FUNCTIONS or piece == "pi" or (size > 3 and piece in GREEK_NAMES)


def _plausible(names: list[str], variables: Collection[str]) -> bool:
    """Whether single letters side by side look like a product: few, and letters that are used as variables."""
    if any(len(name) == 1 and name not in _PRODUCT_LETTERS and name not in variables for name in names):
        return False
    letters = "".join(name if len(name) == 1 else " " for name in names)
    usual = set("xyztuvwr") | set(variables)
    for run in letters.split():
        if len(run) > 3 or (len(run) == 3 and not (set(run) <= _TRIPLE_LETTERS and set(run) & set("xyz"))):
            return False
        word = run in _SHORT_WORDS and not set(run) <= set(variables)
        if len(run) == len(names) and (word or not set(run) & usual):
            return False
    return True


def unknown_name(token: Token, original: str) -> ExpressionError:
    """The error for a word that is neither a function nor a product of letters."""
    close = difflib.get_close_matches(token.text.lower(), [n for n in FUNCTIONS if n.islower()], 1, 0.6)
    hint = f"Did you mean {close[0]}?" if close else "A product of variables needs signs: a*b*c."
    if token.text.lower() in {"dx", "dy", "dt", "du", "dtheta"}:
        hint = "Write the function itself, not its derivative or integral."
    known = "sin, cos, tan, exp, ln, log, sqrt, cbrt, abs, asin, acos, atan, sinh, cosh, tanh and others"
    suffix = f" (did you mean {close[0]}?)" if close else ""
    return ExpressionError(
        f"unknown name {token.text!r}{suffix}; known functions are {known}", original, token.start, hint
    )
