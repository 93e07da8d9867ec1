"""Tests of edits in words: what is named changes, nothing else does, and what is not understood is a question."""

import json

import pytest

from derivanim.errors import SlotError
from derivanim.model.edit import edit
from derivanim.slots.registry import load, templates

FIRST = {name: schema.EXAMPLES[0] for name, schema in templates().items() if name not in ("unsupported", "unclear")}

CHANGES = [
    ("tangent_line", "same, at x = 2, in blue", {"point": "2", "color": "blue"}),
    ("tangent_line", "at 2", {"point": "2"}),
    ("tangent_line", "move the point from 1 to 3", {"point": "3"}),
    ("tangent_line", "change 1 to -2", {"point": "-2"}),
    ("tangent_line", "not at x = 1 but at x = 2", {"point": "2"}),
    ("tangent_line", "at the point (2, 4 sin 2)", {"point": "2"}),
    ("tangent_line", "for sin x instead", {"function": "sin(x)"}),
    ("tangent_line", "use x^3 instead of x^2 sin x", {"function": "x**3"}),
    ("tangent_line", "replace x^2 sin x by e^x please", {"function": "exp(x)"}),
    ("tangent_line", "but for f(t) = t^3 at t = 2", {"function": "t**3", "point": "2", "variable": "t"}),
    ("tangent_line", "g(x) = cos x", {"function": "cos(x)", "function_name": "g"}),
    ("tangent_line", "name the function g", {"function_name": "g"}),
    ("tangent_line", "slower please", {"pace": "slow"}),
    ("tangent_line", "make it a bit faster", {"pace": "fast"}),
    ("tangent_line", "paint the curve green", {"color": "green"}),
    ("tangent_line", "make it blue instead of red", {"color": "blue"}),
    ("tangent_line", "light theme, vertical, without the steps", {"theme": "light", "aspect": "9:16", "steps": False}),
    ("tangent_line", "make it 1:1 on a white background", {"theme": "light", "aspect": "1:1"}),
    ("tangent_line", "call it 'My tangent'", {"title": "My tangent"}),
    ("tangent_line", 'the title should be "Ratio 9:16 in red"', {"title": "Ratio 9:16 in red"}),
    ("tangent_line", "in German", {"language": "de"}),
    ("tangent_line", "with LaTeX", {"math": "latex"}),
    ("tangent_line", "same function, at x = pi/3", {"point": "pi/3"}),
    ("tangent_line", "the third derivative", {"template": "higher_derivatives", "point": None, "order": "3"}),
    ("tangent_line", "show the derivative graph of it", {"template": "derivative_graph", "point": None}),
    ("optimization", "on [0, 3]", {"interval": ["0", "3"]}),
    ("optimization", "interval from -1 to 1, only the minimum", {"interval": ["-1", "1"], "goal": "minimum"}),
    ("optimization", "between -1 and 2", {"interval": ["-1", "2"]}),
    ("optimization", "maximum only", {"goal": "maximum"}),
    ("taylor_polynomial", "of order 4", {"order": "4"}),
    ("taylor_polynomial", "up to degree five at x = 1", {"order": "5", "point": "1"}),
    ("higher_derivatives", "third derivative", {"order": "3"}),
    ("related_rates", "the ladder is 6 m long", {"length": "6"}),
    ("related_rates", "length 6, distance 4", {"length": "6", "distance": "4"}),
    ("related_rates", "10 instead of 5", {"length": "10"}),
    ("related_rates", "change the rate from 1 to 2", {"rate": "2"}),
    ("related_rates", "in feet per minute", {"unit": "ft", "per": "min"}),
    ("rate_of_change", "per hour", {"per": "h"}),
    ("marginal_analysis", "revenue instead of cost", {"quantity": "revenue"}),
    ("implicit_differentiation", "at (4, 3)", {"point": ["4", "3"]}),
    ("implicit_differentiation", "at x = 4, y = 3", {"point": ["4", "3"]}),
    ("implicit_differentiation", "x^2 + y^2 = 100 at (6, 8)", {"equation": "x**2 + y**2 = 100", "point": ["6", "8"]}),
    ("parametric_tangent", "at t = pi/2", {"point": "pi/2"}),
    ("parametric_tangent", "for (t^2, t^3) at t = 1", {"x": "t**2", "y": "t**3", "point": "1"}),
    ("polar_tangent", "at theta = pi/2", {"point": "pi/2"}),
    ("tangent_plane", "at (0, 2)", {"point": ["0", "2"]}),
    ("tangent_plane", "for x^2 - y^2", {"function": "x**2 - y**2"}),
    ("directional_derivative", "at (2, 2), direction (1, 1)", {"point": ["2", "2"], "direction": ["1", "1"]}),
    ("linear_approximation", "at x = 9, target 9.1", {"point": "9", "target": "91/10"}),
    ("linear_approximation", "approximate sqrt(4.2)", {"target": "21/5"}),
    ("newton_method", "starting guess 1.5, for x^3 - 2", {"function": "x**3 - 2", "start": "3/2"}),
    ("newton_method", "x0 = 3", {"start": "3"}),
    ("tangent_from_point", "from the point (0, -1)", {"away": "0", "height": "-1"}),
    ("average_and_instantaneous_rate", "on [0, 2] at 1", {"interval": ["0", "2"], "point": "1"}),
    ("inverse_function_derivative", "value 10", {"value": "10"}),
    ("constant_rule", "for 7", {"function": "7"}),
    ("motion", "at t = 2, from 0 to 3", {"point": "2", "interval": ["0", "3"]}),
    ("chain_rule", "for cos(x^3) in red, no steps", {"function": "cos(x**3)", "color": "red", "steps": False}),
]

