"""Tangent from point: what its pictures assert, and what it refuses."""

import pytest

from derivanim.authoring.contract import problems
from derivanim.errors import MathError
from derivanim.slots.check import check
from derivanim.slots.registry import load, schema_of

EXAMPLE = {"template": "tangent_from_point", "function": "x**3 - 3*x", "away": "1", "height": "1"}


def test_it_keeps_the_contract():
    """Names, examples, claims, programs and pictures are right."""
    assert [] == [str(problem) for problem in problems("tangent_from_point")]


def test_claims_are_proved():
    """The first example asserts what is true."""
    assert all(verdict.good for _, verdict in check(load(EXAMPLE)).results)


def test_what_cannot_be_shown_is_refused():
    """A function without a derivative at the point is refused with a sentence."""
    slots = load(EXAMPLE | {"function": "abs(x - 1)", "away": "1"})
    with pytest.raises(MathError, match="no tangent"):
        check(slots)


def test_it_is_described():
    """The template says in a line what it shows."""
    assert "the tangents to a curve from a point beside it" == schema_of("tangent_from_point").SUMMARY
