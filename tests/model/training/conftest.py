"""Fixtures of training's tests: a tiny random Llama with its tokenizer, and a small data set of short rows."""

import json

import pytest
import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

from derivanim.dataset.rows import Example, write
from derivanim.dataset.splits import SPLITS
from derivanim.model.training import run
from derivanim.model.training.recipe import Recipe


def example(split: str, number: int) -> Example:
    """A short row: a tangent, every fourth one with longer mathematics."""
    function = f"x**2 + {number % 7}" if number % 4 else f"x**3 + {number % 7}*x"
    return Example(
        id=f"{split}-{number:05d}-1", split=split, group=f"{split}-{number:05d}", request=f"tangent to {function} at 1",
        template="tangent_line", level="conceptual", difficulty=(number * 7 % 10) / 10, family="polynomial",
        notation="python", phrasing="p", mathematics=function,
        pointers={"template": "tangent_line", "function": "E1", "point": "N1"},
        slots={"template": "tangent_line", "function": function, "point": "1"}, program="square = 1\n",
    )  # fmt: skip


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """A finished data set: 24 rows of training, 4 of each other split."""
    place = tmp_path_factory.mktemp("rows")
    sizes = {split: 24 if split == "train" else 4 for split in SPLITS}
    for split, count in sizes.items():
        write(place / f"{split}.jsonl", [example(split, number) for number in range(count)])
    about = {"name": "derivanim", "size": 44, "seed": 1, "splits": {s: {"rows": n} for s, n in sizes.items()}}
    (place / "manifest.json").write_text(json.dumps(about), "utf-8")
    return place


@pytest.fixture(scope="session")
def tokenizer():
    """A byte-level tokenizer that knows the rows, and begins every text as that of Llama does."""
    rows = [example("train", number) for number in range(24)]
    texts = [text for row in rows for text in (row.request, json.dumps(row.slots, separators=(",", ":")))]
    plain = Tokenizer(models.BPE())
    plain.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    plain.decoder = decoders.ByteLevel()
    plain.train_from_iterator(
        texts * 4,
        trainers.BpeTrainer(
            vocab_size=512, special_tokens=["<s>", "</s>"], show_progress=False,
            initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        ),
    )  # fmt: skip
    plain.post_processor = processors.TemplateProcessing(single="<s> $A", special_tokens=[("<s>", 0)])
    return PreTrainedTokenizerFast(tokenizer_object=plain, bos_token="<s>", eos_token="</s>")


@pytest.fixture(scope="session")
def base(tmp_path_factory, tokenizer):
    """The folder of a Llama of two layers with random weights."""
    place = tmp_path_factory.mktemp("base")
    torch.manual_seed(3)
    config = LlamaConfig(
        vocab_size=len(tokenizer), hidden_size=64, intermediate_size=128, num_hidden_layers=2, num_attention_heads=4,
        num_key_value_heads=2, max_position_embeddings=512, bos_token_id=0, eos_token_id=1,
    )  # fmt: skip
    LlamaForCausalLM(config).save_pretrained(place)
    tokenizer.save_pretrained(place)
    return place


@pytest.fixture(scope="session", autouse=True)
def _one_thread():
    """On a busy machine a second thread makes small products slower."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture
def quick(monkeypatch):
    """An untrained model never ends its answers: they are cut short."""
    monkeypatch.setattr(run, "_ROOM", 0.1)


@pytest.fixture(scope="session")
def recipe(base):
    """A function that makes a recipe of few small steps, with changes."""
    few = {"target": "slots", "model": str(base), "form": "copy", "length": 256, "batch": 2, "learning_rate": 5e-3}
    few |= {"steps": 4, "evaluate_every": 4, "sample": 2, "packing": False}
    return lambda **changes: Recipe(**(few | changes))


@pytest.fixture(scope="session")
def tangents():
    """Rows of training."""
    return [example("train", number) for number in range(24)]
