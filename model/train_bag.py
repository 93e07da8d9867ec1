"""Train the bag of words on the rows that the language model sees: a minute on one core."""

from __future__ import annotations

import random
from collections.abc import Callable

import torch

from derivanim.dataset.draw import draw_row, phrasings_of
from derivanim.model.bag import BUCKETS, Bag, features
from derivanim.model.rows import Encoder

ROWS = 60_000
EPOCHS = 4
_BATCH, _RATE, _SMOOTHING, _KEPT = 256, 0.15, 0.05, 0.8


def train_bag(encoder: Encoder, seed: int, log: Callable[[str], None]) -> Bag:
    """Multinomial logistic regression by Adagrad on drawn rows and twice on the phrasings as they are written."""
    rng = random.Random(f"{seed}/bag")
    rows = [draw_row(random.Random(f"{seed}/bag/{number}")) for number in range(ROWS)]
    pairs = [(features(encoder.spelt(row.text)), str(row.target["template"])) for row in rows]
    pairs += [(features(encoder.spelt(p.text)), p.template) for p in phrasings_of("train")] * 2
    names = tuple(sorted({template for _, template in pairs}))
    column = {name: number for number, name in enumerate(names)}
    weights = torch.nn.EmbeddingBag(BUCKETS, len(names), mode="sum")
    torch.nn.init.zeros_(weights.weight)
    optimizer = torch.optim.Adagrad(weights.parameters(), lr=_RATE)
    for epoch in range(EPOCHS):
        rng.shuffle(pairs)
        total = 0.0
        for start in range(0, len(pairs), _BATCH):
            batch = pairs[start : start + _BATCH]
            # Some features are left out at random, so that no request hangs on a single word.
            kept = [[f for f in found if rng.random() < _KEPT] or found for found, _ in batch]
            offsets = torch.tensor([0, *(len(found) for found in kept[:-1])]).cumsum(0)
            scores = weights(torch.tensor([f for found in kept for f in found]), offsets)
            wanted = torch.tensor([column[template] for _, template in batch])
            loss = torch.nn.functional.cross_entropy(scores, wanted, label_smoothing=_SMOOTHING)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            total += loss.item() * len(batch)
        log(f"bag: epoch {epoch + 1}, loss {total / len(pairs):.4f}")
    return Bag(names, weights.weight.detach().numpy())
