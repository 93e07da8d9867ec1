"""Plot windows: what must be seen is seen, and nothing is drawn where there is no curve."""

import math

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from derivanim.calculus.sampling import sampler
from derivanim.calculus.symbols import symbol
from derivanim.calculus.window import Window, choose_window
from derivanim.errors import MathError

x = symbol("x")
R, pi, exp, log, sin, cos, tan, sqrt = (
    sympy.Rational, sympy.pi, sympy.exp, sympy.log, sympy.sin, sympy.cos, sympy.tan, sympy.sqrt,
)  # fmt: skip
STEP = sympy.Piecewise((x**2, x < 1), (3 - x, True))

# function, options, and the x values of what must lie inside of the window
TABLE = [
    (x, {}, (0,)),
    (2 * x + 1, {}, (0, -0.5)),
    (100 * x, {}, (0,)),
    (sympy.Integer(3), {}, (0,)),
    (sympy.Integer(0), {}, (0,)),
    (sympy.Integer(-1000), {"point": 5}, (5,)),
    (x**2, {}, (0,)),
    (x**2, {"point": 1}, (0, 1)),
    (x**2, {"point": 100}, (100,)),
    (x**2, {"point": -100}, (-100,)),
    (x**2, {"interval": (0, 1000)}, (0, 1000)),
    (x**2, {"interval": (-1, 2), "also": [2 * x]}, (-1, 0, 2)),
    (x**2 / 1000, {}, (0,)),
    (-2 * x**2 + 8 * x - 5, {}, (2,)),
    ((x - 1000) ** 2, {}, (1000,)),
    (x**2 + 10**6, {}, (0,)),
    (x**3 - 3 * x, {}, (-1, 0, 1)),
    (x**3, {"point": 0}, (0,)),
    (x**3 - 6 * x**2 + 9 * x, {"interval": (0, 5)}, (0, 1, 3, 5)),
    (x**4 - 4 * x**3 + 10, {}, (0, 3)),
    (5 * x**4 - 2 * x, {"point": 2}, (2,)),
    (x**10, {}, (0, 1)),
    (x**20, {}, (0, 1)),
    (x**100, {}, (0, 0.99)),
    (x**10, {"point": 1}, (1,)),
    (x**2 * sin(x), {"point": 1}, (0, 1)),
    (x * sin(x), {}, (0, pi)),
    (sin(x), {}, (0, pi, -pi)),
    (sin(x), {"point": pi / 4}, (pi / 4,)),
    (sin(x), {"point": 100}, (100,)),
    (sin(20 * x), {"point": 1}, (1,)),
    (sin(x) ** 2, {}, (0, pi / 2)),
    (sin(x) + cos(2 * x), {}, (0, pi)),
    (sin(pi * x), {}, (0, 1)),
    (cos(x), {"interval": (0, 2 * pi)}, (0, pi, 2 * pi)),
    (tan(x), {}, (0,)),
    (tan(x), {"point": pi / 4}, (pi / 4,)),
    (sympy.sec(x), {}, (0,)),
    (exp(x), {}, (0,)),
    (exp(x), {"point": 0}, (0,)),
    (exp(x), {"point": 10}, (10,)),
    (exp(3 * x), {"point": 1, "also": [3 * exp(3 * x)]}, (1,)),
    (exp(x**2), {}, (0,)),
    (exp(x**2), {"interval": (-3, 3)}, (-3, 0, 3)),
    (exp(-(x**2)), {}, (0, 1)),
    (exp(-x) * sin(x), {}, (0, 1)),
    (1000 * x * exp(-x / 50), {}, (0, 50)),
    (1 / (1 + exp(-x)), {}, (0,)),
    (sympy.cosh(x), {}, (0,)),
    (sympy.atan(x), {}, (0,)),
    (log(x), {}, (1,)),
    (log(x), {"point": 1}, (1,)),
    (log(x) / x, {}, (math.e,)),
    (x * log(x), {}, (1 / math.e,)),
    (log(x**2 - R(899, 100)), {}, (sqrt(R(999, 100)),)),
    (log(x**2 - 9), {"point": R(301, 100)}, (3.01,)),
    (1 / x, {}, (1, -1)),
    (1 / x, {"point": 1}, (1,)),
    (1 / x, {"point": R(1, 10)}, (0.1,)),
    (1 / x**2, {}, (1, -1)),
    (1 / (x**2 - 4), {}, (0,)),
    (x / (x**2 + 1), {}, (-1, 1)),
    (x + 1 / x, {"interval": (R(1, 2), 4)}, (0.5, 1, 4)),
    (1 / (x - 2), {"interval": (0, 4)}, (0, 4)),
    (sqrt(x), {}, (0, 1)),
    (sqrt(25 - x**2), {"point": 3}, (-5, 0, 3, 5)),
    (sqrt(x - 3) + sqrt(4 - x), {}, (3, 3.5, 4)),
    (sqrt(x - 3) + sqrt(4 - x), {"point": R(7, 2)}, (3, 3.5, 4)),
    (sympy.asin(x), {}, (-1, 0, 1)),
    (x ** R(1, 3), {}, (-1, 0, 1)),
    (x ** R(2, 3), {"point": 1}, (0, 1)),
    (x**x, {}, (1,)),
    (sympy.Abs(x), {}, (0,)),
    (sympy.Abs(x**2 - 4), {}, (-2, 0, 2)),
    (sympy.floor(x), {}, (0.5,)),
    (STEP, {}, (0, 2)),
    (sin(x) / x, {}, (1,)),
    ((x**2 - 1) / (x - 1), {}, (0,)),
    (x * sin(1 / x), {}, (0.1,)),
    (sin(1 / x), {"point": R(1, 2)}, (0.5,)),
]
IDS = [f"{function} {options}" for function, options, _ in TABLE]


