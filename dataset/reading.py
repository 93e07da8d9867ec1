"""A request and a program read once, however many checks and rows ask about them."""

from __future__ import annotations

from functools import lru_cache

from derivanim.authoring.contract import clean
from derivanim.calculus.spans import find_spans
from derivanim.slots.base import Slots
from derivanim.templates.fill import fill

# Candidates are verified a shard at a time: what is kept lasts from the drawing of a row to its last check.
_KEPT = 512

spans_of = lru_cache(maxsize=_KEPT)(find_spans)
"""The mathematics of a request, which nobody changes; DerivanimError is not kept."""


def program_of(slots: Slots) -> str:
    """The whole program; for a refusal one comment, so that the code target can refuse, too."""
    if slots.DRAWS:
        return fill(slots)
    said = slots.as_dict()
    return f"# {said['template']}: {said.get('reason', said.get('question'))}\n"


@lru_cache(maxsize=_KEPT)
def unclean(program: str) -> tuple[str, ...]:
    """What is wrong with a program before it is run; the rows of a group share theirs."""
    return tuple(clean(program))
