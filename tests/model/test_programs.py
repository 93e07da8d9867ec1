"""Tests of programs as tokens, and of rows with programs."""

from itertools import islice
from pathlib import Path

import pytest

from derivanim.calculus.spans import find_spans
from derivanim.dataset.rows import Example
from derivanim.model.programs import load_programs, train_programs
from derivanim.model.rows import Encoded, Encoder, passes
from derivanim.model.stages import mixed
from derivanim.model.tokenizer import load_vocabulary

WEIGHTS = Path(__file__).parents[2] / "model" / "weights"
SHARED = "def words(markup):\n    return Typst(markup)\n\n\nclass Tangent(Scene):\n"
PROGRAMS = [f'"""The tangent of x^{n}."""\n\n\n{SHARED}    slope = {n}.25\n' for n in range(2, 12)]


@pytest.fixture(scope="module")
def vocabulary():
    """The words of requests of the shipped model."""
    return load_vocabulary(WEIGHTS)


@pytest.fixture(scope="module")
def programs(vocabulary):
    """Tokens learned from ten small programs."""
    return train_programs(PROGRAMS, 300, vocabulary.size)


def example(request: str, program: str) -> Example:
    """A row of which the request and the program matter."""
    return Example(
        "r", "train", "g", request, "tangent_line", "foundation", 0.1, "polynomial", "python", "p", "m", {}, {}, program
    )


@pytest.mark.parametrize("program", [*PROGRAMS, "x = 'ünï→∞'\n\n\n\n\ty\r\n", "", "no end of line"])
def test_every_program_comes_back(programs, program):
    """What is encoded is decoded to the same text, also what training never saw."""
    assert program == programs.decode(programs.encode(program))


def test_what_is_shared_is_one_token(programs):
    """A function that all programs have is a single token, a line that one of them has is none."""
    function = "def words(markup):\n    return Typst(markup)\n\n\n"
    assert 1 == len(programs.encode(function))
    assert 1 < len(programs.encode("    slope = 2.25\n"))


def test_numbers_stand_behind_those_of_requests(programs, vocabulary, tmp_path):
    """No token of a program has the number of one of a request, and a saved vocabulary gives the same numbers."""
    numbers = programs.encode(PROGRAMS[0])
    assert vocabulary.size <= min(numbers)
    assert max(numbers) < vocabulary.size + programs.size
    programs.save(tmp_path)
    assert numbers == load_programs(tmp_path, vocabulary.size).encode(PROGRAMS[0])
    assert load_programs(tmp_path / "nothing", 0) is None


def test_training_and_writing_see_the_same_prompt(vocabulary, programs):
    """A row starts with exactly the tokens that a writer gets, the mathematics as it was written among them."""
    encoder = Encoder(vocabulary, programs)
    request = "Show the tangent to x^2 sin x at x = 1"
    row = encoder.program(example(request, PROGRAMS[3]))
    prompt = encoder.listed(find_spans(request))
    assert prompt == row.tokens[: row.start]
    assert "E1 x^2 sin x" in vocabulary.decode(prompt)
    assert PROGRAMS[3] == programs.decode(row.tokens[row.start : -1])


def test_passes_see_every_row_once_and_start_anywhere():
    """A pass has each row once but for an incomplete batch; batch 7 is the same wherever the stream starts."""
    rows = [Encoded(tuple(range(n + 1)), 1) for n in range(13)]
    batches = list(islice(passes(rows, "s", 3, 0), 9))
    lengths = [len(row.tokens) for batch in batches[:4] for row in batch]
    assert 12 == len(set(lengths)) == len(lengths)
    assert batches[7] == next(passes(rows, "s", 3, 7))
    assert batches[:4] != batches[4:8]


@pytest.mark.parametrize("start", range(9))
def test_turns_can_start_anywhere(start):
    """One batch in four is of slots, and a stream that goes on takes up both where they were."""

    def numbered(name):
        return lambda step: ((name, number) for number in range(step, 99))

    stream = mixed(numbered("slots"), numbered("code"))
    whole = list(islice(stream(0), 12))
    assert [("slots", 0), ("code", 0), ("code", 1), ("code", 2), ("slots", 1)] == whole[:5]
    assert whole[start:] == list(islice(stream(start), 12 - start))
