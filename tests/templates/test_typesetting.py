"""Formulas are measured, broken and scaled so that they fit."""

import pytest

from derivanim.errors import TemplateError
from derivanim.templates.typesetting import fit, measure


def test_short_formulas_stay_as_they_are():
    """A formula that fits keeps its size and its line."""
    fitted = fit("f'(x) = 2 x", 4.6)
    assert ("f'(x) = 2 x", 32, True) == (fitted.markup, fitted.size, fitted.fits)


def test_relations_break_first():
    """A chain of equalities is broken before its relations."""
    fitted = fit("f'(x) = sin(x) cos(x) x^2 = sin(2 x) x^2 / 2 dot 12345678 = 123456789 x^2", 4.6)
    assert " \\ & = " in fitted.markup
    assert fitted.fits


def test_then_signs():
    """One long side is broken before its signs, and brackets are never broken."""
    fitted = fit("f'(x) = x^2 cos(x + 1) + 2 x sin(x + 1) + x^3 cos(x + 2) + 3 x^2 sin(x + 2)", 4.6)
    assert "\\ & quad + " in fitted.markup
    assert "x \\" not in fitted.markup
    assert measure(fitted.markup, fitted.size)[0] <= 4.6 + 0.02


def test_scaling_has_a_limit():
    """What would need less than 70 % does not fit."""
    assert not fit("frac(" + " + ".join(["x^2 sin x"] * 9) + ", x)", 4.6).fits


def test_wrong_markup_is_named():
    """Markup that Typst refuses is an error with the markup in it."""
    with pytest.raises(TemplateError, match="unknownname"):
        measure("unknownname + 1")
