"""Grammars that allow exactly the answers a request can have, and the token masks that follow from them.

In the pointing form an answer may only name markers that occur in the request, of a kind that fits the field. In the
copying form (`copying_grammar`) functions and numbers are written out, in SymPy syntax. llguidance turns either into a
mask over the vocabulary for each next token.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from functools import lru_cache

import llguidance
import llguidance.numpy
import numpy as np
import numpy.typing as npt

from derivanim.errors import ModelError
from derivanim.model.tokenizer import EOS, Vocabulary
from derivanim.pointing.form import QUANTITIES, Field, fields

# Expressions in SymPy syntax, without spaces inside of factors; `variable` is any single letter.
_EXPRESSION = r"""
expression: SIGN? product ((" + " | " - ") product)*
product: power (("*" | "/") power)*
power: atom ("**" (atom | "(" expression ")"))?
atom: NUMBER | VARIABLE | CONSTANT | FUNCTION "(" expression ")" | "(" expression ")"
number: SIGN? NUMBER ("/" NUMBER)? | SIGN? (NUMBER "*")? "pi" ("/" NUMBER)?
equation: expression " = " expression
SIGN: "-"
NUMBER: /[0-9]{1,6}(\.[0-9]{1,6})?/
VARIABLE: /[a-zA-Z]/
CONSTANT: "pi" | "E"
FUNCTION: /a?(sin|cos|tan)|sinh|cosh|tanh|sec|csc|cot|exp|log|sqrt|cbrt|abs/
"""
# Forced text would be cut into tokens without regard to the longer ones that answers are made of.
_OPTIONS = '%llguidance {"no_forcing": true}'
_COPIED = {"function": "expression", "equation": "equation", "point": "number", "title": "TITLE"}
_COPIED |= dict.fromkeys(QUANTITIES, "number")


def pointing_grammar(markers: Collection[str], pieces: Collection[str] | None = None) -> str:
    """A Lark grammar of the answers to a request with these markers.

    With `pieces`, the answer pieces of a tokenizer, only what a model with that tokenizer has learned to write:
    templates and fields that came later are none of its answers.
    """
    return _grammar(lambda field: _pointers(field, markers), pieces)


def copying_grammar() -> str:
    """A Lark grammar of the answers that write functions and numbers out."""
    return _grammar(_copied) + _EXPRESSION + 'TITLE: /[^"\\\\\\x00-\\x1f]{1,60}/\n'


def _grammar(values: Callable[[Field], list[str]], pieces: Collection[str] | None = None) -> str:
    def known(piece: str) -> bool:
        return pieces is None or piece in pieces

    names, rules = [], []
    for template, members in fields().items():
        opening = f'{{"template":"{template}"'
        parts = [_text(opening)]
        possible = known(opening)
        for field in members:
            key = f',"{field.name}":'
            if field.words:
                choices = [_text(f'"{word}"') for word in field.words if known(f'{key}"{word}"')]
            else:
                choices = values(field) if known(f'{key}"') else []
            if choices:
                key = _text(key)
                part = f"({key} ({' | '.join(choices)}))"
                parts.append(part if field.required else f"{part}?")
            elif field.required:
                possible = False
        if possible:
            names.append(template)
            rules.append(f"{template}: {' '.join([*parts, _text('}')])}")
    return "\n".join([_OPTIONS, f"start: {' | '.join(names)}", *rules, ""])


def _pointers(field: Field, markers: Collection[str]) -> list[str]:
    """The choices of a field: each fitting marker, or each list of two different ones."""
    choices = []
    for kind in field.kinds:
        if len(kind) == 1:
            choices += [_text(f'"{marker}"') for marker in sorted(markers) if marker[0] == kind]
        else:
            ends = sorted(marker for marker in markers if marker[0] == kind[0])
            choices += [_text(f'["{a}","{b}"]') for a in ends for b in ends if a != b]
    return choices


def _copied(field: Field) -> list[str]:
    if field.name == "curve":
        return [r'"[\"" expression "\",\"" expression "\"]"']
    if field.name == "interval" or field.kinds == ("P", "NN"):
        return [r'"[\"" number "\",\"" number "\"]"']
    return [rf'"\"" {_COPIED[field.name]} "\""']


def _text(literal: str) -> str:
    """A terminal of the grammar for a literal text."""
    return json.dumps(literal)


class Constrainer:
    """Makes matchers for one vocabulary; grammars that were compiled once are kept."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._tokenizer = llguidance.LLTokenizer(
            vocabulary.tokenizer.to_str(), n_vocab=vocabulary.size, eos_token=vocabulary.id(EOS), slices=[]
        )
        self._size = vocabulary.size
        self._compiled = lru_cache(maxsize=256)(self._compile)

    def matcher(self, grammar: str) -> llguidance.LLMatcher:
        """A fresh matcher of a Lark grammar; ModelError for a grammar that is none."""
        return self._compiled(grammar).deep_copy()

    def _compile(self, grammar: str) -> llguidance.LLMatcher:
        matcher = llguidance.LLMatcher(self._tokenizer, llguidance.LLMatcher.grammar_from_lark(grammar))
        if matcher.is_error():
            raise ModelError(f"the grammar of answers does not compile: {matcher.get_error()}")
        return matcher

    def allowed(self, matcher: llguidance.LLMatcher) -> npt.NDArray[np.bool_]:
        """For each token of the vocabulary, whether it may come next."""
        bits = llguidance.numpy.allocate_token_bitmask(1, self._size)
        llguidance.numpy.fill_next_token_bitmask(matcher, bits)
        return np.unpackbits(bits.view(np.uint8), bitorder="little")[: self._size].astype(bool)
