"""The one-sided derivatives of Abs(x) at x = 0.

Drawn by derivanim from {"template": "one_sided_derivatives", "function": "Abs(x)", "point": "0"}
"""

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UL,
    UP,
    Axes,
    Create,
    DashedLine,
    Dot,
    FadeIn,
    FadeOut,
    Line,
    MathTypst,
    Scene,
    Typst,
    ValueTracker,
    VGroup,
    VMobject,
    Write,
)

# Colours mean the same in every animation.
GROUND = "#12161F"
INK = "#F2F0E9"
MUTED = "#9AA3B2"
GRID = "#2A3140"
FUNCTION = "#58B7F5"
DERIVATIVE = "#FFC857"
POINT = "#FF6B5E"
MEASURE = "#7BD88F"
WRONG = "#E05DB0"
# The middle of the picture, and two corners of the panel in which the reasoning stands.
PICTURE = np.array((-2.65, -0.1, 0))
PANEL = np.array((2.1, 2.6, 0))
# All times are multiplied by this; larger is slower.
PACE = 1.0


def formula(markup, size=32, color=INK):
    """Mathematics, typeset by Typst."""
    return MathTypst(markup, font_size=size, color=color)


def words(markup, size=26, color=MUTED):
    """Text, typeset by Typst."""
    return Typst(markup, font_size=size, color=color)


def plane(x_range, y_range, width=7.4, height=5.2, center=PICTURE):
    """Axes in the picture's zone."""
    style = {"color": MUTED, "stroke_width": 2, "include_ticks": False}
    axes = Axes(x_range, y_range, x_length=width, y_length=height, tips=False, axis_config=style)
    return axes.move_to(center)


def grid(axes, x_ticks, y_ticks, foot=None):
    """Thin lines at the ticks, which are pairs of value and label, and the labels beside the axes, or at `foot`."""
    (x_min, x_max), (y_min, y_max) = axes.x_range[:2], axes.y_range[:2]
    x_axis, y_axis = np.clip(0, y_min, y_max) if foot is None else foot, np.clip(0, x_min, x_max)
    # Beside a label near the edge, what is left of a line would look like a minus.
    left = y_axis if axes.c2p(y_axis, 0)[0] - axes.c2p(x_min, 0)[0] < 1.2 else x_min
    lines = VGroup(
        *(Line(axes.c2p(x, y_min), axes.c2p(x, y_max)) for x, _ in x_ticks),
        *(Line(axes.c2p(left, y), axes.c2p(x_max, y)) for y, _ in y_ticks),
    ).set_stroke(GRID, 1.2)
    labels = VGroup(
        *(formula(label, 24, MUTED).next_to(axes.c2p(x, x_axis), DOWN, buff=0.14) for x, label in x_ticks if label),
        *(formula(label, 24, MUTED).next_to(axes.c2p(y_axis, y), LEFT, buff=0.14) for y, label in y_ticks if label),
    )
    return VGroup(lines, *(with_backing(label) for label in labels))


def with_backing(label):
    """A label with the ground behind it, so that no line runs through it."""
    return label.add_background_rectangle(color=GROUND, opacity=0.8, buff=0.05)


def graph(axes, function, pieces, color):
    """The curve of a function over the intervals on which it stays inside the picture."""
    curve = VGroup()
    for start, end in pieces:
        x = np.linspace(start, end, 240)
        piece = VMobject(stroke_color=color, stroke_width=5)
        curve.add(piece.set_points_as_corners(axes.c2p(x, function(x)).T))
    return curve


def mark(axes, x, y, markup, color=POINT):
    """A dashed line from a point to the x-axis, and its label there."""
    foot, point = axes.c2p(x, np.clip(0, *axes.y_range[:2])), axes.c2p(x, y)
    side = UP if point[1] < foot[1] else DOWN
    drop = DashedLine(foot, point, color=MUTED, stroke_width=2, dash_length=0.08)
    return VGroup(drop, with_backing(formula(markup, 26, color).next_to(foot, side, buff=0.14)))


def sliding_dot(axes, function, at, color=POINT):
    """A dot on the curve, where `at()` says."""
    dot = Dot(radius=0.09, color=color, z_index=2)
    return dot.add_updater(lambda dot: dot.move_to(axes.c2p(at(), function(at()))), call_updater=True)


