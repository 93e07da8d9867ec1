"""The mathematics of slot objects: proved, replaced or refused before anything is drawn."""

import pytest

from derivanim.errors import MathError, SlotError
from derivanim.slots.check import check
from derivanim.slots.registry import load


def checked(template, **fields):
    """The check of slots with these fields."""
    return check(load({"template": template} | fields))


def test_derivative_is_filled_in():
    """A derivative that nobody claimed is SymPy's, and is proved like any other."""
    result = checked("tangent_line", function="x^2", point="1")
    assert "2*x" == result.slots.derivative
    assert () == result.replaced
    assert ["proved", "proved"] == [verdict.status for _, verdict in result.results]


def test_equal_claims_stay():
    """A claim in another form is right, and stays as it was claimed."""
    result = checked("tangent_line", function="sin(x)^2", point="1", derivative="sin(2x)")
    assert "sin(2*x)" == result.slots.derivative
    assert () == result.replaced


def test_wrong_claims_are_replaced():
    """A refuted derivative becomes SymPy's, and a sentence says so."""
    result = checked("tangent_line", function="x^2", point="1", derivative="3*x")
    assert "2*x" == result.slots.derivative
    assert len(result.replaced) == 1
    assert result.replaced[0].startswith("derivative: 3*x was wrong")


def test_wrong_claims_can_be_rejected():
    """With "reject" a refuted claim is an error with its counterexample."""
    slots = load({"template": "tangent_line", "function": "x^2", "point": "1", "derivative": "3*x"})
    with pytest.raises(MathError, match=r"derivative: .* is wrong"):
        check(slots, on_wrong_math="reject")
    with pytest.raises(SlotError, match="'correct' or 'reject'"):
        check(slots, on_wrong_math="ignore")


@pytest.mark.parametrize(
    ("template", "fields", "message"),
    [
        ("tangent_line", {"function": "log(x)", "point": "-1"}, "log\\(x\\) has no real value at x = -1"),
        ("tangent_line", {"function": "1/x", "point": "0"}, "has no real value at x = 0"),
        ("tangent_line", {"function": "abs(x)", "point": "0"}, "no tangent at x = 0: corner"),
        ("tangent_line", {"function": "cbrt(x)", "point": "0"}, "no tangent at x = 0: vertical tangent"),
        ("tangent_line", {"function": "sqrt(x)", "point": "0"}, "no tangent at x = 0: end of the domain"),
        ("tangent_line", {"function": "floor(x)", "point": "1"}, "no tangent at x = 1: jump"),
        ("secant_limit", {"function": "abs(x - 2)", "point": "2"}, "no tangent at x = 2: corner"),
        ("optimization", {"function": "1/x", "interval": ["-1", "1"]}, "."),
        ("optimization", {"function": "tan(x)", "interval": ["0", "3"]}, "."),
        ("optimization", {"function": "log(x)", "interval": ["-1", "1"]}, "."),
        ("optimization", {"function": "5", "interval": ["0", "1"]}, "is constant"),
        ("optimization", {"function": "4^(x^3)", "interval": ["0", "10"]}, "too large to be shown"),
    ],
)
def test_what_cannot_be_shown_is_refused(template, fields, message):
    """A picture that would be wrong or impossible is refused in one sentence that says why."""
    with pytest.raises(MathError, match=message) as caught:
        checked(template, **fields)
    assert "\n" not in str(caught.value)
    assert caught.value.hint


@pytest.mark.parametrize("point", ["0", "1", "-1", "1/3"])
def test_smooth_points_of_rough_functions(point):
    """A function with a corner elsewhere has its tangents at the other points."""
    assert checked("tangent_line", function="abs(x - 2) + x^2", point=point).results


def test_refusals_need_no_check():
    """Slots that draw nothing claim nothing."""
    assert () == checked("unsupported", reason="integral").results
