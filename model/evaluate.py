"""How good answers in pointing form are on phrasings that training never saw, and when to trust one."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from derivanim.calculus.spans import Request, Span
from derivanim.dataset.draw import Row
from derivanim.dataset.phrasings import ANSWERED
from derivanim.model.choice import mathematics, possible, worded
from derivanim.model.embedded import Calibration, Embedded, logit
from derivanim.model.subjects import foreign_subject
from derivanim.pointing.form import MARKER, Target
from derivanim.pointing.grounding import given_excluded, left_over

# The share of wrong videos that the project allows itself.
MOST_WRONG = 0.02
# What a request gets whose answers all leave something out.
LEFT_OVER: Target = {"template": "unclear", "question": "left over"}


@dataclass(frozen=True)
class Judged:
    """A row with a model's answers and the logarithms of their probabilities, and which one is chosen."""

    row: Row
    answers: tuple[tuple[Target, float], ...]
    chosen: int | None

    @property
    def answer(self) -> Target:
        """The first answer that uses all mathematics of the request; a question, where there is none."""
        return LEFT_OVER if self.chosen is None else self.answers[self.chosen][0]

    @property
    def exact(self) -> bool:
        """Whether the answer is the row's."""
        return self.answer == self.row.target

    @property
    def same_mathematics(self) -> bool:
        """Whether the answer shows what the row asks for, perhaps in another colour or pace or without its title."""
        return mathematics(self.answer) == mathematics(self.row.target)

    @property
    def answerable(self) -> bool:
        """Whether the row asks for an animation."""
        return self.row.target["template"] in ANSWERED

    @property
    def animates(self) -> bool:
        """Whether the answer is an animation."""
        return self.answer["template"] in ANSWERED

    def confidence(self, calibration: Calibration) -> float:
        """How sure the answer is, as `model.answer` computes it."""
        if self.chosen is None:
            return 0.0
        excluded = [calibration.confidence(score) for _, score in self.answers[: self.chosen]]
        alike = (s for t, s in self.answers[self.chosen :] if mathematics(t) == mathematics(self.answer))
        return given_excluded(min(1.0, sum(map(calibration.confidence, alike))), excluded)


@dataclass(frozen=True)
class Metrics:
    """Shares of the rows; `wrong` animations show what was not asked for, `refused` ones did not come."""

    rows: int
    template: float
    exact: float
    wrong: float
    refused: float

    def line(self) -> str:
        """The figures in one line."""
        shares = [f"{name} {value:.3f}" for name, value in asdict(self).items() if name != "rows"]
        return ", ".join([f"{self.rows} rows", *shares])


def judge(model: Embedded, rows: Iterable[Row], candidates: int = 4) -> list[Judged]:
    """The answers to every row."""
    return [_judged(row, tuple(model.scored(row.text, candidates))) for row in rows]


def _judged(row: Row, answers: tuple[tuple[Target, float], ...]) -> Judged:
    spans = tuple(Span(marker[0], marker, marker, 0, 0, None) for marker in MARKER.findall(row.text))
    request = Request(row.text, spans, row.text)
    allowed = possible([(target, math.exp(score)) for target, score in answers], row.text)
    # What the request rules out comes first, so that it counts as excluded before whatever is chosen.
    ordered = [a for a, good in zip(answers, allowed, strict=True) if not good]
    excluded = len(ordered)
    ordered += [(worded(t, row.text), s) for (t, s), good in zip(answers, allowed, strict=True) if good]
    good = (
        number
        for number, (target, _) in enumerate(ordered)
        if number >= excluded
        and (
            target["template"] not in ANSWERED
            or not (foreign_subject(row.text, str(target["template"])) or left_over(target, request))
        )
    )
    return Judged(row, tuple(ordered), next(good, None))


def metrics(judged: Sequence[Judged], calibration: Calibration | None = None) -> Metrics:
    """The figures over all rows; with a calibration, answers below its threshold count as questions."""

    def shown(item: Judged) -> bool:
        sure = calibration is None or item.confidence(calibration) >= calibration.threshold
        return item.animates and sure

    count = max(1, len(judged))
    answerable = max(1, sum(item.answerable for item in judged))
    return Metrics(
        rows=len(judged),
        template=sum(item.answer["template"] == item.row.target["template"] for item in judged) / count,
        exact=sum(item.exact for item in judged) / count,
        wrong=sum(shown(item) and not item.same_mathematics for item in judged) / count,
        refused=sum(item.answerable and not shown(item) for item in judged) / answerable,
    )


def calibrate(judged: Sequence[Judged], most_wrong: float = MOST_WRONG) -> Calibration:
    """Fit confidence to being right by logistic regression, and choose the lowest threshold with few wrong answers."""
    points = [
        (logit(score), float(mathematics(target) == mathematics(item.row.target)))
        for item in judged
        for target, score in item.answers[:1]
    ]
    slope, offset = _logistic(points)
    fitted = Calibration(slope, offset, 0.0)
    shown = sorted((item.confidence(fitted), item.same_mathematics) for item in judged if item.animates)
    wrong = sum(not right for _, right in shown)
    threshold = 0.5
    for confidence, right in shown:
        if wrong / max(1, len(judged)) <= most_wrong:
            threshold = confidence
            break
        wrong -= not right
    return Calibration(slope, offset, round(max(threshold, 0.3), 4))


def _logistic(points: Sequence[tuple[float, float]], steps: int = 500, ridge: float = 1e-3) -> tuple[float, float]:
    """Slope and offset by Newton's method."""
    slope, offset = 1.0, 0.0
    for _ in range(steps):
        a = b = 0.0
        saa, sab, sbb = ridge, 0.0, ridge
        for x, y in points:
            p = 1 / (1 + math.exp(-max(-30.0, min(30.0, slope * x + offset))))
            w = p * (1 - p)
            a, b = a + (y - p) * x, b + (y - p)
            saa, sab, sbb = saa + w * x * x, sab + w * x, sbb + w
        a -= ridge * (slope - 1)
        determinant = saa * sbb - sab * sab
        change = (sbb * a - sab * b) / determinant, (saa * b - sab * a) / determinant
        slope, offset = slope + 0.5 * change[0], offset + 0.5 * change[1]
        if abs(change[0]) + abs(change[1]) < 1e-6:
            break
    return slope, offset
