"""Labels: how large they are, where they stand, and which ones make room for others."""

from __future__ import annotations

import numpy as np
import pytest

from derivanim.slots import labels
from derivanim.slots.labels import Paper
from derivanim.templates.typesetting import measure

SQUARE = Paper((0.0, 10.0), (-5.0, 5.0), (10.0, 10.0))


@pytest.mark.parametrize(
    "markup",
    ["10000", "-0.005", "-2 dot 10^5", "pi", "-(3 pi)/4", "frac(pi, 4)", "x' = 1.99", '0.37 thin "people"', "2 pi"],
)
def test_widths_are_those_of_typst(markup):
    """The estimated width is Typst's, to within a tenth of the frame's unit."""
    assert measure(markup, 24)[0] == pytest.approx(labels.extent(markup)[0], abs=0.1)


def test_smaller_labels():
    """A label at half of the size is half as wide, and Typst agrees."""
    half = labels.small("-20000", 0.5)
    assert 0.5 * labels.extent("-20000")[0] == pytest.approx(labels.extent(half)[0])
    assert measure(half, 24)[0] == pytest.approx(labels.extent(half)[0], abs=0.1)


def test_places_of_labels():
    """Labels of x hang below their axis and those of y stand on the left of theirs, at the edge if need be."""
    left, bottom, right, top = SQUARE.x_label(4, "4")
    assert 4 == pytest.approx((left + right) / 2)
    assert bottom < top < 5
    left, bottom, right, top = SQUARE.y_label(2, "2")
    assert 7 == pytest.approx((bottom + top) / 2)
    assert left < right < 0


def test_ticks_make_room():
    """Ticks whose labels are covered stay bare; the others keep theirs."""
    shown = {"x_ticks": [(2.0, "2"), (4.0, "4")], "y_ticks": [(1.0, "1"), (3.0, "")]}
    cleared = SQUARE.cleared(shown, [SQUARE.mark(4.1, 2, "4.1")])
    assert ([(2.0, "2"), (4.0, "")], [(1.0, "1"), (3.0, "")]) == (cleared["x_ticks"], cleared["y_ticks"])


def test_curves_that_cross_labels():
    """A curve crosses a label if one of its points is inside of the box; what is not on the paper crosses nothing."""
    x = np.linspace(0, 10, 200)
    points = SQUARE.points(x, x - 5)
    assert labels.crossed((4.0, 4.0, 5.0, 5.0), points)
    assert not labels.crossed((4.0, 6.0, 5.0, 7.0), points)
    assert 0 == len(SQUARE.points(x, x + 20))
