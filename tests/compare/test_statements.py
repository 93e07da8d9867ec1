"""Formulas as statements: what a picture says is decided, and a near miss is found."""

import pytest

from derivanim.compare.statements import decide, same_text

F = {"f": ("x", "x**2*sin(x)")}


def decisions(text, functions=F):
    """The decisions about all statements of one text."""
    return [one.decision for one in decide([text], dict(functions))]


@pytest.mark.parametrize(
    "text",
    [
        "f(x) = x^2 sin x",
        "f'(x) = (x^2)' sin x + x^2 (sin x)'",
        "f'(x) = x^2 cos x + 2 x sin x",
        "f'(x) = 2 x dot.c sin x + x^2 dot.c cos x",
        "f'(1) approx 2.22",
        "$f(1) = sin 1 approx 0.84$",
        "f''(x) = -x^2 sin x + 4 x cos x + 2 sin x",
        'f\'(x) = text(fill: #rgb("#FFC857"), 2 x sin x) + x^2 cos x',
        "f(x) = frac(x^3 sin x, x)",
        r"f'(x) = 2x\sin(x) + x^2\cos(x)",
        r"f^{\prime}(x) = x^2 \cos x + 2x \sin x",
        r"\frac{dy}{dx} = x^2 \cos x + 2x \sin x",
        r"\frac{d}{dx}[x^2] = 2x",
        "1 - frac(-1, 2) = 1.5",
    ],
)
def test_right_statements(text):
    """In Typst and in LaTeX, exact and rounded."""
    assert decisions(text)
    assert {"right"} == set(decisions(text))


@pytest.mark.parametrize(
    "text",
    [
        "f(x) = x^2 cos x",
        "f'(x) = (x^2)' sin x - x^2 (sin x)'",
        "f'(x) = x^2 cos x - 2 x sin x",
        "f'(1) approx 2.32",
        "f'(1) approx -2.22",
        "f'(1) = cos 1 + 2 sin 1 approx 2.25",
        "f(1) = sin 1 approx 0.94",
        r"f'(x) = 2x\sin(x) - x^2\cos(x)",
        r"\frac{d}{dx}[x^2] = 2",
        r"\frac{d}{dx}[x^2] = 3x",
        "1 - frac(-1, 2) = 0.5",
    ],
)
def test_near_misses(text):
    """One sign, one digit, one factor."""
    assert "wrong" in decisions(text)


@pytest.mark.parametrize("text", ["f'(x) = 0", "x = 2", "x^2 + y^2 = 25", "f(x) approx 2 x - 1", "a < b", "Step 1"])
def test_what_is_no_statement_is_left_open(text):
    """Equations to be solved, places, and lines near a point are not held against a program."""
    assert not {"right", "wrong"} & set(decisions(text))


def test_names_are_known_from_where_they_are_defined():
    """Later formulas use u and v, and a wrong derivative of v is found."""
    u_and_v = "u = x^2 , quad v = sin x"
    right, wrong = "u' = 2 x , quad v' = cos x", "u' = 2 x , quad v' = -cos x"

    assert ["right", "right"] == [one.decision for one in decide([u_and_v, right], {})]
    assert ["right", "wrong"] == [one.decision for one in decide([u_and_v, wrong], {})]


@pytest.mark.parametrize(
    ("given", "wanted", "same"),
    [
        ("f'(x) = 2 x", "f'(x)=2x", True),
        ("f'(x) = x + x", "f'(x) = 2 x", True),
        ("f'(x) = -2 x", "f'(x) = 2 x", False),
        ("The height here is 0.84.", "There the curve has the height 0.84.", True),
        ("There the curve has the height 0.94.", "There the curve has the height 0.84.", False),
        ("This is the graph of x^2 - x.", "This is the graph of x^2 + x.", False),
    ],
)
def test_texts_that_say_the_same(given, wanted, same):
    """Formulas count up to equality, sentences by their numbers and formulas."""
    assert same is same_text(given, wanted)
