"""Windows of curves given by equations."""

import pytest
import sympy

from derivanim.calculus.implicit_window import choose_implicit_window
from derivanim.calculus.symbols import symbol
from derivanim.errors import MathError

x, y = symbol("x"), symbol("y")


def equation(left, right):
    """An equation that SymPy leaves as it stands."""
    return sympy.Eq(left, right, evaluate=False)


CURVES = [
    (equation(x**2 + y**2, 25), (3, 4), (-5, 5, -5, 5)),
    (equation(x**2 + y**2, sympy.Rational(1, 100)), None, (-0.1, 0.1, -0.1, 0.1)),
    (equation(x**2 + y**2, 10000), None, (-100, 100, -100, 100)),
    (equation((x - 10) ** 2 + (y - 20) ** 2, 4), None, (8, 12, 18, 22)),
    (equation(x**2 / 9 + y**2 / 4, 1), None, (-3, 3, -2, 2)),
    (equation(x**2 + x * y + y**2, 3), (1, 1), (-2, 2, -2, 2)),
    (equation((x**2 + y**2) ** 2, 2 * (x**2 - y**2)), None, (-1.4142, 1.4142, -0.5, 0.5)),
    (equation((x**2 + y**2 - 1) ** 2, 0), None, (-1, 1, -1, 1)),
    (equation(sympy.cbrt(x) ** 2 + sympy.cbrt(y) ** 2, 4), None, (-8, 8, -8, 8)),
    (equation(x**3 + y**3, 6 * x * y), (3, 3), (-1, 3.17, -1, 3.17)),
    (equation(x * y, 1), (1, 1), (-2, 2, -2, 2)),
    (equation(y**2, x**3 - x), None, (-1, 2, -1, 1)),
    (equation(y**2, x), (4, 2), (0, 5, 0, 2)),
    (equation(y**3 + y, x), None, (-1, 1, -0.5, 0.5)),
    (equation(x**2 - y**2, 1), None, (-2, 2, -1, 1)),
    (equation(sympy.exp(x * y), x + y), None, (0, 2, 0, 2)),
]


@pytest.mark.parametrize(("curve", "point", "box"), CURVES, ids=[str(curve) for curve, _, _ in CURVES])
def test_the_curve_is_shown(curve, point, box):
    """A bounded curve is seen as a whole, of others the loops and the turns, and it fills a third of the height."""
    window = choose_implicit_window(curve, "x", "y", point=point)
    assert window.x_min <= box[0] < box[1] <= window.x_max
    assert window.y_min <= box[2] < box[3] <= window.y_max
    assert max((box[1] - box[0]) / (8 / 5.6), box[3] - box[2]) >= 0.2 * (window.y_max - window.y_min)


@pytest.mark.parametrize("aspect", [1.0, 8 / 5.6, 16 / 9])
def test_units_are_equal(aspect):
    """The window has the proportions of the picture."""
    window = choose_implicit_window(equation(x**2 + y**2, 25), "x", "y", aspect=aspect)
    assert aspect == pytest.approx((window.x_max - window.x_min) / (window.y_max - window.y_min), rel=1e-5)


def test_ticks_are_the_same_on_both_axes():
    """Equal units have equal steps."""
    window = choose_implicit_window(equation(x**2 + y**2, 25), "x", "y")
    assert [tick.value for tick in window.x_ticks if abs(tick.value) < 6] == [tick.value for tick in window.y_ticks]


def test_no_curve_is_an_error():
    """An equation without real points is refused."""
    with pytest.raises(MathError, match="no real curve"):
        choose_implicit_window(equation(x**2 + y**2, -1), "x", "y")
