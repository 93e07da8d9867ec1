"""Tests of the one instruction format."""

import random

import pytest

from derivanim.dataset.draw import Row
from derivanim.model.prompt import LONGEST, Speller, clean, edits
from derivanim.model.rows import Encoder, batches

WORDS = ("tangent", "derivative", "the", "line", "show", "secant", "function")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Show the TANGENT to E1 at x=N1", "show the tangent to E1 at x = N1"),
        ("  two\n\tspaces ", "two spaces"),
        ("it’s “nice” — really…", 'it\'s "nice" - really...'),
        ("e1 is no marker", "e1 is no marker"),
        ("<eos> <answer>", "< eos> < answer>"),
    ],
)
def test_clean(text, expected):
    """Lower case outside of markers, plain characters, and no special tokens from outside."""
    assert expected == clean(text)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("tangent", "tangent"),
        ("tagnent", "tangent"),
        ("tangnet", "tangent"),
        ("derivitive", "derivative"),
        ("tangentline", "tangent line"),
        ("eigenvalue", "<word>"),
        ("mine", "<word>"),
        ("dx", "dx"),
    ],
)
def test_spelling(word, expected):
    """Known words stay, slips are corrected, short or strange words are masked, very short ones stay."""
    assert expected == Speller(WORDS, "<word>")(word)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [("abcd", "abcd", 0), ("abcd", "acbd", 1), ("abcd", "abd", 1), ("abcd", "abcde", 1), ("abcd", "wxyz", 3)],
)
def test_edits(left, right, expected):
    """Swaps count once, and nothing counts more than the limit."""
    assert expected == edits(left, right, 3)


def test_training_and_answering_see_the_same_prompt(vocabulary):
    """A row starts with exactly the tokens that are given to the model when it answers."""
    encoder = Encoder(vocabulary)
    row = Row("Show the tangnt to E1 at x=N1!", {"template": "tangent_line", "function": "E1", "point": "N1"}, "")
    encoded = encoder.row(row)
    assert encoder.prompt(row.text) == encoded.tokens[: encoded.start]
    answer = '{"template":"tangent_line","function":"E1","point":"N1"}'
    assert answer == vocabulary.decode(encoded.tokens[encoded.start : -1])


def test_a_long_request_is_cut(vocabulary):
    """However long the request, the prompt keeps its two ends and a bounded length."""
    prompt = Encoder(vocabulary).prompt("show " + "very " * 900 + "E1")
    assert LONGEST + 2 == len(prompt)
    assert vocabulary.id("E1") == prompt[-2]


def test_a_mask_is_never_masked_again(vocabulary):
    """Masking all words gives whole masks."""
    encoder = Encoder(vocabulary)
    prompt = encoder.prompt("xylophone tangent E1", random.Random(1), mask=1.0)
    mask = vocabulary.id("<word>")
    assert [mask, mask, vocabulary.id("E1")] == list(prompt[1:-1])


def test_batches_can_start_anywhere(vocabulary):
    """Batch 19 is the same whether the stream starts at 0 or there."""
    encoder = Encoder(vocabulary)
    stream = batches(encoder, "7/base", 2, 0, cut=0.1, mask=0.1)
    skipped = [next(stream) for _ in range(20)]
    assert skipped[19] == next(batches(encoder, "7/base", 2, 19, cut=0.1, mask=0.1))
