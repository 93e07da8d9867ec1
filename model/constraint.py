"""Grammars that allow exactly the answers a request can have, and the token masks that follow from them.

In the pointing form an answer may only name markers that occur in the request, of a kind that fits the field. In the
copying form (`copying_grammar`) functions and numbers are written out, in SymPy syntax. llguidance turns either into a
mask over the vocabulary for each next token.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from functools import cache, lru_cache
from typing import Any, get_args

import llguidance
import llguidance.numpy
import numpy as np
import numpy.typing as npt
from pydantic.fields import FieldInfo

from derivanim.dataset.instructions import CLAIMED
from derivanim.errors import ModelError
from derivanim.model.tokenizer import EOS, Vocabulary
from derivanim.pointing.form import QUANTITIES, Field, fields
from derivanim.slots.base import PRESENTATION
from derivanim.slots.registry import templates
from derivanim.slots.unclear import QUESTIONS
from derivanim.slots.unsupported import REASONS

# Expressions in SymPy syntax, with spaces around sums alone; a value is an expression without a variable.
_EXPRESSION = r"""
expression: SIGN? product ((" + " | " - ") product)*
product: power (("*" | "/") power)*
power: SIGN? atom ("**" power)?
atom: NUMBER | NAME | CONSTANT | FUNCTION "(" expression (", " expression)? ")" | "(" expression ")" | piecewise
piecewise: "Piecewise(" piece (", " piece)* ")"
piece: "(" expression ", " condition ")"
condition: "True" | comparison ((" and " | " or ") comparison)*
comparison: expression (" < " | " <= " | " > " | " >= " | " != ") expression
value: SIGN? factors ((" + " | " - ") factors)*
factors: raised (("*" | "/") raised)*
raised: SIGN? single ("**" raised)?
single: NUMBER | CONSTANT | FUNCTION "(" value (", " value)? ")" | "(" value ")"
equation: expression " = " expression
SIGN: "-"
NUMBER: /[0-9]{1,12}(\.[0-9]{1,12})?/
NAME: /[a-zA-Z]|alpha|beta|gamma|delta|epsilon|theta|lambda|mu|omega|phi|psi|rho|sigma|tau|xi/
CONSTANT: "pi" | "E"
FUNCTION: /a?(sin|cos|tan|sec|csc|cot)h?|exp|log|sqrt|cbrt|root|abs|Abs|sign/
LETTERS: /[A-Za-z]{1,7}/
TITLE: /[^"\\\x00-\x1f]{1,60}/
"""
# Forced text would be cut into tokens without regard to the longer ones that answers are made of.
_OPTIONS = '%llguidance {"no_forcing": true}'
_COPIED = {"function": "expression", "derivative": "expression", "x": "expression", "y": "expression"}
_COPIED |= {"equation": "equation", "title": "TITLE", "function_name": "LETTERS"}
_COPIED |= dict.fromkeys(("variable", "independent", "dependent", "parameter", "variables"), "NAME")
_COPIED |= dict.fromkeys(("point", "interval", "direction", "away", *QUANTITIES), "value")
_SENTENCES = {"reason": REASONS, "question": QUESTIONS}
# A request says nothing about these; an option does.
_LEFT_OUT = frozenset({"template", "language", "math"})


def pointing_grammar(markers: Collection[str], pieces: Collection[str] | None = None, *, claims: bool = False) -> str:
    """A Lark grammar of the answers to a request with these markers; with `claims`, of the derivative too.

    With `pieces`, the answer pieces of a tokenizer, only what a model with that tokenizer has learned to write:
    templates and fields that came later are none of its answers.
    """
    return _grammar(lambda field: _pointers(field, markers), pieces, claims)


@cache
def copying_grammar() -> str:
    """A Lark grammar of the slot objects in which functions and numbers are written out.

    Fields have the order of `Slots.as_dict`; of a refusal, both its code and its sentence are allowed.
    """
    rules = []
    for template, schema in templates().items():
        members = {name: info for name, info in schema.model_fields.items() if name not in _LEFT_OUT}
        parts = [_text(f'{{"template":"{template}"')]
        for name in sorted(members, key=lambda name: PRESENTATION.index(name) if name in PRESENTATION else -1):
            key = _text(f',"{name}":')
            part = f"({key} ({' | '.join(_written(name, members[name]))}))"
            parts.append(part if members[name].is_required() else f"{part}?")
        rules.append(f"{template}: {' '.join([*parts, _text('}')])}")
    return "\n".join([_OPTIONS, f"start: {' | '.join(templates())}", *rules, _EXPRESSION])


def _written(name: str, info: FieldInfo) -> list[str]:
    """The choices of a field of a slot object."""
    if name in _SENTENCES:
        return [_text(json.dumps(text)) for code, sentence in _SENTENCES[name].items() for text in (code, sentence)]
    if info.annotation is bool:
        return [_text("true"), _text("false")]
    words = _words(info.annotation)
    if name not in _COPIED:
        return [_text(f'"{word}"') for word in words]
    rule = _COPIED[name]
    if "tuple" in str(info.annotation):
        return [rf'"[\"" {rule} "\",\"" {rule} "\"]"']
    # The quotes stand by themselves: the lexer never takes back a longer text that it has begun.
    return [rf'"\"" ({" | ".join([rule, *map(_text, words)])}) "\""']


def _grammar(values: Callable[[Field], list[str]], pieces: Collection[str] | None, claims: bool) -> str:
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
        if claims and CLAIMED in templates()[template].model_fields:
            key = _text(f',"{CLAIMED}":"')
            parts.append(f'({key} expression "\\"")?')
        if possible:
            names.append(template)
            rules.append(f"{template}: {' '.join([*parts, _text('}')])}")
    return "\n".join([_OPTIONS, f"start: {' | '.join(names)}", *rules, _EXPRESSION if claims else ""])


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


def _words(annotation: Any) -> list[str]:
    """The strings of a Literal, also where it is optional."""
    found = [annotation] if isinstance(annotation, str) else []
    return found + [word for argument in get_args(annotation) for word in _words(argument)]


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
