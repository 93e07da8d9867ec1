"""Fixtures of the model's tests: a small vocabulary, a scripted backend, a tiny model with random weights."""

from dataclasses import dataclass, field

import numpy as np
import pytest

from derivanim.dataset.draw import draw
from derivanim.model.backend import Candidate
from derivanim.model.llama import Llama
from derivanim.model.tokenizer import Vocabulary, train_vocabulary


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    """A vocabulary learned from two thousand rows."""
    return train_vocabulary((row.text for row in draw(1, 2000)), 700)


@dataclass
class Scripted:
    """A backend that answers from a list."""

    answers: list[tuple[dict, float]]
    threshold: float = 0.5
    asked: list[str] = field(default_factory=list)

    def propose(self, request, candidates=4, seed=0):
        """The answers of the list, whatever was asked."""
        self.asked.append(request.delexicalised)
        return [Candidate(target, probability) for target, probability in self.answers]


@pytest.fixture
def scripted():
    """A function that makes a scripted backend from targets and probabilities."""
    return lambda *answers: Scripted(list(answers))


@pytest.fixture
def tiny(vocabulary) -> Llama:
    """A Llama of one layer with random weights for the small vocabulary."""
    rng = np.random.default_rng(3)
    width, inner = 16, 32
    shapes = {"model.embed_tokens": (vocabulary.size, width), "model.norm": (width,)}
    layer = "model.layers.0"
    shapes |= {f"{layer}.self_attn.{part}_proj": (width, width) for part in "qkvo"}
    shapes |= {f"{layer}.mlp.{part}_proj": (inner, width) for part in ("gate", "up")}
    shapes |= {f"{layer}.mlp.down_proj": (width, inner)}
    shapes |= {f"{layer}.{part}_layernorm": (width,) for part in ("input", "post_attention")}
    weights = {f"{name}.weight": rng.normal(0, 0.3, shape).astype(np.float32) for name, shape in shapes.items()}
    config = {
        "num_hidden_layers": 1,
        "num_attention_heads": 2,
        "hidden_size": width,
        "rms_norm_eps": 1e-6,
        "max_position_embeddings": 256,
    }
    return Llama(config, weights)
