"""Answers judged: valid, proved, right; greedy generation in the order of the requests."""

import json
from dataclasses import replace

import pytest
import torch
from transformers import AutoModelForCausalLM

from derivanim.model.encoding import Style, TextEncoding
from derivanim.model.training import quality
from derivanim.model.training.quality import Judged, generate, judge, judge_slots, shares, valid_program
from derivanim.render.proofs import Proof

COPY = Style(form="copy", claims=True)
GOOD = "from manim import Scene\n\n\nclass Tangent(Scene):\n    def construct(self):\n        self.wait()\n"
REFUSAL = "# unsupported: integrals\n"


def said(**changes):
    """The slots of the second row, changed."""
    return json.dumps({"template": "tangent_line", "function": "x**2 + 1", "point": "1"} | changes)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (said(), Judged(True, True, True)),
        (said(function="1 + x*x", point="2/2"), Judged(True, True, True)),
        (said(derivative="2*x"), Judged(True, True, True)),
        (said(derivative="3*x"), Judged(True, False, False)),
        (said(function="x**2 + 2"), Judged(True, True, False)),
        (said(point="2"), Judged(True, True, False)),
        (said(color="red"), Judged(True, True, True)),
        (said(function="abs(x - 1)"), Judged(True, False, False)),
        (said(nothing="1"), quality.WRONG),
        (said()[:-1], quality.WRONG),
    ],
)
def test_slots_are_judged_by_schema_claims_and_equality(tangents, text, expected):
    """Right up to equality by SymPy; a refuted claim is not proved; another point is not right."""
    assert expected == judge_slots(text, tangents[1], COPY)


def test_pointers_are_judged_as_what_they_point_at(tangents):
    """Markers of the request, expanded."""
    good = '{"template":"tangent_line","function":"E1","point":"N1"}'
    other = good.replace("N1", "N2")
    assert [Judged(True, True, True), quality.WRONG] == judge([good, other], [tangents[1]] * 2, Style())


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        (GOOD, True),
        (GOOD.replace("manim", "manim.scene.scene"), True),
        (f"import numpy as np\n{GOOD}", True),
        (f"import os\n{GOOD}", False),
        (f"from . import x\n{GOOD}", False),
        (GOOD.replace("        self.wait()", "        import socket"), False),
        (f"{GOOD}\n\nclass Second(Scene):\n    pass\n", False),
        ("x = 1\n", False),
        ("class Tangent(Scene:\n", False),
        ("", False),
        ("# a comment\n", False),
        (REFUSAL, True),
        ("(" * 5000, False),
        ("\0", False),
    ],
)
def test_which_programs_are_valid(text, valid):
    """They parse, with one scene, and import manim and numpy alone; or they are the comment of a refusal."""
    assert valid == (valid_program(text) is not None)


def test_programs_are_judged_by_execution_and_tree(tangents, monkeypatch):
    """Right is the same tree but for the docstring; what is not valid is not executed, and neither is a refusal."""
    executed = []

    def prove(programs):
        for program in programs:
            executed.append(program)
            ok = "fail" not in program
            yield Proof(ok, "" if ok else "it fails", "Tangent", 1.0, (), True, True, (), ())

    monkeypatch.setattr(quality, "prove", prove)
    row = replace(tangents[0], program=f'"""What is shown."""\n\n{GOOD}')
    refused = replace(tangents[0], program=REFUSAL)
    failing = GOOD.replace("self.wait()", "self.fail()")
    answers = [
        f'"""Other words."""\n{GOOD}\n# the end\n',
        f"{GOOD}x = 1\n",
        failing,
        "import os\n",
        REFUSAL,
        GOOD,
        REFUSAL,
    ]
    rows = [row, row, row, row, refused, refused, row]
    assert [
        Judged(True, True, True), Judged(True, True, False), Judged(True, False, False), quality.WRONG,
        Judged(True, True, True), Judged(True, True, False), Judged(True, True, False),
    ] == judge(answers, rows, Style(target="code"))  # fmt: skip
    assert [answers[0], answers[1], answers[2], GOOD] == executed


@pytest.mark.slow
def test_programs_are_executed_in_the_sandbox(tangents):
    """The real dry run: one that ends, and one that raises."""
    row = replace(tangents[0], program=GOOD)
    broken = GOOD.replace("self.wait()", "1 / 0")
    assert [Judged(True, True, True), Judged(True, False, False)] == judge(
        [GOOD, broken], [row] * 2, Style(target="code")
    )


def test_shares():
    """Of all answers; of none there is none."""
    judged = [Judged(True, True, True), Judged(True, True, False), Judged(True, False, False), quality.WRONG]
    assert {"right": 0.25, "proved": 0.5, "valid": 0.75} == shares(judged)
    assert {"right": 0, "proved": 0, "valid": 0} == shares([])


def test_answers_come_in_the_order_of_the_requests(base, tokenizer, tangents, monkeypatch):
    """Batches with padding give what each request alone gives."""
    monkeypatch.setattr(quality, "_AT_ONCE", 3)
    model = AutoModelForCausalLM.from_pretrained(base, dtype=torch.float32).eval()
    with torch.no_grad():
        for weights in model.parameters():
            weights.mul_(5)  # what is drawn for a start says the same to everybody
    encoding = TextEncoding(tokenizer, COPY)
    requests = [row.request for row in tangents[:4]] + ["tangent"]
    together = generate(model, encoding, requests, 6, lambda *_: None)
    assert [generate(model, encoding, [request], 6, lambda *_: None)[0] for request in requests] == together
    assert len(set(together)) > 1
