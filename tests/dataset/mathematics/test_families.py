"""The families of functions: many different ones, sound, and none in another's place."""

import random

import pytest

from derivanim.calculus.reader import read_expression
from derivanim.dataset.mathematics import suited
from derivanim.dataset.mathematics.curves import KINDS
from derivanim.dataset.mathematics.families import FAMILIES, total
from derivanim.dataset.mathematics.mentions import agrees
from derivanim.dataset.mathematics.suited import SUITED, is_held_out
from derivanim.dataset.mathematics.trees import depth, has_root, parse, slope, smooth, value
from derivanim.dataset.phrasings import POINTERS

MANY = {"power": 90, "constant": 120}


@pytest.mark.parametrize("name", sorted(FAMILIES))
def test_a_family_has_many_functions(name):
    """Hundreds of draws are mostly different, and each is read by the reader."""
    rng = random.Random(3)
    sources = {FAMILIES[name].draw(rng).source for _ in range(600)}
    assert len(sources) > 60
    for source in sorted(sources)[:20]:
        assert read_expression(source, variables=("x",)).expression is not None


@pytest.mark.parametrize("name", sorted(FAMILIES))
def test_held_out_functions_stay_out(name):
    """No family of training has a root or a composition of three in it, and those that are held out have one."""
    rng = random.Random(4)
    for _ in range(300):
        tree = parse(FAMILIES[name].draw(rng).source)
        assert FAMILIES[name].held_out == (has_root(tree) or depth(tree) > 2)


@pytest.mark.parametrize("name", sorted(KINDS))
def test_curves_go_through_their_places(name):
    """A place lies on the curve, or in the domain; roots are held out here, too."""
    kind, rng = KINDS[name], random.Random(5)
    for _ in range(150):
        curve = kind.draw(rng)
        trees = [parse(part) for part in curve.parts]
        assert kind.held_out or not any(has_root(tree) or depth(tree) > 2 for tree in trees)
        for place in curve.places:
            at = [value(parse(part)) for part in place]
            names = {"Q": "xy", "F": "xy", "C": "t", "E": "x"}[kind.marker]
            values = [value(tree, **dict(zip(names, at, strict=True))) for tree in trees]
            if kind.marker == "Q":
                assert values[0] == pytest.approx(values[1]), (curve, place)


@pytest.mark.parametrize("template", sorted(set(POINTERS) - {"related_rates"}))
def test_every_template_has_families_on_both_sides(template):
    """Some for training, and at least one that training does not see."""
    sides = {is_held_out(name) for name in SUITED[template]}
    assert {True, False} == sides


def test_words_choose_the_family():
    """A rose is a rose; a request about a family of the other side has none."""
    assert ["rose"] == suited.suited("polar_tangent", "the rose E1", held_out=False)
    assert [] == suited.suited("polar_tangent", "the rose E1", held_out=True)
    assert not agrees("hyperbolic_derivative", "the catenary E1", "sinh(x)")


@pytest.mark.parametrize(
    ("source", "deep"),
    [
        ("x", 0),
        ("3*x - 1", 1),
        ("sin(x)", 1),
        ("sin(3*x)", 2),
        ("sin(3*x)**2", 3),
        ("x**2*sin(x)", 1),
        ("exp(-x**2)", 2),
    ],
)
def test_depth(source, deep):
    """How many functions are put into each other."""
    assert deep == depth(parse(source))


def test_values():
    """Real odd roots, poles, leaps and corners."""
    assert -2 == pytest.approx(value(parse("x**(1/3)"), x=-8))
    assert value(parse("1/x"), x=0) is None
    assert value(parse("log(x)"), x=-1) is None
    assert slope(parse("abs(x)"), 0) is None
    assert 6 == pytest.approx(slope(parse("x**2"), 3), abs=1e-3)
    assert smooth(parse("sin(x)"), 0, 3)
    assert not smooth(parse("1/x"), -1, 2)


def test_sums_as_one_writes_them():
    """No plus minus, no factor one."""
    assert "x**2 - 3*x + 1" == total((1, "x**2"), (-3, "x"), (1, ""))
    assert "-x + 3/x**2" == total((-1, "x"), (3, "1/x**2"))
