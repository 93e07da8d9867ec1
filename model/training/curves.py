"""Loss and quality over the steps of a training, in one picture."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from derivanim.atomic import replacing
from derivanim.model.training.quality import NAMES

FILE = "curves.png"
_LOSSES = {"loss": "training", "eval_loss": "validation"}


def draw(history: Sequence[dict[str, Any]], output: Path, kept: int) -> Path:
    """Draw losses and shares into a folder; `kept` is the step of the adapter that is kept."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(10, 4), layout="constrained")
    losses, qualities = figure.subplots(1, 2)
    for key, label in _LOSSES.items():
        _line(losses, history, key, label)
    for name in NAMES:
        _line(qualities, history, name, name)
    qualities.set_ylim(-0.02, 1.02)
    for axes, title in ((losses, "Loss of completions"), (qualities, "Share of answers to validation requests")):
        axes.axvline(kept, color="0.6", linewidth=1, linestyle="--", label="kept")
        axes.set_title(title)
        axes.set_xlabel("step")
        axes.grid(alpha=0.3)
        axes.legend()
    with replacing(output / FILE) as partial:
        figure.savefig(partial, dpi=120, format="png")
    return output / FILE


def _line(axes: Any, history: Sequence[dict[str, Any]], key: str, label: str) -> None:
    points = [(entry["step"], entry[key]) for entry in history if key in entry]
    if points:
        axes.plot(*zip(*points, strict=True), label=label, marker="." if len(points) < 40 else None)
