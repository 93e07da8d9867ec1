"""Tests that the NumPy forward pass is the Llama of transformers, and the merged adapter that of peft."""

import os

import numpy as np
import pytest

from derivanim.errors import ModelError
from derivanim.model.llama import Cache, Llama, load_llama

TOKENS = [[1, 5, 9, 2, 7, 11], [3, 3, 8, 1, 0, 4]]


def test_the_cache_changes_nothing(tiny):
    """Reading all at once or one by one gives the same logits."""
    tokens = np.array(TOKENS)
    whole, _ = tiny(tokens)
    logits, cache = tiny(tokens[:, :2])
    for column in range(2, tokens.shape[1]):
        logits, cache = tiny(tokens[:, column : column + 1], cache)
    np.testing.assert_allclose(whole, logits, rtol=1e-4, atol=1e-5)
    assert tokens.shape[1] == cache.length


def test_rows_of_the_cache(tiny):
    """A row that is taken twice goes on twice in the same way."""
    _, cache = tiny(np.array(TOKENS))
    logits, _ = tiny(np.array([[6], [6]]), cache.rows([1, 1]))
    np.testing.assert_allclose(logits[0], logits[1], rtol=1e-5)
    assert 0 == Cache([], []).length


def test_no_model(tmp_path):
    """A folder without weights is a ModelError that says what to run."""
    with pytest.raises(ModelError) as caught:
        load_llama(tmp_path)
    assert "make train" in caught.value.hint


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("kv_heads", [4, 2])
def test_equals_transformers_and_peft(tmp_path, kv_heads):
    """Same logits from the same files, for the base alone and with an adapter, merged or not."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    import torch
    from peft import LoraConfig, get_peft_model
    from transformers import LlamaConfig, LlamaForCausalLM

    torch.manual_seed(5)
    config = LlamaConfig(
        vocab_size=40,
        hidden_size=32,
        intermediate_size=48,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=kv_heads,
        max_position_embeddings=64,
        tie_word_embeddings=True,
        initializer_range=0.3,
    )
    base = LlamaForCausalLM(config).eval()
    base.save_pretrained(tmp_path / "base")
    with torch.no_grad():
        expected = base(torch.tensor(TOKENS)).logits[:, -1].numpy()
    logits, _ = load_llama(tmp_path / "base")(np.array(TOKENS))
    np.testing.assert_allclose(expected, logits, rtol=1e-3, atol=1e-4)

    adapted = get_peft_model(base, LoraConfig(r=4, lora_alpha=8, target_modules=["q_proj", "v_proj", "down_proj"]))
    for name, value in adapted.named_parameters():
        if "lora_B" in name:
            torch.nn.init.normal_(value, std=0.2)
    adapted.eval().save_pretrained(tmp_path / "slots")
    with torch.no_grad():
        changed = adapted(torch.tensor(TOKENS)).logits[:, -1].numpy()
    logits, _ = load_llama(tmp_path / "base", tmp_path / "slots")(np.array(TOKENS))
    np.testing.assert_allclose(changed, logits, rtol=1e-3, atol=1e-4)
    assert isinstance(load_llama(tmp_path / "base"), Llama)
    assert np.abs(changed - expected).max() > 0.1
