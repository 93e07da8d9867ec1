"""Colours by role, and how a wish for the function's colour moves the others out of its way."""

from __future__ import annotations

ROLES = {"function": "#58B7F5", "derivative": "#FFC857", "point": "#FF6B5E", "measure": "#7BD88F"}
NAMED = {
    "blue": "#58B7F5",
    "red": "#FF6B5E",
    "orange": "#FF9F5A",
    "yellow": "#FFC857",
    "green": "#7BD88F",
    "teal": "#4FD1C5",
    "purple": "#B497F5",
    "pink": "#F59AC8",
    "white": "#F2F0E9",
}
# The role that would look like the function's new colour takes the blue that the function leaves.
_TOO_CLOSE = {"red": "point", "orange": "derivative", "yellow": "derivative", "green": "measure", "teal": "measure"}


def colors(wish: str | None) -> dict[str, str]:
    """The colour of each role, with the function in the wished one."""
    if wish is None:
        return dict(ROLES)
    moved = {_TOO_CLOSE[wish]: ROLES["function"]} if wish in _TOO_CLOSE else {}
    return ROLES | {"function": NAMED[wish]} | moved
