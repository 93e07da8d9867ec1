"""Slope triangles stand where their labels can be read."""

from __future__ import annotations

from dataclasses import replace

from derivanim.slots.labels import Paper
from derivanim.slots.registry import load
from derivanim.slots.triangles import COVERS, HIDES, MEETS, Scenery

PAPER = Paper((0.0, 10.0), (0.0, 10.0), (10.0, 10.0))
BOX = (4.0, 4.0, 5.0, 5.0)


def test_costs_of_places():
    """Labels that cover each other or leave the picture cost most, then labels that stay, then those of ticks."""
    free = Scenery(PAPER, [])
    assert 0 == free.cost([BOX])
    assert HIDES == free.cost([BOX, BOX]) == free.cost([(10.0, 4.0, 11.0, 5.0)])
    assert MEETS == replace(free, taken=[BOX]).cost([BOX])
    assert COVERS == replace(free, ticks=[BOX]).cost([BOX])


def test_ticks_below_a_triangle_stay_bare():
    """The label of a tick that the one of a leg would cover is left out."""
    slots = load({"template": "tangent_line", "function": "x**2 - 1 + sin(4*x)", "point": "0.7"})
    shown = slots.scene()
    assert "0.5" == shown["triangle"]["run_label"]
    assert "" == dict(shown["x_ticks"])[1.0]


def test_velocity_without_legs():
    """A velocity whose legs cannot both be seen has no triangle."""
    curve = {"template": "parametric_tangent", "x": "exp(s)", "y": "exp(-s)"}
    assert load(curve | {"point": "10"}).scene()["legs"] is None
    assert load(curve | {"point": "1/2"}).scene()["legs"] is not None
