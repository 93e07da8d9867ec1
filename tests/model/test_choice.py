"""Tests of the choice among a model's candidates by the words of a request."""

import pytest

from derivanim.model.choice import mathematics, possible, together, worded

OVERVIEW = {"template": "derivative_overview", "function": "E1"}
CHAIN = {"template": "chain_rule", "function": "E1"}
PRODUCT = {"template": "product_rule", "function": "E1"}
GRAPH = {"template": "derivative_graph", "function": "E1"}
TANGENT = {"template": "tangent_line", "function": "E1", "point": "N1"}


def question(code):
    """An answer that asks."""
    return {"template": "unclear", "question": code}


@pytest.mark.parametrize(
    ("text", "targets", "expected"),
    [
        ("differentiate E1", [CHAIN, OVERVIEW, PRODUCT], [False, True, False]),
        ("differentiate E1", [CHAIN], [True]),
        ("chain rule for E1", [CHAIN, OVERVIEW, PRODUCT], [True, False, False]),
        ("product rule and chain rule for E1", [CHAIN, OVERVIEW, PRODUCT], [True, True, True]),
        ("E1 with the growing rectangle", [PRODUCT, OVERVIEW], [True, True]),
        ("find the derivative of the function below. E1", [GRAPH, OVERVIEW], [False, True]),
        ("plot the derivative of E1", [GRAPH, OVERVIEW], [True, True]),
        ("tangent to E1 at N1", [question("two_functions"), TANGENT], [False, True]),
        ("tangent to E1 and E2 at N1", [question("two_functions"), TANGENT], [True, True]),
        ("tangent to E1 at N1", [question("two_points"), question("no_function")], [False, False]),
        ("maximum of E1", [question("no_interval"), question("which_animation")], [True, True]),
    ],
)
def test_possible(text, targets, expected):
    """Rules that are not named give way to the steps, and questions without an object are none."""
    assert expected == possible([(target, 0.4) for target in targets], text)


def test_a_model_that_is_sure():
    """Of a rule that no word hints at, a model may be sure; not of a graph."""
    assert [True, True] == possible([(CHAIN, 0.95), (OVERVIEW, 0.02)], "differentiate E1")
    assert [False, True] == possible([(GRAPH, 0.95), (OVERVIEW, 0.02)], "differentiate E1")


def test_what_is_alike_adds_up():
    """The same mathematics in several colours is one answer, and the most probable is the first."""
    slow, red = TANGENT | {"pace": "slow"}, TANGENT | {"color": "red"}
    items = [(OVERVIEW, 0.35), (slow, 0.3), (red, 0.2)]
    ranked = together((target, mathematics(target), probability) for target, probability in items)
    assert [(slow, 0.5), (OVERVIEW, 0.35)] == ranked


@pytest.mark.parametrize(
    ("text", "goal", "expected"),
    [
        ("maximise E1 on I1", None, "maximum"),
        ("smallest value of E1 on I1", "maximum", "minimum"),
        ("biggest and smallest E1 on I1", "minimum", None),
        ("extrema of E1 on I1", None, None),
        ("where is E1 cheap on I1", "minimum", "minimum"),
    ],
)
def test_the_goal_is_that_of_the_words(text, goal, expected):
    """Maximum, minimum or both, where the words leave no choice."""
    target = {"template": "optimization", "function": "E1", "interval": "I1"} | ({"goal": goal} if goal else {})
    assert expected == worded(target, text).get("goal")


def test_working_that_was_asked_for_is_shown():
    """ "With the working" leaves no choice; "without" does not ask for it."""
    bare = OVERVIEW | {"steps": "false"}
    assert OVERVIEW == worded(bare, "E1 with the working, and its curve")
    assert bare == worded(bare, "E1 without the working")


def test_a_colour_that_nobody_named():
    """A colour is that of the request or none."""
    assert "color" not in worded(TANGENT | {"color": "green"}, "tangent to E1 at N1")
    assert "green" == worded(TANGENT | {"color": "green"}, "tangent to E1 at N1 in green")["color"]
