"""The Llama architecture in NumPy, for answering only.

Importing torch and transformers takes eight seconds on two cores; this forward pass over the same weights answers
before they would be loaded. A test holds its logits against `LlamaForCausalLM`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load_file

from derivanim.errors import ModelError

Array = npt.NDArray[np.float32]
Seen = npt.NDArray[np.bool_]
LORA_FILE, LORA_CONFIG = "adapter_model.safetensors", "adapter_config.json"
BASE_FILE, BASE_CONFIG = "model.safetensors", "config.json"
_EMBEDDING = "model.embed_tokens.weight"


@dataclass
class Cache:
    """Keys and values of the tokens read so far, one pair of arrays (batch, heads, tokens, width) a layer."""

    keys: list[Array]
    values: list[Array]

    def rows(self, numbers: list[int]) -> Cache:
        """The cache of some rows of the batch, in that order."""
        return Cache([key[numbers] for key in self.keys], [value[numbers] for value in self.values])

    @property
    def length(self) -> int:
        """The number of tokens read."""
        return self.keys[0].shape[2] if self.keys else 0


class Llama:
    """A Llama with tied embeddings; `weights` are the tensors of the transformers checkpoint as float32."""

    def __init__(self, config: dict[str, Any], weights: dict[str, Array]) -> None:
        self._weights = weights
        self._layers: int = config["num_hidden_layers"]
        self._heads: int = config["num_attention_heads"]
        self._kv_heads: int = config.get("num_key_value_heads", self._heads)
        self._width: int = config.get("head_dim") or config["hidden_size"] // self._heads
        self._epsilon: float = config["rms_norm_eps"]
        rope = config.get("rope_parameters") or {}
        theta = rope.get("rope_theta") or config.get("rope_theta", 10000.0)
        positions = np.arange(config["max_position_embeddings"], dtype=np.float64)
        frequencies = theta ** (-np.arange(0, self._width, 2, dtype=np.float64) / self._width)
        angles = np.concatenate([np.outer(positions, frequencies)] * 2, axis=1)
        self._cos, self._sin = np.cos(angles).astype(np.float32), np.sin(angles).astype(np.float32)
        self._fused = [self._fuse(layer) for layer in range(self._layers)]

    def _fuse(self, layer: int) -> tuple[Array, Array]:
        """One matrix for query, key and value, and one for gate and up: fewer, larger products."""
        name = f"model.layers.{layer}"
        qkv = np.concatenate([self._weights[f"{name}.self_attn.{part}_proj.weight"] for part in "qkv"])
        gate_up = np.concatenate([self._weights[f"{name}.mlp.{part}_proj.weight"] for part in ("gate", "up")])
        return np.ascontiguousarray(qkv.T), np.ascontiguousarray(gate_up.T)

    def __call__(
        self, tokens: npt.NDArray[np.int64], cache: Cache | None = None, starts: npt.NDArray[np.int64] | None = None
    ) -> tuple[Array, Cache]:
        """Logits (batch, vocabulary) after the last of `tokens` (batch, tokens), and the longer cache.

        `starts` is the place of each row's first token (batch,), counted with the cache: what stands before is padding.
        Positions are relative to each other, so that padding on the left changes nothing.
        """
        past = cache.length if cache else 0
        embedding = self._weights[_EMBEDDING]
        hidden = embedding[tokens]
        extended = Cache([], [])
        seen = _seen(past, tokens.shape[1], starts)
        for layer in range(self._layers):
            name = f"model.layers.{layer}"
            keys, values = (cache.keys[layer], cache.values[layer]) if cache else (None, None)
            mixed, keys, values = self._attend(
                layer, self._norm(hidden, f"{name}.input_layernorm.weight"), past, seen, keys, values
            )
            hidden = hidden + mixed
            gate_up = self._norm(hidden, f"{name}.post_attention_layernorm.weight") @ self._fused[layer][1]
            gate, up = np.split(gate_up, 2, axis=-1)
            hidden = hidden + (gate / (1 + np.exp(-gate)) * up) @ self._weights[f"{name}.mlp.down_proj.weight"].T
            extended.keys.append(keys)
            extended.values.append(values)
        last = self._norm(hidden[:, -1], "model.norm.weight")
        return last @ self._weights.get("lm_head.weight", embedding).T, extended

    def _norm(self, hidden: Array, name: str) -> Array:
        scale = np.sqrt(np.mean(hidden * hidden, axis=-1, keepdims=True) + np.float32(self._epsilon))
        normed: Array = hidden / scale * self._weights[name]
        return normed

    def _attend(
        self, layer: int, hidden: Array, past: int, seen: Seen | None, keys: Array | None, values: Array | None
    ) -> tuple[Array, Array, Array]:
        batch, length, _ = hidden.shape
        heads = (hidden @ self._fused[layer][0]).reshape(batch, length, -1, self._width).transpose(0, 2, 1, 3)
        query, key, value = np.split(heads, [self._heads, self._heads + self._kv_heads], axis=1)
        query, key = self._rotate(query, past), self._rotate(key, past)
        if keys is not None and values is not None:
            key, value = np.concatenate([keys, key], axis=2), np.concatenate([values, value], axis=2)
        every_key, every_value = self._shared(key), self._shared(value)
        scores = query @ every_key.transpose(0, 1, 3, 2) / np.float32(np.sqrt(self._width))
        if seen is not None:
            scores = np.where(seen, scores, np.float32(-1e9))
        weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
        weights /= weights.sum(axis=-1, keepdims=True)
        mixed = (weights @ every_value).transpose(0, 2, 1, 3).reshape(batch, length, -1)
        return mixed @ self._weights[f"model.layers.{layer}.self_attn.o_proj.weight"].T, key, value

    def _shared(self, heads: Array) -> Array:
        """Keys or values for each head of the queries."""
        groups = self._heads // self._kv_heads
        return heads if groups == 1 else np.repeat(heads, groups, axis=1)

    def _rotate(self, heads: Array, past: int) -> Array:
        """Rotary positions, in the two-halves order of transformers."""
        length = heads.shape[2]
        cos, sin = self._cos[past : past + length], self._sin[past : past + length]
        first, second = np.split(heads, 2, axis=-1)
        rotated: Array = heads * cos + np.concatenate([-second, first], axis=-1) * sin
        return rotated


def _seen(past: int, length: int, starts: npt.NDArray[np.int64] | None) -> Seen | None:
    """Which tokens each token sees, as (batch or 1, 1, tokens, tokens and past); None where it is all of them."""
    causal: Seen | None = np.tri(length, past + length, past, dtype=bool)[None, None] if length > 1 else None
    if starts is None or not starts.any():
        return causal
    begun: Seen = (np.arange(past + length) >= starts[:, None])[:, None, None]
    return begun if causal is None else begun & causal


def load_llama(base: Path, adapter: Path | None = None, tokens: int | None = None) -> Llama:
    """The model in a folder of `save_pretrained`, with a LoRA adapter of peft merged into its weights.

    `tokens` is how many tokens it may write, the first ones of its vocabulary; all of them by default.
    """
    try:
        config = json.loads((base / BASE_CONFIG).read_text(encoding="utf-8"))
        weights = {name: value.astype(np.float32) for name, value in load_file(base / BASE_FILE).items()}
    except OSError as error:
        raise ModelError(f"no model in {base}", hint="run: make train") from error
    if adapter is not None:
        merge(weights, adapter)
    if tokens is not None:
        weights[_EMBEDDING] = weights[_EMBEDDING][:tokens]
    return Llama(config, weights)


def merge(weights: dict[str, Array], adapter: Path) -> None:
    """Add a LoRA adapter in peft's format to the weights it adapts: W + alpha / r * B A."""
    settings = json.loads((adapter / LORA_CONFIG).read_text(encoding="utf-8"))
    scale = np.float32(settings["lora_alpha"] / settings["r"])
    tensors = load_file(adapter / LORA_FILE)
    for name, down in tensors.items():
        if name.endswith(".lora_A.weight"):
            up = tensors[name.replace(".lora_A.", ".lora_B.")]
            target = name.removeprefix("base_model.model.").replace(".lora_A.weight", ".weight")
            weights[target] = weights[target] + scale * (up.astype(np.float32) @ down.astype(np.float32))
