"""Tests of the figures on which the threshold rests."""

import math

import pytest

from derivanim.dataset.draw import Row
from derivanim.model.embedded import Calibration
from derivanim.model.evaluate import Judged, calibrate, metrics
from derivanim.pointing.grounding import given_excluded

TANGENT = {"template": "tangent_line", "function": "E1", "point": "N1"}
SECANT = {"template": "secant_limit", "function": "E1", "point": "N1"}
REFUSAL = {"template": "unsupported", "reason": "integral"}


def judged(wanted, given, probability=0.9):
    """A row with one answer."""
    return Judged(Row("tangent to E1 at N1", wanted, "p"), ((given, math.log(probability)),), 0)


def test_metrics():
    """Wrong animations, refused requests, and exact answers are counted apart."""
    rows = [
        judged(TANGENT, TANGENT),
        judged(TANGENT, SECANT),
        judged(TANGENT, REFUSAL),
        judged(REFUSAL, REFUSAL),
        judged(TANGENT, TANGENT | {"pace": "slow"}),
    ]
    figures = metrics(rows)
    assert (5, 0.6, 0.4, 0.2, 0.25) == (
        figures.rows,
        figures.template,
        figures.exact,
        figures.wrong,
        figures.refused,
    )


def test_a_threshold_refuses():
    """Answers below the threshold count as refused, not as wrong."""
    calibration = Calibration(threshold=0.95)
    figures = metrics([judged(TANGENT, SECANT), judged(TANGENT, TANGENT)], calibration)
    assert (0.0, 1.0) == (figures.wrong, figures.refused)


def test_calibrate_keeps_wrong_answers_rare():
    """Where unlikely answers are wrong and likely ones right, the threshold comes in between."""
    rows = [judged(TANGENT, TANGENT, 0.97)] * 90 + [judged(TANGENT, SECANT, 0.6)] * 10
    calibration = calibrate(rows)
    assert 0.0 == metrics(rows, calibration).wrong
    assert 0.1 == metrics(rows, calibration).refused


@pytest.mark.parametrize(
    ("probability", "excluded", "expected"), [(0.4, [], 0.4), (0.4, [0.5], 0.8), (0.4, [0.9, 0.3], 1.0)]
)
def test_given_excluded(probability, excluded, expected):
    """Excluding others makes an answer more probable, never more than certain."""
    assert expected == pytest.approx(given_excluded(probability, excluded))


@pytest.mark.parametrize(("score", "expected"), [(-1e9, 0.0), (0.0, 1.0)])
def test_confidence_has_no_limits(score, expected):
    """A fit as steep as those of models that know nothing yet gives a probability all the same."""
    assert expected == pytest.approx(Calibration(1e3, 0.0).confidence(score))
