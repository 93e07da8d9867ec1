"""The Trainer of transformers with this project's ways: quality beside loss, the best adapter kept, safetensors alone.

All that it decides from, it reads from the history of the run, which every checkpoint holds; so a training that was
killed and goes on decides the same.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import torch
from accelerate.utils import gather_object
from transformers import Trainer, TrainerCallback, TrainingArguments

from derivanim.dataset.rows import Example
from derivanim.model.training.adapting import Adapted, precision
from derivanim.model.training.quality import NAMES, generate, judge, shares
from derivanim.model.training.recipe import Recipe
from derivanim.model.training.sequences import Report, Rows, Sequences, collate

BEST = "best"
CHECKPOINTS = "checkpoints"
_WHOLE = "whole"  # the mark of a checkpoint that was written to its end
_SAVE_EVERY = 50  # steps, at most


class Tuner(Trainer):  # type: ignore[misc]  # transformers is untyped here
    """Trains the adapter of a model; at each evaluation it also answers requests, and keeps the adapter if best."""

    def __init__(
        self, adapted: Adapted, args: TrainingArguments, train: list[Rows], validation: list[Rows],
        *, rows: Sequence[Example], longest: int, patience: int, output: Path, report: Report,
    ) -> None:  # fmt: skip
        super().__init__(
            model=adapted.model, args=args, train_dataset=Sequences(train), eval_dataset=Sequences(validation),
            data_collator=lambda sequences: collate(sequences, adapted.encoding.pad),
        )  # fmt: skip
        self._adapted, self._rows, self._longest = adapted, list(rows), longest
        self._patience, self._best, self._report = patience, output / BEST, report

    def evaluate(self, *args: Any, **options: Any) -> dict[str, float]:
        """The loss of validation, and the shares of answers; keeps the adapter where it is the best so far."""
        figures: dict[str, float] = super().evaluate(*args, **options)
        found = self._quality()
        self.log(dict(found))
        history = evaluations(self.state.log_history)
        kept = best_of(history)
        if history[-1] is kept and self.args.should_save:
            _save_adapter(self.model, self._best)
        # Each evaluation is worth a checkpoint: it would take long to make again.
        self.control.should_save = True
        if self._patience and len(history) - history.index(kept) > self._patience:
            self.control.should_training_stop = True
        return figures | found

    def _quality(self) -> dict[str, float]:
        world, rank = self.args.world_size, self.args.process_index
        mine = self._rows[rank::world]
        self.model.eval()
        device = self.args.device.type
        with torch.autocast(device, dtype=precision(), enabled=device == "cuda"):
            answers = generate(
                self.model, self._adapted.encoding, [row.request for row in mine], self._longest,
                lambda done, total: self._report("answering validation requests", done, total),
            )  # fmt: skip
        judged = judge(answers, mine, self._adapted.style)
        self.model.train()
        return shares(gather_object(judged) if world > 1 else judged)

    def _save(self, output_dir: str | None = None, state_dict: dict[str, Any] | None = None) -> None:
        """The adapter alone; that of transformers pickles its arguments beside it."""
        del state_dict
        if self.args.should_save:
            _write_adapter(self.model, Path(output_dir or self.args.output_dir))

    def _save_checkpoint(self, *args: Any, **options: Any) -> None:
        """Every process writes its own part; what comes after this, such as the mark, needs all of them."""
        super()._save_checkpoint(*args, **options)
        self.accelerator.wait_for_everyone()


class Watching(TrainerCallback):  # type: ignore[misc]  # transformers is untyped here
    """Tells how far training is, and marks checkpoints that are whole."""

    def __init__(self, report: Report) -> None:
        self._report, self._stage = report, "training"

    def on_step_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        """Report the step."""
        self._report(self._stage, state.global_step, state.max_steps)

    def on_log(self, args: Any, state: Any, control: Any, logs: dict[str, float] | None = None, **_: Any) -> None:
        """Show the loss from now on."""
        if logs and "loss" in logs:
            self._stage = f"training, loss {logs['loss']:.4f}"

    def on_save(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        """Transformers has written all of a checkpoint when it calls this."""
        if state.is_world_process_zero:
            (Path(args.output_dir) / f"checkpoint-{state.global_step}" / _WHOLE).touch()


def arguments(recipe: Recipe, output: Path) -> TrainingArguments:
    """The arguments of transformers that a recipe means, but for what depends on the number of rows."""
    half = precision()
    return TrainingArguments(
        output_dir=str(output / CHECKPOINTS), per_device_train_batch_size=recipe.batch,
        per_device_eval_batch_size=recipe.batch, gradient_accumulation_steps=recipe.accumulation,
        num_train_epochs=recipe.epochs, max_steps=recipe.steps or -1, learning_rate=recipe.learning_rate,
        lr_scheduler_type="cosine", warmup_steps=recipe.warmup, optim="adamw_torch", seed=recipe.seed,
        data_seed=recipe.seed, bf16=half is torch.bfloat16, fp16=half is torch.float16,
        train_sampling_strategy="sequential" if recipe.order == "curriculum" else "random",
        eval_strategy="steps", save_strategy="steps", save_total_limit=2, logging_strategy="steps",
        prediction_loss_only=True, remove_unused_columns=False, label_names=["labels"], report_to=[],
        disable_tqdm=True, use_cpu=not torch.cuda.is_available(), dataloader_pin_memory=torch.cuda.is_available(),
        ddp_find_unused_parameters=False, log_level="error",
        **_checkpointing(recipe),
    )  # fmt: skip


def _checkpointing(recipe: Recipe) -> dict[str, Any]:
    """Activations computed again in the backward pass, by the name that this version of transformers has for it."""
    if not recipe.gradient_checkpointing:
        return {}
    known = {field.name for field in fields(TrainingArguments)}
    name = "activation_checkpointing" if "activation_checkpointing" in known else "gradient_checkpointing"
    return {name: True, f"{name}_kwargs": {"use_reentrant": False}}


def set_pace(args: TrainingArguments, recipe: Recipe, sequences: int) -> int:
    """Evaluate once an epoch unless the recipe says otherwise, save and log often; the number of steps in all."""
    a_step = recipe.batch * args.world_size
    batches = -(-sequences // a_step)
    epoch = -(-batches // recipe.accumulation)
    total = recipe.steps or max(1, -(-int(recipe.epochs * epoch * 1000) // 1000))
    args.eval_steps = min(recipe.evaluate_every or epoch, total)
    args.save_steps = min(_SAVE_EVERY, int(args.eval_steps))
    args.logging_steps = max(1, total // 100)
    return total


def evaluations(history: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The evaluations of a run in order: step, loss of validation, shares."""
    losses = {entry["step"]: entry["eval_loss"] for entry in history if "eval_loss" in entry}
    shown = {
        entry["step"]: {"step": entry["step"], "loss": losses[entry["step"]], **{name: entry[name] for name in NAMES}}
        for entry in history
        if NAMES[0] in entry
    }
    return [shown[step] for step in sorted(shown)]


