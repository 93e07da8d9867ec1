"""Slot objects: what they read, what they refuse, and that they are canonical."""

import pytest

from derivanim.errors import SlotError
from derivanim.slots.registry import load


def tangent(**fields):
    """Slots of a tangent line with some fields changed."""
    return load({"template": "tangent_line", "function": "x**2", "point": "1"} | fields)


@pytest.mark.parametrize("text", ["x^2 sin x", "x**2*sin(x)", r"x^2 \sin x", "x² sin(x)"])
def test_functions_are_canonical(text):
    """One function has one text, in whatever notation it came."""
    assert "x**2*sin(x)" == tangent(function=text).function


@pytest.mark.parametrize(("given", "kept"), [(1, "1"), ("1", "1"), (0.5, "1/2"), ("pi/4", "pi/4"), ("-2.5", "-5/2")])
def test_points_are_exact(given, kept):
    """A point is an exact number, also where it came as a decimal or as a number of JSON."""
    assert kept == tangent(point=given).point


def test_variable_is_found():
    """A function of t has the variable t."""
    assert "t" == tangent(function="sin(t)").variable


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"function": "x**2 + y"}, "function: unknown variable 'y'; the variables here are: x"),
        ({"function": "x**"}, "function: the expression ends too early"),
        ({"function": "(t, t**2)"}, "function: unknown variable|function: an expression was expected"),
        ({"function": ""}, "function: .*at least 1 character"),
        ({"function": None}, "function: .*given None"),
        ({"point": "x"}, "point"),
        ({"point": "oo"}, "point"),
        ({"point": True}, "point"),
        ({"point": [1]}, "point"),
        ({"derivative": "2*y"}, "derivative: unknown variable 'y'"),
        ({"pace": "quick"}, "pace: .*'slow', 'normal' or 'fast', given 'quick'"),
        ({"color": "mauve"}, "color"),
        ({"title": ""}, "title"),
        ({"variable": "x1"}, "variable"),
        ({"pont": "1"}, "pont: unknown field, did you mean 'point'\\?; allowed: template, "),
    ],
)
def test_refusals_name_the_field(fields, message):
    """A refusal says in one line which field is wrong and why."""
    with pytest.raises(SlotError, match=message) as caught:
        tangent(**fields)
    assert "\n" not in str(caught.value)


def test_claimed_slopes_of_curves_are_expressions_too():
    """What is claimed as y' on a curve is refused under its own name."""
    with pytest.raises(SlotError, match="derivative: an expression was expected"):
        load({"template": "implicit_differentiation", "equation": "x*y = 1", "derivative": "(x, y)"})


def test_missing_fields_are_named():
    """A missing field is named with its meaning."""
    with pytest.raises(SlotError, match="point: missing, where the tangent touches"):
        load({"template": "tangent_line", "function": "x"})


@pytest.mark.parametrize("interval", [["2", "1"], ["1", "1"], ["0", "oo"], ["0"], "0, 1", ["x", "1"]])
def test_intervals_go_upwards(interval):
    """An interval is two finite numbers, the smaller one first."""
    with pytest.raises(SlotError, match="interval"):
        load({"template": "optimization", "function": "x", "interval": interval})


def test_slots_are_frozen():
    """A slot object is never changed; `replaced` makes another one."""
    slots = tangent()
    with pytest.raises(ValueError, match="frozen"):
        slots.point = "2"
    assert ("1", "2") == (slots.point, slots.replaced(point="2").point)


def test_as_dict_leaves_defaults_out():
    """The JSON object begins with the template, ends with the presentation, and holds no defaults."""
    data = tangent(color="red", function="t^2").as_dict()
    expected = {"template": "tangent_line", "function": "t**2", "variable": "t", "point": "1", "color": "red"}
    assert list(expected.items()) == list(data.items())
    assert load(data).as_dict() == data


def test_equations_are_canonical():
    """An equation has one text; both variables must be its own."""
    slots = load({"template": "implicit_differentiation", "equation": "x^2 + y^2 = 25"})
    assert "x**2 + y**2 = 25" == slots.equation
    with pytest.raises(SlotError, match="contains z"):
        load({"template": "implicit_differentiation", "equation": "x^2 + z^2 = 25"})
    with pytest.raises(SlotError, match="y does not occur"):
        load({"template": "implicit_differentiation", "equation": "x^2 = 25"})


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"template": "unsupported", "reason": "integral"}, "reason"),
        ({"template": "unclear", "question": "no_point"}, "question"),
    ],
)
def test_codes_become_sentences(data, field):
    """A code of a refusal becomes its sentence; another sentence stays."""
    assert " " in getattr(load(data), field)
    assert "As I say." == getattr(load(data | {field: "As I say."}), field)
