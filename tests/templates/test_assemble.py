"""A program gets the parts that it uses, their imports, and nothing else."""

import pytest

from derivanim.errors import TemplateError
from derivanim.templates.assemble import assemble

PARTS = """
# The ground.
GROUND = "#000000"
UNUSED = 1


def inner(x):
    return Dot(color=GROUND).scale(x)


def outer(x):
    return inner(np.sin(x))


def other():
    return Square()
"""


def test_parts_come_with_what_they_need():
    """A used part brings the parts and imports that it uses, with comments; the others stay away."""
    program = assemble(
        '"""A program."""\n\nclass A(Scene):\n    def construct(self):\n        self.add(outer(1))\n', PARTS
    )
    assert program.startswith('"""A program."""\n\nimport numpy as np\nfrom manim import Dot, Scene\n')
    assert "# The ground.\nGROUND" in program
    assert program.index("def inner") < program.index("def outer") < program.index("class A")
    assert not {"UNUSED", "other", "Square"} & set(program.replace("(", " ").split())


def test_numpy_only_where_it_is_used():
    """A program without NumPy does not import it."""
    assert "numpy" not in assemble('"""A program."""\n\nclass A(Scene):\n    pass\n', PARTS)


def test_broken_programs_are_named():
    """A program that is no Python is a TemplateError that shows the line."""
    with pytest.raises(TemplateError, match=r"not Python: .* def"):
        assemble('"""A program."""\n\ndef (:\n', PARTS)
