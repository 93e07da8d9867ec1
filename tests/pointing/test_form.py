"""Tests of the pointing form."""

from typing import Literal

import pytest
from pydantic import BaseModel

from derivanim.dataset.phrasings import load_phrasings
from derivanim.pointing.form import TOGETHER, Field, _fields, dump, fields
from derivanim.slots.registry import templates


class Surface(BaseModel):
    """A function of two variables, as a schema has it."""

    function: str
    variables: tuple[str, str] = ("x", "y")
    point: tuple[str, str]
    direction: tuple[str, str] | None = None


class Parametric(BaseModel):
    """A curve of a parameter."""

    x: str
    y: str
    parameter: str = "t"
    point: str


class Rates(BaseModel):
    """A situation with measured numbers."""

    situation: Literal["ladder", "cone"]
    length: str | None = None
    rate: str
    unit: Literal["m", "ft"] | None = None


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        (
            Surface,
            [
                Field("function", True, kinds=("F",)),
                Field("point", True, kinds=("P", "NN")),
                Field("direction", False, kinds=("P", "NN")),
            ],
        ),
        (Parametric, [Field("curve", True, kinds=("C",)), Field("point", True, kinds=("N",))]),
        (
            Rates,
            [
                Field("situation", True, words=("ladder", "cone")),
                Field("length", False, kinds=("N",)),
                Field("rate", True, kinds=("N",)),
                Field("unit", False, words=("m", "ft")),
            ],
        ),
    ],
)
def test_fields_of_a_schema(schema, expected):
    """Surfaces, curves and measured numbers have pointers of their kinds, in the one order."""
    assert expected == _fields(schema)


def test_every_template_has_its_fields():
    """The pointing form follows the schemas: what a schema requires, the form requires."""
    assert set(templates()) == set(fields())
    for name, schema in templates().items():
        required = {field.name for field in fields()[name] if field.required}
        wanted = {key for key, info in schema.model_fields.items() if info.is_required()} - {"template"}
        for pointer, parts in TOGETHER.items():
            wanted = wanted - {*parts} | {pointer} if wanted >= {*parts} else wanted
        assert wanted == required


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
