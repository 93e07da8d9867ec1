"""Tests of the pointing form."""

import pytest

from derivanim.dataset.phrasings import load_phrasings
from derivanim.model.pointing import dump, fields
from derivanim.slots.registry import templates


def test_every_template_has_its_fields():
    """The pointing form follows the schemas: what a schema requires, the form requires."""
    assert set(templates()) == set(fields())
    for name, schema in templates().items():
        required = {field.name for field in fields()[name] if field.required}
        assert required == {key for key, info in schema.model_fields.items() if info.is_required()} - {"template"}


def test_one_order():
    """The same target has the same text, in whatever order it was built."""
    target = {"point": "N1", "template": "tangent_line", "function": "E1"}
    assert '{"template":"tangent_line","function":"E1","point":"N1"}' == dump(target)


@pytest.mark.parametrize("template", sorted(load_phrasings()))
def test_phrasings_speak_the_form(template):
    """Every target of the bank has known fields with values that fit."""
    known = {field.name: field for field in fields()[template]}
    for phrasing in load_phrasings()[template]:
        for name, value in phrasing.target.items():
            if name != "template":
                kinds = "".join(marker[0] for marker in value) if isinstance(value, list) else value[0]
                assert value in known[name].words or kinds in known[name].kinds
