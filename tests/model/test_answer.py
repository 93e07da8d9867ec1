"""Tests of the choice among candidates, with a model that answers from a list."""

import pytest

from derivanim.errors import ExpressionError, ModelError
from derivanim.model.answer import answer
from derivanim.model.backend import load
from derivanim.model.backends.reading import candidate

TANGENT = {"template": "tangent_line", "function": "E1", "point": "N1"}
SECANT = {"template": "secant_limit", "function": "E1", "point": "N1"}
OVERVIEW = {"template": "derivative_overview", "function": "E1"}
INTEGRAL = {"template": "unsupported", "reason": "integral"}


def test_the_first_good_candidate(scripted):
    """A sure answer that uses everything is taken; the model saw the request with markers."""
    backend = scripted((TANGENT, 0.9), (SECANT, 0.05))
    result = answer("tangent to x^2 at 1", backend)
    assert {"template": "tangent_line", "function": "x**2", "point": "1"} == result.slots
    assert 0.9 == result.confidence
    assert ["tangent to E1 at N1"] == backend.asked


def test_the_next_candidate_where_mathematics_is_left_over(scripted):
    """An answer that leaves the point out gives way to one that uses it."""
    result = answer("slope of x^2 at 1", scripted((OVERVIEW, 0.6), (TANGENT, 0.55)))
    assert "tangent_line" == result.slots["template"]


def test_left_over_without_another_candidate(scripted):
    """The question names what was not used."""
    result = answer("tangent to x^2 at 1 and 3", scripted((TANGENT, 0.9)))
    assert "unclear" == result.slots["template"]
    assert "3" in result.slots["question"]


def test_unsure_between_two(scripted):
    """Below the threshold, the question names the two readings."""
    question = answer("line for x^2 at 1", scripted((TANGENT, 0.4), (SECANT, 0.35))).slots["question"]
    assert "the tangent line at a point (x^2, point 1), or a secant becomes the tangent" in question


def test_a_refusal(scripted):
    """A request outside of the subject gets its reason in words."""
    result = answer("integrate x^2", scripted((INTEGRAL, 0.8)))
    assert "unsupported" == result.slots["template"]
    assert "Integrals" in result.slots["reason"]


def test_unreadable_mathematics_is_a_question(scripted):
    """A formula that does not read is never passed over."""
    result = answer("tangent to x^2 at 1, and x^^3", scripted((TANGENT, 0.95)))
    assert "unclear" == result.slots["template"]
    assert "x^^3" in result.slots["question"]


def test_what_the_schema_refuses_is_a_question(scripted):
    """An interval the wrong way round is no answer."""
    target = {"template": "optimization", "function": "E1", "interval": ["N1", "N2"]}
    result = answer("extrema of x^2 with ends 3 and 1", scripted((target, 0.9)))
    assert "unclear" == result.slots["template"]


def test_no_candidate_at_all(scripted):
    """A model that says nothing leads to a question."""
    assert "unclear" == answer("tangent to x^2 at 1", scripted()).slots["template"]


def test_too_long(scripted):
    """A letter is refused before the model sees it."""
    backend = scripted((TANGENT, 0.9))
    with pytest.raises(ExpressionError, match="characters"):
        answer("tangent " * 200, backend)
    assert [] == backend.asked


def test_unknown_backend():
    """A name that is none says which there are."""
    with pytest.raises(ModelError) as caught:
        load("gpt")
    assert "embedded" in caught.value.hint


def test_a_foreign_subject_is_never_drawn(scripted):
    """Words outside of the subject win against a model that is sure of an animation."""
    result = answer("second derivative of x^2", scripted((OVERVIEW, 0.99)))
    assert "unsupported" == result.slots["template"]
    assert "higher derivatives" in result.slots["reason"].lower()


def test_a_foreign_subject_with_the_models_own_reason(scripted):
    """Where the model has a reason of its own as well, that one is said."""
    geometry = {"template": "unsupported", "reason": "geometry"}
    result = answer("normal line to x^2 at 1", scripted((TANGENT, 0.5), (geometry, 0.4)))
    assert "Geometry" in result.slots["reason"]


def test_the_same_picture_adds_up(scripted):
    """Confidence that is spread over colours and paces is confidence in one picture."""
    result = answer("tangent to x^2 at 1", scripted((TANGENT, 0.4), (TANGENT | {"pace": "slow"}, 0.35)))
    assert "tangent_line" == result.slots["template"]
    assert 0.75 == pytest.approx(result.confidence)


