"""Train an adapter on a data set: read, pack, train, keep the best. Killed and started again, it goes on by itself."""

from __future__ import annotations

import json
import os
import shutil
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from logging import ERROR, getLogger
from pathlib import Path
from typing import Any

import torch
from transformers import PrinterCallback, TrainingArguments
from transformers.integrations import TensorBoardCallback
from transformers.utils import logging

from derivanim.dataset.export import Choices, chosen
from derivanim.dataset.finished import Finished, finished
from derivanim.errors import DerivanimError
from derivanim.model.backend import required
from derivanim.model.encoding import Encoding
from derivanim.model.training import curves
from derivanim.model.training.adapting import Adapted, add_adapter, read_base, read_encoding
from derivanim.model.training.recipe import Recipe
from derivanim.model.training.record import FILE, claim, record, write
from derivanim.model.training.sequences import Kept, Report, alone, encoded, load_rows, packed, save_rows
from derivanim.model.training.tuner import (
    BEST,
    CHECKPOINTS,
    Tuner,
    Watching,
    arguments,
    best_of,
    evaluations,
    newest,
    sample,
    set_pace,
)

HISTORY, BOARD = "history.jsonl", "tensorboard"
_ROWS = "rows"
# Answers of validation may be longer than the longest right one by this factor.
_ROOM = 1.2


def train(folder: Path, output: Path, recipe: Recipe, report: Report) -> Path:
    """Train on the data set in `folder`; `output` with the adapter, its style, its record and its curves.

    DerivanimError for data, a model or options that do not go together, or an output of another training. Ctrl-C is a
    KeyboardInterrupt that says what was kept.
    """
    for library in ("tensorboard", "matplotlib"):
        required(library, "train")  # the picture is drawn at the end of a training, too late to miss something
    try:
        with _quiet():
            return _train(folder, output, recipe, report)
    except KeyboardInterrupt as error:
        kept = newest(output)
        done = f"trained as far as {kept.name.replace('-', ' ')}" if kept else "nothing was trained yet"
        raise KeyboardInterrupt(f"{done}; the same command goes on from there") from error


def _train(folder: Path, output: Path, recipe: Recipe, report: Report) -> Path:
    data = finished(folder)
    rising = recipe.order == "curriculum"
    data = chosen(data, Choices("jsonl", subset=recipe.subset, order="curriculum" if rising else "file"))
    args = arguments(recipe, output)
    if args.n_gpu > 1:
        # Several processors from one process copy the model at every step; a process for each is faster by far.
        args._n_gpu = 1
    wanted = record(recipe, folder, data.about, args.world_size)
    encoding, style = read_encoding(recipe)
    with args.main_process_first(local=False, desc="the folder"):
        checkpoint = newest(output)
        if claim(output, wanted, begun=checkpoint is not None):
            return output
        style.save(output)
        rows = {split: _rows(data, split, encoding, recipe, output, report) for split in ("train", "validation")}
    with _memory():
        report("loading the model", 0, 0)
        adapted = Adapted(add_adapter(read_base(recipe), recipe), encoding, style)
        tuner = _tuner(adapted, args, rows, data, recipe, output, report)
        began = time.monotonic()
        tuner.train(resume_from_checkpoint=str(checkpoint) if checkpoint else None)
        if not (done := evaluations(tuner.state.log_history)) or done[-1]["step"] != tuner.state.global_step:
            tuner.evaluate()
    if tuner.is_world_process_zero():
        figures = {"seconds_of_last_run": round(time.monotonic() - began, 1), **_counts(adapted.model, rows)}
        _finish(tuner.state, output, wanted, figures)
    tuner.accelerator.wait_for_everyone()
    return output


def _tuner(
    adapted: Adapted, args: TrainingArguments, rows: dict[str, Kept], data: Finished, recipe: Recipe, output: Path,
    report: Report,
) -> Tuner:  # fmt: skip
    kept = rows["train"].rows
    if recipe.packing:
        sequences = packed(kept, recipe.length, None if recipe.order == "curriculum" else recipe.seed)
    else:
        sequences = alone(kept)
    set_pace(args, recipe, len(sequences))
    validation = sorted(rows["validation"].rows, key=lambda row: len(row.tokens))
    longest = max(len(row.tokens) - row.start for row in validation)
    tuner = Tuner(
        adapted, args, sequences, alone(validation), longest=min(recipe.length, int(longest * _ROOM) + 8),
        rows=sample(data.splits["validation"], recipe.sample, recipe.seed), patience=recipe.early_stopping,
        output=output, report=report if args.process_index == 0 else _silent,
    )  # fmt: skip
    tuner.remove_callback(PrinterCallback)
    tuner.add_callback(Watching(report if args.process_index == 0 else _silent))
    if args.process_index == 0:
        from torch.utils.tensorboard import SummaryWriter

        tuner.add_callback(TensorBoardCallback(SummaryWriter(str(output / BOARD))))
    return tuner


def _rows(data: Finished, split: str, encoding: Encoding, recipe: Recipe, output: Path, report: Report) -> Kept:
    """The encoded rows of a split, from the file of an earlier process where there is one."""
    file = output / f"{_ROWS}-{split}.safetensors"
    if not file.exists():
        save_rows(encoded(data.splits[split], encoding, recipe.length, report, split), file)
    return load_rows(file)


def _counts(model: Any, rows: dict[str, Kept]) -> dict[str, Any]:
    trainable, total = model.get_nb_trainable_parameters()
    return {
        "trainable_parameters": trainable, "parameters": total,
        "rows": {split: len(kept.rows) for split, kept in rows.items()},
        "rows_too_long": {split: kept.left_out for split, kept in rows.items()},
    }  # fmt: skip


def _finish(state: Any, output: Path, wanted: dict[str, Any], figures: dict[str, Any]) -> None:
    """Put the best adapter in its place, then curves, then the record, which says that all is there; then clean up."""
    found = evaluations(state.log_history)
    kept = best_of(found)
    for file in (output / BEST).iterdir():
        shutil.copy(file, output / file.name)
    lines = (json.dumps(entry) + "\n" for entry in state.log_history)
    (output / HISTORY).write_text("".join(lines), encoding="utf-8")
    curves.draw(state.log_history, output, kept["step"])
    result = {"steps": state.global_step, "kept": kept, "evaluations": found, **figures}
    write(output, wanted | {"finished": result})
    for name in (BEST, CHECKPOINTS):
        shutil.rmtree(output / name, ignore_errors=True)
    for file in output.glob(f"{_ROWS}-*.safetensors"):
        file.unlink()


@contextmanager
def _memory() -> Iterator[None]:
    try:
        yield
    except torch.OutOfMemoryError as error:
        raise DerivanimError(
            "the memory of the GPU is too small for this training",
            "Try --gradient-checkpointing, --batch 1, --quantization 4bit, or a smaller --length, in another --output.",
        ) from error


@contextmanager
def _quiet() -> Iterator[None]:
    """Standard error is for our own progress."""
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    getLogger("bitsandbytes").setLevel(ERROR)
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    with warnings.catch_warnings():
        # What libraries tell each other about names that will change says nothing to who trains.
        warnings.simplefilter("ignore", FutureWarning)
        warnings.simplefilter("ignore", DeprecationWarning)
        yield


def _silent(stage: str, done: int, total: int) -> None:
    """What processes beside the first report."""


__all__ = ["FILE", "train"]
