"""Points marked on the axes of a picture: ticks that make room for their labels, and which way two labels lean."""

from __future__ import annotations

from collections.abc import Iterable

from derivanim.calculus.window import Window
from derivanim.slots.plots import PICTURE

Ticks = list[tuple[float, str]]
ROOM = 0.62  # between the middles of two labels, in units of the frame


def bare_near(
    ticks: Ticks, places: Iterable[float], length: float, size: float = PICTURE[0], room: float = ROOM
) -> Ticks:
    """The ticks of an axis of that length; one whose label would meet the label of a place stays bare."""
    unit, places = size / length, list(places)
    return [
        (value, "" if any(abs(value - place) * unit < room for place in places) else label) for value, label in ticks
    ]


def lean(window: Window, place: float, other: float, span: tuple[float, float] = (0.0, 0.0)) -> int:
    """To which side the label of a place leans, away from that of another: -1, 1, or 0 where it need not lean.

    It must where the other is near, or where what is drawn at the place, from one height to another, meets the axis.
    """
    apart = (place - other) * PICTURE[0] / (window.x_max - window.x_min)
    free = abs(apart) > 1.1 and not min(span) < window.origin[1] < max(span)
    return 0 if free else (1 if apart > 0 else -1)
