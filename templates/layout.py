"""Where title, picture and reasoning stand in a wide, a tall and a square frame, in units of the frame.

The picture's zone has the same size in all of them, so that a template draws it once, around `PICTURE`. In a wide
frame the reasoning stands on the right of it, else below.
"""

from __future__ import annotations

from dataclasses import dataclass

Place = tuple[float, float]


@dataclass(frozen=True)
class Layout:
    """The zones of one aspect ratio."""

    width: float
    height: float
    picture: Place  # the middle of the axes
    panel: Place  # upper left corner of the reasoning
    panel_width: float
    panel_bottom: float
    page: Place  # upper left corner of a derivation that takes the picture's place
    page_width: float
    page_height: float
    rail: tuple[Place, Place]  # the line between picture and reasoning
    title_below: bool = False  # whether the function stands under the title, not beside it

    @property
    def strip_width(self) -> float:
        """The room for title and function beside each other."""
        return self.width - 0.9


LAYOUTS = {
    "16:9": Layout(
        128 / 9, 8, picture=(-2.65, -0.1), panel=(2.1, 2.6), panel_width=4.6, panel_bottom=-2.9,
        page=(-6.4, 2.6), page_width=12.8, page_height=5.6, rail=((1.75, 2.7), (1.75, -2.8)),
    ),
    "9:16": Layout(
        9, 16, picture=(0.1, 2.9), panel=(-4.05, -0.95), panel_width=8.1, panel_bottom=-6.4,
        page=(-4.05, 5.5), page_width=8.1, page_height=11.5, rail=((-4.05, -0.68), (4.05, -0.68)), title_below=True,
    ),
    "1:1": Layout(
        11.6, 11.6, picture=(0.1, 1.7), panel=(-5.2, -2.15), panel_width=10.4, panel_bottom=-4.95,
        page=(-5.2, 4.3), page_width=10.4, page_height=8.8, rail=((-5.2, -1.88), (5.2, -1.88)),
    ),
}  # fmt: skip
