"""Tests of how models are named and loaded."""

import pytest
from click.testing import CliRunner

from derivanim.cli import group
from derivanim.errors import DerivanimError, ModelError
from derivanim.model.backend import load


@pytest.mark.parametrize("name", ["gpt", "", "hf", "hf:", "api:", "HF:model", "embedded:x", "ollama:llama"])
def test_names_that_are_none(name):
    """A name that is none says which there are."""
    with pytest.raises(ModelError) as caught:
        load(name)
    assert all(known in caught.value.hint for known in ("embedded", "hf:NAME[@ADAPTER]", "api:NAME"))


@pytest.mark.parametrize(
    ("name", "options", "named"),
    [
        ("embedded", {"base_url": "http://localhost/v1"}, "--base-url"),
        ("hf:model", {"base_url": "http://localhost/v1"}, "--base-url"),
        ("embedded", {"four_bit": True}, "--four-bit"),
        ("api:model", {"four_bit": True}, "--four-bit"),
    ],
)
def test_options_of_other_kinds(name, options, named):
    """An option that would change nothing is refused."""
    with pytest.raises(ModelError, match=named):
        load(name, **options)


def test_examples_that_are_none(tmp_path):
    """A folder without a training split cannot give examples."""
    with pytest.raises(DerivanimError, match=r"train\.jsonl"):
        load("api:model", base_url="http://localhost/v1", examples=tmp_path)


@pytest.mark.parametrize("command", [["slots"], ["slots", "--batch", "rows.jsonl", "--output", "-"], ["animate"]])
def test_the_command_names_the_models(command):
    """An unknown model ends a command before anything is read or rendered."""
    request = [] if "--batch" in command else ["tangent to x^2 at 1"]
    done = CliRunner().invoke(group, [*command, *request, "--model", "gpt"])
    assert isinstance(done.exception, ModelError)
    assert "no model is called 'gpt'." == str(done.exception)
