"""A Hugging Face model with an adapter that writes whole programs, as a writer of programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from derivanim.compare.arms.code import Code
from derivanim.model.encoding import TextEncoding, load_style

LONGEST = 2048  # tokens of a program


@dataclass(frozen=True)
class AdapterWriter:
    """The model with its encoding; greedy, so that the same request gets the same program."""

    model: Any
    encoding: TextEncoding
    tokenizer: Any

    def write_all(self, texts: Sequence[str], errors: Sequence[str] = ()) -> list[str]:
        """A program for each request; it was not trained to mend one, so what was wrong is not told."""
        del errors
        from derivanim.model.training.quality import generate

        return generate(self.model, self.encoding, texts, LONGEST, lambda done, total: None)

    def count(self, program: str) -> int:
        """How many tokens a program has."""
        return len(self.tokenizer(program, add_special_tokens=False)["input_ids"])


def load_adapter(label: str, name: str, *, four_bit: bool = False) -> Code:
    """The arm of `NAME[@ADAPTER]`; ModelError for a model that does not load."""
    from derivanim.model.backends.hf import open_model

    base, _, folder = name.partition("@") if not Path(name).is_dir() else (name, "", "")
    adapter = Path(folder) if folder else None
    model, tokenizer = open_model(base, adapter, four_bit)
    writer = AdapterWriter(model, TextEncoding(tokenizer, load_style(adapter or Path(base))), tokenizer)
    return Code(label, writer, count=writer.count)