def test_a_question_about_two_where_there_is_one(scripted):
    """A question that the request gives no reason for is passed over."""
    two = {"template": "unclear", "question": "two_functions"}
    assert "tangent_line" == answer("tangent to x^2 at 1", scripted((two, 0.6), (TANGENT, 0.3))).slots["template"]


def test_a_product_in_two_parts(scripted):
    """The factors that a request names beside the rule are one function."""
    result = answer("u = x^2, v = sin x, product rule", scripted(({"template": "product_rule", "function": "E1"}, 0.9)))
    assert "x**2*sin(x)" == result.slots["function"]


class Written:
    """A backend that writes texts, one only where those before it will not do."""

    threshold = 0.0

    def __init__(self, form, *texts):
        self.form, self.texts, self.drawn = form, texts, 0

    def propose(self, request, candidates=4, seed=0):
        """The texts in order, each less probable than the one before it."""
        for number, text in enumerate(self.texts[:candidates]):
            self.drawn += 1
            yield candidate(text, self.form, request, 0.9 / (number + 1))


COPIED = '{"template":"tangent_line","function":"x**2","point":"1"}'


def test_a_copy_is_taken():
    """A slot object that the model wrote out, its claim among it, is loaded by its schema."""
    text = COPIED[:-1] + ',"derivative":"2*x"}'
    result = answer("tangent to x^2 at 1", Written("copy", text))
    assert {"template": "tangent_line", "function": "x**2", "point": "1", "derivative": "2*x"} == result.slots
    assert 0.9 == result.confidence


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (COPIED.replace('"1"', '"2"'), "point 2"),
        (COPIED.replace("x**2", "x**2 + 1"), r"function x**2 + 1"),
        (COPIED[:-1] + ',"title":"My own"}', "title My own"),
    ],
)
def test_a_copy_with_inventions(text, named):
    """A number, a function or a title of the model's own is asked about."""
    slots = answer("tangent to x^2 at 1", Written("copy", text)).slots
    assert "unclear" == slots["template"]
    assert named in slots["question"]


@pytest.mark.parametrize(
    ("request_text", "text", "named"),
    [
        ("tangent to x^2 at 1 and 3", COPIED, "3"),
        ("slope of x^2 at 1", '{"template":"derivative_overview","function":"x**2"}', "1"),
        ("tangent to x^2 at (2, 5)", COPIED.replace('"1"', '"2"'), "not on the curve"),
        ("maximum of x^2 from 3 to 1", '{"template":"optimization","function":"x**2","interval":["3","1"]}', "smaller"),
    ],
)
def test_copies_are_held_to_what_holds_for_pointers(request_text, text, named):
    """What is left over, what the spans do not allow and what the schema refuses is asked about."""
    slots = answer(request_text, Written("copy", text)).slots
    assert "unclear" == slots["template"]
    assert named in slots["question"]


def test_a_copy_on_a_foreign_subject():
    """Words outside of the subject win against a slot object that is well made."""
    text = '{"template":"derivative_overview","function":"x**2"}'
    assert "unsupported" == answer("integrate the derivative of x^2", Written("copy", text)).slots["template"]


@pytest.mark.parametrize("form", ["point", "copy"])
@pytest.mark.parametrize(
    "text",
    [
        "",
        "no",
        "{}",
        '{"template": 3}',
        '{"template":"x","a":NaN}',
        "{" * 10_000 + "}",
        '{"template":"unsupported","reason":"\\ud800"}',
    ],
)
def test_garbage(form, text):
    """A text that is no answer is a question."""
    result = answer("tangent to x^2 at 1", Written(form, text))
    assert "unclear" == result.slots["template"]
    assert result.slots["question"].encode()


def test_a_refusal_in_its_own_words():
    """A model that writes slots gives a reason as a code or in words."""
    own = '{"template":"unsupported","reason":"That is about cooking."}'
    assert "That is about cooking." == answer("boil an egg", Written("copy", own)).slots["reason"]
    code = '{"template":"unsupported","reason":"integral"}'
    assert "Integrals" in answer("integrate x^2", Written("copy", code)).slots["reason"]


def test_no_more_answers_than_are_needed():
    """An iterator is asked for another answer only where none before it will do."""
    backend = Written("copy", "no", COPIED.replace('"1"', '"7"'), COPIED, COPIED)
    assert "tangent_line" == answer("tangent to x^2 at 1", backend).slots["template"]
    assert 3 == backend.drawn


def test_a_claim_of_a_pointing_model(scripted):
    """A derivative beside the pointers goes into the slots, to be proved."""
    slots = answer("tangent to x^2 at 1", scripted((TANGENT | {"derivative": "2*x"}, 0.9))).slots
    assert "2*x" == slots["derivative"]
