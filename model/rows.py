"""Rows as token numbers: prompt and completion are tokenised once, together, with the place where one ends."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from derivanim.dataset.draw import Row, draw_row
from derivanim.model.prompt import LONGEST, WORD, Speller, clean
from derivanim.model.tokenizer import ANSWER, BOS, EOS, MASK, Vocabulary
from derivanim.pointing.form import dump

# Rows of similar length share a batch; this many batches are sorted together.
_WINDOW = 16


@dataclass(frozen=True)
class Encoded:
    """The tokens of a row; the completion starts at `start`."""

    tokens: tuple[int, ...]
    start: int


class Encoder:
    """Builds prompts and rows; answering and training share `prompt`, so that both see the same tokens."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._speller = Speller(vocabulary.words, MASK)
        self._bos, self._answer, self._eos = (vocabulary.id(token) for token in (BOS, ANSWER, EOS))

    def spelt(self, text: str) -> str:
        """A request in the words that the model knows."""
        return self._speller(clean(text))

    def prompt(
        self, text: str, rng: random.Random | None = None, cut: float = 0.0, mask: float = 0.0
    ) -> tuple[int, ...]:
        """`<bos> request <answer>`; with `rng`, words are cut (share `cut`) or masked (share `mask`) at random."""
        spelt = self.spelt(text)
        if rng is not None and mask > 0:
            spelt = _masked(spelt, rng, mask)
        numbers = self.vocabulary.encode(spelt, rng, cut)
        if len(numbers) > LONGEST:
            numbers = numbers[: LONGEST // 2] + numbers[-(LONGEST // 2) :]
        return (self._bos, *numbers, self._answer)

    def row(self, row: Row, rng: random.Random | None = None, cut: float = 0.0, mask: float = 0.0) -> Encoded:
        """The tokens of a row, from `<bos>` to `<eos>`."""
        prompt = self.prompt(row.text, rng, cut, mask)
        return Encoded((*prompt, *self.vocabulary.encode(dump(row.target)), self._eos), len(prompt))


def _masked(text: str, rng: random.Random, share: float) -> str:
    """The text with some ordinary words masked; what is inside of a mask stays."""
    plain = re.compile(rf"(?<![<a-z]){WORD.pattern}")
    return plain.sub(lambda found: MASK if rng.random() < share else found.group(), text)


def batches(
    encoder: Encoder, seed: str, size: int, start: int, *, cut: float = 0.0, mask: float = 0.0
) -> Iterator[list[Encoded]]:
    """Batches `start`, `start + 1`, ... of an endless stream; batch number and seed alone decide what is in one."""
    number = start
    while True:
        window, first = divmod(number, _WINDOW)
        rng = random.Random(f"{seed}/{window}")
        rows = [encoder.row(draw_row(rng), rng, cut, mask) for _ in range(size * _WINDOW)]
        rows.sort(key=lambda row: len(row.tokens))
        groups = [rows[i : i + size] for i in range(0, len(rows), size)]
        rng.shuffle(groups)
        yield from groups[first:]
        number = (window + 1) * _WINDOW
