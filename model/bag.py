"""A second opinion on the template: a linear classifier over the words of a request, and over pairs of them.

It knows nothing of order beyond neighbours, and errs in other places than the language model: the product of both is
right more often than either (docs/models.md). It chooses between what the language model has written and adds nothing.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors import safe_open
from safetensors.numpy import save_file

FILE = "bag.safetensors"
BUCKETS = 1 << 15
_TOKEN = re.compile(r"([EFQCNIPT])[1-9]|<word>|[a-z]+|\d|['/=]")


@dataclass(frozen=True)
class Bag:
    """The weights, one row for each bucket of features and one column for each template of `names`."""

    names: tuple[str, ...]
    weights: npt.NDArray[np.float32]

    def log_shares(self, text: str) -> dict[str, float]:
        """The logarithm of the probability of each template, for a request as the model reads it."""
        sums = self.weights[features(text)].sum(axis=0)
        shares = sums - sums.max()
        shares -= np.log(np.exp(shares).sum())
        return dict(zip(self.names, map(float, shares), strict=True))


def features(text: str) -> list[int]:
    """The buckets of a text's words, neighbours, and words with one between them; a marker counts by its kind."""
    tokens = ["^", *(match[1] or match[0] for match in _TOKEN.finditer(text)), "$"]
    found = set(tokens) | {f"{a} {b}" for a, b in pairwise(tokens)}
    found |= {f"{a}  {b}" for a, b in zip(tokens, tokens[2:], strict=False)}
    return sorted({zlib.crc32(feature.encode()) % BUCKETS for feature in found})


def both(scores: Sequence[tuple[str, float]], shares: Mapping[str, float]) -> list[float]:
    """Log-probabilities of a language model's answers, each with its template, weighed by those of the bag.

    The answers together keep the probability that the language model gives them.
    """
    if not scores:
        return []
    language = np.array([score for _, score in scores])
    joint = language + np.array([shares.get(template, min(shares.values())) for template, _ in scores])
    joint += np.logaddexp.reduce(language) - np.logaddexp.reduce(joint)
    return [min(0.0, float(score)) for score in joint]


def save_bag(bag: Bag, folder: Path) -> None:
    """Write the weights in 16 bits with the templates' names."""
    names = {"names": json.dumps(bag.names)}
    save_file({"weights": bag.weights.astype(np.float16)}, folder / FILE, metadata=names)


def load_bag(folder: Path) -> Bag | None:
    """The bag of a folder of weights, where it has one."""
    if not (folder / FILE).exists():
        return None
    with safe_open(folder / FILE, framework="numpy") as opened:
        names = tuple(json.loads(opened.metadata()["names"]))
        return Bag(names, opened.get_tensor("weights").astype(np.float32))
