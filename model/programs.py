"""Programs as tokens, numbered behind those of requests: what many programs share is one token each, the rest is BPE.

Nine lines in ten stand in other programs too, and whole functions do. As one token each they leave the model's
attention, and its sequences, to what differs: 11,000 characters are about 800 tokens.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers

FILE = "programs.json"
# Functions, paragraphs and lines.
_ENDS = ("\n\n\n", "\n\n", "\n")
_SHORTEST = 7  # characters of a part that is worth a token


@dataclass(frozen=True)
class ProgramVocabulary:
    """The tokenizer of programs; its tokens are numbered from `first` on."""

    tokenizer: Tokenizer
    first: int

    @property
    def size(self) -> int:
        """The number of tokens."""
        return int(self.tokenizer.get_vocab_size())

    def encode(self, program: str) -> list[int]:
        """Token numbers of a program."""
        return [self.first + number for number in self.tokenizer.encode(program).ids]

    def decode(self, numbers: Iterable[int]) -> str:
        """The text of token numbers; those of requests are left out."""
        return str(self.tokenizer.decode([number - self.first for number in numbers if number >= self.first]))

    def save(self, folder: Path) -> None:
        """Write the tokenizer into a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        self.tokenizer.save(str(folder / FILE))


def load_programs(folder: Path, first: int) -> ProgramVocabulary | None:
    """The vocabulary of programs saved in a folder, where it has one."""
    file = folder / FILE
    return ProgramVocabulary(Tokenizer.from_file(str(file)), first) if file.exists() else None


def train_programs(programs: Sequence[str], pieces: int, first: int, least: int = 3) -> ProgramVocabulary:
    """Learn the parts that at least `least` of the programs share, and a BPE of `pieces` tokens of the rest."""
    shared = _shared(programs, least)
    rest = [line for program in programs for line in _parts(program, "\n") if line not in shared]
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]
    )
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    trainer = trainers.BpeTrainer(vocab_size=pieces, initial_alphabet=alphabet, show_progress=False)
    tokenizer.train_from_iterator(rest, trainer)
    tokenizer.add_tokens([AddedToken(part, normalized=False) for part in sorted(shared)])
    return ProgramVocabulary(tokenizer, first)


def _shared(programs: Sequence[str], least: int) -> set[str]:
    counts = Counter(part for program in programs for part in {p for end in _ENDS for p in _parts(program, end)})
    return {part for part, count in counts.items() if count >= least and len(part) >= _SHORTEST}


def _parts(program: str, end: str) -> Iterator[str]:
    *parts, last = program.split(end)
    yield from (part + end for part in parts)
    yield last
