"""The arm that copies the nearest training example."""

from dataclasses import replace

import pytest

from derivanim.compare.arms.nearest import Index, Nearest, ngrams
from derivanim.compare.sets import TestRow
from derivanim.dataset.rows import Example
from derivanim.errors import DerivanimError

TANGENT = Example(
    id="a", split="train", group="a", request="show the tangent line to x^2 at x = 1", template="tangent_line",
    level="foundation", difficulty=0.1, family="polynomial", notation="plain", phrasing="p", mathematics="m",
    pointers={}, slots={"template": "tangent_line", "function": "x**2", "point": "1"}, program="print(1)\n",
)  # fmt: skip
CHAIN = replace(
    TANGENT, id="b", request="use the chain rule on sin(x^2)",
    slots={"template": "chain_rule", "function": "sin(x**2)"}, program="print(2)\n",
)  # fmt: skip
REFUSED = replace(
    TANGENT, id="c", request="integrate cos x", slots={"template": "unsupported", "reason": "integral"},
    program="# unsupported: integral\n",
)  # fmt: skip


@pytest.mark.parametrize(
    ("request_", "nearest"),
    [
        ("please show me the tangent line to cos x at x = 2", TANGENT),
        ("differentiate e^(2x) with the chain rule", CHAIN),
        ("integrate e^x", REFUSED),
    ],
)
def test_the_slots_of_the_nearest_are_copied(request_, nearest):
    """Words decide, and the answer is copied as it stands, whatever function was asked for."""
    output = Nearest("nearest", [TANGENT, CHAIN, REFUSED]).answer(TestRow("1", request_, {}))

    assert nearest.slots == output.slots
    assert (nearest is REFUSED) == output.refused


def test_programs_are_copied_too():
    """The other target has the same baseline."""
    arm = Nearest("nearest-code", [TANGENT, CHAIN, REFUSED], "code")

    assert "print(2)\n" == arm.answer(TestRow("1", "chain rule", {})).program
    assert arm.answer(TestRow("1", "integrate x", {})).refused


def test_words_that_nobody_wrote_get_the_first():
    """A text without a known word is as near to all; the first example is the same one each time."""
    arm = Nearest("nearest", [CHAIN, TANGENT])

    assert CHAIN.slots == arm.answer(TestRow("1", "xyzzy", {})).slots


def test_rare_words_count_more():
    """A word of every text tells nothing against one of a single text."""
    index = Index(["show the tangent", "show the normal", "show the chain"])

    assert 1 == index.nearest("show show the normal one")


def test_n_grams_are_words_signs_and_neighbours():
    """Single words and pairs of them, lower case."""
    assert ["x", "^", "2", "x ^", "^ 2"] == ngrams("X^2")


def test_there_must_be_examples():
    """Nothing can be copied from nothing."""
    with pytest.raises(DerivanimError, match="no training example"):
        Nearest("nearest", [])
