"""Who meets whom: phrasings and functions are split before anything is combined.

Words and mathematics each have a side that a hash of their text decides, so that adding others never moves them. A
split combines one side of each. Functions never cross: every split has its own. Phrasings of training stand in those
test sets alone that are about new functions.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from derivanim.dataset.phrasings import Side


@dataclass(frozen=True)
class Part:
    """What a split draws from: a side of the phrasings, families that training sees or not, its share of all rows.

    `requests` is how many requests there are for the same slots, in other words and notations.
    """

    phrasings: Side
    held_out: bool
    share: float
    requests: int


SPLITS: dict[str, Part] = {
    "train": Part("train", False, 0.80, 3),
    "validation": Part("validation", False, 0.04, 1),
    "test_functions": Part("train", False, 0.04, 1),
    "test_phrasings": Part("test", False, 0.04, 1),
    "test_families": Part("train", True, 0.04, 1),
    "test_both": Part("test", True, 0.04, 1),
}
"""Train, validation, and the test sets: new functions, unseen phrasings, unseen families, and both unseen."""

# Percent of the functions of a family for each split, by whether training sees the family.
_FUNCTIONS = {
    False: (("train", 60), ("validation", 10), ("test_functions", 15), ("test_phrasings", 15)),
    True: (("test_families", 50), ("test_both", 50)),
}


def split_of_mathematics(key: str, held_out: bool) -> str:
    """The one split that a function may stand in, by a hash of its canonical text."""
    percent = int.from_bytes(sha256(key.encode()).digest()[:8], "big") % 100
    for name, share in _FUNCTIONS[held_out]:
        if percent < share:
            return name
        percent -= share
    raise AssertionError("the shares add up to 100")


def home_of_words(side: Side) -> str:
    """The one split for a request without mathematics, whose words alone tell it from others."""
    return {"train": "train", "validation": "validation", "test": "test_phrasings"}[side]


def sizes(total: int) -> dict[str, int]:
    """Rows for each split; what rounding leaves goes to training."""
    counts = {name: round(total * part.share) for name, part in SPLITS.items() if name != "train"}
    return {"train": total - sum(counts.values())} | counts
