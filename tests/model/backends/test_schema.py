"""Tests of the schemas that servers hold a model to."""

import json

import pytest

from derivanim.calculus.spans import find_spans
from derivanim.model.backends.schema import answer_schema
from derivanim.pointing.form import fields


def choice(form, text, template):
    """The object of a template in the schema of a request, or None."""
    found = answer_schema(form, find_spans(text))["anyOf"]
    named = {"const": template} if form == "point" else {"const": template, "type": "string"}
    return next((part for part in found if part["properties"]["template"] == named), None)


def test_markers_of_the_request():
    """Fields hold markers of the request, of a kind that fits them; what is required is so here."""
    tangent = choice("point", "tangent to x^2 at 1 or 2", "tangent_line")
    assert {"enum": ["E1"]} == tangent["properties"]["function"]
    assert {"enum": ["N1", "N2"]} == tangent["properties"]["point"]
    assert ["template", "function", "point"] == tangent["required"]
    assert tangent["additionalProperties"] is False


def test_two_numbers_make_an_interval():
    """A pair of markers is a list of two."""
    interval = choice("point", "maximum of x^2 with ends 3 and 1", "optimization")["properties"]["interval"]
    assert {"type": "array", "items": {"enum": ["N1", "N2"]}, "minItems": 2, "maxItems": 2} == interval


@pytest.mark.parametrize("template", ["tangent_line", "implicit_differentiation", "tangent_plane"])
def test_templates_without_their_mathematics(template):
    """What the request has no spans for is none of the choices."""
    assert choice("point", "tangent to x^2", template) is None


def test_copies():
    """For copies every template is a choice, with its fields and without any words about them."""
    schema = answer_schema("copy", find_spans("tangent to x^2"))
    assert len(fields()) == len(schema["anyOf"])
    tangent = choice("copy", "tangent to x^2", "tangent_line")
    assert {"function", "point", "title"} <= set(tangent["properties"])
    assert '"description":' not in json.dumps(schema)
