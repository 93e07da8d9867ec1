"""Does anything that training saw stand in a test set? Requests, phrasings, functions and programs, each on its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import pairwise

from datasketch import MinHash, MinHashLSH

from derivanim.dataset.rows import Example
from derivanim.dataset.splits import SPLITS

NEAR = 0.8
"""The similarity of two texts, by the words and pairs of words that they share, from which they count as the same."""


def leaks(splits: Mapping[str, Sequence[Example]]) -> list[str]:
    """What stands in two splits and must not, one sentence each.

    Requests, functions and programs stand in one split alone. A phrasing stands in the splits of its side alone; of
    families, those that training sees and those that it does not are apart.
    """
    found: list[str] = []
    apart: tuple[tuple[str, Callable[[Example], str], Callable[[str], object]], ...] = (
        ("request", lambda e: " ".join(e.request.lower().split()), lambda split: split),
        ("function", lambda e: e.mathematics, lambda split: split),
        ("program", lambda e: sha256(e.program.encode()).hexdigest() if not e.program.startswith("#") else "", str),
        ("phrasing", lambda e: e.phrasing, lambda split: SPLITS[split].phrasings),
        ("family", lambda e: e.family if e.mathematics else "", lambda split: SPLITS[split].held_out),
    )
    for what, text_of, home_of in apart:
        homes: dict[str, tuple[object, str]] = {}
        for split, examples in splits.items():
            for example in examples:
                text = text_of(example)
                if not text:
                    continue
                home, first = homes.setdefault(text, (home_of(split), example.id))
                if home != home_of(split):
                    found.append(f"{what} of {example.id} stands in {first} too: {text[:80]}")
    return found


def near(texts: Iterable[str], threshold: float = NEAR) -> list[tuple[str, str]]:
    """Pairs of different texts at least as similar as the threshold (Jaccard, by MinHash and then exactly)."""
    features = {text: _features(text) for text in texts}
    index = MinHashLSH(threshold=threshold - 0.1, num_perm=128)
    sketches: dict[str, MinHash] = {}
    for text, parts in features.items():
        sketch = MinHash(num_perm=128)
        sketch.update_batch([part.encode() for part in sorted(parts)])
        sketches[text] = sketch
        index.insert(text, sketch)
    pairs = []
    for text, parts in features.items():
        for other in index.query(sketches[text]):
            if text < other and _similar(parts, features[other]) >= threshold:
                pairs.append((text, other))
    return sorted(pairs)


def _features(text: str) -> frozenset[str]:
    words = text.lower().split()
    return frozenset(words) | {f"{one} {other}" for one, other in pairwise(words)}


def _similar(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))
