"""The funnel of programs that follow a template: for each stage one that passes and near misses that do not."""

import pytest

from derivanim.compare.funnel import counts, funnel
from derivanim.compare.output import STAGES, Output
from derivanim.render import layers

GROUP = "proofs"  # one worker has the warm renderer
SANDBOX = pytest.mark.skipif(not layers()["enough"], reason="no sandbox on this machine")


def ask(row, program, *, pictures=False):
    """The verdict on the text of a model."""
    return funnel(Output("code", program), row, pictures=pictures)


def replaced(program, old, new):
    """A program with one place changed; the place must be there."""
    assert old in program
    return program.replace(old, new)


@SANDBOX
@pytest.mark.xdist_group(GROUP)
def test_the_template_s_own_program_passes_every_stage(row, program):
    """Executed and looked at; in a Markdown fence too."""
    verdict = ask(row, f"Here it is:\n```python\n{program}```\n", pictures=True)

    assert dict.fromkeys(STAGES, True) == verdict.stages
    assert (True, None) == (verdict.passed, verdict.cause)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("return x**2 * np.sin(x)", "return np.sin(x) * x * x"),
        ('"f\'(x) = x^2 cos x + 2 x sin x"', '"f\'(x) = 2 x sin x + x^2 cos x"'),
        ("This is the graph of", "Here you see the graph of"),
        ("2.2232442754839328", "2.2232"),
        ("run_time=1.5)", "run_time=1.9)"),
        ('FUNCTION = "#58B7F5"', 'FUNCTION = "#FF0000"'),
        ("[(-1.5, 3.5)], FUNCTION", "[(-1.5, 3.4)], FUNCTION"),
    ],
)
def test_the_same_in_another_writing_is_right(row, program, old, new):
    """Equal functions and formulas, other words, other times and colours."""
    verdict = ask(row, replaced(program, old, new))

    assert (None, True) == (verdict.cause, verdict.passed)


@pytest.mark.parametrize(
    ("old", "new", "cause"),
    [
        ('"f\'(x) = x^2 cos x + 2 x sin x"', '"f\'(x) = x^2 cos x - 2 x sin x"', "label"),
        ("x**2*cos(x) + 2*x*sin(x)", "x**2*cos(x) - 2*x*sin(x)", "derivative"),
        ("return x**2 * np.sin(x)", "return x**2 * np.cos(x)", "function"),
        ("return x**2 * np.sin(x)", "return x**2 * np.sin(x) + 0.01", "function"),
        ("2.2232442754839328", "-2.2232442754839328", "number"),
        ("x, y, slope = 1.0", "x, y, slope = 2.0", "number"),
        ('"y approx 2.22 (x - 1) + 0.84"', '"y approx 2.22 (x + 1) + 0.84"', "label"),
        ("has the height 0.84", "has the height 0.48", "label"),
        ('(2.0, "2"), (3.0, "")', '(2.0, "1"), (3.0, "")', "number"),
    ],
)
def test_right_program_wrong_mathematics(row, program, old, new, cause):
    """One sign, one digit, one function in one place."""
    verdict = ask(row, replaced(program, old, new))

    assert (cause, True, False) == (verdict.cause, verdict.stages["valid"], verdict.stages["mathematics"])


@pytest.mark.parametrize(
    ("old", "new", "stage", "cause"),
    [
        ("def f(x):", "def f(x)", "parses", "not python"),
        ("class TangentLine(Scene):", "class TangentLine:", "valid", "no scene"),
        ("class TangentLine(", "class A(Scene):\n    pass\n\n\nclass TangentLine(", "valid", "several scenes"),
        ("def construct(self):", "def build(self):", "valid", "no construct"),
        ("import numpy as np", "import os\nimport numpy as np", "valid", "import"),
        ("self.beat(", "self.act(", "valid", "template"),
        ("self.wait(2)", "pass", "valid", "template"),
        ("Drawn by derivanim from", "Drawn from", "valid", "template"),
        ("class TangentLine(Scene)", "class NormalLine(Scene)", "valid", "template"),
        ("def mark(", "def marked(", "valid", "template"),
    ],
)  # fmt: skip
def test_what_is_no_program_of_a_template(row, program, old, new, stage, cause):
    """It fails the stage whose business it is, and none before it."""
    verdict = ask(row, replaced(program, old, new))

    assert (cause, False) == (verdict.cause, verdict.stages[stage])


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ({"point": "2"}, "asked point"),
        ({"function": "x**2*cos(x)"}, "asked function"),
        ({"template": "secant_limit"}, "animation"),
        ({"template": "unclear"}, "not refused"),
    ],
)
def test_the_right_program_of_something_else(row, program, change, cause):
    """A sound program for another request is not what was asked for."""
    verdict = ask(type(row)(row.slots | change), program)

    assert (cause, True, False) == (verdict.cause, verdict.stages["mathematics"], verdict.stages["asked"])


@pytest.mark.parametrize(
    ("asked", "text", "cause"),
    [
        ("unsupported", "# unsupported: Integrals are outside.\n", None),
        ("unclear", "# unsupported: Integrals are outside.\n", "animation"),
        ("tangent_line", "# unclear: Which function?\n", "refused"),
        ("unsupported", "", "nothing"),
        ("unsupported", "# I do not know.\n", "no scene"),
    ],
)
def test_refusals(row, asked, text, cause):
    """A program may be a comment that refuses, where that was right."""
    verdict = ask(type(row)({"template": asked}), text)

    assert (cause, cause is None) == (verdict.cause, verdict.passed)


@SANDBOX
@pytest.mark.xdist_group(GROUP)
@pytest.mark.parametrize(
    ("old", "new", "stage", "cause"),
    [
        ("Create(curve), FadeIn(dot), run_time=1.5", "Create(curve), FadeIn(dot), run_time=-1.5", "executes", "raises"),
        ("PANEL = np.array((2.1", "PANEL = np.array((5.1", "layout", "outside"),
        ("PANEL = np.array((2.1, 2.6", "PANEL = np.array((-5.1, 3.9", "layout", "overlap"),
    ],
)
def test_programs_that_look_right_until_they_run(row, program, old, new, stage, cause):
    """What only the running scene tells is found there, and the other stages are asked all the same."""
    verdict = ask(row, replaced(program, old, new), pictures=True)

    assert (False, True) == (verdict.stages[stage], verdict.stages["asked"])
    assert stage != "layout" or cause == verdict.cause
    assert stage != "executes" or (None, None) == (verdict.stages["visible"], verdict.stages["layout"])


def test_counts_follow_the_funnel(row, program):
    """Each stage counts what is left of the stages before."""
    verdicts = [
        ask(row, text)
        for text in (program, program[:-40] + "(", replaced(program, "x, y, slope = 1.0", "x, y, slope = 3.0"))
    ]
    found = counts(verdicts)

    assert [3, 2, 2, 1, 1] == [found[name] for name in ("outputs", "parses", "valid", "mathematics", "passed")]