def check(window: Window, function: sympy.Expr) -> None:
    """What holds for every window: finite, not degenerate, drawn only where the curve is and is seen."""
    bounds = (window.x_min, window.x_max, window.y_min, window.y_max)
    assert all(math.isfinite(bound) for bound in bounds)
    assert window.x_min < window.x_max
    assert window.y_min < window.y_max
    f = sampler(function, [x])
    height = window.y_max - window.y_min
    for left, right in window.pieces:
        assert window.x_min <= left < right <= window.x_max
        values = f(np.linspace(left, right, 999))
        assert np.isfinite(values).all()
        assert values.min() >= window.y_min - 1e-5 * height
        assert values.max() <= window.y_max + 1e-5 * height
        assert not any(left < pole < right for pole in window.poles)
        assert not any(left < jump < right for jump in window.jumps)
        assert not any(left <= hole <= right for hole in window.holes)
    for ticks, low, high in (
        (window.x_ticks, window.x_min, window.x_max),
        (window.y_ticks, window.y_min, window.y_max),
    ):
        assert 2 <= len(ticks) <= 9
        slack = 1e-6 * (high - low)
        assert all(low - slack <= tick.value <= high + slack for tick in ticks)


@pytest.mark.parametrize(("function", "options", "_inside"), TABLE, ids=IDS)
def test_windows_are_sound(function, options, _inside):
    """Pieces are drawn inside of the domain and of the window, never across a pole or a jump."""
    window = choose_window(function, "x", **options)
    check(window, function)
    assert window.pieces


@pytest.mark.parametrize(("function", "options", "inside"), TABLE, ids=IDS)
def test_windows_show_what_matters(function, options, inside):
    """Points, intervals, roots and turns are inside of the window, with the value of the curve there."""
    window = choose_window(function, "x", **options)
    f = sampler(function, [x])
    for place in map(float, inside):
        assert window.x_min <= place <= window.x_max
        value = float(f(np.array(place)))
        assert window.y_min <= value <= window.y_max


@pytest.mark.parametrize(("function", "options", "_inside"), TABLE, ids=IDS)
def test_curves_take_up_room(function, options, _inside):
    """The drawn curve spans a third of the height (unless it is constant) and half of its share of the width."""
    window = choose_window(function, "x", **options)
    f = sampler(function, [x])
    grid = np.linspace(window.x_min, window.x_max, 2001)
    share = float(np.mean(np.isfinite(f(grid))))
    drawn = sum(right - left for left, right in window.pieces)
    assert drawn >= 0.5 * share * (window.x_max - window.x_min)
    if function.free_symbols:
        values = np.concatenate([f(np.linspace(left, right, 99)) for left, right in window.pieces])
        wanted = 0.2 if "also" in options else 0.33
        assert np.ptp(values) >= wanted * (window.y_max - window.y_min)


@pytest.mark.parametrize(
    ("function", "kind", "expected"),
    [
        (1 / x, "poles", (0,)),
        (1 / (x**2 - 4), "poles", (-2, 2)),
        (1 / (x**2 - 2 * x + 1), "poles", (1,)),
        (log(x), "poles", (0,)),
        (STEP, "jumps", (1,)),
        (sympy.sign(x), "jumps", (0,)),
        (sin(x) / x, "holes", (0,)),
        ((x**2 - 1) / (x - 1), "holes", (1,)),
        (sympy.Abs(x), "corners", (0,)),
        (sympy.Abs(x**2 - 4), "corners", (-2, 2)),
        (sympy.Max(x, 1 - x), "corners", (0.5,)),
        (x ** R(1, 3), "vertical_tangents", (0,)),
        (exp(x), "horizontal_asymptotes", (0,)),
        (1 / (1 + exp(-x)), "horizontal_asymptotes", (0, 1)),
        (sin(x), "horizontal_asymptotes", ()),
        (sin(x) ** 2, "horizontal_asymptotes", ()),
        (x**2, "poles", ()),
        (x * sympy.Abs(x), "corners", ()),
    ],
)
def test_breaks_are_named(function, kind, expected):
    """Poles, jumps, holes, corners, upright tangents and asymptotes are found where they are."""
    found = getattr(choose_window(function, "x"), kind)
    assert expected == pytest.approx(found, abs=1e-6)


