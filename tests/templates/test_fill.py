"""From slots to programs: the same slots give the same bytes, and refusals are said."""

import pytest

from derivanim.errors import UnclearError, UnsupportedError
from derivanim.slots.registry import load
from derivanim.templates.fill import fill, painted


def test_same_slots_same_program():
    """Equal slots give equal programs, however they were written."""
    one = load({"template": "tangent_line", "function": "x^2", "point": 1})
    two = load('{"point": "1", "function": "x**2", "template": "tangent_line"}')
    assert fill(one) == fill(two)


def test_presentation_reaches_the_program():
    """Title, pace and colour are in the program."""
    wishes = {"title": 'A #1 "line"', "pace": "slow", "color": "green"}
    program = fill(load({"template": "tangent_line", "function": "x^2", "point": "1", **wishes}))
    assert "PACE = 1.4" in program
    assert 'FUNCTION = "#7BD88F"' in program
    assert "\\\\#1" in program


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ({"template": "unsupported", "reason": "integral"}, UnsupportedError),
        ({"template": "unclear", "question": "no_point"}, UnclearError),
    ],
)
def test_nothing_to_draw(data, error):
    """A refusal has no program, and its sentence is the error."""
    with pytest.raises(error, match=r"outside derivanim|Please name it"):
        fill(load(data))


@pytest.mark.parametrize("variable", ["lambda", "t", "UP"])
def test_names_of_variables_do_not_matter(variable):
    """A variable that is a keyword of Python, or a name of Manim, is no trouble."""
    data = {"template": "tangent_line", "function": f"{variable}**2", "variable": variable, "point": "1"}
    compile(fill(load(data)), "program.py", "exec")


def test_roles_become_colours():
    """Names of roles in markup become colours wherever they are in a scene."""
    scene = {"lines": [{"formula": 'text(fill: #rgb("MEASURE"), x)'}], "pairs": ((1, 'a #rgb("POINT")'),), "n": 2}
    done = {"lines": [{"formula": 'text(fill: #rgb("#7BD88F"), x)'}], "pairs": ((1, 'a #rgb("#FF6B5E")'),), "n": 2}
    assert done == painted(scene, {"measure": "#7BD88F", "point": "#FF6B5E"})
