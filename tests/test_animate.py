"""The path through the house, with the real model: what is refused, what is asked, and what is corrected."""

import pytest

import derivanim
from derivanim.animate import Answered, _place
from derivanim.errors import DerivanimError, SlotError


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ("show the tangent line to x^2 sin x at x = 1", "ok"),
        ("tangent line to ln x at x = -1", "unsupported"),
        ("tangent line to |x| at x = 0", "unsupported"),
        ("find the integral of x^2", "unsupported"),
        ("what is the weather in Paris?", "unsupported"),
        ("tangent line to x^2", "unclear"),
        ("show me a tangent line", "unclear"),
    ],
)
def test_every_request_gets_an_answer(request_, status):
    """A right animation, a refusal in a sentence, or a question in a sentence."""
    answered = derivanim.slots(request_)

    assert status == answered.status
    assert (status == "ok") == (answered.checked is not None)
    assert status == "ok" or len(answered.slots.get("reason") or answered.slots["question"]) > 20


@pytest.mark.parametrize(
    ("text", "part"), [("", "empty"), (" \n", "empty"), ("x" * 2000, "1000"), ("tangent \udcff", "UTF-8")]
)
def test_what_is_no_request_is_named(text, part):
    """No text, too much of it, or bytes that are none."""
    with pytest.raises(DerivanimError) as caught:
        derivanim.slots(text)

    assert part in f"{caught.value} {caught.value.hint}"


def test_a_wrong_derivative_is_replaced_and_reported():
    """The refuted claim stays in the report with its counterexample, and SymPy's value stands in the slots."""
    wrong = {"template": "tangent_line", "function": "x^2", "point": 1, "derivative": "x"}
    checked = derivanim.check(wrong)

    assert "2*x" == checked.slots.as_dict()["derivative"]
    assert len(checked.replaced) == 1
    assert "refuted" == str(checked.results[0][1].status)
    assert checked.results[0][1].counterexample


def test_a_wrong_derivative_can_be_rejected():
    """With on_wrong_math="reject" a refuted claim stops."""
    wrong = {"template": "tangent_line", "function": "x^2", "point": 1, "derivative": "x"}

    with pytest.raises(DerivanimError, match="derivative"):
        derivanim.check(wrong, on_wrong_math="reject")


@pytest.mark.parametrize(
    "slots", ["{", "[]", '{"template": "no_such"}', '{"template": "tangent_line", "function": "x"}']
)
def test_malformed_slots_are_one_error(slots):
    """What no schema accepts raises SlotError or its kin in one line."""
    with pytest.raises(DerivanimError) as caught:
        derivanim.check(slots)

    assert "\n" not in str(caught.value)


def test_code_is_a_program():
    """The program of a slot object compiles and has the scene of its template."""
    program = derivanim.code({"template": "tangent_line", "function": "x^2", "point": 1})
    compile(program, "program", "exec")

    assert "class TangentLine(Scene)" in program


@pytest.mark.parametrize(
    ("output", "name", "format_", "expected"),
    [
        (None, "tangent_line", None, "tangent_line.mp4"),
        (None, "a b/c", "gif", "a-b-c.gif"),
        ("video", "x", None, "video.mp4"),
        ("video.webm", "x", None, "video.webm"),
        ("folder/", "x", None, "folder/x.mp4"),
    ],
)
def test_where_the_video_goes(tmp_path, monkeypatch, output, name, format_, expected):
    """Named after what it shows where nobody says, into a folder where one is named."""
    monkeypatch.chdir(tmp_path)

    assert expected == str(_place(output, name, format_))


def test_a_video_cannot_take_the_place_of_its_slots(tmp_path):
    """An output that ends in .json, .py or .srt is refused before anything is written."""
    with pytest.raises(DerivanimError, match="no name for a video"):
        _place(tmp_path / "x.json", "x", None)


def test_the_answer_is_typed():
    """What slots() returns is the dataclass of that name, for programs that use the package."""
    assert isinstance(derivanim.slots("tangent line to x^2"), Answered)
    assert issubclass(SlotError, derivanim.DerivanimError)