def test_poles_of_the_tangent_are_all_found():
    """Each pole between the bounds is listed, and no piece crosses one."""
    window = choose_window(tan(x), "x")
    expected = [pi * R(k, 2) for k in (-3, -1, 1, 3)]
    assert [float(place) for place in expected] == pytest.approx(window.poles)


@pytest.mark.parametrize("bounds", [(0, 3), (-2, 2), (1, R(7, 2)), (100, 101)])
def test_intervals_lie_inside_with_a_margin(bounds):
    """The bounds that a person gives are inside of the window, not on its edge."""
    window = choose_window(x**2 - x, "x", interval=bounds)
    assert window.x_min < bounds[0] < bounds[1] < window.x_max


def test_pi_ticks_for_trigonometric_functions():
    """A trigonometric function counts in parts of pi."""
    window = choose_window(sin(x), "x")
    assert window.pi_ticks
    assert {"pi", "-pi"} <= {tick.label for tick in window.x_ticks}


@pytest.mark.parametrize("function", [x * sin(x), sin(pi * x), exp(x), x**2])
def test_plain_ticks_elsewhere(function):
    """Where the variable also stands outside, or counts in units, ticks are plain numbers."""
    assert not choose_window(function, "x").pi_ticks


def test_zero_is_not_labelled_where_the_axes_cross():
    """The origin has no label: two zeros would collide there."""
    window = choose_window(x**2, "x")
    assert "0" not in {tick.label for tick in window.x_ticks + window.y_ticks}


def test_derivative_shares_the_axes():
    """The pieces of the other curves lie in the same window."""
    window = choose_window(x**2, "x", interval=(-2, 2), also=[2 * x])
    assert [(pytest.approx(-2, abs=0.6), pytest.approx(2, abs=0.6))] == list(window.also_pieces[0])
    assert window.y_min <= -4 < 4 <= window.y_max


@pytest.mark.parametrize("function", [sqrt(-1 - x**2), log(-(x**2) - 1), 1 / (x - x)])
def test_nothing_to_draw_is_an_error(function):
    """A function without real values is refused with a sentence."""
    with pytest.raises(MathError, match="no real value"):
        choose_window(function, "x")


def test_point_outside_of_the_domain_is_an_error():
    """A point where the function has no value is named."""
    with pytest.raises(MathError, match="no real value at x = -1"):
        choose_window(log(x), "x", point=-1)


def test_windows_are_the_same_every_time():
    """The same function has the same window."""
    assert choose_window(x * sin(1 / x), "x") == choose_window(x * sin(1 / x), "x")


_PARTS = st.sampled_from([x, x - 1, x**2 + 1, x**2 - 3, 2 * x, x / 3, sympy.Integer(2), -x])
_OUTER = st.sampled_from([sin, cos, tan, exp, log, sqrt, sympy.Abs, sympy.atan, lambda a: a**3, lambda a: 1 / a])


@st.composite
def functions(draw):
    """Random functions of x: sums, products, quotients and compositions."""
    result = draw(_PARTS)
    for _ in range(draw(st.integers(1, 3))):
        other, outer = draw(_PARTS), draw(_OUTER)
        kind = draw(st.integers(0, 3))
        result = [result + outer(other), result * outer(other), outer(result), result - other][kind]
    return result


@settings(max_examples=60, deadline=None, derandomize=True)
@given(functions(), st.integers(-5, 5), st.booleans())
def test_any_function_has_a_sound_window_or_an_error(function, point, pointed):
    """Whatever the function, the window is sound, or one sentence says why there is none."""
    if function.has(sympy.nan, sympy.zoo, sympy.oo):
        return
    try:
        window = choose_window(function, "x", **({"point": point} if pointed else {}))
    except MathError as error:
        assert "no real value" in str(error)
        return
    check(window, function)
    if pointed:
        assert window.x_min <= point <= window.x_max
        value = float(sampler(function, [x])(np.array(float(point))))
        assert window.y_min <= value <= window.y_max


@pytest.mark.parametrize("function", [x**20, x**100], ids=str)
def test_rise_of_a_flat_curve_is_shown(function):
    """A high power leaves the axis inside of the window."""
    window = choose_window(function, "x")
    assert 0.5 < window.y_max < 10


@pytest.mark.parametrize(("function", "level"), [(exp(1 / x), 1), (sympy.asec(x), math.pi / 2)], ids=str)
def test_one_asymptote_for_both_ends(function, level):
    """The same limit on both sides is one line, whatever the last digits are."""
    assert [pytest.approx(level, abs=1e-4)] == list(choose_window(function, "x").horizontal_asymptotes)
