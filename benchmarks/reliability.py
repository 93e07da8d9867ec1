"""Whether the model is right as often as it says: `python -m benchmarks.reliability` prints tables and draws a plot.

Answers that show an animation, whatever the threshold, in bins of their confidence: the share of each bin that is
right, with its 95 % Wilson interval, and the expected calibration error with a bootstrap interval. Once over phrasings
of the validation side with and without noise, once over the development requests, with all that comes after the model.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray
from scipy.stats import binomtest, bootstrap

from benchmarks.requests import interval
from benchmarks.threshold import REQUESTS, WEIGHTS, judged, unstopped
from derivanim.model.embedded import Embedded, load_folder
from derivanim.model.evaluate import judge
from derivanim.model.export import validation_rows

PLOT = Path(__file__).parents[1] / "docs" / "reliability.png"
BINS = 10
RESAMPLES = 2000

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Answers:
    """The confidence of each answer of a set that shows an animation, and 1 where it is the one asked for, else 0."""

    name: str
    confidence: Array
    right: Array


@dataclass(frozen=True)
class Bin:
    """The answers whose confidence lies from `low` to `high`: their mean confidence and how many are right."""

    low: float
    high: float
    mean: float
    right: int
    total: int


def validation(model: Embedded, count: int, seed: int) -> Answers:
    """A sample of the validation phrasings; right is the same mathematics, in whatever colour or pace."""
    rows = validation_rows(seed)
    sample = random.Random(f"{seed}/reliability").sample(rows, min(count, len(rows)))
    shown = [item for item in judge(model, sample) if item.animates]
    pairs = [(item.confidence(model.calibration), item.same_mathematics) for item in shown]
    return _answers(f"validation phrasings ({len(pairs)} answers to {len(sample)})", pairs)


def development(model: Embedded) -> Answers:
    """The development requests, judged as for the choice of the threshold."""
    cases = yaml.safe_load(REQUESTS.read_text("utf-8"))
    rows = [judged(case, model) for case in cases]
    pairs = [(confidence, verdict == "right") for verdict, confidence, shown in rows if shown]
    return _answers(f"development requests ({len(pairs)} answers to {len(cases)})", pairs)


def _answers(name: str, pairs: Sequence[tuple[float, bool]]) -> Answers:
    return Answers(name, np.array([c for c, _ in pairs], dtype=float), np.array([r for _, r in pairs], dtype=float))


def places(confidence: Array) -> NDArray[np.intp]:
    """The number of the bin of each confidence; 1 belongs to the last."""
    return np.minimum((confidence * BINS).astype(np.intp), BINS - 1)


def binned(answers: Answers) -> list[Bin]:
    """The bins that hold answers, from the lowest confidence."""
    at = places(answers.confidence)
    return [
        Bin(
            number / BINS,
            (number + 1) / BINS,
            float(answers.confidence[at == number].mean()),
            int(answers.right[at == number].sum()),
            int((at == number).sum()),
        )
        for number in range(BINS)
        if (at == number).any()
    ]


def calibration_error(confidence: Array, right: Array) -> float:
    """The expected calibration error: the distance of the share that is right from the mean confidence, over bins."""
    # The sizes of the bins cancel: n/N of |sum(right)/n - sum(confidence)/n|.
    gaps = np.bincount(places(confidence), weights=right - confidence, minlength=BINS)
    return float(np.abs(gaps).sum() / len(confidence))


def error_interval(answers: Answers, seed: int) -> tuple[float, float]:
    """The 95 % percentile interval of the calibration error, over answers drawn with replacement."""
    drawn = bootstrap(
        (answers.confidence, answers.right), calibration_error, n_resamples=RESAMPLES, paired=True, vectorized=False,
        method="percentile", rng=np.random.default_rng(seed),
    )  # fmt: skip
    return float(drawn.confidence_interval.low), float(drawn.confidence_interval.high)


def summary(answers: Answers, seed: int) -> str:
    """The calibration error, and how far the mean confidence is from the share that is right."""
    low, high = error_interval(answers, seed)
    error = calibration_error(answers.confidence, answers.right)
    return (
        f"Expected calibration error {100 * error:.1f} % ({100 * low:.1f} to {100 * high:.1f}); mean confidence "
        f"{100 * answers.confidence.mean():.1f} %, right {interval(int(answers.right.sum()), len(answers.right))}."
    )


def table(answers: Answers, seed: int) -> str:
    """The bins of a set as a table, and its calibration error."""
    lines = [f"### {answers.name}\n", "| confidence | answers | mean confidence | right |", "|---|---|---|---|"]
    lines += [
        f"| {b.low:.1f} to {b.high:.1f} | {b.total} | {100 * b.mean:.1f} % | {interval(b.right, b.total)} |"
        for b in binned(answers)
    ]
    return "\n".join([*lines, "", summary(answers, seed)])


def draw(sets: Sequence[Answers], threshold: float, file: Path, seed: int) -> None:
    """The sets side by side: above, the share that is right against the confidence; below, the number of answers."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(
        2, len(sets), figsize=(5.6 * len(sets), 6.4), sharex=True, sharey="row", squeeze=False,
        height_ratios=(3, 1), layout="constrained",
    )  # fmt: skip
    for column, answers in enumerate(sets):
        _reliability(axes[0, column], answers, threshold, seed)
        counts = axes[1, column]
        found = binned(answers)
        bars = counts.bar([b.low for b in found], [b.total for b in found], 1 / BINS, align="edge", edgecolor="white")
        counts.bar_label(bars, fontsize=8, padding=1)
        counts.axvline(threshold, color="black", linestyle=":")
        counts.margins(y=0.2)
        counts.set_xlabel("confidence of the model")
    axes[0, 0].set_ylabel("share of right answers")
    axes[1, 0].set_ylabel("answers")
    axes[0, 0].legend(loc="upper left", fontsize=9)
    figure.savefig(file, dpi=110, metadata={"Software": None})
    plt.close(figure)


def _reliability(axis: Any, answers: Answers, threshold: float, seed: int) -> None:
    found = binned(answers)
    shares = np.array([b.right / b.total for b in found])
    bounds = [binomtest(b.right, b.total).proportion_ci(method="wilson") for b in found]
    below = shares - np.array([b.low for b in bounds])
    above = np.array([b.high for b in bounds]) - shares
    axis.plot([0, 1], [0, 1], color="grey", linestyle="--", label="as often right as it says")
    axis.errorbar(
        [b.mean for b in found], shares, yerr=np.clip([below, above], 0, None), fmt="o", capsize=3,
        label="share that is right (95 % Wilson interval)",
    )  # fmt: skip
    axis.axvline(threshold, color="black", linestyle=":", label=f"threshold {threshold:g}: below it, a question")
    low, high = error_interval(answers, seed)
    error = calibration_error(answers.confidence, answers.right)
    axis.set_title(
        f"{answers.name}\ncalibration error {100 * error:.1f} % ({100 * low:.1f} to {100 * high:.1f})", fontsize=10
    )
    axis.set(xlim=(0, 1), ylim=(0, 1.02))
    axis.grid(alpha=0.3)


def main() -> None:
    """Answer both sets, print the tables and write the plot."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--rows", type=int, default=600, help="how many validation phrasings are drawn")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--plot", type=Path, default=PLOT)
    options = parser.parse_args()
    free = unstopped(options.weights)
    sets = [validation(free, options.rows, options.seed), development(free)]
    print("\n\n".join(table(answers, options.seed) for answers in sets))
    draw(sets, load_folder(options.weights).threshold, options.plot, options.seed)


if __name__ == "__main__":
    main()
