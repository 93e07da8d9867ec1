"""Pictures of inverse functions in which labels once covered each other, or a tick."""

from __future__ import annotations

import pytest

from derivanim.dataset.reading import program_of
from derivanim.render.proofs import prove
from derivanim.slots.check import check
from derivanim.slots.registry import load

CASES = (
    {"function": "-3*x**9", "value": "-3"},
    {"function": "exp(x/5)", "function_name": "p", "value": "1"},
    {"function": "exp(x/4)", "value": "1"},
    {"function": "-5*x**3 - sin(3*x)", "value": "0"},
    {"function": "asinh(x - 4)/2", "function_name": "g", "point": "-2"},
    {"function": "1/x", "point": "1/2", "steps": False},
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["function"]))
def test_no_label_covers_another(case: dict[str, object]) -> None:
    """Each of these once left the frame or covered a text."""
    slots = check(load({"template": "inverse_function_derivative", **case})).slots
    [proof] = prove([program_of(slots)], workers=1)
    assert proof.ok, proof.error
    assert proof.finite
    assert (proof.outside, proof.overlapping) == ((), ())
