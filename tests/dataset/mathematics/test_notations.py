"""The notations: each function is read back as itself, and looks as people write it."""

import random

import pytest

from derivanim.calculus.reader import read_number
from derivanim.dataset.mathematics.families import FAMILIES
from derivanim.dataset.mathematics.notations import NOTATIONS, draw_style, expression, reads_as, write, write_number

LEAST = {"words": 0.55, "glued": 0.9}


@pytest.mark.parametrize("notation", NOTATIONS)
def test_most_functions_have_a_text(notation):
    """What is written is read back; nearly everything can be written, in words more than half."""
    rng = random.Random(6)
    sources = [family.draw(rng).source for family in FAMILIES.values() for _ in range(2)]
    texts = [write(source, notation, rng) for source in sources]
    assert sum(text is not None for text in texts) / len(texts) > LEAST.get(notation, 0.95)
    assert all(reads_as(text, source) for text, source in zip(texts, sources, strict=True) if text is not None)


@pytest.mark.parametrize(
    ("notation", "source", "known"),
    [
        ("latex", "x/2", {r"\frac{x}{2}", r"\dfrac{x}{2}", r"\tfrac{x}{2}", r"{x \over 2}", "x/2"}),
        ("unicode", "3*x**2 - 1", {"3x² − 1", "3x²−1", "3·x² − 1", "3·x²−1"}),
        ("calculator", "x**2*sin(x)", {"x^2 sin(x)", "x^2 sin x", "x^2*sin(x)", "x^2*sin x"}),
        ("python", "x*sin(x)", {"x*sin(x)", "x*math.sin(x)", "x*np.sin(x)", "x*sp.sin(x)"}),
        ("glued", "x*sin(x)", {"xsinx"}),
    ],
)
def test_as_people_write(notation, source, known):
    """The usual forms, several of them."""
    rng = random.Random(7)
    assert {write(source, notation, rng) for _ in range(40)} <= known


def test_words():
    """Said aloud."""
    said = {write("x**2*sin(3*x)", "words", random.Random(seed)) for seed in range(40)}
    assert "x squared times the sine of three x" in said


def test_another_variable():
    """The variable of the request."""
    assert "t²−3t" == write("x**2 - 3*x", "glued", random.Random(1), "t")
    assert "θcosθ" == write("x*cos(x)", "glued", random.Random(1), "theta")


def test_a_text_with_another_meaning_is_refused():
    """x2+3 is no x²+3."""
    assert not reads_as("x2+3", "x**2 + 3")
    assert not reads_as("sin x/2", "sin(x)/2")


@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize("source", ["-1/2", "pi/4", "3*pi/4", "0.5", "-3", "sqrt(2)"])
def test_numbers(source, notation):
    """A number is the same number in all notations, its sign in front."""
    for seed in range(10):
        text = write_number(source, draw_style(notation, random.Random(seed)))
        assert expression(source) == read_number(text)
        assert "(" not in text or source == "sqrt(2)"
