"""The model that comes with the package: a small Llama with a LoRA adapter, answered in NumPy, on any machine."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from threadpoolctl import ThreadpoolController

from derivanim.calculus.spans import Request
from derivanim.errors import ModelError
from derivanim.model.backend import Candidate
from derivanim.model.bag import Bag, both, load_bag
from derivanim.model.constraint import Constrainer, pointing_grammar
from derivanim.model.decoding import search
from derivanim.model.llama import LORA_CONFIG, Llama, load_llama
from derivanim.model.rows import Encoder
from derivanim.model.tokenizer import EOS, Vocabulary, load_vocabulary
from derivanim.pointing.form import MARKER, Target

WEIGHTS = "weights"
CALIBRATION_FILE = "calibration.json"
_CERTAIN = 30.0  # log-odds beyond which nothing changes


@dataclass(frozen=True)
class Calibration:
    """From the log-odds of a sequence to those of its being right: `slope * logit + offset`; and the threshold."""

    slope: float = 1.0
    offset: float = 0.0
    threshold: float = 0.5

    def confidence(self, log_probability: float) -> float:
        """The probability that an answer is right, from the logarithm of its probability under the model."""
        odds = self.slope * logit(log_probability) + self.offset
        return 1 / (1 + math.exp(-min(max(odds, -_CERTAIN), _CERTAIN)))


def logit(log_probability: float) -> float:
    """The log-odds of a probability given by its logarithm, within limits."""
    clipped = min(max(log_probability, -20.0), -1e-6)
    return clipped - math.log(-math.expm1(clipped))


class Embedded:
    """Weights, vocabulary and calibration, ready to answer."""

    def __init__(self, model: Llama, vocabulary: Vocabulary, calibration: Calibration, bag: Bag | None = None) -> None:
        self.model = model
        self.encoder = Encoder(vocabulary)
        self.eos = vocabulary.id(EOS)
        self._vocabulary = vocabulary
        self._bag = bag
        self.constrainer = Constrainer(vocabulary)
        self.calibration = calibration
        self._threads = ThreadpoolController()

    @property
    def threshold(self) -> float:
        """The confidence below which a question is asked."""
        return self.calibration.threshold

    def propose(self, request: Request, candidates: int = 4, seed: int = 0) -> list[Candidate]:
        """The most probable answers by beam search, which needs no chance and so no seed."""
        del seed
        return [
            Candidate(target, self.calibration.confidence(score))
            for target, score in self.scored(request.delexicalised, candidates)
        ]

    def scored(self, text: str, candidates: int) -> list[tuple[Target, float]]:
        """Answers to a request with markers, with the logarithm of their probability, most probable first."""
        grammar = pointing_grammar(frozenset(MARKER.findall(text)), self._vocabulary.pieces)
        # The products are small: on a busy machine a second thread makes them twenty times slower, measured.
        with self._threads.limit(limits=1, user_api="blas"):
            found = search(
                self.model, self.encoder.prompt(text), self.eos, width=candidates,
                constrainer=self.constrainer, grammar=grammar,
            )  # fmt: skip
        # One answer can be cut into tokens in several ways; their probabilities add up.
        sums: dict[str, float] = {}
        for completion in found:
            answer = self._vocabulary.decode(completion.tokens)
            sums[answer] = sums.get(answer, 0.0) + math.exp(completion.log_probability)
        answers: list[Target] = [json.loads(answer) for answer in sums]
        scores = [math.log(max(share, 1e-30)) for share in sums.values()]
        if self._bag is not None:
            templates = [str(answer["template"]) for answer in answers]
            shares = self._bag.log_shares(self.encoder.spelt(text))
            scores = both(list(zip(templates, scores, strict=True)), shares)
        return sorted(zip(answers, scores, strict=True), key=lambda item: -item[1])


def load_folder(folder: Path) -> Embedded:
    """The model in a folder with tokenizer.json, base/ and, where there are some, slots/, a bag and a calibration."""
    adapter = folder / "slots"
    calibration = Calibration()
    if (folder / CALIBRATION_FILE).exists():
        calibration = Calibration(**json.loads((folder / CALIBRATION_FILE).read_text(encoding="utf-8")))
    vocabulary = load_vocabulary(folder)
    # The tokens of programs, which the base has too, are none of the answers.
    model = load_llama(folder / "base", adapter if (adapter / LORA_CONFIG).exists() else None, vocabulary.size)
    return Embedded(model, vocabulary, calibration, load_bag(folder))


@cache
def embedded() -> Embedded:
    """The embedded model, loaded once."""
    folder = Path(str(files("derivanim.model"))) / WEIGHTS
    if not (folder / "manifest.json").exists():
        raise ModelError("the embedded model is incomplete: its weights have no manifest", hint="run: make train")
    return load_folder(folder)
