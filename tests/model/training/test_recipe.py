"""Recipes: defaults, presets, what is given, and the adapter that the study's gives."""

import pytest
import torch
from peft import get_peft_model
from transformers import LlamaConfig, LlamaForCausalLM

from derivanim.commands.research import PRESETS
from derivanim.errors import DerivanimError
from derivanim.model.training.adapting import lora
from derivanim.model.training.recipe import Recipe, preset_names, recipe


@pytest.mark.parametrize("name", preset_names())
def test_every_preset_is_a_recipe(name):
    """What is given wins over the preset, the preset over the defaults."""
    found = recipe(name, {"target": "slots", "model": "embedded" if name == "embedded" else "some/model", "rank": 3})
    assert isinstance(found, Recipe)
    assert 3 == found.rank
    assert sorted(PRESETS) == sorted(preset_names())


def test_what_the_study_did():
    """The options of its write-up."""
    found = recipe("study", {"target": "code"})
    assert (64, 128, 0.05, 1e-4, 5, 1, 16) == (
        found.rank, found.alpha, found.dropout, found.learning_rate, found.epochs, found.batch, found.accumulation
    )  # fmt: skip
    assert ("4bit", 2048, 0.03, False) == (found.quantization, found.length, found.warmup, found.packing)
    assert "deepseek-coder-1.3b" in found.model


@pytest.mark.filterwarnings("ignore::FutureWarning")  # peft asks by a name that transformers gave up
@pytest.mark.parametrize("changes", [{}, {"targets": "all-linear"}])
def test_the_study_trained_as_many_parameters(changes):
    """59,965,440 of 1,406,437,376, on the architecture of DeepSeek-Coder-1.3B, without its weights."""
    config = LlamaConfig(
        vocab_size=32256, hidden_size=2048, intermediate_size=5504, num_hidden_layers=24, num_attention_heads=16,
        num_key_value_heads=16, tie_word_embeddings=False,
    )  # fmt: skip
    with torch.device("meta"):
        adapted = get_peft_model(LlamaForCausalLM(config), lora(recipe("study", {"target": "code", **changes})))
    assert (59_965_440, 1_406_437_376) == adapted.get_nb_trainable_parameters()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"target": "slots"}, "no base model is named"),
        ({"target": "code", "model": "m", "claims": True}, "a program makes no claims"),
        ({"target": "code", "model": "embedded"}, "the embedded model learns slots in pointing form"),
        ({"target": "slots", "model": "embedded", "quantization": "4bit"}, "the embedded model learns slots"),
    ],
)
def test_what_does_not_go_together(given, message):
    """One line that says so."""
    with pytest.raises(DerivanimError, match=message):
        recipe(None, given)