def best_of(found: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The first evaluation with the best quality: right, then proved, then valid, then the lowest loss."""
    key: Callable[[dict[str, Any]], tuple[float, ...]] = lambda one: (*(one[name] for name in NAMES), -one["loss"])  # noqa: E731
    return max(found, key=key)


def sample(rows: Sequence[Example], count: int, seed: int) -> list[Example]:
    """The rows of validation that are answered at each evaluation: the same ones for the same seed."""
    return random.Random(f"sample/{seed}").sample(list(rows), min(count, len(rows)))


def newest(output: Path) -> Path | None:
    """The newest checkpoint that was written to its end; what a killed process left half done is removed."""
    found = sorted((output / CHECKPOINTS).glob("checkpoint-*"), key=lambda path: int(path.name.partition("-")[2]))
    whole = [path for path in found if (path / _WHOLE).exists()]
    for path in set(found) - set(whole):
        shutil.rmtree(path)
    return whole[-1] if whole else None


def _save_adapter(model: Any, folder: Path) -> None:
    """Write the adapter beside its place and rename it."""
    partial = folder.with_name(f"{folder.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    _write_adapter(model, partial)
    shutil.rmtree(folder, ignore_errors=True)
    partial.rename(folder)


def _write_adapter(model: Any, folder: Path) -> None:
    # No hub is asked whether the base's vocabulary grew.
    model.save_pretrained(folder, safe_serialization=True, save_embedding_layers=False)
    (folder / "README.md").unlink(missing_ok=True)
