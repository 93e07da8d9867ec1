"""What a window holds once its ranges are given."""

import sympy

from derivanim.calculus.symbols import symbol
from derivanim.calculus.window import choose_window
from derivanim.calculus.window_frame import resized

X = symbol("x")


def test_a_resized_window_has_its_own_ticks_pieces_and_breaks():
    """Ticks, pieces and poles are those of the new ranges."""
    window = resized(choose_window(1 / X, X), 1 / X, X, (1.0, 3.0), (0.0, 2.0))
    assert ((1.0, 3.0), (0.0, 2.0)) == ((window.x_min, window.x_max), (window.y_min, window.y_max))
    assert ((1.0, 3.0),) == window.pieces
    assert () == window.poles
    assert all(1 <= tick.value <= 3 for tick in window.x_ticks)


def test_asymptotes_outside_are_left_out():
    """A horizontal asymptote stays only where the new window has room for it."""
    curve = 1 + 1 / X
    window = choose_window(curve, X)
    assert (1.0,) == window.horizontal_asymptotes
    assert () == resized(window, curve, X, (1.0, 3.0), (1.2, 2.1)).horizontal_asymptotes


def test_parts_of_pi_are_kept():
    """The ticks of a resized window count in parts of pi where those of the window did."""
    curve = sympy.sin(X)
    assert "pi" in "".join(t.label for t in resized(choose_window(curve, X), curve, X, (0.0, 6.3), (-1.0, 1.0)).x_ticks)
