"""Research: train an adapter on a data set."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from derivanim.errors import MissingError

LIBRARIES = ("accelerate", "bitsandbytes", "tensorboard", "matplotlib")
PRESETS = ("study", "embedded", "small-gpu", "large")
Command = Callable[..., Any]


@contextmanager
def research_libraries() -> Iterator[None]:
    """Say how to install the optional libraries, where one of them is missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        name = (error.name or "").partition(".")[0]
        if name not in LIBRARIES:
            raise
        raise MissingError(f"the library {name} is not installed", "pip install 'derivanim[train]'") from error


def _target_modules(context: click.Context, parameter: click.Parameter, value: str | None) -> Any:
    if value is None or value == "all-linear":
        return value
    names = tuple(name.strip() for name in value.split(","))
    if not all(names):
        raise click.BadParameter("names of modules with commas between them, such as q_proj,v_proj")
    return names


_count = click.IntRange(1)
_share = click.FloatRange(0, 1, max_open=True)
_above_zero = click.FloatRange(0, min_open=True)
OPTIONS: tuple[Callable[[Command], Command], ...] = (
    click.option("--target", type=click.Choice(["slots", "code"]), required=True, help="What the model is to write."),
    click.option("--model", metavar="NAME", help="A Hugging Face causal model, the folder of one, or: embedded."),
    click.option("--preset", type=click.Choice(PRESETS), help="Start from these options; those given here win."),
    click.option("--form", type=click.Choice(["point", "copy"]), help="Slots that point at the mathematics of the "
                 "request, or that copy it.  [point]"),
    click.option("--claims/--no-claims", default=None, help="With the derivative in the slots, for SymPy to prove, or "
                 "without.  [without]"),
    click.option("--instruction", type=click.Choice(["one", "seven"]), help="One instruction, or the study's.  [one]"),
    click.option("--chat/--no-chat", default=None, help="Use the tokenizer's chat template.  [where it has one]"),
    click.option("--subset", type=_count, metavar="N", help="The first N rows of training.  [all]"),
    click.option("--order", type=click.Choice(["curriculum", "shuffled"]), help="The easiest first, or mixed.  "
                 "[shuffled]"),
    click.option("--packing/--padding", default=None, help="Several rows in one sequence, or each filled up.  "
                 "[packing]"),
    click.option("--quantization", type=click.Choice(["4bit", "8bit", "none"]), help="Of the base: 4bit is NF4 with "
                 "double quantisation.  [none]"),
    click.option("--rank", type=_count, help="Rank of LoRA.  [16]"),
    click.option("--alpha", type=_count, help="Alpha of LoRA.  [32]"),
    click.option("--dropout", type=_share, help="Dropout of LoRA.  [0.05]"),
    click.option("--targets", callback=_target_modules, metavar="NAMES", help="Modules that LoRA adapts, such as "
                 "q_proj,v_proj.  [all-linear]"),
    click.option("--learning-rate", type=_above_zero, help="The highest; a cosine follows warm-up.  [0.0002]"),
    click.option("--epochs", type=_above_zero, help="How often each row is seen.  [3]"),
    click.option("--steps", type=_count, help="Steps of the optimizer, in place of --epochs."),
    click.option("--batch", type=_count, help="Sequences at once on one device.  [8]"),
    click.option("--accumulation", type=_count, help="Batches in one step.  [1]"),
    click.option("--length", type=_count, help="Tokens of a sequence; longer rows are left out.  [2048]"),
    click.option("--warmup", type=_share, help="Share of the steps that warm up.  [0.03]"),
    click.option("--seed", type=click.IntRange(0), help="Of the adapter's first weights, order and dropout.  [7]"),
    click.option("--gradient-checkpointing/--no-gradient-checkpointing", default=None, help="Less memory, more time."),
    click.option("--early-stopping", type=click.IntRange(0), metavar="N", help="End after N evaluations without a "
                 "better one; 0 never.  [0]"),
    click.option("--evaluate-every", type=_count, metavar="N", help="Steps between evaluations.  [one epoch]"),
    click.option("--sample", type=_count, metavar="N", help="Validation requests that are answered at each "
                 "evaluation.  [50]"),
)  # fmt: skip


def _with_options(command: Command) -> Command:
    for option in reversed(OPTIONS):
        command = option(command)
    return command


@click.command()
@click.argument("data", type=click.Path(path_type=Path, exists=True, file_okay=False))
@_with_options
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The folder of the adapter.")
@research_libraries()
def train(data: Path, output: Path, preset: str | None, **options: Any) -> None:
    """Train a LoRA adapter on a data set, and keep the one that answers best.

    OUTPUT gets the adapter in safetensors, what it was trained with (training.json, derivanim.json), and curves of loss
    and quality. Interrupted, the same command goes on where it stopped. Several GPUs: accelerate launch -m
    derivanim.cli train ...
    """
    from derivanim.model.training.recipe import recipe

    chosen = recipe(preset, {name: value for name, value in options.items() if value is not None})

    from derivanim.model.training.run import train as run
    from derivanim.progress import progress

    first = os.environ.get("RANK", "0") == "0"
    with progress() as report:
        done = run(data, output, chosen, report if first else lambda *_: None)
    if first:
        click.echo(done)
