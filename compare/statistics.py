"""Shares with Wilson intervals, exact McNemar tests for pairs, Holm's correction, and medians with a bootstrap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

LEVEL = 0.95
_RESAMPLES = 5000


@dataclass(frozen=True)
class Estimate:
    """A figure of `count` rows with the ends of its interval at LEVEL."""

    value: float
    low: float
    high: float
    count: int

    def as_dict(self) -> dict[str, Any]:
        """The estimate for JSON."""
        return asdict(self)

    def percent(self) -> str:
        """A share in percent with its interval; "-" where there are no rows."""
        if not self.count:
            return "-"
        return f"{100 * self.value:.1f} % ({100 * self.low:.1f} to {100 * self.high:.1f})"


@dataclass(frozen=True)
class Paired:
    """Two arms on the same rows: how many rows only the one and only the other got right, and what chance explains.

    `p` is that of the exact two-sided McNemar test; `adjusted` is Holm's, over the family that it stands in.
    """

    first: str
    second: str
    rows: int
    only_first: int
    only_second: int
    p: float
    adjusted: float

    @property
    def better(self) -> str | None:
        """The arm that got more rows right, where the corrected test says that it is not chance; else None."""
        if self.adjusted >= 1 - LEVEL:
            return None
        return self.first if self.only_first > self.only_second else self.second

    def as_dict(self) -> dict[str, Any]:
        """The comparison for JSON."""
        return asdict(self) | {"better": self.better}


def wilson(hits: int, total: int) -> Estimate:
    """The share of hits with Wilson's interval; 0 to 1 where there are no rows."""
    if total == 0:
        return Estimate(0.0, 0.0, 1.0, 0)
    from scipy.stats import binomtest

    bounds = binomtest(hits, total).proportion_ci(confidence_level=LEVEL, method="wilson")
    return Estimate(hits / total, float(bounds.low), float(bounds.high), total)


def mcnemar(only_first: int, only_second: int) -> float:
    """The p-value of the exact two-sided test that two arms are right equally often, from the rows that differ."""
    from scipy.stats import binomtest

    differing = only_first + only_second
    return float(binomtest(only_first, differing, 0.5).pvalue) if differing else 1.0


def holm(values: Sequence[float]) -> list[float]:
    """The p-values of a family of tests, corrected by Holm's step-down method, in their order."""
    adjusted = [0.0] * len(values)
    largest = 0.0
    for rank, place in enumerate(sorted(range(len(values)), key=lambda n: values[n])):
        largest = max(largest, min(1.0, (len(values) - rank) * values[place]))
        adjusted[place] = largest
    return adjusted


def compared(right: Mapping[str, Mapping[str, bool]]) -> list[Paired]:
    """Every pair of arms on the rows that both answered; `right` holds for each arm whether each row is right.

    All pairs are one family.
    """
    names = list(right)
    pairs = [(one, other) for place, one in enumerate(names) for other in names[place + 1 :]]
    found = []
    for one, other in pairs:
        shared = right[one].keys() & right[other].keys()
        only_first = sum(right[one][row] and not right[other][row] for row in shared)
        only_second = sum(right[other][row] and not right[one][row] for row in shared)
        found.append((len(shared), only_first, only_second, mcnemar(only_first, only_second)))
    adjusted = holm([p for *_, p in found])
    return [
        Paired(one, other, rows, only_first, only_second, p, corrected)
        for (one, other), (rows, only_first, only_second, p), corrected in zip(pairs, found, adjusted, strict=True)
    ]


def median(values: Sequence[float], seed: int = 0) -> Estimate:
    """The median with the percentile interval of a bootstrap; the same for the same seed."""
    import numpy as np
    from scipy.stats import bootstrap

    if not values:
        return Estimate(0.0, 0.0, 0.0, 0)
    middle = float(np.median(values))
    if len(set(values)) == 1:
        return Estimate(middle, middle, middle, len(values))
    bounds = bootstrap(
        (np.asarray(values, dtype=float),), np.median, n_resamples=_RESAMPLES, confidence_level=LEVEL,
        method="percentile", batch=200, random_state=np.random.default_rng(seed),
    ).confidence_interval  # fmt: skip
    return Estimate(middle, float(bounds.low), float(bounds.high), len(values))
