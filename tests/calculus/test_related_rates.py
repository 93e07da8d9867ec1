"""A forced rate keeps the relation; any other is refuted."""

import pytest
from sympy import Eq, Integer, Rational, pi, sqrt

from derivanim.calculus.claims import Status
from derivanim.calculus.related_rates import RelatedRate, forced_rate
from derivanim.calculus.symbols import symbol

x, y, z, h, V, r = map(symbol, "xyzhVr")
ladder = Eq(x**2 + y**2, 25, evaluate=False)
cone = Eq(V, pi * h**3 / 12, evaluate=False)
cars = Eq(x**2 + y**2, z**2, evaluate=False)
three, four, two = Integer(3), Integer(4), Integer(2)


def test_forced_rates():
    """The ladder's top falls, the water rises, the distance grows."""
    assert Rational(-3, 2) == forced_rate(ladder, [(x, three, two)], (y, four))
    assert 8 / (9 * pi) == forced_rate(cone, [(V, 9 * pi / 4, two)], (h, three))
    assert 5 == forced_rate(cars, [(x, three, three), (y, four, four)], (z, Integer(5)))


@pytest.mark.parametrize(
    ("relation", "quantities"),
    [
        (ladder, ((x, three, two), (y, four, Rational(-3, 2)))),
        (ladder, ((x, two, Integer(1)), (y, sqrt(21), -2 / sqrt(21)))),
        (cone, ((V, 9 * pi / 4, two), (h, three, 8 / (9 * pi)))),
        (Eq(V, 4 * pi * r**3 / 3, evaluate=False), ((V, 36 * pi, Integer(10)), (r, three, 10 / (36 * pi)))),
    ],
)
def test_true_rates_hold(relation, quantities):
    """They are proved."""
    assert RelatedRate(relation, quantities).prove().status is Status.proved


def test_a_wrong_rate_is_refuted():
    """The top does not fall at 2."""
    verdict = RelatedRate(ladder, ((x, three, two), (y, four, Integer(-2)))).prove()
    assert Status.refuted is verdict.status
    assert "drift apart" in verdict.message


def test_wrong_values_are_refuted():
    """A ladder of 5 does not reach up to 5 from a foot at 3."""
    verdict = RelatedRate(ladder, ((x, three, two), (y, Integer(5), Integer(-1)))).prove()
    assert Status.refuted is verdict.status
    assert verdict.message == "now the two sides of the relation are 34 and 25"
