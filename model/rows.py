"""Rows as token numbers: prompt and completion are tokenised once, together, with the place where one ends."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from derivanim.calculus.spans import Request, find_spans
from derivanim.dataset.draw import Row, draw_row
from derivanim.dataset.rows import Example
from derivanim.model.programs import ProgramVocabulary
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

    def __init__(self, vocabulary: Vocabulary, programs: ProgramVocabulary | None = None) -> None:
        self.vocabulary = vocabulary
        self.programs = programs
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
        return (self._bos, *_short(self.vocabulary.encode(spelt, rng, cut)), self._answer)

    def listed(self, request: Request, error: str = "") -> tuple[int, ...]:
        """`<bos> request E1 x^2 sin x N1 1 <answer>`: with the mathematics, for answers that write it out.

        `error` is what is wrong with an earlier answer; it stands last, in the words that the model knows.
        """
        texts = {span.marker: " ".join(span.text.split()) for span in reversed(request.spans)}
        spans = " ".join(f"{marker} {texts[marker]}" for marker in reversed(texts))
        words, mathematics = self.vocabulary.encode(self.spelt(request.delexicalised)), self.vocabulary.encode(spans)
        said = self.vocabulary.encode(self.spelt(error)) if error else []
        return (self._bos, *_short(words), *_short(mathematics), *_short(said)[: LONGEST // 4], self._answer)

    def program(self, example: Example) -> Encoded:
        """The tokens of an example with its program as completion, from `<bos>` to `<eos>`."""
        assert self.programs is not None, "this encoder writes no programs"
        prompt = self.listed(find_spans(example.request))
        return Encoded((*prompt, *self.programs.encode(example.program), self._eos), len(prompt))

    def row(self, row: Row, rng: random.Random | None = None, cut: float = 0.0, mask: float = 0.0) -> Encoded:
        """The tokens of a row, from `<bos>` to `<eos>`."""
        prompt = self.prompt(row.text, rng, cut, mask)
        return Encoded((*prompt, *self.vocabulary.encode(dump(row.target)), self._eos), len(prompt))


def _short(numbers: list[int]) -> list[int]:
    """The tokens without the middle of what is too long."""
    return numbers if len(numbers) <= LONGEST else numbers[: LONGEST // 2] + numbers[-(LONGEST // 2) :]


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


def passes(rows: Sequence[Encoded], seed: str, size: int, start: int) -> Iterator[list[Encoded]]:
    """Batches `start`, `start + 1`, ... of passes over the same rows, each in an order of its own."""
    each = len(rows) // size
    number = start
    while True:
        number_of_pass, first = divmod(number, each)
        rng = random.Random(f"{seed}/{number_of_pass}")
        order = rng.sample(range(len(rows)), len(rows))
        groups = []
        for window in range(0, len(order), size * _WINDOW):
            ordered = sorted(order[window : window + size * _WINDOW], key=lambda index: len(rows[index].tokens))
            groups += [ordered[i : i + size] for i in range(0, len(ordered) - size + 1, size)]
        rng.shuffle(groups)
        yield from ([rows[index] for index in group] for group in groups[:each][first:])
        number = (number_of_pass + 1) * each
