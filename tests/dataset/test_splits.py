"""Who meets whom: sides of words and of mathematics, and the shares of the splits."""

from collections import Counter

import pytest

from derivanim.dataset.splits import SPLITS, home_of_words, sizes, split_of_mathematics


def test_the_shares_are_whole():
    """The splits together are all rows, whatever the size."""
    assert sum(part.share for part in SPLITS.values()) == pytest.approx(1)
    for size in (50, 418, 10_000):
        assert size == sum(sizes(size).values())


@pytest.mark.parametrize("held_out", [True, False])
def test_a_function_has_one_split(held_out):
    """Which one depends on its text alone; held-out families stand in their own test sets only."""
    keys = [f"x**{power} + {number}" for power in range(2, 12) for number in range(100)]
    found = Counter(split_of_mathematics(key, held_out) for key in keys)
    assert {name for name, part in SPLITS.items() if part.held_out is held_out} == set(found)
    assert found == Counter(split_of_mathematics(key, held_out) for key in reversed(keys))
    assert min(found.values()) > 50


def test_words_without_mathematics_have_a_home():
    """It draws from their side, so that no two splits share them."""
    for side in ("train", "validation", "test"):
        assert side == SPLITS[home_of_words(side)].phrasings


def test_test_sets_see_no_words_of_training_but_where_they_say_so():
    """New functions and new families are asked for in known words; the other two sets in words of their own."""
    assert {"train", "test_functions", "test_families"} == {n for n, p in SPLITS.items() if p.phrasings == "train"}
    assert {"test_phrasings", "test_both"} == {n for n, p in SPLITS.items() if p.phrasings == "test"}
