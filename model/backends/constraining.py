"""Answers of a Hugging Face model held to grammars, token by token, one grammar for each row of a batch."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from derivanim.errors import ModelError


class Constraint:
    """Logits processors for one tokenizer; the grammar that was compiled last is kept."""

    def __init__(self, tokenizer: Any, size: int, eos: int) -> None:
        import llguidance.hf

        try:
            self._tokenizer = llguidance.hf.from_tokenizer(tokenizer, n_vocab=max(size, len(tokenizer)), eos_token=eos)
        except ValueError as error:
            raise ModelError(f"answers cannot be constrained with this tokenizer: {error}.") from error
        self._size = max(size, len(tokenizer))
        self._eos = eos
        self._compiled: tuple[str, Any] = ("", None)

    def _matcher(self, grammar: str) -> Any:
        import llguidance

        if self._compiled[0] != grammar:
            matcher = llguidance.LLMatcher(self._tokenizer, llguidance.LLMatcher.grammar_from_lark(grammar))
            if matcher.is_error():
                raise ModelError(f"the grammar of answers does not compile: {matcher.get_error()}")
            self._compiled = (grammar, matcher)
        return self._compiled[1].deep_copy()

    def processor(self, grammars: Sequence[str], start: int) -> Any:
        """A processor for a batch with one grammar a row, whose answers begin at `start`."""
        import llguidance.numpy
        import numpy as np
        import torch

        matchers: list[Any] = [self._matcher(grammar) for grammar in grammars]
        bits = llguidance.numpy.allocate_token_bitmask(len(matchers), self._size)
        ended = [False] * len(matchers)

        def process(tokens: Any, scores: Any) -> Any:
            for row, matcher in enumerate(matchers):
                if tokens.shape[1] > start and not ended[row]:
                    token = int(tokens[row, -1])
                    matcher.consume_token(token)
                    ended[row] = token == self._eos
                # What stands behind the end of an answer is padding, whatever the scores.
                if not ended[row]:
                    llguidance.numpy.fill_next_token_bitmask(matcher, bits, row)
            allowed = np.unpackbits(bits.view(np.uint8), axis=1, bitorder="little")[:, : scores.shape[-1]].astype(bool)
            return scores.masked_fill(~torch.from_numpy(allowed).to(scores.device), -math.inf)

        return process
