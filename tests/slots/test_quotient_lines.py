"""The lines of l'Hôpital's rule: all of them, or the result alone."""

import pytest

from derivanim.slots.registry import load


@pytest.mark.parametrize(("steps", "expected"), [(True, (1, 2)), (False, (0, 0))])
def test_without_steps_the_limit_stands_alone(steps, expected):
    """The form and the rounds are lines of the derivation, the limit is its result."""
    function = {"template": "lhopital_rule", "function": "(1 - cos(x))/x**2", "point": "0"}
    scene = load(function | {"steps": steps}).scene()
    assert expected == (len(scene["form_lines"]), len(scene["round_lines"]))
    assert "frac(1, 2)" in scene["limit_line"]["formula"] or "0.5" in scene["limit_line"]["formula"]
