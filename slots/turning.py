"""A slope triangle and the same one turned by a right angle: the size and the turn whose labels meet nothing."""

from __future__ import annotations

import itertools
from typing import Any

import sympy

from derivanim.calculus.window import Window
from derivanim.slots.numbers import decimal, nice
from derivanim.slots.plots import PICTURE

BASES = (0.3, 0.25, 0.2, 0.16, 0.12, 0.09, 0.06)  # of the window's width
SMALLEST = 0.4  # length of a leg, in units of the frame, beside which a label can stand
ROOM = 0.35  # for the labels outside of the triangles
Place = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, right, bottom and top, in units of the frame."""


def turning_triangle(window: Window, shown: dict[str, Any], at: Place, slope: sympy.Expr) -> dict[str, Any] | None:
    """The legs, the turn (1: to the left, -1: to the right) and the labels; None where none fits.

    The window has equal units, and `shown` is what plots.plot() makes of it. The triangle lies on the
    tangent, so that its turned copy lies on the normal.
    """
    unit = PICTURE[0] / (window.x_max - window.x_min)
    for base in BASES:
        size = nice(base * (window.x_max - window.x_min))
        for run, turn in itertools.product((size, -size), (1, -1)):
            rise = run * float(slope)
            far, turned = (at[0] + run, at[1] + rise), (at[0] - turn * rise, at[1] + turn * run)
            small = min(abs(run), abs(rise)) * unit < SMALLEST
            if small or not all(_inside(window, corner, ROOM / unit) for corner in (far, turned)):
                continue
            labels = [decimal(abs(run)), decimal(abs(rise))]
            triangles = [(at, (far[0], at[1]), far), (at, (at[0], turned[1]), turned)]
            if not _meetings(window, shown, at, triangles, labels):
                return {"run": run, "rise": rise, "turn": turn, "labels": labels}
    return None


def _inside(window: Window, place: Place, room: float) -> bool:
    x, y = place
    return window.x_min + room < x < window.x_max - room and window.y_min + room < y < window.y_max - room


def _meetings(
    window: Window, shown: dict[str, Any], at: Place, triangles: list[tuple[Place, Place, Place]], labels: list[str]
) -> bool:
    """Whether labels of the legs meet each other, the labels of the axes, or the one of the point."""
    unit = PICTURE[0] / (window.x_max - window.x_min)
    scaled = [[(x * unit, y * unit) for x, y in corners] for corners in triangles]
    boxes = [box for corners in scaled for box in _label_boxes(corners, labels)]
    (left, low), (middle, height) = (number * unit for number in window.origin), (number * unit for number in at)
    below = -1 if height >= low else 1
    foot = shown["foot"] * unit
    taken = [(left - 0.5, left, y * unit - 0.2, y * unit + 0.2) for y, label in shown["y_ticks"] if label]
    taken += [(x * unit - 0.25, x * unit + 0.25, foot - 0.45, foot) for x, label in shown["x_ticks"] if label]
    taken += [(middle - 0.3, middle + 0.3, low + min(0, below * 0.5), low + max(0, below * 0.5))]
    pairs = [*itertools.combinations(boxes, 2), *itertools.product(boxes, taken)]
    return any(a[0] < b[1] and b[0] < a[1] and a[2] < b[3] and b[2] < a[3] for a, b in pairs)


def _label_boxes(corners: list[Place], labels: list[str]) -> list[Box]:
    inside = [sum(numbers) / 3 for numbers in zip(*corners, strict=True)]
    boxes: list[Box] = []
    for (start, end), label in zip(itertools.pairwise(corners), labels, strict=True):
        x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
        width = 0.13 * len(label) + 0.08
        if start[0] == end[0]:
            x += (0.12 + width / 2) * (1 if x > inside[0] else -1)
        else:
            y += 0.26 * (1 if y > inside[1] else -1)
        boxes.append((x - width / 2, x + width / 2, y - 0.16, y + 0.16))
    return boxes
