"""The funnel of slots: for each stage an output that passes and a near miss that does not."""

import json

import pytest

from derivanim.compare.funnel import funnel
from derivanim.compare.output import STAGES, Output
from derivanim.render import layers

GROUP = "proofs"  # one worker has the warm renderer
NO_PICTURES = {"executes": None, "visible": None, "layout": None}


def ask(row, slots, *, pictures=False):
    """The verdict on slots, as an object or as the text of a model."""
    output = Output("slots", slots) if isinstance(slots, str) else Output("slots", json.dumps(slots), slots)
    return funnel(output, row, pictures=pictures)


@pytest.mark.xdist_group(GROUP)
@pytest.mark.skipif(not layers()["enough"], reason="no sandbox on this machine")
def test_right_slots_pass_every_stage(row):
    """The slots of the row itself, executed and looked at."""
    verdict = ask(row, row.slots, pictures=True)

    assert dict.fromkeys(STAGES, True) == verdict.stages
    assert (True, None) == (verdict.passed, verdict.cause)


@pytest.mark.parametrize(
    "change", [{"function": "sin(x)*x^2"}, {"point": 1}, {"derivative": None}, {"color": "red"}, {"pace": "slow"}]
)
def test_another_writing_and_another_look_are_right(row, change):
    """Mathematics counts up to equality, and the look decides nothing."""
    verdict = ask(row, {name: value for name, value in (row.slots | change).items() if value is not None})

    assert dict.fromkeys(STAGES, True) | NO_PICTURES == verdict.stages
    assert ["look: " + name for name in change if name in ("color", "pace")] == list(verdict.notes)


@pytest.mark.parametrize(
    ("text", "stage", "cause"),
    [
        ("", "parses", "nothing"),
        ('{"template": "tangent_line", "function": "x**2', "parses", "not json"),
        ('{"template": "tangent", "function": "x**2", "point": "1"}', "valid", "schema"),
        ('{"template": "tangent_line", "function": "x**2"}', "valid", "schema"),
        ('{"template": "tangent_line", "function": "x**2 +", "point": "1"}', "valid", "schema"),
        ('{"template": "tangent_line", "function": "x**2", "point": "1", "slope": "2"}', "valid", "schema"),
        ("[1]", "valid", "schema"),
    ],
)
def test_what_is_no_slot_object(row, text, stage, cause):
    """It goes no further than the stage that it fails."""
    verdict = ask(row, text)

    assert (cause, False) == (verdict.cause, verdict.stages[stage])
    assert {None} == {verdict.stages[name] for name in STAGES[STAGES.index(stage) + 1 :]}


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ({"derivative": "x**2*cos(x) - 2*x*sin(x)"}, "derivative"),
        ({"derivative": "-x**2*cos(x) + 2*x*sin(x)"}, "derivative"),
        ({"derivative": "x**2*cos(x) + 2*x*sin(x) + 1/1000000"}, "derivative"),
        ({"function": "abs(x)", "derivative": "sign(x)", "point": "0"}, "impossible"),
        ({"function": "log(x)", "derivative": "1/x", "point": "-1"}, "impossible"),
    ],
)
def test_wrong_mathematics(row, change, cause):
    """A wrong sign in the derivative, and what cannot be shown."""
    verdict = ask(row, row.slots | change)

    assert (cause, False, True) == (verdict.cause, verdict.stages["mathematics"], verdict.stages["valid"])


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ({"point": "-1"}, "asked point"),
        ({"function": "x**2*cos(x)", "derivative": None}, "asked function"),
        ({"template": "normal_line"}, "animation"),
        ({"function": "t**2*sin(t)", "variable": "t", "derivative": None}, "asked function"),
    ],
)
def test_right_mathematics_of_something_else(row, change, cause):
    """Another point, function or kind of animation is not what was asked for."""
    verdict = ask(row, {name: value for name, value in (row.slots | change).items() if value is not None})

    assert (cause, True, False) == (verdict.cause, verdict.stages["mathematics"], verdict.stages["asked"])


@pytest.mark.parametrize(
    ("asked", "given", "cause"),
    [
        ("unsupported", "unsupported", None),
        ("unsupported", "unclear", "animation"),
        ("tangent_line", "unsupported", "refused"),
        (["unclear", "tangent_line"], "unclear", None),
    ],
)
def test_refusals(row, asked, given, cause):
    """A refusal is right where one of its kind was asked for."""
    said = {"template": given, **({"reason": "No."} if given == "unsupported" else {"question": "Which?"})}
    verdict = ask(type(row)(row.slots | {"template": asked}), said)

    assert (cause, cause is None) == (verdict.cause, verdict.passed)


def test_an_animation_where_a_refusal_was_right(row):
    """An answer to what cannot be answered."""
    verdict = ask(type(row)({"template": "unsupported", "reason": "No."}), row.slots)

    assert ("not refused", False) == (verdict.cause, verdict.passed)
