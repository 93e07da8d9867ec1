"""Tests of the tokenizer."""

import random

import pytest

from derivanim.errors import ModelError
from derivanim.model.tokenizer import load_vocabulary
from derivanim.pointing.form import dump

TEXTS = [
    "show the tangent line to E1 at x = N1",
    'title "Übung": ∫ √x dx — ½ 🙂',
    "",
    "f'(N1), E9 and P1.",
]


@pytest.mark.parametrize("text", TEXTS)
def test_round_trip(vocabulary, text):
    """Bytes make every text come back as it was, but for the space that a marker takes along."""
    assert text.replace(" E", "E").replace(" N", "N").replace(" P", "P") == vocabulary.decode(vocabulary.encode(text))


@pytest.mark.parametrize("marker", ["E1", "F1", "Q2", "N9", "I1", "P1", "T1"])
def test_a_marker_is_one_token(vocabulary, marker):
    """The same single token, with a space before it and without."""
    assert [vocabulary.id(marker)] == vocabulary.encode(marker) == vocabulary.encode(f" {marker}")


def test_answers_are_short(vocabulary):
    """Each piece of an answer is one token."""
    answer = dump({"template": "optimization", "function": "E1", "interval": ["N1", "N2"], "goal": "maximum"})
    pieces = [vocabulary.tokenizer.id_to_token(number) for number in vocabulary.encode(answer)]
    expected = ['{"template":"optimization"', ',"function":"', "E1", '"', ',"interval":["', "N1", '"', ',"', "N2", '"]']
    assert [*expected, ',"goal":"maximum"', "}"] == pieces


def test_cutting_changes_tokens_not_text(vocabulary):
    """With cutting the tokens differ and the text stays the same."""
    text = "derivative of a function with many words"
    cut = vocabulary.encode(text, random.Random(1), 0.9)
    assert text == vocabulary.decode(cut)
    assert vocabulary.encode(text) != cut


def test_saved_and_loaded(vocabulary, tmp_path):
    """A saved vocabulary is the same when it is loaded."""
    vocabulary.save(tmp_path)
    loaded = load_vocabulary(tmp_path)
    assert vocabulary.words == loaded.words
    assert vocabulary.encode(TEXTS[0]) == loaded.encode(TEXTS[0])


def test_no_vocabulary(tmp_path):
    """A folder without one is a ModelError that says what to run."""
    with pytest.raises(ModelError) as caught:
        load_vocabulary(tmp_path / "nothing")
    assert "make train" in caught.value.hint