def line_ends(axes, x, y, slope):
    """The two points at which the line through (x, y) with that slope enters and leaves the picture."""
    left, right = axes.x_range[:2]
    if slope != 0:
        at_edges = sorted(x + (edge - y) / slope for edge in axes.y_range[:2])
        left, right = max(left, at_edges[0]), min(right, at_edges[1])
    return axes.c2p(left, y + slope * (left - x)), axes.c2p(right, y + slope * (right - x))


def table(rows, columns, pitch=0.48):
    """Rows of numbers, the first one a header; each column ends at its place in `columns`."""
    lines = VGroup()
    for cells in rows:
        color = INK if lines else MUTED
        line = VGroup(formula(cell, 30, color) for cell in cells)
        for cell, right in zip(line, columns, strict=True):
            cell.move_to([right, -pitch * len(lines), 0], aligned_edge=RIGHT)
        lines.add(line)
    return lines


def line_through(axes, x, y, dx, dy):
    """The two points at which the line through (x, y) in the direction (dx, dy), also upright, crosses the picture."""
    ways = [(x, dx, axes.x_range), (y, dy, axes.y_range)]
    reach = [sorted((edge - at) / step for edge in edges[:2]) for at, step, edges in ways if abs(step) > 1e-9]
    back, ahead = max(low for low, _ in reach), min(high for _, high in reach)
    return axes.c2p(x + back * dx, y + back * dy), axes.c2p(x + ahead * dx, y + ahead * dy)


def half_secant(axes, function, x, at):
    """The part of the secant through (x, f(x)) and the point at `at()` that begins in the first of them."""

    def follow(line):
        y = function(x)
        ends = line_ends(axes, x, y, (function(at()) - y) / (at() - x))
        line.set_points_by_ends(axes.c2p(x, y), ends[int(at() > x)])

    return Line(color=MEASURE, stroke_width=4).add_updater(follow, call_updater=True)


def f(x):
    return np.abs(x)


