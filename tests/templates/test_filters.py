"""Values enter a program as literals, expressions, names or markup, and in no other way."""

import pytest

from derivanim.errors import TemplateError
from derivanim.templates.environment import environment
from derivanim.templates.filters import (
    comment,
    escaped,
    exact,
    heading,
    literal,
    mathematics,
    name,
    numpy,
    reasons,
    wrapped,
)
from derivanim.templates.latex import to_latex, to_latex_text
from derivanim.templates.layout import LAYOUTS


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("it's", '"it\'s"'),
        ("a\nb", r"'a\nb'"),
        (2, "2"),
        (1 / 3, "0.333333"),
        (1e-20, "1e-20"),
        ([1.0, 2.5], "[1.0, 2.5]"),
        ((1,), "(1,)"),
        ([("x", 1)], "[('x', 1)]"),
        (True, "True"),
        (None, "None"),
    ],
)
def test_literals(value, printed):
    """A literal evaluates to the value, numbers with six digits."""
    assert printed == literal(value)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {1: 2}, object()])
def test_no_literal(value):
    """What has no literal, or is no number, is refused."""
    with pytest.raises(TemplateError):
        literal(value)


def test_exact_keeps_all_digits():
    """A number that is computed with keeps all its digits."""
    assert "0.1234567890123" == exact(0.1234567890123)


@pytest.mark.parametrize("value", ["class", "a b", "", "1x", "x; import os"])
def test_names(value):
    """Only an identifier becomes a name."""
    with pytest.raises(TemplateError):
        name(value)


def test_constant_functions_keep_the_shape():
    """The expression of a constant function has the shape of its argument."""
    assert "0 * x" in numpy("5", "x")


def test_expressions_go_through_the_reader():
    """Text that is no expression never reaches a program."""
    with pytest.raises(ValueError, match=r"unknown|allowed|expression|understood|character"):
        numpy("__import__('os').system('true')", "x")


def test_comments_cannot_end_a_docstring():
    """Text in a docstring stays in it."""
    assert "'''" in comment('x"""\nimport os')
    assert "\n" not in comment('x"""\nimport os')


def context(math="typst", aspect="16:9"):
    """What filters take from the program that they write into."""
    return environment().from_string("").new_context({"math": math, "layout": LAYOUTS[aspect]})


def test_mathematics_for_the_typesetter():
    """Markup stays Typst, or becomes LaTeX everywhere inside of a list."""
    assert "[('frac(1, 2)', 1)]" == mathematics(context(), [("frac(1, 2)", 1)])
    assert r"[('\\frac{1}{2}', 1)]" == mathematics(context("latex"), [("frac(1, 2)", 1)])


@pytest.mark.parametrize(
    ("markup", "latex"),
    [
        ("f'(x) & = 2 x \\ & = y", r"f'(x) & = 2 x \\ & = y"),
        ('u text(fill: #rgb("#112233"), frac(1, x))', r"u {\color[HTML]{112233} \frac{1}{x}}"),
        ("sqrt(x) <= pi", r"\sqrt{x} \leq \pi"),
        ('"is undefined"', r"\text{is undefined}"),
    ],
)
def test_latex(markup, latex):
    """Formulas keep their lines and colours in LaTeX."""
    assert latex == to_latex(markup)


def test_latex_text():
    """Text keeps its formulas, and its special characters are text."""
    assert r"slope at $x = \frac{1}{2}$, 5\% more" == to_latex_text("slope at $x = frac(1, 2)$, 5% more")


def test_titles_are_text():
    """No character of a title is markup."""
    assert r"\#import \"x\"" == escaped('#import "x"')
    assert r"self.heading('\\$x\\$', 'x', 40)" == heading(context(), {"title": "$x$", "formula": "x"})


def test_values_without_a_filter_are_refused():
    """A template cannot write a bare value into a program."""
    with pytest.raises(TemplateError, match="without a filter"):
        environment().from_string("{{ x }}").render(x="import os")


def test_long_lines_take_the_whole_frame():
    """A derivation that does not fit the panel is written over the picture."""
    long = "f'(x) = frac(" + " + ".join(f"x^{n} sin({n} x)" for n in range(2, 12)) + ", x)"
    lines = [{"rule": "quotient rule", "formula": long, "caption": "Step 1.", "hold": 1.0}]
    assert reasons(context(), lines).startswith("step_view(self, heading, [")
    lines[0]["formula"] = "f'(x) = 2 x"
    assert reasons(context(), lines).startswith("self.reason(")


def test_rule_names_are_wrapped():
    """Names of rules are broken after commas where the panel ends."""
    assert "sum rule, \\ product rule, \\ chain rule" == wrapped("sum rule, product rule, chain rule", 1.5)
    assert "sum rule, power rule" == wrapped("sum rule, power rule", 4.6)


def test_commas_of_formulas_are_no_breaks():
    """A comma inside of a formula is not the end of a rule's name."""
    rule = r"slope at $x = frac(1, 2)$, then a rule with a long name"
    assert "slope at $x = frac(1, 2)$, \\ then a rule with a long name" == wrapped(rule, 3)


def test_unreadable_lines_are_left_out():
    """Over the whole frame, only the result may be smaller than what can be read; the last lines of all stay."""
    endless = "f'(x) = frac(" + " + ".join(f"x^{n} sin({n} x)" for n in range(2, 40)) + ", x)"
    lines = [{"rule": rule, "formula": endless, "caption": rule, "hold": 1.0} for rule in ("one", "two")]
    assert "'two'" in reasons(context(), lines).replace('"', "'")
    assert "'one'" not in reasons(context(), lines).replace('"', "'")
    assert reasons(context(), lines, last=True).endswith(", back=False)")
