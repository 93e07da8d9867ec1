"""Train the embedded model: `python -m derivanim.model.train_embedded --output FOLDER`.

Tokenizer, then the base (a language model over whole rows), then the LoRA adapter for the slots target (completions
only), then the bag of words, then calibration on the validation phrasings. Killed and started again, it goes on from
its last checkpoint. What it leaves in FOLDER/weights is what the package ships; the manifest is written last.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import torch
from peft import LoraConfig, get_peft_model
from transformers import LlamaConfig, LlamaForCausalLM

from derivanim.dataset.draw import draw_row
from derivanim.dataset.noise import synonym_groups
from derivanim.model.bag import FILE, save_bag
from derivanim.model.export import data_hash, export, judge_folder, report, save_adapter, save_base, validation_rows
from derivanim.model.loop import Schedule, Tensors, train
from derivanim.model.rows import Encoded, Encoder, batches
from derivanim.model.tokenizer import BOS, EOS, PAD, Vocabulary, load_vocabulary, train_vocabulary
from derivanim.model.train_bag import train_bag

BASE = Schedule(steps=3600, batch=64, rate=2e-3, prompt_weight=0.3, evaluate_every=1800)
ADAPTER = Schedule(steps=450, batch=64, rate=1e-3, warmup=30, average=0.99, evaluate_every=450)
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
    positions: int = 512
    dropout: float = 0.1
    cut: float = 0.04
    mask: float = 0.05
    rank: int = 16
    alpha: int = 32
    base: Schedule = BASE
    adapter: Schedule = ADAPTER

    def shorter(self, factor: float) -> Config:
        """The same with fewer steps in both stages."""
        base, adapter = self.base, self.adapter
        return replace(
            self,
            base=replace(base, steps=max(1, round(base.steps * factor))),
            adapter=replace(adapter, steps=max(1, round(adapter.steps * factor))),
        )


def run(config: Config, output: Path, log: Callable[[str], None]) -> Path:
    """Train everything that is not trained yet; the folder with the weights to ship."""
    output.mkdir(parents=True, exist_ok=True)
    _keep_config(config, output)
    vocabulary = _vocabulary(config, output, log)
    encoder = Encoder(vocabulary)
    rows = validation_rows(config.seed)

    base = _base(config, vocabulary)
    log(f"base: {sum(value.numel() for value in base.parameters()):,} parameters, {vocabulary.size} tokens")
    candidate = output / "candidate"

    def look_at_base(step: int, averaged: Tensors) -> None:
        save_base(base, averaged, candidate)
        report(log, f"base, step {step}", judge_folder(candidate, vocabulary, rows))

    best = _stage("base", base, config, config.base, encoder, output, log, look_at_base)
    save_base(base, best, output / "trained")

    adapted = get_peft_model(
        LlamaForCausalLM.from_pretrained(output / "trained" / "base", dtype=torch.float32),
        LoraConfig(
            r=config.rank, lora_alpha=config.alpha, lora_dropout=config.dropout, target_modules=ADAPTED,
            task_type="CAUSAL_LM",
        ),
    )  # fmt: skip
    _seed_adapter(adapted, config.seed)

    def look_at_adapter(step: int, averaged: Tensors) -> None:
        shutil.copytree(output / "trained" / "base", candidate / "base", dirs_exist_ok=True)
        save_adapter(adapted, averaged, candidate)
        report(log, f"adapter, step {step}", judge_folder(candidate, vocabulary, rows))

    best = _stage("slots", adapted, config, config.adapter, encoder, output, log, look_at_adapter)
    save_adapter(adapted, best, output / "trained")
    if not (output / "trained" / FILE).exists():
        torch.manual_seed(config.seed)
        save_bag(train_bag(encoder, config.seed, log), output / "trained")
    return export(asdict(config), output, vocabulary, rows, log)


def _stage(
    name: str, model: Any, config: Config, schedule: Schedule, encoder: Encoder, output: Path,
    log: Callable[[str], None], evaluate: Callable[[int, Tensors], None],
) -> Tensors:  # fmt: skip
    finished = (output / name / f"step-{schedule.steps:07d}").exists()
    if not finished:
        # A stage that goes on must see the same rows; one that is done keeps the hash of what it saw.
        _keep(output / name / "phrasings.sha256", data_hash() + "\n")

    def stream(step: int) -> Iterator[list[Encoded]]:
        seed = f"{config.seed}/{name}"
        return batches(encoder, seed, schedule.batch, step, cut=config.cut, mask=config.mask)

    return train(
        model, stream, schedule, seed=config.seed, pad=encoder.vocabulary.id(PAD), folder=output / name,
        report=lambda figures: log(f"{name}: {json.dumps(figures)}"), evaluate=evaluate,
    )  # fmt: skip


def _keep_config(config: Config, output: Path) -> None:
    """Write the configuration; a folder of another configuration is refused, not mixed with this one."""
    _keep(output / "config.json", json.dumps(asdict(config), indent=2) + "\n")


def _keep(file: Path, text: str) -> None:
    if file.exists() and file.read_text(encoding="utf-8") != text:
        raise SystemExit(f"{file} is of another configuration or other phrasings; choose another --output")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _vocabulary(config: Config, output: Path, log: Callable[[str], None]) -> Vocabulary:
    folder = output / "vocabulary"
    if not (folder / "done").exists():
        rngs = (random.Random(f"{config.seed}/words/{number}") for number in range(config.vocabulary_rows))
        texts = [draw_row(rng, slips=False).text for rng in rngs]
        texts += [" ".join(group) for group in synonym_groups()] * 3
        train_vocabulary(texts, config.vocabulary, least=3).save(folder)
        (folder / "done").touch()
        log("vocabulary: done")
    return load_vocabulary(folder)


def _base(config: Config, vocabulary: Vocabulary) -> LlamaForCausalLM:
    torch.manual_seed(config.seed)
    model = LlamaForCausalLM(
        LlamaConfig(
            vocab_size=vocabulary.size, hidden_size=config.width, intermediate_size=config.inner,
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


def _seed_adapter(adapted: Any, seed: int) -> None:
    """Draw the adapter's first weights again from the seed, whatever was drawn before."""
    torch.manual_seed(seed + 1)
    for name, value in adapted.named_parameters():
        if "lora_A" in name:
            torch.nn.init.kaiming_uniform_(value, a=5**0.5)


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, required=True, help="folder for checkpoints and weights")
    parser.add_argument("--scale", type=float, default=1.0, help="multiplies the number of steps")
    parser.add_argument("--threads", type=int, default=1, help="threads of torch; more than idle cores make it slower")
    parser.add_argument("--install", type=Path, help="folder that gets a copy of the weights in the end")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)

    def log(line: str) -> None:
        print(line, file=sys.stderr, flush=True)
        with (options.output / "log.txt").open("a", encoding="utf-8") as stream:
            stream.write(line + "\n")

    weights = run(Config().shorter(options.scale), options.output, log)
    if options.install:
        shutil.rmtree(options.install, ignore_errors=True)
        shutil.copytree(weights, options.install)


if __name__ == "__main__":
    main()
