"""The facts of a curve sketch, and claims about domain and zeros that are wrong."""

import pytest
import sympy
from sympy import Integer, exp, log, oo, sqrt

from derivanim.calculus.claims_sketch import DomainIs, ZerosAre
from derivanim.calculus.sign_chart import sign_chart
from derivanim.calculus.sketch import Part, sketch
from derivanim.calculus.symbols import symbol
from derivanim.calculus.verdict import Status

x = symbol("x")
LINE = (-oo, oo)


def facts(function):
    """The sketch of a function."""
    slopes = (function.diff(x), function.diff(x, 2))
    window = (Integer(-6), Integer(6))
    charts = [sign_chart(function, x, slopes[:order], None, window) for order in (1, 2)]
    return sketch(function, x, *charts)


@pytest.mark.parametrize(
    ("function", "domain", "zeros", "height", "lines", "extrema", "inflections"),
    [
        (x**3 - 3 * x, [(-oo, oo)], [-sqrt(3), 0, sqrt(3)], 0, [], ["maximum", "minimum"], [0]),
        (x / (x**2 - 1), [(-oo, -1), (-1, 1), (1, oo)], [0], 0, [-1, 1, 0], [], [0]),
        (x + 1 / x, [(-oo, 0), (0, oo)], [], None, [0, x], ["maximum", "minimum"], []),
        (log(x), [(0, oo)], [1], None, [0], [], []),
        (sqrt(4 - x**2), [(-2, 2)], [-2, 2], 2, [], ["maximum"], []),
        (exp(-(x**2)), [(-oo, oo)], [], 1, [0], ["maximum"], [-sqrt(2) / 2, sqrt(2) / 2]),
        (exp(x), [(-oo, oo)], [], 1, [0], [], []),
    ],
    ids=str,
)
def test_facts(function, domain, zeros, height, lines, extrema, inflections):
    """Polynomials, poles, oblique asymptotes, ends of the domain, one-sided asymptotes."""
    found = facts(function)
    assert domain == [(part.low, part.high) for part in found.domain]
    assert zeros == list(found.zeros)
    assert height == found.height
    assert lines == [each.line for each in found.asymptotes]
    assert extrema == [kind for _, kind in found.extrema]
    assert inflections == list(found.inflections)
    assert DomainIs(function, "x", found.domain, LINE).prove().good
    assert ZerosAre(function, "x", found.zeros, LINE).prove().good


@pytest.mark.parametrize(
    ("function", "parts"),
    [
        (log(x), (Part(Integer(-1), oo, (True, False)),)),
        (sqrt(x), (Part(Integer(0), oo, (False, False)),)),
        (sqrt(x), (Part(Integer(1), oo, (True, False)),)),
        (1 / x, (Part(-oo, oo, (False, False)),)),
        (1 / (x - sympy.pi), (Part(-oo, oo, (False, False)),)),
    ],
    ids=str,
)
def test_wrong_domains_are_refuted(function, parts):
    """Too large, an end left out, too small, a hole overlooked."""
    assert DomainIs(function, "x", parts, LINE).prove().status is Status.refuted


def test_wrong_zeros_are_refuted():
    """A number that is none, one outside of the domain, and one left out."""
    for function, points in ((x**2 - 1, (2,)), (log(x), (0,)), (x**2 - 1, (1,)), (exp(x) - x - 2, ())):
        claim = ZerosAre(function, "x", tuple(map(sympy.Integer, points)), LINE)
        assert claim.prove().status is Status.refuted
