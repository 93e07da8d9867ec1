"""Colours keep their meanings apart, whatever colour the function gets."""

import pytest

from derivanim.templates.palette import NAMED, THEMES, colors

ROLES = ("function", "derivative", "point", "measure", "wrong")


def luminance(color):
    """The relative luminance of WCAG 2.2."""
    parts = (int(color[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    """The contrast ratio of WCAG 2.2, from 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_default(theme):
    """Without a wish every role has its own colour."""
    assert THEMES[theme] == colors(None, theme)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("wish", NAMED["dark"])
def test_wishes_move_the_others(theme, wish):
    """The function gets the wished colour, and no other role has it."""
    made = colors(wish, theme)
    assert NAMED.get(theme, NAMED["dark"])[wish] == made["function"]
    assert len(ROLES) == len({made[role] for role in ROLES})


@pytest.mark.parametrize("theme", THEMES)
def test_contrast(theme):
    """Text of every colour can be read: 4.5 to 1 against the ground, as WCAG 2.2 asks of text."""
    for wish in (None, *NAMED["dark"]):
        made = colors(wish, theme)
        for role in (*ROLES, "ink", "muted"):
            assert contrast(made[role], made["ground"]) >= 4.5, (theme, wish, role, made[role])