QUESTIONS = [
    ("tangent_line", "same", "name nothing"),
    ("tangent_line", "in white, at x = 1 and x = 2", "1 or 2"),
    ("tangent_line", "red and blue", "red or blue"),
    ("tangent_line", "on [0, 3]", "[0, 3]"),
    ("tangent_line", "make it prettier", "prettier"),
    ("tangent_line", "also at x = 3", "also"),
    ("tangent_line", "with slope 3", "3"),
    ("tangent_line", "at t = 2", "t = 2"),
    ("tangent_line", "use x^3 instead of x^2", "x^2"),
    ("tangent_line", "x^^2", "x^^2"),
    ("tangent_line", "at (2, 5)", "not on the curve"),
    ("tangent_line", "in brown", "brown"),
    ("tangent_line", "the tangent in red", "Only the colour of the function"),
    ("tangent_line", "call it My tangent", "quotation marks"),
    ("tangent_line", "in French", "French"),
    ("tangent_line", "radius 3", "radius"),
    ("tangent_line", "same point, at x = 2", "point"),
    ("tangent_line", "without the point", "cannot be left out"),
    ("tangent_line", "at x = 1", "already"),
    ("tangent_line", "of order 3", "no order"),
    ("taylor_polynomial", "order 12", "order"),
    ("optimization", "without the interval", "cannot be left out"),
    ("related_rates", "7", "length or the distance or the rate"),
    ("related_rates", "radius 3", "radius"),
    ("related_rates", "the ladder is 6 ft long", "ft"),
    ("implicit_differentiation", "at x = 4", "4"),
    ("implicit_differentiation", "for x^2", "x^2"),
    ("directional_derivative", "(1, 2)", "the point or the direction"),
    ("linear_approximation", "4.2", "the point or the target"),
    ("tangent_from_point", "through (2, 4)", "lies on the curve"),
    ("constant_rule", "7", "the function or the point"),
    ("inverse_function_derivative", "at x = 1", "either the point"),
]


class Scripted:
    """A model that answers one template, and keeps what it was asked."""

    def __init__(self, template, probability=0.9):
        self.threshold = 0.5
        self.answer = (template, probability)
        self.asked = []

    def propose(self, request, candidates=4, seed=0):
        """The one answer."""
        from derivanim.model.backend import Candidate

        self.asked.append(request.delexicalised)
        return [Candidate({"template": self.answer[0], "function": "E1"}, self.answer[1])]


