"""Tests of the prompts for models that were not tuned."""

import json

import pytest

from derivanim.calculus.spans import find_spans
from derivanim.model.backends.few_shot import FewShot
from derivanim.model.encoding import Style, slots_of
from derivanim.slots.registry import load, templates

REQUEST = find_spans("the product rule for x e^x")


def test_the_nearest_example_stands_last(data):
    """Examples are ordered by their words; their answers are whole, without what SymPy fills in."""
    system, *turns = FewShot("copy", data).messages(REQUEST)
    assert "system" == system["role"]
    assert ["user", "assistant"] * 3 + ["user"] == [turn["role"] for turn in turns]
    assert {"template": "product_rule", "function": "x*sin(x)"} == json.loads(turns[-2]["content"])
    assert REQUEST.text == turns[-1]["content"]


def test_pointing(data):
    """For pointers the mathematics stands below the request, and once more with markers in place."""
    last = FewShot("point", data).messages(REQUEST, shots=0)[-1]["content"]
    assert "the product rule for x e^x\nE1: x e^x\nWith markers: the product rule for E1" == last


def test_fewer_examples(data):
    """The number of examples is a limit."""
    assert 2 + 2 == len(FewShot("copy", data).messages(REQUEST, shots=1))
    assert FewShot("copy", data).text(REQUEST, shots=1).endswith("Request: the product rule for x e^x\n\nAnswer: ")


@pytest.mark.parametrize("form", ["point", "copy"])
def test_everything_is_named(data, form):
    """The instruction names each template and each field of its own."""
    system = FewShot(form, data).system
    for name, schema in templates().items():
        assert name in system
        fields = set(schema.model_fields) - {"away", "x", "y"} if form == "point" else set(schema.model_fields)
        known = {"variable", "variables", "function_name", "derivative", "independent", "dependent", "parameter"}
        assert all(field in system for field in fields - known - {"language", "math"})


@pytest.mark.slow
@pytest.mark.parametrize("form", ["point", "copy"])
def test_examples_of_the_bank(form):
    """Without a data set, phrasings of the bank get mathematics; every answer is right for its request."""
    few_shot = FewShot(form)
    for text in ("tangent to x^2 at 1", "where is x^3 largest on [0, 2]?", "integrate it", "polar curve"):
        _, *turns = few_shot.messages(find_spans(text))
        assert 17 == len(turns)
        for asked, answer in zip(turns[:-1:2], turns[1::2], strict=True):
            request = find_spans(asked["content"] if form == "copy" else _first(asked["content"]))
            load(slots_of(answer["content"], Style(form=form), request))
    assert few_shot.messages(REQUEST) == FewShot(form).messages(REQUEST)


def _first(asked: str) -> str:
    """The request of a prompt, without the lines of its mathematics."""
    lines = asked.split("\n")
    return "\n".join(line for line in lines[:-1] if not (line[1:2].isdigit() and line[2:4] == ": "))
