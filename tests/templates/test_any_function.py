"""Slot objects that nobody chose: each is refused with a sentence, or its program is clean Python that runs."""

import pytest

from derivanim.authoring.chance import random_slots
from derivanim.authoring.contract import clean
from derivanim.errors import BudgetError, MathError, SlotError, UnclearError
from derivanim.render.proofs import prove
from derivanim.slots.check import check
from derivanim.slots.registry import load
from derivanim.templates.fill import fill

REFUSALS = MathError, SlotError, BudgetError, UnclearError


def filled(data, prepare):
    """The program of a slot object; None where it is refused with a sentence."""
    try:
        return fill(prepare(load(data)))
    except REFUSALS as refusal:
        assert len(str(refusal)) > 10, data
        assert "\n" not in str(refusal), data
        return None


def examined(slots):
    """Slots that can be shown; their claims are not decided."""
    slots.examine()
    return slots


def programs(template, count, seed, prepare):
    """The slot objects that are not refused, with their programs."""
    found = [(data, filled(data, prepare)) for data in random_slots(template, count, seed)]
    return [(data, program) for data, program in found if program is not None]


def test_programs_of_any_function(template):
    """A random slot object is refused with a sentence, or becomes clean Python; not all are refused."""
    found = programs(template, 8, 1, examined)
    assert found
    for data, program in found:
        assert [] == list(clean(program)), data


def test_the_same_seed_draws_the_same(template):
    """Slot objects of a seed are always the same, and another seed draws others."""
    assert list(random_slots(template, 5, 1)) == list(random_slots(template, 5, 1))
    assert list(random_slots(template, 5, 1)) != list(random_slots(template, 5, 2))


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_programs_of_any_function_run(template):
    """A random slot object whose claims hold has a program that runs, and nothing of it is outside of the frame."""
    found = programs(template, 40, 2, lambda slots: check(slots).slots)
    assert len(found) >= 10
    for (data, _), proof in zip(found, prove(program for _, program in found), strict=True):
        assert (True, "") == (proof.ok, proof.error), data
        assert (True, True, ()) == (proof.finite, proof.visible, proof.outside), data