def difference(old, new):
    """The fields that are not byte for byte the same; None for one that is gone."""
    names = [name for name in old | new if json.dumps(old.get(name)) != json.dumps(new.get(name))]
    return {name: new.get(name) for name in names}


@pytest.mark.parametrize(("template", "text", "changes"), CHANGES)
def test_what_is_named_changes(template, text, changes):
    """The fields that the words name have their new values; all others are as before."""
    old = FIRST[template]
    assert changes == difference(old, edit(old, text, None).slots)


@pytest.mark.parametrize(("template", "text", "words"), QUESTIONS)
def test_what_is_not_sure_is_a_question(template, text, words):
    """The question names what is not understood, and nothing is changed."""
    slots = edit(FIRST[template], text, None).slots
    assert "unclear" == slots["template"]
    assert words in slots["question"]


@pytest.mark.parametrize("template", FIRST)
@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("slow, in pink", {"pace": "slow", "color": "pink"}),
        ("call it 'My picture', dark background", {"title": "My picture"}),
        ("square format in German without steps", {"aspect": "1:1", "language": "de", "steps": False}),
    ],
)
def test_the_look_of_every_template(template, text, changes):
    """A wish about the picture changes no mathematics, in any example; the result is loaded by its schema."""
    for old in templates()[template].EXAMPLES:
        new = edit(old, text, None).slots
        assert changes.items() <= new.items()
        assert difference(old, new).keys() <= changes.keys() | {"theme"}
        assert load(new).template == template


def test_there_and_back():
    """A look that was wished for and then taken back leaves the bytes of before."""
    for old in FIRST.values():
        there = edit(old, "in purple, with the title 'My picture', light theme", None).slots
        back = edit(there, "default colour, without the title, default theme", None).slots
        assert json.dumps({k: v for k, v in old.items() if k != "color"}) == json.dumps(back)


def test_a_claim_is_dropped_with_its_function():
    """The derivative of the old function says nothing about the new one; at another point it stays."""
    old = {"template": "tangent_line", "function": "x**2", "point": "1", "derivative": "2*x"}
    assert "derivative" not in edit(old, "for sin x", None).slots
    assert "2*x" == edit(old, "at 3", None).slots["derivative"]


def test_what_is_not_named_keeps_its_notation():
    """A function in the person's own notation is not rewritten, and a number stays a number."""
    old = {"template": "tangent_line", "function": "x^2", "point": 1, "pace": "normal"}
    assert {**old, "color": "red"} == edit(old, "in red", None).slots


def test_another_kind_of_animation():
    """The model is asked with the function that is shown; the fields that both schemas have stay."""
    old = FIRST["tangent_line"] | {"color": "red"}
    model = Scripted("secant_limit")
    assert old | {"template": "secant_limit"} == edit(old, "as a secant instead", model).slots
    assert ["show the secant of E1 at x = N1"] == model.asked


@pytest.mark.parametrize("model", [Scripted("newton_method"), Scripted("secant_limit", 0.2)])
def test_a_kind_that_the_model_is_not_sure_of(model):
    """A template that has none of the words, or an unsure answer, is a question."""
    slots = edit(FIRST["tangent_line"], "as a secant instead", model).slots
    assert "secant" in slots["question"]


def test_a_kind_that_lacks_a_field():
    """A template that needs more than there is asks for it."""
    slots = edit(FIRST["tangent_line"], "rolle instead", Scripted("rolle_theorem")).slots
    assert "interval" in slots["question"]


@pytest.mark.parametrize("template", ["unclear", "unsupported"])
def test_an_object_without_an_animation(template):
    """There is nothing to change in a refusal."""
    with pytest.raises(SlotError, match="no animation"):
        edit(templates()[template].EXAMPLES[0], "at 2", None)


def test_the_slots_that_were_given_stay():
    """The object of the caller is not touched."""
    old = dict(FIRST["tangent_line"])
    edit(old, "at 2 in red", None)
    assert FIRST["tangent_line"] == old
