"""Everything that decides what a training gives, and the presets: files that name what differs from the defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from importlib.resources import files
from typing import Any, Literal, get_args

import yaml

from derivanim.dataset.instructions import Format
from derivanim.errors import DerivanimError
from derivanim.model.encoding import Form, Written

Quantization = Literal["4bit", "8bit", "none"]
Order = Literal["curriculum", "shuffled"]
EMBEDDED = "embedded"
ALL_LINEAR = "all-linear"
_FOLDER = "presets"


@dataclass(frozen=True)
class Recipe:
    """One training; `batch` and `accumulation` count sequences, of which a packed one holds several rows.

    `steps` is in place of `epochs`; `warmup` and `dropout` are shares; `length` is in tokens; `sample` is how many rows
    of validation are answered at each evaluation, one each epoch unless `evaluate_every` gives steps; `early_stopping`
    is after how many evaluations without a better one training ends, 0 for never; `chat` None uses a chat template
    where there is one.
    """

    target: Written
    model: str
    form: Form = "point"
    claims: bool = False
    instruction: Format = "one"
    chat: bool | None = None
    subset: int | None = None
    order: Order = "shuffled"
    packing: bool = True
    quantization: Quantization = "none"
    rank: int = 16
    alpha: int = 32
    dropout: float = 0.05
    targets: str | tuple[str, ...] = ALL_LINEAR
    learning_rate: float = 2e-4
    epochs: float = 3.0
    steps: int | None = None
    batch: int = 8
    accumulation: int = 1
    length: int = 2048
    warmup: float = 0.03
    seed: int = 7
    gradient_checkpointing: bool = False
    early_stopping: int = 0
    evaluate_every: int | None = None
    sample: int = 50

    def __post_init__(self) -> None:
        if self.claims and self.target == "code":
            raise DerivanimError("a program makes no claims", "Leave out --claims, or take --target slots.")
        if self.model == EMBEDDED:
            plain = (self.target, self.form, self.claims, self.instruction) == ("slots", "point", False, "one")
            if not plain or self.chat or self.quantization != "none":
                raise DerivanimError(
                    "the embedded model learns slots in pointing form without claims, from its own prompt, in 32 bits",
                    "Leave the other options out, or name another --model.",
                )


def preset_names() -> tuple[str, ...]:
    """The presets, found on disk."""
    folder = files("derivanim.model.training") / _FOLDER
    return tuple(sorted(file.name.removesuffix(".yaml") for file in folder.iterdir() if file.name.endswith(".yaml")))


def recipe(preset: str | None, given: Mapping[str, Any]) -> Recipe:
    """The defaults, changed by a preset, changed by what was given; DerivanimError where no model is named."""
    values = {**(_preset(preset) if preset else {}), **given}
    if isinstance(values.get("targets"), list):
        values["targets"] = tuple(values["targets"])
    if "model" not in values:
        raise DerivanimError("no base model is named", "Give --model NAME, the folder of one, or --model embedded.")
    return Recipe(**values)


def _preset(name: str) -> dict[str, Any]:
    if name not in preset_names():
        raise DerivanimError(f"there is no preset {name!r}", f"Presets: {', '.join(preset_names())}.")
    text = (files("derivanim.model.training") / _FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    values: dict[str, Any] = yaml.safe_load(text)
    if unknown := values.keys() - {field.name for field in fields(Recipe)}:
        raise DerivanimError(f"preset {name}: there is no option {', '.join(sorted(unknown))}")
    return values


QUANTIZATIONS: tuple[Quantization, ...] = get_args(Quantization)
ORDERS: tuple[Order, ...] = get_args(Order)
