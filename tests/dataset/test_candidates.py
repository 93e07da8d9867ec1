"""Candidates: the requests of a group say the same slots."""

from derivanim.dataset.candidates import draw_examples
from derivanim.dataset.reading import spans_of
from derivanim.pointing.expand import expand
from derivanim.slots.registry import load


def test_no_request_of_a_group_has_slots_that_it_does_not_say():
    """A function that is named z in one request and f or nothing in others is none of theirs."""
    group = draw_examples(7, "train", 28, 0)
    said = [load(expand(example.pointers, spans_of(example.request))) for example in group]
    assert "z" == group[0].slots["function_name"]
    assert 2 <= len(group)
    assert [said[0]] * len(said) == said
