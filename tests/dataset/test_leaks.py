"""Leaks between splits are found, each kind of them, and what may stand in two splits is none."""

from dataclasses import replace

import pytest

from derivanim.dataset.leaks import leaks, near
from derivanim.dataset.phrasings import load_phrasings
from derivanim.dataset.rows import Example

TRAIN = Example(
    id="train-00000-1", split="train", group="train-00000", request="Derivative of x^2", template="t",
    level="foundation", difficulty=0.1, family="polynomial", notation="calculator", phrasing="a",
    mathematics="x**2", pointers={}, slots={}, program="square = 1\n",
)  # fmt: skip
TEST = replace(TRAIN, id="new", request="derivative of x^3", mathematics="x**3", program="cube = 1\n")


def test_new_functions_in_known_words_are_no_leak():
    """The test set of new functions shares phrasings and families with training, and nothing else."""
    assert [] == leaks({"train": [TRAIN], "test_functions": [TEST]})


@pytest.mark.parametrize(
    ("split", "change", "what"),
    [
        ("test_functions", {"request": " derivative of  X^2 "}, "request"),
        ("test_functions", {"mathematics": "x**2"}, "function"),
        ("test_functions", {"program": "square = 1\n"}, "program"),
        ("test_phrasings", {}, "phrasing"),
        ("test_families", {}, "family"),
    ],
)
def test_every_kind_of_leak_is_found(split, change, what):
    """One sentence that names both rows."""
    found = leaks({"train": [TRAIN], split: [replace(TEST, **change)]})
    assert [f"{what} of new stands in train-00000-1 too"] == [sentence.split(":")[0] for sentence in found]


def test_refusals_share_their_comment_and_no_more():
    """Rows without a picture have no program, and no mathematics where they have none."""
    one, other = (replace(row, program="# unclear: which?\n", mathematics="", phrasing=row.id) for row in (TRAIN, TEST))
    assert [] == leaks({"train": [one], "test_phrasings": [other]})


def test_near_texts_are_found():
    """By words and pairs of words, whatever the case."""
    texts = ["Show the tangent line to E1 at N1 now", "show the tangent line to E1 at N1", "the normal at N1 to E1"]
    assert [(texts[0], texts[1])] == near(texts)


def test_no_two_phrasings_of_a_template_are_near():
    """In the whole bank, whatever their sides; two texts with different answers may differ in one word."""
    for template, bank in load_phrasings().items():
        assert [] == near(phrasing.text for phrasing in bank), template
