"""Tests of the rows for training: drawn the same for the same seed, split by phrasing, true to their targets."""

import random
from collections import Counter

import pytest

from derivanim.dataset.draw import Row, draw, equalled, phrasings_of, renumbered, spoiled
from derivanim.dataset.noise import misspelt, noisy, synonym_groups, wished, with_synonyms
from derivanim.dataset.phrasings import ANSWERED, PRESENTATION, split
from derivanim.pointing.form import KINDS, MARKER

TANGENT = Row("Show the tangent line to E1 at N1.", {"template": "tangent_line", "function": "E1", "point": "N1"}, "p")


def test_same_seed_same_rows():
    """A seed decides the rows, and a row is the same wherever the drawing starts."""
    rows = list(draw(3, 30))
    assert rows == list(draw(3, 30))
    assert rows[20:] == list(draw(3, 10, start=20))
    assert rows != list(draw(4, 30))


@pytest.mark.parametrize("side", ["train", "validation"])
def test_sides_share_no_phrasing(side):
    """Every row comes from a phrasing of its own side."""
    own = {phrasing.text for phrasing in phrasings_of(side)}
    assert {row.phrasing for row in draw(5, 500, side)} <= own
    assert all(split(phrasing) == side for phrasing in phrasings_of(side))


def test_pointers_stand_in_the_text():
    """Whatever noise does, a target points at markers that the text has, numbered as the finder numbers them."""
    for row in draw(6, 3000):
        markers = list(dict.fromkeys(MARKER.findall(row.text)))
        values = [item for value in row.target.values() for item in ([value] if isinstance(value, str) else value)]
        assert {value for value in values if MARKER.fullmatch(value)} <= set(markers), row
        for kind in KINDS:
            numbers = [int(marker[1:]) for marker in markers if marker[0] == kind]
            assert list(range(1, len(numbers) + 1)) == numbers, row


def test_every_template_is_drawn():
    """All templates and both refusals occur, none of them rarely."""
    counts = Counter(row.target["template"] for row in draw(7, 4000))
    assert {*ANSWERED, "unsupported", "unclear"} == set(counts)
    assert min(counts.values()) > 15


def test_spoiled_requests_ask():
    """Something missing or twice turns a target into a question that fits."""
    questions = Counter(spoiled(TANGENT, random.Random(n)).target["question"] for n in range(300))
    assert {"no_function", "two_functions", "two_points", "no_point", "which_variable"} == set(questions)


def test_a_surface_without_its_point_asks_for_it():
    """The direction stays, and is the only pair then."""
    target = {"template": "directional_derivative", "function": "F1", "point": "P1", "direction": "P2"}
    row = Row("derivative of F1 at P1 in the direction P2", target, "p")
    rows = [spoiled(row, random.Random(seed)) for seed in range(40)]
    assert ("derivative of F1 in the direction P2", "no_point") in {(r.text, r.target["question"]) for r in rows}


@pytest.mark.parametrize("seed", range(20))
def test_a_wish_is_answered(seed):
    """A wish comes with its slot; a slot that is taken is not asked for again."""
    text, slots = wished(TANGENT.text, random.Random(seed), {"color"})
    assert len(slots) == 1
    assert set(slots) <= PRESENTATION - {"color"}
    assert text != TANGENT.text
    assert MARKER.findall(TANGENT.text) == [marker for marker in MARKER.findall(text) if marker != "T1"]


def test_renumbered():
    """Markers are numbered in the order of the text, and pointers follow."""
    row = Row("from N2 to N1: E1", {"template": "optimization", "function": "E1", "interval": ["N2", "N1"]}, "p")
    assert ("from N1 to N2: E1", ["N1", "N2"]) == (renumbered(row).text, renumbered(row).target["interval"])


def test_equal_pairs_are_one_marker():
    """The finder gives equal pairs one marker, so both fields point at it."""
    target = {"template": "directional_derivative", "function": "F1", "point": "P1", "direction": "P2"}
    row = equalled(Row("F1 at P1 along P2", target, "p"), random.Random(1))
    assert ("F1 at P1 along P1", "P1", "P1") == (row.text, row.target["point"], row.target["direction"])
    assert equalled(TANGENT, random.Random(1)) == TANGENT


@pytest.mark.parametrize("seed", range(30))
def test_noise_keeps_markers(seed):
    """Typing slips, cases and synonyms leave every marker alone."""
    text = "Find the maximum of E1 on I1, from N1 to N2, with the title T1."
    assert MARKER.findall(text) == MARKER.findall(noisy(text, random.Random(seed)))
    assert MARKER.findall(text) == MARKER.findall(misspelt(text, random.Random(seed), 1.0))


def test_synonyms():
    """Many groups; a word becomes another one of its group."""
    assert len(synonym_groups()) > 200
    texts = {with_synonyms("differentiate E1", random.Random(seed), 1.0) for seed in range(40)}
    assert "take the derivative of E1" in texts
    assert "differentiate E1" not in texts
