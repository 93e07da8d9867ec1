"""The base model, perhaps quantised, with a fresh LoRA adapter on it, and the encoding that goes with it."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import torch
from peft import LoraConfig, get_peft_model, prepare_model_for_kbit_training
from transformers import AutoConfig, AutoModelForCausalLM, AutoTokenizer, BitsAndBytesConfig, set_seed

from derivanim.errors import MissingError, ModelError
from derivanim.model.encoding import Encoding, MarkedEncoding, Style, TextEncoding
from derivanim.model.rows import Encoder
from derivanim.model.tokenizer import load_vocabulary
from derivanim.model.training.recipe import ALL_LINEAR, EMBEDDED, Recipe


@dataclass(frozen=True)
class Adapted:
    """A model with its adapter, and how it reads and writes."""

    model: Any
    encoding: Encoding
    style: Style


def read_encoding(recipe: Recipe) -> tuple[Encoding, Style]:
    """The encoding of a recipe's model; ModelError where the tokenizer cannot be loaded."""
    if recipe.model == EMBEDDED:
        return MarkedEncoding(Encoder(load_vocabulary(_shipped()))), MarkedEncoding.style
    tokenizer = _loaded(AutoTokenizer, recipe.model, "tokenizer")
    chat = bool(tokenizer.chat_template) if recipe.chat is None else recipe.chat
    style = Style(recipe.target, recipe.form, recipe.claims, recipe.instruction, chat)
    return TextEncoding(tokenizer, style), style


def read_base(recipe: Recipe) -> Any:
    """The base model on its device: in 4 or 8 bits, in 16 where the GPU has them, in 32 on a processor."""
    source = str(_shipped() / "base") if recipe.model == EMBEDDED else recipe.model
    options: dict[str, Any] = {"dtype": precision(), "use_safetensors": True}
    if recipe.quantization != "none":
        options["quantization_config"] = _quantized(recipe)
        options["device_map"] = {"": torch.cuda.current_device() if torch.cuda.is_available() else "cpu"}
    model = _loaded(AutoModelForCausalLM, source, "model", **options)
    limit = getattr(model.config, "max_position_embeddings", None)
    if limit is not None and recipe.length > limit and recipe.model != EMBEDDED:
        raise ModelError(f"{recipe.model} reads at most {limit} tokens", f"Choose --length {limit} or less.")
    return model


def add_adapter(model: Any, recipe: Recipe) -> Any:
    """The model with a fresh adapter whose weights come from the seed; all else is frozen.

    ModelError where the model has no module of the recipe's targets.
    """
    if recipe.quantization != "none":
        model = prepare_model_for_kbit_training(model, use_gradient_checkpointing=False)
    set_seed(recipe.seed)
    try:
        adapted = get_peft_model(model, lora(recipe))
    except ValueError as error:
        raise ModelError(f"no adapter fits on {recipe.model}: {_line(error)}", "See --targets.") from error
    # The model by the name that it was asked for, which is no place on this machine.
    adapted.peft_config["default"].base_model_name_or_path = recipe.model
    if recipe.gradient_checkpointing:
        adapted.enable_input_require_grads()
    return adapted


def lora(recipe: Recipe) -> LoraConfig:
    """The configuration of the adapter."""
    targets = recipe.targets if isinstance(recipe.targets, str) else list(recipe.targets)
    return LoraConfig(
        r=recipe.rank, lora_alpha=recipe.alpha, lora_dropout=recipe.dropout, task_type="CAUSAL_LM",
        target_modules=targets if targets == ALL_LINEAR or isinstance(targets, list) else [targets],
    )  # fmt: skip


def precision() -> torch.dtype:
    """The numbers to compute in: bfloat16 where the GPU has it, else float16; float32 on a processor."""
    if not torch.cuda.is_available():
        return torch.float32
    return torch.bfloat16 if torch.cuda.is_bf16_supported(including_emulation=False) else torch.float16


def _quantized(recipe: Recipe) -> BitsAndBytesConfig:
    try:
        import bitsandbytes  # noqa: F401  transformers asks for it later, in a message of many lines
    except ModuleNotFoundError as error:
        raise MissingError("the library bitsandbytes is not installed", "pip install 'derivanim[train]'") from error
    if recipe.quantization == "8bit":
        return BitsAndBytesConfig(load_in_8bit=True)
    return BitsAndBytesConfig(
        load_in_4bit=True, bnb_4bit_quant_type="nf4", bnb_4bit_use_double_quant=True,
        bnb_4bit_compute_dtype=precision(),
    )  # fmt: skip


def _shipped() -> Path:
    return Path(str(files("derivanim.model"))) / "weights"


def _loaded(kind: Any, source: str, what: str, **options: Any) -> Any:
    """From a folder or a hub; code of a repository is never run."""
    try:
        if Path(source).is_dir():
            AutoConfig.from_pretrained(source, trust_remote_code=False)
        return kind.from_pretrained(source, trust_remote_code=False, **options)
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        if isinstance(error, torch.OutOfMemoryError):
            raise
        raise ModelError(
            f"the {what} of {source} cannot be loaded: {_line(error)}",
            "Give the name of a causal model with safetensors weights, or the folder that holds one.",
        ) from error


def _line(error: BaseException) -> str:
    """The first line of a message."""
    return next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)
