"""Schemas found on disk, and slot objects read from JSON that comes from anywhere."""

import json

import pytest

from derivanim.errors import SlotError
from derivanim.slots.base import PRESENTATION
from derivanim.slots.registry import json_schema, load, templates


def test_schemas_are_sorted_by_name():
    """The scan of the folder finds all schemas in the order of their names."""
    names = list(templates())
    assert sorted(names) == names
    assert {"tangent_line", "optimization", "unsupported", "unclear"} <= set(names)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not JSON"),
        ("[1]", "a slot object is a JSON object, not list"),
        ("{}", "template: missing, .*templates list"),
        ('{"template": 3}', "template: a name was expected, not 3"),
        ('{"template": "tangent_lin"}', "there is no 'tangent_lin', did you mean 'tangent_line'\\?; .*templates list"),
        ('{"template": "tangent_line", "template": "optimization"}', "template: given twice"),
        ('{"template": "tangent_line", "function": "x", "point": NaN}', "NaN is no number of JSON"),
        ('{"template": "tangent_line", "function": "x", "point": Infinity}', "Infinity is no number of JSON"),
        ("[" * 5000, "nested too deeply"),
        ('{"template": ' + "9" * 5000 + "}", "a number too long"),
        ('{"template": "' + "x" * 30_000 + '"}', "at most 20000 characters"),
        ('{"template": "tangent_line"', "not JSON: .* line 1"),
    ],
)
def test_refusals_are_one_line(text, message):
    """Whatever the text is, the refusal is one line that says what is wrong."""
    with pytest.raises(SlotError, match=message) as caught:
        load(text)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 500


def test_all_examples_load():
    """Every example of every schema is a slot object, and survives a round trip through JSON."""
    for schema in templates().values():
        for data in schema.EXAMPLES:
            slots = load(data)
            assert slots == load(json.dumps(slots.as_dict()))


def test_json_schema_has_one_choice_a_template():
    """The JSON schema names each template once, forbids other fields, and puts presentation last."""
    choices = json_schema()["oneOf"]
    assert list(templates()) == [choice["properties"]["template"]["const"] for choice in choices]
    assert all(choice["additionalProperties"] is False for choice in choices)
    tangent = next(choice for choice in choices if choice["properties"]["template"]["const"] == "tangent_line")
    assert "template" == next(iter(tangent["properties"]))
    assert list(PRESENTATION) == list(tangent["properties"])[-len(PRESENTATION) :]
    assert ["function", "point", "template"] == tangent["required"]
