"""Words of a request that name the form of its function."""

import pytest

from derivanim.dataset.mathematics.mentions import agrees, form, wants_linear
from derivanim.dataset.mathematics.suited import suited


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("3*sin(2*x) + 1", "sin linear plus"),
        ("sin(x**2 + 4)", "sin"),
        ("5*2**(x/3)", "exp linear"),
        ("-2*exp(3 - x)", "exp linear"),
        ("sinh(x) - 3*tanh(x)", ""),
        ("x**2", ""),
    ],
)
def test_a_form_is_what_constants_leave(source, expected):
    """Constant factors and addends are left out; x alone but for constants is linear."""
    assert expected == form(source)


@pytest.mark.parametrize(
    ("template", "text", "source", "expected"),
    [
        ("trigonometric_derivative", "Carousel: how far I am to the right is E1, a cosine", "sin(x)", False),
        ("trigonometric_derivative", "Carousel: how far I am to the right is E1, a cosine", "2*cos(3*x)", True),
        ("trigonometric_derivative", "Why is the trig derivative of E1 a cosine?", "2*cos(3*x)", False),
        ("trigonometric_derivative", "a pendulum at E1", "sin(x**2)", False),
        ("hyperbolic_derivative", "activation function E1 is a hyperbolic tangent", "sinh(x) - 3*tanh(x)", False),
        ("exponential_derivative", "E1 is proportional to its own slope", "exp(x**2)", False),
        ("exponential_derivative", "Exponential decay E1", "5*exp(2*x)", False),
        ("exponential_derivative", "Exponential decay E1", "5*exp(-2*x)", True),
        ("logarithm_derivative", "derivative of a logarithm with another base: E1", "log(x)", False),
        ("logarithm_derivative", "derivative of a logarithm with another base: E1", "log(x, 2)", True),
        ("logarithm_derivative", "the logarithm E1", "log(x**2 + 1)", True),
        ("trigonometric_derivative", "simple harmonic motion E1", "2*sin(x) + cos(2*x)", False),
        ("hyperbolic_derivative", "sagging rope E1", "cosh(x**2)", False),
        ("hyperbolic_derivative", "a hanging rope E1", "3*cosh(x/3)", True),
        ("normal_line", "Light hits a parabolic dish E1 at x = N1.", "sinh(x - 1) + 1", False),
        ("tangent_line", "the tangent to the parabola E1", "6/(x**2 + 1)", False),
        ("tangent_line", "the tangent to the parabola E1", "x**2 - x**3", False),
        ("tangent_line", "the tangent to the parabola E1", "3*x**2 - 4", True),
    ],
)
def test_functions_are_what_the_words_say(template, text, source, expected):
    """A cosine is no sine, what decays has a falling exponent, and other words leave everything open."""
    assert expected == agrees(template, text, source)


def test_no_pendulum_among_functions_held_out():
    """They have roots or are nested, so that words for something linear have none of them."""
    assert wants_linear("trigonometric_derivative", "a pendulum at E1")
    assert [] == suited("trigonometric_derivative", "a pendulum at E1", held_out=True)
    assert suited("trigonometric_derivative", "the function E1", held_out=True)
