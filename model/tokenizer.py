"""The tokenizer: byte-level BPE, with one token for each marker and for each piece of an answer.

Bytes make every text representable. What a request can hold of ordinary words is in `words`, learned with the
tokenizer: `prompt` corrects or masks what is not in it, because a small model knows nothing about a word that it never
saw, but can learn to do without one.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers

from derivanim.errors import ModelError
from derivanim.model.prompt import WORD, clean
from derivanim.pointing.form import MARKERS, answer_pieces

PAD, BOS, EOS, ANSWER, MASK = "<pad>", "<bos>", "<eos>", "<answer>", "<word>"
SPECIAL = (PAD, BOS, EOS, ANSWER, MASK)
FILE = "tokenizer.json"
WORDS_FILE = "words.json"


@dataclass(frozen=True)
class Vocabulary:
    """The tokenizer and the ordinary words that training has shown, most frequent first."""

    tokenizer: Tokenizer
    words: tuple[str, ...]

    def id(self, token: str) -> int:
        """The number of one token."""
        number: int | None = self.tokenizer.token_to_id(token)
        if number is None:
            raise ModelError(f"the tokenizer has no token {token!r}")
        return number

    @property
    def size(self) -> int:
        """The number of tokens."""
        return int(self.tokenizer.get_vocab_size())

    @cached_property
    def pieces(self) -> frozenset[str]:
        """The tokens, among them the pieces of answers that a model with this vocabulary has learned to write."""
        return frozenset(self.tokenizer.get_vocab())

    def encode(self, text: str, rng: random.Random | None = None, dropout: float = 0.0) -> list[int]:
        """Token numbers of a text; with `rng`, words are cut at random places, as in BPE dropout."""
        pieces = [text] if rng is None or dropout <= 0 else list(_cut(text, rng, dropout))
        return [number for piece in pieces for number in self.tokenizer.encode(piece, add_special_tokens=False).ids]

    def decode(self, numbers: Iterable[int]) -> str:
        """The text of token numbers, without special tokens."""
        return str(self.tokenizer.decode(list(numbers), skip_special_tokens=True))

    def save(self, folder: Path) -> None:
        """Write tokenizer and words into a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        self.tokenizer.save(str(folder / FILE))
        (folder / WORDS_FILE).write_text(json.dumps(self.words, indent=0) + "\n", encoding="utf-8")


def load_vocabulary(folder: Path) -> Vocabulary:
    """The vocabulary saved in a folder; ModelError where there is none."""
    try:
        words = json.loads((folder / WORDS_FILE).read_text(encoding="utf-8"))
        return Vocabulary(Tokenizer.from_file(str(folder / FILE)), tuple(words))
    except OSError as error:
        raise ModelError(f"no tokenizer in {folder}", hint="run: make train") from error


def train_vocabulary(texts: Iterable[str], size: int, least: int = 2) -> Vocabulary:
    """Learn a BPE of `size` tokens from requests; words that occur at least `least` times are known."""
    cleaned = [clean(text) for text in texts]
    counts = Counter(word for text in cleaned for word in WORD.findall(text))
    words = tuple(sorted((w for w, n in counts.items() if n >= least), key=lambda word: (-counts[word], word)))
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    added = [*MARKERS, *answer_pieces()]
    trainer = trainers.BpeTrainer(
        vocab_size=size - len(added),
        special_tokens=[AddedToken(name, lstrip=name == MASK, special=True) for name in SPECIAL],
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    tokenizer.train_from_iterator(cleaned, trainer)
    # A marker takes the space before it along, so that every mention of it is the same single token.
    spaced = frozenset(MARKERS)
    tokenizer.add_tokens([AddedToken(piece, lstrip=piece in spaced, normalized=False) for piece in added])
    return Vocabulary(tokenizer, words)


def _cut(text: str, rng: random.Random, dropout: float) -> Iterable[str]:
    """The text in pieces, cut inside of words; markers and masked words stay whole."""
    start = 0
    for match in WORD.finditer(text):
        masked = text[match.start() - 1 : match.start()] == "<"
        if len(match.group()) >= 4 and not masked and rng.random() < dropout:
            place = rng.randrange(match.start() + 1, match.end())
            yield text[start:place]
            start = place
    if start < len(text):
        yield text[start:]
