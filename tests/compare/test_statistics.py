"""The statistics of a comparison, against values that were published."""

import pytest

from derivanim.compare.statistics import compared, holm, mcnemar, median, wilson


@pytest.mark.parametrize(
    ("hits", "total", "low", "high"),
    [
        # Newcombe, Statistics in Medicine 17 (1998), table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_is_newcombes(hits, total, low, high):
    """The intervals are those of Newcombe's table."""
    found = wilson(hits, total)

    assert (low, high) == (pytest.approx(found.low, abs=5e-5), pytest.approx(found.high, abs=5e-5))
    assert hits / total == found.value


def test_no_rows_say_nothing():
    """A share of no rows may be anything, and is printed as nothing."""
    assert (0.0, 1.0) == (wilson(0, 0).low, wilson(0, 0).high)
    assert "-" == wilson(0, 0).percent()


def test_a_share_in_percent():
    """A share is told with its interval."""
    assert "30.8 % (25.5 to 36.6)" == wilson(81, 263).percent()


@pytest.mark.parametrize(
    ("only_first", "only_second", "p"),
    # The exact two-sided binomial test, by hand: 2 * (1 + 8) / 2**8; 2 * 1 / 2**6; a tie; no row that differs
    [(1, 7, 18 / 256), (7, 1, 18 / 256), (6, 0, 2 / 64), (4, 4, 1.0), (0, 0, 1.0)],
)
def test_mcnemar_is_the_exact_binomial_test(only_first, only_second, p):
    """Only rows on which two arms differ count."""
    assert p == pytest.approx(mcnemar(only_first, only_second))


def test_mcnemar_of_agresti():
    """Of 150 and 86 that changed their minds, chance explains very little (Agresti 1990, approval of the president)."""
    assert 3.72e-5 == pytest.approx(mcnemar(86, 150), rel=0.02)


def test_holm_as_r_computes_it():
    """p.adjust(c(0.01, 0.02, 0.03, 0.04), "holm") and one out of order, where a larger p never gets smaller."""
    assert [0.04, 0.06, 0.06, 0.06] == pytest.approx(holm([0.01, 0.02, 0.03, 0.04]))
    assert [0.03, 0.06, 0.06, 0.02] == pytest.approx(holm([0.01, 0.04, 0.03, 0.005]))
    assert [1.0, 1.0] == holm([0.6, 0.9])
    assert [] == holm([])


def test_pairs_are_rows_that_both_answered():
    """A row that only one arm answered compares nothing."""
    right = {
        "slots": {str(n): True for n in range(10)},
        "code": {str(n): n >= 8 for n in range(9)},
        "rules": {str(n): True for n in range(10)},
    }

    first, second, third = compared(right)

    assert ("slots", "code", 9, 8, 0) == (first.first, first.second, first.rows, first.only_first, first.only_second)
    assert "slots" == first.better
    assert second.better is None
    assert "rules" == third.better


def test_what_chance_explains_is_no_difference():
    """Five rows of five are not enough: nothing is called better."""
    five = compared({"slots": {str(n): True for n in range(5)}, "code": {str(n): False for n in range(5)}})

    assert 0.0625 == pytest.approx(five[0].p)
    assert five[0].better is None


def test_the_family_of_tests_decides():
    """What one test alone would call better is not, where three were made."""
    rows = range(6)
    right = {"a": {str(n): True for n in rows}, "b": {str(n): False for n in rows}, "c": {str(n): True for n in rows}}

    assert [None, None, None] == [pair.better for pair in compared(right)]
    assert compared({name: right[name] for name in "ab"})[0].better == "a"


def test_a_median_is_the_same_again():
    """The bootstrap of the same seconds gives the same interval, around the median."""
    seconds = [0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 3.0]

    found = median(seconds)

    assert found == median(seconds)
    assert 0.3 == pytest.approx(found.value)
    assert found.low < 0.3 < found.high


def test_a_median_of_equal_seconds():
    """Equal seconds have no spread; no seconds have no median."""
    assert (2.0, 2.0, 2.0) == (median([2.0, 2.0]).value, median([2.0, 2.0]).low, median([2.0, 2.0]).high)
    assert 0 == median([]).count