class OneSidedDerivatives(Scene):
    """Secants from the left and from the right, with their slopes in a table and both limits."""

    def construct(self):
        self.camera.background_color = GROUND
        self.lines, self.panel_bottom = VGroup(), -2.9
        axes = plane([-2.5, 2.5], [-0.2, 2.8])
        numbers = grid(
            axes,
            [(-2.0, "-2"), (-1.0, "-1"), (1.0, "1"), (2.0, "2")],
            [(0.5, ""), (1.0, "1.0"), (1.5, "1.5"), (2.0, "2.0"), (2.5, "2.5")],
            0.0,
        )
        curve = graph(axes, f, [(-2.5, 2.5)], FUNCTION)
        heading = self.heading("One\\-sided derivatives", "f(x) = abs(x)", 40)
        a = 0.0
        fixed = Dot(axes.c2p(a, f(a)), radius=0.09, color=POINT, z_index=2)
        self.beat(
            "Is the curve equally steep on both sides of x = 0?",
            FadeIn(heading),
            FadeIn(numbers),
            Create(axes),
            run_time=1.2,
        )
        self.beat("This is the graph of f(x) = Abs(x).", Create(curve), run_time=1.3)
        label = mark(axes, a, f(a), "0")
        self.beat("One end of all the secants stays here, at x = 0.", FadeIn(fixed, label), run_time=0.6)
        rows = table(
            [
                ("abs(h)", '"left"', '"right"'),
                ("1", "-1.000", "1.000"),
                ("0.1", "-1.000", "1.000"),
                ("0.01", "-1.000", "1.000"),
            ],
            [0.9, 2.6, 4.3],
        )
        self.make_room(rows)
        self.beat(
            "The other end comes closer in steps; we write down each slope.",
            FadeIn(rows[0], *(row[0] for row in rows[1:])),
            run_time=0.8,
        )

        # First the secants on the left side.
        at = ValueTracker(-1.0)
        moving, secant = sliding_dot(axes, f, at.get_value, MEASURE), half_secant(axes, f, a, at.get_value)
        self.beat("First the secants on the left side.", FadeIn(moving), Create(secant), run_time=0.9, hold=0.1)
        self.play(FadeIn(rows[1][1]), run_time=PACE * 0.4)
        for row, place in zip(rows[2:], [-0.1, -0.01], strict=True):
            self.beat("The second point comes closer.", at.animate.set_value(place), run_time=1.1, hold=0.1)
            self.play(FadeIn(row[1]), run_time=PACE * 0.4)
        self.play(at.animate.set_value(-0.001), FadeOut(moving), run_time=PACE * 0.6)
        secant.clear_updaters()
        _, end = line_through(axes, a, f(a), *(-1.0, 1.0))
        self.beat(
            "The limit of the left column is the derivative from the left.",
            secant.animate.set_color(DERIVATIVE).put_start_and_end_on(axes.c2p(a, f(a)), end),
            run_time=0.6,
            hold=0.1,
        )
        self.reason(
            "The limit of the left column is the derivative from the left.",
            "slope from the left",
            "f'_(-)(0) = -1",
            32,
            color=DERIVATIVE,
            hold=1.4,
        )

        # Now the secants on the right side.
        at = ValueTracker(1.0)
        moving, secant = sliding_dot(axes, f, at.get_value, MEASURE), half_secant(axes, f, a, at.get_value)
        self.beat("Now the secants on the right side.", FadeIn(moving), Create(secant), run_time=0.9, hold=0.1)
        self.play(FadeIn(rows[1][2]), run_time=PACE * 0.4)
        for row, place in zip(rows[2:], [0.1, 0.01], strict=True):
            self.beat("The second point comes closer.", at.animate.set_value(place), run_time=1.1, hold=0.1)
            self.play(FadeIn(row[2]), run_time=PACE * 0.4)
        self.play(at.animate.set_value(0.001), FadeOut(moving), run_time=PACE * 0.6)
        secant.clear_updaters()
        _, end = line_through(axes, a, f(a), *(1.0, 1.0))
        self.beat(
            "The limit of the right column is the derivative from the right.",
            secant.animate.set_color(DERIVATIVE).put_start_and_end_on(axes.c2p(a, f(a)), end),
            run_time=0.6,
            hold=0.1,
        )
        self.reason(
            "The limit of the right column is the derivative from the right.",
            "slope from the right",
            "f'_(+)(0) = 1",
            32,
            color=DERIVATIVE,
            hold=1.3,
        )

        self.play(fixed.animate.set_color(WRONG), run_time=PACE * 0.5)
        self.reason(
            "The two sides do not agree, so that there is no derivative.",
            "two different limits",
            'f\'(0) "does not exist"',
            32,
            color=WRONG,
            hold=1.3,
        )
        self.wait(2)

    def heading(self, title, markup, size, title_size=42):
        """The title strip: what is shown, and of which function."""
        title = words(title, title_size, INK).to_corner(UL, buff=0.45)
        subject = formula(markup, size, FUNCTION).next_to(title, RIGHT, buff=0.5)
        self.add(Line((1.75, 2.7, 0), (1.75, -2.8, 0), stroke_color=GRID, stroke_width=2))
        return VGroup(title, subject)

    def beat(self, caption, *animations, run_time=1.0, hold=0.5):
        """One idea: animations under a caption, and the time to take them in."""
        self.play(
            *animations, run_time=PACE * run_time, subcaption=caption, subcaption_duration=PACE * (run_time + hold)
        )
        self.wait(PACE * hold)

    def make_room(self, line):
        """Place a new line below the others in the panel; when it is full, the oldest leave, then the others move up."""
        line.move_to(PANEL, aligned_edge=UL)
        if self.lines:
            line.next_to(self.lines, DOWN, buff=0.36, aligned_edge=LEFT)
        oldest, rise = VGroup(), 0
        while self.lines and line.get_bottom()[1] + rise < self.panel_bottom:
            oldest.add(self.lines[0])
            self.lines.remove(self.lines[0])
            rise = PANEL[1] - (self.lines or line).get_top()[1]
        if oldest:
            self.play(FadeOut(oldest), run_time=PACE * 0.3)
        if rise and self.lines:
            self.play(*(old.animate.shift(rise * UP) for old in self.lines), run_time=PACE * 0.5)
        self.lines.add(line.shift(rise * UP))

    def reason(self, caption, rule, markup, size, color=INK, hold=1.5):
        """Write the next line of the reasoning: the rule's name over its formula."""
        line = VGroup(words(rule), formula(markup, size, color)).arrange(DOWN, buff=0.14, aligned_edge=LEFT)
        self.make_room(line)
        self.beat(caption, FadeIn(line[0]), Write(line[1]), run_time=1.2, hold=hold)
