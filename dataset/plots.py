"""The numbers of a data set as pictures, PNG and SVG, in the house's colours on light ground."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

from derivanim.dataset.mathematics.notations import NOTATIONS
from derivanim.dataset.stats import LEAST, MOST, NO_FAMILY, REFUSALS, Stats
from derivanim.templates.palette import THEMES

_LOOK = THEMES["light"]
_LEVELS = {"foundation": _LOOK["function"], "conceptual": _LOOK["measure"], "application": _LOOK["derivative"],
           "advanced": _LOOK["wrong"]}  # fmt: skip
STYLE = {
    "figure.facecolor": _LOOK["ground"], "axes.facecolor": _LOOK["ground"], "savefig.facecolor": _LOOK["ground"],
    "axes.edgecolor": _LOOK["muted"], "axes.labelcolor": _LOOK["ink"], "text.color": _LOOK["ink"],
    "xtick.color": _LOOK["muted"], "ytick.color": _LOOK["muted"], "xtick.labelcolor": _LOOK["ink"],
    "ytick.labelcolor": _LOOK["ink"], "grid.color": _LOOK["grid"], "axes.grid": True, "axes.axisbelow": True,
    "axes.spines.top": False, "axes.spines.right": False, "font.size": 11, "axes.titlelocation": "left",
    "axes.titlesize": 13, "legend.frameon": False, "svg.hashsalt": "derivanim",
}  # fmt: skip
_REFUSAL = "refusal or question"
_DPI = 150


def draw(stats: Stats, folder: Path) -> list[Path]:
    """Write every plot as PNG and SVG into a folder; their paths. The same numbers give the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    plots: dict[str, Callable[[Stats], Figure]] = {
        "levels": levels, "templates": templates, "lengths": lengths, "families": families, "notations": notations,
    }  # fmt: skip
    written = []
    for name, plot in plots.items():
        with mpl.rc_context(STYLE):
            figure = plot(stats)
            for suffix in ("png", "svg"):
                file = folder / f"{name}.{suffix}"
                # Without a date, so that the same numbers give the same file.
                figure.savefig(file, dpi=_DPI, metadata={"Date": None} if suffix == "svg" else None)
                written.append(file)
    return written


def _figure(title: str, width: float, height: float) -> tuple[Figure, Any]:
    figure = Figure(figsize=(width, height), layout="constrained")
    axes = figure.add_subplot()
    axes.set_title(title)
    return figure, axes


def levels(stats: Stats) -> Figure:
    """The share of each level in each split, from the easiest."""
    figure, axes = _figure("Levels in each split", 8, 3.6)
    splits = [split for split, rows in stats.rows.items() if rows]
    left = np.zeros(len(splits))
    for level, counts in stats.kinds["level"].items():
        share = np.array([100 * counts[split] / stats.rows[split] for split in splits])
        axes.barh([_named(split) for split in splits], share, left=left, color=_LEVELS.get(level), label=level)
        left += share
    axes.invert_yaxis()
    axes.set_xlabel("share of rows, %")
    axes.set_xlim(0, 100)
    axes.grid(axis="y", visible=False)
    figure.legend(loc="outside lower center", ncols=4)
    return figure


def templates(stats: Stats) -> Figure:
    """Rows of each template, in the colour of its level."""
    counts = _totals(stats, "template")
    figure, axes = _figure("Templates", 8, 1.2 + 0.22 * len(counts))
    kinds = {name: _REFUSAL if name in REFUSALS else stats.levels[name] for name in counts}
    for kind, color in (_LEVELS | {_REFUSAL: _LOOK["muted"]}).items():
        names = [name for name in counts if kinds[name] == kind]
        places = [list(counts).index(name) for name in names]
        if names:
            axes.barh(places, [counts[name] for name in names], color=color, label=kind)
    _named_bars(axes, counts)
    axes.legend(loc="lower right")
    return figure


def lengths(stats: Stats) -> Figure:
    """Lengths of both targets on one logarithmic scale: they differ by powers of ten."""
    figure, axes = _figure("Length of both targets", 8, 4)
    every = [number for target in ("slots", "code") for number in stats.lengths[target]] or [1]
    bins = np.geomspace(min(every) / 2, max(every) * 2, 90)
    for target, role, text in (("slots", "function", "slots"), ("code", "derivative", "whole program")):
        numbers = stats.lengths[target]
        if numbers:
            middle = stats.tokens[target].median
            axes.hist(numbers, bins=bins, color=_LOOK[role], alpha=0.85, label=f"{text}, median {middle:g}")
    axes.set_xscale("log")
    axes.xaxis.set_major_formatter("{x:g}")
    axes.set_xlabel(f"tokens ({stats.counted_by})")
    axes.set_ylabel("rows")
    axes.legend()
    return figure


def families(stats: Stats) -> Figure:
    """Rows of each family of functions; those that training never sees have a colour of their own."""
    counts = _totals(stats, "family")
    figure, axes = _figure("Families of functions", 8, 1.4 + 0.2 * len(counts))
    tested = set(stats.families_held_out)
    roles = {name: "muted" if name == NO_FAMILY else "derivative" if name in tested else "function" for name in counts}
    texts = {"function": "seen in training", "derivative": "in tests alone", "muted": "words alone"}
    for role, text in texts.items():
        names = [name for name in counts if roles[name] == role]
        if names:
            places = [list(counts).index(name) for name in names]
            axes.barh(places, [counts[name] for name in names], color=_LOOK[role], label=text)
    _named_bars(axes, counts)
    axes.legend(loc="lower right")
    return figure


def notations(stats: Stats) -> Figure:
    """The share of each notation, and the band in which it is to stand."""
    counts = _totals(stats, "notation")
    figure, axes = _figure("Notations", 8, 4)
    total = sum(stats.rows.values())
    shares = {name: 100 * count / total for name, count in counts.items()}
    axes.axhspan(100 * LEAST, 100 * MOST, color=_LOOK["measure"], alpha=0.15, label="wanted of each notation")
    colors = [_LOOK["function"] if name in NOTATIONS else _LOOK["muted"] for name in shares]
    bars = axes.bar(list(shares), list(shares.values()), color=colors)
    axes.bar_label(bars, fmt="%.1f", padding=2)
    axes.set_ylabel("share of rows, %")
    axes.set_ylim(0, max(100 * MOST, *shares.values()) * 1.12)
    axes.grid(axis="x", visible=False)
    axes.legend(loc="upper right")
    return figure


def _totals(stats: Stats, kind: str) -> dict[str, int]:
    return {name: sum(counts.values()) for name, counts in stats.kinds[kind].items()}


def _named_bars(axes: Any, counts: dict[str, int]) -> None:
    axes.set_yticks(range(len(counts)), [_named(name) for name in counts], fontsize=9)
    axes.set_ylim(len(counts) - 0.4, -0.6)
    axes.set_xlabel("rows")
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.grid(axis="y", visible=False)


def _named(name: str) -> str:
    return name.replace("_", " ")
