"""What stands in the results: outputs and verdicts, and how far an output came."""

import json

import pytest

from derivanim.compare.output import STAGES, Findings, Output, Verdict
from derivanim.errors import DerivanimError


def test_outputs_and_verdicts_travel_as_json():
    """What is written to a line is read from it."""
    output = Output("slots", '{"a": 1}', {"a": 1}, None, False, 12, 0.5)
    verdict = Verdict(dict.fromkeys(STAGES, True) | {"layout": False}, "overlap", "a on b", ("look: pace",))

    assert output == Output.from_dict(json.loads(json.dumps(output.as_dict())))
    assert verdict == Verdict.from_dict(json.loads(json.dumps(verdict.as_dict())))


@pytest.mark.parametrize(
    "line", [{"target": "slots"}, {"target": "video", "text": ""}, {"target": "slots", "text": "", "more": 1}]
)
def test_a_line_that_is_no_output_is_refused(line):
    """Fields that are missing, unknown or of another kind."""
    with pytest.raises(DerivanimError):
        Output.from_dict(line)


@pytest.mark.parametrize(("stages", "cause"), [({"parses": True}, None), (dict.fromkeys(STAGES), "bad luck")])
def test_a_verdict_has_all_stages_and_a_known_cause(stages, cause):
    """So that failures can be counted."""
    with pytest.raises(DerivanimError):
        Verdict(stages, cause)


def test_the_cause_is_that_of_the_first_stage_that_fails():
    """In the order of the funnel, not in that of the questions."""
    findings = Findings()
    findings.fails("layout", "overlap", "a on b")
    findings.fails("mathematics", "label", "first")
    findings.fails("mathematics", "slope", "second")
    findings.passes("parses", "valid", "mathematics", "asked")
    verdict = findings.verdict()

    assert ("label", "first") == (verdict.cause, verdict.detail)
    assert [True, True, False, None, None, True, False] == list(verdict.stages.values())
    assert [True, True, False, False, False, False, False] == [verdict.reached(stage) for stage in STAGES]
    assert not verdict.passed


def test_what_was_not_asked_for_is_not_right():
    """No stage failed, and still nobody knows whether it is what was asked."""
    assert not Verdict(dict.fromkeys(STAGES)).passed
    assert Verdict(dict.fromkeys(STAGES) | {"asked": True}).passed
