"""The bag of words: what counts as a feature, how it weighs answers, and how it travels."""

import math

import numpy as np
import pytest

from derivanim.model.bag import BUCKETS, Bag, both, features, load_bag, save_bag


def test_features_are_words_and_neighbours():
    """Markers count by their kind; order beyond neighbours does not."""
    assert features("tangent to E1 at N1") == features("tangent to E2 at N3")
    assert features("tangent to E1") != features("to tangent E1")
    assert all(0 <= feature < BUCKETS for feature in features("the slope of <word> f'(x) = E1"))


def test_shares_are_probabilities():
    """Over all templates they add up, and the template whose word is there has most."""
    weights = np.zeros((BUCKETS, 2), dtype=np.float32)
    weights[features("chain"), 1] = 1.0
    shares = Bag(("product_rule", "chain_rule"), weights).log_shares("chain rule for E1")
    assert pytest.approx(1) == sum(math.exp(share) for share in shares.values())
    assert shares["chain_rule"] > shares["product_rule"]


def test_both_weigh_the_answers():
    """The second answer wins where the words speak for it; together they keep their probability."""
    scores = [("a", math.log(0.5)), ("b", math.log(0.3))]
    found = both(scores, {"a": math.log(0.1), "b": math.log(0.9)})
    assert found[1] > found[0]
    assert pytest.approx(0.8) == sum(map(math.exp, found))


def test_both_without_answers_or_with_strange_ones():
    """Nothing stays nothing; a template that the bag never saw counts as its least likely one."""
    assert [] == both([], {"a": 0.0})
    shares = {"a": math.log(0.9), "b": math.log(0.1)}
    assert both([("new", -1.0), ("a", -1.0)], shares) == both([("b", -1.0), ("a", -1.0)], shares)


def test_weights_come_back(tmp_path):
    """In 16 bits; a folder without a bag has none."""
    assert load_bag(tmp_path) is None
    weights = np.arange(BUCKETS * 2, dtype=np.float32).reshape(BUCKETS, 2) / BUCKETS
    save_bag(Bag(("a", "b"), weights), tmp_path)
    found = load_bag(tmp_path)
    assert ("a", "b") == found.names
    assert np.allclose(weights, found.weights, rtol=1e-3, atol=1e-4)
