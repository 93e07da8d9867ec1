"""The training loop: deterministic in its seed, and able to go on after it was killed at any moment.

Everything random comes from the seed and the number of the step, so a checkpoint holds only tensors and that number.
A checkpoint is written under another name and renamed when it is whole.
"""

from __future__ import annotations

import json
import math
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import nn

from derivanim.model.rows import Encoded

Tensors = dict[str, torch.Tensor]


@dataclass(frozen=True)
class Schedule:
    """How long and how fast one stage of training goes."""

    steps: int
    batch: int
    rate: float
    warmup: int = 100
    decay: float = 0.05
    prompt_weight: float = 0.0  # what a token of the prompt counts in the loss; one of the completion counts 1
    average: float = 0.998  # of the moving average of the weights, which is what is kept
    checkpoint_every: int = 100
    evaluate_every: int = 500


def collate(rows: list[Encoded], pad: int, prompt_weight: float) -> tuple[torch.Tensor, torch.Tensor]:
    """Token numbers (rows, tokens) padded on the right, and the weight of each as something to predict."""
    longest = max(len(row.tokens) for row in rows)
    tokens = torch.full((len(rows), longest), pad)
    weights = torch.zeros((len(rows), longest))
    for index, row in enumerate(rows):
        length = len(row.tokens)
        tokens[index, :length] = torch.tensor(row.tokens)
        weights[index, 1 : row.start] = prompt_weight
        weights[index, row.start : length] = 1.0
    return tokens, weights


def loss_of(model: nn.Module, tokens: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    """The weighted mean of the cross entropy; padding stands on the right, where causal attention never looks."""
    logits = model(input_ids=tokens, use_cache=False).logits
    each = nn.functional.cross_entropy(logits[:, :-1].flatten(0, 1), tokens[:, 1:].flatten(), reduction="none")
    wanted = weights[:, 1:].flatten()
    return (each * wanted).sum() / wanted.sum()


def train(
    model: nn.Module,
    stream: Callable[[int], Iterator[list[Encoded]]],
    schedule: Schedule,
    *,
    seed: int,
    pad: int,
    folder: Path,
    report: Callable[[dict[str, float]], None],
    evaluate: Callable[[int, Tensors], None] | None = None,
) -> Tensors:
    """Train what requires a gradient, from the last checkpoint in `folder`; return the averaged weights.

    `stream(step)` gives the batches from a step on; `evaluate(step, averaged)` is called now and then.
    """
    trained: Tensors = {name: value for name, value in model.named_parameters() if value.requires_grad}
    optimizer = torch.optim.AdamW(_groups(trained, schedule.decay), lr=schedule.rate, betas=(0.9, 0.98))
    averaged = {name: value.detach().clone() for name, value in trained.items()}
    step = _restore(folder, trained, averaged, optimizer)
    batches = stream(step)
    model.train()
    started, seen, total = time.monotonic(), 0, 0.0
    while step < schedule.steps:
        torch.manual_seed(seed * 1_000_003 + step)
        tokens, weights = collate(next(batches), pad, schedule.prompt_weight)
        for group in optimizer.param_groups:
            group["lr"] = schedule.rate * _factor(step, schedule)
        loss = loss_of(model, tokens, weights)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(trained.values(), 1.0)
        optimizer.step()
        step += 1
        _average(averaged, trained, min(schedule.average, step / (step + 10)))
        seen, total = seen + tokens.numel(), total + loss.item()
        if step % 20 == 0:
            seconds = time.monotonic() - started
            report({"step": step, "loss": round(total / 20, 4), "tokens_per_second": round(seen / seconds)})
            started, seen, total = time.monotonic(), 0, 0.0
        if step % schedule.checkpoint_every == 0 or step == schedule.steps:
            _save(folder, step, trained, averaged, optimizer)
        if evaluate and (step % schedule.evaluate_every == 0 or step == schedule.steps):
            evaluate(step, averaged)
            model.train()
            started, seen, total = time.monotonic(), 0, 0.0
    return averaged


def _groups(trained: Tensors, decay: float) -> list[dict[str, object]]:
    """Matrices decay; norms and the embedding do not."""
    plain = [value for name, value in trained.items() if value.ndim < 2 or "embed" in name]
    matrices = [value for name, value in trained.items() if not (value.ndim < 2 or "embed" in name)]
    return [{"params": matrices, "weight_decay": decay}, {"params": plain, "weight_decay": 0.0}]


def _factor(step: int, schedule: Schedule) -> float:
    """Linear warm-up, then a cosine down to a twentieth."""
    if step < schedule.warmup:
        return (step + 1) / schedule.warmup
    part = (step - schedule.warmup) / max(1, schedule.steps - schedule.warmup)
    return 0.05 + 0.95 * (1 + math.cos(math.pi * part)) / 2


@torch.no_grad()
def _average(averaged: Tensors, trained: Tensors, keep: float) -> None:
    for name, value in trained.items():
        averaged[name].lerp_(value.detach(), 1 - keep)


def _save(folder: Path, step: int, trained: Tensors, averaged: Tensors, optimizer: torch.optim.Optimizer) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    whole, partial = folder / f"step-{step:07d}", folder / "partial"
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir()
    save_file({name: value.detach().contiguous() for name, value in trained.items()}, partial / "weights.safetensors")
    save_file(averaged, partial / "averaged.safetensors")
    moments = {
        f"{index}.{name}": value.contiguous().clone()
        for index, state in optimizer.state_dict()["state"].items()
        for name, value in state.items()
    }
    save_file(moments, partial / "optimizer.safetensors")
    (partial / "state.json").write_text(json.dumps({"step": step}) + "\n", encoding="utf-8")
    shutil.rmtree(whole, ignore_errors=True)
    partial.rename(whole)
    for older in sorted(folder.glob("step-*"))[:-2]:
        shutil.rmtree(older)


def _restore(folder: Path, trained: Tensors, averaged: Tensors, optimizer: torch.optim.Optimizer) -> int:
    """Load the newest checkpoint, if there is one; the number of steps done."""
    found = sorted(folder.glob("step-*"))
    if not found:
        return 0
    newest = found[-1]
    with torch.no_grad():
        for tensors, name in ((trained, "weights"), (averaged, "averaged")):
            for key, value in load_file(newest / f"{name}.safetensors").items():
                tensors[key].copy_(value)
    state: dict[int, Tensors] = {}
    for key, value in load_file(newest / "optimizer.safetensors").items():
        index, name = key.split(".", 1)
        state.setdefault(int(index), {})[name] = value
    optimizer.load_state_dict({"state": state, "param_groups": optimizer.state_dict()["param_groups"]})
    step: int = json.loads((newest / "state.json").read_text(encoding="utf-8"))["step"]
    return step
