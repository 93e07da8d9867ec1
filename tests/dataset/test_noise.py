"""Noise leaves the sense of a request alone: small words, numbers, names of variables, one mark at the end."""

import random
import re

import pytest

from derivanim.dataset.noise import misspelt, noisy, surrounded, with_synonyms, without_words, wording

ASKED = "For which x is E1 not increasing, never above three, where f' = N1?"


@pytest.mark.parametrize("seed", range(40))
def test_small_words_survive(seed):
    """No slip, synonym or omission takes a negation, a number word, "which x" or a name in front of mathematics."""
    text = noisy(ASKED, random.Random(seed))
    for words in ("which x is E1 not", "never", "three", "f'"):
        assert words.lower() in text.lower()
    assert re.search(r"which x is E1 not", text, re.IGNORECASE)
    assert " x " in text


def test_slips_spare_what_must_be_spelt_right():
    """With a slip in every word, protected ones and short ones stay."""
    words = " ".join(wording()["spelt_right"])
    assert words == misspelt(words, random.Random(1), 1.0)
    assert "tangent" not in misspelt("the tangent is flat", random.Random(1), 1.0)


def test_articles_alone_are_left_out():
    """Prepositions and verbs stay, and so does an article that counts."""
    assert "slope of curve is a lot to me" == without_words(
        "the slope of the curve is a lot to me", random.Random(1), 1.0
    )


@pytest.mark.parametrize("seed", range(40))
def test_a_request_for_help_is_followed_by_a_verb(seed):
    """ "Could you" stands before an imperative only."""
    text = surrounded("My friend says that E1 is flat.", random.Random(seed), 1.0)
    assert not text.lower().startswith(tuple(wording()["verb_prefixes"]))


@pytest.mark.parametrize("seed", range(40))
def test_no_factorial_behind_a_number(seed):
    """An exclamation mark never follows mathematics, and no two marks meet."""
    text = surrounded("slope at N1", random.Random(seed), 1.0)
    assert not re.search(r"N1 ?!|[.?!],|,\.", text)


def test_a_turn_that_wants_a_noun_gets_one():
    """ "Differentiate implicitly" does not become "take the derivative of implicitly"."""
    texts = {with_synonyms("differentiate twice", random.Random(seed), 1.0) for seed in range(20)}
    assert {"differentiate twice"} == texts
