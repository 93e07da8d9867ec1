"""What the training of the embedded model is made of: sizes, schedules, the base, adapters on it, batches in turns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

import torch
from peft import LoraConfig, get_peft_model
from transformers import LlamaConfig, LlamaForCausalLM

from derivanim.model.loop import Schedule, Tensors
from derivanim.model.rows import Encoded
from derivanim.model.tokenizer import BOS, EOS, PAD, Vocabulary

BASE = Schedule(steps=3600, batch=64, rate=2e-3, prompt_weight=0.3, evaluate_every=1800)
# Of four batches one is of slots: so both targets have had as many tokens in the end.
BOTH = Schedule(steps=1600, batch=6, rate=1e-3, prompt_weight=0.3, evaluate_every=1600)
ADAPTER = Schedule(steps=450, batch=64, rate=1e-3, warmup=30, average=0.99, evaluate_every=450)
CODE = Schedule(steps=340, batch=6, rate=1e-3, warmup=30, average=0.99, evaluate_every=340)
_SLOTS_EVERY = 4
Stream = Callable[[int], Iterator[list[Encoded]]]
"""Batches from a step on."""
ADAPTED = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]


@dataclass(frozen=True)
class Config:
    """Everything that decides what comes out, apart from the phrasings, whose hash is in the manifest."""

    seed: int = 7
    vocabulary: int = 1800
    vocabulary_rows: int = 40_000
    layers: int = 4
    width: int = 192
    inner: int = 512
    heads: int = 6
    positions: int = 2048
    program_pieces: int = 1200
    dropout: float = 0.1
    cut: float = 0.04
    mask: float = 0.05
    rank: int = 16
    alpha: int = 32
    base: Schedule = BASE
    both: Schedule = BOTH
    adapter: Schedule = ADAPTER
    code: Schedule = CODE

    def shorter(self, factor: float) -> Config:
        """The same with fewer steps in every stage."""

        def less(schedule: Schedule) -> Schedule:
            return replace(schedule, steps=max(1, round(schedule.steps * factor)))

        return replace(
            self, base=less(self.base), both=less(self.both), adapter=less(self.adapter), code=less(self.code)
        )


def mixed(slots: Stream, code: Stream) -> Stream:
    """Batches of both targets in turns, one of slots in every few."""

    def stream(step: int) -> Iterator[list[Encoded]]:
        before = -(-step // _SLOTS_EVERY)
        of_slots, of_code = slots(before), code(step - before)
        for number in count(step):
            yield next(of_slots if number % _SLOTS_EVERY == 0 else of_code)

    return stream


@torch.no_grad()
def put(model: Any, tensors: Tensors) -> None:
    """Give the model these values of its parameters."""
    for name, value in model.named_parameters():
        value.copy_(tensors[name])


def adapted_base(config: Config, folder: Path) -> Any:
    """The base with a fresh adapter, whose first weights come from the seed, whatever was drawn before."""
    adapted = get_peft_model(
        LlamaForCausalLM.from_pretrained(folder, dtype=torch.float32),
        LoraConfig(
            r=config.rank, lora_alpha=config.alpha, lora_dropout=config.dropout, target_modules=ADAPTED,
            task_type="CAUSAL_LM",
        ),
    )  # fmt: skip
    torch.manual_seed(config.seed + 1)
    for name, value in adapted.named_parameters():
        if "lora_A" in name:
            torch.nn.init.kaiming_uniform_(value, a=5**0.5)
    return adapted


def new_base(config: Config, tokens: int, vocabulary: Vocabulary) -> LlamaForCausalLM:
    """An untrained base of that many tokens, requests' and programs' together; its weights come from the seed."""
    torch.manual_seed(config.seed)
    model = LlamaForCausalLM(
        LlamaConfig(
            vocab_size=tokens, hidden_size=config.width, intermediate_size=config.inner,
            num_hidden_layers=config.layers, num_attention_heads=config.heads, num_key_value_heads=config.heads,
            max_position_embeddings=config.positions, tie_word_embeddings=True, bos_token_id=vocabulary.id(BOS),
            eos_token_id=vocabulary.id(EOS), pad_token_id=vocabulary.id(PAD),
        )
    )  # fmt: skip
    for layer in model.model.layers:
        layer.mlp.register_forward_hook(_dropped(config.dropout))
        layer.self_attn.o_proj.register_forward_hook(_dropped(config.dropout))
    return model


def _dropped(share: float) -> Callable[[torch.nn.Module, Any, torch.Tensor], torch.Tensor]:
    """Dropout on what a block adds to the residual stream, which the Llama of transformers does not have."""
    return lambda module, _, value: torch.nn.functional.dropout(value, share, module.training)
