"""Tests of several answers that are written side by side."""

import numpy as np
import pytest

from derivanim.model.decoding import greedy, search

PROMPTS = [[1, 5, 9, 2], [7, 3], [4, 4, 4, 8, 6, 11, 2], [10]]


def first(tiny, prompt: list[int]) -> int:
    """The most probable token after a prompt."""
    return int(tiny(np.array([prompt]))[0].argmax())


def test_padding_changes_nothing(tiny):
    """A row that is filled up on the left has the logits that it has alone, at once and with a cache."""
    padded = np.array([[0] * (7 - len(prompt)) + prompt for prompt in PROMPTS])
    starts = np.array([7 - len(prompt) for prompt in PROMPTS])
    logits, cache = tiny(padded, None, starts)
    longer, _ = tiny(np.array([[5]] * 4), cache, starts)
    for row, prompt in enumerate(PROMPTS):
        np.testing.assert_allclose(tiny(np.array([prompt]))[0][0], logits[row], rtol=1e-3, atol=1e-4)
        np.testing.assert_allclose(tiny(np.array([[*prompt, 5]]))[0][0], longer[row], rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("longest", [0, 1, 12])
def test_several_are_what_each_is_alone(tiny, longest):
    """Side by side or one by one, the same tokens, also where some rows end before others."""
    eos = int(greedy(tiny, PROMPTS[:1], -1, 5)[0][3])
    together = greedy(tiny, PROMPTS, eos, longest)
    assert [greedy(tiny, [prompt], eos, longest)[0] for prompt in PROMPTS] == together
    assert max(map(len, together)) <= longest
    assert [] == greedy(tiny, [], eos, longest)


def test_an_answer_ends_where_the_model_ends_it(tiny):
    """The end mark is none of the tokens; an answer that begins with it is empty and stops no other one."""
    eos = first(tiny, PROMPTS[1])
    found = greedy(tiny, PROMPTS, eos, 9)
    assert () == found[1]
    assert all(eos not in answer for answer in found)
    assert any(found)


def test_greedy_is_a_beam_of_one(tiny):
    """The tokens are those of a beam search of width one that has ended."""
    for prompt in PROMPTS:
        plain = greedy(tiny, [prompt], -1, 12)[0]
        eos = plain[6]
        expected = search(tiny, prompt, eos, width=1, longest=12)[0].tokens
        assert expected == greedy(tiny, [prompt], eos, 12)[0]
