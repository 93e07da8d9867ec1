"""Colours by role in each theme, and how a wish for the function's colour moves the others out of its way."""

from __future__ import annotations

THEMES: dict[str, dict[str, str]] = {
    "dark": {
        "ground": "#12161F", "ink": "#F2F0E9", "muted": "#9AA3B2", "grid": "#2A3140", "function": "#58B7F5",
        "derivative": "#FFC857", "point": "#FF6B5E", "measure": "#7BD88F", "wrong": "#E05DB0",
    },
    "light": {
        "ground": "#FBFAF6", "ink": "#1B1F28", "muted": "#5A6372", "grid": "#DDDFE3", "function": "#1467B3",
        "derivative": "#A35C00", "point": "#C8281C", "measure": "#1F7A3D", "wrong": "#A3247A",
    },
    # Okabe and Ito's palette, "Color Universal Design", 2008: its colours differ for every kind of colour vision.
    "colorblind": {
        "ground": "#12161F", "ink": "#F2F0E9", "muted": "#9AA3B2", "grid": "#2A3140", "function": "#56B4E9",
        "derivative": "#F0E442", "point": "#E8702A", "measure": "#00B389", "wrong": "#CC79A7",
    },
}  # fmt: skip
NAMED: dict[str, dict[str, str]] = {
    "dark": {
        "blue": "#58B7F5", "red": "#FF6B5E", "orange": "#FF9F5A", "yellow": "#FFC857", "green": "#7BD88F",
        "teal": "#4FD1C5", "purple": "#B497F5", "pink": "#F59AC8", "white": "#F2F0E9",
    },
    "light": {
        "blue": "#1467B3", "red": "#C8281C", "orange": "#B65410", "yellow": "#856A00", "green": "#1F7A3D",
        "teal": "#0B7A75", "purple": "#6A3FC0", "pink": "#B8337D", "white": "#1B1F28",
    },
}  # fmt: skip
# The role that would look like the function's new colour takes the blue that the function leaves.
_TOO_CLOSE = {
    "red": "point", "orange": "derivative", "yellow": "derivative", "green": "measure", "teal": "measure",
    "pink": "wrong",
}  # fmt: skip


def colors(wish: str | None, theme: str = "dark") -> dict[str, str]:
    """The colour of each role in a theme, with the function in the wished one."""
    roles = THEMES[theme]
    if wish is None:
        return dict(roles)
    moved = {_TOO_CLOSE[wish]: roles["function"]} if wish in _TOO_CLOSE else {}
    return roles | {"function": NAMED.get(theme, NAMED["dark"])[wish]} | moved
