"""The embedded model as a writer of whole programs: the other target, on the same base, for comparison."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from threadpoolctl import ThreadpoolController

from derivanim.calculus.spans import find_spans
from derivanim.errors import ModelError
from derivanim.model.decoding import search
from derivanim.model.llama import LORA_CONFIG, Llama, load_llama
from derivanim.model.programs import ProgramVocabulary, load_programs
from derivanim.model.rows import Encoder
from derivanim.model.tokenizer import EOS, load_vocabulary

LONGEST = 1700  # tokens: the longest program of ten thousand has fewer


@dataclass(frozen=True)
class Writer:
    """The base with the adapter for programs."""

    model: Llama
    encoder: Encoder
    programs: ProgramVocabulary

    def write(self, text: str) -> str:
        """The most probable program for a request, token by token; whatever the model writes, unchecked.

        ExpressionError for a text that is too long.
        """
        prompt = self.encoder.listed(find_spans(text))
        with ThreadpoolController().limit(limits=1, user_api="blas"):
            found = search(self.model, prompt, self.encoder.vocabulary.id(EOS), width=1, longest=LONGEST)
        return self.programs.decode(found[0].tokens) if found else ""


def load_writer(folder: Path) -> Writer:
    """The writer in a folder of weights; ModelError where they have no adapter for programs."""
    vocabulary = load_vocabulary(folder)
    programs = load_programs(folder, vocabulary.size)
    if programs is None or not (folder / "code" / LORA_CONFIG).exists():
        raise ModelError(f"no adapter for programs in {folder}", hint="run: make train")
    return Writer(load_llama(folder / "base", folder / "code"), Encoder(vocabulary, programs), programs)
