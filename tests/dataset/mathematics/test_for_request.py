"""Mathematics for requests: it fits the words, is read back in its sentence, and is drawn the same for a seed."""

import random
from collections import Counter

import pytest

from derivanim.calculus.spans import find_spans
from derivanim.dataset.draw import Row, rows_like
from derivanim.dataset.mathematics.for_request import draw_mathematics, rewritten
from derivanim.dataset.mathematics.suited import is_held_out
from derivanim.dataset.phrasings import ANSWERED, load_phrasings
from derivanim.errors import DerivanimError
from derivanim.pointing.expand import expand
from derivanim.pointing.form import MARKER
from derivanim.slots.check import check
from derivanim.slots.registry import load

TANGENT = Row(
    "Show the tangent line to E1 at x = N1.", {"template": "tangent_line", "function": "E1", "point": "N1"}, "p"
)


def _row(phrasing):
    return Row(phrasing.text, phrasing.target, phrasing.text)


def _request(row, drawn):
    return MARKER.sub(lambda match: drawn.texts[match.group()], row.text)


@pytest.mark.parametrize("template", sorted(load_phrasings()))
def test_drawn_requests_are_read_back(template):
    """The finder gives the markers back, and the slots are those of the template."""
    rng = random.Random(8)
    bank = load_phrasings()[template]
    if template == "inverse_function_derivative":  # which needs a place, and has requests that name none
        bank = tuple(phrasing for phrasing in bank if phrasing.slots.point or phrasing.slots.value)
    phrasings = rng.sample(bank, 6)
    drawn = [(_row(phrasing), draw_mathematics(_row(phrasing), rng, held_out=False)) for phrasing in phrasings]
    found = [(row, mathematics) for row, mathematics in drawn if mathematics is not None]
    assert len(found) >= 5
    for row, mathematics in found:
        request = find_spans(_request(row, mathematics))
        assert "".join(row.text.split()) == "".join(request.delexicalised.split())
        if template in ANSWERED:
            assert template == load(expand(row.target, request)).template


@pytest.mark.parametrize("held_out", [False, True])
def test_families_are_of_their_side(held_out):
    """Training sees no family that is held out, and the other way round."""
    rng = random.Random(9)
    for phrasing in rng.sample([p for name in sorted(ANSWERED) for p in load_phrasings()[name][:3]], 30):
        drawn = draw_mathematics(_row(phrasing), rng, held_out=held_out)
        if drawn is not None and phrasing.template != "related_rates":
            assert held_out == is_held_out(drawn.family)


def test_a_seed_decides():
    """The same seed, the same texts; another one, others."""
    one, same, other = (draw_mathematics(TANGENT, random.Random(seed), held_out=False) for seed in (1, 1, 2))
    assert one == same
    assert one != other


def test_all_notations_occur():
    """Each of the six in at least one row of twenty."""
    rng = random.Random(10)
    counts = Counter(draw_mathematics(TANGENT, rng, held_out=False).notation for _ in range(120))
    assert {"latex", "unicode", "calculator", "python", "words", "glued"} == set(counts)
    assert min(counts.values()) >= 6


def test_the_variable_of_the_words():
    """At t = N1 it is a function of t."""
    row = Row("tangent to E1 at t = N1", TANGENT.target, "p")
    for seed in range(10):
        assert "t" == draw_mathematics(row, random.Random(seed), held_out=False).facts["E1"].variable


def test_let_needs_a_definition():
    """Let f(x) = ..., not: let x^2."""
    row = Row("Let E1. Find the tangent at x = N1.", TANGENT.target, "p")
    for seed in range(10):
        drawn = draw_mathematics(row, random.Random(seed), held_out=False)
        assert any(sign in drawn.texts["E1"] for sign in ("=", "equals"))


def test_equal_markers_get_equal_numbers():
    """A point that is also the direction."""
    target = {"template": "directional_derivative", "function": "F1", "point": "P1", "direction": "P1"}
    drawn = draw_mathematics(Row("F1 at P1 along P1", target, "p"), random.Random(3), held_out=False)
    assert {"F1", "P1"} == set(drawn.texts)


def test_only_wanted_keys():
    """A key that will not do is not written; words alone have none."""
    assert draw_mathematics(TANGENT, random.Random(1), held_out=False, wanted=lambda key: False) is None
    words = Row("tell me a joke", {"template": "unsupported", "reason": "not_mathematics"}, "p")
    assert "" == draw_mathematics(words, random.Random(1), held_out=False, wanted=lambda key: False).key
    assert draw_mathematics(words, random.Random(1), held_out=True) is None


def test_the_same_in_other_words():
    """Another phrasing and notation, the same function and number."""
    drawn = draw_mathematics(TANGENT, random.Random(4), held_out=False)
    rng, same = random.Random(5), 0
    for row in rows_like(TANGENT, rng, "train", 20):
        again = rewritten(drawn, row, rng)
        if again is not None:
            same += 1
            assert drawn.key == again.key
            assert drawn.facts["N1"] == again.facts["N1"]
    assert same > 5


@pytest.mark.slow
@pytest.mark.parametrize("held_out", [False, True])
@pytest.mark.parametrize("template", sorted(ANSWERED))
def test_most_draws_are_accepted(template, held_out):
    """Of forty requests, three quarters pass the checks of their template."""
    rng, accepted, drawn = random.Random(11), 0, 0
    for phrasing in rng.choices(load_phrasings()[template], k=40):
        row = _row(phrasing)
        mathematics = draw_mathematics(row, rng, held_out=held_out)
        if mathematics is None:
            continue
        drawn += 1
        try:
            check(load(expand(row.target, find_spans(_request(row, mathematics)))))
            accepted += 1
        except DerivanimError:
            pass
    assert accepted >= 0.75 * drawn
    assert drawn > 20 or (held_out and template == "related_rates")
