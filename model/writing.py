"""The embedded model as a writer of whole programs: the other target, on the same base, for comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from threadpoolctl import ThreadpoolController

from derivanim.calculus.spans import find_spans
from derivanim.errors import ModelError
from derivanim.model.decoding import greedy
from derivanim.model.llama import LORA_CONFIG, Llama, load_llama
from derivanim.model.programs import ProgramVocabulary, load_programs
from derivanim.model.rows import Encoder
from derivanim.model.tokenizer import EOS, load_vocabulary

LONGEST = 1700  # tokens: the longest program of ten thousand has fewer
AT_ONCE = 8  # programs that are written side by side


@dataclass(frozen=True)
class Writer:
    """The base with the adapter for programs."""

    model: Llama
    encoder: Encoder
    programs: ProgramVocabulary

    def write(self, text: str, error: str = "") -> str:
        """The most probable program for a request, token by token; whatever the model writes, unchecked.

        `error` is what is wrong with the program that it wrote before. ExpressionError for a text that is too long.
        """
        return self.write_all([text], [error])[0]

    def write_all(self, texts: Sequence[str], errors: Sequence[str] = ()) -> list[str]:
        """A program for each request, a few written side by side."""
        asked = zip(texts, errors or [""] * len(texts), strict=True)
        prompts = [self.encoder.listed(find_spans(text), error) for text, error in asked]
        # Those of a similar length side by side, so that few places are filled up.
        order = sorted(range(len(prompts)), key=lambda number: len(prompts[number]))
        programs: dict[int, str] = {}
        with ThreadpoolController().limit(limits=1, user_api="blas"):
            for start in range(0, len(order), AT_ONCE):
                group = order[start : start + AT_ONCE]
                found = greedy(self.model, [prompts[number] for number in group], self._eos, LONGEST)
                programs |= {n: self.programs.decode(tokens) for n, tokens in zip(group, found, strict=True)}
        return [programs[number] for number in range(len(prompts))]

    @property
    def _eos(self) -> int:
        return self.encoder.vocabulary.id(EOS)


def load_writer(folder: Path) -> Writer:
    """The writer in a folder of weights; ModelError where they have no adapter for programs."""
    vocabulary = load_vocabulary(folder)
    programs = load_programs(folder, vocabulary.size)
    if programs is None or not (folder / "code" / LORA_CONFIG).exists():
        raise ModelError(f"no adapter for programs in {folder}", hint="run: make train")
    return Writer(load_llama(folder / "base", folder / "code"), Encoder(vocabulary, programs), programs)
